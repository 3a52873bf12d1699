"""Sentences about one person: frames are chosen one after another until everything planned is said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mmref_core.people.dice import Dice
from mmref_core.people.frames import (
    CLAUSE_FRAMES,
    CONTINUATION_FRAMES,
    FRAGMENT_FRAMES,
    GROUPS,
    PERSON_FRAMES,
    SAME_GROUP,
    Frame,
)
from mmref_core.people.grammar import LAST, LEADS, ORDERS, SETTINGS, VERBS
from mmref_core.people.manner import PRONOUNS
from mmref_core.people.pieces import Piece

CLAUSE_SHARE = 0.52  # of captions that begin with a whole sentence
NAMED_AGAIN = 0.12  # "the man" in place of "he"
SENTENCE_START = re.compile(r"(^|[.?!] )([a-z])")


@dataclass(frozen=True)
class Habit:
    """What one annotator always does."""

    style: str  # prose, notes, list
    tense: int  # 0 "wears", 1 "is wearing"
    last: str  # before the last thing of a list
    order: tuple[str, ...]  # of clothes
    together: int  # clothes in one list

    @classmethod
    def drawn(cls, dice: Dice) -> "Habit":
        style = dice.roll()
        return cls(
            style="prose" if style < 0.89 else "notes" if style < 0.96 else "list",
            tense=int(dice.chance(0.6)),
            last=dice.pick(LAST),
            order=dice.pick(ORDERS),
            together=dice.pick((2, 2, 3, 3, 4, 5)),
        )


@dataclass
class Narration:
    """Things still to be said, and what the words said so far state."""

    dice: Dice
    habit: Habit
    person: Piece
    left: dict[str, Piece]
    states: dict[str, str] = field(default_factory=dict)

    def told(self) -> str:
        tell = {"prose": self._prose, "notes": self._notes, "list": self._list}[self.habit.style]
        _, his, him = self._pronouns()
        text = tell().replace("{his}", his).replace("{him}", him)
        return SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), text)

    def _prose(self) -> str:
        as_clause = self.dice.chance(CLAUSE_SHARE)
        frame = self._choose(CLAUSE_FRAMES if as_clause else PERSON_FRAMES)
        if frame is None:
            first = f"{self._person()} can be seen."
        elif as_clause:
            first = self._fill(frame)
        else:
            first = self.dice.pick(SETTINGS).replace("{np}", self._fill(frame))
        return " ".join([first, *self._rest(CONTINUATION_FRAMES)])

    def _notes(self) -> str:
        frame = self._choose(PERSON_FRAMES)
        first = f"{self._fill(frame)}." if frame else f"{self._person()}."
        return " ".join([first, *self._rest(FRAGMENT_FRAMES)])

    def _list(self) -> str:
        clothes = [thing for thing in self.habit.order if thing in self.left]
        rest = [thing for thing in self.left if thing not in clothes and thing != "absent"]
        mixed = clothes + rest if self.dice.chance(0.6) else rest + clothes
        things = ", ".join(self._take(thing).text for thing in mixed)
        lead = self.dice.pick(LEADS)
        person = self._person() if "{person}" in lead else ""
        return lead.replace("{person}", person).replace("{things}", things)

    def _rest(self, frames: Sequence[Frame]) -> list[str]:
        sentences = []
        while self.left and (frame := self._choose(frames)):
            sentences.append(self._fill(frame))
        return sentences

    def _choose(self, frames: Sequence[Frame]) -> Frame | None:
        """A frame that fits; of two the one that says more, for people seldom tell one thing in a sentence."""
        predicable = [thing for thing, piece in self.left.items() if piece.predicate]
        fitting = [frame for frame in frames if frame.fits(self.left, predicable)]
        if not fitting:
            return None
        return max((self.dice.pick(fitting) for _ in range(2)), key=lambda frame: frame.reach)

    def _fill(self, frame: Frame) -> str:
        singles = {thing: self._take(thing) for thing in frame.singles}
        parts = list(frame.parts)
        for place in range(1, len(parts), 2):
            parts[place] = self._slot(parts[place], singles)
        return "".join(parts)

    def _slot(self, slot: str, singles: Mapping[str, Piece]) -> str:
        if slot in singles:
            return self._phrase(singles[slot])
        if slot.endswith(".is"):
            return singles[slot.removesuffix(".is")].predicate
        if slot in VERBS:
            return self.dice.pick(VERBS[slot][self.habit.tense])
        if slot in ("bears", "bearing"):
            return self._bearing(2 if slot == "bearing" else self.habit.tense)
        if SAME_GROUP.get(slot, slot) in GROUPS:
            phrases = [self._phrase(piece) for piece in self._taken(slot)]
            return self._joined(phrases) if slot == "worn" else " and ".join(phrases)
        return self._named(slot)

    def _named(self, slot: str) -> str:
        he, his, him = self._pronouns()
        match slot:
            case "a person":
                return self._person()
            case "someone":
                self.states |= self.person.states
                return self.dice.pick(("the ", "the ", self.person.article, "this ")) + self.person.text
            case "he":
                again = "the " + self.person.text.split()[-1]
                return again if he.startswith("the") or self.dice.chance(NAMED_AGAIN) else he
            case "his":
                return his
            case _:
                return him

    def _bearing(self, form: int) -> str:
        first, *others = (
            self.dice.pick(piece.verbs)[form].replace("{it}", self._phrase(piece)) for piece in self._taken("borne")
        )
        return " and ".join([first, *(_without_the_verb_of(first, text) for text in others)])

    def _taken(self, group: str) -> list[Piece]:
        order = self.habit.order if group == "worn" else GROUPS[group]
        things = [thing for thing in order if thing in self.left]
        return [self._take(thing) for thing in things[: self.habit.together]]

    def _take(self, thing: str) -> Piece:
        piece = self.left.pop(thing)
        self.states |= piece.states
        return piece

    def _joined(self, phrases: list[str]) -> str:
        if len(phrases) == 1:
            return phrases[0]
        last = self.habit.last
        if (len(phrases) == 2 and last in (", and ", ", ")) or (" with " in last and " with " in phrases[-2]):
            last = " and "
        return ", ".join(phrases[:-1]) + last + phrases[-1]

    def _phrase(self, piece: Piece) -> str:
        return piece.text if self.habit.style == "notes" else piece.full

    def _person(self) -> str:
        self.states |= self.person.states
        return self.person.text if self.habit.style != "prose" else self.person.full

    def _pronouns(self) -> tuple[str, str, str]:
        return PRONOUNS[self.person.states.get("sex", "person")]


def _without_the_verb_of(first: str, second: str) -> str:
    """ "is carrying a bag" and "is carrying a cup" make "is carrying a bag and a cup"."""
    if first.startswith("is "):
        first, second = first.removeprefix("is "), second.removeprefix("is ")
    verb = first.split()[0] + " "
    return second.removeprefix(verb)
