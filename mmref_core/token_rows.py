"""The vectors of tokens as a checkpoint keeps them: those that training has shown, and one for all others.

CLIP's vocabulary has 49,408 tokens, of which captions show about one in fifteen. The vectors of the others are what
chance made them at the beginning, half of a checkpoint's size, and say nothing.
"""

import torch
from jaxtyping import Int
from torch import Tensor

VECTORS = "towers.clip.token_embedding.weight"
ROWS = "towers.shown_tokens"


def packed(weights: dict[str, Tensor], shown: Int[Tensor, " token"]) -> dict[str, Tensor]:
    """The same weights with vectors of the tokens `shown` alone, and after them one for all others.

    That one is the vector of median length among the others, since a word counts as learnt by its vectors' length.
    """
    vectors, shown = weights[VECTORS], shown.unique()
    others = torch.ones(len(vectors), dtype=torch.bool)
    others[shown] = False
    if not others.any():
        return weights
    unshown = vectors[others]
    usual = unshown[unshown.norm(dim=1).argsort()[len(unshown) // 2]]
    return weights | {VECTORS: torch.cat([vectors[shown], usual[None]]), ROWS: shown.int()}


def unpacked(weights: dict[str, Tensor], tokens: int) -> dict[str, Tensor]:
    """The weights of a checkpoint with a vector for each of so many tokens. RuntimeError where that cannot be."""
    weights = dict(weights)
    shown = weights.pop(ROWS, None)
    if shown is None:
        return weights
    rows = weights[VECTORS]
    if len(rows) != len(shown) + 1 or not ((shown >= 0) & (shown < tokens)).all():
        raise RuntimeError(f"{len(rows)} vectors do not belong to {len(shown)} tokens of {tokens}")
    vectors = rows[-1].repeat(tokens, 1)
    vectors[shown.long()] = rows[:-1]
    return weights | {VECTORS: vectors}
