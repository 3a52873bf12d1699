"""Grammar of all styles: templates of persons, what is said round them, verbs by tense, orders of things.

Groups take as many things as the sentence may hold: {worn} clothes, {had} hair and beard, {borne} bag and thing in the
hand ("a black bag and a phone"), {bears} and {bearing} the same as clauses ("is carrying a black bag", "carrying a
black bag"), {state} what somebody does and how they are turned, {lacks} what is not there, {things} all that is left.
One thing is called by its name: {upper}, {lower}, {shoes}, {headwear}, {bag}, {hair}; "{shoes.is}" gives "shoes are
white". Verbs ({wears}, {has}, {wearing}) come from VERBS in the annotator's tense. A sentence's first letter is made a
capital later.
"""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

Templates = Words
TenseForms = tuple[Templates, Templates, Templates, Templates]
SIMPLE, CONTINUOUS, PAST, SPOKEN = range(4)

_TABLES = read_tables(
    "grammar",
    {
        "persons": Words,
        "settings": Words,
        "verbs": dict[str, TenseForms],
        "not_of_accessories": Words,
        "last": Words,
        "orders": tuple[Words, ...],
        "contractions": Words,
    },
)
PERSONS: Words = _TABLES["persons"]  # a person described in one noun phrase
SETTINGS: Words = _TABLES["settings"]  # what is said round such a phrase
VERBS: Mapping[str, TenseForms] = _TABLES["verbs"]  # by tense
NOT_OF_ACCESSORIES: Words = _TABLES["not_of_accessories"]  # nobody is dressed in glasses
LAST: Words = _TABLES["last"]  # what stands before the last thing of a list
ORDERS: tuple[Words, ...] = _TABLES["orders"]  # in which order clothes are looked at
CONTRACTIONS: Words = _TABLES["contractions"]  # how a relaxed annotator runs words together
