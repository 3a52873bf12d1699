"""Degradation of a clean picture by a surveillance camera; pictures are red, green, blue in 0..1.

The strength of each effect belongs to the camera and varies slightly from picture to picture.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from jaxtyping import Bool, Float, UInt8
from numpy.random import Generator

from mmref_core.synthetic.camera.codec_artifacts import coded
from mmref_core.synthetic.camera.optics import blur_motion, defocus, defocus_background, vignette
from mmref_core.synthetic.camera.sensor import add_noise, expose, interlace, sharpen
from mmref_core.synthetic.camera.weather import WEATHERS

Picture = Float[np.ndarray, "height width 3"]
Mask = Bool[np.ndarray, "height width"]
Smaller = tuple[Float[np.ndarray, "true_height true_width 3"], Bool[np.ndarray, "true_height true_width"]]
Size = tuple[int, int]  # width and height in pixels

WARMTH, TINGE = 0.045, 0.010  # spreads of the logarithm of a cast towards yellow, and towards red and blue
BACKGROUND_SHARE, MOTION_SHARE, MISFOCUS_SHARE = 0.5, 0.22, 0.05  # of pictures
SOFTEST = 0.9  # pixels of blur of the poorest lens
MISFOCUS = (0.8, 1.8)  # pixels
LONGEST_MOTION = 0.03  # of the picture's height
INTERLACED_SHARE, VIDEO_SHARE, SHARPENED_SHARE = 0.07, 0.55, 0.5  # of cameras
COMBED_SHARE = 0.35  # of an interlaced camera's pictures
DARK_NOISE = 2.0  # times the noise of daylight
GLARE_SHARE, GLARE = 0.05, (0.5, 1.0)  # pictures that are over- or underexposed, in stops
FILTERS = {cv2.INTER_LINEAR: 0.46, cv2.INTER_CUBIC: 0.38, cv2.INTER_LANCZOS4: 0.12, cv2.INTER_NEAREST: 0.04}
ALIASED_SHARE = 0.15  # of pictures that are made small carelessly


@dataclass(frozen=True)
class CameraQuality:
    """Parameters of the degradation by one camera: lens, sensor and codec."""

    softness: float  # 0 sharp to 1 poor
    cast: Float[np.ndarray, "3"]  # factors on red, green, blue
    noise: float = 1.0  # times the usual
    saturation: float = 1.0
    contrast: float = 1.0
    quality: float = 65.0  # of a JPEG
    is_video: bool = False
    is_interlaced: bool = False
    sharpening: float = 0.0
    stops: float = 0.0  # too bright, or below 0 too dark
    black: float = 0.0  # brightness that drowns
    vignette: float = 0.0  # 0 to 1


@dataclass(frozen=True)
class CaptureConditions:
    """Conditions of one picture that change its degradation."""

    size: Size  # in the camera's own pixels
    is_dark: bool
    falling: str | None = None  # one of weather.WEATHERS


def draw_lens(rng: Generator) -> CameraQuality:
    """Return random parameters of a camera."""
    return CameraQuality(
        softness=float(rng.uniform(0, 1)),
        cast=np.exp(rng.normal(0, WARMTH) * np.array([1, 0, -1]) + rng.normal(0, TINGE) * np.array([1, -1, 1])),
        noise=float(np.exp(np.clip(rng.normal(0, 0.5), -1, 0.7))),
        saturation=float(rng.uniform(0.7, 1.12)),
        contrast=float(rng.uniform(0.86, 1.1)),
        quality=float(rng.uniform(38, 94)),
        is_video=bool(rng.random() < VIDEO_SHARE),
        is_interlaced=bool(rng.random() < INTERLACED_SHARE),
        sharpening=float(rng.uniform(0.2, 1.3)) if rng.random() < SHARPENED_SHARE else 0.0,
        stops=float(np.clip(rng.normal(0, 0.13), -0.3, 0.3)),
        black=float(rng.uniform(0, 0.03)),
        vignette=float(rng.uniform(0, 1)),
    )


def made_small(rng: Generator, picture: Picture, person: Mask, size: Size) -> Smaller:
    """Return the picture and the mask of the person at the camera's resolution."""
    if rng.random() < ALIASED_SHARE:
        small = cv2.resize(cv2.GaussianBlur(picture, (0, 0), 0.7), size, interpolation=cv2.INTER_LINEAR)
    else:
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return small, cv2.resize(person.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST).astype(bool)


def through_lens(rng: Generator, picture: Picture, person: Mask, lens: CameraQuality) -> Picture:
    """Return the picture after defocus, motion blur and vignetting."""
    if rng.random() < BACKGROUND_SHARE:
        picture = defocus_background(rng, picture, person)
    if rng.random() < MISFOCUS_SHARE:
        picture = defocus(picture, rng.uniform(*MISFOCUS) * min(1.0, picture.shape[0] / 128))
    elif lens.softness > 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), SOFTEST * lens.softness * rng.uniform(0.6, 1.1))
    length = int(LONGEST_MOTION * picture.shape[0] * rng.random()) + 1
    if rng.random() < MOTION_SHARE and length > 1:
        picture = blur_motion(rng, picture, length)
    return vignette(rng, picture, lens.vignette)


def shift_colours(rng: Generator, picture: Picture, lens: CameraQuality) -> Picture:
    """Return the picture with the camera's colour cast, contrast and saturation, each varied slightly."""
    picture = picture * (lens.cast * np.exp(rng.normal(0, 0.012, 3))).astype(np.float32)
    picture = np.clip(picture, 0, 1) ** np.float32(np.exp(rng.normal(0, 0.09)))
    picture = (picture - 0.5) * np.float32(lens.contrast * rng.uniform(0.92, 1.06)) + np.float32(0.5)
    grey = picture.mean(axis=2, keepdims=True)
    return grey + (picture - grey) * np.float32(lens.saturation * rng.uniform(0.9, 1.05))


def through_sensor(rng: Generator, picture: Picture, person: Mask, lens: CameraQuality, is_dark: bool) -> Picture:
    """Return the picture after noise, sharpening and interlacing."""
    stops = lens.stops + rng.normal(0, 0.10)
    if rng.random() < GLARE_SHARE:
        stops += rng.choice([-1, 1]) * rng.uniform(*GLARE)
    picture = shift_colours(rng, expose(picture, stops, lens.black), lens)
    usual = rng.uniform(0.003, 0.011) * (DARK_NOISE if is_dark else 1) * (0.6 + lens.softness)
    picture = add_noise(rng, picture, lens.noise * usual)
    if lens.is_interlaced and rng.random() < COMBED_SHARE:
        picture = interlace(picture, person, int(rng.choice([-1, 1]) * rng.integers(1, 2 + picture.shape[0] // 120)))
    if lens.sharpening:
        picture = sharpen(picture, lens.sharpening * rng.uniform(0.7, 1.2), rng.uniform(0.7, 1.3))
    return picture


def degrade(
    rng: Generator,
    picture: UInt8[np.ndarray, "height width 3"],
    person: Bool[np.ndarray, "height width"],
    lens: CameraQuality,
    moment: CaptureConditions,
    size: Size,
) -> UInt8[np.ndarray, "kept_height kept_width 3"]:
    """Return the picture after weather, lens, sensor and codec, in this order, resized to `size` (width, height)."""
    values = picture.astype(np.float32) / 255
    if moment.falling:
        values = WEATHERS[moment.falling](rng, values, person)
    values, person = made_small(rng, values, person, moment.size)
    values = through_lens(rng, values, person, lens)
    values = through_sensor(rng, values, person, lens, moment.is_dark)
    pixels = coded(rng, values, lens.quality, lens.is_video)
    if pixels.shape[0] > size[1]:
        return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(pixels, size, interpolation=int(rng.choice(list(FILTERS), p=list(FILTERS.values()))))
