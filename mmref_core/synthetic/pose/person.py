"""Dressed persons, built once from attributes and a seed and posed for every picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy import ndarray
from numpy.random import Generator
from scipy.sparse import csr_matrix, vstack

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import BodyFigure, build_figure
from mmref_core.synthetic.body.limbs import SIDES
from mmref_core.synthetic.body.parametric_body import SKIN, TIGHTS
from mmref_core.synthetic.body.skeleton import UP, OrientedPoints, carried, forward_kinematics, rotation, skinned
from mmref_core.synthetic.clothing.bags import worn_bag
from mmref_core.synthetic.clothing.drape import BodyPlacement, covered_rows, hang, leg_rows
from mmref_core.synthetic.clothing.outfit import dress
from mmref_core.synthetic.clothing.soles import on_heels
from mmref_core.synthetic.geometry.materials import period_of
from mmref_core.synthetic.geometry.mesh import DrapeSpec, Outfit, PosedMesh, SkinnedMesh
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.pose.body_pose import BodyPose, PersonHabits, can_sit, draw_pose
from mmref_core.synthetic.pose.gait import Side
from mmref_core.synthetic.pose.gestures import ON_FOREARM, OTHER_SIDE
from mmref_core.synthetic.pose.grip import HandGrip
from mmref_core.synthetic.pose.held_items import BESIDE, held_bag, held_item, item_materials
from mmref_core.synthetic.pose.reaching import ReachAnchors, eyes_at_rest, palm_at_rest
from mmref_core.synthetic.pose.scooters import DECK_TOP
from mmref_core.synthetic.pose.seats import SEATS, seat, seat_material

LEFT_HANDED_SHARE = 0.4
SEATED_SHARE = 0.06  # of persons who are met sitting now and then
HIPS = "spine05"
CROOK, FOREARM_RADIUS = 0.22, 0.03  # where on the forearm a bag hangs, as a share to the palm; metres
RAISED = {("riding a scooter",): DECK_TOP}  # metres that the soles are off the ground

Transforms = Float[ndarray, "bone 3 4"]


@dataclass(frozen=True)
class PosedPerson:
    """Triangles in world metres for the renderer, soles on y = 0, and the words for the pose."""

    vertices: Float[ndarray, "vertex 14"]  # position 3, normal 3, pattern 3, template 3, cut, material row
    faces: Int[ndarray, "face 3"]
    materials: Float[ndarray, "material 8 4"]
    material_names: tuple[str, ...]
    action: str  # walking, running, standing, sitting, crouching
    doing: tuple[str, ...]
    item: str  # what is in the hand, or "none"
    yaw: float  # degrees; 0 faces +z, 90 faces +x
    height_m: float  # of the top of the head in this pose
    framed: int  # how many vertices, from the first, a detector's box takes in: no bicycle, no bench

    @property
    def periods(self) -> dict[str, float]:
        """Period in metres of the pattern of each material that has a periodic one."""
        return {name: period_of(row) for name, row in zip(self.material_names, self.materials, strict=True)}


@dataclass(frozen=True)
class DrapeSupport:
    """A drape, and the vertices of the person, besides the legs, over which it hangs."""

    drape: DrapeSpec
    over: Bool[ndarray, " vertex"]


@dataclass(frozen=True)
class Person:
    """Everything about a person that is independent of the pose."""

    figure: BodyFigure
    attributes: PersonAttributes
    rest: OrientedPoints
    weights: csr_matrix  # of every bone for every vertex
    fixed: Float[ndarray, "vertex 8"]  # the columns of a posed vertex after its normal
    faces: Int[ndarray, "face 3"]
    legs: OrientedPoints  # what skirts hang over
    leg_weights: csr_matrix
    hangings: tuple[DrapeSupport, ...]
    materials: Float[ndarray, "material 8 4"]
    material_names: tuple[str, ...]
    anchors: ReachAnchors
    habits: PersonHabits
    seat: str  # what it would be, "none" for those who never sit
    bag_size: float

    def pose(self, rng: Generator, yaw_degrees: float) -> PosedPerson:
        """Return a random pose, turned by `yaw_degrees` from facing +z."""
        body, figure = self.figure.atlas.body, self.figure
        pose = draw_pose(rng, figure, self.anchors, self.attributes, self.habits)
        turn = rotation(UP, yaw_degrees)
        transforms = forward_kinematics(body, figure.heads, pose.rotations, turn)
        posed = skinned(self.rest, self.weights, transforms)
        lift = RAISED.get(pose.doing[:1], 0.0) - float(posed.vertices[self.fixed[:, 6] >= 0, 1].min())
        posed.vertices[:, 1] += lift
        transforms[:, 1, 3] += lift
        loose = self._drapes(posed, transforms, turn) + self._held(pose, transforms, turn)
        own = np.concatenate([posed.vertices, posed.normals, self.fixed], axis=1)
        blocks = [own, *(_columns(part, self.material_names.index(part.material)) for part in loose)]
        vertices = np.concatenate(blocks).astype(np.float32)
        top = carried(transforms[body.index["head"]], figure.vertices[SKIN][figure.vertices[SKIN, 1].argmax()])
        return PosedPerson(
            vertices=vertices,
            faces=_joined([self.faces, *(part.faces for part in loose)], [len(block) for block in blocks]),
            materials=self.materials,
            material_names=self.material_names,
            action=pose.action,
            doing=pose.doing,
            item=pose.item,
            yaw=yaw_degrees,
            height_m=float(top[1]),
            framed=len(own) if pose.item in BESIDE or on_seat(pose) else len(vertices),
        )

    def _drapes(self, posed: OrientedPoints, transforms: Transforms, turn: Float[ndarray, "3 3"]) -> list[PosedMesh]:
        if not self.hangings:
            return []
        hips = self.figure.joint(HIPS)
        centre = carried(transforms[self.figure.atlas.body.index[HIPS]], hips)
        stance = BodyPlacement(centre, turn, self.figure.scale, float(centre[1] - hips[1]))
        legs = skinned(self.legs, self.leg_weights, transforms).vertices
        hung: list[PosedMesh] = []
        for hanging in self.hangings:  # a skirt comes before the coat that hangs over it
            beneath = [part.vertices for part in hung if part.material in hanging.drape.sources]
            hung.append(hang(hanging.drape, np.concatenate([legs, posed.vertices[hanging.over], *beneath]), stance))
        return hung

    def _held(self, pose: BodyPose, transforms: Transforms, turn: Float[ndarray, "3 3"]) -> list[PosedMesh]:
        parts: list[PosedMesh] = []
        grip = self._grip(self.habits.item_side, transforms, turn)
        if pose.item != NONE:
            parts += held_item(pose.item, grip, pose.doing)
        if on_seat(pose):
            parts += seat(self.seat, grip)
        return parts + self._bag_in_hand(transforms, turn)

    def _bag_in_hand(self, transforms: Transforms, turn: Float[ndarray, "3 3"]) -> list[PosedMesh]:
        """Or hanging from the forearm, near the elbow."""
        side = OTHER_SIDE[self.habits.item_side]
        grip = self._grip(side, transforms, turn)
        if self.attributes.bag_strap == ON_FOREARM:
            elbow = self.figure.joint(f"lowerarm01.{side}")
            crook = elbow + CROOK * (palm_at_rest(self.figure, side) - elbow)
            bone = transforms[self.figure.atlas.body.index[f"lowerarm01.{side}"]]
            grip = replace(grip, palm=carried(bone, crook) - FOREARM_RADIUS * UP)
        return held_bag(self.attributes.bag, grip)

    def _grip(self, side: Side, transforms: Transforms, turn: Float[ndarray, "3 3"]) -> HandGrip:
        figure, index = self.figure, self.figure.atlas.body.index
        palms = {each: carried(transforms[index[f"wrist.{each}"]], palm_at_rest(figure, each)) for each in SIDES}
        return HandGrip(
            palm=palms[side],
            turn=turn,
            eyes=carried(transforms[index["head"]], eyes_at_rest(figure)),
            other=palms[OTHER_SIDE[side]],
            hips=carried(transforms[index[HIPS]], figure.joint(HIPS)),
            sign=float(SIDES[side]),
            size=self.bag_size,
        )


def build_person(atlas: BodyAtlas, attributes: PersonAttributes, seed: int) -> Person:
    """Return body, clothes and bag in rest pose; the same attributes and seed give the same person."""
    figure = on_heels(build_figure(atlas, attributes, seed), attributes)
    outfit = dress(figure, attributes, seed)
    outfit.add(worn_bag(figure, attributes, outfit, seed))
    if attributes.carried != NONE:
        outfit.materials |= item_materials(attributes, seed)
    habits, kind = draw_habits(attributes, seed)
    if habits.has_seat:
        outfit.materials["seat"] = seat_material(kind, seed)
    names = tuple(outfit.materials)
    parts = outfit.parts
    legs = figure.vertices[TIGHTS][leg_rows(atlas)]
    return Person(
        figure=figure,
        attributes=attributes,
        rest=OrientedPoints(_stacked(parts, "vertices"), _stacked(parts, "normals")),
        weights=vstack([csr_matrix(part.weights) for part in parts], format="csr"),
        fixed=np.concatenate([_columns(part, names.index(part.material))[:, 6:] for part in parts]),
        faces=_joined([part.faces for part in parts], [len(part.vertices) for part in parts]),
        legs=OrientedPoints(legs, np.zeros_like(legs)),
        leg_weights=csr_matrix(atlas.body.weights[TIGHTS][leg_rows(atlas)]),
        hangings=tuple(DrapeSupport(drape, _covered(atlas, outfit, drape)) for drape in outfit.drapes),
        materials=np.stack([outfit.materials[name].row() for name in names]),
        material_names=names,
        anchors=ReachAnchors.of(figure),
        habits=habits,
        seat=kind,
        bag_size=float(stream(seed, "bag size").uniform(0.8, 1.1)) * min(1.0, figure.scale),
    )


def on_seat(pose: BodyPose) -> bool:
    """Return whether the person sits on a bench, wall or stool; a wheelchair is a carried thing."""
    return pose.action == "sitting" and pose.item != "wheelchair"


def draw_habits(attributes: PersonAttributes, seed: int) -> tuple[PersonHabits, str]:
    """Return the hand that holds things and the seat that the person is seen on, if any."""
    rng = stream(seed, "hands")
    side: Side = "L" if rng.random() < LEFT_HANDED_SHARE else "R"
    has_seat = bool(rng.random() < SEATED_SHARE) and can_sit(attributes)
    return PersonHabits(side, has_seat), str(rng.choice(list(SEATS))) if has_seat else NONE


def _covered(atlas: BodyAtlas, outfit: Outfit, drape: DrapeSpec) -> Bool[ndarray, " vertex"]:
    rows = [
        covered_rows(atlas, part) if part.material in drape.sources else np.zeros(len(part.vertices), bool)
        for part in outfit.parts
    ]
    return np.concatenate(rows)


def _columns(part: SkinnedMesh | PosedMesh, material: int) -> Float[ndarray, "vertex 14"]:
    count = len(part.vertices)
    ends = np.stack([part.cut, np.full(count, material)], axis=1)
    blocks = [part.vertices, part.normals, part.coordinates, part.template, ends]
    return np.concatenate(blocks, axis=1, dtype=np.float32)


def _stacked(parts: Sequence[SkinnedMesh], field: str) -> Float[ndarray, "vertex column"]:
    return np.concatenate([getattr(part, field) for part in parts], dtype=np.float32)


def _joined(faces: Sequence[Int[ndarray, "_ 3"]], vertex_counts: Sequence[int]) -> Int[ndarray, "face 3"]:
    """Faces of several meshes numbered through."""
    starts = np.cumsum([0, *vertex_counts[:-1]])
    return np.concatenate([block + start for block, start in zip(faces, starts, strict=True)]).astype(np.int32)
