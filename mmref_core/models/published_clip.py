"""Weights that open_clip and timm publish under tags, and their names: those of whole models, brought to our towers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from mmref_core.data.transforms import MEAN, STD
from mmref_core.errors import MMRefError
from mmref_core.models.image_towers import ClipTrunk
from mmref_core.models.open_clip_parts import TEXT_PARTS
from mmref_core.models.tensor_files import read_tensors
from mmref_core.models.torchvision_operators import declare_missing_operators

declare_missing_operators()  # before open_clip and timm, which import torchvision
import open_clip  # noqa: E402
import timm  # noqa: E402

PICTURES, TEXTS = "visual.", "text."  # begin names of an open_clip model's towers; those of a text tower not always
TRUNK, PROJECTION = "trunk.", "head.proj."  # begin names of an image tower of ours


@dataclass(frozen=True)
class Normalisation:
    """Mean and standard deviation of each channel that normalise pixels between 0 and 1."""

    mean: tuple[float, ...]
    std: tuple[float, ...]


OWN = Normalisation(tuple(MEAN.flatten().tolist()), tuple(STD.flatten().tolist()))


def tags_of(name: str) -> list[str]:
    """Return the tags under which open_clip or timm publish weights of a model."""
    own = timm.list_pretrained(f"{name}.*") if timm.is_model(name) else []
    return [*open_clip.list_pretrained_tags_by_model(name), *(full.split(".", 1)[1] for full in own)]


def usual_normalisation(name: str) -> Normalisation:
    """Return the normalisation of an open_clip model's first published weights; ours for another model."""
    tags = open_clip.list_pretrained_tags_by_model(name)
    return _normalisation(open_clip.get_pretrained_cfg(name, tags[0])) if tags else OWN


def fetch_weights(
    name: str,
    tag: str,
    download: Callable[[dict[str, Any]], str] = open_clip.download_pretrained,
    create: Callable[..., Any] = timm.create_model,
) -> tuple[dict[str, Tensor], Normalisation]:
    """Return the weights of a tag by open_clip's or timm's names, from the network or the cache of an earlier fetch.

    Raises MMRefError for an unknown tag, for weights that cannot be fetched, and where the model's activation is
    another one than that of the weights.
    """
    cause: Exception | None = None
    try:
        if settings := open_clip.get_pretrained_cfg(name, tag):
            _check_activation(name, tag, settings)
            return read_tensors(download(settings)), _normalisation(settings)
        if tag in tags_of(name):
            model = create(f"{name}.{tag}", pretrained=True)
            return model.state_dict(), _normalisation(model.pretrained_cfg)
    except MMRefError:
        raise
    except Exception as error:  # each hub has errors of its own; all mean that the weights cannot be had now
        cause = error
    if cause is not None:
        reason = (str(cause).strip() or type(cause).__name__).splitlines()[0]
        raise MMRefError(
            f"The weights {tag!r} of {name} cannot be fetched ({reason}). Run this once with a network, or give a file."
        ) from cause
    known = ", ".join(tags_of(name)) or "none"
    raise MMRefError(
        f"{tag!r} is neither a file nor a tag of weights of {name}; its tags: {known}. Give one of these, or a file."
    )


def _check_activation(name: str, tag: str, settings: dict[str, Any]) -> None:
    """Raise MMRefError where the weights were learnt with another activation; their features would be other ones."""
    model = open_clip.get_model_config(name) or {}
    if bool(settings.get("quick_gelu")) == bool(model.get("quick_gelu")) or "timm_model_name" in model.get(
        "vision_cfg", {}
    ):
        return
    other = f"{name}-quickgelu" if settings.get("quick_gelu") else name.removesuffix("-quickgelu")
    raise MMRefError(f"The weights {tag!r} of {name} were learnt with another activation. Take the model {other}.")


def _normalisation(settings: dict[str, Any]) -> Normalisation:
    return Normalisation(tuple(settings["mean"]), tuple(settings["std"]))


def image_weights_of_clip(published: dict[str, Tensor], tower: Any) -> dict[str, Tensor]:
    """Return the weights of an open_clip model's image tower by our names; none for weights of another kind.

    A model without a projection of its own, whose trunk ends in the shared space, has the identity in its place.
    """
    visual = {name.removeprefix(PICTURES): value for name, value in published.items() if name.startswith(PICTURES)}
    if not visual:
        return {}
    trunk, width = tower.trunk, tower.trunk.num_features
    if isinstance(trunk, ClipTrunk):
        named = {f"{TRUNK}encoder.{name}": value for name, value in visual.items() if name != "proj"}
        projection = {"weight": visual["proj"].T} if "proj" in visual else {}
    else:
        classifier = f"{TRUNK}{trunk.pretrained_cfg.get('classifier', '')}."
        ends = tuple(f"{start}{kind}" for start in (classifier, PROJECTION) for kind in ("weight", "bias"))
        named = {name: value for name, value in visual.items() if name not in ends}
        projection = {name.rpartition(".")[2]: visual[name] for name in ends if name in visual}
    projection = projection or {"weight": torch.eye(width)}
    return named | {f"{PROJECTION}{kind}": value for kind, value in projection.items()}


def text_weights_of_clip(published: dict[str, Tensor], context: int) -> dict[str, Tensor]:
    """Return the weights of an open_clip model's text tower by our names, with the first so many positions."""
    parts = (*TEXT_PARTS, "text_projection")
    named = {name.removeprefix(TEXTS): value for name, value in published.items() if not name.startswith(PICTURES)}
    named = {name: value for name, value in named.items() if name.startswith(parts)}
    if "positional_embedding" in named:
        named["positional_embedding"] = named["positional_embedding"][:context]
    return named
