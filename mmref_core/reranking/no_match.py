"""Whether anything in a gallery stands out for a description, against descriptions that say nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

# Say that there is a person, and nothing of what can be seen of one.
NEUTRAL = (
    "a person",
    "somebody",
    "someone",
    "a human being",
    "people",
    "a figure",
    "anyone",
    "a picture of a person",
    "an individual",
    "a pedestrian",
    "the person in this picture",
    "a man or a woman",
    "he or she",
    "it",
    "this",
    "something",
    "there is a person",
    "a person who can be seen",
    "one",
    "some person or other",
)
LEAST_NOISE = 1e-3  # of cosine: neutral descriptions that agree to the last digit are no measure
CAUGHT = 0.95  # share of off-topic queries that a threshold has to catch where it is chosen
SPARED = 0.975  # share of true descriptions that it has to leave alone there
SPARED_OTHERS = 0.95  # share of short queries, and of every other kind, that may never be called noise


@dataclass(frozen=True)
class Background:
    """What neutral descriptions find in a gallery."""

    cosines: Float[Tensor, " image"]  # their mean, of each picture
    noise: float  # by how much one of them, on average, fits its best picture better than the others fit it

    def of(self, images: Int[Tensor, " chosen"]) -> "Background":
        """The same noise over some of the pictures, or over all in another order."""
        return Background(self.cosines[images], self.noise)


def background(cosines: Float[Tensor, "neutral image"]) -> Background:
    """From the cosines of at least two neutral descriptions with all pictures, of which there is at least one."""
    mean, count = cosines.mean(dim=0), len(cosines)
    against_the_others = (cosines - mean) * (count / (count - 1))
    return Background(mean, max(LEAST_NOISE, against_the_others.amax(dim=1).mean().item()))


def prominence(
    cosines: Float[Tensor, "text image"], known: Float[Tensor, " text"], neutral: Background
) -> Float[Tensor, " text"]:
    """How far the best picture of each text stands out: about 1 for a text that says nothing, at most.

    That is how much better a text fits a picture than neutral descriptions fit the same one, where that is most, in
    units of their own noise, so that it means the same in large galleries and small ones; times the share of the text's
    words that the model has learnt, because a word that it has not learnt can have any effect.
    """
    return known * (cosines - neutral.cosines).amax(dim=1) / neutral.noise


def choose_threshold(
    described: Float[Tensor, " true"],
    off_topic: Float[Tensor, " off"],
    others: Sequence[Float[Tensor, " _"]] = (),
) -> float | None:
    """The lowest prominence that counts as standing out; none where no threshold tells the two apart well enough.

    The lowest that catches `CAUGHT` of the off-topic queries, because a true description that is called noise is the
    worse mistake; it must spare `SPARED` of the true descriptions. `others` are true queries of other kinds, such as
    short ones, which stand out less: of each the threshold spares `SPARED_OTHERS`, even where it then catches less.
    """
    highest = [off_topic.quantile(CAUGHT), *(other.quantile(1 - SPARED_OTHERS) for other in others)]
    threshold = torch.stack(highest).min().item()
    spared = (described > threshold).float().mean().item()
    return round(threshold, 3) if spared >= SPARED else None


def share_known(words: Sequence[tuple[str, bool]]) -> float:
    """Of words that are known or not; 0 of none."""
    return torch.tensor([known for _, known in words]).float().mean().item() if words else 0.0
