"""What an annotator says in place of the true kind of a thing: a vague word, or another thing of the same sort."""

from collections.abc import Mapping

Words = tuple[str, ...]

# True of the thing, but of others too.
VAGUE: Mapping[str, Mapping[str, Words]] = {
    "upper": dict.fromkeys(("t-shirt", "shirt", "tank top", "sweater", "hoodie"), ("top",)),
    "lower": {
        "trousers": ("bottoms",),
        "jeans": ("pants", "pants", "bottoms"),
        "shorts": ("bottoms",),
        "leggings": ("pants", "bottoms"),
        "short skirt": ("skirt",),
        "long skirt": ("skirt",),
    },
    "shoes": dict.fromkeys(("trainers", "boots", "sandals", "dress shoes"), ("shoes",)),
    "bag": dict.fromkeys(("backpack", "shoulder bag", "handbag"), ("bag",)),
    "headwear": dict.fromkeys(("cap", "beanie", "hat"), ("headgear",)),
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
        "hoodie": ("puffer jacket", "shirt"),
        "jacket": ("sweater", "shirt"),
        "puffer jacket": ("hoodie", "sweater"),
        "long coat": ("puffer jacket", "hoodie"),
    },
    "lower": {
        "trousers": ("shorts", "jeans"),
        "jeans": ("shorts", "leggings"),
        "shorts": ("jeans", "trousers"),
        "leggings": ("jeans", "shorts"),
        "short skirt": ("shorts",),
        "long skirt": ("trousers",),
    },
    "shoes": {
        "trainers": ("boots", "sandals"),
        "boots": ("trainers", "dress shoes"),
        "sandals": ("boots", "trainers"),
        "dress shoes": ("boots", "trainers"),
    },
    "bag": {
        "backpack": ("shoulder bag", "handbag"),
        "shoulder bag": ("backpack", "handbag"),
        "handbag": ("shoulder bag", "backpack"),
        "suitcase": ("handbag",),
    },
    "hair": {
        "bald": ("short",),
        "buzz cut": ("shoulder-length", "ponytail"),
        "short": ("long", "ponytail"),
        "shoulder-length": ("buzz cut", "ponytail"),
        "long": ("short", "bun"),
        "ponytail": ("short", "bun"),
        "bun": ("ponytail", "long"),
    },
    "headwear": {"cap": ("beanie",), "beanie": ("cap",), "hat": ("beanie", "cap")},
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
        "wheelchair": ("walker", "pram"),
    },
}
