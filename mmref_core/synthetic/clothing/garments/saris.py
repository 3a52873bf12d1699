"""Saris: one long cloth with a border, draped as a skirt, across the chest and over the left shoulder."""

from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.attributes.fabrics import made_of
from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.clothing.cloth import dye, weave
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.garments.kinds import KINDS
from mmref_core.synthetic.clothing.shells import cloth_part, shell
from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial
from mmref_core.synthetic.geometry.mesh import DrapeSpec, WornItem

BORDER = 0.045  # metres of another colour along the edges
CLOTH_LIFT = 0.012  # metres of the cloth over the blouse
WAISTBAND = 0.035  # metres above the waist
SHOULDER, NARROW = 0.105, 0.062  # metres beside the middle and half width where it lies on the shoulder
SPREAD = 0.36  # metres of half width gained per metre down
SLANT = 0.33  # metres to the right per metre down
OFF_NECK = 0.03  # metres of the neckline against the neck
HANGS_TO = -0.10  # metres from the hips that the loose end reaches behind


def sari(fitting: GarmentFitting) -> WornItem:
    """Return the cloth; the blouse is the inner garment."""
    rng = fitting.rng("upper", "skirt")
    points = shell(fitting.underlay, KINDS["sari"].loose, fitting.rng("upper"))
    points = points + np.float32(CLOTH_LIFT) * fitting.underlay.normals
    thrown, to_border = pallu(fitting)
    drape = DrapeSpec(
        material="upper",
        top=fitting.marks.waist + WAISTBAND,
        bottom=fitting.measures.skirt_hem,
        flare=float(rng.uniform(0.03, 0.12)),
        pleat=float(rng.uniform(0.03, 0.07)),
        margin=0.012,
        opening=None,
        sources=("boots",),
        seed=fitting.seed,
    )
    cloth, border = materials(fitting)
    parts = (
        cloth_part(fitting.underlay, points, thrown, "upper"),
        cloth_part(
            fitting.underlay,
            points + np.float32(0.003) * fitting.underlay.normals,
            cuts.nearest(thrown, BORDER - to_border),
            "upper trim border",
        ),
    )
    return WornItem(parts, {"upper": cloth, "upper trim border": border}, (drape,), outer=points)


def pallu(fitting: GarmentFitting) -> tuple[Float[ndarray, " vertex"], Float[ndarray, " vertex"]]:
    """Return signed distances to the edge of the cloth over the torso (a slanting band and a hanging end), and to its
    border.
    """
    marks, tights = fitting.marks, fitting.tights
    x, height, depth = tights.template.T
    down = np.maximum(marks.neck - height, 0.0)
    before = NARROW + SPREAD * down - np.abs(x - SHOULDER + SLANT * down)
    behind = np.minimum(NARROW + 0.12 * down - np.abs(x - SHOULDER + 0.06 * down), height - marks.hip - HANGS_TO)
    to_border = np.where(depth > 0.0, before, behind)
    inside = cuts.nearest(
        np.where(depth > 0.0, np.minimum(before, height - marks.waist), behind),
        cuts.neckline(fitting.atlas, OFF_NECK),
        (0.5 - tights.arm) * cuts.UPPER_ARM_METRES,
    )
    return inside, to_border


def materials(fitting: GarmentFitting) -> tuple[ShaderMaterial, ShaderMaterial]:
    """Return the materials of the cloth, with the border round the hem, and of the border alone."""
    attributes, rng = fitting.attributes, fitting.rng("upper", "colour")
    cloth = made_of(weave(rng, attributes.upper_colour), attributes.upper_fabric)
    border = replace(cloth, colour=dye(rng, attributes.upper_colour2), hem=0.0)
    hem = fitting.measures.skirt_hem + 1.5 * BORDER
    banded = {"pattern": FabricPattern.COLOUR_BLOCK, "scale": hem, "duty": 0.0}
    return replace(cloth, colour=border.colour, colour2=cloth.colour, **banded), border
