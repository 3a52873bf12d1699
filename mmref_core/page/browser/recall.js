// The last descriptions of this browser. They lie in its own storage and are never sent; a click asks one again.
const RECALLED = "mmref-history";
const RECALL_OFF = "mmref-history-off";
const MOST_RECALLED = 20;
const PARTS_RECALLED = ["q", "not", "gallery"]; // of a view's address; a gallery by its stamp, which is no key to it

// Storage can be forbidden, full, or hold anything.
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // then there is no history
  }
}

function readRecalled(text) {
  try {
    const entries = JSON.parse(text);
    const known = (entry) => typeof entry?.text === "string" && typeof entry.link === "string" && Number.isFinite(entry.at);
    return Array.isArray(entries) ? entries.filter(known).slice(0, MOST_RECALLED) : [];
  } catch {
    return [];
  }
}

// The latest first, each description of a gallery once.
function withRecalled(entries, entry) {
  return [entry, ...entries.filter((other) => other.link !== entry.link)].slice(0, MOST_RECALLED);
}

function keepsRecalled() {
  return stored(RECALL_OFF) === null;
}

function shortLink(link) {
  const parts = [...new URLSearchParams(link)].filter(([name]) => PARTS_RECALLED.includes(name));
  return new URLSearchParams(parts).toString();
}

function noteRecalled(results) {
  if (!keepsRecalled() || results.opened) return;
  const entry = { text: results.query, link: shortLink(results.link), at: Date.now() };
  store(RECALLED, JSON.stringify(withRecalled(readRecalled(stored(RECALLED)), entry)));
  drawRecalled();
}

function drawRecalled() {
  const entries = keepsRecalled() ? readRecalled(stored(RECALLED)) : [];
  find(".recalled").replaceChildren(...entries.map(drawEntry));
  find(".recall .none").hidden = entries.length > 0;
  find(".recall .none").textContent = keepsRecalled() ? "No description yet." : "No history is kept.";
  find(".forget").disabled = entries.length === 0;
  find(".keep").checked = keepsRecalled();
}

function drawEntry(entry) {
  const parts = new URLSearchParams(entry.link);
  const unwanted = parts.getAll("not").join(", ");
  const when = new Date(entry.at);
  const aside = [parts.has("gallery") ? "a gallery of yours" : "", unwanted && `not wanted: ${unwanted}`].filter(Boolean);
  const button = { type: "button", class: "repeat", "data-link": entry.link, "data-focus": `repeat ${entry.link}` };
  return make(
    "li",
    {},
    make("button", button, entry.text),
    aside.length ? make("small", {}, aside.join("; ")) : null,
    make("time", { datetime: when.toISOString() }, when.toLocaleString([], { dateStyle: "short", timeStyle: "short" })),
  );
}

function repeatRecalled(button) {
  const { link } = button.dataset;
  const entries = readRecalled(stored(RECALLED));
  const own = entries.find((entry) => entry.link === link);
  if (own) store(RECALLED, JSON.stringify(withRecalled(entries, { ...own, at: Date.now() })));
  history.pushState(null, "", `#${link}`);
  request("select", { link });
  drawRecalled();
  findAll(".repeat").find((node) => node.dataset.link === link)?.focus();
}

function forgetAll() {
  store(RECALLED, null);
  drawRecalled();
  find(".keep").focus();
}

element.addEventListener("change", (event) => {
  if (!event.target.classList.contains("keep")) return;
  store(RECALL_OFF, event.target.checked ? null : "off");
  if (!event.target.checked) store(RECALLED, null);
  drawRecalled();
});
window.addEventListener("storage", drawRecalled);
drawRecalled();
