// The details that take part in the query, each with a switch; a switch asks for a new ranking at once.
let past = [];

function drawDetails(board) {
  const switches = board.details.map((detail) => {
    const text = make("span", {}, detail.label);
    const attributes = { type: "button", class: "switch", role: "switch", "aria-checked": String(detail.on) };
    return make("button", { ...attributes, "data-key": detail.key, "data-focus": `switch ${detail.key}` }, make("span", { class: "knob" }), text);
  });
  find(".switches").replaceChildren(...switches);
  find(".details").hidden = board.details.length === 0;
  find(".undo").disabled = past.length === 0;
  find(".reset").disabled = board.details.every((detail) => detail.on);
}

function ask(change) {
  find(".board").setAttribute("aria-busy", "true");
  const { query, token, off, marks, unwanted, picture, settings } = shown;
  trigger("input", { query, token, off, marks, unwanted, picture, settings, ...change });
}

function flip(button) {
  const key = button.dataset.key;
  const on = button.getAttribute("aria-checked") === "true";
  past.push(shown.off);
  shown.off = on ? [...shown.off, key] : shown.off.filter((other) => other !== key);
  button.setAttribute("aria-checked", String(!on));
  ask({});
}

function undo() {
  if (past.length) ask({ off: past.pop() });
}

function reset() {
  past.push(shown.off);
  ask({ off: [] });
}
