"""The texture array of the renderer: all textures by name, each in a few variants."""

from collections.abc import Callable, Mapping

import numpy as np
from jaxtyping import UInt8
from numpy.random import Generator

from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.textures import cutouts, floors, fronts, goods, walls
from mmref_core.synthetic.textures.canvas import SIDE, Canvas

Painter = Callable[[Generator], Canvas]

DIRT = 0  # the layer that the shader wears every surface with
PAINTERS: Mapping[str, tuple[Painter, int]] = {  # how it is painted, and how often
    "dirt": (cutouts.dirt, 1),
    "smooth": (walls.smooth, 2),
    "glow": (walls.glow, 1),
    "asphalt": (floors.asphalt, 4),
    "slabs": (floors.slabs, 4),
    "pavers": (floors.pavers, 4),
    "cobbles": (floors.cobbles, 3),
    "grass": (floors.grass, 4),
    "gravel": (floors.gravel, 2),
    "earth": (floors.earth, 2),
    "sand": (floors.sand, 2),
    "snow": (floors.snow, 3),
    "deck": (floors.deck, 2),
    "parquet": (floors.parquet, 2),
    "floor tiles": (floors.floor_tiles, 5),
    "terrazzo": (floors.terrazzo, 2),
    "carpet": (floors.carpet, 2),
    "studs": (floors.studs, 1),
    "rubber": (floors.rubber, 1),
    "paint": (floors.paint, 2),
    "manhole": (floors.manhole, 1),
    "brick": (walls.brick, 4),
    "plaster": (walls.plaster, 4),
    "concrete": (walls.concrete, 3),
    "wall tiles": (walls.wall_tiles, 4),
    "stone": (walls.stone, 3),
    "boards": (walls.boards, 2),
    "ribbed metal": (walls.ribbed_metal, 2),
    "slats": (walls.slats, 4),
    "panels": (walls.panels, 3),
    "sprayed": (walls.sprayed, 5),
    "foliage wall": (walls.foliage_wall, 3),
    "bark": (walls.bark, 2),
    "sea": (walls.haze_sky, 2),
    "house": (fronts.house, 10),
    "entrance": (fronts.entrance, 5),
    "shop": (fronts.shop, 14),
    "office": (fronts.office, 6),
    "garage": (fronts.garage, 3),
    "corridor": (fronts.corridor, 6),
    "train": (fronts.train, 3),
    "bus": (fronts.bus, 3),
    "shelves": (goods.shelves, 8),
    "books": (goods.books, 2),
    "clothes": (goods.clothes_rail, 4),
    "produce": (goods.produce, 4),
    "fridge": (goods.fridge, 4),
    "ticket machine": (goods.ticket_machine, 2),
    "poster": (goods.poster, 12),
    "bills": (goods.bills, 3),
    "sign": (goods.sign, 8),
    "timetable": (goods.timetable, 4),
    "lockers": (goods.lockers, 3),
    "ceiling": (goods.ceiling, 1),
    "foliage": (cutouts.foliage, 4),
    "tuft": (cutouts.tuft, 3),
    "litter": (cutouts.litter, 2),
    "stain": (cutouts.stain, 3),
    "bicycle": (cutouts.bicycle, 6),
    "mesh fence": (cutouts.mesh_fence, 1),
    "bars": (cutouts.bars, 2),
    "palings": (cutouts.palings, 1),
    "branches": (cutouts.branches, 2),
}
CUT_OUT = frozenset(
    ("foliage", "tuft", "litter", "stain", "bicycle", "mesh fence", "bars", "palings", "branches")
)  # the fourth channel says how much is there; of all others how much shines
FIRST_LAYER = dict(zip(PAINTERS, np.cumsum([0, *(times for _, times in PAINTERS.values())]).tolist(), strict=False))
LAYERS = sum(times for _, times in PAINTERS.values())


def layer(name: str, variant: int) -> int:
    """Return the layer of a variant; variant numbers wrap round."""
    return FIRST_LAYER[name] + variant % PAINTERS[name][1]


def painted() -> UInt8[np.ndarray, "layer 256 256 4"]:
    """Return all layers, the bottom row first as in OpenGL."""
    pictures = np.empty((LAYERS, SIDE, SIDE, 4), np.uint8)
    for name, (paint, times) in PAINTERS.items():
        for variant in range(times):
            canvas = paint(stream(variant, "texture", name))
            pictures[layer(name, variant)] = (np.clip(canvas[::-1], 0, 1) * 255).astype(np.uint8)
    return pictures
