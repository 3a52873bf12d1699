"""Words for every value that a viewer can name; the most usual stand first.

"long|coat": what stands before the bar goes before the colour ("a long black coat").
A word that ends in a single s is a plural and takes no article.
"""

from collections.abc import Mapping

Words = tuple[str, ...]

NOUNS: Mapping[str, Mapping[str, Words]] = {
    "upper": {
        "t-shirt": ("t-shirt", "t-shirt", "shirt", "tee", "tee shirt", "crew-neck t-shirt", "casual t-shirt"),
        "shirt": ("shirt", "button-up shirt", "collared shirt", "button-down shirt", "buttoned shirt", "casual shirt"),
        "tank top": ("tank top", "tank top", "sleeveless top", "sleeveless shirt", "tank", "singlet", "vest top"),
        "sweater": ("sweater", "jumper", "pullover", "sweatshirt", "knitted sweater", "knit top", "knitted jumper"),
        "hoodie": ("hoodie", "hooded sweatshirt", "hoody", "hooded top", "hooded sweater", "hooded jumper"),
        "open jacket": ("jacket", "open|jacket", "unzipped|jacket", "open-front jacket", "unfastened|jacket"),
        "jacket": ("jacket", "jacket", "zip-up jacket", "zipped-up|jacket", "casual jacket", "windbreaker"),
        "puffer jacket": (
            *("puffer jacket", "down jacket", "padded jacket", "puffy jacket", "quilted jacket", "winter jacket"),
            *("puffer coat", "padded coat", "thick|padded jacket", "jacket"),
        ),
        "suit": ("suit", "suit", "business suit", "formal suit", "two-piece suit"),
        "long coat": ("long|coat", "coat", "overcoat", "trench coat", "long|overcoat", "winter coat", "long|jacket"),
        "dress": ("dress", "dress", "dress", "one-piece dress", "frock", "gown"),
        "top": ("top", "top", "upper garment"),
    },
    "lower": {
        "trousers": ("trousers", "pants", "slacks", "long|trousers", "long|pants", "chinos", "casual trousers"),
        "jeans": ("jeans", "jeans", "denim jeans", "denim pants", "denim trousers", "denims", "jean pants"),
        "shorts": ("shorts", "shorts", "short|pants", "bermuda shorts", "casual shorts", "short|trousers"),
        "leggings": ("leggings", "leggings", "stretch pants", "yoga pants", "tight|leggings", "stretchy leggings"),
        "short skirt": ("short|skirt", "skirt", "miniskirt", "mini skirt", "above-the-knee skirt"),
        "long skirt": ("long|skirt", "skirt", "maxi skirt", "ankle-length|skirt", "full-length|skirt"),
        "pants": ("pants", "trousers", "long|pants"),
        "bottoms": ("bottoms", "bottoms", "legwear"),
    },
    "inner": {
        "t-shirt": ("t-shirt", "shirt", "tee", "tee shirt", "undershirt"),
        "shirt": ("shirt", "collared shirt", "button-up shirt", "button-down shirt"),
        "sweater": ("sweater", "jumper", "pullover", "knitted sweater", "knit top"),
    },
    "shoes": {
        "trainers": (
            *("trainers", "sneakers", "shoes", "sneakers", "running shoes", "sports shoes", "tennis shoes"),
            *("athletic shoes", "gym shoes", "sport shoes", "casual shoes"),
        ),
        "boots": ("boots", "boots", "boots", "leather boots", "sturdy boots"),
        "sandals": ("sandals", "sandals", "open|sandals", "summer sandals", "open-toed|shoes", "open-toe|sandals"),
        "dress shoes": ("dress shoes", "shoes", "leather shoes", "formal shoes", "smart shoes", "business shoes"),
        "shoes": ("shoes",),
    },
    "bag": {
        "backpack": ("backpack", "backpack", "rucksack", "back pack", "bookbag", "knapsack", "daypack", "school bag"),
        "shoulder bag": ("shoulder bag", "shoulder bag", "messenger bag", "satchel", "sling bag", "side bag"),
        "handbag": ("handbag", "handbag", "purse", "hand bag", "hand-held bag", "tote bag"),
        "suitcase": ("suitcase", "rolling suitcase", "trolley case", "wheeled suitcase", "travel case", "trolley"),
        "bag": ("bag",),
    },
    "headwear": {
        "cap": ("cap", "baseball cap", "cap", "peaked cap", "ball cap", "cap with a visor"),
        "beanie": ("beanie", "knit hat", "woolly hat", "knitted cap", "beanie hat", "winter hat", "knit cap"),
        "hat": ("hat", "brimmed hat", "sun hat", "wide-brimmed hat", "hat with a brim", "bucket hat"),
        "hood": ("hood", "raised|hood", "hood", "pulled-up|hood"),
        "headgear": ("hat", "head covering"),
    },
    "carried": {
        "phone": ("phone", "mobile phone", "cell phone", "smartphone", "mobile", "cellphone"),
        "umbrella": ("umbrella", "umbrella", "open|umbrella", "brolly"),
        "book": ("book", "book", "paperback", "open|book"),
        "bottle": ("bottle", "water bottle", "drinks bottle", "drink bottle"),
        "paper cup": ("paper cup", "coffee cup", "takeaway cup", "cup", "disposable cup", "cup of coffee"),
        "something": ("small|object", "little|item"),
    },
    "glasses": {
        "glasses": ("glasses", "eyeglasses", "spectacles", "specs", "eye glasses"),
        "sunglasses": ("sunglasses", "sunglasses", "dark|glasses", "shades", "sun glasses"),
    },
    "beard": {"yes": ("beard", "beard", "facial hair", "full beard", "bearded face")},
    "scarf": {"scarf": ("scarf", "scarf", "neck scarf", "woollen scarf", "shawl")},
    "tie": {"tie": ("tie", "necktie", "tie", "neck tie")},
    "tights": {"tights": ("tights", "stockings", "tights", "pantyhose", "hosiery")},
}
NOUNS_OF_WOMEN: Mapping[str, Mapping[str, Words]] = {  # said of a woman's things besides
    "upper": {"shirt": ("blouse", "blouse"), "tank top": ("camisole", "sleeveless blouse"), "dress": ("sundress",)},
    "shoes": {"dress shoes": ("flats", "pumps")},
}

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
    },
}
