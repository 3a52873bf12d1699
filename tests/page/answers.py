"""Answered queries made by hand, for the page's tests."""

from mmref_core.ranking import Ranking
from mmref_core.results import Contribution, Move, QueryDetail, SearchResult, Vote

BAG = "detail:bag"
COAT = "phrase:red coat"


def move(image: int, before: int, after: int, parts: dict[str, float], without: dict[str, int] | None = None) -> Move:
    """A move whose score changes from 0.4 by the sum of its parts, given as key to value, largest first."""
    contributions = tuple(
        Contribution(key, key.split(":")[0], key.split(":")[-1], value, "") for key, value in parts.items()
    )
    return Move(image, f"{image}.webp", before, after, 0.4, 0.4 + sum(parts.values()), contributions, without or {}, ())


def result(off: frozenset[str] = frozenset(), unwanted: tuple[str, ...] = ()) -> SearchResult:
    """Five pictures, two places each: 0 falls out, 1 takes the first place, 4 comes in from the last one."""
    moves = (
        move(1, 2, 1, {BAG: 0.03, COAT: -0.01}, {BAG: 3, COAT: 1}),
        move(4, 5, 2, {COAT: 0.05, BAG: 0.01, "rest": -0.002}, {COAT: 5, BAG: 2}),
        move(0, 1, 3, {BAG: -0.02}, {BAG: 1}),
    )
    return SearchResult(
        query="a red coat <b>",
        initial=Ranking((0, 1, 2, 3, 4), (0.9, 0.7, 0.5, 0.4, 0.1)),
        refined=Ranking((1, 4, 0, 2, 3), (0.8, 0.6, 0.5, 0.4, 0.3)),
        moves=moves,
        details=(
            QueryDetail(BAG, "detail", "bag", 0.2, BAG not in off),
            QueryDetail(COAT, "phrase", "red coat", 0.1, COAT not in off),
        ),
        count=2,
        notes=("A note.",),
        seconds_initial=0.01,
        seconds_refined=0.02,
        unwanted=unwanted,
    )


def vote(value: float) -> Vote:
    return Vote(7, value, "A woman in a red coat.", ("red coat",))
