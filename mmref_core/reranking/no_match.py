"""Detect descriptions that match no image of a gallery, by comparison with neutral descriptions (ours)."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

# These say that there is a person, and nothing of what can be seen of one.
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
LEAST_NOISE = 1e-3  # of cosine, for neutral descriptions that agree to the last digit
CAUGHT = 0.95  # share of off-topic queries that the chosen threshold has to catch
SPARED = 0.975  # share of true descriptions that it has to leave alone
SPARED_OTHERS = 0.95  # share of short queries, and of every other kind, that may never be called noise


@dataclass(frozen=True)
class Background:
    """Cosines of neutral descriptions with the images of a gallery."""

    cosines: Float[Tensor, " image"]  # mean over the neutral descriptions
    noise: float  # mean over them of how much better one fits its best image than the others fit it

    def of(self, images: Int[Tensor, " chosen"]) -> "Background":
        """Return the same noise over some of the images, or over all in another order."""
        return Background(self.cosines[images], self.noise)


def background(cosines: Float[Tensor, "neutral image"]) -> Background:
    """Return the background of at least two neutral descriptions in a gallery of at least one image."""
    mean, count = cosines.mean(dim=0), len(cosines)
    against_the_others = (cosines - mean) * (count / (count - 1))
    return Background(mean, max(LEAST_NOISE, against_the_others.amax(dim=1).mean().item()))


def prominence(
    cosines: Float[Tensor, "text image"], known: Float[Tensor, " text"], neutral: Background
) -> Float[Tensor, " text"]:
    """Return how far the best image of each text stands out: known · max_v (cos(t, v) − neutral(v)) / noise.

    A text that says nothing has about 1 at most. The noise of the neutral descriptions as the unit makes values of
    large and small galleries comparable; `known` is the share of known words, because the effect of an unknown word is
    arbitrary.
    """
    return known * (cosines - neutral.cosines).amax(dim=1) / neutral.noise


def choose_threshold(
    described: Float[Tensor, " true"],
    off_topic: Float[Tensor, " off"],
    others: Sequence[Float[Tensor, " _"]] = (),
) -> float | None:
    """Return the prominence above which an image matches; none where no threshold separates the two well enough.

    It is the lowest that catches `CAUGHT` of the off-topic queries, because a true description that is called noise is
    the worse mistake, and it must spare `SPARED` of the true descriptions. `others` are true queries of other kinds,
    such as short ones, which stand out less: it spares `SPARED_OTHERS` of each, even if it then catches less.
    """
    highest = [off_topic.quantile(CAUGHT), *(other.quantile(1 - SPARED_OTHERS) for other in others)]
    threshold = torch.stack(highest).min().item()
    spared = (described > threshold).float().mean().item()
    return round(threshold, 3) if spared >= SPARED else None


def share_known(words: Sequence[tuple[str, bool]]) -> float:
    """Return the share of words that are known; 0 of none."""
    return torch.tensor([known for _, known in words]).float().mean().item() if words else 0.0
