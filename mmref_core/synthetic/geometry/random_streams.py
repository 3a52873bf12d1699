"""One independent random stream for every named part of a person or a picture."""

from zlib import crc32

from numpy.random import Generator, default_rng


def stream(seed: int, *names: str | int) -> Generator:
    """The same seed and names give the same numbers on any machine, whatever else was drawn before.

    A part has a stream of its own, so changing one attribute of a person leaves every other part as it was.
    """
    return default_rng([seed, *(crc32(str(name).encode()) for name in names)])
