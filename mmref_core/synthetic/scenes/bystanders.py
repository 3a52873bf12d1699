"""Bystanders and obstacles of a picture, with reduced level of detail."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.materials import FabricPattern, ShadingModel, StripCutout
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.geometry.solids import CUT_COLUMN, MATERIAL_COLUMN, RenderGeometry, turn
from mmref_core.synthetic.scenes.families import FAMILIES
from mmref_core.synthetic.scenes.obstacles import obstacle
from mmref_core.synthetic.scenes.places import Place
from mmref_core.synthetic.scenes.scenery_materials import SURFACES
from mmref_core.synthetic.textures.canvas import SMOOTH
from mmref_core.synthetic.textures.library import layer

POOL = 48  # passers-by of one set; each keeps one pose and is seen from any side
IN_FRONT_SHARE = 0.12  # of pictures with other people, one of whom partly hides the person
OBSTACLE_SHARE = 0.11  # of pictures without such a person
BESIDE_SHARE = 0.14  # of pictures with other people, one of whom walks along and is cut by the box
BESIDE = (0.5, 0.85), (-0.45, 0.2)  # metres to a side, and towards the camera
HALF_FRAME = 0.55  # metres to either side of the person that a picture shows
NOT_BEHIND = 0.25  # metres: a passer-by straight behind is moved aside
BODY = 0.35  # metres about a passer-by that are kept free of things
DEPTHS = (0.8, 18.0)  # metres behind the person
FAR_SHARE = 0.72  # of the person's size: who is smaller is drawn plainly
NEAR_CELL, FAR_CELL = 0.014, 0.034  # metres within which points of a material become one
SECOND_COLOUR = 0.4  # share of a pattern's second colour in what is seen from afar
UNDER_CLOTHES = 0.012  # metres that skin shrinks, lest it shows through coarse cloth


@dataclass(frozen=True)
class Bystander:
    """A person in pictures of others, standing at the origin, at two levels of detail."""

    near: RenderGeometry
    far: RenderGeometry

    @classmethod
    def of(cls, whole: RenderGeometry) -> "Bystander":
        return cls(coarse(shrunk(whole), NEAR_CELL), plainly_coloured(coarse(shrunk(whole), FAR_CELL)))


@dataclass
class Bystanders:
    """The bystanders of a data set, built when first needed; they depend on the set's seed alone."""

    build: Callable[[Generator], RenderGeometry]
    seed: int
    pool: dict[int, Bystander] = field(default_factory=dict)

    def member(self, number: int) -> Bystander:
        """Return a bystander by number."""
        if number not in self.pool:
            self.pool[number] = Bystander.of(self.build(stream(self.seed, "passer-by", number)))
        return self.pool[number]


@dataclass(frozen=True)
class CaptureSite:
    """The place of one picture, its azimuth, and the distance to the camera on the ground, in metres."""

    place: Place
    azimuth: float
    distance: float

    def spot(self, rng: Generator) -> tuple[float, float]:
        """Return a random position behind the person and in the picture, more often near than far."""
        depth = float(DEPTHS[0] * (DEPTHS[1] / DEPTHS[0]) ** rng.random())
        reach = HALF_FRAME * (1 + depth / self.distance) + 0.15
        x = rng.uniform(-reach, reach)
        return float(x + 2 * NOT_BEHIND * np.sign(x)) if abs(x) < NOT_BEHIND else float(x), -depth

    def ground(self, x: float, z: float) -> float | None:
        """Return the height of the ground at a position in metres, None where a thing stands."""
        point = (np.array([[x, 0.0, z]]) @ turn(self.azimuth))[:, [0, 2]]
        return self.place.level(float(point[0, 1])) if self.place.is_free(point, BODY)[0] else None


def passers_by(rng: Generator, company: Bystanders, scene: CaptureSite) -> tuple[list[RenderGeometry], bool]:
    """Return bystanders at free positions, and whether one of them is in front of the person."""
    most = FAMILIES[scene.place.family].company[1]
    people, is_hidden = [], bool(rng.random() < IN_FRONT_SHARE)
    if is_hidden:
        x, z = rng.choice([-1, 1]) * rng.uniform(0.32, 0.55), rng.uniform(0.5, 1.1)
        people.append(turned_anyhow(rng, company.member(int(rng.integers(POOL))).near).moved([x, 0, z]))
    if not is_hidden and rng.random() < BESIDE_SHARE:
        x, z = rng.choice([-1, 1]) * rng.uniform(*BESIDE[0]), rng.uniform(*BESIDE[1])
        if scene.ground(x, z) is not None:
            people.append(turned_anyhow(rng, company.member(int(rng.integers(POOL))).near).moved([x, 0, z]))
    for _ in range(int(rng.integers(1, most + 1))):
        x, z = scene.spot(rng)
        passer = company.member(int(rng.integers(POOL)))
        is_far = scene.distance / (scene.distance - z) < FAR_SHARE
        height = scene.ground(x, z)
        if height is not None:
            people.append(turned_anyhow(rng, passer.far if is_far else passer.near).moved([x, height, z]))
    return people, is_hidden


def turned_anyhow(rng: Generator, body: RenderGeometry) -> RenderGeometry:
    """Return a body at a random yaw."""
    return body.turned(turn(rng.uniform(0, 360)))


def draw_extras(
    rng: Generator, company: Bystanders, scene: CaptureSite
) -> tuple[list[RenderGeometry], list[RenderGeometry]]:
    """Return the bystanders and obstacles of one picture; many pictures have neither."""
    has_company = rng.random() < FAMILIES[scene.place.family].company[0]
    people, is_hidden = passers_by(rng, company, scene) if has_company else ([], False)
    has_obstacle = not is_hidden and rng.random() < OBSTACLE_SHARE
    is_inside = scene.place.ceiling is not None
    return people, obstacle(rng, is_inside, scene.distance) if has_obstacle else []


def shrunk(geometry: RenderGeometry) -> RenderGeometry:
    """Return the geometry with skin moved slightly inwards along its normals."""
    owner = geometry.vertices[:, MATERIAL_COLUMN].astype(int)
    is_skin = geometry.materials[owner, 0, 3] == ShadingModel.SKIN
    vertices = geometry.vertices.copy()
    vertices[is_skin, :3] -= UNDER_CLOTHES * vertices[is_skin, 3:6]
    return replace(geometry, vertices=vertices)


def coarse(geometry: RenderGeometry, cell: float) -> RenderGeometry:
    """Return the geometry after vertex clustering: one vertex for each material and cell, without degenerate faces."""
    vertices = geometry.vertices
    cells = np.floor(vertices[:, :3] / cell).astype(np.int64) + 4096
    keys = ((cells[:, 0] * 8192 + cells[:, 1]) * 8192 + cells[:, 2]) * 256 + vertices[:, MATERIAL_COLUMN].astype(int)
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    faces = place.ravel()[geometry.faces]
    one, two, three = faces.T
    kept = (one != two) & (two != three) & (one != three)
    closed = None if geometry.closed is None else geometry.closed[kept]
    return replace(geometry, vertices=vertices[first], faces=faces[kept].astype(np.int32), closed=closed)


def plainly_coloured(geometry: RenderGeometry) -> RenderGeometry:
    """Return one scenery geometry tinted with the materials' colours; alpha-tested parts are left out."""
    owner = geometry.vertices[:, MATERIAL_COLUMN].astype(int)
    rows = geometry.materials
    has_strip = rows[owner, 7, 0] != StripCutout.NONE
    gone = (geometry.vertices[:, CUT_COLUMN] < 0) | has_strip
    second = np.where(rows[:, 1, 3] == FabricPattern.PLAIN, 0.0, SECOND_COLOUR)[:, None]
    colours = (1 - second) * rows[:, 0, :3] + second * rows[:, 1, :3]
    vertices = geometry.vertices.copy()
    vertices[:, 6:9] = 0.5, 0.5, layer("smooth", 0)
    vertices[:, 9:12] = colours[owner] / SMOOTH**2
    vertices[:, 12:] = 0.0
    return RenderGeometry(vertices, geometry.faces[~gone[geometry.faces].any(axis=1)], SURFACES[:1])
