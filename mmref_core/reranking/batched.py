"""Scores of many queries at once: the same sums as a single query's terms, without keeping the terms apart."""

from collections.abc import Callable

import torch
from jaxtyping import Float, Int, Int8
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.embedding import Embedded
from mmref_core.knowledge import Knowledge
from mmref_core.readers import Readers
from mmref_core.reranking.gallery_expansion import clusters, lookalike_features, object_features, object_means
from mmref_core.similarity import Profiles, cosine, detail_agreement, margins, profiles
from mmref_core.token_features import Words, restored, token_similarity

IMAGES = 256  # whose places are compared at a time: with 32 texts of 60 words 31 MB


def profile_agreement(texts: Profiles, images: Profiles, references: int) -> Float[Tensor, "text image"]:
    """Inner products of sparse profiles; the sum of `similarity.person_terms` over its references."""
    return _dense(texts, references) @ _dense(images, references).T


def _dense(items: Profiles, references: int) -> Float[Tensor, "item reference"]:
    rows = torch.zeros(len(items.references), references)
    return rows.scatter_(1, items.references, items.likeness)


def details_agreement(
    texts: Float[Tensor, "text value"], images: Float[Tensor, "image value"], readers: Readers, floor: float
) -> Float[Tensor, "text image"]:
    """The sum of `similarity.detail_agreement` over all attributes."""
    total = torch.zeros(len(texts), len(images))
    parts = zip(readers.parts(texts), readers.parts(images), readers.parts(readers.priors), strict=True)
    for own, seen, prior in parts:
        total += detail_agreement(own, seen, prior, floor)
    return total


def view_agreement(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"], fused: Float[Tensor, "image dim"]
) -> Float[Tensor, "text image"]:
    """`similarity.view_term` of every pair."""
    return cosine(texts, fused - images)


def words_agreement(words: Words, places: Int8[Tensor, "image place dim"]) -> Float[Tensor, "text image"]:
    """`token_similarity` of every pair, some images at a time."""
    return torch.cat([token_similarity(words, restored(part)) for part in places.split(IMAGES)], dim=1)


def two_stage(
    initial: Float[Tensor, "text image"], refined: Float[Tensor, "text image"], pool: int
) -> Float[Tensor, "text image"]:
    """Scores that rank the `pool` first images of the initial ranking by refined score, the others behind as they were.

    So a picture outside the pool stays missed: it is never counted as found.
    """
    ranks = initial.argsort(dim=1, descending=True, stable=True).argsort(dim=1)
    above = refined - refined.amin(dim=1, keepdim=True)  # from 0 up, where all others are below
    return torch.where(ranks < pool, above, -1.0 - ranks)


class Agreements:
    """What each kind of reference adds to all scores, before its weight; computed once for its settings.

    The pool is the whole gallery. `persons` are whom the images show: objects, for when they are known.
    """

    def __init__(self, knowledge: Knowledge, texts: Embedded, images: Embedded, persons: Int[Tensor, " image"]) -> None:
        self.knowledge, self.texts, self.images, self.persons = knowledge, texts, images, persons
        self.initial = cosine(texts.features, images.features)
        self._kept: dict[str, tuple[tuple, Float[Tensor, "text image"]]] = {}  # of each kind for its last settings

    @torch.inference_mode()
    def refined(self, search: SearchConfig, objects_known: bool = False) -> Float[Tensor, "text image"]:
        """Scores after the token stage and the reference stage; those of a query that the gate keeps are initial.

        Gallery references are clusters and look-alikes, or the pictures of the true persons where `objects_known`.
        """
        details = self._of_objects_details if objects_known else self._of_details
        parts = [
            (search.token_weight, self._of_words, ()),
            (search.person_weight, self._of_persons, (search.neighbours, search.profile_temperature)),
            (search.detail_weight, details, (search.detail_floor,)),
        ]
        if objects_known:
            parts += [(search.view_weight, self._of_views, ())]
        else:
            parts += [(search.lookalike_weight, self._of_lookalikes, (search.lookalikes, search.lookalike_temperature))]
            if search.cluster_distance is not None:
                parts += [(search.cluster_weight, self._of_clusters, (search.cluster_distance,))]
        scores = self.initial.clone()
        for weight, agreement, settings in parts:
            if weight:
                scores += weight * self._once(agreement, settings)
        if search.gate is not None:
            scores = torch.where((margins(self.initial) > search.gate)[:, None], self.initial, scores)
        return scores

    def _once(self, agreement: Callable, settings: tuple) -> Float[Tensor, "text image"]:
        kind = agreement.__name__
        if kind not in self._kept or self._kept[kind][0] != settings:
            self._kept[kind] = settings, agreement(*settings)
        return self._kept[kind][1]

    def _of_words(self) -> Float[Tensor, "text image"]:
        return words_agreement(self.texts.words, self.images.places) - self.initial

    def _of_persons(self, neighbours: int, temperature: float) -> Float[Tensor, "text image"]:
        bank = self.knowledge.references
        texts = profiles(self.texts.features, bank, neighbours, temperature)
        return profile_agreement(texts, profiles(self.images.features, bank, neighbours, temperature), len(bank))

    def _of_details(self, floor: float) -> Float[Tensor, "text image"]:
        return self._read(self.knowledge.readers.of_images(self.images.pooled), floor)

    def _of_objects_details(self, floor: float) -> Float[Tensor, "text image"]:
        values = self.knowledge.readers.of_images(self.images.pooled)
        return self._read(object_means(values, self.persons), floor)

    def _read(self, images: Float[Tensor, "image value"], floor: float) -> Float[Tensor, "text image"]:
        readers = self.knowledge.readers
        return details_agreement(readers.of_texts(self.texts.pooled), images, readers, floor)

    def _of_lookalikes(self, count: int, temperature: float) -> Float[Tensor, "text image"]:
        return self._beyond_alone(lookalike_features(self.images.features, count, temperature))

    def _of_clusters(self, distance: float) -> Float[Tensor, "text image"]:
        return self._beyond_alone(object_features(self.images.features, clusters(self.images.features, distance)))

    def _of_views(self) -> Float[Tensor, "text image"]:
        return self._beyond_alone(object_features(self.images.features, self.persons))

    def _beyond_alone(self, fused: Float[Tensor, "image dim"]) -> Float[Tensor, "text image"]:
        return view_agreement(self.texts.features, self.images.features, fused)
