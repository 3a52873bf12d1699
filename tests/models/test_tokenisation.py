from mmref_core.models.tokenisation import has_letters
from small_world import tiny_model

TOKENIZER = tiny_model().towers.tokenizer


def test_every_token_has_the_word_that_it_is_a_part_of_and_punctuation_that_of_the_word_before() -> None:
    tokens = TOKENIZER.encode("unphotogenicality, coat")
    words = TOKENIZER.words_of(tokens)
    assert len(words) == len(tokens) and list(dict.fromkeys(words)) == ["unphotogenicality", "coat"]
    assert words.count("coat") == 1, "the comma belongs to the first word"


def test_content_is_neither_punctuation_nor_a_stop_word() -> None:
    content = TOKENIZER.content()
    kept = [bool(content[token]) for token in TOKENIZER.encode("in a red coat ,")]
    assert kept == [False, False, True, True, False]
    assert has_letters("x1") and not has_letters("!?")
