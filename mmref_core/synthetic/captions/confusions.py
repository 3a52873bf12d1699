"""What an annotator says in place of the true kind of a thing: a vague word, or another thing of the same sort."""

from collections.abc import Mapping

Words = tuple[str, ...]

SHOES = (
    *("trainers", "slip-ons", "ankle boots", "knee boots", "wellingtons", "dress shoes", "loafers", "ballet flats"),
    *("high heels", "sandals", "flip-flops"),
)
HATS = ("cap", "backward cap", "beanie", "bobble hat", "bucket hat", "sun hat", "fedora")

# True of the thing, but of others too.
VAGUE: Mapping[str, Mapping[str, Words]] = {
    "upper": dict.fromkeys(
        ("t-shirt", "shirt", "tank top", "sweater", "hoodie", "polo shirt", "sports shirt", "blouse", "tunic"), ("top",)
    )
    | {"cardigan": ("top",), "track jacket": ("top", "jacket")}
    | dict.fromkeys(("denim jacket", "leather jacket", "blazer"), ("open jacket",))
    | dict.fromkeys(("raincoat", "parka", "puffer jacket"), ("coat", "jacket"))
    | {"long coat": ("coat",)},
    "lower": {
        "trousers": ("bottoms",),
        "jeans": ("pants", "pants", "bottoms"),
        "shorts": ("bottoms",),
        "leggings": ("pants", "bottoms"),
        **dict.fromkeys(("short skirt", "long skirt", "pleated skirt", "denim skirt"), ("skirt",)),
        "joggers": ("pants", "bottoms"),
        "cargo trousers": ("pants", "bottoms"),
        "culottes": ("pants", "bottoms"),
        "denim shorts": ("bottoms",),
    },
    "shoes": dict.fromkeys(SHOES, ("shoes",)),
    "bag": dict.fromkeys(("backpack", "large backpack", "shoulder bag", "tote bag", "belt bag", "handbag"), ("bag",)),
    "headwear": dict.fromkeys(HATS, ("headgear",)),
    "carried": dict.fromkeys(("phone", "bottle", "paper cup"), ("something",)),
    "sex": {"man": ("person",), "woman": ("person",)},
}
# What a wrong caption says in its place: another thing of the same sort, not merely another word.
MISTAKEN: Mapping[str, Mapping[str, Words]] = {
    "upper": {
        "t-shirt": ("tank top", "sweater"),
        "shirt": ("sweater", "hoodie"),
        "tank top": ("t-shirt",),
        "sweater": ("t-shirt", "hoodie"),
        "hoodie": ("puffer jacket", "shirt", "track jacket"),
        "jacket": ("sweater", "shirt", "hoodie"),
        "puffer jacket": ("hoodie", "sweater", "leather jacket"),
        "long coat": ("puffer jacket", "hoodie"),
        "polo shirt": ("t-shirt", "sweater", "shirt"),
        "sports shirt": ("polo shirt", "shirt"),
        "blouse": ("t-shirt", "sweater"),
        "cardigan": ("hoodie", "blazer"),
        "gilet": ("hoodie", "puffer jacket"),
        "hi-vis vest": ("t-shirt", "raincoat"),
        "blazer": ("cardigan", "leather jacket"),
        "denim jacket": ("shirt", "leather jacket"),
        "leather jacket": ("blazer", "denim jacket"),
        "track jacket": ("hoodie", "sweater"),
        "raincoat": ("parka", "long coat"),
        "parka": ("raincoat", "hoodie"),
        "tunic": ("dress", "shirt"),
        "robe": ("dress", "long coat"),
        "sari": ("dress", "robe"),
    },
    "lower": {
        "trousers": ("shorts", "jeans"),
        "jeans": ("shorts", "leggings"),
        "shorts": ("jeans", "trousers"),
        "leggings": ("jeans", "shorts"),
        "short skirt": ("shorts",),
        "long skirt": ("trousers",),
        "joggers": ("jeans", "leggings", "trousers"),
        "cargo trousers": ("jeans", "joggers"),
        "culottes": ("long skirt", "shorts"),
        "denim shorts": ("shorts", "denim skirt"),
        "dungarees": ("jeans", "trousers"),
        "pleated skirt": ("shorts", "long skirt"),
        "denim skirt": ("denim shorts", "pleated skirt"),
    },
    "shoes": {
        **dict.fromkeys(("trainers", "slip-ons"), ("ankle boots", "sandals")),
        **dict.fromkeys(("ankle boots", "knee boots", "wellingtons"), ("trainers", "dress shoes")),
        **dict.fromkeys(("sandals", "flip-flops"), ("ankle boots", "trainers")),
        **dict.fromkeys(("dress shoes", "loafers", "ballet flats", "high heels"), ("ankle boots", "trainers")),
    },
    "bag": {
        "backpack": ("shoulder bag", "handbag"),
        "large backpack": ("shoulder bag", "suitcase"),
        "shoulder bag": ("backpack", "handbag"),
        "tote bag": ("backpack", "belt bag"),
        "belt bag": ("backpack", "handbag"),
        "handbag": ("shoulder bag", "backpack"),
        "suitcase": ("handbag",),
    },
    "hair": {
        "bald": ("short",),
        "buzz cut": ("shoulder-length", "ponytail"),
        "short": ("long", "ponytail"),
        "shoulder-length": ("buzz cut", "ponytail"),
        "long": ("short", "bun"),
        **dict.fromkeys(("ponytail", "high ponytail", "braid", "tied back"), ("short", "bun")),
        **dict.fromkeys(("bun", "topknot"), ("ponytail", "long")),
        **dict.fromkeys(("half-bald", "receding", "undercut"), ("shoulder-length", "ponytail")),
        **dict.fromkeys(("bob", "afro"), ("ponytail", "bun")),
    },
    "headwear": {
        **dict.fromkeys(("cap", "backward cap", "helmet"), ("beanie",)),
        **dict.fromkeys(("beanie", "bobble hat", "headband"), ("cap",)),
        **dict.fromkeys(("bucket hat", "sun hat", "fedora"), ("beanie", "cap")),
        "headscarf": ("beanie",),
    },
    "carried": {
        "phone": ("bottle", "book"),
        "umbrella": ("book", "bottle"),
        "book": ("phone", "paper cup"),
        "bottle": ("phone", "umbrella"),
        "paper cup": ("phone", "book"),
        "newspaper": ("book", "phone"),
        "flowers": ("umbrella", "paper cup"),
        "shopping bag": ("folded umbrella", "box"),
        "shopping bags": ("box", "flowers"),
        "folded umbrella": ("shopping bag", "walking stick"),
        "box": ("shopping bag", "newspaper"),
        "guitar case": ("skateboard", "shopping bag"),
        "skateboard": ("guitar case", "ball"),
        "ball": ("skateboard", "bottle"),
        "walking stick": ("folded umbrella", "walker"),
        "crutches": ("walker", "walking stick"),
        "pram": ("walker", "bicycle"),
        "walker": ("pram", "wheelchair"),
        "bicycle": ("pram",),
        "dog": ("pram", "bicycle"),
        "scooter": ("bicycle", "skateboard"),
        "wheelchair": ("walker", "pram"),
    },
}
