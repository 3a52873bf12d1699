// Lines from a picture's place on the left to its place on the right; one that leaves or enters gets a short stub downwards.
const SVG = "http://www.w3.org/2000/svg";
const STUB = 46; // pixels

function drawSlopes(results) {
  const drawing = find(".slopes");
  const box = drawing.getBoundingClientRect();
  const middle = (side, image) => {
    const card = find(`.list[data-side="${side}"] .card[data-image="${image}"]`);
    if (!card) return null;
    const place = card.getBoundingClientRect();
    return place.top + place.height / 2 - box.top;
  };
  const half = box.width / 2;
  const lines = Object.keys(results.pictures).flatMap((image) => {
    const from = middle("initial", image);
    const to = middle("refined", image);
    if (from === null && to === null) return []; // a preview stands there instead
    const kind = from === null ? "new" : to === null ? "out" : to < from - 1 ? "up" : to > from + 1 ? "down" : "same";
    const path = {
      new: `M${half} ${to + STUB} C${half} ${to + 8} ${box.width - half / 2} ${to} ${box.width} ${to}`,
      out: `M0 ${from} C${half / 2} ${from} ${half} ${from + 8} ${half} ${from + STUB}`,
    };
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path[kind] ?? `M0 ${from} C${half} ${from} ${half} ${to} ${box.width} ${to}`);
    line.setAttribute("class", `slope ${kind}`);
    line.dataset.image = image;
    return line;
  });
  drawing.replaceChildren(...lines);
}
