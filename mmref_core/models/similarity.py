"""How alike things are: cosines, reference profiles, and what each reference adds to the agreement of two.

Scores are `[text, image]`; features have unit length.
"""

from dataclasses import dataclass

from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import normalize


def cosine(texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"]) -> Float[Tensor, "text image"]:
    """Cosine similarity of unit features."""
    return texts @ images.T


@dataclass(frozen=True)
class Profiles:
    """Items described by the references they resemble most; all other references have likeness 0."""

    references: Int[Tensor, "item neighbour"]  # rows of the bank, most alike first
    likeness: Float[Tensor, "item neighbour"]  # above 0, unit length over an item's neighbours

    def __getitem__(self, items: Int[Tensor, " chosen"]) -> "Profiles":
        return Profiles(self.references[items], self.likeness[items])


def profiles(
    features: Float[Tensor, "item dim"], references: Float[Tensor, "reference dim"], count: int, temperature: float
) -> Profiles:
    """Softmax over the `count` most alike references, zero elsewhere, unit length (MMRef's refinement made sparse)."""
    alike, rows = cosine(features, references).topk(min(count, len(references)), dim=1)
    return Profiles(rows, normalize((alike / temperature).softmax(dim=1), dim=1))


def person_terms(text: Profiles, images: Profiles) -> Float[Tensor, "image neighbour"]:
    """What each reference of one text's profile adds to its agreement with each image.

    Column n belongs to `text.references[0, n]`; a row sums to the inner product of the two profiles.
    """
    shared = images.references[:, :, None] == text.references[0]
    return (images.likeness[:, :, None] * shared).sum(dim=1) * text.likeness[0]


def mixed(
    text: Float[Tensor, " dim"], picture: Float[Tensor, " dim"], weight: float
) -> tuple[Float[Tensor, " dim"], float]:
    """The unit feature of a text and a picture together, `weight` to the picture, and the length it had before.

    Its cosine with an image is ((1 − weight)·cos(text, image) + weight·cos(picture, image)) / length.
    """
    both = (1 - weight) * text + weight * picture
    return normalize(both, dim=0), float(both.norm())


def linear_agreement(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"], references: Float[Tensor, "reference dim"]
) -> Float[Tensor, "text image"]:
    """Mean over all references r of cos(text, r)·cos(image, r): the dense linear form of profiles, for comparison.

    As a re-weighting of the space by RᵀR, so that its cost for each pair does not grow with the references.
    """
    return texts @ (references.T @ references) @ images.T / len(references)


def margins(scores: Float[Tensor, "text image"]) -> Float[Tensor, " text"]:
    """How far each text's best image is ahead of its second; 0 where there are not two."""
    if scores.shape[1] < 2:
        return scores.new_zeros(len(scores))
    best = scores.topk(2, dim=1).values
    return best[:, 0] - best[:, 1]
