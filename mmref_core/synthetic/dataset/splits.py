"""Splits by person; held-out persons are seen at places that no other split has."""

from mmref_core.synthetic.attributes.population import TWIN_EVERY
from mmref_core.synthetic.camera.surveillance_camera import CAMERAS, CAMERAS_PER_PLACE

SPLITS = ("train", "val", "test")
PLACE_PERIOD = 16  # of so many places one is for validation and two are for test
VALIDATION_PLACES, TEST_PLACES = (3,), (7, 15)


def split_of(index: int, persons: int, validation: int, test: int) -> str:
    """Return the split of a person: training persons come first, then validation, then test."""
    if index >= persons - test:
        return "test"
    return "val" if index >= persons - test - validation else "train"


def default_share(persons: int, share: float) -> int:
    """Return a share of the persons, a multiple of `TWIN_EVERY` if there are enough, so that near-twins stay in one
    split.
    """
    count = persons * share
    return round(count / TWIN_EVERY) * TWIN_EVERY if count >= TWIN_EVERY else round(count)


def cameras_of(split: str) -> tuple[int, ...]:
    """Return the cameras at the places of a split."""
    return tuple(camera for camera in range(CAMERAS) if place_split(camera // CAMERAS_PER_PLACE) == split)


def place_split(place: int) -> str:
    """Return the split of a place."""
    turn = place % PLACE_PERIOD
    return "test" if turn in TEST_PLACES else "val" if turn in VALIDATION_PLACES else "train"
