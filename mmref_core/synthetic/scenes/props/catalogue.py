"""All models of things by name, each in a few variants that all places share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.geometry.solids import RenderGeometry
from mmref_core.synthetic.scenes.props import (
    greenery,
    ground,
    house_fronts,
    playground,
    rooms,
    shelters,
    street,
    vehicles,
)
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, joined

VARIANTS = 12  # models of a thing
THINGS: Mapping[str, Callable[[Generator], list[SceneryPart]]] = {
    "pole": street.pole,
    "street lamp": street.street_lamp,
    "bin": street.bin_,
    "wheelie bins": street.wheelie_bins,
    "rubbish bags": street.bags,
    "bench": street.bench,
    "stone seat": street.stone_seat,
    "sign post": street.sign_post,
    "notice board": street.notice_board,
    "city light": street.city_light,
    "advertising column": street.advertising_column,
    "bollards": street.bollards,
    "railing": street.railing,
    "barrier": street.barrier,
    "cone": street.cone,
    "cabinet": street.cabinet,
    "post box": street.post_box,
    "parking meter": street.parking_meter,
    "kiosk": shelters.kiosk,
    "bus shelter": shelters.bus_shelter,
    "cafe table": shelters.cafe_table,
    "parasol": shelters.parasol,
    "traffic light": street.traffic_light,
    "scaffold": shelters.scaffold,
    "car": vehicles.car,
    "van": vehicles.van,
    "bus": vehicles.bus,
    "bicycle": vehicles.bicycle,
    "bicycle rack": vehicles.bicycle_rack,
    "scooter": vehicles.scooter,
    "train": vehicles.train,
    "tree": greenery.tree,
    "bare tree": greenery.bare_tree,
    "conifer": greenery.conifer,
    "bush": greenery.bush,
    "hedge": greenery.hedge,
    "flower bed": greenery.flower_bed,
    "tall grass": greenery.tall_grass,
    "planter": greenery.planter,
    "potted palm": greenery.potted_palm,
    "treeline": greenery.treeline,
    "shop front": house_fronts.shop_front,
    "house front": house_fronts.house_front,
    "office front": house_fronts.office_front,
    "closed shop": house_fronts.closed_shop,
    "bare wall": house_fronts.bare_wall,
    "garden wall": house_fronts.garden_wall,
    "wire fence": house_fronts.wire_fence,
    "board fence": house_fronts.board_fence,
    "iron fence": house_fronts.iron_fence,
    "hoarding": house_fronts.hoarding,
    "house block": house_fronts.house_block,
    "sea": house_fronts.sea,
    "corridor wall": house_fronts.corridor_wall,
    "tiled wall": house_fronts.tiled_wall,
    "smooth wall": house_fronts.smooth_wall,
    "window wall": house_fronts.window_wall,
    "concrete wall": house_fronts.concrete_wall,
    "goods wall": house_fronts.goods_wall,
    "shelf": rooms.shelf,
    "stall": rooms.stall,
    "crates": rooms.crates,
    "counter": rooms.counter,
    "pillar": rooms.pillar,
    "round column": rooms.round_column,
    "machine": rooms.machine,
    "ticket gates": rooms.ticket_gates,
    "seats": rooms.seats,
    "desk": rooms.desk,
    "locker row": rooms.locker_row,
    "sofa": rooms.sofa,
    "belt posts": rooms.belt_posts,
    "escalator": rooms.escalator,
    "stairs": rooms.stairs,
    "overhead sign": rooms.overhead_sign,
    "trolleys": rooms.trolleys,
    "slide": playground.slide,
    "swings": playground.swings,
    "climbing frame": playground.climbing_frame,
    "spring rider": playground.spring_rider,
    "deck chair": playground.deck_chair,
    "manhole": ground.manhole,
    "patch": ground.patch,
    "fallen leaves": ground.fallen_leaves,
    "drain": ground.drain,
}
FLAT = ("manhole", "patch", "fallen leaves", "drain")  # hide nobody


@dataclass(frozen=True)
class ThingModel:
    """A thing in model space: x to its left, z to its front."""

    geometries: tuple[RenderGeometry, ...]
    low: tuple[float, float, float]
    high: tuple[float, float, float]

    @property
    def reach(self) -> float:
        """Distance on the ground in metres from the origin to the furthest point."""
        corners = [np.hypot(x, z) for x in (self.low[0], self.high[0]) for z in (self.low[2], self.high[2])]
        return float(max(corners))


def model_of(pieces: list[SceneryPart]) -> ThingModel:
    """Return the model of some parts."""
    geometries = joined(pieces)
    points = np.concatenate([geometry.vertices[:, :3] for geometry in geometries]).astype(float)
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return ThingModel(geometries, tuple(low), tuple(high))


@lru_cache(maxsize=len(THINGS) * VARIANTS)
def model(name: str, variant: int) -> ThingModel:
    """Return the model with a name and variant, the same at all places."""
    return model_of(THINGS[name](stream(variant, "thing", name)))
