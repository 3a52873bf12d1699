"""Where in a picture a text finds its likeness: its cosine with the picture, divided exactly among places."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, pad

from mmref_core.models.clip import Towers
from mmref_core.reranking.no_match import NEUTRAL

FINENESS = 2  # in each direction: validation persons were pointed at best, and twice as many again pointed no better


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
    maps = towers.feature_map(pixels)
    shares, rest = _shares_of_places(towers, maps)
    whole = towers.clip.visual.head(towers.pool_maps(maps)).float()
    project = towers.clip.visual.head.proj
    directions = texts @ project.weight.float()
    length = whole.norm(dim=1)
    places = torch.einsum("tp,ipyx->ityx", directions, shares) / length[:, None, None, None]
    constant = directions @ rest
    if project.bias is not None:
        constant = constant + texts @ project.bias.float()
    return Evidence(places, constant[None] / length[:, None])


def _shares_of_places(
    towers: Towers, maps: Float[Tensor, "image view row column"]
) -> tuple[Float[Tensor, "image view row column"], Float[Tensor, " view"]]:
    """What each place gives to the pooled vector, and what no place gives; together they are `pool_maps`.

    Pooling is a mean over places; where a layer norm follows, it is a scale and a shift whose statistics, those of
    the mean, belong to the whole picture.
    """
    norm = getattr(towers.clip.visual.trunk.head, "norm", None)
    each = maps.float() / (maps.shape[2] * maps.shape[3])
    if not isinstance(norm, nn.LayerNorm):
        return each, each.new_zeros(each.shape[1])
    spread = each.sum(dim=(2, 3)).var(dim=1, unbiased=False)
    scale = norm.weight * (spread + norm.eps).rsqrt()[:, None]
    return (each - each.mean(dim=1, keepdim=True)) * scale[:, :, None, None], norm.bias


@torch.inference_mode()
def own_part(towers: Towers, texts: Float[Tensor, "text dim"]) -> Float[Tensor, "text dim"]:
    """Texts less what every description says, "a person": what is left is about this one's words."""
    return texts - towers.embed_texts(towers.tokenize(NEUTRAL)).mean(dim=0)


@torch.inference_mode()
def fine_evidence(
    towers: Towers,
    pixels: Float[Tensor, "image 3 height width"],
    texts: Float[Tensor, "text dim"],
    fineness: int = FINENESS,
) -> Evidence:
    """The same with `fineness` times as many rows and columns; the parts add up to the mean cosine of moved pictures.

    Each picture is looked at `fineness` times `fineness` times, moved by parts of a place, and the maps are laid into
    each other (shift and stitch: Long et al., 2015); its border is repeated where it was moved away.
    """
    height, width = pixels.shape[2:]
    whole = evidence(towers, pixels, texts)
    stride = height // whole.places.shape[2]
    border = stride // 2
    starts = [border + round((part + 0.5) * stride / fineness - stride / 2) for part in range(fineness)]
    wide = pad(pixels, (border, border, border, border), mode="replicate")
    looks = [
        [evidence(towers, wide[:, :, top : top + height, left : left + width], texts) for left in starts]
        for top in starts
    ]
    places = torch.stack([torch.stack([look.places for look in row], dim=-1) for row in looks], dim=-2)
    images, count, rows, columns = whole.places.shape  # then part of a row, part of a column
    stitched = places.transpose(3, 4).reshape(images, count, rows * fineness, columns * fineness) / fineness**2
    rest = torch.stack([look.rest for row in looks for look in row]).mean(dim=0)
    return Evidence(stitched, rest)


def enlarged(
    places: Float[Tensor, "image text row column"], height: int, width: int
) -> Float[Tensor, "image text y x"]:
    """Maps in the size of a picture, between places by cubic interpolation."""
    return interpolate(places, size=(height, width), mode="bicubic", align_corners=False)
