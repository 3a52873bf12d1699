"""Plain rows for the browser, made from an answered query."""

import math
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from mmref_core.page.render.wording import (
    change_sentence,
    duration,
    move_sentence,
    ordinal,
    plural,
    reason_key,
    reason_text,
    undoing_key,
    unwanted_sentence,
    without_sentence,
)
from mmref_core.page.state.links import place
from mmref_core.retrieval.query_warnings import faint_sentence
from mmref_core.search_types import Contribution, Move, Ranking, SearchResult, View, Vote

POINT = 0.001  # of the score; the page counts in points, because they are short and nobody takes them for a probability
ROWS = 8  # bars of one picture; smaller ones are put together
MARK = "mark"  # kind of the parts that have a bar and buttons of their own
SEEN = "seen"  # kind of the parts whose labels say already what is seen in the picture that is searched by
UNNAMED = "likeness that no word names"  # a reference's part that its phrases do not cover

Row = dict[str, Any]
Label = Callable[[int], str]  # of a picture of the gallery


def message(text: str, waiting: bool = False) -> Row:
    """The board when there is no answer, or none yet."""
    return {
        "message": text,
        "waiting": waiting,
        "sentence": "",
        "tally": "",
        "initial": [],
        "refined": [],
        "pictures": {},
        "details": [],
        "notes": [],
    }


def board(result: SearchResult, token: str, label: Label) -> Row:
    """Everything that one answered query shows; text in it is to be drawn as text only."""
    moves = {move.image: move for move in result.moves}
    count = min(result.count, len(result.refined))
    initial, refined = result.initial.images[:count], result.refined.images[:count]
    if result.stands_out:
        change = change_sentence(initial, refined, biggest_reason(result.moves))
    else:
        change = faint_sentence(result.unlearnt)
    return {
        "message": "",
        "query": result.query,
        "token": token,
        "sentence": " ".join(filter(None, (change, unwanted_sentence(result.unwanted)))),
        "notes": list(result.notes),
        "speed": plural(len(result.refined), "picture"),
        "times": times(result.seconds_initial, result.seconds_initial + result.seconds_refined),
        "faint": faint_sides(result),
        "details": [
            {"key": d.key, "label": d.label, "kind": d.kind, "on": d.on} for d in result.details if d.kind != MARK
        ],
        "initial": cards(result.initial, moves, count, "initial"),
        "refined": cards(result.refined, moves, count, "refined"),
        "pictures": {str(move.image): picture(move, token, label) for move in result.moves},
        "spotlight": spotlight(refined, moves),
    }


def times(initial: float, refined: float | None = None) -> Row:
    """When each ranking was there, from the start of the search on; nothing for one that is not there yet."""
    return {"initial": duration(initial), "refined": "" if refined is None else duration(refined)}


def faint_sides(result: SearchResult) -> list[str]:
    """The rankings that say nothing; a picture that was marked speaks for the refined one."""
    if result.stands_out:
        return []
    return ["initial"] if any(detail.kind == MARK for detail in result.details) else ["initial", "refined"]


def cards(ranking: Ranking, moves: dict[int, Move], count: int, side: str) -> list[Row]:
    """One column; a bar runs from the gallery's middle score, empty, to the best one, full."""
    bars = relative(ranking.scores, count)
    return [
        {"image": image, "rank": rank, "badge": badge(moves[image], count, side), "reason": reason_text(moves[image])}
        | {"bar": bar}
        for rank, (image, bar) in enumerate(zip(ranking.images[:count], bars, strict=True), start=1)
    ]


def relative(scores: Sequence[float], count: int) -> list[float]:
    """The first scores as shares, 0 to 1, of the way from the gallery's median to its best."""
    if not scores:
        return []
    low, best = median(scores), scores[0]
    span = best - low
    return [1.0 if span <= 0 else round(max(0.0, (score - low) / span), 4) for score in scores[:count]]


def badge(move: Move, count: int, side: str) -> Row:
    """How a picture moved: a kind for shape and colour, a short text, and the same in words."""
    rise = move.rank_before - move.rank_after
    if side == "refined" and move.rank_before > count:
        return {"kind": "new", "text": "new", "spoken": f"New, was {ordinal(move.rank_before)}."}
    if side == "initial" and move.rank_after > count:
        return {"kind": "out", "text": f"▼ to {move.rank_after}", "spoken": f"Left, now {ordinal(move.rank_after)}."}
    if rise == 0:
        return {"kind": "same", "text": "=", "spoken": "Stayed."}
    kind, sign = ("up", "▲") if rise > 0 else ("down", "▼")
    return {"kind": kind, "text": f"{sign} {abs(rise)}", "spoken": move_sentence(move.rank_before, move.rank_after)}


def picture(move: Move, token: str, label: Label) -> Row:
    """The detail panel of one picture; the points of its bars add up to the points of the sum row."""
    parts = fold(move.contributions)
    change = move.score_after - move.score_before
    points = rounded([part.value / POINT for part in parts], round(change / POINT))
    widest = max((abs(part.value) for part in parts), default=0.0) or 1.0
    key = undoing_key(move) or reason_key(move)
    named = next((part for part in move.contributions if part.key == key and key in move.without), None)
    return {
        "label": label(move.image),
        "place": str(place(move.image, label(move.image))),  # in a link
        "source": f"/pictures/{token}/{move.image}.webp",
        "headline": move_sentence(move.rank_before, move.rank_after),
        "without": without_sentence(called(named), move.without[key], move.rank_after) if named else "",
        "bars": [
            bar(part, amount, part.value / widest, move.without) | {"aside": aside(part, move.image, label)}
            for part, amount in zip(parts, points, strict=True)
        ],
        "sum": signed(round(change / POINT)),
        "before": round(move.score_before / POINT),
        "after": round(move.score_before / POINT) + round(change / POINT),
        "votes": [vote_row(vote) for vote in move.votes],
        "views": [view_row(view, token, label) for view in move.views],
        "moved_by": [key for key, rank in move.without.items() if rank != move.rank_after],
    }


def called(part: Contribution) -> str:
    """A part in the middle of a sentence."""
    return f"the picture’s {part.label.removeprefix('seen: ')}" if part.kind == SEEN else part.label


def bar(part: Contribution, points: int, share: float, ranks: dict[str, int]) -> Row:
    """One line of the detail panel; `share` is -1 to 1 of the widest bar, `ranks` are those without each detail."""
    without = ranks.get(part.key)
    return {
        "key": part.key,
        "label": UNNAMED if part.key == "rest" else part.label,
        "points": signed(points),
        "share": round(share, 4),
        "without": ordinal(without) if without is not None else "",
    }


def aside(part: Contribution, image: int, label: Label) -> str:
    """Small words beside a bar: what the model sees in the picture, or which picture was marked."""
    if part.kind == MARK:
        marked = int(part.key.rpartition(":")[2])
        return "this picture" if marked == image else label(marked)
    return f"{'here' if part.kind == SEEN else 'seen'}: {part.found}" if part.found else ""


def vote_row(vote: Vote) -> Row:
    """A reference person beside a picture; without points where persons have no say."""
    points = signed(round(vote.value / POINT)) if vote.value else ""
    return {"person": vote.person, "caption": vote.caption, "phrases": list(vote.phrases), "points": points}


def view_row(view: View, token: str, label: Label) -> Row:
    """Another picture of the same object."""
    return {
        "label": label(view.image),
        "source": f"/pictures/{token}/{view.image}.webp",
        "points": signed(round(view.value / POINT)),
    }


def fold(parts: Sequence[Contribution]) -> list[Contribution]:
    """The largest parts, then one line for all the small ones, so that nothing is left out of the sum."""
    if len(parts) <= ROWS:
        return list(parts)
    small = parts[ROWS - 1 :]
    total = sum(part.value for part in small)
    return [*parts[: ROWS - 1], Contribution("smaller", "rest", f"{len(small)} smaller parts", total, "")]


def rounded(values: Sequence[float], total: int) -> list[int]:
    """Whole numbers near the values that add up to the total: the largest remainders are rounded up."""
    whole = [math.floor(value) for value in values]
    by_remainder = sorted(range(len(values)), key=lambda index: whole[index] - values[index])
    missing = total - sum(whole)
    for index in by_remainder[: max(0, missing)]:
        whole[index] += 1
    return whole


def signed(points: int) -> str:
    """`+31`, `−4`, `0`."""
    return "0" if points == 0 else f"{'+' if points > 0 else '−'}{abs(points):,}"


def biggest_reason(moves: Sequence[Move]) -> str:
    """The detail that pushed hardest over all moved pictures, each push counted in the direction of its move."""
    pushes: dict[str, float] = {}
    for move in moves:
        if move.rank_before == move.rank_after:
            continue
        sign = 1 if move.rank_after < move.rank_before else -1
        for part in move.contributions:
            if part.kind != "rest" and part.value * sign > 0:
                pushes[part.label] = pushes.get(part.label, 0.0) + part.value * sign
    return max(pushes, key=lambda label: pushes[label], default="")


def spotlight(refined: Sequence[int], moves: dict[int, Move]) -> int | None:
    """The picture to explain first: of those shown, the one that rose most."""
    rises = {image: moves[image].rank_before - moves[image].rank_after for image in refined}
    return max(rises, key=lambda image: rises[image], default=None)
