// One ranking: a listbox with a single tab stop; arrows move inside, Enter picks.
function drawList(side, cards, pictures) {
  const list = find(`.list[data-side="${side}"]`);
  list.replaceChildren(...cards.map((card) => drawCard(card, pictures[card.image])));
  const first = list.firstElementChild;
  if (first) first.tabIndex = 0;
}

function drawCard(card, picture) {
  const spoken = [`Rank ${card.rank}.`, card.badge.spoken, card.reason && `Reason: ${card.reason}.`, picture.label];
  const bar = make("span", { class: "meter" }, make("span", { class: "fill" }));
  bar.firstChild.style.width = `${Math.max(0.02, card.bar) * 100}%`;
  return make(
    "li",
    {
      class: "card",
      role: "option",
      tabindex: "-1",
      "aria-selected": "false",
      "aria-label": spoken.filter(Boolean).join(" "),
      "data-image": card.image,
      "data-rank": card.rank,
      "data-kind": card.badge.kind,
    },
    make("img", { src: picture.source, alt: "", decoding: "async" }),
    make(
      "span",
      { class: "facts" },
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
  );
}

function focusCard(card) {
  if (!card) return;
  for (const other of card.parentElement.children) other.tabIndex = -1;
  card.tabIndex = 0;
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
  if (event.key in steps) {
    event.preventDefault();
    focusCard(steps[event.key]);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pick(Number(card.dataset.image), true);
  }
}
