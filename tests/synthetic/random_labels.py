"""Labels of people who were never rendered: every value there is, in every combination that a picture can show."""

from numpy.random import Generator, default_rng

from mmref_core.synthetic.attributes.fabric_visibility import FABRIC_TOLD
from mmref_core.synthetic.attributes.fabrics import OF_KIND
from mmref_core.synthetic.attributes.wardrobe import ONE_PIECE, WITH_INNER
from mmref_core.synthetic.geometry.palette import COLOURS, HAIR_COLOURS

NONE = "none"
COLOUR_NAMES = tuple(COLOURS)
PATTERNS = ("plain", "horizontal stripes", "vertical stripes", "check", "dots", "camouflage", "floral", "colour block")
ON_UPPERS = (
    *("print", "small logo", "back print", "chest stripe", "contrast sleeves", "pinstripes", "houndstooth"),
    *("animal print", "tie-dye", "colour gradient"),
)
SEWN_ON = ("side stripes", "reflective bands", "number", "border")
LABELS: dict[str, tuple[str, ...]] = {
    "sex": ("man", "woman"),
    "age": ("child", "teenager", "young adult", "middle-aged", "elderly"),
    "build": ("slim", "average", "heavy"),
    "view": ("front", "back", "side"),
    "hair": (
        *("bald", "half-bald", "receding", "buzz cut", "undercut", "short", "mohawk", "afro", "bob", "shoulder-length"),
        *("long", "ponytail", "high ponytail", "bun", "topknot", "braid", "pigtails", "dreadlocks", "tied back"),
    ),
    "hair_texture": ("straight", "wavy", "curly"),
    "fringe": ("yes", NONE),
    "hair_colour": tuple(HAIR_COLOURS),
    "beard": ("stubble", "full beard", "long beard", "goatee", "moustache", NONE),
    "headwear": (
        *(
            NONE,
            "cap",
            "backward cap",
            "beanie",
            "bobble hat",
            "bucket hat",
            "sun hat",
            "fedora",
            "headscarf",
            "turban",
        ),
        *("helmet", "headband", "hood"),
    ),
    "headwear_colour": COLOUR_NAMES,
    "glasses": (NONE, "glasses", "round glasses", "thick glasses", "sunglasses"),
    "upper": (
        *("t-shirt", "shirt", "tank top", "sweater", "hoodie", "open jacket", "jacket", "puffer jacket", "suit"),
        *("long coat", "dress", "polo shirt", "sports shirt", "blouse", "cardigan", "gilet", "hi-vis vest", "blazer"),
        *("denim jacket", "leather jacket", "track jacket", "raincoat", "parka", "tunic", "robe", "sari"),
    ),
    "upper_colour": COLOUR_NAMES,
    "upper_colour2": COLOUR_NAMES,
    "upper_pattern": (*PATTERNS, *ON_UPPERS, *SEWN_ON),
    "upper_fabric": tuple(FABRIC_TOLD),
    "lower_fabric": ("denim", "leather", "satin", "corduroy"),
    "sleeves": ("sleeveless", "short", "three-quarter", "long"),
    "inner": ("t-shirt", "shirt", "sweater", "blouse", NONE),
    "inner_colour": COLOUR_NAMES,
    "inner_pattern": ("plain", "horizontal stripes", "check", "print"),
    "dress_length": ("short", "knee-length", "long"),
    "coat_length": ("knee-length", "calf-length"),
    "coat_open": ("open", "closed"),
    "lower": (
        *("trousers", "jeans", "shorts", "leggings", "short skirt", "long skirt", "joggers", "cargo trousers"),
        *("culottes", "denim shorts", "dungarees", "pleated skirt", "denim skirt"),
    ),
    "lower_colour": COLOUR_NAMES,
    "lower_colour2": COLOUR_NAMES,
    "lower_pattern": (*PATTERNS, "side stripes", "ripped"),
    "lower_fit": ("tight", "slim", "straight", "wide"),
    "shoes": (
        *("trainers", "slip-ons", "ankle boots", "knee boots", "wellingtons", "dress shoes", "loafers", "ballet flats"),
        *("high heels", "sandals", "flip-flops"),
    ),
    "sole_colour": COLOUR_NAMES,
    "socks_colour": COLOUR_NAMES,
    "mask_colour": ("white", "light blue", "black"),
    "headphones": ("headphones", "earphones", "earbuds"),
    "headphones_colour": COLOUR_NAMES,
    "button_colour": COLOUR_NAMES,
    "belt_colour": COLOUR_NAMES,
    "shoes_colour": COLOUR_NAMES,
    "bag": (*(NONE, "backpack", "large backpack", "shoulder bag", "tote bag", "belt bag", "handbag", "suitcase"),),
    "bag_colour2": COLOUR_NAMES,
    "bag_colour": COLOUR_NAMES,
    "bag_strap": (
        "across the body",
        "on one shoulder",
        "on both shoulders",
        "round the waist",
        "in the hand",
        "on the forearm",
    ),
    "bag_view": ("full", "straps only"),
    "tights_colour": COLOUR_NAMES,
    "tie_colour": COLOUR_NAMES,
    "scarf_colour": COLOUR_NAMES,
    "carried": (
        *(NONE, "phone", "umbrella", "book", "bottle", "paper cup", "newspaper", "flowers", "shopping bag"),
        *("shopping bags", "folded umbrella", "box", "guitar case", "skateboard", "ball", "walking stick"),
        *("crutches", "pram", "walker", "bicycle", "dog", "wheelchair", "scooter"),
    ),
    "carried_colour": COLOUR_NAMES,
    "action": ("walking", "standing", "running", "sitting", "crouching"),
}
DOINGS = {
    "phone": ("looking at a phone", "talking on a phone"),
    "umbrella": ("holding an umbrella",),
    "book": ("holding a book",),
    "bottle": ("carrying a bottle", "drinking from a bottle"),
    "paper cup": ("holding a paper cup", "drinking from a paper cup"),
    "newspaper": ("reading a newspaper",),
    "flowers": ("holding flowers",),
    "shopping bag": ("carrying a shopping bag",),
    "shopping bags": ("carrying shopping bags",),
    "folded umbrella": ("carrying a folded umbrella",),
    "box": ("carrying a box",),
    "guitar case": ("carrying a guitar case",),
    "skateboard": ("carrying a skateboard",),
    "ball": ("carrying a ball",),
    "walking stick": ("walking with a stick",),
    "crutches": ("walking on crutches",),
    "pram": ("pushing a pram",),
    "walker": ("pushing a walker",),
    "bicycle": ("pushing a bicycle",),
    "dog": ("walking a dog",),
    "wheelchair": ("sitting in a wheelchair",),
    "scooter": ("pushing a scooter", "riding a scooter"),
    NONE: ("with hands in the pockets", "with one hand on the hip", "holding the straps of a backpack")
    + ("with one hand in a pocket", "with hands on the hips", "with arms crossed", "with hands behind the back")
    + ("with hands clasped in front", "scratching the head", "with a hand at the chin", "waving")
    + ("pointing at something", "looking down", "looking up", "looking over the shoulder"),
}
UNSEEN = 0.06  # of the parts of a person, behind something
MOSTLY_PLAIN = 0.6
RARE = {"tights_colour": 0.1, "tie_colour": 0.1, "scarf_colour": 0.1, "bag_strap": 0.3, "coat_open": 0.5}
RARE |= {
    "socks_colour": 0.15,
    "mask_colour": 0.08,
    "headphones": 0.08,
    "belt_colour": 0.1,
    "button_colour": 0.2,
    "sole_colour": 0.4,
    "bag_colour2": 0.3,
}


def draw_visible(seed: int) -> dict[str, str]:
    """What one picture shows; the same seed shows the same."""
    rng = default_rng([seed, 77])
    seen = {key: str(rng.choice(values)) for key, values in LABELS.items() if rng.random() < RARE.get(key, 1)}
    if seen["view"] == "back":
        _drop(seen, "glasses", "beard", "tie_colour", "mask_colour", "fringe")
    if seen["upper"] not in WITH_INNER or seen["view"] == "back":
        _drop(seen, "inner", "inner_colour", "inner_pattern")
    if seen["upper"] not in ONE_PIECE:
        _drop(seen, "dress_length")
    if seen["upper"] != "long coat":
        _drop(seen, "coat_length", "coat_open")
    if seen["upper"] in ONE_PIECE:
        _drop(seen, "lower", "lower_colour", "lower_colour2", "lower_pattern", "lower_fit")
    if rng.random() < 0.6:
        seen |= {"headwear": NONE}
    if rng.random() < 0.5:
        seen |= {"bag": NONE}
    if "glasses" in seen and rng.random() < 0.4:
        seen |= {"glasses": NONE}
    if rng.random() < 0.5:
        seen |= {"carried": NONE}
    doings = DOINGS[seen["carried"]]
    if rng.random() < 0.4:
        seen["doing"] = str(rng.choice(doings))
    fabrics = default_rng([seed, 78])
    for part in ("upper", "lower"):
        fabric = str(fabrics.choice(list(OF_KIND.get(seen.get(part, ""), {"cotton": 1}))))
        _drop(seen, f"{part}_fabric")
        if fabric in FABRIC_TOLD:
            seen[f"{part}_fabric"] = fabric
    _tidy(rng, seen)
    return seen


def _tidy(rng: Generator, seen: dict[str, str]) -> None:
    """Nothing is said of a thing that is not there, or not in sight."""
    for part in ("hair", "upper", "lower", "shoes", "headwear", "bag", "carried", "inner", "beard"):
        if rng.random() < UNSEEN:
            _drop(seen, part)
        if seen.get(part, NONE) == NONE:
            _drop(seen, *(key for key in seen if key.startswith(f"{part}_")))
    for part in ("upper", "inner", "lower"):
        if f"{part}_pattern" in seen and rng.random() < MOSTLY_PLAIN:
            seen[f"{part}_pattern"] = "plain"
        if seen.get(f"{part}_pattern", "plain") == "plain":
            _drop(seen, f"{part}_colour2")
    if "upper" not in seen:
        _drop(
            seen,
            "button_colour",
            "sleeves",
            "dress_length",
            "coat_length",
            "coat_open",
            *(key for key in seen if "inner" in key),
        )
    if "headphones" not in seen:
        _drop(seen, "headphones_colour")
    if "shoes" not in seen:
        _drop(seen, "sole_colour")
    if seen.get("hair", "bald") == "bald":
        _drop(seen, "hair_colour", "hair_texture", "fringe")
    if seen.get("sex") == "woman":
        _drop(seen, "beard")


def _drop(seen: dict[str, str], *keys: str) -> None:
    for key in keys:
        seen.pop(key, None)
