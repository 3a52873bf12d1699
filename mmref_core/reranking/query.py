"""A query by a description, by a picture, or by both: one feature to rank by, and the terms that refine the ranking."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

import torch
from jaxtyping import Float, Int8
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.embedding import Embedded
from mmref_core.knowledge import Knowledge, Model
from mmref_core.reranking.descriptors import (
    Described,
    asked_columns,
    asked_values,
    describe_texts,
    detail_terms,
    found_values,
    read_details,
    reference_columns,
    word_columns,
)
from mmref_core.reranking.gallery_expansion import GalleryReferences
from mmref_core.reranking.term_types import Term, Terms, Votes, nothing
from mmref_core.similarity import mixed

COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


@dataclass(frozen=True)
class QueryPicture:
    """A picture to search by."""

    described: Described  # one item
    image: int | None = None  # its position, where it is a picture of the gallery that is searched


@dataclass(frozen=True)
class Query:
    """What somebody searches by, as both rankings see it; at least one of description and picture is there."""

    text: str
    described: Described | None  # the description
    embedded: Embedded | None  # the same, with its words where the model has any
    picture: QueryPicture | None
    feature: Float[Tensor, " dim"]  # of unit length
    text_share: float  # of the cosine with the description in the cosine with the feature


def query_of(model: Model, text: str, picture: QueryPicture | None) -> Query:
    """A description without words counts as none.

    Description and picture together are the mix of both features, `config.picture_weight` to the picture (our choice:
    on a gallery both cosines spread alike, so that equal weights give both a say).
    """
    if picture is not None and not text.strip():
        return Query(text, None, None, picture, picture.described.features[0], 0.0)
    embedded = model.embed_query(model.towers, text)
    described = describe_texts(embedded, model.knowledge, model.search)
    if picture is None:
        return Query(text, described, embedded, None, embedded.features[0], 1.0)
    weight = model.search.picture_weight
    feature, length = mixed(embedded.features[0], picture.described.features[0], weight)
    return Query(text, described, embedded, picture, feature, (1 - weight) / length)


@torch.inference_mode()
def query_columns(
    query: Query,
    images: Described,
    own: GalleryReferences,
    places: Int8[Tensor, "image place dim"] | None,
    model: Model,
) -> tuple[Terms, Votes]:
    """All weighted terms of a query for the images of its pool; `own` are the pool's gallery references.

    Words take the place of the description's part of the first score. Persons and the gallery's own references are
    compared with the query's feature. Details are those that the description asks for, and of all others those that
    the picture shows: "like this one, in a red coat" asks for red.
    """
    knowledge, config = model.knowledge, model.search
    values = read_details(images, own)
    terms, _ = nothing(len(images.features))
    asked: set[str] = set()
    if query.described is not None and query.embedded is not None:
        if config.token_weight:
            compared = query.embedded.words
            told = whole_words(model.towers.words_of(query.text), query.text)
            tokens = zip(told, compared.real[0, 1:].tolist(), strict=False)
            words = word_columns(
                [name for name, kept in tokens if kept],
                compared,
                places,
                images.features @ query.embedded.features[0],
                config,
            )
            terms += Terms(words.columns, query.text_share * words.values)
        terms += asked_columns(query.described.values[0], values, knowledge, config)
        names, wanted = knowledge.readers.vocabulary.names, asked_values(query.described.values[0], knowledge.readers)
        asked = {name for name, value in zip(names, wanted, strict=True) if value is not None}
    if query.picture is not None:
        terms += seen_columns(query.picture.described.values, values, asked, knowledge, config)
    more, votes = reference_columns(query.feature, images, own, knowledge, config)
    return terms + more, votes


def whole_words(names: Sequence[str], text: str) -> list[str]:
    """Names of tokens in which the parts of a hyphenated word, "t" and "shirt", are one word."""
    groups = [(name, len(list(same))) for name, same in groupby(names)]
    words = [name for name, _ in groups]
    for compound in COMPOUND.findall(text.lower()):
        parts = compound.split("-")
        for start in range(len(words) - len(parts) + 1):
            if words[start : start + len(parts)] == parts:
                words[start : start + len(parts)] = [compound] * len(parts)
                break
    return [word for word, (_, count) in zip(words, groups, strict=True) for _ in range(count)]


def seen_columns(
    picture: Float[Tensor, "1 value"],
    images: Float[Tensor, "image value"],
    left_out: Collection[str],
    knowledge: Knowledge,
    config: SearchConfig,
) -> Terms:
    """u·detail references of a picture to search by: one term for each attribute that it shows and is not left out."""
    found = found_values(picture, knowledge.readers)[0]
    terms = detail_terms(picture[0], images, knowledge.readers, config.detail_floor)
    names = knowledge.readers.vocabulary.names
    kept = [place for place, name in enumerate(names) if name in found and name not in left_out]
    columns = [
        Term(f"seen:{names[place]}", "seen", f"seen: {knowledge.words.of(names[place], found[names[place]])}")
        for place in kept
    ]
    return Terms(tuple(columns), config.detail_weight * terms[:, kept])
