"""Styles of annotators: each has sentence templates, a tense, articles and punctuation."""

from collections.abc import Mapping
from dataclasses import dataclass

from mmref_core.synthetic.captions import held_out, sentence_templates
from mmref_core.synthetic.captions.grammar import CONTINUOUS, LAST, PAST, PERSONS, SETTINGS, SIMPLE, SPOKEN, Templates
from mmref_core.synthetic.captions.templates import SentenceTemplate, parse_templates
from mmref_core.synthetic.captions.vocabularies import HELD_OUT, PLAIN, USUAL, Wording

ALONE = SentenceTemplate.of("{a person} can be seen.")  # where nothing but the person is visible


@dataclass(frozen=True)
class AnnotatorStyle:
    """One style of description."""

    openings: tuple[SentenceTemplate, ...]
    continuations: tuple[SentenceTemplate, ...] = ()  # none: what the opening does not tell is left out
    settings: Templates = ("{np}",)  # what is said round the opening
    share: float = 1.0  # among the voices of its kind
    tenses: tuple[int, ...] = (SIMPLE, SIMPLE, CONTINUOUS, CONTINUOUS, CONTINUOUS)
    articles: bool = True
    draws: int = 2  # frames to choose from: the more, the more is told in one sentence
    between: str = ", "  # things of a list
    last: Templates = LAST
    lower_case: float = 0.07  # share of captions
    contracted: float = 0.05  # share of captions that say "he's"
    alone: SentenceTemplate = ALONE
    wording: Wording = USUAL


STYLES = (
    AnnotatorStyle(
        parse_templates(sentence_templates.CLAUSES), parse_templates(sentence_templates.CONTINUATIONS), share=0.38
    ),
    AnnotatorStyle(parse_templates(PERSONS), parse_templates(sentence_templates.CONTINUATIONS), SETTINGS, share=0.29),
    AnnotatorStyle(
        parse_templates(sentence_templates.WITNESS_OPENINGS),
        parse_templates(sentence_templates.WITNESS_SENTENCES),
        share=0.07,
        tenses=(PAST,),
        contracted=0.2,
    ),
    AnnotatorStyle(
        parse_templates(sentence_templates.REPORT_OPENINGS),
        parse_templates(sentence_templates.REPORT_SENTENCES),
        share=0.06,
        tenses=(PAST,),
        contracted=0,
    ),
    AnnotatorStyle(
        parse_templates(sentence_templates.SPOKEN_OPENINGS),
        parse_templates(sentence_templates.SPOKEN_SENTENCES),
        share=0.05,
        tenses=(SPOKEN,),
        lower_case=0.2,
        contracted=0.85,
    ),
    AnnotatorStyle(
        parse_templates(PERSONS),
        parse_templates(sentence_templates.FRAGMENTS),
        ("{np}.",),
        share=0.05,
        articles=False,
        alone=SentenceTemplate.of("{a person}."),
    ),
    AnnotatorStyle(
        parse_templates(sentence_templates.LISTS),
        share=0.04,
        articles=False,
        lower_case=0.3,
        alone=SentenceTemplate.of("{a person}."),
    ),
    AnnotatorStyle(
        parse_templates(sentence_templates.FORM_OPENINGS),
        parse_templates(sentence_templates.FORM_ENTRIES),
        share=0.03,
        articles=False,
        alone=SentenceTemplate.of("person: {a person}."),
    ),
    AnnotatorStyle(
        parse_templates(sentence_templates.SEARCHES),
        share=0.03,
        articles=False,
        between=" ",
        last=(" ",),
        lower_case=0.85,
        wording=PLAIN,
        alone=SentenceTemplate.of("{a person}"),
    ),
)
SHORT_QUERY_STYLES = (
    AnnotatorStyle(
        parse_templates(sentence_templates.SHORT),
        articles=False,
        draws=1,
        last=(" and ", " ", ", "),
        lower_case=0.85,
        alone=SentenceTemplate.of("{a person}"),
        wording=PLAIN,
    ),
)
PARAPHRASE_STYLES = (
    AnnotatorStyle(
        parse_templates(held_out.OPENINGS),
        parse_templates(held_out.SENTENCES),
        alone=SentenceTemplate.of("visible is {a person}."),
        wording=HELD_OUT,
    ),
)
KINDS: Mapping[str, tuple[AnnotatorStyle, ...]] = {
    "sentence": STYLES,
    "short": SHORT_QUERY_STYLES,
    "paraphrase": PARAPHRASE_STYLES,
}
