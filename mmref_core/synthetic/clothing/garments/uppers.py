"""Upper garments, one function for each way of construction."""

from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.attributes.fabrics import made_of
from mmref_core.synthetic.attributes.wardrobe import ONE_PIECE, SEWN_ON, SKIRTS, TAILORED, VESTS
from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.clothing.cloth import PRINTS, denim, printed, weave
from mmref_core.synthetic.clothing.fitting import COLLAR_DROP, HIP_HEMS, MIDRIFF, GarmentFitting
from mmref_core.synthetic.clothing.garments.buttons import buttoned, is_double_breasted
from mmref_core.synthetic.clothing.garments.kinds import KINDS
from mmref_core.synthetic.clothing.garments.saris import sari
from mmref_core.synthetic.clothing.garments.trims import trims
from mmref_core.synthetic.clothing.shells import GarmentEase, beneath, cloth_part, settled, shell
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.materials import BumpPattern, ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import DrapeSpec, WornItem
from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.person_attributes import NONE

ZIPPED_SHARE = 0.6  # of jackets and hoodies
LOOSER = (-0.15, 0.25)  # added to arm and torso
OPENINGS = {"gilet": (0.02, 0.06), "cardigan": (0.03, 0.08)}  # half widths in metres of open fronts
FLUORESCENT = {"yellow": (205, 226, 38), "orange": (255, 108, 28)}
TUCKED_GAP = 0.008  # metres
NECK_LIES = 0.07  # metres from the neckline within which cloth comes down to the shoulders
OVER_SKIRT, FLARE_OVER_SKIRT = 0.02, 0.15  # metres of margin more; metres of radius gained per metre down
UNDER_GAP = 0.006  # metres between what is worn over one another


def upper(fitting: GarmentFitting) -> WornItem:
    """Return the outermost garment of the torso, with the drape that continues it downwards if it has one."""
    return BUILDERS.get(fitting.attributes.upper, pullover)(fitting)


def pullover(fitting: GarmentFitting) -> WornItem:
    """Return a garment that is closed in front and ends at the hips."""
    return _sewn(fitting, _cut(fitting, fitting.measures.hem))


def open_jacket(fitting: GarmentFitting) -> WornItem:
    width = float(fitting.rng("upper", "opening").uniform(*OPENINGS.get(fitting.attributes.upper, (0.04, 0.10))))
    cut = _cut(fitting, fitting.measures.hem - 0.01)
    return _sewn(fitting, cuts.nearest(cut, cuts.open_front(fitting.tights, width)))


def suit_jacket(fitting: GarmentFitting) -> WornItem:
    """Return a blazer with one button; a short drape covers the seat."""
    gap = cuts.lapel_gap(fitting.tights, fitting.marks.waist + cuts.BUTTON_ABOVE_WAIST)
    cut = cuts.nearest(_cut(fitting, fitting.marks.crotch + 0.06), cuts.open_front(fitting.tights, gap))
    skirt = DrapeSpec(
        material="upper",
        top=fitting.marks.waist + 0.01,
        bottom=fitting.marks.crotch - 0.04,
        emerges=0.12,
        flare=0.03,
        pleat=0.0,
        margin=0.010,
        opening=0.035,
        sources=("upper", "lower"),
        seed=fitting.seed,
    )
    return _sewn(fitting, cut, (skirt,))


def long_coat(fitting: GarmentFitting) -> WornItem:
    rng, is_open = fitting.rng("upper", "opening"), fitting.attributes.coat_open == "open"
    width = float(rng.uniform(0.03, 0.09))
    cut = _cut(fitting, fitting.marks.crotch + 0.06)
    if is_open:
        cut = cuts.nearest(cut, cuts.open_front(fitting.tights, width))
    skirt = DrapeSpec(
        material="upper",
        top=fitting.marks.waist + 0.03,
        emerges=0.14,
        bottom=fitting.measures.coat_hem,
        flare=0.08,
        pleat=0.0,
        margin=0.016,
        opening=width if is_open else None,
        sources=("upper", "lower"),
        seed=fitting.seed,
    )
    return _sewn(fitting, cut, (_over_skirt(fitting, skirt),))


def hanging_top(fitting: GarmentFitting) -> WornItem:
    """Return a raincoat, parka or tunic: closed in front, with a short drape over the seat."""
    skirt = DrapeSpec(
        material="upper",
        top=fitting.marks.waist + 0.03,
        emerges=0.14,
        bottom=fitting.measures.coat_hem,
        flare=0.06,
        pleat=0.0,
        margin=0.012,
        opening=None,
        sources=("upper", "lower"),
        seed=fitting.seed,
    )
    return _sewn(fitting, _cut(fitting, fitting.marks.crotch + 0.06), (_over_skirt(fitting, skirt),))


def dress_top(fitting: GarmentFitting) -> WornItem:
    """Return a bodice and a draped skirt that begins at the waist; a robe falls straight."""
    rng = fitting.rng("upper", "skirt")
    narrower = 0.45 if fitting.attributes.dress_length == "long" else 1.0
    skirt = DrapeSpec(
        material="upper",
        top=fitting.marks.waist + 0.03,
        emerges=0.08,
        bottom=fitting.measures.skirt_hem,
        flare=0.12 if fitting.attributes.upper == "robe" else float(rng.uniform(0.05, 0.45)) * narrower,
        pleat=float(rng.choice([0.0, 0.03, 0.08])),
        margin=0.012,
        opening=None,
        sources=("upper", "boots"),
        seed=fitting.seed,
    )
    return _sewn(fitting, _cut(fitting, fitting.marks.crotch + 0.06), (skirt,))


def inner(fitting: GarmentFitting, outer: Float[ndarray, "tights_vertex 3"]) -> WornItem:
    """Return the garment in the opening of an outer one; it has sleeves only under a vest."""
    attributes, marks, tights = fitting.attributes, fitting.marks, fitting.tights
    under_vest = attributes.upper in (*VESTS, "sari")
    loose = GarmentEase(0.009, arm=0.35 * under_vest, torso=0.3, fold=0.003, cuff=0.009 if under_vest else None)
    points = shell(fitting.underlay, loose, fitting.rng("inner"))
    neckline = cuts.neckline(fitting.atlas, COLLAR_DROP if attributes.inner == "shirt" else 0.022)
    points = _on_shoulders(fitting, points, neckline, loose.offset)
    points = beneath(fitting.underlay, points, outer, (tights.arm < 0.3).astype(np.float32), UNDER_GAP)
    hem = marks.waist - 0.02 if attributes.upper in TAILORED else fitting.measures.hem + 0.02
    hem = marks.waist + MIDRIFF if attributes.upper == "sari" else hem
    sleeves = cuts.sleeve(tights, fitting.measures.inner_sleeve) if under_vest else 0.22 - tights.arm
    cut = cuts.nearest(cuts.above(tights, hem), neckline, sleeves)
    rng = fitting.rng("inner", "colour")
    material = weave(rng, attributes.inner_colour, attributes.inner_pattern, attributes.inner_colour2)
    if attributes.inner_pattern in PRINTS:
        material = printed(rng, material, marks, attributes.inner_pattern)
    return WornItem((cloth_part(fitting.underlay, points, cut, "inner"),), {"inner": material})


def upper_material(fitting: GarmentFitting) -> ShaderMaterial:
    attributes, rng = fitting.attributes, fitting.rng("upper", "colour")
    woven = "plain" if attributes.upper_pattern in SEWN_ON else attributes.upper_pattern
    material = weave(rng, attributes.upper_colour, woven, attributes.upper_colour2)
    if attributes.upper_pattern in PRINTS:
        material = printed(rng, material, fitting.marks, attributes.upper_pattern)
    material = made_of(material, attributes.upper_fabric)
    zipped = fitting.rng("upper", "zip").random() < ZIPPED_SHARE
    match attributes.upper:
        case "puffer jacket" | "gilet":
            return replace(material, bump=BumpPattern.QUILTED, bump_depth=0.02, specular=0.12, gloss=20.0)
        case "jacket" | "hoodie":
            return replace(material, zipped=float(zipped))
        case "shirt" | "track jacket" | "parka":
            return replace(material, zipped=1.0)
        case "raincoat":
            return replace(material, zipped=1.0, specular=0.14, gloss=24.0)
        case "hi-vis vest":
            return replace(material, zipped=1.0, colour=linear(FLUORESCENT[attributes.upper_colour]))
        case "denim jacket":
            return denim(rng, attributes.upper_colour)
        case "leather jacket":
            return replace(material, surface=ShadingModel.LEATHER, specular=0.16, gloss=22.0, fold=0.02)
        case "suit" | "blazer":
            return replace(material, fold=0.012)
        case "long coat":
            return replace(material, zipped=float(attributes.coat_open != "open" and not is_double_breasted(fitting)))
        case _:
            return material


BUILDERS = {
    **dict.fromkeys(("open jacket", "cardigan", "gilet", "denim jacket", "leather jacket"), open_jacket),
    **dict.fromkeys(TAILORED, suit_jacket),
    **dict.fromkeys(HIP_HEMS, hanging_top),
    **dict.fromkeys(ONE_PIECE, dress_top),
    "long coat": long_coat,
    "sari": sari,
}


def _cut(fitting: GarmentFitting, hem: float) -> Float[ndarray, " vertex"]:
    """Hem, sleeves and neckline, without the feet."""
    measures = fitting.measures
    cut = cuts.nearest(
        cuts.above(fitting.tights, hem),
        cuts.sleeve(fitting.tights, measures.sleeve),
        _neckline(fitting),
    )
    return np.where(fitting.tights.foot > 0.3, cuts.AWAY, cut)


def _over_skirt(fitting: GarmentFitting, drape: DrapeSpec) -> DrapeSpec:
    """Wide enough for a skirt, which hangs from the same outline of the legs."""
    if fitting.attributes.lower not in SKIRTS:
        return drape
    return replace(drape, margin=drape.margin + OVER_SKIRT, flare=max(drape.flare, FLARE_OVER_SKIRT))


def _neckline(fitting: GarmentFitting) -> Float[ndarray, " vertex"]:
    return cuts.neckline(fitting.atlas, fitting.measures.neck_drop, fitting.measures.v_depth)


def _sewn(fitting: GarmentFitting, cut: Float[ndarray, " vertex"], drapes: tuple[DrapeSpec, ...] = ()) -> WornItem:
    kind, rng = KINDS[fitting.attributes.upper], fitting.rng("upper")
    loose, more = kind.loose, float(rng.uniform(*LOOSER))
    if kind.varies:
        arm = float(np.clip(loose.arm + more, 0, 1)) if fitting.measures.sleeve > 0 else 0.0
        torso = float(np.clip(loose.torso + more, 0.05, 1)) if fitting.attributes.upper != "dress" else loose.torso
        loose = replace(loose, arm=arm, torso=torso)
    points = shell(fitting.underlay, loose, rng)
    points = _on_shoulders(fitting, points, _neckline(fitting), loose.offset)
    if fitting.attributes.tucked != NONE:
        points = _tucked_in(fitting, points)
    part = cloth_part(fitting.underlay, points, cut, "upper")
    piece = WornItem((part,), {"upper": upper_material(fitting)}, drapes, outer=points)
    piece = trims(fitting, fitting.attributes.upper, piece, points, cut)
    return buttoned(fitting, piece, points, cut)


def _tucked_in(fitting: GarmentFitting, points: Float[ndarray, "vertex 3"]) -> Float[ndarray, "vertex 3"]:
    """Drawn to the body at the waist, so that the waistband lies outside."""
    waist = fitting.marks.waist
    share = ramp(waist + 0.14, waist + 0.03, fitting.tights.template[:, 1]) * (fitting.tights.arm < 0.3)
    return settled(fitting.underlay, points, share, TUCKED_GAP)


def _on_shoulders(
    fitting: GarmentFitting, points: Float[ndarray, "vertex 3"], neckline: Float[ndarray, " vertex"], gap: float
) -> Float[ndarray, "vertex 3"]:
    """Lying on the body round the neck, where a shell would stand off."""
    return settled(fitting.underlay, points, ramp(NECK_LIES, 0.0, neckline), gap)
