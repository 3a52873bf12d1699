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

ACTIONS: Mapping[str, Words] = {
    "walking": (
        *("walking", "walking", "walking along", "strolling", "walking by", "walking past", "on the move"),
        *("passing by", "out walking", "in mid-stride", "taking a step", "walking about"),
    ),
    "standing": (
        *("standing", "standing", "standing still", "standing there", "standing around", "standing upright"),
        *("just standing", "standing in place", "standing on the spot", "waiting", "standing and waiting"),
    ),
    "running": ("running", "running", "jogging", "running along", "hurrying", "sprinting", "rushing along"),
    "sitting": ("sitting", "sitting", "seated", "sitting down", "sitting there", "sat down"),
    "crouching": ("crouching", "crouching", "squatting", "crouching down", "crouched down", "hunkering down"),
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
    ("running", "front"): ("running towards the camera", "jogging towards the camera"),
    ("running", "back"): ("running away from the camera", "running away", "jogging away"),
    ("running", "side"): ("running past the camera", "running across the picture", "jogging past"),
    ("sitting", "front"): ("sitting and facing the camera", "sitting in front of the camera"),
    ("sitting", "back"): ("sitting with {his} back to the camera", "seated with {his} back turned"),
    ("sitting", "side"): ("sitting side-on to the camera", "sitting in profile", "seated sideways to the camera"),
    ("crouching", "front"): ("crouching and facing the camera", "squatting in front of the camera"),
    ("crouching", "back"): ("crouching with {his} back to the camera", "squatting with {his} back turned"),
    ("crouching", "side"): ("crouching side-on to the camera", "squatting in profile"),
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
    "drinking from a paper cup": ("drinking from a paper cup", "drinking coffee", "sipping from a cup", "taking a sip"),
    "drinking from a bottle": ("drinking from a bottle", "drinking water", "taking a sip from a bottle"),
    "reading a newspaper": ("reading a newspaper", "reading the paper", "reading the newspaper", "holding a newspaper"),
    "holding flowers": ("holding flowers", "carrying flowers", "holding a bouquet", "with flowers in {his} hand"),
    "carrying a shopping bag": ("carrying a shopping bag", "carrying {his} shopping", "holding a shopping bag"),
    "carrying shopping bags": (
        *("carrying shopping bags", "carrying two shopping bags", "with a shopping bag in each hand"),
        "carrying {his} shopping",
    ),
    "carrying a folded umbrella": ("carrying a folded umbrella", "carrying a closed umbrella", "carrying an umbrella"),
    "carrying a box": (
        *("carrying a box", "holding a box", "carrying a parcel", "carrying a box in both arms", "carrying a package"),
        "with a box in {his} arms",
    ),
    "carrying a guitar case": ("carrying a guitar case", "carrying a guitar", "holding a guitar case"),
    "carrying a skateboard": ("carrying a skateboard", "with a skateboard under {his} arm", "holding a skateboard"),
    "carrying a ball": ("carrying a ball", "holding a ball", "with a ball under {his} arm"),
    "walking with a stick": (
        "leaning on a stick",
        "using a walking stick",
        "with a walking stick",
        "leaning on a cane",
    ),
    "walking on crutches": ("on crutches", "using crutches", "leaning on crutches", "supported by crutches"),
    "pushing a pram": (
        *("pushing a pram", "pushing a pushchair", "pushing a stroller", "wheeling a buggy", "behind a pushchair"),
        "pushing a baby carriage",
    ),
    "pushing a walker": ("pushing a walker", "using a walker", "using a rollator", "behind a walking frame"),
    "pushing a bicycle": ("pushing a bicycle", "pushing a bike", "wheeling a bike", "with a bike at {his} side"),
    "walking a dog": (
        "out with a dog",
        "with a dog",
        "with a dog on a lead",
        "with {his} dog",
        "holding a dog on a lead",
    ),
    "sitting in a wheelchair": ("sitting in a wheelchair", "using a wheelchair", "seated in a wheelchair"),
    "with arms crossed": ("with {his} arms crossed", "with arms crossed", "with folded arms", "with {his} arms folded"),
    "with hands behind the back": ("with {his} hands behind {his} back", "with hands behind {his} back"),
    "with hands clasped in front": ("with {his} hands clasped in front", "with hands folded in front of {him}"),
    "with a hand at the chin": ("with a hand at {his} chin", "with one hand on {his} chin"),
    "scratching the head": ("scratching {his} head", "touching {his} head", "with a hand on {his} head"),
    "waving": ("waving", "waving {his} hand", "waving to someone", "with a raised hand"),
    "pointing at something": ("pointing at something", "pointing ahead", "with an outstretched arm"),
    "looking down": ("looking down", "looking at the ground", "with {his} head lowered", "with {his} head down"),
    "looking up": ("looking up", "looking upwards", "with {his} head raised"),
    "looking over the shoulder": (
        *("looking over {his} shoulder", "looking back", "with {his} head turned", "glancing over {his} shoulder"),
    ),
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
PULL: Verb = ("pulls {it}", "is pulling {it}", "was pulling {it}", "pulling {it}")
BEARING: Mapping[str, tuple[Verb, ...]] = {
    "backpack": (
        *(CARRY, CARRY, WEAR, HAVE, ON_BACK, ON_BACK),
        (
            *("carries {it} on {his} back", "is carrying {it} on {his} back", "was carrying {it}"),
            "carrying {it} on {his} back",
        ),
    ),
    "shoulder bag": (CARRY, CARRY, HAVE, WEAR),
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
    "dog": (WALK, WALK, LEAD, ("has {it}", "has {it}", "had {it}", "accompanied by {it}")),
    "wheelchair": (SIT_IN, SIT_IN, USE),
}
COLOUR_TOLD: Mapping[str, float] = {  # how often the colour of a thing in the hand is told; it is 0.35 for small ones
    **dict.fromkeys(("umbrella", "pram", "bicycle", "ball", "flowers", "skateboard"), 0.8),
    **dict.fromkeys(("shopping bag", "shopping bags", "folded umbrella", "guitar case", "dog", "box"), 0.65),
}
STRAPPED: Mapping[str, Words] = {  # how the strap of a bag runs
    "across the body": ("across {his} body", "slung across {his} body", "worn crossbody", "across {his} chest"),
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
