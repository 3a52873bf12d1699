// What stands around the rankings: when each was there, the initial one alone while the refined one is long in coming, and
// an answer that comes too late because something else has been asked since.
const PATIENCE = 120; // milliseconds; what comes sooner seems to come at once, and two drawings in that time would flicker
let awaited = []; // descriptions whose answers are on their way, the latest last
let patience = null;

function drawTimes(board) {
  for (const side of ["initial", "refined"]) {
    find(`.heading[data-side="${side}"] .time`).textContent = board.times[side] || "…";
    find(`.list[data-side="${side}"]`).classList.toggle("faint", Boolean(board.faint?.includes(side)));
  }
}

// Only until the whole answer comes, so nothing can be marked or switched yet, and the address stays as it is.
function drawEarly(board) {
  const before = shown;
  shown = board;
  drawMessage("", false);
  find(".board").setAttribute("aria-busy", "true");
  find(".board").classList.add("early");
  find(".lists").inert = true;
  find(".sentence").textContent = board.sentence;
  find(".notes").replaceChildren();
  drawList("initial", board.initial, board.pictures);
  find('.list[data-side="refined"]').replaceChildren(...board.initial.map(drawGhost));
  find(".slopes").replaceChildren();
  drawTimes(board);
  shown = before;
}

// As high as the card that faces it, so that nothing moves when the ranking comes.
function drawGhost() {
  return make("li", { class: "card ghost", role: "row", "aria-hidden": "true" });
}

async function glance() {
  const query = awaited.at(-1);
  if (!shown?.token) return;
  try {
    const body = JSON.stringify({ ...shownView(), query });
    const answer = await fetch("/glances", { method: "POST", headers: { "content-type": "application/json" }, body });
    const board = answer.status === 200 ? await answer.json() : null;
    if (board && awaited.at(-1) === query) drawEarly(board);
  } catch {
    // the whole answer, or its failure, is on its way
  }
}

function awaitAnswer() {
  awaited.push(document.querySelector("#query input, #query textarea")?.value ?? "");
  expectAnswer();
  clearTimeout(patience);
  patience = setTimeout(glance, PATIENCE);
}

function outdated(board) {
  const latest = awaited.at(-1);
  const late = awaited.length > 1 && !board.message && !board.opened && board.query !== latest;
  awaited = late ? [latest] : [];
  if (!late) clearTimeout(patience);
  return late;
}

document.addEventListener(
  "keydown",
  (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (sends && event.target.closest?.("#query, #unwanted")) awaitAnswer();
  },
  true,
);
document.addEventListener("click", (event) => event.target.closest?.("#search") && awaitAnswer(), true);
