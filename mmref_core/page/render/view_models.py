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
from mmref_core.page.state.links import linked_picture
from mmref_core.retrieval.query_warnings import faint_sentence
from mmref_core.search_types import Contribution, Move, Ranking, ReferenceMatch, RelatedImage, SearchResult

POINT = 0.001  # of the score; the page counts in points, because they are short and nobody takes them for a probability
ROWS = 8  # bars of one picture; smaller ones are put together
MARK = "mark"  # kind of the parts that have a bar and buttons of their own
SEEN = "seen"  # kind of the parts whose labels say already what is seen in the picture that is searched by
UNNAMED = "likeness that no word names"  # a reference's part that its phrases do not cover

Row = dict[str, Any]
Label = Callable[[int], str]  # of a picture of the gallery


def message(text: str, waiting: bool = False) -> Row:
    """Return the results panel with a message in place of an answer."""
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


def results_panel(result: SearchResult, token: str, label: Label) -> Row:
    """Return the results panel of a search result; text in it is to be drawn as text only."""
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
    """Write the time from the start of the search to each ranking; empty for one that is not there yet."""
    return {"initial": duration(initial), "refined": "" if refined is None else duration(refined)}


def faint_sides(result: SearchResult) -> list[str]:
    """Return the sides on which nothing stands out; with a marked picture the refined one is not among them."""
    if result.stands_out:
        return []
    return ["initial"] if any(detail.kind == MARK for detail in result.details) else ["initial", "refined"]


def cards(ranking: Ranking, moves: dict[int, Move], count: int, side: str) -> list[Row]:
    """Return the cards of one ranking; a bar runs from the gallery's median score to its best."""
    bars = relative(ranking.scores, count)
    return [
        {"image": image, "rank": rank, "badge": badge(moves[image], count, side), "reason": reason_text(moves[image])}
        | {"bar": bar}
        for rank, (image, bar) in enumerate(zip(ranking.images[:count], bars, strict=True), start=1)
    ]


def relative(scores: Sequence[float], count: int) -> list[float]:
    """Scale the first scores to 0 to 1, from the gallery's median to its best."""
    if not scores:
        return []
    low, best = median(scores), scores[0]
    span = best - low
    return [1.0 if span <= 0 else round(max(0.0, (score - low) / span), 4) for score in scores[:count]]


def badge(move: Move, count: int, side: str) -> Row:
    """Return the badge of a move: a kind for shape and colour, a short text, and the same in words."""
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
    """Return the detail panel of one picture; the points of its bars add up to the points of the sum row."""
    parts = fold(move.contributions)
    change = move.score_after - move.score_before
    points = rounded([part.value / POINT for part in parts], round(change / POINT))
    widest = max((abs(part.value) for part in parts), default=0.0) or 1.0
    key = undoing_key(move) or reason_key(move)
    named = next((part for part in move.contributions if part.key == key and key in move.without), None)
    return {
        "label": label(move.image),
        "place": str(linked_picture(move.image, label(move.image))),  # in a link
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
        "votes": [match_row(vote) for vote in move.reference_matches],
        "views": [related_row(view, token, label) for view in move.views],
        "moved_by": [key for key, rank in move.without.items() if rank != move.rank_after],
    }


def called(part: Contribution) -> str:
    """Return a term's label as it stands in the middle of a sentence."""
    return f"the picture’s {part.label.removeprefix('seen: ')}" if part.kind == SEEN else part.label


def bar(part: Contribution, points: int, share: float, ranks: dict[str, int]) -> Row:
    """Return one bar of the detail panel; `share` is -1 to 1 of the widest, `ranks` are those without each detail."""
    without = ranks.get(part.key)
    return {
        "key": part.key,
        "label": UNNAMED if part.key == "rest" else part.label,
        "points": signed(points),
        "share": round(share, 4),
        "without": ordinal(without) if without is not None else "",
    }


def aside(part: Contribution, image: int, label: Label) -> str:
    """Write the note beside a bar: the value found in the picture, or the marked picture."""
    if part.kind == MARK:
        marked = int(part.key.rpartition(":")[2])
        return "this picture" if marked == image else label(marked)
    return f"{'here' if part.kind == SEEN else 'seen'}: {part.found}" if part.found else ""


def match_row(match: ReferenceMatch) -> Row:
    """Return the row of a matching reference person; without points where their weight is 0."""
    points = signed(round(match.value / POINT)) if match.value else ""
    return {"person": match.person, "caption": match.caption, "phrases": list(match.phrases), "points": points}


def related_row(view: RelatedImage, token: str, label: Label) -> Row:
    """Return the row of another picture of the same object."""
    return {
        "label": label(view.image),
        "source": f"/pictures/{token}/{view.image}.webp",
        "points": signed(round(view.value / POINT)),
    }


def fold(parts: Sequence[Contribution]) -> list[Contribution]:
    """Return the largest parts, then one part that sums up the small ones."""
    if len(parts) <= ROWS:
        return list(parts)
    small = parts[ROWS - 1 :]
    total = sum(part.value for part in small)
    return [*parts[: ROWS - 1], Contribution("smaller", "rest", f"{len(small)} smaller parts", total, "")]


def rounded(values: Sequence[float], total: int) -> list[int]:
    """Round values to whole numbers that add up to the total (largest remainder method)."""
    whole = [math.floor(value) for value in values]
    by_remainder = sorted(range(len(values)), key=lambda index: whole[index] - values[index])
    missing = total - sum(whole)
    for index in by_remainder[: max(0, missing)]:
        whole[index] += 1
    return whole


def signed(points: int) -> str:
    """Write points with their sign: `+31`, `−4`, `0`."""
    return "0" if points == 0 else f"{'+' if points > 0 else '−'}{abs(points):,}"


def biggest_reason(moves: Sequence[Move]) -> str:
    """Return the label with the largest sum over all moved pictures, counted in the direction of each move."""
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
    """Return the picture to explain first: of those shown, the one that rose most."""
    rises = {image: moves[image].rank_before - moves[image].rank_after for image in refined}
    return max(rises, key=lambda image: rises[image], default=None)
