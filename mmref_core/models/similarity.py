"""Cosine similarity, mixed queries and margins.

Scores are `[text, image]`; features have unit length.
"""

from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import normalize


def cosine(texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"]) -> Float[Tensor, "text image"]:
    """Return the cosine similarity of unit features."""
    return texts @ images.T


def mixed(
    text: Float[Tensor, " dim"], picture: Float[Tensor, " dim"], weight: float
) -> tuple[Float[Tensor, " dim"], float]:
    """Return the unit feature of a text and a picture mixed, `weight` to the picture, and its length before scaling.

    Its cosine with an image is ((1 − weight)·cos(text, image) + weight·cos(picture, image)) / length.
    """
    both = (1 - weight) * text + weight * picture
    return normalize(both, dim=0), float(both.norm())


def margins(scores: Float[Tensor, "text image"]) -> Float[Tensor, " text"]:
    """Return the difference between the two highest scores of each text; 0 if there are not two images."""
    if scores.shape[1] < 2:
        return scores.new_zeros(len(scores))
    best = scores.topk(2, dim=1).values
    return best[:, 0] - best[:, 1]
