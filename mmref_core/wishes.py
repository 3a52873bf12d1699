"""What a person says beside the description: details off, marks, what is not wanted, a picture, settings, how many."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Marks:
    """Positions of marked pictures in the gallery."""

    match: tuple[int, ...] = ()
    no_match: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if both := sorted(set(self.match) & set(self.no_match)):
            raise ValueError(f"picture {both[0]} is marked as a match and as no match")

    def __bool__(self) -> bool:
        return bool(self.match or self.no_match)


@dataclass(frozen=True)
class Wishes:
    """All of them for one query."""

    off: frozenset[str] = frozenset()  # keys of details
    marks: Marks = Marks()
    unwanted: tuple[str, ...] = ()  # phrases
    picture: int | bytes | None = None  # to search by: a position in the gallery, or what is left of one brought along
    settings: tuple[tuple[str, float | None], ...] = ()  # of `config.SearchConfig`, where they differ from the model's
    count: int = 10  # places of each ranking that are shown, with reasons
