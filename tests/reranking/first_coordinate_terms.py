"""A kind of term that only tests have: images whose first coordinate is large rise, whatever the query."""

from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms

COLUMN = Term("first", "first", "first coordinate")


def _single(_query: SearchQuery, pool: Pool, model: Model) -> Terms:
    return Terms((COLUMN,), model.search.picture_weight * pool.descriptors.features[:, :1])


def _batch(queries: QueryBatch, _search: SearchConfig) -> Float[Tensor, "text image"]:
    return queries.images.features[:, 0].expand(len(queries.texts), -1)


FIRST_COORDINATE_TERMS = TermForms(_single, _batch)
