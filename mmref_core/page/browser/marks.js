// Pictures marked as a match or not a match. A mark asks for a new ranking at once; the earlier marks can come back.
let pastMarks = [];
let marked = null; // the gallery whose marks those are
const MARKS = [
  { match: true, kind: "match", sign: "✓", name: "Match", key: "m" },
  { match: false, kind: "no-match", sign: "✕", name: "Not a match", key: "n" },
];

function markOf(image) {
  const mark = shown.marks.find((one) => one.token === shown.token && one.image === Number(image));
  return mark ? MARKS.find((kind) => kind.match === mark.match) : null;
}

// Two buttons for one picture; `place` tells them from those for the same picture elsewhere.
function markButtons(image, place) {
  const own = markOf(image);
  const label = shown.pictures[image].label;
  return MARKS.map((kind) =>
    make(
      "button",
      {
        type: "button",
        class: `mark ${kind.kind}`,
        "aria-pressed": String(own === kind),
        "aria-label": `${kind.name}: ${label}`,
        "data-focus": `mark ${place} ${image} ${kind.kind}`,
        "data-image": image,
        "data-kind": kind.kind,
        "aria-keyshortcuts": kind.key,
      },
      make("span", { class: "sign", "aria-hidden": "true" }, kind.sign),
      make("span", { class: "word" }, kind.name),
    ),
  );
}

function askMarks(marks) {
  shown.marks = marks;
  for (const button of findAll(".mark")) {
    button.setAttribute("aria-pressed", String(markOf(button.dataset.image)?.kind === button.dataset.kind));
  }
  ask();
}

function toggleMark(image, kind) {
  const rest = shown.marks.filter((mark) => mark.token !== shown.token || mark.image !== Number(image));
  const mark = { token: shown.token, image: Number(image), label: shown.pictures[image].label, match: kind.match };
  pastMarks.push(shown.marks);
  askMarks(markOf(image) === kind ? rest : [...rest, mark]);
}

function unmark() {
  if (pastMarks.length) askMarks(pastMarks.pop());
}

function clearMarks() {
  pastMarks.push(shown.marks);
  askMarks(shown.marks.filter((mark) => mark.token !== shown.token));
}

function drawMarks(results) {
  if (results.opened || results.token !== marked) pastMarks = [];
  marked = results.token;
  find(".tally").textContent = results.tally;
  find(".unmark").disabled = pastMarks.length === 0;
  find(".clear").disabled = !results.marks.some((mark) => mark.token === results.token);
}
