"""The body of one person, without clothes."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, Float32
from numpy import ndarray
from numpy.random import Generator

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.childhood import resized
from mmref_core.synthetic.body.parametric_body import SKIN, ParametricBody, Physique
from mmref_core.synthetic.geometry.mesh import normals
from mmref_core.synthetic.geometry.palette import SKIN_TONES, jitter
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream

WEIGHTS = {"slim": (0.12, 0.34), "average": (0.38, 0.68), "heavy": (0.76, 1.0)}
AGES = {
    "child": (1 / 3, 0.35),
    "teenager": (0.46, 0.56),
    "young adult": (0.60, 0.70),
    "middle-aged": (0.74, 0.84),
    "elderly": (0.88, 0.98),
}
HEIGHTS_M = {
    "man": {"short": (1.56, 1.67), "medium": (1.69, 1.81), "tall": (1.83, 1.95)},
    "woman": {"short": (1.48, 1.57), "medium": (1.59, 1.69), "tall": (1.71, 1.82)},
    "child": {"short": (0.98, 1.14), "medium": (1.15, 1.32), "tall": (1.33, 1.48)},  # about 4, 7 and 11 years old
}
TEENAGER_SHARE = 0.94  # of the height of a grown-up


@dataclass(frozen=True)
class BodyFigure:
    """A body in rest pose, soles on y = 0, with its joints and its scale."""

    atlas: BodyAtlas
    vertices: Float32[ndarray, "vertex 3"]
    normals: Float32[ndarray, "vertex 3"]
    heads: Float[ndarray, "bone 3"]  # where each bone begins
    scale: float  # height against the template's
    skin: Float[ndarray, "3"]  # linear colour

    @property
    def height_m(self) -> float:
        """The height in metres."""
        return float(self.vertices[SKIN, 1].max())

    def joint(self, bone: str) -> Float[ndarray, "3"]:
        """Return the position of the joint at which a bone begins, in metres."""
        return self.heads[self.atlas.body.index[bone]]


def build_figure(atlas: BodyAtlas, attributes: PersonAttributes, seed: int) -> BodyFigure:
    """Return the body with these attributes; measures that they leave open are drawn from the seed."""
    body = atlas.body
    physique = _physique(attributes, stream(seed, "body"))
    heights = HEIGHTS_M["child" if attributes.age == "child" else attributes.sex][attributes.height]
    wanted = float(stream(seed, "height").uniform(*heights))
    wanted *= TEENAGER_SHARE if attributes.age == "teenager" else 1.0
    if attributes.age == "child":
        vertices = resized(body, body.shape(physique), wanted)
    else:
        vertices = body.shape(replace(physique, height=_height_share(body, physique, wanted)))
    return BodyFigure(
        atlas=atlas,
        vertices=vertices,
        normals=normals(vertices, atlas.faces),
        heads=body.joints(vertices),
        scale=float(vertices[SKIN, 1].max() / body.vertices[SKIN, 1].max()),
        skin=jitter(stream(seed, "skin"), SKIN_TONES[attributes.skin], 0.06),
    )


def _physique(attributes: PersonAttributes, rng: Generator) -> Physique:
    """Each measure has a fixed place in the stream, so that another build or age leaves the others alone."""
    weight, age, muscle, bust, softness = rng.uniform(size=5)
    return Physique(
        masculine=0.95 if attributes.sex == "man" else 0.05 * float(softness),
        age=float(np.interp(age, (0, 1), AGES[attributes.age])),
        muscle=float(0.3 + 0.4 * muscle),
        weight=float(np.interp(weight, (0, 1), WEIGHTS[attributes.build])),
        height=0.5,
        bust=float(0.3 + 0.4 * bust),
        origins=_origins(attributes.skin, bool(rng.random() < 0.7)),
    )


def _origins(skin: str, one_origin: bool) -> dict[str, float]:
    """Features that go with a skin tone, mixed where many people share it."""
    if skin in ("very fair", "fair"):
        return {"caucasian": 1.0}
    if skin in ("dark brown", "deep"):
        return {"african": 1.0}
    if skin in ("light tan", "tan") and one_origin:
        return {"asian": 1.0}
    return {"caucasian": 0.5, "african": 0.2, "asian": 0.3}


def _height_share(body: ParametricBody, physique: Physique, wanted: float) -> float:
    """Where between the shortest (0) and the tallest target (1) the body has the wanted height in metres."""
    middle = _height_m(body, physique)
    end = 0.0 if wanted < middle else 1.0
    reach = _height_m(body, replace(physique, height=end)) - middle
    return float(np.clip(0.5 + (end - 0.5) * (wanted - middle) / reach, 0.0, 1.0))


def _height_m(body: ParametricBody, physique: Physique) -> float:
    return float(body.shape(physique)[SKIN, 1].max())
