"""A query by a description, by an image, or by both: one feature to rank by, and what its terms are computed from."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from mmref_core.models.encode import Embedded
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import mixed
from mmref_core.models.text_parts import PICTURE, TextParts
from mmref_core.reranking.descriptors import Descriptors, describe_texts


@dataclass(frozen=True)
class QueryPicture:
    """An image to search by."""

    descriptors: Descriptors  # of one item
    image: int | None = None  # its position, where it is an image of the gallery that is searched


@dataclass(frozen=True)
class SearchQuery:
    """A query with a description, an image, or both, as both rankings use it."""

    text: str
    descriptors: Descriptors | None  # of the description, one item
    embedded: Embedded | None  # the description with its words, where the model has features of words
    picture: QueryPicture | None
    feature: Float[Tensor, " dim"]  # of unit length
    text_share: float  # of the cosine with the description in the cosine with the feature
    parts: TextParts | None = None  # of the same feature by the second pair, where there is one


def query_of(model: Model, text: str, picture: QueryPicture | None, typed: str | None = None) -> SearchQuery:
    """Return the query of a description and an image; a description without words counts as none.

    `typed` is the description before unknown words were replaced, which the second pair reads.

    Description and image together are the mix of both features, `config.picture_weight` to the image (our choice: on a
    gallery both cosines spread alike, so that equal weights give both a say).
    """
    if picture is not None and not text.strip():
        second = picture.descriptors.second
        parts = None if second is None else TextParts((PICTURE,), second)
        return SearchQuery(text, None, None, picture, picture.descriptors.features[0], 0.0, parts)
    embedded = model.embed_query(model.towers, text, text if typed is None else typed)
    descriptors = describe_texts(embedded, model.knowledge, model.search)
    if picture is None:
        return SearchQuery(text, descriptors, embedded, None, embedded.features[0], 1.0, embedded.parts)
    weight = model.search.picture_weight
    feature, length = mixed(embedded.features[0], picture.descriptors.features[0], weight)
    parts, seen = embedded.parts, picture.descriptors.second
    if parts is not None and seen is not None:
        parts = parts.mixed_with(seen[0], weight)
    return SearchQuery(text, descriptors, embedded, picture, feature, (1 - weight) / length, parts)
