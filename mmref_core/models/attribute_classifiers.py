"""Attribute classifiers: for each tower a linear classifier of every attribute."""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import linear

from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.losses import attributes

Fitted = tuple[Float[Tensor, "value _"], Float[Tensor, " value"]]  # weight and bias

BATCH = 512
LEARNING_RATE = 3e-3  # decays linearly to 0
WEIGHT_DECAY = 1.0  # of AdamW; strong against overconfidence on training persons


class AttributeClassifiers(nn.Module):
    """Probabilities of attribute values, from the pooled features of a tower before their projection.

    The shared heads of training take the projected features, as the cosine does, so their terms would repeat it.
    Classifiers of each tower's own see more, and err in other cases than the cosine. If towers have branches, the
    classifiers take the pooled features of these, the last columns, and were trained with them. The last value of every
    attribute is "not visible", so that nobody in a coat has a dress length.
    """

    priors: Float[Tensor, " value"]  # mean probability of each value, "not visible" included, over the training images

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

    def set_weights(self, images: Fitted, texts: Fitted) -> None:
        """Copy fitted weights and biases."""
        with torch.no_grad():
            for own, fitted in zip(self.parameters(), (*images, *texts), strict=True):
                own.copy_(fitted)

    def split(self, values: Float[Tensor, "*item value"]) -> tuple[Float[Tensor, "*item _"], ...]:
        """Split columns of values by attribute."""
        return values.split(self.sizes, dim=-1)

    def image_probabilities(self, pooled: Float[Tensor, "image width"]) -> Float[Tensor, "image value"]:
        """Return probabilities; the values of one attribute sum to 1."""
        return self._probabilities(self.image_logits(pooled))

    def text_probabilities(self, pooled: Float[Tensor, "text width"]) -> Float[Tensor, "text value"]:
        """Return probabilities given a caption: near the prior for an attribute that the text leaves open."""
        return self._probabilities(self.text_logits(pooled))

    def image_logits(self, pooled: Float[Tensor, "image width"]) -> Float[Tensor, "image value"]:
        """Return logits of the values, attribute by attribute."""
        return linear(pooled[:, -self.image_weight.shape[1] :], self.image_weight, self.image_bias)

    def text_logits(self, pooled: Float[Tensor, "text width"]) -> Float[Tensor, "text value"]:
        """Return logits of the values, attribute by attribute."""
        return linear(pooled[:, -self.text_weight.shape[1] :], self.text_weight, self.text_bias)

    def _probabilities(self, scores: Float[Tensor, "item value"]) -> Float[Tensor, "item value"]:
        none = scores.new_empty(len(scores), 0)  # for a data set without attributes
        return torch.cat([none, *(part.softmax(dim=1) for part in self.split(scores))], dim=1)


def fit_classifier(
    pooled: Float[Tensor, "item width"], labels: Int[Tensor, "item attribute"], sizes: list[int], steps: int, seed: int
) -> Fitted:
    """Return weight and bias of the multinomial logistic regression of every attribute; a label of -1 is ignored.

    Features are standardised for the fit; the weight and bias returned are for features as they are.
    """
    mean, spread = pooled.mean(dim=0), pooled.std(dim=0).clamp(min=1e-5)
    weight = torch.zeros(sum(sizes), pooled.shape[1], requires_grad=True)
    bias = torch.zeros(sum(sizes), requires_grad=True)
    optimiser = torch.optim.AdamW(
        [{"params": [weight], "weight_decay": WEIGHT_DECAY}, {"params": [bias], "weight_decay": 0.0}], lr=LEARNING_RATE
    )
    generator = torch.Generator().manual_seed(seed)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = LEARNING_RATE * (1 - step / steps)
        chosen = torch.randint(len(pooled), (BATCH,), generator=generator)
        scores = linear((pooled[chosen] - mean) / spread, weight, bias)
        optimiser.zero_grad()
        attributes(scores.split(sizes, dim=1), labels[chosen]).backward()
        optimiser.step()
    weight = weight.detach() / spread
    return weight, bias.detach() - weight @ mean
