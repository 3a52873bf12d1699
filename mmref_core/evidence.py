"""Where in a picture a text finds its likeness: its cosine with the picture, divided exactly among places."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import interpolate

from mmref_core.model import Towers


@dataclass(frozen=True)
class Evidence:
    """`places` summed over rows and columns, plus `rest`, are the cosines of pictures with texts."""

    places: Float[Tensor, "image text row column"]
    rest: Float[Tensor, "image text"]


@torch.inference_mode()
def evidence(
    towers: Towers, pixels: Float[Tensor, "image 3 height width"], texts: Float[Tensor, "text dim"]
) -> Evidence:
    """How much of each cosine comes from each place of the image tower's last map.

    Pooling and projection are linear in the map once the picture's length and spread are given, so the cosine is a sum
    over places, as in class activation maps (Zhou et al., 2016), with a text in place of a class. A place of the map
    has seen more of the picture than it covers, so this says where the tower keeps what it found, and roughly where
    that is.
    """
    maps = towers.view(pixels)
    shares, rest = towers.shares_of_places(maps)
    whole = towers.clip.visual.head(towers.pool_maps(maps)).float()
    project = towers.clip.visual.head.proj
    directions = texts @ project.weight.float()
    length = whole.norm(dim=1)
    places = torch.einsum("tp,ipyx->ityx", directions, shares) / length[:, None, None, None]
    constant = directions @ rest
    if project.bias is not None:
        constant = constant + texts @ project.bias.float()
    return Evidence(places, constant[None] / length[:, None])


def enlarged(
    places: Float[Tensor, "image text row column"], height: int, width: int
) -> Float[Tensor, "image text y x"]:
    """Maps in the size of a picture, between places by cubic interpolation."""
    return interpolate(places, size=(height, width), mode="bicubic", align_corners=False)
