"""Training objectives as pure functions; features have unit length, temperatures divide."""

from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn.functional import cross_entropy

from mmref_core.models.similarity import cosine


def same_person(rows: Int[Tensor, " row"], columns: Int[Tensor, " column"]) -> Bool[Tensor, "row column"]:
    return rows[:, None] == columns[None, :]


def contrastive(logits: Float[Tensor, "query item"], positive: Bool[Tensor, "query item"]) -> Float[Tensor, ""]:
    """Mean negative log-likelihood of a query's positives; a query may have several, and has at least one.

    The other positives of a query leave a positive's denominator: a second picture of the same person is no
    competitor (our choice; MMRef does not say).
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
    """Symmetric contrastive loss of captions and pictures given row by row; the same person is a positive."""
    logits = cosine(texts, images) / temperature
    positive = same_person(persons, persons)
    return (contrastive(logits, positive) + contrastive(logits.T, positive)) / 2


def attributes(logits: tuple[Float[Tensor, "item _"], ...], labels: Int[Tensor, "item attribute"]) -> Float[Tensor, ""]:
    """Cross-entropy of every attribute that is visible, averaged over the attributes.

    `logits[j]` are the values of attribute j; a label of -1 says that the attribute is not visible in this picture.
    Attributes with no label in the batch do not count (ours; rendered people come with their labels).
    """
    parts = [
        cross_entropy(values, wanted, ignore_index=-1)
        for values, wanted in zip(logits, labels.unbind(dim=1), strict=True)
        if (wanted >= 0).any()
    ]
    return sum(parts[1:], parts[0]) / len(parts)
