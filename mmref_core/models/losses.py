"""Training objectives as pure functions; features have unit length, temperatures divide."""

from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn.functional import cross_entropy

from mmref_core.models.similarity import cosine


def same_person(rows: Int[Tensor, " row"], columns: Int[Tensor, " column"]) -> Bool[Tensor, "row column"]:
    """Return whether row and column show the same person."""
    return rows[:, None] == columns[None, :]


def contrastive(logits: Float[Tensor, "query item"], positive: Bool[Tensor, "query item"]) -> Float[Tensor, ""]:
    """Return the mean negative log-likelihood of a query's positives; a query has at least one.

    Other positives of the query are left out of a positive's denominator (our choice; MMRef does not say).
    """
    negatives = logits.masked_fill(positive, -float("inf")).logsumexp(dim=1, keepdim=True)
    log_likelihood = logits - negatives.logaddexp(logits)
    return -((log_likelihood * positive).sum(dim=1) / positive.sum(dim=1)).mean()


def align(
    texts: Float[Tensor, "text dim"],
    images: Float[Tensor, "image dim"],
    persons: Int[Tensor, " text"],
    temperature: Float[Tensor, ""] | float,
) -> Float[Tensor, ""]:
    """Return the symmetric contrastive loss of captions and images given row by row; the same person is a positive."""
    logits = cosine(texts, images) / temperature
    positive = same_person(persons, persons)
    return (contrastive(logits, positive) + contrastive(logits.T, positive)) / 2


def attributes(logits: tuple[Float[Tensor, "item _"], ...], labels: Int[Tensor, "item attribute"]) -> Float[Tensor, ""]:
    """Return the cross-entropy of visible attributes, averaged over the attributes.

    `logits[j]` are the values of attribute j; a label of -1 means that the attribute is not visible in this image.
    Attributes without a label in the batch do not count (ours; rendered people come with labels).
    """
    parts = [
        cross_entropy(values, wanted, ignore_index=-1)
        for values, wanted in zip(logits, labels.unbind(dim=1), strict=True)
        if (wanted >= 0).any()
    ]
    return sum(parts[1:], parts[0]) / len(parts)
