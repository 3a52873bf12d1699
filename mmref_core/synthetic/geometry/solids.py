"""Triangles in the vertex layout of the renderer, and basic solids of scenery."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float, Int

from mmref_core.synthetic.geometry.materials import ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, normals, tube

CUT_COLUMN, MATERIAL_COLUMN = 12, 13
INSIDE_SEEN = 0.12  # metres from a hem or an opening to where the inner side of cloth can be seen
UNCUT = 0.9  # the distance that is given where there is no cut line

Vector = Sequence[float | int] | Float[np.ndarray, "3"]


@dataclass(frozen=True)
class FaceRun:
    """Consecutive faces of one material."""

    first: int
    count: int
    material: int
    is_closed: bool  # only its outer side can be seen


@dataclass(frozen=True)
class RenderGeometry:
    """Triangles and materials in the vertex layout of posed persons; the last of the 14 numbers is the material."""

    vertices: Float[np.ndarray, "vertex 14"]
    faces: Int[np.ndarray, "face 3"]
    materials: Float[np.ndarray, "material 8 4"]
    has_shadow: bool = True
    closed: Bool[np.ndarray, " face"] | None = None  # faces to draw from outside only, None is no face

    @classmethod
    def of_person(
        cls,
        vertices: Float[np.ndarray, "vertex 14"],
        faces: Int[np.ndarray, "face 3"],
        materials: Float[np.ndarray, "material 8 4"],
    ) -> "RenderGeometry":
        """Return faces sorted by material; within each, faces whose back cannot be seen come first."""
        owner = vertices[:, MATERIAL_COLUMN].astype(np.int16)[faces[:, 0]]
        one, two, three = np.ascontiguousarray(vertices[:, CUT_COLUMN])[faces.T]
        cut = np.minimum(np.minimum(one, two), three)
        is_closed = ((cut > INSIDE_SEEN) & (cut < UNCUT)) | (materials[owner, 0, 3] == ShadingModel.SKIN)
        order = np.argsort(2 * owner + ~is_closed, kind="stable")
        return cls(vertices, faces[order], materials, closed=is_closed[order])

    @cached_property
    def runs(self) -> tuple[FaceRun, ...]:
        """Return the runs of faces that are drawn together."""
        if not len(self.faces):
            return ()
        owner = self.vertices[:, MATERIAL_COLUMN].astype(np.int16)[self.faces[:, 0]]
        closed = np.zeros(len(owner), bool) if self.closed is None else self.closed
        starts = np.r_[0, np.flatnonzero(np.diff(2 * owner + closed)) + 1]
        ends = np.r_[starts[1:], len(owner)]
        bounds = zip(starts.tolist(), ends.tolist(), strict=True)
        return tuple(FaceRun(start, end - start, int(owner[start]), bool(closed[start])) for start, end in bounds)

    def turned(self, rotation: Float[np.ndarray, "3 3"]) -> "RenderGeometry":
        """Return the geometry rotated about the origin."""
        vertices = self.vertices.copy()
        vertices[:, :3] = vertices[:, :3] @ rotation.T
        vertices[:, 3:6] = vertices[:, 3:6] @ rotation.T
        return replace(self, vertices=vertices)

    def moved(self, offset: Vector) -> "RenderGeometry":
        """Return the geometry translated by an offset in metres."""
        vertices = self.vertices.copy()
        vertices[:, :3] += offset
        return replace(self, vertices=vertices)


@dataclass(frozen=True)
class TexturedSolid:
    """A mesh with normals and pattern coordinates in metres; the coordinates stay with the surface when it moves."""

    mesh: Mesh
    normals: Float[np.ndarray, "vertex 3"]
    coordinates: Float[np.ndarray, "vertex 3"]

    @classmethod
    def of(cls, mesh: Mesh) -> "TexturedSolid":
        """Return a mesh with its vertex normals and its vertices as pattern coordinates."""
        return cls(mesh, normals(mesh.vertices, mesh.faces), mesh.vertices)

    @classmethod
    def joined(cls, solids: Sequence["TexturedSolid"]) -> "TexturedSolid":
        """Return several solids as one."""
        offsets = np.cumsum([0, *(len(solid.mesh.vertices) for solid in solids)])
        faces = np.concatenate([solid.mesh.faces + offset for solid, offset in zip(solids, offsets, strict=False)])
        vertices = np.concatenate([solid.mesh.vertices for solid in solids])
        coordinates = np.concatenate([solid.coordinates for solid in solids])
        return cls(Mesh(vertices, faces), np.concatenate([solid.normals for solid in solids]), coordinates)

    def repeated(self, offsets: Float[np.ndarray, "copy 3"]) -> "TexturedSolid":
        """Return a copy at each offset, as one solid."""
        copies, count = len(offsets), len(self.mesh.vertices)
        vertices = (offsets[:, None] + self.mesh.vertices).reshape(-1, 3)
        faces = (count * np.arange(copies)[:, None, None] + self.mesh.faces).reshape(-1, 3)
        return TexturedSolid(
            Mesh(vertices, faces), np.tile(self.normals, (copies, 1)), np.tile(self.coordinates, (copies, 1))
        )

    def moved(self, offset: Vector) -> "TexturedSolid":
        """Return the solid translated by an offset in metres."""
        return replace(self, mesh=self.mesh.moved(np.asarray(offset, float)))

    def turned(self, rotation: Float[np.ndarray, "3 3"]) -> "TexturedSolid":
        """Return the solid rotated about the origin."""
        return replace(self, mesh=self.mesh.turned(rotation), normals=self.normals @ rotation.T)


@dataclass(frozen=True)
class BoxPlan:
    """Topology of the 24 corners of the six sides of a box, in the order -x, +x, -y, +y, -z, +z."""

    ends: Int[np.ndarray, "corner 3"]  # 0 at the low end of an axis, 1 at the high
    faces: Int[np.ndarray, "face 3"]
    normals: Float[np.ndarray, "corner 3"]
    across: Int[np.ndarray, " corner"]  # axis of the first pattern coordinate
    up: Int[np.ndarray, " corner"]
    side: Float[np.ndarray, " corner"]


def box_plan() -> BoxPlan:
    """Return the topology that all boxes share."""
    ends, faces, flats, axes = [], [], [], []
    for axis, (across, up) in enumerate(((2, 1), (0, 2), (0, 1))):
        for side in (0, 1):
            points = np.full((4, 3), side)
            points[:, across], points[:, up] = (0, 1, 1, 0), (0, 0, 1, 1)
            is_outward = np.cross(points[1] - points[0], points[2] - points[0])[axis] > 0
            triangles = SQUARE if is_outward == bool(side) else SQUARE[:, ::-1]
            faces.append(triangles + 4 * len(ends))
            ends.append(points)
            flats.append(np.tile(np.eye(3)[axis] * (2 * side - 1), (4, 1)))
            axes += [(across, up, 2.0 * axis + side)] * 4
    across, up, side = (np.array(values) for values in zip(*axes, strict=True))
    return BoxPlan(np.concatenate(ends), np.concatenate(faces), np.concatenate(flats), across, up, side)


SQUARE = np.array([[0, 1, 2], [0, 2, 3]])
UNIT_BOX = box_plan()


def turn(degrees: float) -> Float[np.ndarray, "3 3"]:
    """Return the rotation about the vertical; positive degrees turn the front (+z) towards the left (+x)."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])


def box(low: Vector, high: Vector) -> TexturedSolid:
    """Return a box with sharp edges; pattern coordinates run along and up each side."""
    bounds = np.array([low, high], float)
    corners = bounds[UNIT_BOX.ends, np.arange(3)]
    coordinates = np.c_[corners[np.arange(24), UNIT_BOX.across], corners[np.arange(24), UNIT_BOX.up], UNIT_BOX.side]
    return TexturedSolid(Mesh(corners, UNIT_BOX.faces), UNIT_BOX.normals, coordinates)


def bar(start: Vector, end: Vector, radius: float, sides: int = 6) -> TexturedSolid:
    """Return a cylinder between two points, in metres."""
    return TexturedSolid.of(tube(np.array([start, end], float), radius, sides))


def ring(centre: Vector, radius: float, thickness: float, sides: int = 5) -> TexturedSolid:
    """Return an upright torus that rolls along z, such as a tyre."""
    angle = np.linspace(0, 2 * np.pi, 15)
    path = np.stack([0 * angle, radius * np.sin(angle), radius * np.cos(angle)], axis=1) + centre
    return TexturedSolid.of(tube(path, thickness, sides))
