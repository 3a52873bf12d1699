"""Conversion of an unpacked MPFB2 (MakeHuman) data folder to `data/body.npz`."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from jaxtyping import Bool, Float, Int, Shaped
from numpy import ndarray
from PIL import Image

from mmref_core.synthetic.body.parametric_body import LEFT_EYE, OFFSET_STEP, RIGHT_EYE, SKIN, TIGHTS

METRES = 0.1  # the files are in decimetres
PROPORTION = 0.1  # share of the "ideal proportions" targets, baked into the shapes
FIRM = 0.2  # share of the firmest bust, the rest is average firmness, baked in as well
WEIGHTS_KEPT = 4  # bones that may move one vertex
BONES_LEFT_OUT = (
    *("toe", "orbic", "oculi", "levator", "risorius", "tongue", "special", "temporal"),
    *("jaw", "eye", "oris", "metacarpal", "breast"),
)
SEXES = ("male", "female")
AGES = ("child", "young", "old")
ORIGINS = ("caucasian", "asian", "african")
THIRDS = ("min", "average", "max")


@dataclass(frozen=True)
class _BaseMesh:
    vertices: Float[ndarray, "vertex 3"]
    texture: Float[ndarray, "point 2"]
    faces: dict[str, Int[ndarray, "face 4"]]
    texture_faces: dict[str, Int[ndarray, "face 4"]]


def build_body_data(mpfb2: Path, out: Path) -> None:
    """Read base mesh, rig and shape targets and write the file that `parametric_body.load_body` reads."""
    mesh = _read_base_mesh(mpfb2 / "3dobjs" / "base.obj")
    count = len(mesh.vertices)
    rig = json.loads((mpfb2 / "rigs/standard/rig.default.json").read_text())
    rig = rig.get("bones", rig)
    bones = _bones_kept(rig)
    joints = _joint_weights(mpfb2, rig, bones, count)
    vertices = mesh.vertices - np.array([0, mesh.vertices[SKIN, 1].min(), 0])
    np.savez_compressed(
        out,
        vertices=vertices.astype(np.float32),
        body_faces=mesh.faces["body"],
        tights_faces=mesh.faces["helper-tights"],
        left_eye_faces=mesh.faces["helper-l-eye"],
        right_eye_faces=mesh.faces["helper-r-eye"],
        weights=_skin_weights(mpfb2, rig, bones, count),
        joint_weights=joints,
        bones=np.array(bones),
        parents=np.array([_parent(rig, bones, bone) for bone in bones], np.int32),
        lips=_painted(mpfb2 / "textures/mpfb_lips.jpg", mesh),
        eyelids=_painted(mpfb2 / "textures/mpfb_eyelids.jpg", mesh),
        **packed(_targets(mpfb2, count), _vertices_used(joints)),
    )


def _read_base_mesh(path: Path) -> _BaseMesh:
    vertices, texture, group = [], [], ""
    faces: dict[str, list[list[int]]] = {}
    texture_faces: dict[str, list[list[int]]] = {}
    for line in path.read_text().splitlines():
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words])
        elif kind == "vt":
            texture.append([float(word) for word in words[:2]])
        elif kind == "g":
            group = words[0]
        elif kind == "f":
            corners = [[int(number) - 1 for number in word.split("/")[:2]] for word in words]
            corners += corners[-1:] * (4 - len(corners))
            faces.setdefault(group, []).append([corner[0] for corner in corners])
            texture_faces.setdefault(group, []).append([corner[1] for corner in corners])
    return _BaseMesh(
        np.array(vertices, np.float32) * METRES,
        np.array(texture, np.float32),
        {name: np.array(rows, np.int32) for name, rows in faces.items()},
        {name: np.array(rows, np.int32) for name, rows in texture_faces.items()},
    )


def _bones_kept(rig: dict[str, dict]) -> list[str]:
    """In an order that names a parent before its children."""

    def below(parent: str) -> Iterator[str]:
        for bone, values in rig.items():
            if (values.get("parent") or "") == parent:
                yield bone
                yield from below(bone)

    return [bone for bone in below("") if not any(part in bone for part in BONES_LEFT_OUT)]


def _kept(rig: dict[str, dict], bones: list[str], bone: str) -> int:
    """Row of the bone, or of its nearest ancestor that is kept."""
    while bone not in bones:
        bone = rig[bone]["parent"]
    return bones.index(bone)


def _parent(rig: dict[str, dict], bones: list[str], bone: str) -> int:
    parent = rig[bone].get("parent")
    return _kept(rig, bones, parent) if parent else -1


def _joint_weights(mpfb2: Path, rig: dict[str, dict], bones: list[str], count: int) -> Float[ndarray, "bone vertex"]:
    """A joint is the middle of a helper cube, one vertex, or the mean of several."""
    cubes = json.loads((mpfb2 / "mesh_metadata/basemesh_vertex_groups.json").read_text())
    joints = np.zeros((len(bones), count), np.float32)
    for row, bone in enumerate(bones):
        head = rig[bone]["head"]
        if head["strategy"] == "CUBE":
            first, last = cubes[head["cube_name"]][0]
            joints[row, first : last + 1] = 1 / (last - first + 1)
        elif head["strategy"] == "VERTEX":
            joints[row, head["vertex_index"]] = 1
        else:
            joints[row, head["vertex_indices"]] = 1 / len(head["vertex_indices"])
    return joints


def _skin_weights(mpfb2: Path, rig: dict[str, dict], bones: list[str], count: int) -> Float[ndarray, "vertex bone"]:
    stored = json.loads((mpfb2 / "rigs/standard/weights.default.json").read_text())["weights"]
    weights = np.zeros((count, len(bones)), np.float32)
    for bone, entries in stored.items():
        if bone in rig:
            column = _kept(rig, bones, bone)
            for vertex, weight in entries:
                weights[vertex, column] += weight
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    smallest = np.argsort(-weights, axis=1)[:, WEIGHTS_KEPT:]
    np.put_along_axis(weights, smallest, 0, axis=1)
    return (weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)).astype(np.float32)


def _painted(picture: Path, mesh: _BaseMesh, side: int = 1024) -> Float[ndarray, " vertex"]:
    """How strongly a mask painted in texture space covers each vertex of the body."""
    mask = np.asarray(Image.open(picture).convert("L").resize((side, side)), np.float32) / 255
    points = mesh.texture[mesh.texture_faces["body"].ravel()]
    column = np.clip(points[:, 0] * (side - 1), 0, side - 1).astype(int)
    row = np.clip((1 - points[:, 1]) * (side - 1), 0, side - 1).astype(int)
    painted = np.zeros(len(mesh.vertices), np.float32)
    painted[mesh.faces["body"].ravel()] = mask[row, column]
    return painted


def read_target(path: Path, count: int) -> Float[ndarray, "vertex 3"]:
    """Return the vertex offsets of a shape target in metres; zeros for a target that does not exist."""
    offsets = np.zeros((count, 3))
    if path.exists():
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            if line and not line.startswith("#"):
                vertex, *offset = line.split()
                offsets[int(vertex)] = [float(value) * METRES for value in offset]
    return offsets


def _targets(mpfb2: Path, count: int) -> Iterator[tuple[str, Float[ndarray, "vertex 3"]]]:
    """Each target under the names of the factors whose product is its share."""
    folder = mpfb2 / "targets" / "macrodetails"
    for sex, age, muscle, weight in product(SEXES, AGES, THIRDS, THIRDS):
        base = f"{sex}-{age}-{muscle}muscle-{weight}weight"
        factors = base.replace("-", " ")
        ideal = read_target(folder / "proportions" / f"{base}-idealproportions.target.gz", count)
        yield factors, read_target(folder / f"universal-{base}.target.gz", count) + PROPORTION * ideal
        for height in ("minheight", "maxheight"):
            yield f"{factors} {height}", read_target(folder / "height" / f"{base}-{height}.target.gz", count)
        for cup in ("mincup", "averagecup", "maxcup") if sex == "female" else ():
            bust = mpfb2 / "targets" / "breast" / f"{base}-{cup}"
            average = read_target(bust.with_name(f"{bust.name}-averagefirmness.target.gz"), count)
            firm = read_target(bust.with_name(f"{bust.name}-maxfirmness.target.gz"), count)
            yield f"{factors} {cup}", (1 - FIRM) * average + FIRM * firm
    for origin, sex, age in product(ORIGINS, SEXES, AGES):
        yield f"{origin} {sex} {age}", read_target(folder / f"{origin}-{sex}-{age}.target.gz", count)


def _vertices_used(joints: Float[ndarray, "bone vertex"]) -> Bool[ndarray, " vertex"]:
    """The visible body, the eyes, the garments' surface, and what places the joints."""
    used = joints.any(axis=0)
    for block in (SKIN, LEFT_EYE, RIGHT_EYE, TIGHTS):
        used[block] = True
    return used


def packed(
    targets: Iterator[tuple[str, Float[ndarray, "vertex 3"]]], used: Bool[ndarray, " vertex"]
) -> dict[str, Shaped[ndarray, "..."]]:
    """Return offsets in 16-bit steps, each as the difference from the previous vertex, which compresses to a third."""
    names, differences = [], []
    for name, target in targets:
        steps = np.rint(target * used[:, None] / OFFSET_STEP).astype(np.int16)
        if steps.any():
            names.append(name)
            differences.append(np.diff(steps.T, axis=1, prepend=np.int16(0)))
    return {"target_names": np.array(names), "target_differences": np.stack(differences)}
