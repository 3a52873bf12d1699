"""Parsed sentence templates, and which of them fit the things that remain to be told."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

WORN = (
    "upper",
    "lower",
    "shoes",
    "headwear",
    "glasses",
    "scarf",
    "tie",
    "belt",
    "tights",
    "socks",
    "mask",
    "headphones",
)
HAD = ("hair", "beard")
BORNE = ("bag", "carried")
GROUPS: Mapping[str, tuple[str, ...]] = {  # slots that take several things, and the things they take
    "worn": WORN,
    "had": HAD,
    "borne": BORNE,
    "things": WORN + HAD + BORNE,
    "state": ("state",),
    "lacks": ("absent",),
}
SAME_GROUP = {"bears": "borne", "bearing": "borne"}
THINGS = frozenset(thing for things in GROUPS.values() for thing in things) - GROUPS.keys()


@dataclass(frozen=True)
class SentenceTemplate:
    """A template cut at its slots: literal texts and slots alternate, a text comes first and last."""

    parts: tuple[str, ...]
    groups: frozenset[str]  # of which at least one thing must be left beside the single ones
    singles: frozenset[str]
    predicates: frozenset[str]  # things that are told by "shoes are white"

    @classmethod
    def of(cls, text: str) -> "SentenceTemplate":
        """Parse a template."""
        parts = tuple(re.split(r"\{(.*?)\}", text))
        slots = parts[1::2]
        groups = {SAME_GROUP.get(slot, slot) for slot in slots} & GROUPS.keys()
        predicates = {slot.removesuffix(".is") for slot in slots if slot.endswith(".is")}
        return cls(parts, frozenset(groups), frozenset(slots) & THINGS | predicates, frozenset(predicates))

    @property
    def first(self) -> str:
        """The first word; nothing where a slot comes first."""
        return self.parts[0].partition(" ")[0]

    @property
    def reach(self) -> int:
        """The number of things and groups that it tells."""
        return len(self.groups) + len(self.singles)

    @cached_property
    def puts_in_hand(self) -> bool:
        """Whether it says that a hand holds the carried thing."""
        return "carried" in self.singles and any("hand" in text or "holding" in text for text in self.parts[::2])

    def fits(self, left: Collection[str], predicable: Collection[str]) -> bool:
        """Return whether every slot can be filled from the things that are left."""
        if not (self.singles <= set(left) and self.predicates <= set(predicable)):
            return False
        return all(any(thing in left and thing not in self.singles for thing in GROUPS[group]) for group in self.groups)


def parse_templates(texts: tuple[str, ...]) -> tuple[SentenceTemplate, ...]:
    """Return the parsed templates."""
    return tuple(SentenceTemplate.of(text) for text in texts)
