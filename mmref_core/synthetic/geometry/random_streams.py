"""Independent random streams for named parts, and cheap draws for text."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

from numpy.random import Generator, default_rng

BLOCK = 256  # numbers drawn at once: a caption needs about 150
Option = TypeVar("Option")


def stream(seed: int, *names: str | int) -> Generator:
    """The same seed and names give the same numbers on any machine, whatever else was drawn before.

    A part has a stream of its own, so changing one attribute of a person leaves every other part as it was.
    """
    return default_rng([seed, *(crc32(str(name).encode()) for name in names)])


class Chooser:
    """A stream of choices that depends on its generator alone."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self._left: list[float] = []

    def roll(self) -> float:
        """A number from 0 up to 1."""
        if not self._left:
            self._left = self._rng.random(BLOCK).tolist()
        return self._left.pop()

    def chance(self, probability: float) -> bool:
        return self.roll() < probability

    def pick(self, options: Sequence[Option]) -> Option:
        return options[int(self.roll() * len(options))]

    def weighted(self, options: Sequence[Option], shares: Sequence[float]) -> Option:
        """One of the options, each as often as its share of all."""
        left = self.roll() * sum(shares)
        for option, share in zip(options, shares, strict=True):
            left -= share
            if left < 0:
                return option
        return options[-1]

    def pick_usual(self, options: Sequence[Option]) -> Option:
        """Prefer the front of a table: its most usual word stands first."""
        return options[int(self.roll() ** 2.6 * len(options))]
