"""Visibility of the parts of a person in a picture, and thresholds for recognising them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HEAD_SEEN = 0.5  # of the head, to say that nothing is worn on it


@dataclass(frozen=True)
class VisibilityThreshold:
    """Thresholds of visible pixels for recognising a part."""

    share: float  # of the person's pixels
    pixels: float  # of the camera's own, however large the picture is kept


VISIBILITY_THRESHOLDS: Mapping[str, VisibilityThreshold] = {
    "hair": VisibilityThreshold(0.004, 8),
    "headwear": VisibilityThreshold(0.003, 8),
    "glasses": VisibilityThreshold(0.0004, 5),
    "upper": VisibilityThreshold(0.006, 20),
    "inner": VisibilityThreshold(0.004, 14),
    "lower": VisibilityThreshold(0.006, 20),
    "shoes": VisibilityThreshold(0.004, 12),
    "bag": VisibilityThreshold(0.008, 16),
    "strap": VisibilityThreshold(0.008, 10),
    "tights": VisibilityThreshold(0.004, 14),
    "tie": VisibilityThreshold(0.004, 12),
    "scarf": VisibilityThreshold(0.004, 14),
    "item": VisibilityThreshold(0.002, 9),
    "beard": VisibilityThreshold(0.0008, 6),
    "mask": VisibilityThreshold(0.0015, 8),
    "headphones": VisibilityThreshold(0.0012, 8),
    "socks": VisibilityThreshold(0.0015, 10),
    "belt": VisibilityThreshold(0.0025, 12),
    "buttons": VisibilityThreshold(0.0008, 9),
}
RESOLUTION: Mapping[str, float] = {  # pixels of the whole person's height to tell a detail, or that it is missing
    "print": 60,
    "pattern": 75,
    "pinstripes": 160,
    "small logo": 180,
    "open": 60,
    "no inner": 55,
    "tied hair": 70,
    "hair texture": 90,
    "fringe": 110,
    "beard": 95,
    "no glasses": 95,
    "kind of glasses": 150,
    "what is in the ears": 140,
    "buttons": 150,
    "doing": 60,
    "nothing carried": 60,
}
PIXELS_OF_PERIOD, USUAL_HEIGHT = 2.4, 1.7  # the camera's pixels that a pattern needs to repeat in; metres
MATERIALS: dict[str, tuple[str, ...]] = {
    "headwear": ("headwear", "headwear band", "hood"),
    "glasses": ("frame", "lens"),
    "shoes": ("shoes", "boots"),
    "bag": ("bag", "bag pocket"),
    "item": ("item", "item trim"),
    "scarf": ("scarf", "scarf tail"),
}


@dataclass(frozen=True)
class Visibility:
    """Visible pixels of each material, resolution and orientation of a person in a picture."""

    counts: Mapping[str, int]  # pixels of each material
    head_share: float
    yaw: float  # degrees, 0 is seen from the front
    action: str
    doing: tuple[str, ...]
    item: str  # what is held in this pose
    resolution: float = 256.0  # pixels that the camera had for the height of the whole person
    true_share: float = 1.0  # of the camera's own pixels for each that is counted
    lowest: float = 0.0  # share of the person's height at which the picture ends, 0 with the feet in it
    periods: Mapping[str, float] = field(default_factory=dict)  # metres after which the pattern of a garment repeats

    @property
    def turned(self) -> float:
        """Angle between the front of the person and the camera in degrees, 0 to 180."""
        return abs((self.yaw + 180) % 360 - 180)

    def shows(self, part: str, times: float = 1.0) -> bool:
        """Return whether enough of a part is visible, `times` its threshold."""
        names = MATERIALS.get(part, (part,))
        pixels = sum(count for name, count in self.counts.items() if name.split(" trim ")[0] in names)
        is_large = pixels > times * VISIBILITY_THRESHOLDS[part].share * max(sum(self.counts.values()), 1)
        return is_large and pixels * self.true_share > times * VISIBILITY_THRESHOLDS[part].pixels

    def resolves(self, detail: str) -> bool:
        """Return whether a detail is large enough in the picture to be recognised."""
        return self.resolution >= RESOLUTION[detail]

    def resolves_period(self, part: str) -> bool:
        """Return whether the period of a pattern is large enough in the picture to be resolved."""
        return self.periods.get(part, 1.0) * self.resolution > PIXELS_OF_PERIOD * USUAL_HEIGHT

    @property
    def shows_head(self) -> bool:
        """Return whether enough of the head is visible."""
        return self.head_share >= HEAD_SEEN
