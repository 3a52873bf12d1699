"""WordPiece tokens of texts: the vocabulary of a published sentence encoder. The one module that knows tokenizers."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import torch
from jaxtyping import Bool, Int
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor

from mmref_core.errors import MMRefError
from mmref_core.models.tokenisation import has_letters, with_signs_joined
from mmref_core.text.attribute_phrases import STOP_WORDS

PADDING, UNKNOWN, START, END, MASK = SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
CONTINUES = "##"  # begins a token that goes on with a word
PLAIN = re.compile(r"(##)?[a-z]+|(##)?[0-9]+|[!-/:-@\[-`{-~]")  # tokens of English texts


class WordPieceTokenizer:
    """Texts to padded token numbers; a token's number is its place in the vocabulary, whose first is the padding."""

    mask = SPECIAL.index(MASK)

    def __init__(self, vocabulary: Sequence[str], context: int) -> None:
        """`context` is the most tokens of a text, its start and its end among them."""
        self.vocabulary, self.context = tuple(vocabulary), context
        if len(set(self.vocabulary)) != len(self.vocabulary) or self.vocabulary[:5] != SPECIAL:
            raise ValueError(f"a vocabulary has every token once, and begins with {', '.join(SPECIAL)}")
        numbers = {token: number for number, token in enumerate(self.vocabulary)}
        self._tokenizer = Tokenizer(WordPiece(numbers, unk_token=UNKNOWN))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()

    def encode(self, text: str) -> list[int]:
        """Return the numbers of all tokens of a text, without its start and its end."""
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each token of `encode` begins and ends in the text."""
        return self._tokenizer.encode(text, add_special_tokens=False).offsets

    def __call__(self, texts: Sequence[str]) -> Int[Tensor, "text token"]:
        """Return the tokens of texts with start and end, padded to the context; a long text loses its last words."""
        rows = torch.zeros(len(texts), self.context, dtype=torch.long)
        start, end = SPECIAL.index(START), SPECIAL.index(END)
        for row, encoding in zip(
            rows, self._tokenizer.encode_batch(list(texts), add_special_tokens=False), strict=True
        ):
            tokens = [start, *encoding.ids[: self.context - 2], end]
            row[: len(tokens)] = torch.tensor(tokens)
        return rows

    def special(self, tokens: Int[Tensor, "text token"]) -> Bool[Tensor, "text token"]:
        """Return whether each token is padding, a start or an end."""
        return (tokens == SPECIAL.index(PADDING)) | (tokens == SPECIAL.index(START)) | (tokens == SPECIAL.index(END))

    def content(self) -> Bool[Tensor, " token"]:
        """Return for each token of the vocabulary whether it is content: neither punctuation nor a stop word."""
        return torch.tensor([has_letters(token) and token not in STOP_WORDS for token in self.vocabulary])

    def is_sign(self, token: int) -> bool:
        """Return whether a token is punctuation."""
        return not has_letters(self.vocabulary[token])

    def is_known(self, token: int) -> bool:
        """Return whether a token stands for anything in particular."""
        return self.vocabulary[token] != UNKNOWN

    def words_of(self, tokens: Sequence[int]) -> list[str]:
        """Return the word of each token; punctuation belongs to the word before it."""
        words: list[list[str]] = []
        for piece in (self.vocabulary[token] for token in tokens):
            if piece.startswith(CONTINUES) and words:
                words[-1].append(piece.removeprefix(CONTINUES))
            else:
                words.append([piece])
        return with_signs_joined(["".join(word) for word in words for _ in word])


def read_vocabulary(file: Path) -> tuple[tuple[str, ...], Int[Tensor, " token"]]:
    """Read the English part of a published vocabulary (`tokenizer.json`): its tokens, and their rows in its table.

    Tokens of other scripts are left out; a word of theirs is read as unknown. Raises MMRefError for another file.
    """
    try:
        numbers = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
        tokens = [token for token, _ in sorted(numbers.items(), key=lambda pair: pair[1])]
        kept = (*SPECIAL, *(token for token in tokens if token not in SPECIAL and PLAIN.fullmatch(token)))
        return kept, torch.tensor([numbers[token] for token in kept])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MMRefError(
            f"{file} is no WordPiece vocabulary ({error}). Give the folder of a sentence encoder in BERT's layout, "
            "with its tokenizer.json."
        ) from error
