// The details that take part in the query, each with a switch; a switch asks for a new ranking at once.
let past = [];
let changesAsked = 0; // only the answer to the last one is drawn, and none after another answer

const STRONGEST = 10; // details that are shown before the others are asked for
const FOLDING = ["detail", "word", "phrase", "reference"]; // kinds of details that there are many of
let unfolded = false;

function drawDetails(results) {
  const weaker = results.details.filter((detail) => FOLDING.includes(detail.kind)).slice(STRONGEST);
  const switches = results.details.map((detail) => drawSwitch(detail, weaker.includes(detail)));
  const needed = weaker.some((detail) => !detail.on); // whoever switched one off wants to see it
  const fold = make("button", { type: "button", class: "fold", "data-focus": "fold", "data-count": weaker.length });
  find(".switches").replaceChildren(...switches, ...(weaker.length && !needed ? [fold] : []));
  showWeaker(unfolded || needed);
  find(".details").hidden = results.details.length === 0;
  find(".undo").disabled = past.length === 0;
  find(".reset").disabled = results.details.every((detail) => detail.on);
}

function drawSwitch(detail, weak) {
  const text = make("span", {}, detail.label);
  const state = { role: "switch", "aria-checked": String(detail.on), "data-weak": weak };
  const names = { "data-key": detail.key, "data-focus": `switch ${detail.key}` };
  return make("button", { type: "button", class: "switch", ...state, ...names }, make("span", { class: "knob" }), text);
}

function showWeaker(all) {
  for (const button of findAll(".switch[data-weak]")) button.hidden = !all;
  const fold = find(".fold");
  if (!fold) return;
  fold.setAttribute("aria-expanded", String(all));
  fold.textContent = all ? "Strongest only" : `${fold.dataset.count} weaker`;
}

function turnFold() {
  unfolded = !unfolded;
  showWeaker(unfolded);
}

// The same query again, by a route of our own: Gradio's way of events takes longer than the answer.
async function ask() {
  find(".results-panel").setAttribute("aria-busy", "true");
  const turn = ++changesAsked;
  const body = JSON.stringify(shownView());
  let answer = null;
  try {
    const sent = await fetch("/changes", { method: "POST", headers: { "content-type": "application/json" }, body });
    if (sent.ok) answer = await sent.json();
    else tell((await sent.text()) || "The page could not read this view. Reload it.");
  } catch {
    tell("The page did not answer. Is the program still running?");
  }
  if (!answer) find(".results-panel").setAttribute("aria-busy", "false");
  if (!answer || turn !== changesAsked) return;
  draw(answer);
  const drawn = changesAsked;
  // Later events send it along; until then it only keeps the browser from painting.
  setTimeout(() => drawn === changesAsked && (props.value = answer));
}

function flip(button) {
  const key = button.dataset.key;
  const on = button.getAttribute("aria-checked") === "true";
  past.push(shown.off);
  shown.off = on ? [...shown.off, key] : shown.off.filter((other) => other !== key);
  button.setAttribute("aria-checked", String(!on));
  ask();
}

function undo() {
  if (!past.length) return;
  shown.off = past.pop();
  ask();
}

function reset() {
  past.push(shown.off);
  shown.off = [];
  ask();
}
