"""Choice and filling of sentence templates until all planned things are told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mmref_core.synthetic.captions.annotator_styles import AnnotatorStyle
from mmref_core.synthetic.captions.grammar import CONTINUOUS, NOT_OF_ACCESSORIES, ORDERS, PAST, SPOKEN, VERBS
from mmref_core.synthetic.captions.noun_phrases import NounPhrase
from mmref_core.synthetic.captions.person_words import NOT_IN_HAND, PRONOUNS, Verb
from mmref_core.synthetic.captions.templates import GROUPS, SentenceTemplate
from mmref_core.synthetic.geometry.random_streams import Chooser

NAMED_AGAIN = 0.12  # "the man" in place of "he"
CLOTHES_FIRST = 0.6  # of lists
EVERYTHING = 12  # things, in the one sentence of somebody who writes no other
PARTICIPLE = 3  # among the forms of a verb for what is carried
IN_PAST = {"is": "was", "are": "were"}
SENTENCE_START = re.compile(r"(^|[.?!] )([a-z])")


@dataclass(frozen=True)
class Annotator:
    """The habits of one annotator, which hold for a whole caption."""

    style: AnnotatorStyle
    tense: int  # of `grammar.VERBS`
    last: str  # before the last thing of a list
    order: tuple[str, ...]  # of clothes
    together: int  # clothes in one list

    @classmethod
    def drawn(cls, chooser: Chooser, styles: Sequence[AnnotatorStyle]) -> "Annotator":
        """Return a random annotator with one of the styles."""
        style = chooser.weighted(styles, [style.share for style in styles])
        return cls(
            style=style,
            tense=chooser.pick(style.tenses),
            last=chooser.pick(style.last),
            order=chooser.pick(ORDERS),
            together=chooser.pick((2, 2, 3, 3, 4, 5)) if style.continuations else EVERYTHING,
        )


@dataclass
class Narration:
    """The things that remain to be told, and the attribute values told so far."""

    chooser: Chooser
    annotator: Annotator
    person: NounPhrase
    left: dict[str, NounPhrase]
    states: dict[str, str] = field(default_factory=dict)
    last_first: str = ""  # word of the sentence before
    wears: bool = False  # whether the sentence tells of clothes as worn

    def told(self) -> str:
        """Return the caption."""
        style = self.annotator.style
        template = self._choose(style.openings)
        setting = self.chooser.pick(style.settings) if template else "{np}"
        sentences = [setting.replace("{np}", self._fill(template or style.alone))]
        while self.left and (template := self._choose(style.continuations)):
            sentences.append(self._fill(template))
        _, his, him = self._pronouns()
        text = " ".join(sentences).replace("{his}", his).replace("{him}", him)
        return SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), text)

    def _choose(self, templates: Sequence[SentenceTemplate]) -> SentenceTemplate | None:
        """A frame that fits; of several the one that says most, for people seldom tell one thing in a sentence.

        Two sentences on end do not begin with the same word of their own, such as "and" or "suspect".
        """
        predicable = [thing for thing, noun_phrase in self.left.items() if noun_phrase.predicate]
        fitting = [template for template in templates if template.fits(self.left, predicable)]
        fitting = [template for template in fitting if not template.puts_in_hand or self._is_in_hand()]
        fitting = [
            template for template in fitting if not template.first or template.first != self.last_first
        ] or fitting
        if not fitting:
            return None
        chosen = max(
            (self.chooser.pick(fitting) for _ in range(self.annotator.style.draws)), key=lambda template: template.reach
        )
        self.last_first = chosen.first
        return chosen

    def _is_in_hand(self) -> bool:
        """A pram is in no hand."""
        return self.left["carried"].states.get("carried") not in NOT_IN_HAND

    def _fill(self, template: SentenceTemplate) -> str:
        worn = self._next("worn") if "worn" in template.groups else []
        is_dressed = bool({"upper", "lower"} & {*worn[:1], *template.singles})
        self.wears = any("wear" in part or part in ("clad", "dressed") for part in template.parts)
        singles = {thing: self._take(thing) for thing in template.singles}
        parts = list(template.parts)
        for place in range(1, len(parts), 2):
            slot = parts[place]
            parts[place] = self._verb(slot, is_dressed) if slot in VERBS else self._slot(slot, singles)
        return "".join(parts)

    def _verb(self, slot: str, is_dressed: bool) -> str:
        forms = VERBS[slot][self.annotator.tense]
        fitting = [form for form in forms if is_dressed or not form.endswith(NOT_OF_ACCESSORIES)]
        return self.chooser.pick(fitting or VERBS["plainly wearing"][self.annotator.tense])

    def _slot(self, slot: str, singles: Mapping[str, NounPhrase]) -> str:
        if slot in singles:
            return self._phrase(singles[slot])
        if slot.endswith(".is"):
            return self._in_tense(singles[slot.removesuffix(".is")].predicate)
        if slot in ("bears", "bearing"):
            return self._bearing(PARTICIPLE if slot == "bearing" else self._verb_form())
        if slot == "lacks":
            return self.chooser.pick(self._take("absent").verbs)[self._verb_form()]
        if slot in GROUPS:
            phrases = [self._phrase(self._take(thing)) for thing in self._next(slot)]
            if slot == "things":
                return self.annotator.style.between.join(phrases)
            return self._joined(phrases) if slot == "worn" else " and ".join(phrases)
        return self._named(slot)

    def _named(self, slot: str) -> str:
        he, his, him = self._pronouns()
        match slot:
            case "a person":
                self.states |= self.person.states
                return self._phrase(self.person)
            case "person":
                self.states |= self.person.states
                return self.person.text
            case "someone":
                self.states |= self.person.states
                return self.chooser.pick(("the ", "the ", self.person.article, "this ")) + self.person.text
            case "he":
                again = "the " + self.person.text.split()[-1]
                return again if he.startswith("the") or self.chooser.chance(NAMED_AGAIN) else he
            case "his":
                return his
            case _:
                return him

    def _bearing(self, form: int) -> str:
        first, *others = (
            self.chooser.pick(self._verbs(noun_phrase))[form].replace("{it}", self._phrase(noun_phrase))
            for noun_phrase in [self._take(thing) for thing in self._next("borne")]
        )
        return " and ".join([first, *(_without_the_verb_of(first, text) for text in others)])

    def _verbs(self, noun_phrase: NounPhrase) -> list[Verb]:
        """A bag is not worn in the same sentence as clothes."""
        return [verb for verb in noun_phrase.verbs if not (self.wears and verb[0].startswith("wears"))]

    def _next(self, group: str) -> list[str]:
        """What a group's slot would take now."""
        if group == "things":
            clothes = [thing for thing in self.annotator.order if thing in self.left]
            rest = [thing for thing in self.left if thing not in clothes and thing in GROUPS["things"]]
            return clothes + rest if self.chooser.chance(CLOTHES_FIRST) else rest + clothes
        order = self.annotator.order if group == "worn" else GROUPS[group]
        return [thing for thing in order if thing in self.left][: self.annotator.together]

    def _take(self, thing: str) -> NounPhrase:
        noun_phrase = self.left.pop(thing)
        self.states |= noun_phrase.states
        return noun_phrase

    def _joined(self, phrases: list[str]) -> str:
        if len(phrases) == 1:
            return phrases[0]
        last = self.annotator.last
        if (len(phrases) == 2 and last in (", and ", ", ")) or (" with " in last and " with " in phrases[-2]):
            last = " and "
        return self.annotator.style.between.join(phrases[:-1]) + last + phrases[-1]

    def _phrase(self, noun_phrase: NounPhrase) -> str:
        return noun_phrase.full if self.annotator.style.articles else noun_phrase.text

    def _verb_form(self) -> int:
        return CONTINUOUS if self.annotator.tense == SPOKEN else self.annotator.tense

    def _in_tense(self, predicate: str) -> str:
        if self.annotator.tense != PAST:
            return predicate
        return re.sub(r"\b(is|are)\b", lambda match: IN_PAST[match[1]], predicate, count=1)

    def _pronouns(self) -> tuple[str, str, str]:
        return PRONOUNS[self.person.states.get("sex", "person")]


def _without_the_verb_of(first: str, second: str) -> str:
    """ "is carrying a bag" and "is carrying a cup" make "is carrying a bag and a cup"."""
    for auxiliary in ("is ", "was "):
        if first.startswith(auxiliary):
            first, second = first.removeprefix(auxiliary), second.removeprefix(auxiliary)
    verb = first.split()[0] + " "
    return second.removeprefix(verb)
