"""Words for who somebody is, what they do, how they carry things, and how a scarf or a hood is worn."""

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
        "young adult": ("young {who}", "young man", "youngish {who}", "younger {who}"),
    },
    "woman": {
        "child": ("girl", "girl", "young girl", "little girl", "small girl", "female child"),
        "young adult": ("young {who}", "young woman", "youngish {who}", "younger {who}"),
    },
    "person": {"child": ("child", "kid", "young child", "youngster", "small child"), "young adult": ("young {who}",)},
}
OLDER: Mapping[str, Words] = {
    "middle-aged": ("middle-aged {who}", "middle-aged {who}", "middle aged {who}", "mature {who}", "middle-age {who}"),
    "elderly": (*("elderly {who}", "old {who}", "older {who}", "elderly {who}", "senior {who}"),),
}
AGE_SAID: Mapping[str, float] = {"child": 0.8, "young adult": 0.25, "middle-aged": 0.2, "elderly": 0.6}
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

ACTIONS: Mapping[str, Words] = {
    "walking": (
        *("walking", "walking", "walking along", "strolling", "walking by", "walking past", "on the move"),
        *("passing by", "out walking", "in mid-stride", "taking a step", "walking about"),
    ),
    "standing": (
        *("standing", "standing", "standing still", "standing there", "standing around", "standing upright"),
        *("just standing", "standing in place", "standing on the spot"),
    ),
}
TURNED: Mapping[str, Words] = {  # said alone or after an action
    "front": (
        *("facing the camera", "facing forward", "turned towards the camera", "looking towards the camera"),
        *("facing this way", "facing us", "looking ahead"),
    ),
    "back": (*("facing away from the camera", "facing away", "turned away from the camera", "facing the other way"),),
    "side": (
        *("facing to the side", "turned sideways", "turned to the side", "facing sideways", "turned to one side"),
    ),
}
SEEN: Mapping[str, Words] = {  # said after an action
    "front": ("seen from the front", "viewed from the front", "photographed from the front"),
    "back": (
        *("seen from behind", "seen from the back", "viewed from behind", "back to the camera"),
        *("photographed from behind", "with {his} back to the camera", "captured from behind"),
    ),
    "side": (
        *("seen from the side", "shown from the side", "seen in profile", "photographed from the side"),
        "viewed from the side",
    ),
}
ACTIONS_IN_VIEW: Mapping[tuple[str, str], Words] = {
    ("walking", "front"): ("walking towards the camera", "walking toward the camera", "coming towards the camera"),
    ("walking", "back"): ("walking away from the camera", "walking away", "walking off into the distance"),
    ("walking", "side"): ("walking past the camera", "walking across the picture", "walking sideways to the camera"),
    ("standing", "front"): ("standing in front of the camera", "standing and facing the camera"),
    ("standing", "back"): ("standing with {his} back to the camera", "standing with {his} back turned"),
    ("standing", "side"): ("standing side-on to the camera", "standing in profile"),
}
DOINGS: Mapping[str, Words] = {  # a phrase that is not here is said as it is
    "looking at a phone": (
        *("looking at {his} phone", "looking down at a phone", "using a phone", "checking {his} phone"),
        *("staring at {his} phone", "texting on a phone", "scrolling on {his} phone"),
        *("reading something on {his} phone", "busy with {his} mobile"),
    ),
    "talking on a phone": (
        *("talking on the phone", "talking on {his} phone", "making a phone call", "on the phone"),
        *("speaking on the phone", "taking a call", "holding a phone to {his} ear", "chatting on {his} mobile"),
    ),
    "holding a book": (
        *("holding a book", "reading a book", "looking at a book", "reading from a book"),
        "with a book in {his} hands",
    ),
    "holding a paper cup": (
        *("holding a paper cup", "holding a cup", "holding a coffee cup", "drinking from a cup"),
        "with a cup in {his} hand",
    ),
    "holding an umbrella": (
        *("holding an umbrella", "holding up an umbrella", "sheltering under an umbrella"),
        *("staying dry under an umbrella", "protected by an umbrella", "with an umbrella up"),
    ),
    "carrying a bottle": (
        *("carrying a bottle", "holding a bottle", "holding a water bottle", "with a bottle in {his} hand"),
        "clutching a bottle",
    ),
    "holding the straps of a backpack": ("holding the straps of {his} backpack", "gripping {his} backpack straps"),
    "with hands in the pockets": (
        *("with both hands in {his} pockets", "with hands in pockets", "with {his} hands tucked into {his} pockets"),
    ),
    "with one hand in a pocket": (
        *("with one hand in {his} pocket", "with a hand in {his} pocket", "with one hand tucked into a pocket"),
    ),
    "with hands on the hips": ("with both hands on {his} hips", "with hands on hips", "with arms akimbo"),
    "with one hand on the hip": (
        *("with one hand on {his} hip", "with a hand on {his} hip", "with one hand resting on {his} hip"),
    ),
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
    "handbag": (CARRY, CARRY, HOLD, HAVE, IN_HAND),
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
}
STRAPPED: Mapping[str, Words] = {  # how the strap of a bag runs
    "across the body": ("across {his} body", "slung across {his} body", "worn crossbody", "across {his} chest"),
    "on both shoulders": ("on both shoulders", "over both shoulders"),
    "round the waist": ("around {his} waist", "at {his} waist", "round the waist", "strapped around {his} waist"),
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
