"""Rows of the References page, and of reference persons beside a picture."""

from mmref_core.page.render.html_components import drawn, scripts
from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import persons_sentence
from mmref_core.retrieval.reference_catalogue import ReferenceCatalogue, ReferencePerson

STEP = 60  # persons at a time
LONGEST_WORDS = 200  # characters


def draw_references() -> None:
    """Draw the References page; its rows are fetched when it is first opened, since a search needs none."""
    drawn("references.html", scripts("elements", "places", "references"), elem_id="references")


def source_of(catalogue: ReferenceCatalogue, person: int) -> str:
    """Return the address of a person's thumbnail, empty where there is none; it changes with the pictures."""
    if catalogue.portraits is None or catalogue.of(person) is None:
        return ""
    return f"/references/{catalogue.portraits.key}/{person}.webp"


def with_portraits(panel: Row, catalogue: ReferenceCatalogue) -> Row:
    """Add the addresses of thumbnails to the reference matches of a results panel."""
    pictures = {
        image: row | {"votes": [vote | {"source": source_of(catalogue, vote["person"])} for vote in row["votes"]]}
        for image, row in panel["pictures"].items()
    }
    return panel | {"pictures": pictures}


def person_rows(catalogue: ReferenceCatalogue, words: str, start: int) -> Row:
    """Return the persons that match the words, from index `start`, at most `STEP`."""
    found = catalogue.find(words)
    shown = found[start : start + STEP]
    left = max(0, len(found) - start - len(shown))
    return {
        "sentence": persons_sentence(len(found), len(catalogue.persons), bool(words.strip())),
        "persons": [_row(catalogue, one) for one in shown],
        "left": left,
        "next": min(STEP, left),
        "portrayed": catalogue.portraits is not None,
    }


def single_row(catalogue: ReferenceCatalogue, person: int) -> Row:
    """Return the row of one person, for a link."""
    one = catalogue.of(person)
    return {
        "sentence": "The reference person of your link." if one else "This checkpoint has no such reference person.",
        "persons": [_row(catalogue, one)] if one else [],
        "left": 0,
        "next": 0,
        "portrayed": catalogue.portraits is not None,
    }


def detail_rows(catalogue: ReferenceCatalogue) -> list[Row]:
    """Return every attribute with its values, in the model's order; `share` is 0 to 1 of the pictures."""
    return [
        {
            "label": detail.label,
            "seen": percent(detail.seen),
            "values": [
                {"label": value.label, "share": round(value.share, 4), "percent": percent(value.share)}
                for value in detail.values
            ],
        }
        for detail in catalogue.details
    ]


def percent(share: float) -> str:
    """Write a share as `43 %`, `4.2 %` or `under 0.1 %`."""
    if 0 < share < 0.001:
        return "under 0.1 %"
    return f"{100 * share:.0f} %" if share >= 0.0995 else f"{100 * share:.1f} %"


def _row(catalogue: ReferenceCatalogue, one: ReferencePerson) -> Row:
    source = source_of(catalogue, one.person)
    return {"person": one.person, "caption": one.caption, "phrases": list(one.phrases), "source": source}
