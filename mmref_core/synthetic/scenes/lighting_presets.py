"""Lighting presets by time of day and weather, with wetness, snow and precipitation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LightingPreset:
    """Ranges of the light at a time of day in a weather."""

    colour: tuple[float, float, float]
    strength: tuple[float, float]
    sky: tuple[float, float, float]
    sky_strength: tuple[float, float]
    ground: tuple[float, float, float]
    haze: tuple[float, float, float]
    shadow: float
    heights: tuple[float, float] = (25.0, 70.0)  # degrees above the horizon that the light comes from
    haze_per_metre: float = 0.006
    wetness: float = 0.0
    snow: float = 0.0
    glow: float = 0.0
    lamp_strength: float = 0.0


CLOUDY = ((0.72, 0.74, 0.77), 0.7)
NIGHT_SKY, NIGHT_GROUND, NIGHT_HAZE = (0.075, 0.08, 0.11), (0.06, 0.055, 0.05), (0.03, 0.035, 0.05)
HOURS = {
    "sunny": LightingPreset(
        (1.5, 1.36, 1.12),
        (0.9, 1.5),
        (0.34, 0.41, 0.52),
        (1.0, 1.0),
        (0.20, 0.18, 0.15),
        (0.62, 0.72, 0.85),
        0.97,
        haze_per_metre=0.004,
    ),
    "overcast": LightingPreset(
        (0.45, 0.46, 0.48), (0.5, 1.0), (0.78, 0.82, 0.88), (0.8, 1.1), (0.3, 0.3, 0.29), *CLOUDY
    ),
    "shade": LightingPreset(
        (0.3, 0.33, 0.4), (1.0, 1.0), (0.62, 0.7, 0.82), (0.7, 1.0), (0.26, 0.25, 0.24), (0.62, 0.68, 0.76), 0.6
    ),
    "backlight": LightingPreset(  # a low sun behind the person, who is dark against a washed-out ground
        (2.2, 1.9, 1.5),
        (0.8, 1.3),
        (0.34, 0.36, 0.4),
        (0.9, 1.2),
        (0.22, 0.2, 0.17),
        (0.95, 0.9, 0.8),
        0.95,
        heights=(16.0, 34.0),
        haze_per_metre=0.022,
    ),
    "dusk": LightingPreset(
        (0.9, 0.55, 0.3),
        (0.5, 1.0),
        (0.30, 0.30, 0.40),
        (1.0, 1.0),
        (0.14, 0.12, 0.12),
        (0.45, 0.36, 0.36),
        0.9,
        heights=(10.0, 30.0),
        glow=0.8,
        lamp_strength=1.2,
    ),
    "night": LightingPreset(
        (0.85, 0.62, 0.36),
        (0.45, 0.9),
        NIGHT_SKY,
        (0.8, 1.6),
        NIGHT_GROUND,
        NIGHT_HAZE,
        0.95,
        heights=(50.0, 75.0),
        haze_per_metre=0.02,
        glow=1.0,
        lamp_strength=6.0,
    ),
    "rain": LightingPreset(
        (0.3, 0.32, 0.35),
        (0.5, 1.0),
        (0.55, 0.6, 0.66),
        (0.75, 1.05),
        (0.2, 0.2, 0.2),
        (0.6, 0.63, 0.66),
        0.5,
        haze_per_metre=0.018,
        wetness=1.0,
        glow=0.5,
    ),
    "night rain": LightingPreset(
        (0.7, 0.58, 0.4),
        (0.4, 0.8),
        NIGHT_SKY,
        (0.9, 1.6),
        NIGHT_GROUND,
        (0.05, 0.05, 0.06),
        0.9,
        heights=(50.0, 75.0),
        haze_per_metre=0.03,
        wetness=1.0,
        glow=1.1,
        lamp_strength=6.0,
    ),
    "snow": LightingPreset(
        (0.45, 0.47, 0.5),
        (0.4, 0.9),
        (0.7, 0.76, 0.85),
        (0.75, 1.0),
        (0.5, 0.52, 0.55),
        (0.74, 0.77, 0.82),
        0.6,
        haze_per_metre=0.016,
        snow=1.0,
    ),
    "lit hall": LightingPreset(
        (0.62, 0.6, 0.55),
        (0.7, 1.2),
        (0.62, 0.6, 0.56),
        (0.7, 1.1),
        (0.34, 0.31, 0.27),
        (0.5, 0.48, 0.45),
        0.75,
        heights=(55.0, 80.0),
        glow=0.9,
    ),
    "tubes": LightingPreset(  # fluorescent light: greenish, flat
        (0.5, 0.56, 0.5),
        (0.6, 1.1),
        (0.56, 0.62, 0.56),
        (0.6, 1.0),
        (0.26, 0.28, 0.25),
        (0.42, 0.45, 0.41),
        0.7,
        heights=(60.0, 80.0),
        glow=0.9,
    ),
    "warm lamps": LightingPreset(
        (0.85, 0.66, 0.42),
        (0.6, 1.1),
        (0.5, 0.42, 0.32),
        (0.6, 1.0),
        (0.25, 0.2, 0.15),
        (0.36, 0.3, 0.23),
        0.8,
        heights=(50.0, 80.0),
        glow=0.9,
        lamp_strength=1.6,
    ),
    "dim": LightingPreset(  # a car park, an underpass: islands of light
        (0.45, 0.47, 0.42),
        (0.4, 0.9),
        (0.2, 0.21, 0.2),
        (0.8, 1.4),
        (0.12, 0.12, 0.11),
        (0.12, 0.12, 0.115),
        0.85,
        heights=(55.0, 80.0),
        glow=0.9,
        lamp_strength=3.5,
    ),
    "window light": LightingPreset(  # daylight from one side of a room
        (0.95, 0.98, 1.05),
        (0.6, 1.2),
        (0.42, 0.43, 0.44),
        (0.7, 1.1),
        (0.28, 0.27, 0.25),
        (0.62, 0.63, 0.64),
        0.85,
        heights=(18.0, 40.0),
        glow=0.6,
    ),
}
FALLING = {"rain": "rain", "night rain": "rain", "snow": "snow"}  # what is in the air
DARK_HOURS = ("night", "night rain", "dusk", "dim")
