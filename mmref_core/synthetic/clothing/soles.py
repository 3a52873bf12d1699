"""Soles and heels of shoes, and feet raised on high heels."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from scipy.spatial import ConvexHull

from mmref_core.synthetic.body.body_shell import FootHull
from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.limbs import SIDES
from mmref_core.synthetic.body.skeleton import LEFT, rotation
from mmref_core.synthetic.geometry.mesh import Mesh, VertexAttributes, grid_faces
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes

OVER_SOLE = 0.010  # metres that a sole's wall reaches up the leather
CORNERS = 36  # of a sole's outline
HEEL_HEIGHT = 0.065
BALL = 0.68  # where along the foot the toes bend
NEAR = 0.035  # metres of foot, in front and behind, whose underside a sole follows
ARCH = 4  # degree of the curve that the underside of a raised foot is


@dataclass(frozen=True)
class FootOutline:
    """The hull of a foot, and its middle line from heel to toe."""

    corners: Float[ndarray, "corner 3"]
    heel: Float[ndarray, "2"]  # x and z
    forward: Float[ndarray, "2"]
    length: float  # metres, a finger's breadth longer than the foot

    @classmethod
    def of(cls, figure: BodyFigure, hull: FootHull) -> "FootOutline":
        """Return the outline of one foot of a figure."""
        corners = figure.vertices[hull.rows].astype(float)
        flat = corners[:, [0, 2]]
        heel, toe = (flat[_at_end(flat[:, 1], end)].mean(axis=0) for end in (0.04, 0.96))
        forward = (toe - heel) / np.linalg.norm(toe - heel)
        return cls(corners, heel - 0.01 * forward, forward, float(np.ptp(flat @ forward)) + 0.02)

    def place(self, points: Float[ndarray, "point 3"]) -> tuple[Float[ndarray, " point"], Float[ndarray, " point"]]:
        """Return metres beside the middle line, and the position along it: 0 at the heel, 1 at the toes.

        Both are linear in the points, so that lines at a position are straight for any triangulation.
        """
        offset = points[:, [0, 2]] - self.heel
        return offset @ np.array([self.forward[1], -self.forward[0]]), offset @ self.forward / self.length

    def underside(self, depth: Float[ndarray, " point"], flat: bool) -> Float[ndarray, " point"]:
        """Return the height of the underside at depths, a smooth curve; constant if `flat`."""
        height, own = self.corners[:, 1], self.corners[:, 2]
        if flat:
            return np.full(len(depth), height.min())
        samples = np.linspace(own.min(), own.max(), 12)
        lowest = [height[np.abs(own - sample) < NEAR].min(initial=height.max()) for sample in samples]
        return np.polyval(np.polyfit(samples, lowest, ARCH), np.clip(depth, own.min(), own.max()))


def sole(foot: FootOutline, thickness: float, overhang: float, flat: bool) -> tuple[Mesh, VertexAttributes]:
    """Return a slab with an upright wall, rounded below; its pattern coordinates mark it as sole."""
    outline = _outline(foot.corners[:, [0, 2]], overhang)
    inside = outline.mean(axis=0)
    under = foot.underside(outline[:, 1], flat) + OVER_SOLE
    rings = [(0.0, 0.0), (0.9, 0.0), (1.0, 0.15), (1.0, 0.96), (0.55, 0.96)]  # share of the outline, of the thickness
    points = [
        np.insert(inside + share * (outline - inside), 1, under - thickness * (1 - height), axis=1)
        for share, height in rings
    ]
    vertices = np.concatenate(points)
    level = np.repeat([height * thickness for _, height in rings], len(outline))
    coordinates = np.stack([np.zeros(len(level)), 0.9 * level, np.full(len(level), 0.5)], axis=1)
    return Mesh(vertices, grid_faces(len(rings), len(outline))[:, ::-1]), VertexAttributes(coordinates)


def heel(foot: FootOutline, thickness: float) -> tuple[Mesh, VertexAttributes]:
    """Return a slender column from the back of the sole to the ground."""
    back = foot.corners[foot.corners[:, 2] < np.quantile(foot.corners[:, 2], 0.08)]
    top = np.array([back[:, 0].mean(), back[:, 1].min() + 0.01, back[:, 2].mean() + 0.018])
    ground = foot.corners[:, 1].min() + OVER_SOLE - thickness
    angle = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    rings = [
        np.stack([radius * np.sin(angle), 0 * angle + height, radius * np.cos(angle) + back_by], axis=1)
        for radius, height, back_by in ((0.024, top[1], 0.0), (0.012, top[1] - 0.025, -0.006), (0.007, ground, -0.008))
    ]
    vertices = np.concatenate(rings) + [top[0], 0, top[2]]
    coordinates = np.tile([0.0, 0.0, 0.5], (len(vertices), 1))
    return Mesh(vertices, grid_faces(3, 10)), VertexAttributes(coordinates)


def on_heels(figure: BodyFigure, attributes: PersonAttributes) -> BodyFigure:
    """Return the figure with heels raised and toes on the ground if it wears high heels, else unchanged."""
    if attributes.shoes != "high heels":
        return figure
    body, vertices = figure.atlas.body, figure.vertices.astype(float)
    for side, sign in SIDES.items():
        rows = np.nonzero((figure.atlas.limbs.foot > 0) & (body.vertices[:, 0] * sign > 0))[0]
        share, own = figure.atlas.limbs.foot[rows, None], vertices[rows]
        ankle = figure.joint(f"foot.{side}")
        toe, back = own[:, 2].max(), own[:, 2].min()
        ball = np.array([ankle[0], own[:, 1].min(), back + BALL * (toe - back)])
        angle = np.degrees(np.arcsin(HEEL_HEIGHT / (BALL * (toe - back))))
        down, up = rotation(LEFT, angle), rotation(LEFT, -angle)
        turned = (own - ankle) @ down.T + ankle
        moved_ball = down @ (ball - ankle) + ankle
        toes = (own[:, 2] > ball[2])[:, None]
        turned = np.where(toes, (turned - moved_ball) @ up.T + moved_ball, turned)
        vertices[rows] = own + share * (turned - own)
    return replace(figure, vertices=vertices.astype(figure.vertices.dtype))


def _at_end(depth: Float[ndarray, " corner"], quantile: float) -> ndarray:
    edge = np.quantile(depth, quantile)
    return depth <= edge if quantile < 0.5 else depth >= edge


def _outline(points: Float[ndarray, "corner 2"], overhang: float) -> Float[ndarray, "place 2"]:
    """The convex outline seen from above, evenly spaced, rounded and grown."""
    corners = points[ConvexHull(points).vertices]
    closed = np.concatenate([corners, corners[:1]])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    even = np.linspace(0, length[-1], CORNERS, endpoint=False)
    outline = np.stack([np.interp(even, length, closed[:, axis]) for axis in (0, 1)], axis=1)
    outline = 0.5 * outline + 0.25 * (np.roll(outline, 1, axis=0) + np.roll(outline, -1, axis=0))
    along = np.roll(outline, -1, axis=0) - np.roll(outline, 1, axis=0)
    outward = np.stack([along[:, 1], -along[:, 0]], axis=1)
    return outline + overhang * outward / np.linalg.norm(outward, axis=1, keepdims=True)
