"""What a picture shows and what a text says of every attribute: a linear reader for each tower."""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import linear

from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.losses import attributes

Fitted = tuple[Float[Tensor, "value _"], Float[Tensor, " value"]]  # weight and bias

BATCH = 512
RATE = 3e-3  # falls to 0 along a line
DECAY = 1.0  # AdamW's, so strong because a reader must be no surer of strangers than of the persons it learnt from


class Readers(nn.Module):
    """Probabilities of attribute values, from what a tower pools before it projects into the shared space.

    The heads that training shares between the towers read the projected features, which is what the cosine reads too:
    their terms repeat it. A reader of its own for each tower sees more, and errs at other places than the cosine. Where
    towers have branches, it reads what those pool, the last columns, and has learnt with them. The last value of every
    attribute is that nothing of it is to be seen, so that nobody in a coat has a dress length.
    """

    priors: Float[Tensor, " value"]  # how likely each value, or none to be seen, is over the training pictures

    def __init__(self, vocabulary: Vocabulary, image_width: int, text_width: int) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.sizes = [len(options) + 1 for options in vocabulary.values]
        count = sum(self.sizes)
        self.image_weight = nn.Parameter(torch.zeros(count, image_width))
        self.image_bias = nn.Parameter(torch.zeros(count))
        self.text_weight = nn.Parameter(torch.zeros(count, text_width))
        self.text_bias = nn.Parameter(torch.zeros(count))
        uniform = [torch.full((size,), 1 / size) for size in self.sizes]
        self.register_buffer("priors", torch.cat([torch.empty(0), *uniform]))

    def fill(self, of_images: Fitted, of_texts: Fitted) -> None:
        with torch.no_grad():
            for own, fitted in zip(self.parameters(), (*of_images, *of_texts), strict=True):
                own.copy_(fitted)

    def parts(self, values: Float[Tensor, "*item value"]) -> tuple[Float[Tensor, "*item _"], ...]:
        """Values attribute by attribute."""
        return values.split(self.sizes, dim=-1)

    def of_images(self, pooled: Float[Tensor, "image width"]) -> Float[Tensor, "image value"]:
        """The values of one attribute sum to 1."""
        return self._probabilities(self.scores_of_images(pooled))

    def of_texts(self, pooled: Float[Tensor, "text width"]) -> Float[Tensor, "text value"]:
        """As likely as captions that say this make them: near the prior where the text leaves the attribute open."""
        return self._probabilities(self.scores_of_texts(pooled))

    def scores_of_images(self, pooled: Float[Tensor, "image width"]) -> Float[Tensor, "image value"]:
        """Logits of the values, attribute by attribute."""
        return linear(pooled[:, -self.image_weight.shape[1] :], self.image_weight, self.image_bias)

    def scores_of_texts(self, pooled: Float[Tensor, "text width"]) -> Float[Tensor, "text value"]:
        return linear(pooled[:, -self.text_weight.shape[1] :], self.text_weight, self.text_bias)

    def _probabilities(self, scores: Float[Tensor, "item value"]) -> Float[Tensor, "item value"]:
        none = scores.new_empty(len(scores), 0)  # a data set without recorded attributes has none to read
        return torch.cat([none, *(part.softmax(dim=1) for part in self.parts(scores))], dim=1)


def fit_reader(
    pooled: Float[Tensor, "item width"], labels: Int[Tensor, "item attribute"], sizes: list[int], steps: int, seed: int
) -> Fitted:
    """Weight and bias of the multinomial logistic regression of every attribute; a label of -1 does not count.

    Features are standardised while fitting; the weight and bias returned take them as they are.
    """
    mean, spread = pooled.mean(dim=0), pooled.std(dim=0).clamp(min=1e-5)
    weight = torch.zeros(sum(sizes), pooled.shape[1], requires_grad=True)
    bias = torch.zeros(sum(sizes), requires_grad=True)
    optimiser = torch.optim.AdamW(
        [{"params": [weight], "weight_decay": DECAY}, {"params": [bias], "weight_decay": 0.0}], lr=RATE
    )
    generator = torch.Generator().manual_seed(seed)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        chosen = torch.randint(len(pooled), (BATCH,), generator=generator)
        scores = linear((pooled[chosen] - mean) / spread, weight, bias)
        optimiser.zero_grad()
        attributes(scores.split(sizes, dim=1), labels[chosen]).backward()
        optimiser.step()
    weight = weight.detach() / spread
    return weight, bias.detach() - weight @ mean
