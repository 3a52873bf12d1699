"""Cross sections of streets: strips of ground from the person outwards, and the things in a row on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Weights = Mapping[str, float]
PAVED = ("slabs", "slabs", "pavers", "asphalt", "asphalt", "cobbles")
FLOOR = ("floor tiles", "floor tiles", "terrazzo", "panels")
LIGHT_GREYS, DARK_GREYS, FLOOR_GREYS = (120, 200), (85, 135), (130, 225)

FENCES = {"iron fence": 2, "wire fence": 2, "board fence": 1.5, "garden wall": 2, "hedge": 2}
KERB_THINGS = {"bollards": 2, "tree": 2.5, "sign post": 1.5, "pole": 1, "bin": 1, "cabinet": 1, "railing": 2}
KERB_THINGS |= {"parking meter": 0.7, "bicycle": 2, "bicycle rack": 1, "scooter": 1.2, "post box": 0.5, "planter": 0.8}
KERB_THINGS |= {"city light": 0.6, "traffic light": 0.4, "wheelie bins": 0.6, "bare tree": 0.8, "bench": 0.8}
WALL_THINGS = {"bicycle": 2, "bench": 1, "bin": 1, "planter": 1.5, "wheelie bins": 1, "rubbish bags": 1, "crates": 1}
WALL_THINGS |= {"cabinet": 1, "notice board": 1, "bicycle rack": 1, "scooter": 0.8, "machine": 0.3, "scaffold": 0.3}
PARKED = {"car": 6, "van": 1}
SHOPS = {"shop front": 6, "closed shop": 1, "house front": 1, "hoarding": 0.2}
HOUSES = {"house front": 6, "shop front": 1, "bare wall": 1, "closed shop": 0.3, "hoarding": 0.3}
OFFICES = {"office front": 5, "bare wall": 1, "shop front": 0.6}
ROOM_THINGS = {"potted palm": 1, "bin": 1, "seats": 1, "city light": 1, "machine": 1, "sofa": 0.6}


@dataclass(frozen=True)
class GroundStrip:
    """A strip of ground along the way; things stand in its middle with their fronts to the way."""

    ground: tuple[str, ...]
    width: tuple[float, float]  # metres
    things: Weights = field(default_factory=dict)
    gap: tuple[float, float] = (1.0, 5.0)  # metres between things
    greys: tuple[int, int] = LIGHT_GREYS  # of the ground, sRGB
    is_road: bool = False  # lies lower, behind a kerb
    marks: str = ""  # "dashes", "zebra" or "parking"
    lengthwise: bool = False  # things stand along the way, like cars at a kerb
    is_uniform: bool = False  # one kind of thing in the whole row


def row(*names: str, gap: tuple[float, float] = (0.0, 0.0), ground: str = "slabs") -> GroundStrip:
    """Return a strip with fronts, walls or fences of one kind without gaps."""
    return GroundStrip((ground,), (0.2, 0.2), dict.fromkeys(names, 1.0), gap, is_uniform=True)


def fronts(things: Weights) -> GroundStrip:
    return GroundStrip(("slabs",), (0.2, 0.2), things, (0.0, 0.0))


def road(parked: Weights, marks: str = "dashes") -> tuple[GroundStrip, ...]:
    """Return strips of a road: parked cars, lanes, and parked cars at the other side."""
    lane = GroundStrip(
        ("asphalt",), (3.0, 6.5), {"car": 3, "van": 1, "bus": 0.6}, (9, 30), DARK_GREYS, True, marks, True
    )
    cars = GroundStrip(("asphalt",), (2.2, 2.4), parked, (0.5, 4.0), DARK_GREYS, True, "", True)
    return (cars, lane, cars) if parked else (lane,)


def pavement(things: Weights, width: tuple[float, float], gap: tuple[float, float] = (1.0, 5.0)) -> GroundStrip:
    return GroundStrip(PAVED, width, things, gap)


MEADOW = GroundStrip(("grass",), (3.0, 9.0), {"tree": 3, "bush": 1.5, "bench": 0.6, "conifer": 0.6, "tall grass": 1.5})
SIDES: Mapping[str, tuple[GroundStrip, ...]] = {
    "shops": (pavement(WALL_THINGS, (0.6, 1.6), (1.0, 6.0)), fronts(SHOPS)),
    "houses": (pavement(WALL_THINGS, (0.6, 1.4), (2.0, 8.0)), fronts(HOUSES)),
    "offices": (pavement({"planter": 2, "bicycle rack": 1, "stone seat": 1}, (0.8, 2.5)), fronts(OFFICES)),
    "wall": (pavement(WALL_THINGS, (0.5, 1.2), (2.0, 8.0)), fronts({"bare wall": 1})),
    "road and houses": (
        pavement(KERB_THINGS, (0.7, 1.3)),
        *road(PARKED),
        pavement(KERB_THINGS, (2.0, 3.5)),
        fronts(HOUSES),
    ),
    "road and shops": (
        pavement(KERB_THINGS, (0.7, 1.3)),
        *road(PARKED),
        pavement(KERB_THINGS, (2.0, 3.5)),
        fronts(SHOPS),
    ),
    "road": (pavement(KERB_THINGS, (0.6, 1.2)), *road({}), pavement(KERB_THINGS, (2.0, 3.0)), fronts(HOUSES)),
    "road and park": (pavement(KERB_THINGS, (0.6, 1.2)), *road(PARKED), row(*FENCES), MEADOW, row("treeline")),
    "parked row": (
        GroundStrip(("asphalt",), (5.0, 5.5), PARKED, (0.5, 0.9), DARK_GREYS, marks="parking"),
        fronts(HOUSES),
    ),
    "bicycles": (pavement({"bicycle": 3, "bicycle rack": 3, "scooter": 1}, (1.6, 2.2), (0.1, 1.2)), fronts(OFFICES)),
    "bicycles and green": (
        pavement({"bicycle": 3, "bicycle rack": 4}, (1.6, 2.2), (0.1, 1.2)),
        row("hedge", "wire fence"),
        MEADOW,
        row("treeline"),
    ),
    "cafe": (
        pavement({"parasol": 3, "cafe table": 4, "planter": 1.5}, (2.2, 4.0), (0.2, 1.2)),
        fronts({"shop front": 1}),
    ),
    "meadow": (
        GroundStrip(
            ("grass", "grass", "gravel"), (0.8, 2.0), {"bench": 1.5, "bin": 0.6, "street lamp": 0.6, "tree": 1.5}
        ),
        MEADOW,
        GroundStrip(("grass",), (5.0, 8.0), {"tree": 2, "conifer": 1, "bush": 2}, (1.0, 4.0)),
        row("treeline", gap=(0.0, 3.0), ground="grass"),
    ),
    "flower beds": (
        GroundStrip(("grass",), (1.0, 2.0), {"flower bed": 3, "bush": 1, "hedge": 1}, (0.5, 3.0)),
        MEADOW,
        row("treeline", "house block", ground="grass"),
    ),
    "hedge": (
        GroundStrip(("grass", "earth"), (0.8, 1.2), {"hedge": 1}, (0.0, 0.3)),
        MEADOW,
        row("house block", gap=(1, 6)),
    ),
    "fence": (
        GroundStrip(("grass", "asphalt", "gravel"), (0.5, 1.2), FENCES, (0.0, 0.0), is_uniform=True),
        MEADOW,
        row("treeline", "house block", gap=(0.0, 4.0), ground="grass"),
    ),
    "square": (
        pavement({"bench": 2, "planter": 2, "stone seat": 1.5, "bollards": 1, "bin": 1, "tree": 2}, (1.5, 4.0)),
        pavement({"parasol": 1, "kiosk": 0.5, "advertising column": 0.6, "tree": 1.5, "city light": 1}, (4.0, 8.0)),
        fronts(SHOPS | OFFICES),
    ),
    "zebra": (pavement({"traffic light": 2, "bollards": 2, "railing": 1, "pole": 1}, (0.6, 1.2)), *road({}, "zebra")),
    "stalls": (
        pavement({"stall": 6, "crates": 1.5, "rubbish bags": 0.3}, (1.6, 2.2), (0.0, 0.6)),
        pavement({"stall": 3, "van": 1, "crates": 1}, (2.5, 3.5), (0.2, 2.0)),
        fronts(SHOPS | HOUSES),
    ),
    "bus stop": (
        pavement({"bus shelter": 4, "sign post": 1, "bin": 1, "city light": 1}, (1.8, 2.4), (0.5, 4.0)),
        GroundStrip(("asphalt",), (3.0, 3.4), {"bus": 3, "car": 1}, (3, 14), DARK_GREYS, True, "dashes", True),
        *road({}),
        pavement(KERB_THINGS, (2.0, 3.5)),
        fronts(SHOPS),
    ),
    "sea": (
        GroundStrip(("deck", "slabs"), (0.8, 2.0), {"bench": 2, "street lamp": 1, "bin": 1, "planter": 1}),
        row("railing", "garden wall", "railing"),
        GroundStrip(("sand",), (8.0, 14.0), {"parasol": 2, "deck chair": 3, "tall grass": 1}, (0.5, 4.0)),
        row("sea", gap=(0.0, 0.0), ground="sand"),
    ),
    "beach huts": (
        GroundStrip(
            ("sand", "deck"), (1.0, 2.5), {"deck chair": 2, "bush": 1, "bicycle": 1, "potted palm": 2}, (0.4, 3.0)
        ),
        fronts({"kiosk": 2, "board fence": 1, "shop front": 1, "garden wall": 1}),
    ),
    "playground": (
        GroundStrip(("rubber", "sand", "grass"), (2.6, 3.4), {"spring rider": 2, "swings": 2, "slide": 2}, (0.8, 3.0)),
        GroundStrip(("sand", "grass", "earth"), (3.0, 4.0), {"climbing frame": 3, "slide": 1, "swings": 1, "tree": 1}),
        row("wire fence", "board fence", "hedge", "iron fence", ground="grass"),
        MEADOW,
        row("house block", "treeline", ground="grass"),
    ),
    "track": (
        GroundStrip(("studs",), (0.4, 0.6)),
        GroundStrip(("slabs", "concrete"), (0.7, 0.9)),
        GroundStrip(("gravel",), (3.0, 3.4), {"train": 1}, (0.0, 0.2), DARK_GREYS, True, is_uniform=True),
        GroundStrip(("slabs",), (4.0, 6.0), {"pillar": 1, "bench": 1, "notice board": 1}),
        fronts({"tiled wall": 3, "bare wall": 1}),
    ),
    "empty track": (
        GroundStrip(("studs",), (0.4, 0.6)),
        GroundStrip(("slabs", "concrete"), (0.7, 0.9)),
        GroundStrip(("gravel",), (4.0, 4.4), {}, (0, 0), DARK_GREYS, True),
        GroundStrip(("slabs",), (4.0, 6.0), {"pillar": 1, "bench": 1, "notice board": 1, "machine": 0.6, "railing": 1}),
        fronts({"tiled wall": 2, "bare wall": 1, "wire fence": 0.6}),
    ),
    "platform wall": (
        GroundStrip(
            ("slabs", "floor tiles"), (1.0, 2.5), {"bench": 2, "seats": 2, "machine": 1, "pillar": 2, "bin": 1}
        ),
        fronts({"tiled wall": 4, "smooth wall": 1}),
    ),
    "gates": (
        GroundStrip(FLOOR, (1.5, 2.5), {"ticket gates": 4, "overhead sign": 0.5}, (0.0, 0.4), FLOOR_GREYS),
        GroundStrip(FLOOR, (3.0, 5.0), {"pillar": 1, "machine": 1, "overhead sign": 1}, (1.0, 4.0), FLOOR_GREYS),
        fronts({"tiled wall": 2, "smooth wall": 2, "window wall": 1}),
    ),
    "machines": (
        GroundStrip(
            FLOOR, (1.0, 1.8), {"machine": 5, "city light": 1, "bin": 1, "locker row": 2}, (0.1, 1.6), FLOOR_GREYS
        ),
        fronts({"tiled wall": 2, "smooth wall": 2}),
    ),
    "moving stairs": (
        GroundStrip(FLOOR, (2.0, 3.0), {"escalator": 2, "stairs": 1, "round column": 1}, (0.3, 2.0), FLOOR_GREYS),
        GroundStrip(FLOOR, (2.5, 4.0), {"pillar": 1, "planter": 0.5}, (2.0, 5.0), FLOOR_GREYS),
        fronts({"smooth wall": 2, "shop front": 1, "window wall": 1}),
    ),
    "aisle": (
        GroundStrip(FLOOR, (0.8, 1.2), {"shelf": 5, "crates": 0.7, "trolleys": 0.3}, (0.0, 0.8), FLOOR_GREYS),
        GroundStrip(FLOOR, (2.2, 2.8), {"shelf": 3, "machine": 0.4}, (0.0, 1.5), FLOOR_GREYS),
        fronts({"goods wall": 1}),
    ),
    "tills": (
        GroundStrip(
            FLOOR, (1.2, 2.0), {"counter": 3, "trolleys": 1, "belt posts": 1, "crates": 1}, (0.3, 1.5), FLOOR_GREYS
        ),
        fronts({"goods wall": 2, "window wall": 1, "smooth wall": 1}),
    ),
    "shop windows": (
        GroundStrip(FLOOR, (0.5, 1.4), ROOM_THINGS | {"sign post": 0.3, "shelf": 0.6}, (2.0, 6.0), FLOOR_GREYS),
        fronts({"shop front": 5, "smooth wall": 1, "closed shop": 0.3}),
    ),
    "corridor": (GroundStrip(("floor tiles", "carpet", "terrazzo"), (0.15, 0.4)), row("corridor wall")),
    "corridor with things": (
        GroundStrip(("floor tiles", "carpet", "terrazzo"), (0.5, 0.9), ROOM_THINGS | {"locker row": 2, "desk": 0.6}),
        row("corridor wall", "smooth wall"),
    ),
    "parking bays": (
        GroundStrip(("concrete", "asphalt"), (5.0, 5.4), PARKED, (0.5, 1.2), DARK_GREYS, marks="parking"),
        GroundStrip(("concrete",), (1.0, 5.0), {"pillar": 1, "cone": 0.3}, (2.0, 5.0), DARK_GREYS),
        fronts({"concrete wall": 1}),
    ),
    "pillars": (
        GroundStrip(("concrete", "asphalt"), (0.8, 1.5), {"pillar": 3, "barrier": 0.6, "cone": 0.8, "machine": 0.3}),
        fronts({"concrete wall": 1}),
    ),
    "tunnel wall": (
        GroundStrip(
            ("slabs", "asphalt", "floor tiles"), (0.2, 0.6), {"rubbish bags": 0.3, "bicycle": 0.4}, (4.0, 14.0)
        ),
        fronts({"tiled wall": 3, "bare wall": 1, "concrete wall": 1}),
    ),
    "steps": (
        GroundStrip(("slabs", "concrete"), (0.6, 1.2), {"railing": 1}, (2.0, 6.0)),
        GroundStrip(("slabs",), (0.2, 0.2), {"stairs": 3, "tiled wall": 1, "bare wall": 1}, (0.2, 1.0)),
        fronts({"bare wall": 1}),
    ),
    "reception": (
        GroundStrip(
            FLOOR, (2.5, 4.0), {"counter": 2, "sofa": 2, "potted palm": 2, "belt posts": 1}, (0.4, 2.5), FLOOR_GREYS
        ),
        fronts({"smooth wall": 3, "window wall": 2, "corridor wall": 1}),
    ),
    "desks": (
        GroundStrip(("carpet", "parquet"), (1.6, 2.2), {"desk": 4, "potted palm": 1, "sofa": 0.6}, (0.3, 1.5)),
        GroundStrip(("carpet",), (2.0, 2.4), {"desk": 3, "locker row": 1}, (0.3, 2.0)),
        fronts({"window wall": 2, "smooth wall": 1, "corridor wall": 1}),
    ),
    "windows": (
        GroundStrip(FLOOR, (0.6, 1.6), ROOM_THINGS | {"round column": 2}, (1.5, 4.0), FLOOR_GREYS),
        row("window wall", "smooth wall"),
    ),
}
