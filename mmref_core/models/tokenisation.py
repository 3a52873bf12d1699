"""Tokens of CLIP's byte-pair encoding: which are content, and which word each belongs to."""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Bool, Int
from torch import Tensor

from mmref_core.text.attribute_phrases import STOP_WORDS

WORD_END = "</w>"  # ends the last token of a word
PADDING = 0
FIRST_SPECIAL = 49406  # of CLIP's vocabulary: the start and the end of a text
MASK = 1  # token of a masked word: the quotation mark, since CLIP's vocabulary has no mask token


class ClipTokenizer:
    """open_clip's tokenizer with what the towers ask of any tokenizer (see also `wordpiece.WordPieceTokenizer`)."""

    mask = MASK

    def __init__(self, tokenizer: Any, context: int) -> None:
        """`tokenizer` is open_clip's; `context` is the most tokens of a text, its start and its end among them."""
        self.context = context
        self._tokenizer = tokenizer
        self._pieces: dict[int, str] = tokenizer.decoder

    def __call__(self, texts: Sequence[str]) -> Int[Tensor, "text token"]:
        """Return tokens with start and end, padded to the context; a text that is too long loses its last words."""
        return self._tokenizer(list(texts), context_length=self.context)

    def encode(self, text: str) -> list[int]:
        """Return all tokens of a text without its start and its end."""
        return self._tokenizer.encode(text)

    def special(self, tokens: Int[Tensor, "text token"]) -> Bool[Tensor, "text token"]:
        """Return whether each token is padding, a start or an end."""
        return (tokens == PADDING) | (tokens >= FIRST_SPECIAL)

    def content(self) -> Bool[Tensor, " token"]:
        """Return for each token of the vocabulary whether it is content: neither punctuation nor a stop word."""
        pieces = [self._pieces[token] for token in range(len(self._pieces))]
        own = [piece.removesuffix(WORD_END) if piece.endswith(WORD_END) else "" for piece in pieces]
        said = [has_letters(piece.removesuffix(WORD_END)) for piece in pieces]
        return torch.tensor([letters and name not in STOP_WORDS for letters, name in zip(said, own, strict=True)])

    def is_sign(self, token: int) -> bool:
        """Return whether a token is punctuation."""
        return not has_letters(self._pieces[token].removesuffix(WORD_END))

    def words_of(self, tokens: Sequence[int]) -> list[str]:
        """Return the word of each token; punctuation belongs to the word before it."""
        names: list[str] = []
        pending: list[int] = []
        for token in tokens:
            pending.append(token)
            if self._pieces[token].endswith(WORD_END):
                names += [self._tokenizer.decode(pending).strip()] * len(pending)
                pending = []
        names += [self._tokenizer.decode(pending).strip()] * len(pending)  # a word cut off by the context
        return with_signs_joined(names)


def content_or_all(
    words: Bool[Tensor, "text token"], content: Bool[Tensor, "text token"]
) -> Bool[Tensor, "text token"]:
    """Return which tokens are words and content; all words of a text without any content."""
    said = words & content
    return torch.where(said.any(dim=1, keepdim=True), said, words)


def has_letters(word: str) -> bool:
    """Return whether a word has a letter or a digit."""
    return any(letter.isalnum() for letter in word)


def with_signs_joined(names: list[str]) -> list[str]:
    """Return the word of each token with that of the word before in place of punctuation."""
    last = next(filter(has_letters, names), "")
    joined = []
    for name in names:
        last = name if has_letters(name) else last
        joined.append(last)
    return joined


def truncated_words(tokenizer: Any, text: str) -> list[str]:
    """Return the words of a text, split at white space, that do not wholly fit into the context of a tokenizer."""
    room = tokenizer.context - 2  # start and end token
    words = text.split()
    for place, word in enumerate(words):
        room -= len(tokenizer.encode(word))
        if room < 0:
            return words[place:]
    return []
