"""Training objectives as pure functions; features have unit length, temperatures divide."""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn.functional import cross_entropy

from mmref_core.similarity import cosine


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


def hinge(similarity: Float[Tensor, "text image"], persons: Int[Tensor, " text"], margin: float) -> Float[Tensor, ""]:
    """Each pair should beat the hardest negative of its row and of its column by a margin (TGDT, after VSE++).

    Texts and images are given row by row, so pairs lie on the diagonal; the same person is never a negative. TGDT sums
    over the batch, we average, so that the weight does not depend on the batch.
    """
    own = similarity.diagonal()
    negatives = similarity.masked_fill(same_person(persons, persons), -float("inf"))
    rows = (margin + negatives.amax(dim=1) - own).clamp(min=0)
    columns = (margin + negatives.amax(dim=0) - own).clamp(min=0)
    return (rows + columns).mean()


def consistency(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "text dim"], persons: Int[Tensor, " text"], slack: float
) -> Float[Tensor, ""]:
    """Two texts should be as alike as their two pictures: Σ_j [max_i |T_ij − A_ij| − slack]₊ over j (TGDT, CMC).

    Averaged over j instead of summed (our choice, as in `hinge`). Pairs of one person leave the maximum: a side and a
    front view may well be described alike.
    """
    difference = (cosine(texts, texts) - cosine(images, images)).abs()
    worst = difference.masked_fill(same_person(persons, persons), 0).amax(dim=0)
    return (worst - slack).clamp(min=0).mean()


def own_reference(
    features: Float[Tensor, "item dim"],
    references: Float[Tensor, "reference dim"],
    owners: Int[Tensor, " item"],
    temperature: float,
    hardest: int = 0,
) -> Float[Tensor, ""]:
    """Each feature should find its own person's reference among all of them; `owners` are rows of the bank.

    MMRef uses this formula twice. Global fusion (`fuse`): the caller detaches `features`, only the references learn.
    Guided learning (`guide`): the caller detaches `references`, only the towers learn. With `hardest` above 0 only that
    many strangers, those most like the feature, stand beside the own reference (MMRef's option).
    """
    logits = cosine(features, references) / temperature
    if 0 < hardest < len(references) - 1:
        own = logits.gather(1, owners[:, None])
        strangers = logits.scatter(1, owners[:, None], -float("inf")).topk(hardest, dim=1).values
        logits, owners = torch.cat([own, strangers], dim=1), torch.zeros_like(owners)
    return cross_entropy(logits, owners)


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
