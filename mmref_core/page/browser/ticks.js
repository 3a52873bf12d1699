// Gradio's stream of answers closes after the last one that is under way. What is asked in that very moment is answered, but
// its answer waits on the server until something opens the stream again. A tick does, and asks for nothing.
const TICKS = [1000, 2000, 4000, 8000, 16000]; // milliseconds after what was asked; an answer can also be long in the making
const ASKING = "#search, #gallery, #shelf, .example, [role=option]"; // where a click asks for something
let ticks = [];

function request(event, data) {
  find(".board").setAttribute("aria-busy", "true");
  expectAnswer();
  trigger(event, data);
}

function expectAnswer() {
  forgetTicks();
  ticks = TICKS.map((after) => setTimeout(() => trigger("tick"), after));
}

function forgetTicks() {
  ticks.forEach(clearTimeout);
}

document.addEventListener("click", (event) => event.target.closest?.(ASKING) && expectAnswer(), true);
