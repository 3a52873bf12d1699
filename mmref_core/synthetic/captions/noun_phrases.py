"""Noun phrases of things, with the attribute values that they state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mmref_core.synthetic.captions.colour_words import NEIGHBOURS
from mmref_core.synthetic.captions.fabric_words import true_nouns, with_fabric
from mmref_core.synthetic.captions.hair_words import FRINGES, HAIR, HAIR_IS, TEXTURES
from mmref_core.synthetic.captions.lexicon import COLOURS_OF
from mmref_core.synthetic.captions.noun_templates import AFTER, BEFORE, COLOURED, PATTERNED, PLAIN, SHAPES, TRIMS
from mmref_core.synthetic.captions.person_words import BEARING, STRAPPED, Verb
from mmref_core.synthetic.captions.vocabularies import Wording
from mmref_core.synthetic.geometry.random_streams import Chooser

Labels = Mapping[str, str]
VOWEL = re.compile(r"(?!one\b)[aeiou]")
ARTICLE_INSIDE = re.compile(r"\ba (?=(?!one\b)[aeiou])")  # "with a {second} print"
TEXTURED_FORM = re.compile("curl|frizz|wav")  # hair whose texture the words of its style tell
AFTER_HEAD = re.compile(r" (?:with|of|worn|turned|over|on|at|for|round|that) ")  # where a noun's head ends
LEADING_ARTICLE = re.compile(r"^an? ")
WITHOUT_ARTICLE = (
    "footwear",
    "footgear",
    "hair",
    "legwear",
    "hosiery",
    "pantyhose",
    "headgear",
    "eyewear",
    "stubble",
    "whiskers",
)
OVER = ("over", "over", "worn over", "with", "on top of")  # an open garment and what shows in it
STRAPPED_BAGS = ("shoulder bag", "belt bag", "handbag", "bag")
TEXTURE_SAID, STRAIGHT_SAID, FRINGE_SAID, TRIM_SAID = 0.55, 0.12, 0.5, 0.22
BUTTONED, BUTTONS_SAID = ("shirt", "blouse", "polo shirt", "cardigan", "denim jacket", "blazer", "long coat"), 0.4
WITH_SHIRT = ("with", "with", "over")  # a suit and its shirt
SHAPED_BY = {"upper": ("sleeves", "dress_length", "coat_length", "coat_open"), "lower": ("lower_fit",)}
PATTERN_SAID, PAIR_SAID, STRAP_SAID, AFTER_SHARE = 0.88, 0.1, 0.5, 0.3


@dataclass(frozen=True)
class NounPhrase:
    """A noun phrase of one thing; `{his}` in a text is replaced when the sentence is written."""

    thing: str
    text: str
    article: str  # "a ", "an ", "a pair of " or nothing
    states: dict[str, str] = field(default_factory=dict)  # attribute -> value that the words stand for
    predicate: str = ""  # "jeans are blue"
    verbs: tuple[Verb, ...] = ()  # of what is carried

    @property
    def full(self) -> str:
        """The text with its article."""
        return self.article + self.text


def is_plural(noun: str) -> bool:
    """Return whether a noun is a plural, by the ending of its head: boots and glasses, but not a dress."""
    head = AFTER_HEAD.split(noun)[0]
    return head.endswith("s") and not head.endswith("ss")


def article(text: str, noun: str, chooser: Chooser) -> str:
    """Return the article of a noun phrase, with its space; none for plurals and mass nouns."""
    if noun.split()[-1] in WITHOUT_ARTICLE:
        return ""
    if is_plural(noun):
        return "a pair of " if chooser.chance(PAIR_SAID) else ""
    return indefinite(text)


def indefinite(text: str) -> str:
    """Return “a ” or “an ” by the first letter, except for “one-piece”; the tables hold no “hour” and no “uniform”."""
    return "an " if VOWEL.match(text) else "a "


def garment(chooser: Chooser, said: Labels, thing: str, words: Wording) -> NounPhrase:
    """Return an upper, lower or inner garment with colour, pattern and shape as far as they are told."""
    kind = said[thing]
    fabric = said.get(f"{thing}_fabric", "")
    nouns = true_nouns(words.names(thing, kind, said.get("sex", "")), kind, fabric)
    lead, _, noun = chooser.pick_usual(nouns).rpartition("|")
    before, after, states = shape(chooser, said, thing, lead + noun)
    form, used = coloured(chooser, said, thing)
    if " with " in form and after.startswith("with"):
        after, states = "", {}
    if AFTER_HEAD.search(noun) and (after or not form.endswith("{noun}")):  # one remark behind it is enough
        noun = nouns[0].rpartition("|")[2]
    noun, says_fabric = with_fabric(chooser, noun, fabric, words.fabric(fabric))
    text = form.replace("{noun}", noun)
    value = said.get(f"{thing}_colour", "")
    names = COLOURS_OF.get(kind, {}).get(value) or words.colour(value)
    colour = chooser.pick_usual(names) if "colour" in used else ""
    second = chooser.pick_usual(words.colour(said[f"{thing}_colour2"])) if "colour2" in used else ""
    if " in {colour}" in text:
        colour = colour.removesuffix("-coloured")
    if " in {second}" in text:
        second = second.removesuffix("-coloured")
    text = text.replace("{colour}", colour).replace("{second}", second)
    text = ARTICLE_INSIDE.sub("an ", " ".join(word for word in (before or lead, text, after) if word))
    used += ("fabric",) if says_fabric and fabric else ()
    states |= {thing: kind} | {f"{thing}_{key}": said[f"{thing}_{key}"] for key in used}
    if kind in BUTTONED and " with " not in text and chooser.chance(BUTTONS_SAID):
        text, states = trimmed(chooser, said, thing, text, states, words)
    subject = " ".join(word for word in (before or lead, noun) if word)
    predicate = f"{subject} {'are' if is_plural(noun) else 'is'} {colour}"
    simple = form == "{colour} {noun}" and not after and " with " not in text
    return NounPhrase(thing, text, article(text, noun, chooser), states, predicate if simple else "")


def coloured(chooser: Chooser, said: Labels, thing: str) -> tuple[str, tuple[str, ...]]:
    """Return a template for colour and pattern, and the keys (“colour”, “colour2”, “pattern”) that it states."""
    pattern = said.get(f"{thing}_pattern", "")
    known = f"{thing}_colour" in said
    forms: tuple[str, ...] = ()
    if pattern in PATTERNED and chooser.chance(PATTERN_SAID):
        forms = tuple(
            form
            for form in PATTERNED[pattern]
            if ("{colour}" in form) == known and (f"{thing}_colour2" in said or "{second}" not in form)
        )
    if not forms:
        states_plain = pattern == "plain" and said.get(f"{thing}_colour") in NEIGHBOURS
        form = chooser.pick_usual(PLAIN if states_plain else COLOURED) if known else "{noun}"
        says_plain = form.startswith(("plain", "solid"))
        return form, (("colour",) if known else ()) + (("pattern",) if says_plain else ())
    form = chooser.pick_usual(forms)
    return form, ("pattern", *(("colour",) if known else ()), *(("colour2",) if "{second}" in form else ()))


def shape(chooser: Chooser, said: Labels, thing: str, noun: str) -> tuple[str, str, dict[str, str]]:
    """Return at most one remark on sleeves, length or fit: words before the noun, words after it, stated values."""
    kind = said[thing]
    for key in SHAPED_BY.get(thing, ()):
        if key not in said or not chooser.chance(SHAPES[key].get(kind, 0)):
            continue
        value = said[key]
        after = AFTER.get(key, {}).get(value, ())
        if after and chooser.chance(AFTER_SHARE):
            return "", chooser.pick(after), {key: value}
        before = chooser.pick_usual(BEFORE[key][value])
        if before.split("-")[0] not in noun:
            return before, "", {key: value}
    return "", "", {}


def upper(chooser: Chooser, said: Labels, words: Wording) -> NounPhrase:
    """Return the upper garment, mostly with the inner one."""
    outer = garment(chooser, said, "upper", words)
    if said.get("inner", "none") == "none" or "inner_colour" not in said or " with " in outer.text:
        return outer
    inside = garment(chooser, said, "inner", words)
    joins = ("over",) if " worn " in f"{outer.text} " else WITH_SHIRT if said["upper"] == "suit" else OVER
    join = chooser.pick_usual(joins)
    text = f"{outer.text} {join} {inside.full}" + (" underneath" if join == "with" and chooser.chance(0.5) else "")
    return NounPhrase("upper", text, outer.article, outer.states | inside.states)


def accessory(chooser: Chooser, said: Labels, thing: str, words: Wording, colour_said: float = 0.93) -> NounPhrase:
    """Return shoes, headwear, scarf, bag and the like with their colour."""
    key = f"{thing}_colour"
    kind = said.get(thing, thing)  # a scarf, a tie and tights are known by their colour alone
    lead, _, noun = chooser.pick_usual(words.names(thing, kind, said.get("sex", ""))).rpartition("|")
    says_colour = key in said and (kind == "shoes" or chooser.chance(colour_said))  # everybody wears shoes
    colour = chooser.pick_usual(words.colour(said[key])) if says_colour else ""
    lead = "" if lead and lead in colour.split() else lead  # no "soft soft pink hat"
    text = " ".join(word for word in (lead, colour, noun) if word)
    states = ({thing: kind} if thing in said else {}) | ({key: said[key]} if colour else {})
    if colour and chooser.chance(TRIM_SAID) and " with " not in noun and " on " not in noun:
        text, states = trimmed(chooser, said, thing, text, states, words)
    is_simple = bool(colour) and not lead and " on " not in noun and " with " not in noun
    predicate = f"{noun} {'are' if is_plural(noun) else 'is'} {colour}" if is_simple else ""
    return NounPhrase(thing, text, article(text, noun, chooser), states, predicate)


def trimmed(
    chooser: Chooser, said: Labels, thing: str, text: str, states: dict[str, str], words: Wording
) -> tuple[str, dict[str, str]]:
    """Return a noun phrase, possibly with a remark on soles or pockets of another colour."""
    key, forms = TRIMS.get(thing, ("", ()))
    if key not in said or said[key] == said.get(f"{thing}_colour"):
        return text, states
    trim = chooser.pick(forms).replace("{colour}", chooser.pick_usual(words.colour(said[key])))
    return f"{text} {ARTICLE_INSIDE.sub('an ', trim)}", states | {key: said[key]}


def borne(chooser: Chooser, said: Labels, thing: str, words: Wording, colour_said: float) -> NounPhrase:
    """Return a bag or a carried thing with suitable verbs."""
    noun_phrase = accessory(chooser, said, thing, words, colour_said)
    verbs, states, strap = BEARING[said[thing]], noun_phrase.states, said.get("bag_strap", "")
    if strap == "on the forearm":
        verbs = tuple(verb for verb in verbs if " hand" not in verb[0])
    if " on " in noun_phrase.text:  # "a bag on his back" has told where
        verbs = tuple(verb for verb in verbs if " on " not in verb[0] + verb[2])
    if thing == "bag" and said["bag"] in STRAPPED_BAGS and strap in STRAPPED and chooser.chance(STRAP_SAID):
        where = chooser.pick_usual(STRAPPED[strap])
        verbs = tuple((f"{a} {where}", f"{b} {where}", f"{c} {where}", f"{d} {where}") for a, b, c, d in verbs[:3])
        states = states | {"bag_strap": strap}
    return NounPhrase(thing, noun_phrase.text, noun_phrase.article, states, noun_phrase.predicate, verbs)


def hair(chooser: Chooser, said: Labels, words: Wording) -> NounPhrase:
    """Return the hair with colour, texture and fringe as far as they are told."""
    style, colour_value = said["hair"], said.get("hair_colour", "")
    forms = [form for form in HAIR[style] if colour_value or "{colour}" not in form]
    form = chooser.pick_usual(forms or ["hair"])
    colour = chooser.pick_usual(words.hair_colour(colour_value))
    states = {"hair_colour": colour_value} if "{colour}" in form else {}
    if form not in ("{colour} hair", "hair"):
        states["hair"] = style
    texture = said.get("hair_texture", "")
    if (
        texture in TEXTURES
        and "{colour}" in form
        and not TEXTURED_FORM.search(form)
        and chooser.chance(STRAIGHT_SAID if texture == "straight" else TEXTURE_SAID)
    ):
        colour = f"{chooser.pick_usual(TEXTURES[texture])} {colour}"
        states["hair_texture"] = texture
    text = form.replace("{colour}", colour)
    if said.get("fringe") == "yes" and " with " not in text and chooser.chance(FRINGE_SAID):
        text = f"{text} {chooser.pick_usual(FRINGES)}"
        states["fringe"] = "yes"
    bare = LEADING_ARTICLE.sub("", text)
    predicate = f"hair is {chooser.pick_usual(HAIR_IS[style]).replace('{colour}', colour)}" if style in HAIR_IS else ""
    told_alike = bool(predicate and colour_value and len(states) == 2)
    return NounPhrase("hair", bare, indefinite(bare) if bare != text else "", states, predicate if told_alike else "")
