"""Placed things of a scene: visibility culling, and occlusion of the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float

from mmref_core.synthetic.geometry.solids import RenderGeometry, turn
from mmref_core.synthetic.scenes.props.catalogue import FLAT, ThingModel, model
from mmref_core.synthetic.scenes.scenery_materials import SURFACES

CLEARANCE = 0.55  # metres kept free beside the line of sight, at the person
CAMERA_CLEARANCE = 1.1  # metres kept free about the camera
SIGHT_STEPS = 24  # points of the line of sight that are looked at
FRAME_MARGIN = 0.6  # metres beside the picture's edge where things are still drawn, for their shadows


@dataclass(frozen=True)
class PlacedThing:
    """One model with its position and turn."""

    name: str
    variant: int
    x: float
    z: float
    degrees: float
    y: float = 0.0


@dataclass(frozen=True)
class PlacedThings:
    """All placed things of a place."""

    stands: tuple[PlacedThing, ...]

    @cached_property
    def models(self) -> tuple[ThingModel, ...]:
        """The model of each thing."""
        return tuple(model(stand.name, stand.variant) for stand in self.stands)

    @cached_property
    def spots(self) -> Float[np.ndarray, "thing 2"]:
        """Positions on the ground in metres."""
        return np.array([[stand.x, stand.z] for stand in self.stands], float)

    @cached_property
    def boxes(self) -> Float[np.ndarray, "thing 4"]:
        """Footprints in each thing's model space: lowest x and z, highest x and z."""
        return np.array([[shape.low[0], shape.low[2], shape.high[0], shape.high[2]] for shape in self.models])

    @cached_property
    def spheres(self) -> Float[np.ndarray, "thing 4"]:
        """Centre and radius of the bounding sphere of each thing."""
        middles = [(shape.low[1] + shape.high[1]) / 2 + stand.y for shape, stand in self._pairs()]
        radii = [np.hypot(shape.reach, (shape.high[1] - shape.low[1]) / 2) for shape in self.models]
        return np.c_[self.spots[:, 0], middles, self.spots[:, 1], radii]

    @cached_property
    def is_flat(self) -> Bool[np.ndarray, " thing"]:
        """Whether each thing lies flat on the ground."""
        return np.array([stand.name in FLAT for stand in self.stands])

    def _pairs(self) -> Sequence[tuple[ThingModel, PlacedThing]]:
        return list(zip(self.models, self.stands, strict=True))

    def distances(self, points: Float[np.ndarray, "point 2"]) -> Float[np.ndarray, "thing point"]:
        """Return the distance on the ground in metres from each thing's footprint to each point, 0 inside."""
        angle = np.radians([stand.degrees for stand in self.stands])
        sine, cosine = np.sin(angle)[:, None], np.cos(angle)[:, None]
        x, z = (points[None] - self.spots[:, None]).transpose(2, 0, 1)
        across, along = cosine * x - sine * z, sine * x + cosine * z
        low_x, low_z, high_x, high_z = self.boxes.T[:, :, None]
        beside = np.maximum(np.maximum(low_x - across, across - high_x), 0)
        before = np.maximum(np.maximum(low_z - along, along - high_z), 0)
        return np.hypot(beside, before)

    def hiding(self, eye: Float[np.ndarray, "2"]) -> Bool[np.ndarray, " thing"]:
        """Return which things occlude the person at the origin from an eye on the ground, or stand in the camera."""
        share = np.linspace(0, 1, SIGHT_STEPS)
        clearance = CLEARANCE + share * (CAMERA_CLEARANCE - CLEARANCE)
        near = (self.distances(share[:, None] * eye) < clearance).any(axis=1)
        return near & ~self.is_flat

    def in_frame(self, to_clip: Float[np.ndarray, "4 4"], azimuth: float) -> Bool[np.ndarray, " thing"]:
        """Return which things reach into the view frustum, by their bounding spheres."""
        planes = to_clip[3] + np.array([1, -1, 1, -1, 1])[:, None] * to_clip[[0, 0, 1, 1, 2]]
        planes /= np.linalg.norm(planes[:, :3], axis=1, keepdims=True)
        centres = self.spheres[:, :3] @ turn(azimuth).T
        inside = centres @ planes[:, :3].T + planes[:, 3] > -(self.spheres[:, 3:] + FRAME_MARGIN)
        return inside.all(axis=1)

    def geometries(self, chosen: Bool[np.ndarray, " thing"], azimuth: float) -> list[RenderGeometry]:
        """Return the geometries of the chosen things, turned by an azimuth: with shadows, without, and cut-outs."""
        kinds: dict[tuple[bool, bool], list[tuple[np.ndarray, np.ndarray]]] = {}
        for number in np.flatnonzero(chosen):
            stand, shape = self.stands[number], self.models[number]
            rotation = turn(azimuth + stand.degrees).T.astype(np.float32)
            offset = np.array([stand.x, stand.y, stand.z]) @ turn(azimuth).T
            for geometry in shape.geometries:
                vertices = geometry.vertices.copy()
                vertices[:, :3] = vertices[:, :3] @ rotation + offset.astype(np.float32)
                vertices[:, 3:6] = vertices[:, 3:6] @ rotation
                is_cut_out = bool(vertices[0, -1])
                kinds.setdefault((is_cut_out, not geometry.has_shadow), []).append((vertices, geometry.faces))
        return [together(parts, not without) for (_, without), parts in sorted(kinds.items(), key=lambda kind: kind[0])]


def together(parts: Sequence[tuple[np.ndarray, np.ndarray]], has_shadow: bool) -> RenderGeometry:
    """Return parts merged into one geometry."""
    offsets = np.cumsum([0, *(len(vertices) for vertices, _ in parts)])[:-1]
    faces = [own + start for (_, own), start in zip(parts, offsets, strict=True)]
    vertices = np.concatenate([vertices for vertices, _ in parts])
    return RenderGeometry(vertices, np.concatenate(faces).astype(np.int32), SURFACES, has_shadow)
