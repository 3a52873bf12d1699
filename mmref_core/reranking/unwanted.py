"""What is not wanted: how surely each picture shows what a phrase stands for."""

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.named_values import Parts, groups_of
from mmref_core.readers import Readers
from mmref_core.similarity import cosine


def shown_share(named: Parts, values: Float[Tensor, "image value"], readers: Readers) -> Float[Tensor, " image"]:
    """How surely each image shows everything that a phrase names, from 0 to 1.

    A word is shown as surely as the readers see any of its values; a part of the phrase as its least sure word, all
    words taken of the same thing: a red hat is no hat above red shoes.
    """
    groups = groups_of(readers.vocabulary.names)
    shares = []
    for part in named:
        seen = torch.stack([own.sum(dim=-1) for own in readers.parts(values * part[:, None])], dim=-1)
        things = torch.stack([seen[..., group].amax(dim=-1) for group in groups], dim=-1)
        shares.append(things.amin(dim=0).amax(dim=-1))
    return torch.stack(shares).amin(dim=0).clamp(max=1.0)


def alike_share(phrase: Float[Tensor, " dim"], features: Float[Tensor, "image dim"]) -> Float[Tensor, " image"]:
    """For a phrase that names no value: by cosine, from 0 for the mean of the images to 1 for the most alike."""
    alike = cosine(phrase[None], features)[0]
    above = (alike - alike.mean()).clamp(min=0)
    return above / above.max().clamp(min=1e-6)
