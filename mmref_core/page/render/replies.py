"""Replies of the public API: plain values with named and typed fields."""

from typing import TypedDict

from mmref_core.page.render.exports import AnsweredView
from mmref_core.page.render.wording import move_sentence
from mmref_core.search_types import Move


class PlaceReply(TypedDict):
    """A picture in a ranking."""

    rank: int  # from 1
    picture: int  # position in its gallery, from 0
    name: str
    thumbnail: str  # path on this server
    score: float
    move: int  # places risen from the initial to the refined ranking; negative: fallen
    reasons: list[str]


class DetailReply(TypedDict):
    """A detail that takes part in the refinement and can be switched off by its key."""

    key: str
    kind: str
    label: str
    on: bool


class SearchReply(TypedDict):
    """Both rankings of a gallery, best first."""

    query: str
    model: str
    sentence: str
    notes: list[str]
    not_wanted: list[str]  # phrases that were understood
    details: list[DetailReply]
    initial: list[PlaceReply]
    refined: list[PlaceReply]


class TermReply(TypedDict):
    """One part of a change of score."""

    key: str
    kind: str
    label: str
    value: float
    found: str  # what the model sees in the picture
    rank_without: int | None


class ReferenceMatchReply(TypedDict):
    """A reference person that both resemble; `value` is 0 where the settings give persons no say."""

    person: int
    value: float
    agreement: float
    caption: str
    phrases: list[str]


class ViewReply(TypedDict):
    """Another picture of the same person, known or found, and what it adds to the term of that person."""

    picture: int
    value: float


class ExplanationReply(TypedDict):
    """Why a picture stands where it stands: the terms add up to `score_after` less `score_before`."""

    picture: int
    name: str
    thumbnail: str
    sentence: str
    rank_before: int
    rank_after: int
    score_before: float
    score_after: float
    terms: list[TermReply]
    votes: list[ReferenceMatchReply]
    views: list[ViewReply]


class GalleryReply(TypedDict):
    """A gallery that can be searched."""

    gallery: str
    name: str
    count: int


def clean(text: str) -> str:
    """Return text that can be sent as UTF-8: halves of surrogate pairs are replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def search_reply(shown: AnsweredView) -> SearchReply:
    result = shown.result
    moves = {move.image: move for move in result.moves}

    def places(images: tuple[int, ...], scores: tuple[float, ...]) -> list[PlaceReply]:
        ranked = zip(images[: result.count], scores[: result.count], strict=True)
        return [place_reply(shown, moves[image], rank, score) for rank, (image, score) in enumerate(ranked, start=1)]

    return {
        "query": result.query,
        "model": shown.model,
        "sentence": shown.sentence,
        "notes": [clean(note) for note in result.notes],
        "not_wanted": list(result.unwanted),
        "details": [{"key": d.key, "kind": d.kind, "label": d.label, "on": d.on} for d in result.details],
        "initial": places(result.initial.images, result.initial.scores),
        "refined": places(result.refined.images, result.refined.scores),
    }


def place_reply(shown: AnsweredView, move: Move, rank: int, score: float) -> PlaceReply:
    return {
        "rank": rank,
        "picture": move.image,
        "name": clean(shown.labels[move.image]),
        "thumbnail": thumbnail(shown, move.image),
        "score": score,
        "move": move.rank_before - move.rank_after,
        "reasons": list(move.reasons),
    }


def thumbnail(shown: AnsweredView, image: int) -> str:
    return f"/pictures/{shown.token}/{image}.webp"


def explanation_reply(shown: AnsweredView, move: Move) -> ExplanationReply:
    return {
        "picture": move.image,
        "name": clean(shown.labels[move.image]),
        "thumbnail": thumbnail(shown, move.image),
        "sentence": move_sentence(move.rank_before, move.rank_after),
        "rank_before": move.rank_before,
        "rank_after": move.rank_after,
        "score_before": move.score_before,
        "score_after": move.score_after,
        "terms": [
            {"key": part.key, "kind": part.kind, "label": part.label, "value": part.value, "found": part.found}
            | {"rank_without": move.without.get(part.key)}
            for part in move.contributions
        ],
        "votes": [
            {
                "person": match.person,
                "value": match.value,
                "agreement": match.agreement,
                "caption": match.caption,
                "phrases": list(match.phrases),
            }
            for match in move.reference_matches
        ],
        "views": [{"picture": view.image, "value": view.value} for view in move.views],
    }
