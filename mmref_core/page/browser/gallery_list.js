// The galleries that this browser holds the keys to. Their names are text from people.
let asked = null; // the gallery whose deletion is being asked about

function draw() {
  const list = props.value;
  if (!list) return;
  if (!list.galleries.some((gallery) => gallery.token === asked)) asked = null;
  find(".life").textContent = list.life;
  find(".line").textContent = list.line;
  find(".line").classList.toggle("wrong", list.wrong);
  drawFaces(list.blurs);
  const held = element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  find("ul").replaceChildren(...list.galleries.map(drawGallery));
  findAll("[data-focus]").find((node) => node.dataset.focus === held)?.focus();
}

function drawGallery(gallery) {
  return make(
    "li",
    { class: gallery.filling ? "filling" : null },
    make(
      "div",
      { class: "facts" },
      make("b", {}, gallery.name),
      make("span", {}, gallery.count),
      make("span", { class: "stays" }, gallery.stays),
    ),
    gallery.token === asked ? drawQuestion(gallery) : drawActions(gallery),
  );
}

function drawActions(gallery) {
  const search = { href: "#", "data-page": "search", class: "act", "data-focus": `search ${gallery.token}` };
  return make(
    "div",
    { class: "acts" },
    does(make("a", { ...search, "aria-label": `Search it: ${gallery.name}` }, "Search it"), () =>
      trigger("select", { token: gallery.token }),
    ),
    gallery.key ? button("Copy key", "Copy the key for programs:", gallery, () => copyKey(gallery)) : null,
    gallery.own ? button("Delete now", "Delete now:", gallery, () => question(gallery.token)) : null,
  );
}

function drawQuestion(gallery) {
  return make(
    "div",
    { class: "acts", role: "group", "aria-label": `Delete ${gallery.name}?` },
    make("span", { class: "ask" }, `Delete ${gallery.count} for good?`),
    button("Keep", "Keep", gallery, () => question(null)),
    button("Delete", "Delete for good:", gallery, () => remove(gallery.token)),
  );
}

// A key stands in no address: whoever has it may search and delete the gallery.
async function copyKey(gallery) {
  try {
    await navigator.clipboard.writeText(gallery.key);
    find(".line").textContent = `The key of “${gallery.name}” is copied. Programs search and delete the gallery with it.`;
  } catch {
    find(".line").textContent = "Copying is not allowed here.";
  }
}

// Pictures of it that are still on their way are not waited for: they would not be found any more.
function remove(token) {
  for (const picture of document.querySelectorAll(`img[src^="/pictures/${token}/"]`)) picture.removeAttribute("src");
  trigger("delete", { token });
}

// A question takes the place of the buttons; the focus goes to the answer that changes nothing, and back.
function question(token) {
  const answer = token ? `Keep ${token}` : `Delete now: ${asked}`;
  asked = token;
  draw();
  findAll("button").find((node) => node.dataset.focus === answer)?.focus();
}

function button(text, name, gallery, act) {
  const kind = text.startsWith("Delete") ? "act danger" : "act";
  const names = { "aria-label": `${name} ${gallery.name}`, "data-focus": `${name} ${gallery.token}` };
  return does(make("button", { type: "button", class: kind, ...names }, text), act);
}

function does(node, act) {
  node.addEventListener("click", act);
  return node;
}
watch("value", draw);
draw();
