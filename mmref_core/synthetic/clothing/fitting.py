"""Inputs of all garments: body, attributes and measures."""

from dataclasses import dataclass

from numpy.random import Generator

from mmref_core.synthetic.attributes.footwear import OPEN_SHOES
from mmref_core.synthetic.attributes.wardrobe import ONE_PIECE, SKIRTS
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.body_shell import TightsMesh
from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.limbs import Landmarks
from mmref_core.synthetic.clothing.shells import BodyUnderlay
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream

BARE_LEG, COVERED_LEG = 0.0, 3.0  # `GarmentMeasures.leg` of a skirt without tights, and of what also covers the ankle
SLEEVES = {"sleeveless": (-0.2, -0.2), "short": (0.55, 0.90), "three-quarter": (1.30, 1.40), "long": (1.95, 1.99)}
LEG_ENDS = {
    **dict.fromkeys(("trousers", "jeans", "cargo trousers", "dungarees"), (1.98, 2.10)),
    "joggers": (1.92, 1.97),
    "leggings": (1.93, 1.93),
    "culottes": (1.35, 1.6),
    "shorts": (0.62, 0.98),
    "denim shorts": (0.45, 0.8),
}
SKIRT_HEMS = {
    "short skirt": (0.48, 0.58),
    "long skirt": (0.16, 0.26),
    "pleated skirt": (0.44, 0.58),
    "denim skirt": (0.46, 0.62),
    "short": (0.57, 0.64),
    "knee-length": (0.41, 0.48),
    "long": (0.11, 0.18),
}
COAT_HEMS = {"knee-length": (0.37, 0.54), "calf-length": (0.30, 0.35)}
HIP_HEMS = {"raincoat": (0.58, 0.69), "parka": (0.60, 0.70), "tunic": (0.48, 0.60)}  # of uppers that hang over the seat
ROBE_HEM, TO_THE_GROUND = (0.07, 0.11), ("robe", "sari")
COLLAR_DROP = 0.006  # metres: the collar stands close to the neck
ROUND_NECKS = ("t-shirt", "sweater", "dress", "tank top", "sports shirt", "blouse")
V_NECKED = tuple(kind for kind in ROUND_NECKS if kind != "tank top")
MIDRIFF = 0.115  # metres above the waist where a blouse under a sari ends
INNER_SLEEVES = {"blouse": "short", "t-shirt": "short", "shirt": "long", "sweater": "long"}  # where they show
V_DEPTHS = (0.0, 0.0, 0.0, 0.07, 0.11)
CROPPED_SHARE = 0.15  # of trousers end above the ankle, at this place along the leg
CROPPED = 1.8
ABOVE_OPEN_SHOES = 1.93  # along the leg: no cloth lies on a bare foot


@dataclass(frozen=True)
class GarmentMeasures:
    """Heights in template metres; positions along arm and leg in joints (1 elbow or knee, 2 wrist or ankle)."""

    hem: float  # of the upper garment
    waistband: float
    sleeve: float
    inner_sleeve: float
    neck_drop: float
    v_depth: float
    leg: float
    skirt_hem: float  # of skirt or dress
    coat_hem: float


@dataclass(frozen=True)
class GarmentFitting:
    """The body, attributes, measures and seed that garments are built from."""

    underlay: BodyUnderlay
    attributes: PersonAttributes
    measures: GarmentMeasures
    seed: int

    @property
    def figure(self) -> BodyFigure:
        return self.underlay.figure

    @property
    def atlas(self) -> BodyAtlas:
        return self.underlay.figure.atlas

    @property
    def tights(self) -> TightsMesh:
        return self.atlas.tights

    @property
    def marks(self) -> Landmarks:
        return self.atlas.landmarks

    def rng(self, *part: str) -> Generator:
        """Return the random stream of a part, independent of other parts."""
        return stream(self.seed, *part)


def take_measures(attributes: PersonAttributes, marks: Landmarks, seed: int) -> GarmentMeasures:
    """Return random measures, each from its own stream: another colour or pattern changes none."""

    def between(name: str, low: float, high: float) -> float:
        return float(stream(seed, name).uniform(low, high))

    upper = attributes.upper
    skirt = attributes.dress_length if upper == "dress" else attributes.lower
    skirt_hem = ROBE_HEM if upper in TO_THE_GROUND else SKIRT_HEMS.get(skirt, (0.0, 0.0))
    coat_hem = HIP_HEMS.get(upper) or COAT_HEMS.get(attributes.coat_length, (0.0, 0.0))
    return GarmentMeasures(
        hem=marks.waist - 0.03 if attributes.tucked != NONE else marks.crotch + between("hem", 0.035, 0.085),
        waistband=marks.waist + between("waistband", 0.0, 0.04),
        sleeve=between("sleeve", *SLEEVES[attributes.sleeves]),
        inner_sleeve=between("inner sleeve", *SLEEVES[INNER_SLEEVES.get(attributes.inner, "sleeveless")]),
        neck_drop=_neck_drop(attributes, seed),
        v_depth=float(stream(seed, "neckline").choice(V_DEPTHS)) if attributes.upper in V_NECKED else 0.0,
        leg=_leg_end(attributes, seed),
        skirt_hem=between("skirt hem", *skirt_hem),
        coat_hem=between("coat hem", *coat_hem),
    )


def _neck_drop(attributes: PersonAttributes, seed: int) -> float:
    if attributes.upper == "tank top":
        return 0.06
    if attributes.upper in ROUND_NECKS:
        return float(stream(seed, "neck drop").uniform(0.015, 0.05))
    return COLLAR_DROP


def _leg_end(attributes: PersonAttributes, seed: int) -> float:
    if attributes.upper in ONE_PIECE or attributes.lower in SKIRTS or attributes.lower == NONE:
        return BARE_LEG if attributes.tights_colour == NONE else COVERED_LEG
    rng = stream(seed, "leg end")
    length = float(rng.uniform(*LEG_ENDS[attributes.lower]))
    cropped = attributes.lower in ("trousers", "jeans") and rng.random() < CROPPED_SHARE
    if attributes.shoes in OPEN_SHOES:
        length = min(length, ABOVE_OPEN_SHOES)
    return CROPPED if cropped else length
