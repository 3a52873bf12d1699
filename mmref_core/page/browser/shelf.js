// The galleries that this browser holds the keys to. Their names are text from people.
let asked = null; // the gallery whose deletion is being asked about

function draw() {
  const shelf = props.value;
  if (!shelf) return;
  if (!shelf.galleries.some((gallery) => gallery.token === asked)) asked = null;
  find(".life").textContent = shelf.life;
  find(".line").textContent = shelf.line;
  find(".line").classList.toggle("wrong", shelf.wrong);
  const held = element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  find("ul").replaceChildren(...shelf.galleries.map(drawGallery));
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
    gallery.own ? button("Delete now", `Delete now: ${gallery.name}`, "act danger", () => question(gallery.token)) : null,
  );
}

function drawQuestion(gallery) {
  return make(
    "div",
    { class: "acts", role: "group", "aria-label": `Delete ${gallery.name}?` },
    make("span", { class: "ask" }, `Delete ${gallery.count} for good?`),
    button("Keep", `Keep ${gallery.name}`, "act keep", () => question(null)),
    button("Delete", `Delete ${gallery.name} for good`, "act danger", () => trigger("delete", { token: gallery.token })),
  );
}

// A question takes the place of the buttons; the focus goes to the answer that changes nothing, and back.
function question(token) {
  const before = asked;
  asked = token;
  draw();
  if (token) find(".keep").focus();
  else findAll("button").find((node) => node.dataset.focus === before)?.focus();
}

function button(text, name, kind, act) {
  return does(make("button", { type: "button", class: kind, "aria-label": name, "data-focus": name }, text), act);
}

function does(node, act) {
  node.addEventListener("click", act);
  return node;
}
watch("value", draw);
draw();
