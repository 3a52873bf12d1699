"""The parametric body: a template mesh with shape targets (blend shapes). x is the person's left, y up, z front, in
metres.
"""

from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path

import numpy as np
from jaxtyping import Float, Float32, Int16, Int32
from numpy import ndarray

from mmref_core.errors import MMRefError

BODY_FILE = Path(__file__).parent / "data" / "body.npz"
SKIN = slice(0, 13380)  # vertices of the visible body; the rest are helper surfaces around it
LEFT_EYE = slice(14598, 14670)
RIGHT_EYE = slice(14670, 14742)
OFFSET_STEP = 1e-4  # metres: unit of the stored shape offsets
TIGHTS = slice(15328, 18002)  # a closed surface from neck to toes: every garment starts from it


@dataclass(frozen=True)
class Physique:
    """Parameters of the body shape, all in 0..1."""

    masculine: float
    age: float  # 1/3 child, 2/3 young, 1 old
    muscle: float
    weight: float
    height: float
    bust: float
    origins: dict[str, float]  # caucasian, asian, african: shares that add up to 1


@dataclass(frozen=True)
class ParametricBody:
    """Template mesh, bones, skin weights and shape targets, as stored in `data/body.npz`."""

    vertices: Float32[ndarray, "vertex 3"]
    body_faces: Int32[ndarray, "body_face 4"]
    tights_faces: Int32[ndarray, "tights_face 4"]
    left_eye_faces: Int32[ndarray, "eye_face 4"]
    right_eye_faces: Int32[ndarray, "eye_face 4"]
    weights: Float32[ndarray, "vertex bone"]
    joint_weights: Float32[ndarray, "bone vertex"]
    bones: tuple[str, ...]
    parents: tuple[int, ...]  # -1 at the root; a parent comes before its children
    lips: Float32[ndarray, " vertex"]
    eyelids: Float32[ndarray, " vertex"]
    target_names: tuple[str, ...]  # the factors whose product is the target's share, such as "male old averagemuscle"
    targets: Int16[ndarray, "target 3 vertex"]  # offsets in steps of OFFSET_STEP

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each bone."""
        return {bone: row for row, bone in enumerate(self.bones)}

    def joints(self, vertices: Float[ndarray, "vertex 3"]) -> Float[ndarray, "bone 3"]:
        """Return the joint positions of a body of this shape, where bones begin."""
        return self.joint_weights @ vertices

    def shape(self, physique: Physique) -> Float32[ndarray, "vertex 3"]:
        """Return the vertices in rest pose, soles on y = 0: the template plus weighted target offsets."""
        factors = _factors(physique)
        steps = np.zeros(self.targets.shape[1:], np.float32)
        for name, target in zip(self.target_names, self.targets, strict=True):
            share = prod(factors.get(factor, 0.0) for factor in name.split())
            if share > 0:
                steps += np.float32(share) * target
        vertices = self.vertices + steps.T * np.float32(OFFSET_STEP)
        vertices[:, 1] -= vertices[SKIN, 1].min()
        return vertices


def load_body(path: Path = BODY_FILE) -> ParametricBody:
    """Read the shipped body, or another one that `body_data.build_body_data` wrote. Raises MMRefError if it cannot."""
    try:
        with np.load(path) as stored:
            values = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise MMRefError(f"The body file {path} cannot be read ({error}). Restore it from the repository.") from error
    values["targets"] = np.cumsum(values.pop("target_differences"), axis=2, dtype=np.int16)
    for name in ("bones", "target_names"):
        values[name] = tuple(str(word) for word in values[name])
    values["parents"] = tuple(int(parent) for parent in values["parents"])
    return ParametricBody(**values)


def _between(value: float, names: tuple[str, ...], anchors: tuple[float, ...]) -> dict[str, float]:
    """Shares of neighbouring anchors, by linear interpolation."""
    rows = np.eye(len(anchors))
    return {name: float(np.interp(value, anchors, rows[number])) for number, name in enumerate(names)}


def _factors(physique: Physique) -> dict[str, float]:
    thirds = (0.0, 0.5, 1.0)
    return {
        "male": physique.masculine,
        "female": 1 - physique.masculine,
        **_between(physique.age, ("child", "young", "old"), (1 / 3, 2 / 3, 1.0)),
        **_between(physique.muscle, ("minmuscle", "averagemuscle", "maxmuscle"), thirds),
        **_between(physique.weight, ("minweight", "averageweight", "maxweight"), thirds),
        **_between(physique.bust, ("mincup", "averagecup", "maxcup"), thirds),
        "minheight": max(0.0, 1 - 2 * physique.height),
        "maxheight": max(0.0, 2 * physique.height - 1),
        **physique.origins,
    }
