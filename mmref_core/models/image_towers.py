"""Image towers of any kind under one interface: a trunk, whose features make a map and are pooled, and a projection."""

from collections import OrderedDict
from typing import Any

from jaxtyping import Float
from torch import Tensor, nn

Maps = Float[Tensor, "image channel row column"]
Pooled = Float[Tensor, "image channel"]


class ClipTrunk(nn.Module):
    """An image encoder of open_clip's own, a vision transformer or CLIP's ResNet, without its projection.

    A cell of the last map is in the space of the pooled features: for a transformer the normalised state of a patch,
    for a ResNet what its attention pooling makes of the cell alone (its value and output projections).
    """

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        if hasattr(encoder, "attnpool"):
            self.num_features = encoder.attnpool.c_proj.out_features
        else:
            encoder.proj = None
            self.num_features = encoder.ln_post.normalized_shape[0]
        self.global_pool = getattr(encoder, "pool_type", "attention")

    def maps_and_pooled(self, pixels: Float[Tensor, "image 3 height width"]) -> tuple[Maps, Pooled]:
        """Return the last map and the pooled features."""
        if hasattr(self.encoder, "attnpool"):
            found = self.encoder.forward_intermediates(pixels, indices=1)
            cells, pool = found["image_intermediates"][-1].permute(0, 2, 3, 1), self.encoder.attnpool
            maps = pool.c_proj(pool.v_proj(cells)).permute(0, 3, 1, 2)
        else:
            found = self.encoder.forward_intermediates(pixels, indices=1, normalize_intermediates=True)
            maps = found["image_intermediates"][-1]
        return maps, found["image_features"]


class ClipImageTower(nn.Module):
    """open_clip's own image encoder with a projection, under the names that its towers of timm have."""

    def __init__(self, encoder: Any, dim: int) -> None:
        super().__init__()
        self.trunk = ClipTrunk(encoder)
        self.head = nn.Sequential(OrderedDict(proj=nn.Linear(self.trunk.num_features, dim, bias=False)))


def maps_and_pooled(trunk: Any, pixels: Float[Tensor, "image 3 height width"]) -> tuple[Maps, Pooled]:
    """Return the last feature map of a trunk and its pooled features before projection."""
    if isinstance(trunk, ClipTrunk):
        return trunk.maps_and_pooled(pixels)
    features = trunk.forward_features(pixels)
    return as_map(trunk, features, *pixels.shape[2:]), trunk.forward_head(features)


def as_map(trunk: nn.Module, features: Tensor, height: int, width: int) -> Maps:
    """Return features of a timm trunk as a map: tokens in the proportions of the picture, without leading ones.

    Raises ValueError for tokens that make no such map.
    """
    if features.ndim == 4:
        return features.permute(0, 3, 1, 2) if getattr(trunk, "output_fmt", "NCHW") == "NHWC" else features
    cells = features[:, getattr(trunk, "num_prefix_tokens", 0) :]
    return cells.transpose(1, 2).unflatten(2, grid_of(cells.shape[1], height, width))


def grid_of(cells: int, height: int, width: int) -> tuple[int, int]:
    """Return rows and columns of so many square cells of a picture. Raises ValueError where they make no grid."""
    rows = max(1, round((cells * height / width) ** 0.5))
    if cells % rows:
        raise ValueError(f"{cells} cells make no map of {height}×{width} pixels")
    return rows, cells // rows


def pools_by_mean(trunk: nn.Module) -> bool:
    """Return whether pooled features are the mean over the map, but for a norm; not so for a class token's."""
    kind = getattr(trunk, "global_pool", "avg")
    return kind == "avg" or not isinstance(kind, str)


def norm_after_pooling(trunk: nn.Module) -> nn.LayerNorm | None:
    """Return the norm of the pooled features, if they have one."""
    for owner, name in ((getattr(trunk, "head", None), "norm"), (trunk, "fc_norm")):
        if isinstance(norm := getattr(owner, name, None), nn.LayerNorm):
            return norm
    return None
