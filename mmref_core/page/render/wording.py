"""Sentences and short words of the page."""

from collections.abc import Sequence

from mmref_core.search_types import Move

TITLE = "Person search by description"
EXAMPLES = (
    "a woman in a black top and a grey skirt with red boots",
    "a man in a purple jacket and blue cargo trousers with shopping bags",
    "a man in a navy striped jumper and a red scarf",
)
DUTY = (  # on what leaves the page
    "A result resembles a description; it does not say who someone is. It is often wrong, and it was not tested across "
    "groups of people.",
    "Not for identifying people, not for surveillance. Share pictures of people only where you have the right to.",
)
SHORT = {"likeness to a match": "like a match", "likeness to a non-match": "like a non-match"}  # on a card's chip
AT_WORK = "The initial ranking is here; the references are at work on the refined one."
WAITING = "The sample gallery is being indexed, which takes some seconds, once. The first answer will appear here."


def ordinal(rank: int) -> str:
    """Write a rank as `1st`, `22nd`, `113th`."""
    if rank % 100 in (11, 12, 13):
        return f"{rank}th"
    return f"{rank}{({1: 'st', 2: 'nd', 3: 'rd'}).get(rank % 10, 'th')}"


def plural(count: int, word: str, several: str = "") -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {several or word + 's'}"


def too_long_sentence(characters: int, most: int) -> str:
    return (
        f"That description has {characters:,} characters; at most {most:,} can be searched for. "
        "Describe one person in a sentence or two."
    )


def enumeration(things: Sequence[str]) -> str:
    """Join words as `a hat`, `a hat and a coat`, `a hat, a coat and shoes`."""
    return " and ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))


def change_sentence(initial: tuple[int, ...], refined: tuple[int, ...], reason: str) -> str:
    """Write how the refinement changed the first places; both arguments hold the images shown, best first."""
    count = len(refined)
    if count == 0:
        return "There is nothing to rank."
    if initial == refined:
        return "The only picture stayed." if count == 1 else f"The first {count} stayed, in the same order."
    stayed = len(set(initial) & set(refined))
    first = "first place stayed" if initial[0] == refined[0] else "first place changed"
    if stayed == count:
        middle = f"All of the first {count} stayed, their order changed, {first}."
    else:
        new = count - stayed
        middle = f"{stayed} of the first {count} stayed, {new} {'is' if new == 1 else 'are'} new, {first}."
    return f"{middle} Biggest reason: {reason}." if reason else middle


def duration(seconds: float) -> str:
    """Write a duration as `12 ms` or `1.4 s`."""
    return f"{1000 * seconds:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"


def unwanted_sentence(phrases: Sequence[str]) -> str:
    return f"Not wanted, so lowered: {', '.join(phrases)}." if phrases else ""


def marks_sentence(matches: int, others: int) -> str:
    """Write the counts of marks: `3 marks: 2 matches, 1 not a match.`"""
    if not matches + others:
        return "None yet. Mark a picture as a match or as not a match, and the refined ranking follows."
    counts = [plural(matches, "match", "matches")] if matches else []
    counts += [f"{others:,} not a match"] if others else []
    return f"{plural(matches + others, 'mark')}: {', '.join(counts)}."


def lost_sentence(count: int) -> str:
    """Write a note on marks whose pictures are gone."""
    whose = "its picture is" if count == 1 else "their pictures are"
    return f"{plural(count, 'mark')} dropped: {whose} no longer in this gallery."


def move_sentence(before: int, after: int) -> str:
    """Write a move as `Rose from 7th to 2nd.` Ranks start at 1."""
    if before == after:
        return f"Stayed {ordinal(after)}."
    return f"{'Rose' if after < before else 'Fell'} from {ordinal(before)} to {ordinal(after)}."


def without_sentence(label: str, rank: int, after: int) -> str:
    """Write the rank that a picture would have without one detail."""
    return f"Without {label} this would {'still ' if rank == after else ''}be {ordinal(rank)}."


def reason_key(move: Move) -> str:
    """Return the key of the strongest term in the direction of a move, or else of the one that undoes most of it."""
    if move.rank_before == move.rank_after:
        return ""
    sign = 1 if move.rank_after < move.rank_before else -1
    for part in move.contributions:
        if part.kind != "rest" and part.value * sign > 0:
            return part.key
    return undoing_key(move)


def undoing_key(move: Move) -> str:
    """Return the key of the detail whose removal takes a picture furthest back to its initial rank, or empty."""
    sign = 1 if move.rank_after < move.rank_before else -1
    back = {key: (rank - move.rank_after) * sign for key, rank in move.without.items()}
    best = max(back, key=lambda key: back[key], default="")
    return best if best and back[best] > 0 else ""


def reason_text(move: Move) -> str:
    """Write the reason that a card shows."""
    if move.rank_before == move.rank_after:
        return ""
    key = reason_key(move)
    labels = {part.key: part.label for part in move.contributions}
    if key in labels:
        return SHORT.get(labels[key], labels[key])
    return "others fell behind" if move.rank_after < move.rank_before else "others moved ahead"


def persons_sentence(found: int, known: int, sought: bool) -> str:
    """Write how many reference persons there are, or how many of them were found by words."""
    if not known:
        return "This checkpoint has no reference persons."
    if not sought:
        return f"{plural(known, 'reference person')}."
    if not found:
        return f"None of the {known:,} reference persons has all of these words. Try fewer."
    verb = "has" if found == 1 else "have"
    return f"{found:,} of {plural(known, 'reference person')} {verb} all of these words."


def taken_sentence(taken: int, skipped: int, seconds: float) -> str:
    """Write the first line on a finished fill."""
    if taken == 0:
        return f"No picture could be taken in, {plural(skipped, 'file')} skipped. The gallery was not kept."
    lost = f", {plural(skipped, 'file')} skipped" if skipped else ""
    return f"{plural(taken, 'picture')} ready to search{lost}, in {max(1, round(seconds))} s."
