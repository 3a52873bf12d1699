"""Class activation maps of texts: the cosine of an image and a text, divided exactly among cells of the feature map."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, pad

from mmref_core.models.clip import Towers
from mmref_core.models.image_towers import maps_and_pooled, norm_after_pooling, pools_by_mean
from mmref_core.reranking.no_match import NEUTRAL

UPSAMPLING = 2  # in each direction: best on validation persons; 4 was no better


@dataclass(frozen=True)
class GroundingMaps:
    """`maps` summed over rows and columns, plus `rest`, are the cosines of images and texts."""

    maps: Float[Tensor, "image text row column"]
    rest: Float[Tensor, "image text"]


@torch.inference_mode()
def grounding_maps(
    towers: Towers, pixels: Float[Tensor, "image 3 height width"], texts: Float[Tensor, "text dim"]
) -> GroundingMaps:
    """Return the part of each cosine that comes from each cell of the image tower's last feature map.

    Pooling and projection are linear in the map once the norm and the variance of the pooled features are given, so the
    cosine is a sum over cells, as in class activation maps (Zhou et al., 2016), with a text as the class. The receptive
    field of a cell is larger than the cell, so the location is approximate. Where a tower pools otherwise, such as by a
    class token, cells are taken as if it were their mean, and the rest has the difference.
    """
    trunk = towers.clip.visual.trunk
    maps, pooled = maps_and_pooled(trunk, pixels)
    shares, rest = _shares_of_cells(norm_after_pooling(trunk), maps)
    whole = towers.clip.visual.head(pooled).float()
    project = towers.clip.visual.head.proj
    texts = texts.to(whole.device)
    directions = texts @ project.weight.float()
    length = whole.norm(dim=1)
    cells = torch.einsum("tp,ipyx->ityx", directions, shares) / length[:, None, None, None]
    if not pools_by_mean(trunk):
        cosines = whole @ texts.T / length[:, None]
        return GroundingMaps(cells.cpu(), (cosines - cells.sum(dim=(2, 3))).cpu())
    constant = directions @ rest
    if project.bias is not None:
        constant = constant + texts @ project.bias.float()
    return GroundingMaps(cells.cpu(), (constant[None] / length[:, None]).cpu())


def _shares_of_cells(
    norm: nn.LayerNorm | None, maps: Float[Tensor, "image channel row column"]
) -> tuple[Float[Tensor, "image channel row column"], Float[Tensor, " channel"]]:
    """Return the part of each cell in the pooled features, and the constant part; their sum is the pooled features.

    Pooling is a mean over cells; a layer norm after it is a scale and a shift with the statistics of that mean.
    """
    each = maps.float() / (maps.shape[2] * maps.shape[3])
    if norm is None:
        return each, each.new_zeros(each.shape[1])
    spread = each.sum(dim=(2, 3)).var(dim=1, unbiased=False)
    scale = norm.weight * (spread + norm.eps).rsqrt()[:, None]
    return (each - each.mean(dim=1, keepdim=True)) * scale[:, :, None, None], norm.bias


@torch.inference_mode()
def without_neutral(towers: Towers, texts: Float[Tensor, "text dim"]) -> Float[Tensor, "text dim"]:
    """Return text features minus the mean feature of neutral descriptions such as "a person"."""
    return texts - towers.embed_texts(towers.tokenize(NEUTRAL)).mean(dim=0).cpu()


@torch.inference_mode()
def fine_grounding_maps(
    towers: Towers,
    pixels: Float[Tensor, "image 3 height width"],
    texts: Float[Tensor, "text dim"],
    upsampling: int = UPSAMPLING,
) -> GroundingMaps:
    """Return maps with `upsampling` times as many rows and columns; their sum is the mean cosine of shifted images.

    Each image passes the tower `upsampling`² times, shifted by fractions of a cell with its border repeated, and the
    maps are interleaved (shift and stitch, Long et al., 2015).
    """
    height, width = pixels.shape[2:]
    whole = grounding_maps(towers, pixels, texts)
    stride = height // whole.maps.shape[2]
    border = stride // 2
    starts = [border + round((part + 0.5) * stride / upsampling - stride / 2) for part in range(upsampling)]
    wide = pad(pixels, (border, border, border, border), mode="replicate")
    shifted = [
        [grounding_maps(towers, wide[:, :, top : top + height, left : left + width], texts) for left in starts]
        for top in starts
    ]
    cells = torch.stack([torch.stack([one.maps for one in row], dim=-1) for row in shifted], dim=-2)
    images, count, rows, columns = whole.maps.shape  # then part of a row, part of a column
    stitched = cells.transpose(3, 4).reshape(images, count, rows * upsampling, columns * upsampling) / upsampling**2
    rest = torch.stack([one.rest for row in shifted for one in row]).mean(dim=0)
    return GroundingMaps(stitched, rest)


def upsample(maps: Float[Tensor, "image text row column"], height: int, width: int) -> Float[Tensor, "image text y x"]:
    """Return maps in the size of an image, by bicubic interpolation."""
    return interpolate(maps, size=(height, width), mode="bicubic", align_corners=False)
