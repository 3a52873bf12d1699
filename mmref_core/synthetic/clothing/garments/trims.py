"""Trims of garments: ribs, pockets, stripes, bands, lapels, plackets."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.clothing.cuts import nearest
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.garments import regions
from mmref_core.synthetic.clothing.garments.regions import GarmentRegion
from mmref_core.synthetic.clothing.shells import cloth_part
from mmref_core.synthetic.geometry.materials import BumpPattern, Colour, FabricPattern, ShaderMaterial, StripCutout
from mmref_core.synthetic.geometry.mesh import WornItem
from mmref_core.synthetic.geometry.palette import COLOURS, linear

SECOND, BARE = "second colour", "bare skin"
THREADS = {"pattern": FabricPattern.HORIZONTAL_STRIPES, "scale": 0.013, "duty": 0.4}  # that span a gap in denim
PALER = 1.6  # threads against the dye


@dataclass(frozen=True)
class GarmentTrim:
    """A region in a colour of its own, slightly outside the garment."""

    where: GarmentRegion
    colour: str | float  # a colour's name, SECOND, BARE, or a factor on the garment's own colour
    lift: float = 0.003  # metres
    bump: BumpPattern = BumpPattern.NONE
    strip: tuple[float, float] | None = None  # middle x and half width in metres of two exact strips
    share: float = 1.0  # of the garments that have it
    pattern: str = ""  # that the garment must have, any where empty
    specular: float | None = None


RIBS = GarmentTrim(regions.ribs, 0.82, bump=BumpPattern.RIBBED)
PLACKET = GarmentTrim(regions.placket, 0.6, strip=(0.0, 0.011))
LAPELS = GarmentTrim(regions.lapels, 0.72, lift=0.006)
# In the order in which they lie on one another; each is a material, numbered or called by the pattern that it makes.
TRIMS: dict[str, tuple[GarmentTrim, ...]] = {
    "hoodie": (
        RIBS,
        GarmentTrim(regions.kangaroo_pocket, 0.86, lift=0.007),
        GarmentTrim(regions.drawstrings, "light grey", 0.006, strip=(0.032, 0.0045), share=0.6),
    ),
    "sweater": (RIBS,),
    "cardigan": (RIBS, GarmentTrim(regions.hip_pockets, 0.86, lift=0.005, share=0.5)),
    "jacket": (replace(RIBS, share=0.5), GarmentTrim(regions.hip_pockets, 0.8, share=0.4)),
    "open jacket": (replace(RIBS, share=0.35),),
    "track jacket": (RIBS, GarmentTrim(regions.sleeve_stripes, SECOND, pattern="side stripes")),
    "polo shirt": (PLACKET,),
    "shirt": (GarmentTrim(regions.chest_pockets, 0.82, share=0.35),),
    "denim jacket": (
        GarmentTrim(regions.chest_pockets, 0.72),
        GarmentTrim(regions.waistband, 0.8),
        GarmentTrim(regions.cuffs, 0.8),
    ),
    "leather jacket": (GarmentTrim(regions.hip_pockets, 0.7, share=0.5), GarmentTrim(regions.cuffs, 0.75, share=0.5)),
    "raincoat": (GarmentTrim(regions.cuffs, 0.8, share=0.5),),
    "parka": (GarmentTrim(regions.chest_pockets, 0.8, lift=0.007, share=0.6),),
    "suit": (LAPELS,),
    "blazer": (LAPELS, GarmentTrim(regions.hip_pockets, 0.8, lift=0.004)),
    "long coat": (GarmentTrim(regions.coat_belt, 0.75, lift=0.022, share=0.35),),
    "hi-vis vest": (GarmentTrim(regions.reflective_bands, SECOND, pattern="reflective bands", specular=0.6),),
    "sports shirt": (GarmentTrim(regions.number, SECOND, pattern="number"),),
    "joggers": (
        GarmentTrim(regions.ankles, 0.85, bump=BumpPattern.RIBBED),
        GarmentTrim(regions.leg_stripes, SECOND, pattern="side stripes"),
    ),
    "cargo trousers": (GarmentTrim(regions.thigh_pockets, 0.78, lift=0.012),),
    "jeans": (
        GarmentTrim(regions.ankles, 1.7, lift=0.006, share=0.12),
        GarmentTrim(regions.torn_knees, BARE, lift=0.002, pattern="ripped"),
    ),
}


def trims(
    fitting: GarmentFitting,
    kind: str,
    piece: WornItem,
    points: Float[ndarray, "vertex 3"],
    cut: Float[ndarray, " vertex"],
) -> WornItem:
    """Return the garment, its first mesh at `points` and cut at `cut`, with the trims of its kind."""
    garment = piece.parts[0].material
    pattern = getattr(fitting.attributes, f"{garment}_pattern")
    parts, materials = list(piece.parts), dict(piece.materials)
    for number, trim in enumerate(TRIMS.get(kind, ())):
        wanted = fitting.rng(garment, "trim", str(number)).random() < trim.share
        inside = nearest(cut, trim.where(fitting)) if wanted and trim.pattern in ("", pattern) else None
        if inside is None or (inside > 0).sum() < 3:
            continue
        name = f"{garment} trim {trim.pattern or number}"
        lifted = points + np.float32(trim.lift) * fitting.underlay.normals
        parts.append(cloth_part(fitting.underlay, lifted, inside, name))
        materials[name] = _dyed(trim, materials[garment], fitting.figure.skin)
    return replace(piece, parts=tuple(parts), materials=materials)


def _dyed(trim: GarmentTrim, cloth: ShaderMaterial, skin: Colour) -> ShaderMaterial:
    if trim.colour == BARE:
        threads = np.minimum(PALER * np.asarray(cloth.colour) + 0.1, 0.9)
        return ShaderMaterial(0.85 * np.asarray(skin), colour2=threads, fold=0.0, radius=cloth.radius, **THREADS)
    if trim.colour == SECOND:
        colour = cloth.colour2
    elif isinstance(trim.colour, str):
        colour = linear(COLOURS[trim.colour])
    else:
        colour = np.minimum(np.asarray(cloth.colour) * trim.colour + 0.002, 0.9)
    shaped = replace(cloth, colour=colour, hem=0.0, zipped=0.0, fold=0.5 * cloth.fold)
    if isinstance(trim.colour, str) or cloth.pattern == FabricPattern.PRINT or trim.bump:
        shaped = replace(shaped, pattern=FabricPattern.PLAIN)
    if trim.bump:
        shaped = replace(shaped, bump=trim.bump, bump_depth=0.004)
    if trim.strip is not None:
        shaped = replace(shaped, strip=StripCutout.TWO_STRAPS, strip_values=(*trim.strip, 0.0))
    return shaped if trim.specular is None else replace(shaped, specular=trim.specular)
