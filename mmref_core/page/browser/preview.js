// What stands around the rankings: when each was there, the initial one alone while the refined one is long in coming, and
// an answer that comes too late because something else has been asked since.
const PATIENCE = 120; // milliseconds; what comes sooner seems to come at once, and two drawings in that time would flicker
let awaited = []; // descriptions whose answers are on their way, the latest last
let patience = null;

function drawTimes(results) {
  for (const side of ["initial", "refined"]) {
    find(`.heading[data-side="${side}"] .time`).textContent = results.times[side] || "…";
    find(`.list[data-side="${side}"]`).classList.toggle("faint", Boolean(results.faint?.includes(side)));
  }
}

// Only until the whole answer comes, so nothing can be marked or switched yet, and the address stays as it is.
function drawPreview(results) {
  const before = shown;
  shown = results;
  drawMessage("", false);
  find(".results-panel").setAttribute("aria-busy", "true");
  find(".results-panel").classList.add("preview");
  find(".lists").inert = true;
  find(".sentence").textContent = results.sentence;
  find(".notes").replaceChildren();
  drawList("initial", results.initial, results.pictures);
  find('.list[data-side="refined"]').replaceChildren(...results.initial.map(drawGhost));
  find(".slopes").replaceChildren();
  drawTimes(results);
  shown = before;
}

// As high as the card that faces it, so that nothing moves when the ranking comes.
function drawGhost() {
  return make("li", { class: "card ghost", role: "row", "aria-hidden": "true" });
}

async function fetchPreview() {
  const query = awaited.at(-1);
  if (!shown?.token) return;
  try {
    const body = JSON.stringify({ ...shownView(), query });
    const answer = await fetch("/previews", { method: "POST", headers: { "content-type": "application/json" }, body });
    const results = answer.status === 200 ? await answer.json() : null;
    if (results && awaited.at(-1) === query) drawPreview(results);
  } catch {
    // the whole answer, or its failure, is on its way
  }
}

function awaitAnswer() {
  awaited.push(document.querySelector("#query input, #query textarea")?.value ?? "");
  expectAnswer();
  clearTimeout(patience);
  patience = setTimeout(fetchPreview, PATIENCE);
}

function outdated(results) {
  const latest = awaited.at(-1);
  const late = awaited.length > 1 && !results.message && !results.opened && results.query !== latest;
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
