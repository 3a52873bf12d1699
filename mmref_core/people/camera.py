"""Cameras that stay where they are, the view of one shot, and the crop that a person detector would cut."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.people.streams import stream

PLACES = 480
CAMERAS_PER_PLACE = 2
CAMERAS = PLACES * CAMERAS_PER_PLACE

STEEPEST = 38.0  # degrees of looking down
NEAREST = 3.2  # metres from the person
HALF_FRAME = 1.35  # metres about the person that the lens takes in
LENS = (8.0, 50.0)  # degrees
HEIGHTS = ((1.2, 1.9), (2.2, 3.2), (3.4, 5.8))  # metres: held in a hand, on a wall, on a pole
HEIGHT_SHARES = (0.30, 0.46, 0.24)
FIELDS = (4.0, 20.0)  # degrees to either side of its axis that a camera sees people at
WARMTH, TINGE = 0.045, 0.010  # spreads of the logarithm of a cast towards yellow, and towards red and blue
ROLL = 1.2  # degrees, spread of how crooked cameras hang
MARGIN = (1.02, 1.18)  # a crop's height against the person's
OFF_CENTRE = (0.07, 0.035)  # spread of the crop's shift, in half widths and half heights
FEET_MISSED = 0.10  # share of crops that end above the feet
HEAD_KEPT = 0.80  # share of those whose top stays at the head


@dataclass(frozen=True)
class Camera:
    """One camera of the network; its place, direction, lens and picture never change."""

    camera: int
    place: int
    azimuth: float  # degrees that the place is turned about the person
    height: float  # metres above the ground
    distance: float  # metres on the ground to where people pass
    field: float  # degrees to either side of its axis that people pass at: a wide lens leans what is far off it
    roll: float  # degrees
    softness: float  # 0 is a sharp camera, 1 a poor one
    noise: float  # times the usual
    saturation: float
    contrast: float
    quality: float  # of the JPEG that it sends
    cast: Float[np.ndarray, "3"]  # factors on red, green, blue


@dataclass(frozen=True)
class View:
    """How one picture looks at the world: a lens, and the crop as a zoom and a shift in half widths and heights."""

    eye: Float[np.ndarray, "3"]
    at: Float[np.ndarray, "3"]
    angle_degrees: float  # vertical
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    roll: float = 0.0  # degrees

    def to_clip(self, aspect: float, depth_range: tuple[float, float]) -> Float[np.ndarray, "4 4"]:
        crop = np.diag([self.zoom, self.zoom, 1.0, 1.0])
        crop[:2, 3] = self.shift
        up = (np.sin(np.radians(self.roll)), np.cos(np.radians(self.roll)), 0.0)
        return crop @ perspective(self.angle_degrees, aspect, depth_range) @ look_at(self.eye, self.at, up)


def look_at(
    eye: Float[np.ndarray, "3"], at: Float[np.ndarray, "3"], up: tuple[float, float, float] = (0.0, 1.0, 0.0)
) -> Float[np.ndarray, "4 4"]:
    forward = np.subtract(at, eye)
    forward = forward / np.linalg.norm(forward)
    side = np.cross(forward, up)
    side = side / np.linalg.norm(side)
    matrix = np.eye(4)
    matrix[:3, :3] = side, np.cross(side, forward), -forward
    matrix[:3, 3] = -matrix[:3, :3] @ np.asarray(eye, float)
    return matrix


def perspective(angle_degrees: float, aspect: float, depth_range: tuple[float, float]) -> Float[np.ndarray, "4 4"]:
    near, far = depth_range
    flat = 1 / np.tan(np.radians(angle_degrees) / 2)
    depth = [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)]
    return np.array([[flat / aspect, 0, 0, 0], [0, flat, 0, 0], depth, [0, 0, -1, 0]])


def orthographic(reach: float, depth_range: tuple[float, float]) -> Float[np.ndarray, "4 4"]:
    near, far = depth_range
    matrix = np.diag([1 / reach, 1 / reach, -2 / (far - near), 1.0])
    matrix[2, 3] = -(far + near) / (far - near)
    return matrix


def find_camera(number: int) -> Camera:
    """The same number is the same camera, whatever is rendered."""
    if not 0 <= number < CAMERAS:
        raise ValueError(f"there are cameras 0 to {CAMERAS - 1}, not {number}")
    rng = stream(number, "camera")
    low, high = HEIGHTS[int(rng.choice(len(HEIGHTS), p=HEIGHT_SHARES))]
    return Camera(
        camera=number,
        place=number // CAMERAS_PER_PLACE,
        azimuth=float(rng.uniform(0, 360)),
        height=float(rng.uniform(low, high)),
        distance=float(rng.uniform(3.5, 13)),
        field=float(rng.uniform(*FIELDS)),
        roll=float(rng.normal(0, ROLL)),
        softness=float(rng.uniform(0, 1)),
        noise=float(np.exp(np.clip(rng.normal(0, 0.5), -1, 0.7))),
        saturation=float(rng.uniform(0.7, 1.12)),
        contrast=float(rng.uniform(0.86, 1.1)),
        quality=float(rng.uniform(40, 92)),
        cast=np.exp(rng.normal(0, WARMTH) * np.array([1, 0, -1]) + rng.normal(0, TINGE) * np.array([1, -1, 1])),
    )


def aimed_view(rng: Generator, camera: Camera, points: Float[np.ndarray, "point 3"], aspect: float) -> View:
    """A shot of a person who passes the camera, cut as a detector would cut it; `points` are the person's vertices."""
    at = np.array([0.0, points[:, 1].max() / 2, 0.0])
    away = max(
        NEAREST, camera.distance * rng.uniform(0.8, 1.25), (camera.height - at[1]) / np.tan(np.radians(STEEPEST))
    )
    eye = np.array([0.0, camera.height, away])
    distance = float(np.linalg.norm(eye - at))
    angle = float(np.clip(np.degrees(2 * np.arctan(HALF_FRAME / distance)), *LENS))
    beside, above = distance * np.tan(np.radians(camera.field * rng.uniform(-1, 1, 2) * [1.0, 0.5]))
    whole = View(eye, at + [beside, above, 0.0], angle, roll=camera.roll)
    clip = np.c_[points, np.ones(len(points))] @ whole.to_clip(aspect, (0.3, 60.0)).T
    flat = clip[:, :2] / clip[:, 3:]
    return cropped(rng, whole, flat.min(axis=0), flat.max(axis=0))


def cropped(rng: Generator, view: View, low: Float[np.ndarray, "2"], high: Float[np.ndarray, "2"]) -> View:
    """Cut the view to about the box of a person, which lies between `low` and `high` in the whole picture (-1 to 1)."""
    zoom = 2 / ((high[1] - low[1]) * rng.uniform(*MARGIN))
    width = (high[0] - low[0]) * zoom
    if width > 2:
        zoom *= 2 / width * rng.uniform(0.97, 1.0)
    centre = (low + high) / 2
    if rng.random() < FEET_MISSED:
        zoom *= rng.uniform(1.1, 1.35)
        down = 0.93 - high[1] * zoom if rng.random() < HEAD_KEPT else -centre[1] * zoom
        shift = (-centre[0] * zoom + rng.normal(0, OFF_CENTRE[0]), down)
    else:
        shift = tuple(-centre * zoom + rng.normal(0, OFF_CENTRE))
    return replace(view, zoom=float(zoom), shift=(float(shift[0]), float(shift[1])))
