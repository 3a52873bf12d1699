"""Feedback terms: likeness to marked images, and certainty that an image shows what is not wanted.

    mark(v) = (v − mean of the pool) · (mean of matches − ½ · mean of non-matches)        weight `mark_weight`
    unwanted(v) = −Σ_phrase p(v shows the phrase)                                          weight `unwanted_weight`

The first is Rocchio's relevance feedback (1971), one column for each mark. The second is ours, one column for each
phrase. Both count for a query whose first image leads clearly, too.
"""

from collections.abc import Callable, Sequence
from functools import partial

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.model_bundle import Model, ModelKnowledge
from mmref_core.models.similarity import cosine
from mmref_core.reranking.descriptors import Descriptors, describe_images
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms
from mmref_core.text.attribute_phrases import Parts, attribute_groups

NO_MATCH_SHARE = 0.5  # of the weight of matches, because a non-match says less than a match


def mark_columns(
    images: Float[Tensor, "image dim"], match: Float[Tensor, "match dim"], no_match: Float[Tensor, "no_match dim"]
) -> Float[Tensor, "image mark"]:
    """Return what each marked image adds to each image before the weight: matches first, then non-matches.

    A term is the cosine less its mean over the images, so that a mark moves them apart but not all of them. Matches
    share a weight of 1 among them, non-matches `NO_MATCH_SHARE`.
    """
    marked = torch.cat([match, no_match])
    alike = images @ marked.T
    shares = torch.cat([_shared(1.0, len(match)), _shared(-NO_MATCH_SHARE, len(no_match))])
    return (alike - alike.mean(dim=0)) * shares


def _shared(weight: float, count: int) -> Float[Tensor, " mark"]:
    return torch.full((count,), weight / max(count, 1))


def named_certainty(
    named: Parts, values: Float[Tensor, "image value"], classifiers: AttributeClassifiers
) -> Float[Tensor, " image"]:
    """Return how surely each image shows everything that a phrase names, from 0 to 1.

    The certainty of a word is the probability of any of its values; of a part of the phrase, the minimum over its words
    with all words about the same thing: a red hat is not a hat and red shoes.
    """
    groups = attribute_groups(classifiers.vocabulary.names)
    certainties = []
    for part in named:
        seen = torch.stack([own.sum(dim=-1) for own in classifiers.split(values * part[:, None])], dim=-1)
        things = torch.stack([seen[..., group].amax(dim=-1) for group in groups], dim=-1)
        certainties.append(things.amin(dim=0).amax(dim=-1))
    return torch.stack(certainties).amin(dim=0).clamp(max=1.0)


def cosine_certainty(phrase: Float[Tensor, " dim"], features: Float[Tensor, "image dim"]) -> Float[Tensor, " image"]:
    """Return the certainty for a phrase that names no value: by cosine, from 0 (mean of the images) to 1 (highest)."""
    alike = cosine(phrase[None], features)[0]
    above = (alike - alike.mean()).clamp(min=0)
    return above / above.max().clamp(min=1e-6)


@torch.inference_mode()
def unwanted_certainties(
    phrases: Sequence[str],
    feature: Callable[[str], Float[Tensor, " dim"]],
    images: Descriptors,
    knowledge: ModelKnowledge,
) -> Float[Tensor, "image phrase"]:
    """Return how surely each image shows each phrase; `feature` embeds those that name no attribute value."""
    columns = [
        named_certainty(named, images.values, knowledge.classifiers)
        if named
        else cosine_certainty(feature(phrase), images.features)
        for phrase, named in ((phrase, knowledge.named(phrase)) for phrase in phrases)
    ]
    return torch.stack(columns, dim=1)


def _single_mark(_query: SearchQuery, pool: Pool, model: Model) -> Terms:
    marks, features = pool.feedback.marks, pool.gallery.features
    values = mark_columns(pool.descriptors.features, features[list(marks.match)], features[list(marks.no_match)])
    columns = [Term(f"match:{image}", "mark", "likeness to a match") for image in marks.match]
    columns += [Term(f"no match:{image}", "mark", "likeness to a non-match") for image in marks.no_match]
    return Terms(tuple(columns), model.search.mark_weight * values)


def _batch_mark(queries: QueryBatch, _search: SearchConfig) -> Float[Tensor, "text image"]:
    features = queries.images.features
    marks = [feedback.marks for feedback in queries.feedback]
    rows = [mark_columns(features, features[list(own.match)], features[list(own.no_match)]) for own in marks]
    return torch.stack([row.sum(dim=1) for row in rows])


def _single_unwanted(_query: SearchQuery, pool: Pool, model: Model) -> Terms:
    phrases = pool.feedback.unwanted
    values = unwanted_certainties(phrases, partial(_feature, model), pool.descriptors, model.knowledge)
    columns = tuple(Term(f"unwanted:{phrase}", "unwanted", f"unwanted {phrase}") for phrase in phrases)
    return Terms(columns, -model.search.unwanted_weight * values)


def _batch_unwanted(queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
    images, knowledge = describe_images(queries.images, queries.model.knowledge, search), queries.model.knowledge
    phrases = list(dict.fromkeys(phrase for feedback in queries.feedback for phrase in feedback.unwanted))
    certainties = unwanted_certainties(phrases, partial(_feature, queries.model), images, knowledge)
    said = torch.tensor([[phrase in feedback.unwanted for phrase in phrases] for feedback in queries.feedback])
    return -(said.float() @ certainties.T)


def _feature(model: Model, text: str) -> Float[Tensor, " dim"]:
    return model.embed_query(model.towers, model.knowledge.reader.texts([text])[0], text).features[0]


MARK_TERMS = TermForms(_single_mark, _batch_mark)
UNWANTED_TERMS = TermForms(_single_unwanted, _batch_unwanted)
