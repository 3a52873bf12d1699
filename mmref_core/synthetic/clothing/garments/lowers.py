"""Lower garments: trousers, skirts, tights, and belts."""

from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.attributes.fabrics import made_of
from mmref_core.synthetic.attributes.wardrobe import DENIM, ONE_PIECE, SEWN_ON, SHORTS, SKIRTS, TAILORED
from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.clothing.cloth import denim, dye, weave
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.garments import regions
from mmref_core.synthetic.clothing.garments.trims import trims
from mmref_core.synthetic.clothing.shells import GarmentEase, beneath, cloth_part, settled, shell
from mmref_core.synthetic.clothing.shoes import over_trousers, shaft_end
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import DrapeSpec, WornItem
from mmref_core.synthetic.geometry.person_attributes import NONE

LEG_LOOSENESS = {"tight": 0.0, "slim": 0.22, "straight": 0.6, "wide": 1.0}
SHORTS_LOOSENESS = 0.5  # at least
LEG_RADIUS = 0.10
BELT_HALF_WIDTH = 0.02
TUCK_FULLNESS = 0.012  # metres that a tucked shirt pushes the waistband out
BIB_LIFT = np.float32(0.006)  # metres above the upper garment
CUFFED_GAP = 0.012  # metres from the ankle to a gathered hem
PLEATS = {"pleated skirt": 0.16}
FLARES = {"pleated skirt": (0.25, 0.5), "denim skirt": (0.0, 0.08)}
BELOW_HEM, UNDER_HEM = 0.05, 0.005  # metres that an upper hem presses on what is under it, and keeps off it
UP_UNDER_HEM, OUT_BELOW_HEM = 0.075, 0.035  # metres that a skirt reaches up under a hem, and below it is fully out
HIDDEN_GAP = 0.003  # metres from the body under what hangs over the waistband, and in boots
TOES, IN_SHOE = (-0.08, -0.04), -0.01  # metres behind the tips of the toes, and below the surface of what is in a shoe
IN_BOOT, ABOVE_BOOT = 0.12, 0.04  # joints that legs reach into boots, metres above them from where they are gathered


def lower(fitting: GarmentFitting, outer: Float[ndarray, "vertex 3"]) -> WornItem:
    """Return the lower garment, without meshes under a dress."""
    if fitting.attributes.lower == NONE or fitting.attributes.upper in ONE_PIECE:
        return WornItem()
    return skirt(fitting) if fitting.attributes.lower in SKIRTS else trousers(fitting, outer)


def trousers(fitting: GarmentFitting, outer: Float[ndarray, "vertex 3"]) -> WornItem:
    """Return trousers, jeans, shorts or leggings, with a belt over a tucked shirt if one is worn."""
    attributes, tights, underlay = fitting.attributes, fitting.tights, fitting.underlay
    tucked, tight = attributes.tucked != NONE, attributes.lower_fit == "tight"
    amount = LEG_LOOSENESS[attributes.lower_fit]
    if attributes.lower in SHORTS:
        amount = max(amount, SHORTS_LOOSENESS)
    fold, smoothing = (0.001, 2) if tight else (0.005, 5)
    ankle = CUFFED_GAP if attributes.lower == "joggers" else None
    loose = GarmentEase(0.005 if tight else 0.006, leg=amount, fold=fold, smoothing=smoothing, ankle=ankle)
    points = shell(underlay, loose, fitting.rng("lower"))
    height, top = tights.template[:, 1], fitting.measures.waistband
    if tucked:
        fullness = TUCK_FULLNESS * ramp(fitting.marks.crotch, fitting.marks.waist, height)
        points = points + underlay.normals * fullness[:, None].astype(np.float32)
    else:
        hem = fitting.marks.waist - 0.02 if attributes.upper in TAILORED else fitting.measures.hem
        top = min(top, hem + 0.05)
        points = settled(underlay, points, ramp(hem - 0.01, hem + 0.02, height), HIDDEN_GAP)
        points = beneath(underlay, points, outer, ramp(hem - BELOW_HEM, hem, height), UNDER_HEM)
    end, boot = fitting.measures.leg, shaft_end(fitting)
    if boot is not None and over_trousers(fitting):
        end, edge = min(end, boot + IN_BOOT), cuts.leg_height(fitting.marks, boot)
        points = settled(underlay, points, ramp(edge + ABOVE_BOOT, edge, height), HIDDEN_GAP)
    cut = cuts.nearest(cuts.leg(fitting.atlas, end), cuts.below(tights, top), cuts.off_arms(tights))
    piece = WornItem((cloth_part(underlay, points, cut, "lower"),), {"lower": lower_material(fitting)})
    piece = trims(fitting, attributes.lower, piece, points, cut)
    if attributes.belt_colour == NONE:
        return piece
    girdle = BELT_HALF_WIDTH - np.abs(tights.template[:, 1] - fitting.measures.waistband + 0.022)
    belt_cut = np.where(tights.arm > 0.3, cuts.AWAY, girdle)
    belt = cloth_part(underlay, points + 0.006 * underlay.normals, belt_cut, "belt")
    colour = dye(fitting.rng("belt"), attributes.belt_colour)
    leather = ShaderMaterial(colour, ShadingModel.LEATHER, specular=0.15, gloss=20.0, fold=0.0)
    return WornItem((*piece.parts, belt), {**piece.materials, "belt": leather})


def bib(fitting: GarmentFitting, outer: Float[ndarray, "vertex 3"]) -> WornItem:
    """Return the upper half of dungarees, on top of the upper garment."""
    if fitting.attributes.lower != "dungarees":
        return WornItem()
    lifted = outer + BIB_LIFT * fitting.underlay.normals
    return WornItem((cloth_part(fitting.underlay, lifted, regions.bib(fitting), "lower"),))


def skirt(fitting: GarmentFitting) -> WornItem:
    rng, tucked = fitting.rng("lower", "skirt"), fitting.attributes.tucked != NONE
    drape = DrapeSpec(
        material="lower",
        top=fitting.marks.waist + 0.02 if tucked else fitting.measures.hem + UP_UNDER_HEM,
        emerges=0.0 if tucked else UP_UNDER_HEM + OUT_BELOW_HEM,
        bottom=fitting.measures.skirt_hem,
        flare=float(rng.uniform(*FLARES.get(fitting.attributes.lower, (0.0, 0.35)))),
        pleat=PLEATS.get(fitting.attributes.lower) or float(rng.choice([0.0, 0.02, 0.07])),
        margin=0.012,
        opening=None,
        sources=("boots",),
        seed=fitting.seed,
    )
    return WornItem((), {"lower": lower_material(fitting)}, (drape,))


def tights(fitting: GarmentFitting) -> WornItem:
    """Return stockings under a skirt or a dress."""
    under, marks = fitting.tights, fitting.marks
    points = shell(fitting.underlay, GarmentEase(0.003, fold=0.0005, smoothing=1), fitting.rng("tights"))
    toes = under.template[:, 2] - under.template[under.foot > 0.5, 2].max()
    points = settled(fitting.underlay, points, ramp(*TOES, toes) * ramp(0.2, 0.6, under.foot), IN_SHOE)
    on_leg = (under.leg > 0.3) & (under.template[:, 1] < marks.crotch + 0.02)
    cut = np.where(on_leg, (2.2 - under.along_leg) * 0.4, cuts.AWAY)
    material = ShaderMaterial(dye(fitting.rng("tights", "colour"), fitting.attributes.tights_colour), fold=0.002)
    return WornItem((cloth_part(fitting.underlay, points, cut, "tights", clinging=True),), {"tights": material})


def lower_material(fitting: GarmentFitting) -> ShaderMaterial:
    """Return the material; a suit's trousers have that of its jacket."""
    attributes, rng = fitting.attributes, fitting.rng("lower", "colour")
    if attributes.lower in DENIM:
        return replace(denim(rng, attributes.lower_colour), radius=LEG_RADIUS)
    is_sewn_on = attributes.lower == "joggers" and attributes.lower_pattern in SEWN_ON
    woven = "plain" if is_sewn_on else attributes.lower_pattern
    material = weave(rng, attributes.lower_colour, woven, attributes.lower_colour2)
    material = made_of(material, attributes.lower_fabric)
    if attributes.upper == "suit" and attributes.lower_colour == attributes.upper_colour:
        material = replace(material, colour=dye(fitting.rng("upper", "colour"), attributes.upper_colour))
    return replace(material, radius=LEG_RADIUS)
