"""Noun phrases of the person, and of actions and orientation."""

from dataclasses import replace

from mmref_core.synthetic.captions.action_words import ACTIONS_IN_VIEW, DOINGS, SEEN, TURNED
from mmref_core.synthetic.captions.lexicon import NOUNS
from mmref_core.synthetic.captions.noun_phrases import Labels, NounPhrase, indefinite
from mmref_core.synthetic.captions.person_words import ABSENT, AGE_SAID, AGES, BUILD_SAID, BUILDS, OLDER
from mmref_core.synthetic.captions.vocabularies import Wording
from mmref_core.synthetic.geometry.random_streams import Chooser

DOING_SAID, VIEW_SAID, TURN_ONLY = 0.55, 0.45, 0.25
NAMES_A_BAG = "backpack"
WITH_STICK, STICK = "walking with a stick", "walking stick"
BACKPACKS = ("backpack", "large backpack")


def person(chooser: Chooser, said: Labels, words: Wording) -> NounPhrase:
    """Return the person as one noun phrase, sometimes with age and build."""
    sex, age, build = said.get("sex", "person"), said.get("age", ""), said.get("build", "")
    text, states = chooser.pick_usual(words.sexes[sex]), {"sex": sex} if "sex" in said else {}
    if chooser.chance(AGE_SAID.get(age, 0)):
        text = chooser.pick_usual(AGES[sex].get(age) or OLDER[age]).replace("{who}", text)
        states["age"] = age
    if "build" in said and chooser.chance(BUILD_SAID.get(build, 0)):
        text = f"{chooser.pick_usual(BUILDS[build])} {text}"
        states["build"] = build
    return NounPhrase("person", text, indefinite(text), states)


def state(chooser: Chooser, said: Labels, words: Wording) -> NounPhrase:
    """Return the action and the orientation of the person."""
    view, action, doings = said.get("view", ""), said.get("action", ""), _doings(said)
    if doings and chooser.chance(DOING_SAID):
        doing = chooser.pick(doings)
        noun_phrase = _doing(chooser, doing, action, words)
        carried = said.get("carried", "none")
        return (
            replace(noun_phrase, states=noun_phrase.states | {"carried": carried})
            if carried in things_in(doing)
            else noun_phrase
        )
    if not action or (view and chooser.chance(TURN_ONLY)):
        return NounPhrase("state", chooser.pick_usual(TURNED[view]), "", {"view": view})
    if view and chooser.chance(VIEW_SAID):
        if chooser.chance(0.5):
            return NounPhrase(
                "state", chooser.pick_usual(ACTIONS_IN_VIEW[action, view]), "", {"action": action, "view": view}
            )
        turned = chooser.pick_usual(TURNED[view] + SEEN[view])
        return NounPhrase(
            "state", f"{chooser.pick_usual(words.actions[action])}, {turned}", "", {"action": action, "view": view}
        )
    return NounPhrase("state", chooser.pick_usual(words.actions[action]), "", {"action": action})


def _doings(said: Labels) -> list[str]:
    """Doings that give away nothing unseen, and nothing that another word of the caption contradicts."""
    doings = [doing for doing in said.get("doing", "").split(", ") if doing]
    carried = said.get("carried", "none")
    doings = [doing for doing in doings if NAMES_A_BAG not in doing or said.get("bag") in BACKPACKS]
    return [doing for doing in doings if carried in (things_in(doing) or (carried,))]


def things_in(doing: str) -> list[str]:
    """Return the kinds of carried things that a gesture mentions, such as “folded umbrella” and “umbrella”."""
    return [STICK] if doing == WITH_STICK else [kind for kind in NOUNS["carried"] if kind in doing]


def _doing(chooser: Chooser, doing: str, action: str, words: Wording) -> NounPhrase:
    done, states = chooser.pick_usual(DOINGS.get(doing, (doing,))), {"doing": doing}
    if done.startswith("with ") and not action:
        return NounPhrase("state", f"seen {done}", "", states)
    tells_action = bool(action) and doing.startswith(action)  # "sitting in a wheelchair"
    if done.startswith("with ") or (action and not tells_action and chooser.chance(0.5)):
        join = " " if done.startswith("with ") else " and "
        return NounPhrase(
            "state", f"{chooser.pick_usual(words.actions[action])}{join}{done}", "", states | {"action": action}
        )
    return NounPhrase("state", done, "", states)


def absent(chooser: Chooser, said: Labels) -> NounPhrase | None:
    """Return a remark on one thing that is absent."""
    missing = [thing for thing in ABSENT if said.get(thing) == "none"]
    if not missing:
        return None
    thing = chooser.pick(missing)
    return NounPhrase("absent", "", "", {thing: "none"}, verbs=ABSENT[thing])
