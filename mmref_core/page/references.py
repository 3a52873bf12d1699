"""The page of what the references have learnt."""

from mmref_core.page.parts import drawn


def draw_references() -> None:
    drawn("references.html", None, elem_id="references")
