"""Fabrics that are recognisable in a picture."""

from collections.abc import Mapping

from mmref_core.synthetic.attributes.visibility_thresholds import Visibility

FABRIC_TOLD: Mapping[str, float] = {  # pixels of the person's height; of other fabrics nobody can tell
    "denim": 60,
    "leather": 90,
    "satin": 90,
    "nylon": 110,
    "cable knit": 120,
    "rib knit": 140,
    "corduroy": 140,
    "tweed": 150,
    "fine knit": 190,
    "loopback jersey": 190,  # smoother than any knitwear
}
BY_SHINE = ("denim", "leather", "satin", "nylon")  # or by its seams: ribs and flecks are lost on what is nearly black
TOO_DARK = ("black", "navy")
LEAST = 3.0  # times the pixels that the garment is told from


def seen_fabric(part: str, fabric: str, colour: str, visibility: Visibility) -> dict[str, str]:
    """Return the fabric of the upper or lower garment if its yarn or its shine is visible, else nothing."""
    is_lost = colour in TOO_DARK and fabric not in BY_SHINE
    is_fine_enough = visibility.resolution >= FABRIC_TOLD.get(fabric, float("inf"))
    return {f"{part}_fabric": fabric} if is_fine_enough and not is_lost and visibility.shows(part, LEAST) else {}
