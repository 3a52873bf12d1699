"""Passers-by made cheap: fewer triangles near by, and from afar plain colours like the rest of the scenery."""

from dataclasses import dataclass, replace

import numpy as np

from mmref_core.people.coats import SURFACES
from mmref_core.people.geometry import CUT_COLUMN, MATERIAL_COLUMN, Geometry
from mmref_core.people.materials import Pattern, Strip, Surface
from mmref_core.people.textures.canvas import SMOOTH
from mmref_core.people.textures.library import layer

NEAR_CELL, FAR_CELL = 0.014, 0.034  # metres within which points of a material become one
SECOND_COLOUR = 0.4  # share of a pattern's second colour in what is seen from afar
UNDER_CLOTHES = 0.012  # metres that skin shrinks, lest it shows through coarse cloth


@dataclass(frozen=True)
class Passer:
    """Somebody who is in pictures of others, standing at the origin."""

    near: Geometry
    far: Geometry

    @classmethod
    def of(cls, whole: Geometry) -> "Passer":
        return cls(coarse(shrunk(whole), NEAR_CELL), plainly_coloured(coarse(shrunk(whole), FAR_CELL)))


def shrunk(geometry: Geometry) -> Geometry:
    """Skin drawn in a little along its normals."""
    owner = geometry.vertices[:, MATERIAL_COLUMN].astype(int)
    is_skin = geometry.materials[owner, 0, 3] == Surface.SKIN
    vertices = geometry.vertices.copy()
    vertices[is_skin, :3] -= UNDER_CLOTHES * vertices[is_skin, 3:6]
    return replace(geometry, vertices=vertices)


def coarse(geometry: Geometry, cell: float) -> Geometry:
    """Of the points of a material in one cell only the first is kept; faces that collapse are dropped."""
    vertices = geometry.vertices
    cells = np.floor(vertices[:, :3] / cell).astype(np.int64) + 4096
    keys = ((cells[:, 0] * 8192 + cells[:, 1]) * 8192 + cells[:, 2]) * 256 + vertices[:, MATERIAL_COLUMN].astype(int)
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    faces = place.ravel()[geometry.faces]
    one, two, three = faces.T
    kept = (one != two) & (two != three) & (one != three)
    closed = None if geometry.closed is None else geometry.closed[kept]
    return replace(geometry, vertices=vertices[first], faces=faces[kept].astype(np.int32), closed=closed)


def plainly_coloured(geometry: Geometry) -> Geometry:
    """One scenery geometry whose tints are the materials' colours; what is cut away per pixel is left out."""
    owner = geometry.vertices[:, MATERIAL_COLUMN].astype(int)
    rows = geometry.materials
    has_strip = rows[owner, 7, 0] != Strip.NONE
    gone = (geometry.vertices[:, CUT_COLUMN] < 0) | has_strip
    second = np.where(rows[:, 1, 3] == Pattern.PLAIN, 0.0, SECOND_COLOUR)[:, None]
    colours = (1 - second) * rows[:, 0, :3] + second * rows[:, 1, :3]
    vertices = geometry.vertices.copy()
    vertices[:, 6:9] = 0.5, 0.5, layer("smooth", 0)
    vertices[:, 9:12] = colours[owner] / SMOOTH**2
    vertices[:, 12:] = 0.0
    return Geometry(vertices, geometry.faces[~gone[geometry.faces].any(axis=1)], SURFACES[:1])
