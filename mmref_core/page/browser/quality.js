// The measured figures of the checkpoint. Wide tables scroll in a frame of their own, which the keyboard can reach.
function draw() {
  const quality = props.value;
  if (!quality) return;
  find(".missing").hidden = quality.tables.length > 0;
  find(".error").textContent = quality.tables.length ? quality.error : "";
  find(".data").textContent = quality.data;
  find(".command").textContent = quality.command;
  find(".tables").replaceChildren(...quality.tables.map(drawTable));
  find(".curves").replaceChildren(...quality.curves.map(drawCurve));
}

function drawTable(table) {
  const head = table.head.map((text) => (text ? make("th", { scope: "col" }, text) : make("td")));
  const rows = table.rows.map(([name, ...cells]) =>
    make("tr", {}, make("th", { scope: "row" }, name), ...cells.map((text) => make("td", {}, text))),
  );
  return make(
    "div",
    {},
    make(
      "div",
      { class: "frame", tabindex: "0", role: "region", "aria-label": table.title },
      make(
        "table",
        {},
        make("caption", {}, table.title),
        make("thead", {}, make("tr", {}, ...head)),
        make("tbody", {}, ...rows),
      ),
    ),
    table.note ? make("p", { class: "note" }, table.note) : null,
  );
}

function drawCurve(curve) {
  return make(
    "figure",
    {},
    make("figcaption", {}, curve.text),
    make("img", { src: `/plots/${curve.name}.svg`, alt: curve.alt, width: "461", height: "259", loading: "lazy" }),
    make("details", {}, make("summary", {}, "The same in numbers"), drawTable(curve.table)),
  );
}
watch("value", draw);
draw();
