"""Models of vehicles; a vehicle's front is at +z, a bicycle's side faces +z."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.mesh import Mesh, grid_faces, rounded_box
from mmref_core.synthetic.geometry.palette import COLOURS, linear
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box, ring, turn
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, coat, muted, panel, plain

RUBBER, GLASS = linear((20, 20, 20)), linear((34, 40, 46))
CAR_COLOURS = ("black", "white", "grey", "dark grey", "light grey", "light grey", "white", "red", "blue", "navy")
RARE_CAR_COLOURS = ("beige", "dark green", "burgundy", "yellow", "orange", "brown", "teal")
RARE_SHARE = 0.2
WHEEL_SIDES = 12


def car_colour(rng: Generator) -> np.ndarray:
    names = RARE_CAR_COLOURS if rng.random() < RARE_SHARE else CAR_COLOURS
    return linear(COLOURS[names[int(rng.integers(len(names)))]]) * rng.uniform(0.6, 1)


def extruded(outline: np.ndarray, half: float, inset: float) -> TexturedSolid:
    """Return a closed outline in z and y extruded along x to either side; its upper points lean in by `inset`."""
    height = outline[:, 1]
    lean = inset * np.clip((height - 0.85) / 0.6, 0, 1)
    middle = outline.mean(axis=0)
    sections = []
    for side, share in ((-1, 0.0), (-1, 1.0), (1, 1.0), (1, 0.0)):
        points = middle + (outline - middle) * (share if share else 0.02)
        sections.append(np.c_[side * (half - lean), points[:, 1], points[:, 0]])
    count = len(outline)
    faces = grid_faces(4, count)
    return flat_shaded(Mesh(np.concatenate(sections), faces))


def flat_shaded(mesh: Mesh) -> TexturedSolid:
    """Return the mesh with flat shading: a normal for each triangle; the texture runs along the longer side."""
    corners = mesh.vertices[mesh.faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal = across / (np.linalg.norm(across, axis=1, keepdims=True) + 1e-9)
    points = corners.reshape(-1, 3)
    faces = np.arange(len(points)).reshape(-1, 3)
    return TexturedSolid(Mesh(points, faces), np.repeat(normal, 3, axis=0), points[:, [2, 1, 0]])


BODY = np.array(
    [[-2.1, 0.3], [-2.15, 0.75], [-2.0, 0.92], [-0.2, 0.95], [0.9, 0.93], [2.0, 0.75], [2.1, 0.5], [2.05, 0.3]]
)
ROOFS = {  # outlines of the cabin: z and height
    "saloon": np.array([[-1.6, 0.92], [-0.95, 1.4], [0.2, 1.44], [1.0, 0.92]]),
    "estate": np.array([[-2.0, 0.92], [-1.75, 1.42], [0.2, 1.46], [1.0, 0.92]]),
    "jeep": np.array([[-2.0, 0.92], [-1.85, 1.68], [0.3, 1.7], [0.95, 0.92]]),
}


def wheels(rng: Generator, half: float, ends: tuple[float, float], radius: float = 0.32) -> list[SceneryPart]:
    tyre, rim = wheel(radius, 0.2), wheel(0.6 * radius, 0.22)
    places = np.array([[x, radius, z] for x in (-half, half) for z in ends])
    return [
        SceneryPart(tyre.repeated(places), plain(rng, RUBBER)),
        SceneryPart(rim.repeated(places), plain(rng, muted(rng, 110, 190), 0.3)),
    ]


def wheel(radius: float, wide: float) -> TexturedSolid:
    """Return a short closed cylinder that rolls along z."""
    angle = np.linspace(0, 2 * np.pi, WHEEL_SIDES, endpoint=False)
    circle = radius * np.stack([0 * angle, np.sin(angle), np.cos(angle)], axis=1)
    sections = [0.02 * circle, circle, circle, 0.02 * circle]
    shifts = (-wide / 2, -wide / 2, wide / 2, wide / 2)
    points = np.concatenate([points + [x, 0, 0] for points, x in zip(sections, shifts, strict=True)])
    return flat_shaded(Mesh(points, grid_faces(4, WHEEL_SIDES)))


def number_plate(rng: Generator, height: float, depth: float) -> list[SceneryPart]:
    front = panel((-0.26, height, 0.26, height + 0.12), depth)
    plate = coat(rng, "sign", 1.0, linear((225, 220, 190)))
    return [SceneryPart(front, plate, False), SceneryPart(front.turned(turn(180)), plate, False)]


def car(rng: Generator) -> list[SceneryPart]:
    paint, roof = plain(rng, car_colour(rng), 0.5), ROOFS[("saloon", "estate", "jeep")[int(rng.integers(3))]]
    white, red = coat(rng, "glow").tinted(linear((200, 200, 190))), plain(rng, linear((150, 20, 20)), 0.4)
    lamps = [box([x, 0.6, 1.9], [x + 0.35, 0.72, 2.07]) for x in (-0.78, 0.43)]
    rear = [box([x, 0.68, -2.16], [x + 0.25, 0.86, -2.05]) for x in (-0.8, 0.55)]
    roof_panel = box([-0.6, roof[:, 1].max() - 0.02, roof[1, 0] + 0.1], [0.6, roof[:, 1].max() + 0.02, roof[2, 0]])
    pillars = extruded(roof[[0, 1]].repeat(2, axis=0) + [[0, 0], [0.14, 0], [0.14, 0], [0, 0]], 0.82, 0.2)
    trim = box([-0.84, 0.3, -2.12], [0.84, 0.42, 2.09])
    return [
        SceneryPart(extruded(BODY, 0.86, 0.04), paint),
        SceneryPart(extruded(roof, 0.8, 0.2), plain(rng, GLASS, 0.7)),
        SceneryPart(TexturedSolid.joined([roof_panel, pillars]), paint),
        SceneryPart(trim, plain(rng, linear((30, 30, 32)))),
        SceneryPart(TexturedSolid.joined(lamps), white, False),
        SceneryPart(TexturedSolid.joined(rear), red),
        *wheels(rng, 0.78, (-1.32, 1.32)),
        *number_plate(rng, 0.45, 2.12),
    ]


def van(rng: Generator) -> list[SceneryPart]:
    paint = plain(rng, car_colour(rng) if rng.random() < 0.4 else linear((215, 215, 212)), 0.4)
    outline = np.array([[-2.5, 0.35], [-2.5, 2.1], [1.2, 2.15], [1.9, 1.2], [2.5, 1.0], [2.5, 0.35]])
    windows = [box([x, 1.2, 0.7], [x + 0.02, 1.85, 1.4]) for x in (-0.92, 0.9)]
    windows.append(box([-0.7, 1.25, -2.53], [0.7, 1.85, -2.5]))
    pieces = [
        SceneryPart(extruded(outline, 0.92, 0.06), paint),
        SceneryPart(TexturedSolid.joined(windows), plain(rng, GLASS, 0.6)),
    ]
    if rng.random() < 0.6:
        writing = panel((-2.1, 0.9, 0.5, 1.8), 0.93)
        pieces += [
            SceneryPart(writing.turned(turn(90)), coat(rng, "sign"), False),
            SceneryPart(writing.moved([1.6, 0, 0]).turned(turn(-90)), coat(rng, "sign"), False),
        ]
    return [*pieces, *wheels(rng, 0.85, (-1.6, 1.6), 0.36), *number_plate(rng, 0.5, 2.53)]


def bus(rng: Generator) -> list[SceneryPart]:
    side = coat(rng, "bus")
    body = box([-1.2, 0.35, -5], [1.2, 3.0, 5])
    sides = []
    for degrees in (90, -90):
        sides += [panel((z, 0.3, z + 3.3, 3.0), 1.22).turned(turn(degrees)) for z in (-4.95, -1.65, 1.65)]
    front = panel((-1.2, 0.3, 1.2, 3.0), 5.02)
    return [
        SceneryPart(body, plain(rng, muted(rng, 120, 220), 0.3)),
        *(SceneryPart(solid, side, False) for solid in (*sides, front, front.turned(turn(180)))),
        *wheels(rng, 1.08, (-3.2, 3.2), 0.46),
    ]


def bicycle(rng: Generator) -> list[SceneryPart]:
    """Return a bicycle: a slightly leaning cut-out with solid handlebars."""
    lean = np.array([[1.0, 0, 0], [0, 1, 0], [0, rng.uniform(-0.12, 0.12), 1]])
    picture = panel((-0.9, 0, 0.9, 1.25))
    bars = bar([0.38, 0.9, -0.28], [0.38, 0.9, 0.28], 0.018, 5)
    pedals = bar([-0.05, 0.28, -0.14], [-0.05, 0.28, 0.14], 0.02, 4)
    saddle = TexturedSolid.of(rounded_box([0.27, 0.07, 0.15], 3.0, 6)).moved([-0.25, 0.79, 0.0])
    return [
        SceneryPart(picture.turned(lean), coat(rng, "bicycle")),
        SceneryPart(TexturedSolid.joined([bars, pedals, saddle, *slim_wheels()]), plain(rng, RUBBER)),
    ]


def slim_wheels() -> list[TexturedSolid]:
    """Return thin tyres, so that a bicycle is visible from behind."""
    return [ring([0, 0.33, z], 0.33, 0.02, 3).turned(turn(90)) for z in (-0.44, 0.44)]


def bicycle_rack(rng: Generator) -> list[SceneryPart]:
    """Return bicycles close together, across the row."""
    pieces: list[SceneryPart] = []
    for number in range(int(rng.integers(3, 8))):
        turned = turn(90 + float(rng.choice([0, 180])) + rng.normal(0, 8))
        offset = [0.55 * number + rng.normal(0, 0.05), 0, rng.normal(0, 0.12)]
        pieces += [piece.turned(turned).moved(offset) for piece in bicycle(rng)]
    return pieces


def scooter(rng: Generator) -> list[SceneryPart]:
    """Return a motor scooter on its stand."""
    paint, dark = plain(rng, car_colour(rng), 0.4), plain(rng, RUBBER)
    rear = TexturedSolid.of(rounded_box([0.34, 0.4, 0.8], 3.0, 8)).moved([0, 0.6, -0.35])
    shield = box([-0.22, 0.3, 0.36], [0.22, 0.95, 0.42])
    floor = box([-0.18, 0.26, -0.1], [0.18, 0.32, 0.45])
    seat = TexturedSolid.of(rounded_box([0.28, 0.12, 0.7], 4.0, 6)).moved([0, 0.82, -0.3])
    tyres = [ring([0, 0.22, z], 0.2, 0.06, 6) for z in (-0.5, 0.62)]
    steering = [bar([-0.3, 1.0, 0.4], [0.3, 1.0, 0.4], 0.025, 5), bar([0, 0.3, 0.6], [0, 1.0, 0.4], 0.03, 5)]
    return [
        SceneryPart(TexturedSolid.joined([rear, shield, floor]), paint),
        SceneryPart(TexturedSolid.joined([seat, *tyres, *steering]), dark),
    ]


def train(rng: Generator) -> list[SceneryPart]:
    """Return six metres of a standing train; a row of them makes a long one."""
    side = panel((-3, -0.2, 3, 3.3))
    return [SceneryPart(side, coat(rng, "train"), False)]
