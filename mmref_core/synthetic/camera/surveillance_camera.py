"""Fixed surveillance cameras, and their views cropped to detector boxes."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.synthetic.camera.boxes import DetectionBox, detected, zoom_to
from mmref_core.synthetic.camera.degradation import CameraQuality, draw_lens
from mmref_core.synthetic.geometry.random_streams import stream

PLACES = 480
CAMERAS_PER_PLACE = 2
CAMERAS = PLACES * CAMERAS_PER_PLACE

STEEPEST = 38.0  # degrees of looking down
NEAREST = 3.2  # metres from the person
HALF_FRAME = 1.35  # metres about the person that the lens takes in
LENS = (8.0, 50.0)  # degrees
DEPTH_RANGE = (0.3, 60.0)  # metres from the camera
HEIGHTS = ((1.2, 1.9), (2.2, 3.2), (3.4, 5.8))  # metres: held in a hand, on a wall, on a pole
HEIGHT_SHARES = (0.30, 0.46, 0.24)
FIELDS = (4.0, 20.0)  # degrees to either side of its axis that a camera sees people at
ROLL = 1.2  # degrees, spread of how crooked cameras hang
USUAL_PIXELS, USUAL_DISTANCE = 145.0, 7.5  # a person's height in the pictures of a usual camera, so many metres away
PIXELS_SPREAD, MOMENT_SPREAD = 0.40, 0.10  # of the logarithm: of cameras, and of one camera's pictures
PIXELS = (40.0, 300.0)
ONE_SHAPE_SHARE = 0.45  # of cameras whose detector cuts boxes of one aspect
ONE_SHAPE = (0.36, 0.5)


@dataclass(frozen=True)
class SurveillanceCamera:
    """One camera of the network; its place, direction, lens and degradation never change."""

    camera: int
    place: int
    azimuth: float  # degrees that the place is turned about the person
    height: float  # metres above the ground
    distance: float  # metres on the ground to where people pass
    field: float  # degrees to either side of its axis that people pass at: a wide lens leans what is far off it
    roll: float  # degrees
    pixels: float  # of a standing person's height at that distance
    shape: float | None  # of its detector's boxes, width against height, where they all have one
    lens: CameraQuality


@dataclass(frozen=True)
class CameraView:
    """Extrinsics and intrinsics of one picture; the crop is a zoom and a shift in half widths and heights."""

    eye: Float[np.ndarray, "3"]
    at: Float[np.ndarray, "3"]
    angle_degrees: float  # vertical
    zoom: float = 1.0
    stretch: float = 1.0  # of the zoom across against the zoom up: crops of any shape are kept in one size
    shift: tuple[float, float] = (0.0, 0.0)
    roll: float = 0.0  # degrees

    def to_clip(self, aspect: float, depth_range: tuple[float, float]) -> Float[np.ndarray, "4 4"]:
        """Return the matrix from world to clip space."""
        crop = np.diag([self.zoom * self.stretch, self.zoom, 1.0, 1.0])
        crop[:2, 3] = self.shift
        up = (np.sin(np.radians(self.roll)), np.cos(np.radians(self.roll)), 0.0)
        return crop @ perspective(self.angle_degrees, aspect, depth_range) @ look_at(self.eye, self.at, up)


def look_at(
    eye: Float[np.ndarray, "3"], at: Float[np.ndarray, "3"], up: tuple[float, float, float] = (0.0, 1.0, 0.0)
) -> Float[np.ndarray, "4 4"]:
    """Return the view matrix of a camera at `eye` that looks at a point."""
    forward = np.subtract(at, eye)
    forward = forward / np.linalg.norm(forward)
    side = np.cross(forward, up)
    side = side / np.linalg.norm(side)
    matrix = np.eye(4)
    matrix[:3, :3] = side, np.cross(side, forward), -forward
    matrix[:3, 3] = -matrix[:3, :3] @ np.asarray(eye, float)
    return matrix


def perspective(angle_degrees: float, aspect: float, depth_range: tuple[float, float]) -> Float[np.ndarray, "4 4"]:
    """Return the perspective projection of a vertical field of view in degrees."""
    near, far = depth_range
    flat = 1 / np.tan(np.radians(angle_degrees) / 2)
    depth = [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)]
    return np.array([[flat / aspect, 0, 0, 0], [0, flat, 0, 0], depth, [0, 0, -1, 0]])


def orthographic(reach: float, depth_range: tuple[float, float]) -> Float[np.ndarray, "4 4"]:
    """Return the orthographic projection of `reach` metres to each side."""
    near, far = depth_range
    matrix = np.diag([1 / reach, 1 / reach, -2 / (far - near), 1.0])
    matrix[2, 3] = -(far + near) / (far - near)
    return matrix


def find_camera(number: int) -> SurveillanceCamera:
    """Return the camera with a number, the same in every data set."""
    if not 0 <= number < CAMERAS:
        raise ValueError(f"there are cameras 0 to {CAMERAS - 1}, not {number}")
    rng = stream(number, "camera")
    low, high = HEIGHTS[int(rng.choice(len(HEIGHTS), p=HEIGHT_SHARES))]
    distance = rng.uniform(3.5, 13)
    usual = USUAL_PIXELS * (USUAL_DISTANCE / distance) ** 0.7
    return SurveillanceCamera(
        camera=number,
        place=number // CAMERAS_PER_PLACE,
        azimuth=float(rng.uniform(0, 360)),
        height=float(rng.uniform(low, high)),
        distance=float(distance),
        field=float(rng.uniform(*FIELDS)),
        roll=float(rng.normal(0, ROLL)),
        pixels=float(np.clip(usual * np.exp(rng.normal(0, PIXELS_SPREAD)), *PIXELS)),
        shape=float(rng.uniform(*ONE_SHAPE)) if rng.random() < ONE_SHAPE_SHARE else None,
        lens=draw_lens(rng),
    )


@dataclass(frozen=True)
class DetectorCrop:
    """A view cropped to a detector's box, and its size in the camera's pixels."""

    view: CameraView
    box: DetectionBox
    pixels: float  # of the height of the whole person, as the camera saw it

    @property
    def true_size(self) -> tuple[int, int]:
        """Width and height of the crop in the camera's own pixels."""
        height = self.pixels * self.box.height
        return max(8, round(height * self.box.aspect)), max(24, round(height))


def aim(
    rng: Generator, camera: SurveillanceCamera, points: Float[np.ndarray, "point 3"], aspect: float
) -> DetectorCrop:
    """Return a view of a person who passes the camera, cropped to a simulated box; `points` are the person's vertices.

    `aspect` is the width of the final pictures divided by their height.
    """
    at = np.array([0.0, points[:, 1].max() / 2, 0.0])
    away = max(
        NEAREST, camera.distance * rng.uniform(0.8, 1.25), (camera.height - at[1]) / np.tan(np.radians(STEEPEST))
    )
    eye = np.array([0.0, camera.height, away])
    distance = float(np.linalg.norm(eye - at))
    angle = float(np.clip(np.degrees(2 * np.arctan(HALF_FRAME / distance)), *LENS))
    beside, above = distance * np.tan(np.radians(camera.field * rng.uniform(-1, 1, 2) * [1.0, 0.5]))
    whole = CameraView(eye, at + [beside, above, 0.0], angle, roll=camera.roll)
    to_clip = whole.to_clip(aspect, DEPTH_RANGE)[[0, 1, 3]].astype(np.float32)
    across, up, depth = to_clip[:, :3] @ points.T.astype(np.float32) + to_clip[:, 3:]
    flat = np.stack([across, up]) / depth
    low, high = flat.min(axis=1).astype(float), flat.max(axis=1).astype(float)
    sides = np.array([low[0], high[0]]) * aspect / (high[1] - low[1])
    box = detected(rng, (float(sides[0]), float(sides[1])), camera.shape)
    (across, up), (right, above) = zoom_to(box, low, high, aspect)
    pixels = camera.pixels * camera.distance / away * np.exp(rng.normal(0, MOMENT_SPREAD))
    view = replace(whole, zoom=float(up), stretch=float(across / up), shift=(float(right), float(above)))
    return DetectorCrop(view, box, float(np.clip(pixels, *PIXELS)))
