// One ranking: a grid with a single tab stop, which leads to its card's buttons; arrows move between cards, Enter picks.
function drawList(side, cards, pictures) {
  const list = find(`.list[data-side="${side}"]`);
  list.replaceChildren(...cards.map((card) => drawCard(card, pictures[card.image], side)));
  makeStop(list.firstElementChild);
}

function drawCard(card, picture, side) {
  const mark = markOf(card.image);
  const reason = card.reason && `Reason: ${card.reason}.`;
  const spoken = [`Rank ${card.rank}.`, card.badge.spoken, reason, picture.label, mark && `Marked: ${mark.name}.`];
  const bar = make("span", { class: "meter" }, make("span", { class: "fill" }));
  bar.firstChild.style.width = `${Math.max(0.02, card.bar) * 100}%`;
  return make(
    "li",
    {
      class: "card",
      role: "row",
      tabindex: "-1",
      "aria-selected": "false",
      "aria-label": spoken.filter(Boolean).join(" "),
      "data-image": card.image,
      "data-rank": card.rank,
      "data-kind": card.badge.kind,
      "data-mark": mark && mark.kind,
      "data-focus": `card ${side} ${card.image}`,
    },
    make("img", { src: picture.source, alt: "", decoding: "async" }),
    make(
      "span",
      { class: "facts", role: "gridcell" },
      make(
        "span",
        { class: "place" },
        make("span", { class: "rank" }, String(card.rank)),
        make("span", { class: `badge ${card.badge.kind}` }, card.badge.text),
      ),
      make("span", { class: card.reason ? "reason" : "reason none", title: card.reason }, card.reason || "\u00a0"),
      make("span", { class: "name", title: picture.label }, picture.label),
      bar,
    ),
    make("span", { class: "marks", role: "gridcell" }, ...markButtons(card.image, side)),
  );
}

// The one card of its list that the tab key finds, with its buttons.
function makeStop(card) {
  if (!card) return;
  for (const other of card.parentElement.children) {
    for (const node of [other, ...other.querySelectorAll("button")]) node.tabIndex = other === card ? 0 : -1;
  }
}

function focusCard(card) {
  if (!card) return;
  makeStop(card);
  card.focus();
}

function moveInList(event) {
  const card = event.target.closest(".card");
  if (!card) return;
  const list = card.parentElement;
  const facing = find(`.list[data-side="${list.dataset.side === "initial" ? "refined" : "initial"}"]`);
  const steps = {
    ArrowDown: card.nextElementSibling,
    ArrowUp: card.previousElementSibling,
    Home: list.firstElementChild,
    End: list.lastElementChild,
    ArrowLeft: list.dataset.side === "refined" ? facing.children[card.dataset.rank - 1] : null,
    ArrowRight: list.dataset.side === "initial" ? facing.children[card.dataset.rank - 1] : null,
  };
  const kind = MARKS.find((one) => one.key === event.key);
  if (event.key in steps) {
    event.preventDefault();
    focusCard(steps[event.key]);
  } else if (kind && !(event.ctrlKey || event.metaKey || event.altKey)) {
    toggleMark(card.dataset.image, kind);
  } else if (event.target.closest("button")) {
    return;
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pick(Number(card.dataset.image), true);
  }
}
