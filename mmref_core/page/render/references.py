"""The page of what the references have learnt, and how the reference persons are shown beside a picture."""

from mmref_core.page.render.html_components import drawn, scripts
from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import persons_sentence
from mmref_core.retrieval.reference_catalogue import Person, Roster

STEP = 60  # persons at a time
LONGEST_WORDS = 200  # characters


def draw_references() -> None:
    """Its rows are fetched when the page is first looked at: a search needs none of them."""
    drawn("references.html", scripts("elements", "places", "references"), elem_id="references")


def source_of(roster: Roster, person: int) -> str:
    """Address of a portrait; empty where there is none. It changes with the pictures, so a browser may keep them."""
    if roster.portraits is None or roster.of(person) is None:
        return ""
    return f"/references/{roster.portraits.key}/{person}.webp"


def with_portraits(board: Row, roster: Roster) -> Row:
    """A board whose votes know where their pictures are."""
    pictures = {
        image: row | {"votes": [vote | {"source": source_of(roster, vote["person"])} for vote in row["votes"]]}
        for image, row in board["pictures"].items()
    }
    return board | {"pictures": pictures}


def person_rows(roster: Roster, words: str, start: int) -> Row:
    """The persons that the words find, from place `start`, at most `STEP`."""
    found = roster.find(words)
    shown = found[start : start + STEP]
    left = max(0, len(found) - start - len(shown))
    return {
        "sentence": persons_sentence(len(found), len(roster.persons), bool(words.strip())),
        "persons": [_row(roster, one) for one in shown],
        "left": left,
        "next": min(STEP, left),
        "portrayed": roster.portraits is not None,
    }


def single_row(roster: Roster, person: int) -> Row:
    """The same of one person, for a link."""
    one = roster.of(person)
    return {
        "sentence": "The reference person of your link." if one else "This checkpoint has no such reference person.",
        "persons": [_row(roster, one)] if one else [],
        "left": 0,
        "next": 0,
        "portrayed": roster.portraits is not None,
    }


def detail_rows(roster: Roster) -> list[Row]:
    """Every attribute with its values, in the order in which the model has them; `share` is 0 to 1 of the pictures."""
    return [
        {
            "label": detail.label,
            "seen": percent(detail.seen),
            "values": [
                {"label": value.label, "share": round(value.share, 4), "percent": percent(value.share)}
                for value in detail.values
            ],
        }
        for detail in roster.details
    ]


def percent(share: float) -> str:
    """`43 %`, `4.2 %`, `under 0.1 %`."""
    if 0 < share < 0.001:
        return "under 0.1 %"
    return f"{100 * share:.0f} %" if share >= 0.0995 else f"{100 * share:.1f} %"


def _row(roster: Roster, one: Person) -> Row:
    source = source_of(roster, one.person)
    return {"person": one.person, "caption": one.caption, "phrases": list(one.phrases), "source": source}
