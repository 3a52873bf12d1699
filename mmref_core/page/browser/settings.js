// How queries are answered: a field for each setting, the model's own value beside it. A change ranks anew at once.
let panel = []; // as the server last told it; a line about an endless query brings none

function drawSettings(results) {
  if (!results.panel) return;
  panel = results.panel;
  const fields = findAll(".settings input");
  if (fields.length !== panel.length) find(".settings .fields").replaceChildren(...panel.map(drawSetting));
  for (const row of panel) {
    const field = find(`.settings input[name="${row.name}"]`);
    if (field !== document.activeElement || results.opened) field.value = row.value ?? "";
    field.closest(".setting").classList.toggle("changed", row.value !== row.default);
  }
  const changed = panel.filter((row) => row.value !== row.default).length;
  find(".settings .count").textContent = changed ? `${changed} changed` : "as the model has them";
  find(".settings .restore").disabled = changed === 0;
}

function drawSetting(row) {
  const { name, least, most, step } = row;
  const id = `setting-${name}`;
  return make(
    "div",
    { class: "setting" },
    make("label", { for: id }, row.label),
    make("input", { id, name, type: "number", min: least, max: most, step, "aria-describedby": `${id}-hint`, "data-focus": id }),
    make("p", { id: `${id}-hint` }, `${row.hint}. Model: ${row.default_text}`),
  );
}

function changedSettings() {
  const values = panel.map((row) => {
    const field = find(`.settings input[name="${row.name}"]`);
    const value = Number.isNaN(field.valueAsNumber) ? null : field.valueAsNumber;
    return [row.name, value, row.default];
  });
  return Object.fromEntries(values.filter(([, value, own]) => value !== own));
}

function restoreSettings() {
  renew({ settings: {} });
}

element.addEventListener("change", (event) => {
  if (event.target.matches(".settings input")) renew({ settings: changedSettings() });
});
