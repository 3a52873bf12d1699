"""Words for what somebody does, and how they are turned to the camera."""

from collections.abc import Mapping

Words = tuple[str, ...]

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
    "pushing a scooter": (
        *("pushing a scooter", "wheeling a scooter", "with a scooter at {his} side", "pushing a scooter along"),
        "walking a scooter along",
    ),
    "riding a scooter": (
        *("riding a scooter", "on a scooter", "standing on a scooter", "riding along on a scooter"),
        *("rolling along on a scooter", "scooting along on a scooter"),
    ),
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
