"""Tokens of CLIP's byte-pair encoding: which are content, and which word each belongs to."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from mmref_core.text.attribute_phrases import STOP_WORDS

WORD_END = "</w>"  # ends the last token of a word
PADDING = 0
FIRST_SPECIAL = 49406  # of CLIP's vocabulary: the start and the end of a text
SAMPLE_STEP = 50  # every 50th token of the vocabulary serves to estimate the length of an untrained vector
MAX_DEVIATIONS = 5.0  # standard deviations; one untrained vector in four million is longer than that
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

    def is_known(self, token: int) -> bool:  # noqa: ARG002
        """Return whether a token stands for anything in particular, which every token of this vocabulary does."""
        return True

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


def words_all_of(names: Sequence[str], claims: Sequence[bool], signs: Sequence[bool]) -> list[tuple[str, bool]]:
    """Return the words of tokens, and of each whether a claim holds for all of its tokens but punctuation."""
    parts = groupby(zip(names, claims, signs, strict=True), lambda part: part[0])
    words = [(name, all(claim for _, claim, sign in own if not sign)) for name, own in parts]
    return [word for word in words if has_letters(word[0])]


def trained_tokens(vectors: Float[Tensor, "token width"], tokens: Sequence[int]) -> list[bool]:
    """Return whether the vectors of tokens were trained, of a vocabulary that began with normal random vectors.

    Vectors of tokens that are in no caption keep their initial length, but for weight decay, which they share, and
    these lengths are close together: the standard deviation of a normal vector's length is 1 / √(2 width) of its mean.
    The vector of a trained token is longer.
    """
    usual = vectors[::SAMPLE_STEP].norm(dim=1).median()
    longest = usual * (1 + MAX_DEVIATIONS * (2 * vectors.shape[1]) ** -0.5)
    return (vectors[torch.tensor(tokens, dtype=torch.long)].norm(dim=1) > longest).tolist()
