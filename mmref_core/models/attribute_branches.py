"""Branches: a second last part of each tower, whose features the attribute classifiers take."""

from collections.abc import Callable
from copy import deepcopy

from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d

NUM_STRIPES = 6  # horizontal part pooling (PCB, Sun et al., 2018)
CHAINS = (  # parts of the image towers that can branch, in order, up to the pooling
    ("stem", "s1", "s2", "s3", "s4", "final_conv"),  # RegNet
    ("stem", "stages", "norm_pre"),  # ConvNeXt
)


class Branches(nn.Module):
    """The last stage of the image tower and the last layers of the text tower once more, trained on attributes.

    A linear classifier on the whole last map of the image tower is no better on validation persons than one on the
    pooled features: differences between kinds of shoes are lost by then. A last stage trained on attributes keeps them.
    Early stages are shared, so images take little longer. Both branches start as copies of the parts beside them.
    """

    def __init__(self, trunk: nn.Module, layers: nn.ModuleList, norm: nn.Module) -> None:
        super().__init__()
        self.image = nn.Sequential(*deepcopy(late_stages(trunk)))
        self.rows = nn.Linear(NUM_STRIPES * trunk.num_features, trunk.num_features, bias=False)
        nn.init.zeros_(self.rows.weight)
        self.text = deepcopy(late_layers(layers))
        self.norm = deepcopy(norm)

    def copy_weights(self, trunk: nn.Module, layers: nn.ModuleList, norm: nn.Module) -> None:
        """Copy the weights of the parts beside them."""
        self.load_state_dict(Branches(trunk, layers, norm).state_dict())

    def forward_image(
        self, shared: Float[Tensor, "image early row column"], pool: Callable[[Tensor], Tensor]
    ) -> Float[Tensor, "image feature"]:
        """Return the pooled features of the branch from the map of the shared stages: global and by stripes."""
        maps = self.image(shared)
        return pool(maps) + self.rows(adaptive_avg_pool2d(maps, (NUM_STRIPES, 1)).flatten(1))

    def forward_text(
        self, words: Float[Tensor, "text word width"], mask: Float[Tensor, "word word"]
    ) -> Float[Tensor, "text word width"]:
        """Return the features of every token from those of the shared layers."""
        return self.norm(run_layers(self.text, words, mask))


def _chain(trunk: nn.Module) -> list[nn.Module]:
    for names in CHAINS:
        if tuple(name for name, _ in trunk.named_children() if name != "head") == names:
            return [part for name in names for part in _parts(getattr(trunk, name), name)]
    raise ValueError(f"an image tower of {type(trunk).__name__} has no last stage to branch at; take a RegNet")


def _parts(module: nn.Module, name: str) -> list[nn.Module]:
    return list(module) if name == "stages" else [module]


def early_stages(trunk: nn.Module) -> list[nn.Module]:
    """Return the stages of the image tower that both share: all before the last."""
    return _chain(trunk)[:-2]


def late_stages(trunk: nn.Module) -> list[nn.Module]:
    """Return the last stage and what follows it."""
    return _chain(trunk)[-2:]


def early_layers(layers: nn.ModuleList) -> nn.ModuleList:
    """Return the first half of the layers of a text tower, rounded down."""
    return layers[: len(layers) // 2]


def late_layers(layers: nn.ModuleList) -> nn.ModuleList:
    """Return the second half of the layers of a text tower."""
    return layers[len(layers) // 2 :]


def run_stages(stages: list[nn.Module], values: Tensor) -> Tensor:
    """Return the output of stages that follow each other."""
    for stage in stages:
        values = stage(values)
    return values


def run_layers(
    layers: nn.ModuleList, words: Float[Tensor, "text word width"], mask: Float[Tensor, "word word"] | None
) -> Float[Tensor, "text word width"]:
    """Return the output of transformer layers that follow each other."""
    for layer in layers:
        words = layer(words, attn_mask=mask)
    return words
