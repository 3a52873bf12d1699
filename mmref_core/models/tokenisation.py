"""Tokens of CLIP's byte-pair encoding: which are content, and which word each belongs to."""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Bool
from torch import Tensor

from mmref_core.text.attribute_phrases import STOP_WORDS

WORD_END = "</w>"  # ends the last token of a word


def has_letters(word: str) -> bool:
    """Return whether a word has a letter or a digit."""
    return any(letter.isalnum() for letter in word)


def content_tokens(tokenizer: Any) -> Bool[Tensor, " token"]:
    """Return for each token of the vocabulary whether it is content: neither punctuation nor a stop word."""
    pieces = [tokenizer.decoder[token] for token in range(len(tokenizer.decoder))]
    own = [piece.removesuffix(WORD_END) if piece.endswith(WORD_END) else "" for piece in pieces]
    return torch.tensor(
        [has_letters(piece) and name not in STOP_WORDS for piece, name in zip(pieces, own, strict=True)]
    )


def words_of_tokens(tokenizer: Any, tokens: Sequence[int]) -> list[str]:
    """Return the word of each token; punctuation belongs to the word before it."""
    names: list[str] = []
    pending: list[int] = []
    for token in tokens:
        pending.append(token)
        if tokenizer.decoder[token].endswith(WORD_END):
            names += [tokenizer.decode(pending).strip()] * len(pending)
            pending = []
    names += [tokenizer.decode(pending).strip()] * len(pending)  # a word cut off by the context
    last = next(filter(has_letters, names), "")
    for place, name in enumerate(names):
        names[place] = last = name if has_letters(name) else last
    return names
