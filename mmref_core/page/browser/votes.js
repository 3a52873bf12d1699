// The other pictures of the same person, known or taken for it, which a picture is also judged by.
function drawViews(views) {
  const items = views.map((view) =>
    make(
      "li",
      {},
      make("img", { src: view.source, alt: `Picture ${view.label}`, width: 48, height: 96, loading: "lazy" }),
      make("span", { class: "points" }, view.points),
    ),
  );
  return make("section", { class: "views" }, make("h3", {}, "Also judged by these pictures"), make("ul", {}, ...items));
}

// The reference persons that a description and a picture resemble, and by how much each moved the picture. A caption
// says what its picture shows, so that has no words.
function drawVotes(votes) {
  const items = votes.map((vote) =>
    make(
      "li",
      {},
      vote.source ? make("img", { src: vote.source, alt: "", width: 48, height: 96, loading: "lazy" }) : null,
      make(
        "div",
        {},
        vote.points ? make("p", { class: "points" }, `${vote.points} ${vote.points === "+1" ? "point" : "points"}`) : null,
        make("p", {}, vote.caption),
        vote.phrases.length ? make("small", {}, vote.phrases.join(" · ")) : null,
        make(
          "a",
          { href: `#page=references&person=${vote.person}`, "aria-label": `Show this reference: ${vote.caption}` },
          "Show this reference",
        ),
      ),
    ),
  );
  const rendered = votes.some((vote) => vote.source);
  const voted = votes.some((vote) => vote.points);
  return make(
    "section",
    { class: "votes" },
    make("h3", {}, voted ? "Reference persons that voted" : "Reference persons that both resemble"),
    voted ? null : make("p", { class: "aside" }, "They have no say: their weight w in Settings is 0."),
    rendered ? make("p", { class: "aside" }, "They are rendered and nobody’s likeness.") : null,
    make("ul", {}, ...items),
  );
}
