"""The outfit of a figure, from its attributes."""

from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.clothing.beards import beard, mask
from mmref_core.synthetic.clothing.eyewear import glasses
from mmref_core.synthetic.clothing.fitting import GarmentFitting, take_measures
from mmref_core.synthetic.clothing.garments.collars import collar, hood_down, scarf, tie
from mmref_core.synthetic.clothing.garments.kinds import KINDS
from mmref_core.synthetic.clothing.garments.lowers import bib, lower, tights
from mmref_core.synthetic.clothing.garments.uppers import inner, upper
from mmref_core.synthetic.clothing.hair import hair
from mmref_core.synthetic.clothing.headphones import headphones
from mmref_core.synthetic.clothing.headwear import headwear
from mmref_core.synthetic.clothing.shells import lay_under
from mmref_core.synthetic.clothing.shoes import shoes, socks
from mmref_core.synthetic.clothing.skin import eyes, skin
from mmref_core.synthetic.geometry.mesh import Mesh, Outfit
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes


def dress(figure: BodyFigure, attributes: PersonAttributes, seed: int) -> Outfit:
    """Return skin, eyes, hair, headwear, glasses, clothes and shoes; no bags or held things."""
    underlay = lay_under(figure)
    fitting = GarmentFitting(underlay, attributes, take_measures(attributes, figure.atlas.landmarks, seed), seed)
    top = upper(fitting)
    assert top.outer is not None
    outfit = Outfit(
        tights=Mesh(underlay.vertices, figure.atlas.tights.faces),
        tights_normals=underlay.normals,
        outer=top.outer,
        back_thickness=KINDS[attributes.upper].back,
    )
    for wear in (skin, eyes, beard, mask, headwear, glasses):
        outfit.add(wear(fitting))
    outfit.add(lower(fitting, top.outer))
    outfit.add(headphones(fitting, top.outer))
    outfit.add(hair(fitting, top.outer))
    outfit.add(top)
    outfit.add(bib(fitting, top.outer))
    if attributes.inner != NONE:
        outfit.add(inner(fitting, top.outer))
    for worn, wear in (
        (attributes.tights_colour, tights),
        (attributes.tie_colour, tie),
    ):
        if worn != NONE:
            outfit.add(wear(fitting))
    for wear in (collar, hood_down, socks, shoes):
        outfit.add(wear(fitting))
    if attributes.scarf_colour != NONE:
        outfit.add(scarf(fitting, top.outer))
    return outfit
