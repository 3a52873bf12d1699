// The answer to one query. The last of the files that make up the board; the others define what is called here.
let shown = null;
let picked = null;
const ACTIONS = {
  switch: flip,
  fold: turnFold,
  undo,
  reset,
  close: closePanel,
  mark: (button) => toggleMark(button.dataset.image, MARKS.find((kind) => kind.kind === button.dataset.kind)),
  move: () => request("submit"),
  unmark,
  clear: clearMarks,
  copy: copyLink,
  export: exportView,
  help: showKeys,
  choose: () => find(".slot .file").click(),
  unpicture: removePicture,
  again: () => renew({ query: before }),
  "by-picture": searchByShown,
  restore: restoreSettings,
  repeat: repeatRecalled,
  forget: forgetAll,
};

// What the server is asked with.
function shownView() {
  const { query, token, off, marks, unwanted, picture, settings } = shown;
  return { query, token, off, marks, unwanted, picture, settings };
}

function pick(image, reveal) {
  picked = image;
  for (const card of findAll(".card")) card.setAttribute("aria-selected", String(Number(card.dataset.image) === image));
  drawPanel(shown.pictures[image], image);
  light([image]);
  find(".panel").scrollTop = 0;
  if (!reveal) return;
  find(".panel").classList.add("open");
  remember(false);
}

function light(images) {
  const chosen = new Set(images.map(String));
  for (const node of findAll(".card, .slope")) node.classList.toggle("lit", chosen.has(node.dataset.image));
}

function lightDetail(key) {
  light(Object.keys(shown.pictures).filter((image) => shown.pictures[image].moved_by.includes(key)));
}

function draw(board) {
  if (!board) return;
  noteAnswer();
  if (outdated(board)) return;
  changesAsked += 1;
  const refocus = rememberFocus();
  const same = shown && !board.opened && asksFor(board) === asksFor(shown);
  if (!same) past = [];
  shown = board;
  find(".board").setAttribute("aria-busy", "false");
  find(".board").classList.remove("early");
  find(".lists").inert = false;
  drawMessage(board.message, Boolean(board.waiting));
  drawSlot(board);
  drawSettings(board);
  if (board.message) return;
  find(".sentence").textContent = board.sentence;
  find(".speed").textContent = board.speed;
  find(".notes").replaceChildren(...board.notes.map((note) => make("li", {}, note)));
  find(".offer").hidden = !board.negated;
  find(".move").textContent = `Move “${board.negated}” to not wanted`;
  drawDetails(board);
  drawMarks(board);
  drawList("initial", board.initial, board.pictures);
  drawList("refined", board.refined, board.pictures);
  drawSlopes(board);
  drawTimes(board);
  if (!same) noteRecalled(board);
  pick(same && picked in board.pictures ? picked : (board.picked ?? board.spotlight), false);
  refocus();
  if (!board.opened) remember(!same);
}

// What decides whether a board is another step of the address: everything else only renews it.
function asksFor(board) {
  const picture = board.picture;
  return JSON.stringify([board.query, board.token, picture && (picture.features ?? [picture.token, picture.image])]);
}

function drawMessage(text, waiting) {
  find(".message").hidden = !text;
  find(".message").textContent = text;
  find(".message").classList.toggle("waiting", waiting);
  find(".answer").hidden = Boolean(text);
}

// Drawing makes everything anew; whoever was on a button or card stays on it, or comes to the card at its place.
function rememberFocus() {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const name = held?.dataset.focus;
  const card = held?.closest(".card");
  const side = card?.parentElement.dataset.side;
  return () => {
    if (held?.isConnected && held.disabled) focusCard(find('.list[data-side="refined"]').firstElementChild);
    if (!name) return;
    const again = findAll("[data-focus]").find((node) => node.dataset.focus === name);
    const list = side && find(`.list[data-side="${side}"]`);
    const target = again ?? list?.children[card.dataset.rank - 1];
    if (target?.closest(".card")) makeStop(target.closest(".card"));
    target?.focus();
  };
}

function lightUnder(event) {
  const card = event.target.closest(".card");
  const button = event.target.closest(".switch");
  if (card) light([card.dataset.image]);
  else if (button) lightDetail(button.dataset.key);
  else if (picked !== null) light([picked]);
}

element.addEventListener("click", (event) => {
  const card = event.target.closest(".card");
  const button = event.target.closest("button");
  if (button) {
    const action = Object.keys(ACTIONS).find((name) => button.classList.contains(name));
    ACTIONS[action]?.(button);
  } else if (card) {
    focusCard(card);
    pick(Number(card.dataset.image), true);
  }
});
element.addEventListener("keydown", moveInList);
element.addEventListener("keydown", (event) => event.key === "Escape" && !find(".keys").open && closePanel());
element.addEventListener("focusin", lightUnder);
element.addEventListener("mouseover", lightUnder);
element.addEventListener("mouseleave", () => picked !== null && light([picked]));
new ResizeObserver(() => shown && !shown.message && drawSlopes(shown)).observe(find(".lists"));
watch("value", () => draw(props.value));
if (hasLink()) {
  drawMessage("Opening the link …", true);
  expectAnswer();
} else draw(props.value);
