// The answer to one query. The last of the files that make up the results panel; the others define what is called here.
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

function draw(results) {
  if (!results) return;
  noteAnswer();
  if (outdated(results)) return;
  changesAsked += 1;
  const refocus = rememberFocus();
  const same = shown && !results.opened && asksFor(results) === asksFor(shown);
  if (!same) past = [];
  shown = results;
  find(".results-panel").setAttribute("aria-busy", "false");
  find(".results-panel").classList.remove("preview");
  find(".lists").inert = false;
  drawMessage(results.message, Boolean(results.waiting));
  drawSlot(results);
  drawSettings(results);
  if (results.message) return;
  find(".sentence").textContent = results.sentence;
  find(".speed").textContent = results.speed;
  find(".notes").replaceChildren(...results.notes.map((note) => make("li", {}, note)));
  find(".offer").hidden = !results.negated;
  find(".move").textContent = `Move “${results.negated}” to not wanted`;
  drawDetails(results);
  drawMarks(results);
  drawList("initial", results.initial, results.pictures);
  drawList("refined", results.refined, results.pictures);
  drawSlopes(results);
  drawTimes(results);
  if (!same) noteRecalled(results);
  pick(same && picked in results.pictures ? picked : (results.picked ?? results.spotlight), false);
  refocus();
  if (!results.opened) remember(!same);
}

// What decides whether results are another step of the address: everything else only renews them.
function asksFor(results) {
  const picture = results.picture;
  return JSON.stringify([results.query, results.token, picture && (picture.features ?? [picture.token, picture.image])]);
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
