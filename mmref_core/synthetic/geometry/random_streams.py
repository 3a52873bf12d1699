"""Independent random streams by name, and random choices for text."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

from numpy.random import Generator, default_rng

BLOCK = 256  # numbers drawn at once: a caption needs about 150
Option = TypeVar("Option")


def stream(seed: int, *names: str | int) -> Generator:
    """Return a generator that depends on the seed and the names alone, on any machine.

    A part has a stream of its own, so changing one attribute of a person leaves every other part as it was.
    """
    return default_rng([seed, *(crc32(str(name).encode()) for name in names)])


class Chooser:
    """Random choices from one generator, cheap enough for text."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self._left: list[float] = []

    def roll(self) -> float:
        """Return a number from 0 to below 1."""
        if not self._left:
            self._left = self._rng.random(BLOCK).tolist()
        return self._left.pop()

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.roll() < probability

    def pick(self, options: Sequence[Option]) -> Option:
        """Return one of the options, all equally likely."""
        return options[int(self.roll() * len(options))]

    def weighted(self, options: Sequence[Option], shares: Sequence[float]) -> Option:
        """Return one of the options with probability proportional to its share."""
        left = self.roll() * sum(shares)
        for option, share in zip(options, shares, strict=True):
            left -= share
            if left < 0:
                return option
        return options[-1]

    def pick_usual(self, options: Sequence[Option]) -> Option:
        """Return one of the options, the first ones with higher probability."""
        return options[int(self.roll() ** 2.6 * len(options))]
