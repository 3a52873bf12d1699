// Gradio's stream of answers closes after the last one that is under way. What is asked in that very moment is answered, but
// its answer waits on the server until something opens the stream again. A tick does, and asks for nothing.
const TICKS = [1000, 2000, 4000, 8000, 16000]; // milliseconds after what was asked; an answer can also be long in the making
const ASKING = "#gallery-list, .example, [role=option]"; // where a click asks for something that Gradio asks in our stead
let ticks = [];
let unanswered = 0; // not of every click comes an answer, so it is an upper bound, until the last tick

function request(event, data) {
  find(".results-panel").setAttribute("aria-busy", "true");
  expectAnswer();
  trigger(event, data);
}

function expectAnswer() {
  unanswered += 1;
  stopTicks();
  ticks = TICKS.map((after) => setTimeout(tick, after, after));
}

function tick(after) {
  if (after === TICKS.at(-1)) unanswered = 0;
  trigger("tick");
}

// An answer says nothing of those that were asked for after it.
function noteAnswer() {
  unanswered = Math.max(unanswered - 1, 0);
  if (!unanswered) stopTicks();
}

function stopTicks() {
  ticks.forEach(clearTimeout);
}

document.addEventListener("click", (event) => event.target.closest?.(ASKING) && expectAnswer(), true);
