// Why one picture stands where it stands: bars that add up to the change of its score.
function drawPanel(picture, image) {
  const panel = find(".panel");
  if (!picture) {
    panel.replaceChildren(make("p", { class: "empty" }, "Pick a picture to see what moved it."));
    return;
  }
  panel.replaceChildren(
    make("button", { type: "button", class: "close", "aria-label": "Close" }, "×"),
    make(
      "div",
      { class: "portrait" },
      make("img", { src: picture.source, alt: `Picture ${picture.label}` }),
      make(
        "div",
        {},
        make("h2", {}, "Why it moved"),
        make("p", { class: "headline" }, picture.headline),
        picture.without ? make("p", { class: "without" }, picture.without) : null,
        make("p", { class: "name" }, picture.label),
        make("div", { class: "marks", role: "group", "aria-label": "Mark this picture" }, ...markButtons(image, "panel")),
        make("button", { type: "button", class: "by-picture", "data-image": image, "data-focus": "by-picture" }, "Search by this picture"),
      ),
    ),
    picture.bars.length ? drawBars(picture) : make("p", { class: "empty" }, "No reference changed its score."),
    picture.views.length ? drawViews(picture.views) : "",
    shown.query.trim() ? drawMaps(picture, image) : "",
    picture.votes.length ? drawVotes(picture.votes) : "",
  );
}

function drawBars(picture) {
  const rows = picture.bars.map((bar) => {
    const track = make("span", { class: `track ${bar.share < 0 ? "minus" : "plus"}` }, make("span"));
    track.firstChild.style.width = `${Math.abs(bar.share) * 50}%`;
    return make(
      "tr",
      { "data-key": bar.key },
      make("th", { scope: "row" }, bar.label, bar.aside ? make("small", {}, bar.aside) : null),
      make("td", { class: "bar" }, track),
      make("td", { class: "points" }, bar.points),
      make("td", { class: "rank-without" }, bar.without),
    );
  });
  const heads = ["Detail", "", "Points", "Without"].map((text) => make("th", { scope: "col" }, text));
  const change = `Score ${picture.before} → ${picture.after}`;
  return make(
    "table",
    { class: "bars" },
    make("caption", {}, "What changed its score, in points. “Without” is the place it would then have."),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...rows),
    make(
      "tfoot",
      {},
      make(
        "tr",
        {},
        make("th", { scope: "row", colspan: "2" }, change),
        make("td", { class: "points" }, picture.sum),
        make("td", {}),
      ),
    ),
  );
}

// On a narrow screen the panel is a sheet over the lists, open only while somebody reads it.
function closePanel() {
  const panel = find(".panel");
  const inside = panel.contains(document.activeElement);
  panel.classList.remove("open");
  const card = find(`.card[data-image="${picked}"][tabindex="0"]`) ?? find(`.card[data-image="${picked}"]`);
  if (inside && card) focusCard(card);
}
