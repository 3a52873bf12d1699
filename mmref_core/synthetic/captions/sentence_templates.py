"""Sentence templates: plain prose, other registers (notes, forms, police reports, eyewitnesses, speech, search fields),
and short queries. `grammar` explains the slots.
"""

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "sentence_templates",
    {
        "clauses": Words,
        "continuations": Words,
        "fragments": Words,
        "lists": Words,
        "form_openings": Words,
        "form_entries": Words,
        "report_openings": Words,
        "report_sentences": Words,
        "witness_openings": Words,
        "witness_sentences": Words,
        "spoken_openings": Words,
        "spoken_sentences": Words,
        "searches": Words,
        "short": Words,
    },
)
CLAUSES: Words = _TABLES["clauses"]  # first sentences with a verb
CONTINUATIONS: Words = _TABLES["continuations"]  # the sentences that go on
FRAGMENTS: Words = _TABLES["fragments"]  # of somebody who jots down notes
LISTS: Words = _TABLES["lists"]
FORM_OPENINGS: Words = _TABLES["form_openings"]  # of somebody who fills in a form
FORM_ENTRIES: Words = _TABLES["form_entries"]
REPORT_OPENINGS: Words = _TABLES["report_openings"]  # of an officer
REPORT_SENTENCES: Words = _TABLES["report_sentences"]
WITNESS_OPENINGS: Words = _TABLES["witness_openings"]  # of somebody who remembers
WITNESS_SENTENCES: Words = _TABLES["witness_sentences"]
SPOKEN_OPENINGS: Words = _TABLES["spoken_openings"]  # of somebody who talks
SPOKEN_SENTENCES: Words = _TABLES["spoken_sentences"]
SEARCHES: Words = _TABLES["searches"]  # typed into a search field, without articles and mostly without verbs
SHORT: Words = _TABLES["short"]  # what people type who are in a hurry
