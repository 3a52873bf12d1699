// Where in the picked picture each word of the description is found, and its place without the word; on demand.
let mapsOpen = false; // stays as it was left while other pictures are picked
let mapsAsked = 0; // only the latest answer is drawn

function drawMaps(picture, image) {
  const box = make(
    "details",
    { class: "maps" },
    make("summary", { "data-focus": "maps" }, "Where each word is found"),
    make("p", { class: "hint", role: "status" }, "Looking …"),
  );
  box.open = mapsOpen;
  box.addEventListener("toggle", () => {
    if (!box.isConnected) return;
    mapsOpen = box.open;
    if (box.open && !box.dataset.asked) loadMaps(box, picture, image);
  });
  return box;
}

async function loadMaps(box, picture, image) {
  const turn = ++mapsAsked;
  box.dataset.asked = "yes";
  const body = JSON.stringify({ ...shownView(), image });
  let answer = null;
  try {
    const sent = await fetch("/maps", { method: "POST", headers: { "content-type": "application/json" }, body });
    answer = sent.ok ? await sent.json() : { message: (await sent.text()) || "The page could not read this view. Reload it." };
  } catch {
    answer = { message: "The page did not answer. Is the program still running?" };
  }
  if (turn !== mapsAsked || !box.isConnected) return;
  if (answer.message) box.querySelector(".hint").textContent = answer.message;
  else showMaps(box, picture, answer);
}

function showMaps(box, picture, answer) {
  const heat = make("canvas", { width: answer.columns, height: answer.rows, "aria-hidden": "true" });
  const ring = make("span", { class: "ring", "aria-hidden": "true" });
  const said = make("p", { class: "said", role: "status" });
  const buttons = answer.words.map((word, place) =>
    make("button", { type: "button", class: "word", "aria-pressed": "false", "data-place": place }, word.word),
  );
  const show = (place) => {
    const chosen = answer.words[place];
    buttons.forEach((button, own) => button.setAttribute("aria-pressed", String(own === place)));
    paint(heat, chosen ? chosen.values : []);
    const [row, column] = chosen ? chosen.peak : [0, 0];
    ring.hidden = !chosen;
    ring.style.top = `${(100 * (row + 0.5)) / answer.rows}%`;
    ring.style.left = `${(100 * (column + 0.5)) / answer.columns}%`;
    said.textContent = chosen ? chosen.said : "No word is shown.";
  };
  const words = make("div", { class: "words", role: "group", "aria-label": "Words of the description" }, ...buttons);
  words.addEventListener("click", (event) => {
    const button = event.target.closest(".word");
    if (button) show(button.getAttribute("aria-pressed") === "true" ? -1 : Number(button.dataset.place));
  });
  const view = make("div", { class: "view" }, make("img", { src: picture.source, alt: "" }), heat, ring);
  box.querySelector(".hint").removeAttribute("role");
  box.querySelector(".hint").textContent = answer.hint;
  box.append(words, make("div", { class: "found" }, view, said));
  show(answer.first);
}

// One pixel for each place; the browser smooths it when it is stretched over the picture.
function paint(heat, values) {
  const pen = heat.getContext("2d");
  const cells = pen.createImageData(heat.width, heat.height);
  values.forEach((value, place) => cells.data.set([255, 214, 0, Math.round(1.9 * value)], 4 * place));
  pen.putImageData(cells, 0, 0);
}
