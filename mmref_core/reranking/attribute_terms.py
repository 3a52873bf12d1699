"""Attribute terms: what a description says of every attribute, against what an image shows (ours, beyond the papers).

    term(t, v) = Σ_attribute log((ε + λ) / (ε + 1))        weight u

λ is the likelihood ratio of `attribute_agreement`. For one query every attribute is a column: "detail" for the ones of
a description, "seen" for the ones of an image to search by.
"""

from collections.abc import Collection, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.gallery_expansion import object_means
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms

MIN_PROBABILITY = 0.5  # a text asks for a value of an attribute when it makes the value this likely
MIN_LIFT = 1.5  # and this much likelier than among all images
DETAIL, SEEN = "detail", "seen"  # kinds of columns


def attribute_agreement(
    texts: Float[Tensor, "text value_or_unseen"],
    images: Float[Tensor, "image value_or_unseen"],
    prior: Float[Tensor, " value_or_unseen"],
    floor: float,
) -> Float[Tensor, "text image"]:
    """Return the log of how much likelier text and image agree in one attribute than two strangers do.

    Both are probabilities over the values, and last that nothing of the attribute is to be seen. Where both see it, the
    likelihood ratio is Σ p(value|text)·p(value|image)/π(value) with the prior π of what is seen: 1 when either is as
    vague as the prior, so an attribute that the text does not mention adds about 0. Where either sees nothing of it,
    the ratio is 1. `floor`, the ε of the formula, bounds a contradiction.
    """
    seen_prior = prior[:-1] / prior[:-1].sum()
    both_see = (1 - texts[:, -1:]) * (1 - images[:, -1])
    likelihood = (texts[:, :-1] / seen_prior) @ images[:, :-1].T + 1 - both_see
    return ((floor + likelihood) / (floor + 1)).log()


def attribute_columns(
    text: Float[Tensor, " value"], images: Float[Tensor, "image value"], classifiers: AttributeClassifiers, floor: float
) -> Float[Tensor, "image attribute"]:
    """Return the unweighted terms of one text, one column for each attribute."""
    parts = zip(classifiers.split(text), classifiers.split(images), classifiers.split(classifiers.priors), strict=True)
    columns = [attribute_agreement(own[None], seen, prior, floor).T for own, seen, prior in parts]
    return torch.cat([images.new_empty(len(images), 0), *columns], dim=1)


def attribute_sums(
    texts: Float[Tensor, "text value"],
    images: Float[Tensor, "image value"],
    classifiers: AttributeClassifiers,
    floor: float,
) -> Float[Tensor, "text image"]:
    """Return the sums of `attribute_agreement` over all attributes."""
    total = torch.zeros(len(texts), len(images))
    parts = zip(classifiers.split(texts), classifiers.split(images), classifiers.split(classifiers.priors), strict=True)
    for own, seen, prior in parts:
        total += attribute_agreement(own, seen, prior, floor)
    return total


def asked_values(text: Float[Tensor, " value"], classifiers: AttributeClassifiers) -> list[str | None]:
    """Return the value of each attribute that a text asks for; none where it leaves it open or names what hides it."""
    asked: list[str | None] = []
    for own, prior, options in zip(
        classifiers.split(text), classifiers.split(classifiers.priors), classifiers.vocabulary.values, strict=True
    ):
        best = int(own[:-1].argmax())
        sure = own[best] >= MIN_PROBABILITY and own[best] >= MIN_LIFT * prior[best]
        asked.append(options[best] if sure else None)
    return asked


def found_values(images: Float[Tensor, "image value"], classifiers: AttributeClassifiers) -> list[dict[str, str]]:
    """Return the likeliest value of every attribute in each image, without attributes of which nothing is seen."""
    vocabulary = classifiers.vocabulary
    best = [part.argmax(dim=1).tolist() for part in classifiers.split(images)]
    columns = list(zip(vocabulary.names, vocabulary.values, best, strict=True))
    return [
        {name: options[numbers[row]] for name, options, numbers in columns if numbers[row] < len(options)}
        for row in range(len(images))
    ]


def values_compared(pool: Pool) -> Float[Tensor, "image value"]:
    """Return what attribute terms read: each image, or all images of its object where objects are known."""
    known = pool.expansion.object_values
    return pool.descriptors.values if known is None else known


def _single(query: SearchQuery, pool: Pool, model: Model) -> Terms:
    """Return a column for each attribute of the description, then for each that only the image to search by shows.

    "Like this one, in a red coat" asks for red, so of an attribute that the description names only its value counts.
    """
    terms, asked = Terms.none(len(pool)), set()
    names, classifiers = model.knowledge.classifiers.vocabulary.names, model.knowledge.classifiers
    if query.descriptors is not None:
        values = asked_values(query.descriptors.values[0], classifiers)
        terms += _described_columns(query.descriptors.values[0], values, pool, model)
        asked = {name for name, value in zip(names, values, strict=True) if value is not None}
    if query.picture is not None:
        terms += _seen_columns(query.picture.descriptors.values, asked, pool, model)
    return terms


def _described_columns(text: Float[Tensor, " value"], asked: Sequence[str | None], pool: Pool, model: Model) -> Terms:
    classifiers, words, search = model.knowledge.classifiers, model.knowledge.attribute_labels, model.search
    values = attribute_columns(text, values_compared(pool), classifiers, search.detail_floor)
    named = zip(classifiers.vocabulary.names, asked, strict=True)
    columns = tuple(Term(f"{DETAIL}:{name}", DETAIL, words.of(name, value)) for name, value in named)
    return Terms(columns, search.detail_weight * values)


def _seen_columns(picture: Float[Tensor, "1 value"], left_out: Collection[str], pool: Pool, model: Model) -> Terms:
    """Return a column for each attribute that an image to search by shows and that is not left out."""
    classifiers, words, search = model.knowledge.classifiers, model.knowledge.attribute_labels, model.search
    found = found_values(picture, classifiers)[0]
    values = attribute_columns(picture[0], values_compared(pool), classifiers, search.detail_floor)
    names = classifiers.vocabulary.names
    kept = [place for place, name in enumerate(names) if name in found and name not in left_out]
    named = [(names[place], words.of(names[place], found[names[place]])) for place in kept]
    columns = tuple(Term(f"{SEEN}:{name}", SEEN, f"seen: {label}") for name, label in named)
    return Terms(columns, search.detail_weight * values[:, kept])


def _batch(queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
    classifiers = queries.model.knowledge.classifiers
    values = classifiers.image_probabilities(queries.images.pooled)
    if queries.objects_known:
        values = object_means(values, queries.persons)
    return attribute_sums(
        classifiers.text_probabilities(queries.texts.pooled), values, classifiers, search.detail_floor
    )


def _found(pool: Pool, positions: Sequence[int], model: Model) -> list[dict[str, str]]:
    words = model.knowledge.attribute_labels
    found = found_values(values_compared(pool)[list(positions)], model.knowledge.classifiers)
    return [
        {f"{kind}:{name}": words.of(name, value) for kind in (DETAIL, SEEN) for name, value in own.items()}
        for own in found
    ]


ATTRIBUTE_TERMS = TermForms(_single, _batch, ("detail_floor",), by_object=True, found=_found)
