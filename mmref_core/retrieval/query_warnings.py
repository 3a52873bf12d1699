"""Notes on a query: words that are not read, are read as others, or are left out."""

from collections.abc import Iterable, Sequence

from mmref_core.errors import QueryError
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.query import QueryPicture
from mmref_core.text.normalize import NormalizedQuery

LONGEST_QUOTE = 160  # characters of the words that fall off
CONFIDENT = "The first picture leads clearly, so the references changed nothing."
LEFT_OUT = "The picture that is searched by is left out of both rankings."
MOST_WORDS = 5  # that the model has not learnt are named
LONGEST_WORD = 40  # characters


def check_query(model: Model, reading: NormalizedQuery) -> tuple[str, ...]:
    """Return notes on a description; raises QueryError for one that cannot be searched for."""
    text = reading.text
    if not text.strip():
        raise QueryError("The description is empty. Describe a person, for example: a woman in a red coat.")
    if not any(letter.isalpha() for letter in text):
        raise QueryError(
            "The description has no words, only signs or numbers. Describe a person, such as: a man with a backpack."
        )
    notes = []
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter.isascii() for letter in letters) < len(letters) / 2:
        notes.append("The model has learnt English only; words in another script say little to it.")
    if not model.towers.fits(text):
        notes.append(too_long(model.towers.truncated_words(text)))
    if reading.changes:
        read = ", ".join(f"“{change.typed}” as “{change.read}”" for change in reading.changes)
        notes.append(f"The model has not learnt every word here; it reads {read}.")
    return tuple(notes)


def picture_notes(model: Model, text: str, picture: QueryPicture | None) -> tuple[str, ...]:
    """Return notes on how a query picture is weighted."""
    if picture is None:
        return ()
    share = model.search.picture_weight
    how = "alike" if share == 0.5 else f"as {1 - share:g} to {share:g}"
    both = f"Description and picture count {how}; of a detail that the description names, only what it says counts."
    return ((both,) if text.strip() else ()) + ((LEFT_OUT,) if picture.image is not None else ())


def too_long(words: Sequence[str]) -> str:
    """Write a note on the words beyond the model's context length."""
    shown = " ".join(words)
    if len(shown) > LONGEST_QUOTE:
        shown = f"{shown[: LONGEST_QUOTE // 2].rstrip()} … {shown[-LONGEST_QUOTE // 2 :].lstrip()}"
    count = "its last word falls" if len(words) == 1 else f"its last {len(words):,} words fall"
    return f"The description is longer than the model reads, so {count} off: “{shown}”."


def not_understood(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return one note on the phrases that were not understood, or none."""
    if not (quoted := ", ".join(f"“{phrase}”" for phrase in phrases)):
        return ()
    return (f"Not understood, so it lowers nothing: {quoted}. Name a thing that can be seen, such as a red backpack.",)


def faint_sentence(unlearnt: Sequence[str]) -> str:
    """Write a warning on a description that fits no picture clearly better than a neutral one."""
    start = "Nothing stands out: this description fits no picture clearly better than “somebody” does"
    if not unlearnt:
        return f"{start}. Clothes and their colours say most."
    named = ", ".join(f"“{word[:LONGEST_WORD]}”" for word in unlearnt[:MOST_WORDS])
    more = f" and {len(unlearnt) - MOST_WORDS:,} more" if len(unlearnt) > MOST_WORDS else ""
    return f"{start}, and the model has not learnt {named}{more}."
