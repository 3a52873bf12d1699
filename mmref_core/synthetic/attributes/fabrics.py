"""Fabrics of garments: parameters of folds, yarn and shine, and how often each is used."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from numpy.random import Generator

from mmref_core.synthetic.attributes.wardrobe import DENIM, ONE_PIECE, Weights, choose
from mmref_core.synthetic.geometry.materials import BumpPattern, ShaderMaterial
from mmref_core.synthetic.geometry.person_attributes import NONE
from mmref_core.synthetic.geometry.random_streams import stream


@dataclass(frozen=True)
class Fabric:
    """Parameters of a fabric other than its colours; lengths in metres."""

    fold: float  # times the garment's own depth of folds
    crumple: float = 1.0
    speckle: float = 0.05
    specular: float = 0.02
    gloss: float = 12.0
    bump: BumpPattern = BumpPattern.NONE
    bump_depth: float = 0.0


FABRICS: Mapping[str, Fabric] = {
    "cotton": Fabric(1.0),
    "linen": Fabric(1.25, crumple=1.35, speckle=0.09, specular=0.01),
    "wool": Fabric(0.7, speckle=0.12, specular=0.005),
    "tweed": Fabric(0.55, speckle=0.38, specular=0.005),
    "fine knit": Fabric(0.6, speckle=0.10, specular=0.005, bump=BumpPattern.KNIT, bump_depth=0.003),
    "rib knit": Fabric(0.8, speckle=0.08, bump=BumpPattern.RIBBED, bump_depth=0.003),
    "cable knit": Fabric(0.6, speckle=0.10, bump=BumpPattern.CABLE, bump_depth=0.006),
    "fleece": Fabric(0.6, speckle=0.22, specular=0.0, bump=BumpPattern.KNIT, bump_depth=0.003),
    "jersey": Fabric(1.0, speckle=0.06),
    "loopback jersey": Fabric(1.1, speckle=0.04),  # of sweatshirts
    "corduroy": Fabric(0.7, speckle=0.07, bump=BumpPattern.CORDUROY, bump_depth=0.0016),
    "satin": Fabric(1.8, speckle=0.02, specular=0.20, gloss=16.0),
    "leather": Fabric(1.2, crumple=1.2, speckle=0.03, specular=0.24, gloss=26.0),
    "nylon": Fabric(0.9, crumple=1.8, speckle=0.02, specular=0.12, gloss=18.0),
    "denim": Fabric(1.0),  # its fading and seams are `cloth.denim`
}
USUAL: Weights = {"cotton": 1}
OF_KIND: Mapping[str, Weights] = {  # kind of garment -> how often it is made of what
    "t-shirt": {"cotton": 8, "jersey": 2},
    "shirt": {"cotton": 7, "linen": 2, "satin": 0.5},
    "sweater": {"fine knit": 5, "rib knit": 2, "cable knit": 2, "loopback jersey": 2},
    "hoodie": {"jersey": 6, "fleece": 2},
    "jacket": {"nylon": 4, "cotton": 3, "fleece": 1.2, "leather": 1},
    "open jacket": {"cotton": 3, "nylon": 2.5, "leather": 1.2, "corduroy": 0.5},
    "puffer jacket": {"nylon": 1},
    "leather jacket": {"leather": 1},
    **{kind: {"denim": 1} for kind in DENIM},
    "suit": {"wool": 1},
    "blazer": {"wool": 4, "tweed": 1.5, "cotton": 1},
    "cardigan": {"fine knit": 4, "rib knit": 2, "cable knit": 2},
    "polo shirt": {"cotton": 5, "jersey": 2},
    "blouse": {"cotton": 4, "satin": 2, "linen": 1},
    "tunic": {"cotton": 4, "linen": 2, "satin": 0.5},
    "robe": {"cotton": 4, "satin": 1},
    "sari": {"cotton": 3, "satin": 2},
    **{key: {"nylon": 1} for key in ("sports shirt", "track jacket", "raincoat", "parka", "gilet", "hi-vis vest")},
    "joggers": {"jersey": 3, "fleece": 1},
    "cargo trousers": {"cotton": 1},
    "pleated skirt": {"wool": 2, "cotton": 2},
    "long coat": {"wool": 5, "tweed": 1.2, "cotton": 2},
    "dress": {"cotton": 6, "satin": 1, "linen": 1, "jersey": 1.5},
    "trousers": {"cotton": 7, "wool": 1.5, "corduroy": 1, "linen": 0.8},
    "leggings": {"jersey": 1},
    "short skirt": {"cotton": 4, "leather": 0.6, "corduroy": 0.4},
    "long skirt": {"cotton": 4, "satin": 0.7, "linen": 1},
}
LEATHERY = ("black", "brown", "dark grey", "burgundy", "beige", "olive", "white", "red")  # colours leather comes in


def draw_fabrics(seed: int, clothes: Mapping[str, str]) -> dict[str, str]:
    """Return random fabrics of upper and lower garment; a suit's trousers have that of its jacket."""
    upper, lower = clothes["upper"], clothes["lower"]
    rng = stream(seed, "fabrics")
    above = draw_fabric(rng, upper, clothes["upper_colour"], clothes["upper_pattern"])
    if lower == NONE or upper in ONE_PIECE:
        return {"upper_fabric": above, "lower_fabric": NONE}
    kind = "suit" if upper == "suit" else lower
    below = draw_fabric(rng, kind, clothes["lower_colour"], clothes["lower_pattern"])
    return {"upper_fabric": above, "lower_fabric": below}


def draw_fabric(rng: Generator, kind: str, colour: str, pattern: str = "plain") -> str:
    """Return a random fabric of a kind of garment; leather has no pattern and is seldom blue."""
    weights = OF_KIND.get(kind, USUAL)
    is_hide = len(weights) == 1 or (colour in LEATHERY and pattern == "plain")
    return choose(rng, weights, avoid=() if is_hide else ("leather",))


def made_of(material: ShaderMaterial, name: str) -> ShaderMaterial:
    """Return a material with the parameters of a fabric and the same colours."""
    fabric = FABRICS[name]
    return replace(
        material,
        fold=material.fold * fabric.fold,
        crumple=fabric.crumple,
        speckle=fabric.speckle,
        specular=fabric.specular,
        gloss=fabric.gloss,
        bump=fabric.bump,
        bump_depth=fabric.bump_depth,
    )
