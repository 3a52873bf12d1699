"""The last part of each tower once more: branches that read details, beside the parts that meet in the shared space."""

from collections.abc import Callable
from copy import deepcopy

from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d

ROWS = 6  # of a picture that what is pooled can tell apart: shoes are below, hats above
CHAINS = (  # of the image towers that can branch: their parts in order, up to what pools
    ("stem", "s1", "s2", "s3", "s4", "final_conv"),  # RegNet
    ("stem", "stages", "norm_pre"),  # ConvNeXt
)


class Branches(nn.Module):
    """What reads details needs other features than what lies close to a description, at the end of a tower only.

    A linear reader of all places of the finished image tower reads validation persons no better than one of what it
    pools: what tells kinds of shoes apart is gone by then. A last stage that has learnt to read keeps it. Early stages
    are shared, so pictures take little longer, and both begin as copies of the parts that they stand beside.
    """

    def __init__(self, trunk: nn.Module, layers: nn.ModuleList, norm: nn.Module) -> None:
        super().__init__()
        self.image = nn.Sequential(*deepcopy(late_stages(trunk)))
        self.rows = nn.Linear(ROWS * trunk.num_features, trunk.num_features, bias=False)
        nn.init.zeros_(self.rows.weight)
        self.text = deepcopy(late_layers(layers))
        self.norm = deepcopy(norm)

    def begin(self, trunk: nn.Module, layers: nn.ModuleList, norm: nn.Module) -> None:
        """Take over the weights of the parts beside them."""
        self.load_state_dict(Branches(trunk, layers, norm).state_dict())

    def see(
        self, shared: Float[Tensor, "image early row column"], pool: Callable[[Tensor], Tensor]
    ) -> Float[Tensor, "image view"]:
        """What the branch pools of pictures, from what the shared stages made of them: as a whole and row by row."""
        maps = self.image(shared)
        return pool(maps) + self.rows(adaptive_avg_pool2d(maps, (ROWS, 1)).flatten(1))

    def read(
        self, words: Float[Tensor, "text word width"], mask: Float[Tensor, "word word"]
    ) -> Float[Tensor, "text word width"]:
        """What the branch makes of every token, from what the shared layers made of it."""
        return self.norm(through_layers(self.text, words, mask))


def _chain(trunk: nn.Module) -> list[nn.Module]:
    for names in CHAINS:
        if tuple(name for name, _ in trunk.named_children() if name != "head") == names:
            return [part for name in names for part in _parts(getattr(trunk, name), name)]
    raise ValueError(f"an image tower of {type(trunk).__name__} has no last stage to branch at; take a RegNet")


def _parts(module: nn.Module, name: str) -> list[nn.Module]:
    return list(module) if name == "stages" else [module]


def early_stages(trunk: nn.Module) -> list[nn.Module]:
    """What both share: all before the last stage."""
    return _chain(trunk)[:-2]


def late_stages(trunk: nn.Module) -> list[nn.Module]:
    """The last stage and what follows it."""
    return _chain(trunk)[-2:]


def early_layers(layers: nn.ModuleList) -> nn.ModuleList:
    """The first half of a text tower, rounded down."""
    return layers[: len(layers) // 2]


def late_layers(layers: nn.ModuleList) -> nn.ModuleList:
    return layers[len(layers) // 2 :]


def through(stages: list[nn.Module], values: Tensor) -> Tensor:
    for stage in stages:
        values = stage(values)
    return values


def through_layers(
    layers: nn.ModuleList, words: Float[Tensor, "text word width"], mask: Float[Tensor, "word word"]
) -> Float[Tensor, "text word width"]:
    for layer in layers:
        words = layer(words, attn_mask=mask)
    return words
