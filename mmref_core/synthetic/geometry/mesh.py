"""Triangle meshes of a dressed person, before and after posing, and basic solids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Int

from mmref_core.synthetic.geometry.materials import ShaderMaterial

KEPT_BEHIND_CUT = -0.02  # metres: faces up to here behind a cut line stay, the shader discards their pixels


@dataclass(frozen=True)
class Mesh:
    """Vertices in metres and triangles, counter-clockwise seen from outside."""

    vertices: Float[np.ndarray, "vertex 3"]
    faces: Int[np.ndarray, "face 3"]

    def moved(self, offset: Sequence[float] | Float[np.ndarray, "3"]) -> "Mesh":
        """Return the mesh translated by an offset in metres."""
        return Mesh(self.vertices + np.asarray(offset), self.faces)

    def turned(self, rotation: Float[np.ndarray, "3 3"]) -> "Mesh":
        """Return the mesh rotated about the origin."""
        return Mesh(self.vertices @ rotation.T, self.faces)


@dataclass(frozen=True)
class VertexAttributes:
    """Vertex attributes of the shader; by default coordinates are the vertices themselves, and nothing is cut."""

    coordinates: Float[np.ndarray, "vertex 3"] | None = None  # limb-local, for patterns
    template: Float[np.ndarray, "vertex 3"] | None = None  # where the point lies on the average body
    cut: Float[np.ndarray, " vertex"] | None = None  # metres to the cut line, negative is cut away


@dataclass(frozen=True)
class SkinnedMesh:
    """A mesh of one material in rest pose, with skin weights."""

    vertices: Float[np.ndarray, "vertex 3"]
    normals: Float[np.ndarray, "vertex 3"]
    faces: Int[np.ndarray, "face 3"]
    weights: Float[np.ndarray, "vertex bone"]
    coordinates: Float[np.ndarray, "vertex 3"]
    template: Float[np.ndarray, "vertex 3"]
    cut: Float[np.ndarray, " vertex"]
    material: str


@dataclass(frozen=True)
class PosedMesh:
    """A mesh built after posing, such as a skirt or a held thing, in world metres and without skin weights."""

    vertices: Float[np.ndarray, "vertex 3"]
    normals: Float[np.ndarray, "vertex 3"]
    faces: Int[np.ndarray, "face 3"]
    coordinates: Float[np.ndarray, "vertex 3"]
    template: Float[np.ndarray, "vertex 3"]
    cut: Float[np.ndarray, " vertex"]
    material: str


@dataclass(frozen=True)
class DrapeSpec:
    """Parameters of a skirt or the lower half of a coat, simulated by `drape.hang` on posed legs; heights are template
    metres.
    """

    material: str
    top: float
    bottom: float
    flare: float  # metres of radius gained per metre down
    pleat: float  # depth of the pleats at the hem as a share of the radius
    margin: float  # metres between the cloth and what it hangs over
    opening: float | None  # half width in metres of the open front, None is closed
    sources: tuple[str, ...]  # materials, besides the legs, that it hangs over
    seed: int  # of the pleats
    emerges: float = 0.0  # metres of height over which its top comes out from under the cloth above it


@dataclass(frozen=True)
class WornItem:
    """Meshes, materials and drapes of one garment or other worn thing."""

    parts: tuple[SkinnedMesh, ...] = ()
    materials: dict[str, ShaderMaterial] = field(default_factory=dict)
    drapes: tuple[DrapeSpec, ...] = ()
    outer: Float[np.ndarray, "tights_vertex 3"] | None = None  # a whole shell, for what lies on top of it


@dataclass
class Outfit:
    """Meshes, materials and drapes of everything that a person shows, with the surfaces that bags are fitted to."""

    tights: Mesh  # the body's own surface under the clothes, in the vertex order of `atlas.tights`
    tights_normals: Float[np.ndarray, "vertex 3"]
    outer: Float[np.ndarray, "vertex 3"]  # the outermost shell, same order: straps lie on it
    parts: list[SkinnedMesh] = field(default_factory=list)
    drapes: list[DrapeSpec] = field(default_factory=list)
    materials: dict[str, ShaderMaterial] = field(default_factory=dict)
    back_thickness: float = 0.03  # metres of cloth between the skin of the back and a bag

    def add(self, piece: WornItem) -> None:
        """Add a worn item."""
        self.parts.extend(piece.parts)
        self.drapes.extend(piece.drapes)
        self.materials.update(piece.materials)


def make_skinned_mesh(
    mesh: Mesh, weights: Float[np.ndarray, "vertex bone"], material: str, layout: VertexAttributes | None = None
) -> SkinnedMesh:
    """Return a mesh without the faces far behind the cut line and without unused vertices."""
    layout = layout or VertexAttributes()
    vertices, faces, cut = mesh.vertices, mesh.faces, layout.cut
    if cut is None:
        cut = np.ones(len(vertices), np.float32)
    else:
        faces = faces[(cut > KEPT_BEHIND_CUT)[faces].any(axis=1)]
    used = np.zeros(len(vertices), bool)
    used[faces] = True
    renumbered = np.cumsum(used) - 1
    coordinates = vertices if layout.coordinates is None else layout.coordinates
    template = vertices if layout.template is None else layout.template
    faces = renumbered[faces].astype(np.int32)
    kept = vertices[used]
    return SkinnedMesh(
        vertices=kept.astype(np.float32),
        normals=normals(kept, faces),
        faces=faces,
        weights=weights[used].astype(np.float32),
        coordinates=coordinates[used].astype(np.float32),
        template=template[used].astype(np.float32),
        cut=cut[used].astype(np.float32),
        material=material,
    )


def normals(vertices: Float[np.ndarray, "vertex 3"], faces: Int[np.ndarray, "face 3"]) -> Float[np.ndarray, "vertex 3"]:
    """Return unit vertex normals, weighted by the area of the faces; zero for vertices without a face."""
    first, second, third = (vertices[faces[:, corner]] for corner in range(3))
    across = np.cross(second - first, third - first)
    flat = faces.T.ravel()
    total = np.stack([np.bincount(flat, np.tile(across[:, axis], 3), len(vertices)) for axis in range(3)], axis=1)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return (total / np.maximum(length, 1e-12)).astype(np.float32)


def triangles(quads: Int[np.ndarray, "quad 4"]) -> Int[np.ndarray, "face 3"]:
    """Return two triangles for each quad; one for a quad with a repeated corner."""
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    first, second, third = faces.T
    return faces[(first != second) & (second != third) & (first != third)]


def grid_faces(rows: int, columns: int, closed: bool = True) -> Int[np.ndarray, "face 3"]:
    """Return the triangles of a grid of vertices in row order; a closed grid joins the last column to the first."""
    row = np.arange(rows - 1)[:, None] * columns
    column = np.arange(columns if closed else columns - 1)[None]
    following = (column + 1) % columns
    corners = [row + column, row + following, row + columns + following, row + columns + column]
    return triangles(np.stack(corners, axis=-1).reshape(-1, 4))


def rounded_box(size: Sequence[float] | Float[np.ndarray, "3"], power: float = 4.0, resolution: int = 14) -> Mesh:
    """Return a superellipsoid about the origin; power 2 is an ellipsoid, a higher power is more of a box."""
    latitude = np.linspace(-np.pi / 2, np.pi / 2, resolution)
    longitude = np.linspace(0, 2 * np.pi, 2 * resolution, endpoint=False)

    def squared(values: Float[np.ndarray, " angle"]) -> Float[np.ndarray, " angle"]:
        return np.sign(values) * np.abs(values) ** (2 / power)

    ring, height = squared(np.cos(latitude))[:, None], squared(np.sin(latitude))[:, None]
    points = [ring * squared(np.sin(longitude)), height + 0 * longitude, ring * squared(np.cos(longitude))]
    vertices = np.stack(points, axis=-1).reshape(-1, 3) * np.asarray(size) / 2
    return Mesh(vertices, grid_faces(resolution, 2 * resolution))


def tube(path: Float[np.ndarray, "point 3"], radius: float | Float[np.ndarray, " point"], sides: int = 8) -> Mesh:
    """Return a circle swept along a path; the ends stay open."""
    radii = np.broadcast_to(radius, len(path))
    along = np.gradient(path, axis=0)
    along = along / (np.linalg.norm(along, axis=1, keepdims=True) + 1e-9)
    side = np.cross(along, [0.31, 0.27, 0.91])  # a direction that no path of ours follows
    side = side / np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(along, side)
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None, :, None]
    rings = path[:, None] + radii[:, None, None] * (np.cos(angle) * side[:, None] + np.sin(angle) * up[:, None])
    return Mesh(rings.reshape(-1, 3), grid_faces(len(path), sides))


def one_hot(bones: Sequence[str], count: int, shares: Mapping[str, float]) -> Float[np.ndarray, "vertex bone"]:
    """Return skin weights of a rigid thing, on one bone or shared between bones: `{"spine01": 0.5, "neck01": 0.5}`."""
    weights = np.zeros((count, len(bones)), np.float32)
    for bone, share in shares.items():
        weights[:, list(bones).index(bone)] = share
    return weights
