"""Materials of scenery, and textured solids; all scenery of a picture shares two shader materials."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.synthetic.geometry.materials import Colour, ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh
from mmref_core.synthetic.geometry.palette import COLOURS, linear
from mmref_core.synthetic.geometry.solids import RenderGeometry, TexturedSolid
from mmref_core.synthetic.textures.library import CUT_OUT, PAINTERS, layer

PanelBounds = tuple[float, float, float, float]

WHITE = (1.0, 1.0, 1.0)
WARM, TINT = np.array([8, 2, -9]), np.array([1.2, -0.6, -0.4])  # sRGB bytes
STRONG_HUE_SHARE = 0.10
SURFACES = np.stack([ShaderMaterial(WHITE, surface).row() for surface in (ShadingModel.SCENERY, ShadingModel.CUT_OUT)])


@dataclass(frozen=True)
class TexturedMaterial:
    """A texture layer with tint and shine; `metres` is its period in pattern coordinates."""

    layer: int
    is_cut_out: bool = False
    tint: Colour = WHITE  # linear, times the painted colour
    metres: tuple[float, float] = (1.0, 1.0)  # across and up
    shine: float = 0.0

    def tinted(self, tint: Colour, shine: float = 0.0) -> "TexturedMaterial":
        """Return the material with another tint and shine."""
        return replace(self, tint=tint, shine=shine)


@dataclass(frozen=True)
class SceneryPart:
    """A solid with its material; flat parts and those at the edge of a place cast no shadow."""

    solid: TexturedSolid
    coat: TexturedMaterial
    casts: bool = True

    def turned(self, rotation: Float[np.ndarray, "3 3"]) -> "SceneryPart":
        """Return the part rotated about the origin."""
        return replace(self, solid=self.solid.turned(rotation))

    def moved(self, offset: Sequence[float] | Float[np.ndarray, "3"]) -> "SceneryPart":
        """Return the part translated by an offset in metres."""
        return replace(self, solid=self.solid.moved(offset))

    def vertices(self) -> Float[np.ndarray, "vertex 14"]:
        """Return vertices in the renderer's layout: texture coordinates and layer, tint, shine, and material."""
        solid, coat = self.solid, self.coat
        count = len(solid.mesh.vertices)
        across, up = coat.metres
        texture = np.c_[solid.coordinates[:, 0] / across, solid.coordinates[:, 1] / up, np.full(count, coat.layer)]
        tail = np.c_[np.full(count, coat.shine), np.full(count, float(coat.is_cut_out))]
        columns = [solid.mesh.vertices, solid.normals, texture, np.tile(coat.tint, (count, 1)), tail]
        return np.concatenate(columns, axis=1).astype(np.float32)


def coat(
    rng: Generator, name: str, metres: float | tuple[float, float] = 1.0, tint: Colour = WHITE
) -> TexturedMaterial:
    """Return a random variant of a texture."""
    size = (metres, metres) if isinstance(metres, int | float) else metres
    return TexturedMaterial(layer(name, int(rng.integers(PAINTERS[name][1]))), name in CUT_OUT, tint, size)


def plain(rng: Generator, tint: Colour, shine: float = 0.03) -> TexturedMaterial:
    """Return paint, plastic or metal in one colour."""
    return coat(rng, "smooth", 1.5).tinted(tint, shine)


def muted(rng: Generator, low: int = 60, high: int = 190) -> Float[np.ndarray, "3"]:
    """Return a random near-grey linear colour, sometimes clearly warm or cool; `low` and `high` are sRGB bytes."""
    strength = 2.4 if rng.random() < STRONG_HUE_SHARE else 0.9
    grey = rng.uniform(low, high)
    rgb = np.clip(grey + strength * (WARM * rng.normal(0.3, 1) + TINT * rng.normal()), 15, 238)
    return linear(tuple(rgb.astype(int).tolist()))


def any_colour(rng: Generator) -> Float[np.ndarray, "3"]:
    return linear(COLOURS[rng.choice(list(COLOURS))]) * rng.uniform(0.5, 1)


def panel(box: PanelBounds, depth: float = 0.0, fits: bool = True) -> TexturedSolid:
    """Return an upright rectangle that faces +z; its texture fits it once, or has its period in metres.

    The box is its left, bottom, right and top.
    """
    left, bottom, right, top = box
    corners = np.array([[left, bottom, depth], [right, bottom, depth], [right, top, depth], [left, top, depth]], float)
    places = np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    mesh = Mesh(corners, np.array([[0, 1, 2], [0, 2, 3]]))
    return TexturedSolid(mesh, np.tile([0.0, 0.0, 1.0], (4, 1)), places if fits else corners)


def sheet(box: PanelBounds, height: float, fits: bool = False) -> TexturedSolid:
    """Return a level rectangle that faces up; its texture has its period in metres, or fits it once.

    The box is its left, back, right and front.
    """
    left, back, right, front = box
    corners = np.array([[left, height, front], [right, height, front], [right, height, back], [left, height, back]])
    places = np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    mesh = Mesh(corners.astype(float), np.array([[0, 1, 2], [0, 2, 3]]))
    return TexturedSolid(mesh, np.tile([0.0, 1.0, 0.0], (4, 1)), places if fits else corners[:, [0, 2, 1]])


def wrapped(mesh: Mesh) -> TexturedSolid:
    """Return a round solid with texture coordinates (x + z, y), which are not stretched along its sides."""
    points = mesh.vertices
    return replace(
        TexturedSolid.of(mesh), coordinates=np.c_[points[:, 0] + points[:, 2], points[:, 1], 0 * points[:, 0]]
    )


def joined(pieces: Sequence[SceneryPart]) -> tuple[RenderGeometry, ...]:
    """Return the parts as geometries: with shadows, without, and cut-outs; empty ones are left out."""
    kinds = (
        [piece for piece in pieces if piece.casts and not piece.coat.is_cut_out],
        [piece for piece in pieces if not piece.casts and not piece.coat.is_cut_out],
        [piece for piece in pieces if piece.coat.is_cut_out],
    )
    geometries = []
    for kind, has_shadow in zip(kinds, (True, False, False), strict=True):
        if kind:
            offsets = np.cumsum([0, *(len(piece.solid.mesh.vertices) for piece in kind)])[:-1]
            faces = [piece.solid.mesh.faces + start for piece, start in zip(kind, offsets, strict=True)]
            vertices = np.concatenate([piece.vertices() for piece in kind])
            geometries.append(RenderGeometry(vertices, np.concatenate(faces).astype(np.int32), SURFACES, has_shadow))
    return tuple(geometries)
