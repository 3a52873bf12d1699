"""Hair: a shell on the scalp, and what hangs or is tied from it."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.people.attributes import NONE
from mmref_core.people.fields import noise, ramp
from mmref_core.people.fitting import Fitting
from mmref_core.people.head import HeadFrame, head_frame, on_head
from mmref_core.people.headwear import edge_height
from mmref_core.people.materials import Material, Surface
from mmref_core.people.mesh import Layout, Mesh, Part, Piece, grid_faces, make_part, one_hot, rounded_box, tube
from mmref_core.people.palette import HAIR_COLOURS, jitter

THICKNESS = {  # metres, from and to
    "buzz cut": (0.004, 0.004),
    "short": (0.012, 0.024),
    "shoulder-length": (0.020, 0.020),
    "long": (0.018, 0.018),
    "ponytail": (0.011, 0.011),
    "bun": (0.011, 0.011),
}
THIN_UNDER_HAT = 0.005
LENGTH = {"shoulder-length": (0.15, 0.20), "long": (0.30, 0.42)}
TIED = ("ponytail", "bun")
FRINGE = 0.03  # metres that the hairline may come down the forehead
UNDER_BRIM = 0.006  # metres that hair still reaches above a hat's edge

# The hairline: height above the eyes at distances in front of the back of the head and behind the eyes.
NAPE, BEHIND_EAR, EAR = -0.09, -0.075, -0.004
SIDEBURN, TEMPLE = -0.016, 0.014
FOREHEAD_SIDE, FOREHEAD = 0.048, 0.058


def hair(fitting: Fitting) -> Piece:
    """Nothing for a bald head; thin under a hat, cut off at its edge, and no more than a scalp under a hood."""
    attributes, style = fitting.attributes, fitting.attributes.hair
    if style == "bald":
        return Piece()
    frame = head_frame(fitting.figure)
    thickness = float(fitting.rng("hair", "thickness").uniform(*THICKNESS[style]))
    if attributes.headwear != NONE:
        thickness = min(thickness, THIN_UNDER_HAT)
    parts = [scalp(fitting, frame, thickness)]
    hooded = attributes.headwear == "hood"
    if style in LENGTH and not hooded:
        parts.append(curtain(fitting, frame, 0.016 if thickness > 0.01 else 0.010))
    if style == "ponytail" and not hooded:
        parts.append(ponytail(fitting, frame))
    if style == "bun" and not hooded:
        parts.append(bun(fitting, frame))
    rng = fitting.rng("hair", "colour")
    material = Material(hair_colour(fitting), Surface.HAIR, specular=0.06, gloss=18.0, seed=float(rng.uniform()))
    return Piece(tuple(parts), {"hair": material})


def hair_colour(fitting: Fitting) -> Float[ndarray, "3"]:
    """Also that of brows and beard."""
    return jitter(fitting.rng("hair", "dye"), HAIR_COLOURS[fitting.attributes.hair_colour], 0.12)


def scalp(fitting: Fitting, frame: HeadFrame, thickness: float) -> Part:
    figure, style = fitting.figure, fitting.attributes.hair
    rng, body = fitting.rng("hair", "scalp"), fitting.atlas.body
    fringe = float(rng.uniform(0, FRINGE)) if style not in TIED and fitting.attributes.headwear != "hood" else 0.0
    inside = _inside_hairline(fitting, fringe)
    faces = fitting.atlas.faces
    faces = faces[(inside > -0.012)[faces].all(axis=1)]
    used = np.unique(faces)
    outward = figure.vertices[used] - frame.centre
    outward = outward / np.linalg.norm(outward, axis=1, keepdims=True)
    template = body.vertices[used]
    tousled = 0.35 if style == "short" else 0.12
    waves = 0.5 * noise(template * 45, rng) + 0.5 * noise(template * 110, rng)
    depth = thickness * ramp(-0.008, 0.035, inside[used]) + 0.0025
    vertices = figure.vertices.astype(np.float64)
    vertices[used] += outward * (depth * (1 + tousled * waves))[:, None]
    cut = inside.copy()
    cut[used] += 0.004 * noise(template * 160, rng)
    combed = np.stack([template[:, 0], 0.7 * (template[:, 1] - template[:, 2]), template[:, 2]], axis=1)
    coordinates = np.zeros_like(body.vertices)
    coordinates[used] = combed
    cut = np.minimum(cut, _below_hat(fitting, vertices - frame.centre))
    return make_part(Mesh(vertices, faces), body.weights, "hair", Layout(coordinates, body.vertices, cut))


def curtain(fitting: Fitting, frame: HeadFrame, thickness: float) -> Part:
    """Long hair hanging from the crown; it follows the head, further down the back."""
    rng, rows, columns = fitting.rng("hair", "curtain"), 20, 44
    length = float(rng.uniform(*LENGTH[fitting.attributes.hair]))
    open_angle, phase = np.radians(rng.uniform(92, 112)), rng.uniform(0, 97)
    angle = np.linspace(np.pi - open_angle, np.pi + open_angle, columns)
    heights = np.linspace(0.045, -length, rows)[:, None]
    round_top = np.sqrt(np.maximum(0, 1 - (np.maximum(heights, 0) / (frame.half[1] + thickness)) ** 2))
    down = np.clip(-heights / 0.25, 0, 1)
    taper = 1 - 0.25 * ramp(0.6, 1.0, np.linspace(0, 1, rows))[:, None]
    row = np.arange(rows)[:, None]
    strands = 0.004 * np.sin(9 * angle + phase) + 0.004 * np.sin(17 * angle + 0.3 * row + phase)
    aside = (1.02 * frame.half[0] + thickness + 0.012 * down) * round_top * taper + strands
    behind = (frame.half[2] + thickness + 0.006 - 0.03 * down) * round_top + strands
    level = heights - 0.02 * np.sin(5 * angle + phase) * down
    outside = np.stack([aside * np.sin(angle), level, behind * np.cos(angle)], axis=-1).reshape(-1, 3)
    inside = outside * [0.9, 1, 0.9]
    faces = grid_faces(rows, columns, closed=False)
    mesh = Mesh(np.concatenate([outside, inside]), np.concatenate([faces[:, ::-1], faces + len(outside)]))
    share = np.tile(np.repeat(np.clip(-heights[:, 0] / 0.22 - 0.35, 0, 1), columns), 2)[:, None]
    bones, count = fitting.atlas.body.bones, len(mesh.vertices)
    weights = one_hot(bones, count, {"head": 1.0}) * (1 - share) + one_hot(bones, count, {"spine01": 1.0}) * share
    strand = np.stack([np.tile(0.09 * angle, rows), np.repeat(heights[:, 0], columns), np.zeros(len(outside))], axis=1)
    cut = np.minimum(1.0, _below_hat(fitting, mesh.vertices))
    layout = Layout(np.tile(strand, (2, 1)), None, cut)
    return make_part(mesh.moved(frame.centre), weights, "hair", layout)


def ponytail(fitting: Fitting, frame: HeadFrame) -> Part:
    rng, down = fitting.rng("hair", "ponytail"), np.linspace(0, 1, 14)
    length, high = float(rng.uniform(0.18, 0.34)), rng.random() < 0.5
    tied_at = 0.055 if high and fitting.attributes.headwear == NONE else -0.01
    aside = 0.012 * np.sin(3 * down + rng.uniform(0, 2 * np.pi))
    height = tied_at + 0.072 * down * (1 - down) - length * down**1.25
    behind = -frame.half[2] - 0.014 - 0.048 * np.sin(np.pi * np.clip(1.3 * down, 0, 1))
    radius = 0.012 + 0.026 * np.sin(np.pi * np.clip(0.85 * down + 0.12, 0, 1))
    radius[-1] = 0.004
    mesh = tube(np.stack([aside, height, behind], axis=1) + frame.centre, radius, sides=10)
    weights = one_hot(fitting.atlas.body.bones, len(mesh.vertices), {"head": 0.7, "spine01": 0.3})
    return make_part(mesh, weights, "hair")


def bun(fitting: Fitting, frame: HeadFrame) -> Part:
    """On the crown, or at the back, where it always is under a hat."""
    rng = fitting.rng("hair", "bun")
    radius, high = float(rng.uniform(0.036, 0.050)), rng.random() < 0.4
    place = [0, 0.01, -frame.half[2] - 0.45 * radius]
    if high and fitting.attributes.headwear == NONE:
        place = [0, 0.85 * frame.half[1] + 0.5 * radius, -0.45 * frame.half[2]]
    ball = rounded_box([2 * radius] * 3, power=2.0)
    return on_head(fitting.figure, ball.moved(frame.centre + place), "hair")


def _inside_hairline(fitting: Fitting, fringe: float) -> Float[ndarray, " vertex"]:
    """Metres above the hairline on the template; negative on face, neck and everything but the head."""
    template, marks = fitting.atlas.body.vertices, fitting.marks
    back, eye = marks.head_back, float(marks.eye[2])
    depths = [back, back + 0.06, back + 0.085, eye - 0.085, eye - 0.06, eye - 0.02, eye + 0.015]
    line = [NAPE, BEHIND_EAR, EAR, SIDEBURN, TEMPLE, FOREHEAD_SIDE - 0.6 * fringe, FOREHEAD - fringe]
    inside = template[:, 1] - float(marks.eye[1]) - np.interp(template[:, 2], depths, line)
    return np.where(fitting.atlas.limbs.head < 0.4, -0.05, inside)


def _below_hat(fitting: Fitting, from_centre: Float[ndarray, "vertex 3"]) -> Float[ndarray, " vertex"]:
    """Metres under the edge of what is worn on the head."""
    edge = edge_height(fitting.attributes.headwear, from_centre[:, 2])
    return np.full(len(from_centre), 1.0) if edge is None else edge + UNDER_BRIM - from_centre[:, 1]
