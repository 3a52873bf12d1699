"""Words for who somebody is, how they carry things, and how a scarf or a hood is worn."""

from collections.abc import Mapping

Words = tuple[str, ...]

SEXES: Mapping[str, Words] = {  # words that leave the age open
    "man": ("man", "man", "man", "man", "guy", "male", "gentleman", "male pedestrian", "gent"),
    "woman": (*("woman", "woman", "woman", "woman", "lady", "female", "lady", "female pedestrian", "woman"),),
    "person": ("person", "pedestrian", "person", "individual", "passer-by"),
}
AGES: Mapping[str, Mapping[str, Words]] = {  # {who} is a word of SEXES
    "man": {
        "child": ("boy", "boy", "young boy", "little boy", "small boy", "lad", "male child"),
        "teenager": ("teenage boy", "teenager", "young man", "youth", "adolescent boy", "young lad", "teenaged boy"),
        "young adult": ("young {who}", "young man", "youngish {who}", "younger {who}"),
    },
    "woman": {
        "child": ("girl", "girl", "young girl", "little girl", "small girl", "female child"),
        "teenager": ("teenage girl", "teenager", "young woman", "adolescent girl", "teen girl", "teenaged girl"),
        "young adult": ("young {who}", "young woman", "youngish {who}", "younger {who}"),
    },
    "person": {
        "child": ("child", "kid", "young child", "youngster", "small child"),
        "teenager": ("teenager", "teen", "young {who}", "adolescent"),
        "young adult": ("young {who}",),
    },
}
OLDER: Mapping[str, Words] = {
    "middle-aged": ("middle-aged {who}", "middle-aged {who}", "middle aged {who}", "mature {who}", "middle-age {who}"),
    "elderly": (*("elderly {who}", "old {who}", "older {who}", "elderly {who}", "senior {who}"),),
}
AGE_SAID: Mapping[str, float] = {
    "child": 0.85,
    "teenager": 0.35,
    "young adult": 0.25,
    "middle-aged": 0.2,
    "elderly": 0.6,
}
BUILDS: Mapping[str, Words] = {
    "slim": ("slim", "thin", "slender", "lean", "skinny", "slight", "slightly built", "slim-built"),
    "heavy": (
        *("heavy-set", "stocky", "large", "heavily built", "stout", "heavyset", "overweight", "chubby", "broad"),
        *("thickset", "plump", "burly", "big"),
    ),
    "average": ("medium-build", "average-sized", "average-build", "ordinary-sized"),
}
BUILD_SAID: Mapping[str, float] = {"slim": 0.12, "heavy": 0.2, "average": 0.015}
PRONOUNS: Mapping[str, tuple[str, str, str]] = {
    "man": ("he", "his", "him"),
    "woman": ("she", "her", "her"),
    "person": ("the person", "their", "them"),
}

Verb = tuple[str, str, str, str]  # he carries {it}; he is carrying {it}; he was carrying {it}; carrying {it}
CARRY: Verb = ("carries {it}", "is carrying {it}", "was carrying {it}", "carrying {it}")
HAVE: Verb = ("has {it}", "has {it}", "had {it}", "carrying {it}")
HOLD: Verb = ("holds {it}", "is holding {it}", "was holding {it}", "holding {it}")
WEAR: Verb = ("wears {it}", "is wearing {it}", "was wearing {it}", "wearing {it}")
ON_BACK: Verb = (
    *("has {it} on {his} back", "has {it} on {his} back", "had {it} on {his} back", "carrying {it} on {his} back"),
)
IN_HAND: Verb = (
    *("has {it} in {his} hand", "has {it} in {his} hand", "had {it} in {his} hand", "holding {it} in {his} hand"),
)
PUSH: Verb = ("pushes {it}", "is pushing {it}", "was pushing {it}", "pushing {it}")
WHEEL: Verb = ("wheels {it} along", "is wheeling {it} along", "was wheeling {it} along", "wheeling {it} along")
USE: Verb = ("uses {it}", "is using {it}", "was using {it}", "using {it}")
LEAN_ON: Verb = ("leans on {it}", "is leaning on {it}", "was leaning on {it}", "leaning on {it}")
WALK: Verb = ("walks {it}", "is walking {it}", "was walking {it}", "walking {it}")
LEAD: Verb = ("leads {it}", "is leading {it}", "was leading {it}", "leading {it}")
SIT_IN: Verb = ("sits in {it}", "is sitting in {it}", "was sitting in {it}", "sitting in {it}")
IN_ARMS: Verb = (
    *("has {it} in {his} arms", "has {it} in {his} arms", "had {it} in {his} arms", "holding {it} in {his} arms"),
)
UNDER_ARM: Verb = (
    "has {it} under {his} arm",
    "has {it} under {his} arm",
    "had {it} under {his} arm",
    "carrying {it} under {his} arm",
)
WITH: Verb = ("has {it} with {him}", "has {it} with {him}", "had {it} with {him}", "with {it}")
PULL: Verb = ("pulls {it}", "is pulling {it}", "was pulling {it}", "pulling {it}")
BEARING: Mapping[str, tuple[Verb, ...]] = {
    "backpack": (
        *(CARRY, CARRY, WEAR, HAVE, ON_BACK, ON_BACK),
        (
            *("carries {it} on {his} back", "is carrying {it} on {his} back", "was carrying {it}"),
            "carrying {it} on {his} back",
        ),
    ),
    "large backpack": (CARRY, CARRY, WEAR, HAVE, ON_BACK, ON_BACK),
    "shoulder bag": (CARRY, CARRY, HAVE, WEAR),
    "tote bag": (CARRY, CARRY, HAVE),
    "belt bag": (WEAR, WEAR, HAVE, CARRY),
    "handbag": (CARRY, CARRY, HAVE, HOLD, IN_HAND),
    "suitcase": (
        *(PULL, PULL, CARRY, ("wheels {it}", "is wheeling {it}", "was wheeling {it}", "wheeling {it}")),
        ("drags {it} along", "is dragging {it} along", "was dragging {it} along", "dragging {it} along"),
        ("pulls {it} behind {him}", "is pulling {it} behind {him}", "was pulling {it}", "pulling {it} behind {him}"),
    ),
    "bag": (CARRY, CARRY, HAVE),
    "phone": (HOLD, HOLD, IN_HAND, ("holds {it}", "is holding {it}", "was holding {it}", "holding {it} in one hand")),
    "umbrella": (
        *(HOLD, HOLD, CARRY),
        ("holds {it} up", "is holding {it} up", "was holding up {it}", "holding {it} up"),
        ("is under {it}", "is under {it}", "was under {it}", "holding {it} overhead"),
    ),
    "book": (HOLD, CARRY, HOLD, IN_HAND),
    "bottle": (
        CARRY,
        HOLD,
        IN_HAND,
        ("holds {it}", "is holding {it}", "was holding {it}", "carrying {it} in one hand"),
    ),
    "paper cup": (HOLD, HOLD, CARRY, IN_HAND),
    "something": (HOLD, HOLD, CARRY),
    "newspaper": (HOLD, ("reads {it}", "is reading {it}", "was reading {it}", "reading {it}")),
    "flowers": (HOLD, HOLD, CARRY, IN_HAND),
    "shopping bag": (CARRY, CARRY, HOLD, IN_HAND),
    "shopping bags": (CARRY, CARRY, HOLD),
    "folded umbrella": (CARRY, CARRY, HOLD, IN_HAND),
    "box": (CARRY, CARRY, HOLD, IN_ARMS),
    "guitar case": (CARRY, CARRY, HOLD),
    "skateboard": (CARRY, CARRY, HOLD, UNDER_ARM),
    "ball": (HOLD, CARRY, HOLD, UNDER_ARM),
    "walking stick": (USE, HOLD, HAVE, LEAN_ON),
    "crutches": (USE, HAVE, LEAN_ON),
    "pram": (PUSH, PUSH, WHEEL),
    "walker": (PUSH, PUSH, USE),
    "bicycle": (PUSH, PUSH, WHEEL),
    "scooter": (USE, HOLD, WITH),
    "dog": (WALK, WALK, LEAD, ("has {it}", "has {it}", "had {it}", "accompanied by {it}")),
    "wheelchair": (SIT_IN, SIT_IN, USE),
}
NOT_IN_HAND = ("pram", "walker", "bicycle", "dog", "wheelchair", "scooter")  # with somebody, but in no hand
COLOUR_TOLD: Mapping[str, float] = {  # how often the colour of a thing in the hand is told; it is 0.35 for small ones
    **dict.fromkeys(("umbrella", "pram", "bicycle", "ball", "flowers", "skateboard", "scooter"), 0.8),
    **dict.fromkeys(("shopping bag", "shopping bags", "folded umbrella", "guitar case", "dog", "box"), 0.65),
}
STRAPPED: Mapping[str, Words] = {  # how the strap of a bag runs
    "across the body": ("across {his} body", "slung across {his} body", "worn crossbody", "across {his} chest"),
    "on both shoulders": ("on both shoulders", "over both shoulders"),
    "round the waist": ("around {his} waist", "at {his} waist", "round the waist", "strapped around {his} waist"),
    "in the hand": ("in {his} hand", "in one hand", "by its handles", "in {his} hand"),
    "on the forearm": (
        *("in the crook of {his} arm", "on {his} forearm", "over {his} forearm", "hanging from {his} arm"),
        *("hooked over {his} arm", "hanging from {his} elbow", "at {his} elbow"),
    ),
    "on one shoulder": ("on {his} shoulder", "over one shoulder", "over {his} shoulder", "hanging from one shoulder"),
}
ABSENT: Mapping[str, tuple[Verb, ...]] = {  # the rare remark on what is not there
    "bag": (
        ("does not carry a bag", "is not carrying a bag", "did not carry a bag", "without a bag"),
        ("has no bag", "has no bag", "had no bag", "with no bag"),
    ),
    "headwear": (
        ("has nothing on {his} head", "has nothing on {his} head", "had nothing on {his} head", "bareheaded"),
        ("does not wear a hat", "is not wearing a hat", "was not wearing a hat", "without a hat"),
        ("is bareheaded", "is bareheaded", "was bareheaded", "bareheaded"),
    ),
    "glasses": (
        ("does not wear glasses", "is not wearing glasses", "was not wearing glasses", "without glasses"),
        ("wears no glasses", "has no glasses on", "had no glasses on", "without glasses"),
    ),
}
