"""Kinds of places: ground, things at the sides and ends, clutter, and times of day."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mmref_core.synthetic.scenes.street_profiles import FLOOR, FLOOR_GREYS, LIGHT_GREYS, PAVED, Weights

OUTSIDE = {"sunny": 3.0, "overcast": 3.5, "shade": 1.2, "backlight": 0.9, "dusk": 0.8, "night": 1.0, "rain": 0.9}
OUTSIDE |= {"night rain": 0.3, "snow": 0.3}
INSIDE = {"lit hall": 3.0, "tubes": 2.0, "warm lamps": 1.5, "window light": 1.0}
BELOW = {"tubes": 2.5, "dim": 2.5, "lit hall": 1.0}
STREET_ENDS = {"house block": 3.0, "treeline": 1.5, "car": 0.6, "van": 0.4, "bus": 0.4, "tree": 0.6}
GREEN_ENDS = {"treeline": 4.0, "house block": 1.0, "tree": 1.0}
HALL_ENDS = {"smooth wall": 2.0, "window wall": 1.0, "tiled wall": 1.0, "shop front": 0.6}
GROUND_MARKS = {"manhole": 1.0, "patch": 2.0, "drain": 0.8, "fallen leaves": 1.2}
ROOM_MARKS = {"patch": 0.5, "drain": 0.2, "manhole": 0.2}
STREET_CLUTTER = {"bin": 1.0, "sign post": 1.0, "cone": 0.4, "barrier": 0.5, "bicycle": 1.2, "scooter": 0.5}
STREET_CLUTTER |= {"planter": 0.6, "pole": 0.7, "bollards": 0.7, "crates": 0.3, "notice board": 0.5, "post box": 0.3}
SQUARE_CLUTTER = STREET_CLUTTER | {"bench": 1.5, "kiosk": 0.4, "parasol": 1.0, "city light": 0.8, "tree": 1.0}
GREEN_CLUTTER = {
    "bench": 1.0,
    "tree": 1.5,
    "bush": 1.5,
    "bin": 0.7,
    "bicycle": 0.7,
    "tall grass": 1.0,
    "flower bed": 0.6,
}
HALL_CLUTTER = {"pillar": 1.0, "overhead sign": 0.8, "city light": 0.8, "seats": 0.8, "bin": 0.8, "belt posts": 0.6}


@dataclass(frozen=True)
class PlaceFamily:
    """Tables of weights from which the places of a kind are drawn."""

    blocks: int  # of `places.BLOCK` places each
    sides: Weights  # names of `street_profiles.SIDES`, one drawn for either side
    ways: tuple[str, ...] = PAVED  # textures of the ground under the person
    width: tuple[float, float] = (3.0, 6.0)  # metres of the way
    greys: tuple[int, int] = LIGHT_GREYS
    hours: Weights = field(default_factory=lambda: OUTSIDE)
    ends: Weights = field(default_factory=lambda: STREET_ENDS)
    end_distance: tuple[float, float] = (14.0, 30.0)
    clutter: Weights = field(default_factory=lambda: STREET_CLUTTER)
    spread: float = 70.0  # degrees to either side of the way's direction that cameras look in
    company: tuple[float, int] = (0.45, 4)  # share of pictures with other people, and how many at most
    ceiling: tuple[float, float] | None = None  # metres
    marks: Weights = field(default_factory=lambda: GROUND_MARKS)  # what lies on the ground


FAMILIES: Mapping[str, PlaceFamily] = {
    "street": PlaceFamily(
        3, {"houses": 2, "road and houses": 3, "wall": 1, "road and park": 1, "shops": 1, "parked row": 1}
    ),
    "shopping street": PlaceFamily(
        3, {"shops": 4, "road and shops": 2, "cafe": 2, "bicycles": 1}, width=(3.5, 8.0), company=(0.65, 6)
    ),
    "plaza": PlaceFamily(
        2,
        {"square": 4, "cafe": 2, "offices": 1, "bicycles": 1},
        ("slabs", "pavers", "cobbles"),
        (6.0, 12.0),
        clutter=SQUARE_CLUTTER,
        spread=90.0,
        company=(0.6, 6),
    ),
    "park": PlaceFamily(
        2,
        {"meadow": 4, "flower beds": 2, "hedge": 1, "fence": 1},
        ("gravel", "asphalt", "pavers", "earth", "grass"),
        (2.2, 4.5),
        ends=GREEN_ENDS,
        clutter=GREEN_CLUTTER,
        spread=90.0,
    ),
    "crossing": PlaceFamily(2, {"zebra": 4, "road": 2, "road and shops": 1}, width=(2.0, 4.0), company=(0.6, 5)),
    "campus": PlaceFamily(
        2,
        {"bicycles": 3, "bicycles and green": 3, "meadow": 2, "offices": 2, "hedge": 1, "fence": 1},
        ends=GREEN_ENDS,
        clutter=GREEN_CLUTTER | {"bicycle": 3.0, "bicycle rack": 1.5},
        company=(0.55, 5),
    ),
    "platform": PlaceFamily(
        1,
        {"track": 2, "empty track": 2, "platform wall": 3},
        ("slabs", "asphalt", "floor tiles"),
        (2.5, 5.0),
        hours=BELOW | {"overcast": 1.5, "sunny": 0.8, "night": 0.8},
        ends={"tiled wall": 1.0, "stairs": 1.0},
        clutter=HALL_CLUTTER,
        spread=50.0,
        company=(0.7, 7),
        marks=ROOM_MARKS,
    ),
    "station hall": PlaceFamily(
        1,
        {"gates": 3, "machines": 3, "moving stairs": 2},
        FLOOR,
        (3.0, 7.0),
        FLOOR_GREYS,
        INSIDE,
        HALL_ENDS,
        clutter=HALL_CLUTTER,
        company=(0.7, 7),
        ceiling=(3.4, 4.5),
        marks=ROOM_MARKS,
    ),
    "supermarket": PlaceFamily(
        1,
        {"aisle": 5, "tills": 1},
        FLOOR,
        (1.8, 3.5),
        FLOOR_GREYS,
        INSIDE,
        {"goods wall": 1.0},
        (6.0, 14.0),
        {"crates": 1.0, "shelf": 1.0, "trolleys": 0.7},
        40.0,
        ceiling=(3.0, 4.0),
        marks=ROOM_MARKS,
    ),
    "market": PlaceFamily(
        2,
        {"stalls": 5, "shops": 1},
        ("cobbles", "asphalt", "pavers", "slabs"),
        (2.5, 4.0),
        hours=OUTSIDE | {"lit hall": 1.0},
        clutter={"crates": 2.0, "rubbish bags": 0.5, "parasol": 1.0, "stall": 1.0, "barrier": 0.2},
        company=(0.75, 7),
    ),
    "corridor": PlaceFamily(
        1,
        {"corridor": 3, "corridor with things": 2},
        ("floor tiles", "carpet", "terrazzo", "parquet"),
        (1.8, 2.8),
        FLOOR_GREYS,
        INSIDE,
        {"corridor wall": 1.0, "window wall": 0.5},
        (5.0, 16.0),
        {"bin": 1.0, "potted palm": 1.0, "seats": 0.7},
        9.0,
        (0.3, 2),
        (2.5, 3.0),
        marks=ROOM_MARKS,
    ),
    "car park": PlaceFamily(
        1,
        {"parking bays": 4, "pillars": 1},
        ("concrete", "asphalt"),
        (4.0, 6.0),
        (95, 170),
        BELOW,
        {"concrete wall": 1.0, "car": 1.0},
        (9.0, 20.0),
        {"pillar": 1.5, "cone": 0.6, "car": 1.0, "trolleys": 0.5},
        company=(0.25, 2),
        ceiling=(2.8, 3.3),
        marks=ROOM_MARKS,
    ),
    "underpass": PlaceFamily(
        1,
        {"tunnel wall": 3, "steps": 2},
        ("slabs", "asphalt", "floor tiles", "concrete"),
        (2.6, 4.5),
        hours=BELOW | {"shade": 0.8},
        ends={"stairs": 2.0, "tiled wall": 1.0, "bare wall": 1.0},
        end_distance=(6.0, 16.0),
        clutter={"rubbish bags": 0.5, "pillar": 1.0, "railing": 1.0},
        spread=25.0,
        company=(0.5, 4),
        ceiling=(2.8, 3.6),
        marks=ROOM_MARKS,
    ),
    "lobby": PlaceFamily(
        1,
        {"reception": 3, "desks": 1, "windows": 3},
        ("floor tiles", "terrazzo", "panels", "parquet", "carpet"),
        (3.0, 7.0),
        FLOOR_GREYS,
        INSIDE,
        HALL_ENDS,
        (7.0, 16.0),
        {"sofa": 1.0, "potted palm": 1.5, "round column": 1.0, "belt posts": 0.6, "desk": 0.4},
        ceiling=(3.0, 4.5),
        marks=ROOM_MARKS,
    ),
    "mall": PlaceFamily(
        2,
        {"shop windows": 4, "moving stairs": 1, "windows": 1},
        FLOOR,
        (4.0, 8.0),
        FLOOR_GREYS,
        INSIDE,
        HALL_ENDS | {"shop front": 3.0},
        (10.0, 22.0),
        HALL_CLUTTER | {"planter": 1.0, "kiosk": 0.5, "shelf": 0.7},
        company=(0.65, 6),
        ceiling=(3.5, 5.0),
        marks=ROOM_MARKS,
    ),
    "bus stop": PlaceFamily(1, {"bus stop": 4, "shops": 1, "road": 1}, width=(2.0, 3.5), company=(0.6, 5)),
    "promenade": PlaceFamily(
        1,
        {"sea": 4, "beach huts": 2},
        ("slabs", "deck", "pavers"),
        (3.0, 7.0),
        hours={"sunny": 5.0, "overcast": 2.0, "backlight": 2.0, "dusk": 1.0},
        ends={"treeline": 1.0, "house block": 2.0, "parasol": 1.0},
        company=(0.55, 5),
    ),
    "snowy street": PlaceFamily(
        1,
        {"houses": 2, "road and houses": 3, "fence": 1, "shops": 1},
        ("snow",),
        hours={"snow": 4.0, "night": 0.8, "sunny": 0.5},
    ),
    "rainy street": PlaceFamily(
        1,
        {"shops": 2, "road and shops": 3, "houses": 1, "road and houses": 1},
        ("asphalt", "slabs", "cobbles"),
        hours={"rain": 3.0, "night rain": 2.0},
    ),
    "playground": PlaceFamily(
        1,
        {"playground": 4, "meadow": 1, "hedge": 1},
        ("rubber", "earth", "asphalt", "grass"),
        (2.2, 4.0),
        ends=GREEN_ENDS,
        clutter={"spring rider": 1.0, "bench": 1.5, "bin": 0.6, "bush": 1.0, "tree": 0.7},
        spread=90.0,
    ),
}
