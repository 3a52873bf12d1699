"""Reference terms: image and query resemble the same known persons (MMRef, arXiv 2504.07718, refined retrieval).

    term(t, v) = Σ_r a_r(t) · a_r(v)        weight w

a(x) is the profile of x: softmax of cos(x, R)/τ over its k most similar references R, 0 elsewhere, of unit length (the
sparse form is our choice). For one query the term of each reference is divided among the phrases that the reference is
made of, so that every phrase is a column, and what no phrase covers is the column `REST`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.mmref import Profiles, person_terms, profiles
from mmref_core.models.model_bundle import Model, ModelKnowledge
from mmref_core.models.reference_phrases import NO_PHRASE, phrase_shares
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import REST, Term, TermForms, Terms


@dataclass(frozen=True)
class ReferenceMatches:
    """How well single reference persons match a query and some images; shown beside the images."""

    persons: tuple[int, ...]
    captions: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    agreement: Float[Tensor, "image reference"]  # product of both likenesses
    weight: float  # w; 0 where matches are shown and have no say


def phrase_terms(
    people: Float[Tensor, "image neighbour"],
    text: Profiles,
    images: Float[Tensor, "image dim"],
    knowledge: ModelKnowledge,
) -> tuple[list[int], Float[Tensor, "image phrase_and_rest"]]:
    """Divide terms of reference persons among phrases; the same phrase of several references is one column.

    `people` are `person_terms`, times their weight or not. Return the numbers of the phrases and a column for each; the
    last column is what no phrase covers. A row sums to the row of `people`.
    """
    references, reference_phrases = text.references[0], knowledge.reference_phrases
    divided = people[:, :, None] * phrase_shares(
        reference_phrases, references, knowledge.references[references], images
    )
    members = reference_phrases.members[references]
    phrases = sorted(set(members[members != NO_PHRASE].tolist()))
    place = {phrase: column for column, phrase in enumerate(phrases)} | {NO_PHRASE: len(phrases)}
    columns = torch.tensor([[place[phrase] for phrase in row] + [len(phrases)] for row in members.tolist()])
    sums = torch.zeros(len(images), len(phrases) + 1).index_add_(1, columns.flatten(), divided.flatten(1))
    return phrases, sums


def profile_agreement(texts: Profiles, images: Profiles, references: int) -> Float[Tensor, "text image"]:
    """Return inner products of sparse profiles: the sums of `mmref.person_terms` over references."""
    return _dense(texts, references) @ _dense(images, references).T


def _dense(items: Profiles, references: int) -> Float[Tensor, "item reference"]:
    rows = torch.zeros(len(items.references), references)
    return rows.scatter_(1, items.references, items.likeness)


def reference_matches(query: SearchQuery, pool: Pool, positions: Sequence[int], model: Model) -> ReferenceMatches:
    """Return how well the references of a query's profile match the images at some positions of its pool."""
    knowledge, likeness = model.knowledge, _profile(query, model)
    references, reference_phrases = likeness.references[0].tolist(), knowledge.reference_phrases
    return ReferenceMatches(
        persons=tuple(knowledge.persons[references].tolist()),
        captions=tuple(reference_phrases.captions[reference] for reference in references),
        phrases=tuple(
            tuple(
                reference_phrases.phrases[phrase]
                for phrase in reference_phrases.members[reference].tolist()
                if phrase != NO_PHRASE
            )
            for reference in references
        ),
        agreement=person_terms(likeness, pool.descriptors.profiles[torch.tensor(positions, dtype=torch.long)]),
        weight=model.search.person_weight,
    )


def _profile(query: SearchQuery, model: Model) -> Profiles:
    knowledge, search = model.knowledge, model.search
    return profiles(query.feature[None], knowledge.references, search.neighbours, search.profile_temperature)


def _single(query: SearchQuery, pool: Pool, model: Model) -> Terms:
    """Return one column for each phrase of the references that the query resembles, and one for their rest."""
    weight, images = model.search.person_weight, pool.descriptors
    if not weight:
        return Terms.none(len(pool))
    likeness = _profile(query, model)
    people = weight * person_terms(likeness, images.profiles)
    phrases, values = phrase_terms(people, likeness, images.features, model.knowledge)
    words = model.knowledge.reference_phrases.phrases
    columns = [Term(f"phrase:{words[phrase]}", "phrase", words[phrase]) for phrase in phrases]
    return Terms((*columns, Term(REST, REST, REST)), values)


def _batch(queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
    bank, settings = queries.model.knowledge.references, (search.neighbours, search.profile_temperature)
    texts, images = (profiles(items.features, bank, *settings) for items in (queries.texts, queries.images))
    return profile_agreement(texts, images, len(bank))


REFERENCE_TERMS = TermForms(_single, _batch, ("neighbours", "profile_temperature"))
