"""Token terms: words of the description against patches of the image (TGDT, arXiv 2306.08789, two-stage search).

    term(t, v) = (1/|t|) Σ_word max_patch cos(word, patch) − cos(t, v)        weight β

Added to the cosine this is (1 − β)·cos + β·token similarity. For one query the mean over words is taken apart, so that
every word is a column.
"""

import re
from collections.abc import Sequence
from itertools import groupby

import torch
from jaxtyping import Float, Int8
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.model_bundle import Model
from mmref_core.models.tgdt import WordFeatures, dequantise, token_similarity, word_terms
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms

IMAGES = 256  # whose patches are compared at a time: with 32 texts of 60 words 31 MB
COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


def word_columns(
    names: Sequence[str],
    words: Float[Tensor, "word dim"],
    patches: Int8[Tensor, "image patch dim"],
    cosines: Float[Tensor, " image"],
) -> tuple[list[str], Float[Tensor, "image column"]]:
    """Return unweighted terms of one text, one column for each word, and the words.

    `names` has the word that each token belongs to; a word of several tokens, or said twice, is one column. The mean of
    a column over the images is taken off: it ranks nothing, and would drown all other reasons for what sets an image
    apart.
    """
    each = word_terms(words, dequantise(patches), cosines)
    number = {name: column for column, name in enumerate(dict.fromkeys(names))}
    columns = torch.tensor([number[name] for name in names], dtype=torch.long)
    sums = torch.zeros(len(each), len(number)).index_add_(1, columns, each)
    return list(number), sums - sums.mean(dim=0)


def token_similarities(words: WordFeatures, patches: Int8[Tensor, "image patch dim"]) -> Float[Tensor, "text image"]:
    """Return `token_similarity` of every pair, computed for some images at a time."""
    return torch.cat([token_similarity(words, dequantise(part)) for part in patches.split(IMAGES)], dim=1)


def whole_words(names: Sequence[str], text: str) -> list[str]:
    """Return the word that each token belongs to, with the parts of a hyphenated word, "t" and "shirt", as one word."""
    groups = [(name, len(list(same))) for name, same in groupby(names)]
    words = [name for name, _ in groups]
    for compound in COMPOUND.findall(text.lower()):
        parts = compound.split("-")
        for start in range(len(words) - len(parts) + 1):
            if words[start : start + len(parts)] == parts:
                words[start : start + len(parts)] = [compound] * len(parts)
                break
    return [word for word, (_, count) in zip(words, groups, strict=True) for _ in range(count)]


def _single(query: SearchQuery, pool: Pool, model: Model) -> Terms:
    """Return one column for each word of the description that says something; they take the cosine's place."""
    weight, embedded = model.search.token_weight, query.embedded
    if not weight or embedded is None:
        return Terms.none(len(pool))
    words = embedded.words
    tokens = zip(
        whole_words(model.towers.token_words(query.text), query.text), words.real[0, 1:].tolist(), strict=False
    )
    names, values = word_columns(
        [name for name, kept in tokens if kept],
        words.features[0][words.real[0]],
        pool.patches,
        pool.descriptors.features @ embedded.features[0],
    )
    columns = tuple(Term(f"word:{name}", "word", f"“{name}” in the picture") for name in names)
    return Terms(columns, query.text_share * (weight * values))


def _batch(queries: QueryBatch, _search: SearchConfig) -> Float[Tensor, "text image"]:
    return token_similarities(queries.texts.words, queries.images.patches) - queries.initial


TOKEN_TERMS = TermForms(_single, _batch)
