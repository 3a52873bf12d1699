"""What is not wanted: a phrase that lowers the pictures that show it."""

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.readers import Readers
from mmref_core.similarity import cosine


def shown_share(
    phrase: Float[Tensor, " dim"],
    asked: list[str | None],
    features: Float[Tensor, "image dim"],
    values: Float[Tensor, "image value"],
    readers: Readers,
) -> Float[Tensor, " image"]:
    """How surely each image shows what a phrase names, from 0 to 1.

    `asked` are the values of details that the phrase asks for, none where it leaves a detail open: the share is the
    product of what the readers say of them. A phrase that names no detail that they know counts by cosine, from 0
    for the mean of the images to 1 for the most alike.
    """
    share = torch.ones(len(features))
    known = False
    for value, options, seen in zip(asked, readers.vocabulary.values, readers.parts(values), strict=True):
        if value is not None:
            share, known = share * seen[:, options.index(value)], True
    if known:
        return share
    alike = cosine(phrase[None], features)[0]
    above = (alike - alike.mean()).clamp(min=0)
    return above / above.max().clamp(min=1e-6)
