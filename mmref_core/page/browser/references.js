// What the references have learnt, fetched when somebody first looks at this page. Captions are drawn as text.
const PAUSE = 200; // milliseconds without a key before the words are looked for
const words = find("#reference-words");
let asked = 0; // an answer to an older request than the newest is not drawn
let linked = null; // the one person that the address names
let opened = false;
let typing = null;

function personOf(hash) {
  const person = new URLSearchParams(hash.slice(1)).get("person") ?? "";
  return /^\d{1,15}$/.test(person) ? person : null;
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function list(start) {
  const mine = ++asked;
  const wish = linked === null ? { words: words.value, start } : { person: linked };
  try {
    const row = await fetched(`/references/persons?${new URLSearchParams(wish)}`);
    if (mine === asked) drawPersons(row, start);
  } catch {
    if (mine === asked) find(".count").textContent = "The references could not be fetched. Is the program still running?";
  }
}

function drawPersons(row, start) {
  const items = row.persons.map(drawPerson);
  const grid = find(".persons");
  if (start) grid.append(...items);
  else grid.replaceChildren(...items);
  if (start && items.length) items[0].focus();
  find(".count").textContent = row.sentence;
  find(".rendered").hidden = !row.portrayed;
  find(".bare").hidden = row.portrayed;
  find(".everybody").hidden = linked === null;
  find(".more").hidden = row.left === 0;
  find(".more").textContent = `Show ${row.next} more of ${row.left.toLocaleString("en")}`;
}

// The caption says what the picture shows, so the picture needs no words of its own.
function drawPerson(person) {
  const phrases = person.phrases.map((phrase) => make("li", {}, phrase));
  return make(
    "li",
    { class: "person", tabindex: "-1" },
    person.source ? make("img", { src: person.source, alt: "", width: 64, height: 128, loading: "lazy" }) : null,
    make(
      "div",
      {},
      make("p", {}, person.caption),
      phrases.length ? make("ul", { class: "phrases", "aria-label": "Made of" }, ...phrases) : null,
    ),
  );
}

function drawDetail(detail) {
  const widest = Math.max(...detail.values.map((value) => value.share), 0.0001);
  const values = detail.values.map((value) => {
    const bar = make("span", { class: "share", "aria-hidden": "true" }, make("span"));
    bar.firstChild.style.width = `${(100 * value.share) / widest}%`;
    return make("li", {}, make("span", {}, value.label), bar, make("span", { class: "percent" }, value.percent));
  });
  const seen = `${detail.values.length} values, to be seen in ${detail.seen}`;
  return make(
    "details",
    {},
    make("summary", {}, make("b", {}, detail.label), " ", make("small", {}, seen)),
    make("ul", {}, ...values),
  );
}

async function drawDetails() {
  try {
    const rows = await fetched("/references/details");
    const none = make("p", { class: "about" }, "This checkpoint tells no details apart.");
    find(".known").replaceChildren(...(rows.length ? rows.map(drawDetail) : [none]));
  } catch {
    opened = false; // the next visit tries again; the list of persons has said what is wrong
  }
}

function arrive() {
  if (pageOf(location.hash) !== "references") return;
  const person = personOf(location.hash);
  if (opened && person === linked) return;
  linked = person;
  if (!opened) drawDetails();
  opened = true;
  list(0);
  if (linked !== null) window.scrollTo(0, 0);
}

function showAll() {
  linked = null;
  if (personOf(location.hash)) history.replaceState(history.state, "", "#page=references");
  list(0);
}

words.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(showAll, PAUSE);
});
find(".find").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  showAll();
});
find(".everybody").addEventListener("click", () => {
  words.value = "";
  words.focus();
  showAll();
});
find(".more").addEventListener("click", () => list(findAll(".person").length));
window.addEventListener("page", arrive);
window.addEventListener("popstate", arrive);
arrive();
