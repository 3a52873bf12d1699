// The details that take part in the query, each with a switch; a switch asks for a new ranking at once.
let past = [];

function switchedOff() {
  return findAll('.switch[aria-checked="false"]').map((button) => button.dataset.key);
}

function drawDetails(board) {
  const switches = board.details.map((detail) => {
    const text = make("span", {}, detail.label);
    const attributes = { type: "button", class: "switch", role: "switch", "aria-checked": String(detail.on) };
    return make("button", { ...attributes, "data-key": detail.key }, make("span", { class: "knob" }), text);
  });
  find(".switches").replaceChildren(...switches);
  find(".details").hidden = board.details.length === 0;
  find(".undo").disabled = past.length === 0;
  find(".reset").disabled = board.details.every((detail) => detail.on);
}

function ask(off) {
  find(".board").setAttribute("aria-busy", "true");
  trigger("input", { off, query: shown.query, token: shown.token });
}

function flip(button) {
  past.push(switchedOff());
  button.setAttribute("aria-checked", String(button.getAttribute("aria-checked") !== "true"));
  ask(switchedOff());
}

function undo() {
  if (past.length) ask(past.pop());
}

function reset() {
  past.push(switchedOff());
  ask([]);
}
