"""The same queries and gallery for both forms of term kinds: pools of one query each, and all queries at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from mmref_core.config import SearchConfig
from mmref_core.models.encode import embed_queries, embed_stored
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.batched import BatchScorer
from mmref_core.reranking.pools import Feedback, Pool
from mmref_core.reranking.query import SearchQuery, query_of
from mmref_core.retrieval.gallery import Gallery
from mmref_core.retrieval.search import pool_of
from mmref_core.search_types import Marks


@dataclass(frozen=True)
class World:
    """`objects_known` says whether the gallery was indexed with its objects."""

    model: Model
    gallery: Gallery
    texts: tuple[str, ...]
    feedback: tuple[Feedback, ...]  # of every text
    persons: torch.Tensor  # of every image
    stored: torch.Tensor

    @property
    def objects_known(self) -> bool:
        return self.gallery.expansion.known

    def with_search(self, search: SearchConfig) -> "World":
        return replace(self, model=replace(self.model, search=search))

    def queries(self) -> list[tuple[SearchQuery, Pool]]:
        found = []
        for text, feedback in zip(self.texts, self.feedback, strict=True):
            query = query_of(self.model, text, None)
            nearest = self.gallery.index.nearest(query.feature, len(self.gallery))
            found.append((query, pool_of(self.model, self.gallery, nearest, feedback)))
        return found

    def scorer(self) -> BatchScorer:
        texts = embed_queries(self.model.towers, self.texts)
        images = embed_stored(self.model.towers, self.stored, self.gallery.patches)
        return BatchScorer(self.model, texts, images, self.persons, self.feedback)


def some_feedback(images: int, phrases: Sequence[str], texts: int) -> tuple[Feedback, ...]:
    """Two marks and two phrases, one of them, and none, in turn."""
    both = Marks(match=(2 % images,), no_match=(5 % images, 7 % images))
    kinds = (
        Feedback(both, tuple(phrases)),
        Feedback(Marks(match=(1, 3)), tuple(phrases[:1])),
        Feedback(),
        Feedback(Marks(no_match=(4,)), tuple(phrases[1:])),
    )
    return tuple(kinds[number % len(kinds)] for number in range(texts))
