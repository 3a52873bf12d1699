"""WordPiece tokens, on a vocabulary that can be read."""

import json
from pathlib import Path

import pytest

from mmref_core.errors import MMRefError
from mmref_core.models.wordpiece import SPECIAL, WordPieceTokenizer, read_vocabulary

VOCABULARY = (*SPECIAL, "a", "red", "coat", "rain", "##coat", "##s", ",", "-", "in")


def tokenizer(context: int = 8) -> WordPieceTokenizer:
    return WordPieceTokenizer(VOCABULARY, context)


def test_words_are_pieces_between_start_and_end_padded_to_the_context() -> None:
    tokens = tokenizer()(["A red raincoat", "a"])
    assert [[VOCABULARY[token] for token in row] for row in tokens.tolist()] == [
        ["[CLS]", "a", "red", "rain", "##coat", "[SEP]", "[PAD]", "[PAD]"],
        ["[CLS]", "a", "[SEP]", *["[PAD]"] * 5],
    ]


def test_a_long_text_loses_its_last_words_and_keeps_its_end() -> None:
    [row] = tokenizer(context=4)(["a red coat"]).tolist()
    assert [VOCABULARY[token] for token in row] == ["[CLS]", "a", "red", "[SEP]"]


def test_pieces_belong_to_their_word_and_signs_to_the_word_before() -> None:
    own = tokenizer()
    assert own.words_of(own.encode("red raincoats, in a coat")) == [
        *("red", "raincoats", "raincoats", "raincoats", "raincoats", "in", "a", "coat")
    ]


def test_special_content_and_unknown_tokens_are_told_apart() -> None:
    own = tokenizer()
    tokens = own(["a coat, zebra"])
    assert own.special(tokens)[0].tolist() == [True, False, False, False, False, True, True, True]
    content, encoded = own.content(), own.encode("a coat, in")
    assert [bool(content[token]) for token in encoded] == [False, True, False, False]
    assert [own.is_sign(token) for token in encoded] == [False, False, True, False]
    assert [own.is_known(token) for token in own.encode("coat zebra")] == [True, False]


def test_a_vocabulary_without_its_special_tokens_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        WordPieceTokenizer(("a", "red"), 8)


def test_english_tokens_of_a_published_vocabulary_are_kept_with_their_rows(tmp_path: Path) -> None:
    published = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "!", "coat", "été", "##s", "漢", "7"]
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps({"model": {"vocab": {token: row for row, token in enumerate(published)}}}))
    kept, rows = read_vocabulary(file)
    assert kept == (*SPECIAL, "!", "coat", "##s", "7")
    assert [published[row] for row in rows.tolist()] == list(kept)
    file.write_text("[]")
    with pytest.raises(MMRefError, match="no WordPiece vocabulary"):
        read_vocabulary(file)
