"""Fit published weights to a tower: names and shapes, positions of another picture size, normalisation of pixels."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate

from mmref_core.config import ModelConfig
from mmref_core.data.transforms import MEAN, STD
from mmref_core.errors import MMRefError
from mmref_core.models.image_towers import grid_of
from mmref_core.models.published_clip import OWN, Normalisation

POSITIONS = ("pos_embed", "positional_embedding")  # end names of learnt positions of cells
NEGLIGIBLE = 1e-3  # difference of a channel's mean or deviation, of pixels between 0 and 1
COUNTER = "num_batches_tracked"  # ends the name of a number that no feature depends on


def fit_weights(
    module: nn.Module, weights: dict[str, Tensor], owner: str, optional: Sequence[str], config: ModelConfig
) -> set[nn.Parameter]:
    """Put weights into a module and return the parameters that they went into.

    Positions of a square picture are interpolated to the cells of the settings' pictures. Weights whose names begin
    with one of `optional` are left out where they are missing or of another shape. Raises MMRefError, with `owner` as
    its subject, for other weights that are.
    """
    fitting = {}
    for name, own in module.state_dict().items():
        value = weights.get(name)
        if value is not None and value.shape != own.shape and name.endswith(POSITIONS):
            value = resize_positions(value, own.shape, config.image_height, config.image_width)
        if value is not None and value.shape == own.shape:
            fitting[name] = value
        elif not name.startswith(tuple(optional)) and not name.endswith(COUNTER):
            found = "missing" if value is None else f"of shape {tuple(value.shape)}, not {tuple(own.shape)}"
            raise MMRefError(f"{owner} do not fit: {name} is {found}. Give weights of that very encoder.")
    module.load_state_dict(fitting, strict=False)
    return {parameter for name, parameter in module.named_parameters() if name in fitting}


def resize_positions(
    published: Float[Tensor, "*one cell width"], shape: Sequence[int], height: int, width: int
) -> Float[Tensor, "*one own_cell width"]:
    """Return positions of a square grid interpolated to a picture's, as open_clip and timm do; leading tokens stay.

    What cannot be interpolated, because neither count makes a grid, is returned as it is.
    """
    count = published.shape[-2]
    leading = next(extra for extra in range(count + 1) if round((count - extra) ** 0.5) ** 2 == count - extra)
    try:
        grid = grid_of(shape[-2] - leading, height, width)
    except ValueError:
        return published
    side = round((count - leading) ** 0.5)
    first, cells = published[..., :leading, :], published[..., leading:, :]
    square = cells.reshape(1, side, side, -1).permute(0, 3, 1, 2)
    resized = interpolate(square, size=grid, mode="bicubic", antialias=True, align_corners=False)
    return torch.cat([first, resized.flatten(2).transpose(1, 2).reshape(*published.shape[:-2], -1, shape[-1])], dim=-2)


@torch.no_grad()
def take_over_normalisation(trunk: nn.Module, pixels: Normalisation) -> None:
    """Fold a normalisation of pixels into the first convolutions of a trunk that is given ours, in place.

    The difference of the channel means is a constant after the convolution, but for the border: it is added to the
    bias, or to the running mean of the batch norm behind, or to a transformer's positions.
    """
    differences = zip((*pixels.mean, *pixels.std), (*OWN.mean, *OWN.std), strict=True)
    if max(abs(theirs - ours) for theirs, ours in differences) < NEGLIGIBLE:
        return
    std = torch.tensor(pixels.std)
    scale, offset = STD.flatten() / std, (MEAN.flatten() - torch.tensor(pixels.mean)) / std
    for owner in list(trunk.modules()):
        parts = list(owner.children())
        for number, part in enumerate(parts):
            if not isinstance(part, nn.Conv2d) or part.in_channels != len(scale):
                continue
            constant = (part.weight * offset[:, None, None]).sum(dim=(1, 2, 3))
            part.weight.mul_(scale[:, None, None])
            norm = next((later for later in parts[number + 1 :] if isinstance(later, nn.BatchNorm2d)), None)
            if part.bias is not None:
                part.bias += constant
            elif norm is not None and norm.running_mean is not None:
                norm.running_mean -= constant
            elif isinstance(positions := getattr(owner, "positional_embedding", None), nn.Parameter):
                positions[1:] += constant
