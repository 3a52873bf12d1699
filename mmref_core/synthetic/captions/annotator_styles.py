"""How annotators speak: each voice is a set of frames with its tense, its articles and its punctuation."""

from collections.abc import Mapping
from dataclasses import dataclass

from mmref_core.synthetic.captions import held_out, sentence_templates
from mmref_core.synthetic.captions.grammar import CONTINUOUS, LAST, PAST, PERSONS, SETTINGS, SIMPLE, SPOKEN, Frames
from mmref_core.synthetic.captions.templates import Frame, ready
from mmref_core.synthetic.captions.vocabularies import HELD_OUT, PLAIN, USUAL, Wording

ALONE = Frame.of("{a person} can be seen.")  # where nothing but the person is visible


@dataclass(frozen=True)
class Voice:
    """One way to speak of a person."""

    openings: tuple[Frame, ...]
    continuations: tuple[Frame, ...] = ()  # none: what the opening does not tell is left out
    settings: Frames = ("{np}",)  # what is said round the opening
    share: float = 1.0  # among the voices of its kind
    tenses: tuple[int, ...] = (SIMPLE, SIMPLE, CONTINUOUS, CONTINUOUS, CONTINUOUS)
    articles: bool = True
    draws: int = 2  # frames to choose from: the more, the more is told in one sentence
    between: str = ", "  # things of a list
    last: Frames = LAST
    lower_case: float = 0.07  # share of captions
    contracted: float = 0.05  # share of captions that say "he's"
    alone: Frame = ALONE
    wording: Wording = USUAL


VOICES = (
    Voice(ready(sentence_templates.CLAUSES), ready(sentence_templates.CONTINUATIONS), share=0.38),
    Voice(ready(PERSONS), ready(sentence_templates.CONTINUATIONS), SETTINGS, share=0.29),
    Voice(
        ready(sentence_templates.WITNESS_OPENINGS),
        ready(sentence_templates.WITNESS_SENTENCES),
        share=0.07,
        tenses=(PAST,),
        contracted=0.2,
    ),
    Voice(
        ready(sentence_templates.REPORT_OPENINGS),
        ready(sentence_templates.REPORT_SENTENCES),
        share=0.06,
        tenses=(PAST,),
        contracted=0,
    ),
    Voice(
        ready(sentence_templates.SPOKEN_OPENINGS),
        ready(sentence_templates.SPOKEN_SENTENCES),
        share=0.05,
        tenses=(SPOKEN,),
        lower_case=0.2,
        contracted=0.85,
    ),
    Voice(
        ready(PERSONS),
        ready(sentence_templates.FRAGMENTS),
        ("{np}.",),
        share=0.05,
        articles=False,
        alone=Frame.of("{a person}."),
    ),
    Voice(ready(sentence_templates.LISTS), share=0.04, articles=False, lower_case=0.3, alone=Frame.of("{a person}.")),
    Voice(
        ready(sentence_templates.FORM_OPENINGS),
        ready(sentence_templates.FORM_ENTRIES),
        share=0.03,
        articles=False,
        alone=Frame.of("person: {a person}."),
    ),
    Voice(
        ready(sentence_templates.SEARCHES),
        share=0.03,
        articles=False,
        between=" ",
        last=(" ",),
        lower_case=0.85,
        wording=PLAIN,
        alone=Frame.of("{a person}"),
    ),
)
SHORT_VOICES = (
    Voice(
        ready(sentence_templates.SHORT),
        articles=False,
        draws=1,
        last=(" and ", " ", ", "),
        lower_case=0.85,
        alone=Frame.of("{a person}"),
        wording=PLAIN,
    ),
)
PARAPHRASING_VOICES = (
    Voice(
        ready(held_out.OPENINGS), ready(held_out.SENTENCES), alone=Frame.of("visible is {a person}."), wording=HELD_OUT
    ),
)
KINDS: Mapping[str, tuple[Voice, ...]] = {
    "sentence": VOICES,
    "short": SHORT_VOICES,
    "paraphrase": PARAPHRASING_VOICES,
}
