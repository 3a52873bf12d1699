"""Caption noise: wrong, vague and omitted attributes, recorded as notes of the caption."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from mmref_core.synthetic.captions.colour_words import HAIR_NEIGHBOURS, NEIGHBOURS, VAGUE_COLOURS, VAGUE_HAIR_COLOURS
from mmref_core.synthetic.captions.confusions import MISTAKEN, VAGUE
from mmref_core.synthetic.geometry.random_streams import Chooser

Labels = Mapping[str, str]
Note = dict[str, str]  # kind, attribute, said: the value in place of the true one, or nothing when it is left out
NoiseClass = Literal["clean", "omitting", "contradicting"]
NoiseDraw = Callable[
    [Chooser, Labels, Sequence[str]], tuple[str, str] | None
]  # which attribute is said to have which value
NONE = "none"

# Shares of captions that are meant to have such a slip; a few more omit something for want of room.
WRONG, NEIGHBOUR, VAGUE_SHARE, OMISSION = 0.032, 0.075, 0.12, 0.10
GARMENT_COLOURS = ("upper_colour", "lower_colour", "shoes_colour", "bag_colour")
COLOURS = (*GARMENT_COLOURS, "hair_colour")
SALIENT = ("upper", "upper_colour", "lower", "lower_colour", "bag", "headwear")  # missed when left out
OMITTED = ("upper_colour", "upper_colour", "lower_colour", "lower_colour", "lower", "upper", "bag", "headwear")
ONE_OF = ("shoes", "hair", "bag")  # a caption that names none of them leaves the person half described
VAGUE_ABOUT = (
    *("upper", "lower", "upper_colour", "lower_colour", "hair_colour", "bag", "shoes", "headwear", "carried", "sex"),
)
WRONG_ABOUT = (*GARMENT_COLOURS, "hair_colour", *MISTAKEN)


def ambiguity_class(notes: Sequence[Mapping[str, str]]) -> NoiseClass:
    """Return the class of a caption by its notes, for the data set's statistics; any note that does not contradict
    omits.

    An evaluation goes by `datasets.ambiguity`, which reads the notes of any data set and takes a kind of note that is
    not made here for none. On what is made here both agree; renderer and model share no code, so there are two.
    """
    kinds = {note["kind"] for note in notes}
    if kinds & {"wrong", "neighbour"}:
        return "contradicting"
    return "omitting" if kinds else "clean"


def add_noise(chooser: Chooser, visible: Labels, about: Sequence[str]) -> tuple[dict[str, str], list[Note]]:
    """Return the attributes as the caption will tell them, and notes of changes, which are made only `about` these."""
    said, notes = dict(visible), []
    draws: dict[str, tuple[float, NoiseDraw]] = {
        "wrong": (WRONG, _wrong),
        "neighbour": (NEIGHBOUR, _neighbour),
        "vague": (VAGUE_SHARE, _vague),
    }
    for kind, (share, draw) in draws.items():
        slipped = {note["attribute"] for note in notes}
        if chooser.chance(share) and (found := draw(chooser, said, [key for key in about if key not in slipped])):
            said[found[0]] = found[1]
            notes.append({"kind": kind, "attribute": found[0], "said": found[1]})
    for note in notes:
        said.pop(f"{note['attribute']}_fabric", None)  # of another garment, or of one that was not looked at closely
    if chooser.chance(OMISSION):
        _leave_out(chooser, said, {note["attribute"] for note in notes})
    return said, notes


def omissions(visible: Labels, mentions: Labels) -> list[Note]:
    """Return notes of salient visible attributes that the caption does not mention."""
    expected = [key for key in SALIENT if visible.get(key, NONE) != NONE and key not in mentions]
    if visible.get("bag_view") == "straps only":
        expected = [key for key in expected if key != "bag"]
    if mentions.get("upper") == "suit":  # the word tells both
        expected = [key for key in expected if not key.startswith("lower")]
    shown = [key for key in ONE_OF if visible.get(key, NONE) != NONE]
    if shown and not any(key in mentions or f"{key}_colour" in mentions for key in shown) and "bag" not in expected:
        expected.append(shown[0])
    return [{"kind": "omission", "attribute": key, "said": ""} for key in expected]


def _leave_out(chooser: Chooser, said: dict[str, str], kept: set[str]) -> None:
    """Forget one salient attribute; what tells of a thing goes with the thing."""
    options = [key for key in OMITTED if said.get(key, NONE) != NONE and key not in kept]
    if said.get("upper") in ("dress", "robe", "sari", "suit") or "lower" not in said:  # nothing would be left to wear
        options = [key for key in options if key != "upper"]
    if not options:
        return
    gone = chooser.pick(options)
    if {f"{gone}_colour", gone.removesuffix("_colour")} & kept:
        return
    del said[gone]
    if gone in ("upper_colour", "lower_colour"):
        said.pop(gone.replace("colour", "colour2"), None)


def _neighbour(chooser: Chooser, said: Labels, about: Sequence[str]) -> tuple[str, str] | None:
    key = _one(chooser, [key for key in COLOURS if key in about and said.get(key) in (*NEIGHBOURS, *HAIR_NEIGHBOURS)])
    if key is None:
        return None
    near = (HAIR_NEIGHBOURS if key == "hair_colour" else NEIGHBOURS).get(said[key], ())
    value = _one(chooser, [colour for colour in near if colour != said.get(key.replace("colour", "colour2"))])
    return (key, value) if value else None


def _vague(chooser: Chooser, said: Labels, about: Sequence[str]) -> tuple[str, str] | None:
    tables = {**VAGUE, **dict.fromkeys(GARMENT_COLOURS, VAGUE_COLOURS), "hair_colour": VAGUE_HAIR_COLOURS}
    patterned = {f"{part}_colour" for part in ("upper", "lower") if f"{part}_colour2" in said}
    keys = [key for key in VAGUE_ABOUT if key in about and key not in patterned and said.get(key) in tables[key]]
    key = _one(chooser, keys)
    return (key, chooser.pick(tables[key][said[key]])) if key else None


def _wrong(chooser: Chooser, said: Labels, about: Sequence[str]) -> tuple[str, str] | None:
    known = [key for key in WRONG_ABOUT if key in about and key in said]
    key = _one(chooser, [key for key in known if key not in MISTAKEN or said[key] in MISTAKEN[key]])
    if key is None:
        return None
    true = said[key]
    if key == "hair_colour":
        near = {true, *HAIR_NEIGHBOURS.get(true, ())}
        options = [colour for colour in HAIR_NEIGHBOURS if colour not in near]
    elif key.endswith("_colour"):
        second = said.get(key.replace("colour", "colour2"))
        near = {true, *NEIGHBOURS.get(true, ()), *VAGUE_COLOURS.get(true, ()), second}
        options = [colour for colour, others in NEIGHBOURS.items() if colour not in near and true not in others]
    else:
        options = list(MISTAKEN[key].get(true, ()))
    value = _one(chooser, options)
    return (key, value) if value else None


def _one(chooser: Chooser, options: Sequence[str]) -> str | None:
    return chooser.pick(options) if options else None
