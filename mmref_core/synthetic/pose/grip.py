"""Positions of posed hands, and basic solids of held things."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.skeleton import LEFT, UP, Rotation, rotation
from mmref_core.synthetic.geometry.mesh import Mesh, grid_faces, tube

LEANING = 0.8  # how far a page leans back from upright, as a share of facing the eyes
SQUARE = np.array([[0, 1, 2], [0, 2, 3]])

Vector = Float[ndarray, "3"]
Point = Sequence[float | int] | Vector
Line = Sequence[float] | Float[ndarray, " ring"]


@dataclass(frozen=True)
class HandGrip:
    """Positions and directions about a hand, in world metres, soles on y = 0."""

    palm: Vector
    turn: Rotation  # of the whole person about the vertical
    eyes: Vector
    other: Vector  # the other palm
    hips: Vector  # the middle of the pelvis
    sign: float = 1.0  # 1 for the left hand, -1 for the right: which way is outwards
    size: float = 1.0  # of bags, as a share of the usual

    def local(self, point: Vector) -> Vector:
        """Return a point in person space: to the left, up and to the front, from the ground below the hips."""
        return self.turn.T @ (point - [self.hips[0], 0.0, self.hips[2]])

    def placed(self, mesh: Mesh) -> Mesh:
        """Return a mesh transformed from person space to world space."""
        return mesh.turned(self.turn).moved([self.hips[0], 0.0, self.hips[2]])

    def in_hand(self, mesh: Mesh) -> Mesh:
        """Return a mesh modelled about the palm, its z to the front, in world space."""
        return mesh.turned(self.turn).moved(self.palm)

    def towards_eyes(self, mesh: Mesh, place: Vector) -> Mesh:
        """Return a mesh turned so that its flat side faces the eyes, or the head that it is held to."""
        right, up, back = self.turn.T @ (self.eyes - place)
        aside, lean = np.degrees(np.arctan2(right, back)), np.degrees(np.arctan2(up, np.hypot(right, back)))
        return mesh.turned(self.turn @ rotation(UP, aside) @ rotation(LEFT, -LEANING * lean)).moved(place)


@dataclass(frozen=True)
class HeldObject:
    """Meshes of a thing in world space, by its two materials."""

    main: tuple[Mesh, ...]
    trim: tuple[Mesh, ...] = ()


def block(size: Point, centre: Point = (0.0, 0.0, 0.0)) -> Mesh:
    """Return a box with sharp edges."""
    ends = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
    sides = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
    corners = ends[sides].reshape(-1, 3) * np.asarray(size) + np.asarray(centre)  # of its own for every side
    return Mesh(corners, np.concatenate([SQUARE + 4 * side for side in range(6)]))


def rod(points: Sequence[Point], radius: float = 0.011, sides: int = 6) -> Mesh:
    """Return a tube along points."""
    return tube(np.array(points, float), radius, sides)


def wheel(centre: Point, radius: float, thickness: float = 0.018) -> Mesh:
    """Return an upright torus that rolls along z."""
    angle = np.linspace(0, 2 * np.pi, 21)
    path = np.stack([0 * angle, radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    return tube(path + np.asarray(centre, float), thickness, 5)


def spokes(centre: Point, radius: float, count: int = 6) -> list[Mesh]:
    """Return the spokes of an upright wheel."""
    angle = np.pi * np.arange(count) / count
    ends = radius * np.stack([0 * angle, np.sin(angle), np.cos(angle)], axis=1)
    return [rod([np.asarray(centre) - end, np.asarray(centre) + end], 0.003, 3) for end in ends]


def lathe(heights: Line, radii: Line, sides: int = 12) -> Mesh:
    """Return a surface of revolution about the vertical."""
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rings = np.array(radii)[:, None, None] * np.stack([np.cos(angle), 0 * angle, -np.sin(angle)], axis=1)
    return Mesh((rings + np.array(heights)[:, None, None] * UP).reshape(-1, 3), grid_faces(len(heights), sides))


def blob(centre: Point, size: Point, sides: int = 12) -> Mesh:
    """Return an ellipsoid of the given size in x, y and z."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, 8)
    ball = lathe(np.sin(angle) / 2, np.cos(angle) / 2, sides)
    return Mesh(ball.vertices * np.asarray(size) + np.asarray(centre), ball.faces)
