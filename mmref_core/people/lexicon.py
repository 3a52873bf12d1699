"""Words for every value that a viewer can name; the most usual stand first.

"long|coat": what stands before the bar goes before the colour ("a long black coat").
A word that ends in a single s is a plural and takes no article.
"""

from collections.abc import Mapping

Words = tuple[str, ...]

NOUNS: Mapping[str, Mapping[str, Words]] = {
    "upper": {
        "t-shirt": (
            *("t-shirt", "t-shirt", "shirt", "tee", "tee shirt", "crew-neck t-shirt", "casual t-shirt"),
            *("round-neck t-shirt", "tee-shirt", "crewneck t-shirt"),
        ),
        "shirt": (
            *("shirt", "button-up shirt", "collared shirt", "button-down shirt", "buttoned shirt", "casual shirt"),
            *("shirt with a collar", "dress shirt", "shirt with buttons down the front"),
        ),
        "tank top": (
            *("tank top", "tank top", "sleeveless top", "sleeveless shirt", "tank", "singlet", "vest top", "vest"),
            *("sleeveless tee", "sleeveless t-shirt"),
        ),
        "sweater": (
            *("sweater", "jumper", "pullover", "sweatshirt", "knitted sweater", "knit top", "knitted jumper"),
            *("knit sweater", "crew-neck sweater", "knitted top", "crewneck sweater", "woollen jumper"),
        ),
        "hoodie": (
            *("hoodie", "hooded sweatshirt", "hoody", "hooded top", "hooded sweater", "hooded jumper"),
            *("hoodie sweatshirt", "top with a hood", "sweater with a hood", "hooded sweat top"),
        ),
        "open jacket": (
            *("jacket", "open|jacket", "unzipped|jacket", "open-front jacket", "unfastened|jacket"),
            *("jacket worn open", "unbuttoned|jacket", "undone|jacket", "casual jacket", "outer jacket"),
        ),
        "jacket": (
            *("jacket", "jacket", "zip-up jacket", "zipped-up|jacket", "casual jacket", "windbreaker"),
            *("closed|jacket", "done-up|jacket", "zipped|jacket"),
        ),
        "puffer jacket": (
            *("puffer jacket", "down jacket", "padded jacket", "puffy jacket", "quilted jacket", "winter jacket"),
            *("puffer coat", "padded coat", "thick|padded jacket", "jacket", "down coat", "puffa jacket"),
            *("thick|winter jacket", "warm|jacket", "bulky|jacket", "anorak"),
        ),
        "suit": (
            *("suit", "suit", "business suit", "formal suit", "two-piece suit", "matching suit", "smart suit"),
            *("lounge suit", "suit jacket with matching trousers"),
        ),
        "long coat": (
            *("long|coat", "coat", "overcoat", "trench coat", "long|overcoat", "winter coat", "long|jacket"),
            *("trenchcoat", "outer coat", "wool coat", "outercoat"),
        ),
        "dress": ("dress", "dress", "dress", "one-piece dress", "frock", "gown", "day dress", "dress", "one-piece"),
        "polo shirt": (
            *("polo shirt", "polo", "polo shirt", "polo top", "collared t-shirt", "golf shirt", "polo-neck tee"),
            *("t-shirt with a collar", "collared polo shirt"),
        ),
        "sports shirt": (
            *("football shirt", "sports shirt", "sports jersey", "football jersey", "soccer shirt"),
            *("sports top", "team shirt", "soccer jersey", "athletic shirt"),
        ),
        "blouse": ("blouse", "blouse", "top", "loose|blouse", "smart|blouse", "light|top", "dressy top"),
        "cardigan": (
            *("cardigan", "cardigan", "knitted cardigan", "open|cardigan", "knit cardigan", "cardigan sweater"),
            *("woolly cardigan", "buttoned sweater", "knitted jacket"),
        ),
        "gilet": (
            *("gilet", "padded vest", "puffer vest", "body warmer", "sleeveless jacket", "quilted vest"),
            *("padded gilet", "down vest", "bodywarmer", "sleeveless puffer jacket", "padded waistcoat"),
        ),
        "hi-vis vest": (
            *("hi-vis vest", "high-visibility vest", "safety vest", "hi-viz vest", "visibility vest"),
            *("high-vis vest", "work vest", "safety waistcoat", "hi-vis waistcoat", "hi-vis tabard"),
        ),
        "blazer": (
            *("blazer", "blazer", "suit jacket", "sports jacket", "smart jacket", "tailored jacket", "sport coat"),
            *("formal jacket", "dinner-style jacket"),
        ),
        "denim jacket": (
            *("denim jacket", "denim jacket", "jean jacket", "jacket made of denim", "trucker jacket"),
            "denim top",
        ),
        "leather jacket": (
            *("leather jacket", "leather jacket", "biker jacket", "leather coat", "motorcycle jacket"),
            *("faux leather jacket", "jacket made of leather", "shiny leather jacket"),
        ),
        "track jacket": (
            *("track jacket", "tracksuit top", "tracksuit jacket", "sports jacket", "zip-up track top"),
            *("training jacket", "sports top", "warm-up jacket", "track top"),
        ),
        "raincoat": (
            *("raincoat", "rain jacket", "waterproof jacket", "raincoat", "rain coat", "waterproof coat"),
            *("hooded raincoat", "mac", "waterproof", "cagoule"),
        ),
        "parka": (
            *("parka", "parka", "hooded coat", "parka coat", "winter coat", "fur-trimmed coat", "hooded winter coat"),
            *("coat with a fur-trimmed hood", "coat with a furry hood", "hooded parka"),
        ),
        "tunic": (
            *("tunic", "long|top", "kurta", "long|tunic", "tunic top", "kameez", "long|shirt", "thigh-length top"),
            "tunic-style top",
        ),
        "robe": (
            *("robe", "long|robe", "full-length robe", "loose|robe", "long|gown", "ankle-length robe", "kaftan"),
            *("flowing|robe", "floor-length gown"),
        ),
        "coat": ("coat", "coat", "jacket"),
        "top": ("top", "top", "upper garment"),
    },
    "lower": {
        "trousers": (
            *("trousers", "pants", "slacks", "long|trousers", "long|pants", "chinos", "casual trousers"),
            *("dress pants", "cotton trousers", "smart trousers", "full-length trousers"),
        ),
        "jeans": (*("jeans", "jeans", "denim jeans", "denim pants", "denim trousers", "denims", "jean pants"),),
        "shorts": (
            *("shorts", "shorts", "short|pants", "bermuda shorts", "casual shorts", "short|trousers"),
            *("walking shorts", "summer shorts", "knee-length shorts"),
        ),
        "leggings": (
            *("leggings", "leggings", "stretch pants", "yoga pants", "tight|leggings", "stretchy leggings"),
            *("sports leggings", "tight pants", "gym leggings", "jeggings"),
        ),
        "short skirt": (
            *("short|skirt", "skirt", "miniskirt", "mini skirt", "above-the-knee skirt", "tennis-length skirt"),
            "skirt above the knee",
        ),
        "long skirt": (
            *("long|skirt", "skirt", "maxi skirt", "ankle-length|skirt", "full-length|skirt", "long-length|skirt"),
            *("skirt reaching the ankle", "sweeping|skirt"),
        ),
        "joggers": (
            *("joggers", "tracksuit bottoms", "sweatpants", "jogging bottoms", "track pants", "jogging pants"),
            *("tracksuit trousers", "sweat pants", "cuffed|joggers", "tracksuit pants", "training bottoms"),
        ),
        "cargo trousers": (
            *("cargo trousers", "cargo pants", "combat trousers", "cargos", "cargo trousers", "combat pants"),
            *("trousers with side pockets", "pants with thigh pockets", "utility trousers", "work trousers"),
        ),
        "culottes": (
            *("culottes", "wide cropped trousers", "wide-leg cropped pants", "cropped|culottes", "wide|culottes"),
            *("mid-calf trousers", "calf-length wide trousers", "gaucho pants"),
        ),
        "denim shorts": (
            *("denim shorts", "jean shorts", "denim shorts", "jorts", "cut-off jeans"),
            *("cut-off denim shorts", "jeans shorts"),
        ),
        "dungarees": (
            *("dungarees", "overalls", "bib overalls", "dungarees", "bib-and-brace overalls", "overalls with a bib"),
            *("overalls with shoulder straps", "bib trousers"),
        ),
        "pleated skirt": (
            *("pleated skirt", "pleated skirt", "skirt with pleats", "skirt", "pleated midi skirt", "school skirt"),
            *("flared|skirt", "swishing|skirt"),
        ),
        "denim skirt": (*("denim skirt", "denim skirt", "jean skirt", "skirt made of denim", "denim mini skirt"),),
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
            *("athletic shoes", "gym shoes", "sport shoes", "casual shoes", "lace-up shoes", "walking shoes"),
            *("canvas shoes", "flat|shoes", "trainer shoes", "sneaker shoes"),
        ),
        "boots": (
            *("boots", "boots", "boots", "leather boots", "sturdy boots", "winter boots", "ankle boots"),
            *("lace-up boots", "work boots", "chunky|boots"),
        ),
        "sandals": (
            *("sandals", "sandals", "open|sandals", "summer sandals", "open-toed|shoes", "open-toe|sandals"),
            *("strappy sandals", "flat|sandals", "open shoes", "beach sandals"),
        ),
        "dress shoes": (
            *("dress shoes", "shoes", "leather shoes", "formal shoes", "smart shoes", "business shoes", "oxfords"),
            *("brogues", "polished shoes", "office shoes", "elegant shoes"),
        ),
        "shoes": ("shoes",),
    },
    "bag": {
        "backpack": (
            *("backpack", "backpack", "rucksack", "back pack", "bookbag", "knapsack", "daypack", "school bag"),
            *("bag on {his} back", "schoolbag", "pack", "day pack", "hiking backpack", "rucksack"),
        ),
        "shoulder bag": (
            *("shoulder bag", "shoulder bag", "messenger bag", "satchel", "sling bag", "side bag"),
            *("bag with a strap", "laptop bag", "shoulder purse", "over-the-shoulder bag"),
        ),
        "handbag": (
            *("handbag", "handbag", "purse", "hand bag", "hand-held bag", "tote bag", "tote", "small|bag"),
            *("carryall", "holdall"),
        ),
        "suitcase": (
            *("suitcase", "rolling suitcase", "trolley case", "wheeled suitcase", "travel case", "trolley"),
            *("trolley bag", "cabin case", "wheeled case", "wheelie case", "luggage case", "pull-along case"),
            "rolling bag",
        ),
        "bag": ("bag",),
    },
    "headwear": {
        "cap": (
            *("cap", "baseball cap", "cap", "peaked cap", "ball cap", "cap with a visor", "sports cap"),
            *("baseball hat", "visor cap", "cap with a peak", "billed cap"),
        ),
        "beanie": (
            *("beanie", "knit hat", "woolly hat", "knitted cap", "beanie hat", "winter hat", "knit cap"),
            *("knitted hat", "knit beanie", "ski hat", "wool cap", "close-fitting|hat"),
        ),
        "hat": (
            *("hat", "brimmed hat", "sun hat", "wide-brimmed hat", "hat with a brim", "bucket hat"),
            *("hat with a wide brim", "broad-brimmed hat", "summer hat", "round|hat"),
        ),
        "hood": ("hood", "raised|hood", "hood", "pulled-up|hood", "hood over {his} head"),
        "headgear": ("hat", "head covering"),
    },
    "carried": {
        "phone": (
            *("phone", "mobile phone", "cell phone", "smartphone", "mobile", "cellphone", "smart phone"),
            *("mobile telephone", "handheld phone"),
        ),
        "umbrella": (
            *("umbrella", "umbrella", "open|umbrella", "brolly", "opened|umbrella", "rain umbrella"),
            "large|umbrella",
        ),
        "book": (
            *("book", "book", "paperback", "open|book", "hardback", "booklet", "textbook", "notebook"),
            "reading book",
        ),
        "bottle": (
            *("bottle", "water bottle", "drinks bottle", "drink bottle", "plastic bottle", "drinking bottle"),
            "bottle of water",
        ),
        "paper cup": (
            *("paper cup", "coffee cup", "takeaway cup", "cup", "disposable cup", "cup of coffee", "to-go cup"),
            *("takeout cup", "drinking cup", "cardboard coffee cup"),
        ),
        "something": ("small|object", "little|item", "thing", "small|thing"),
    },
    "glasses": {
        "glasses": (*("glasses", "eyeglasses", "spectacles", "specs", "reading glasses", "prescription glasses"),),
        "sunglasses": (
            *("sunglasses", "sunglasses", "dark|glasses", "shades", "sun glasses", "dark shades", "darkened glasses"),
        ),
    },
    "beard": {"yes": (*("beard", "beard", "facial hair", "full beard", "bearded face", "beard on {his} face"),)},
    "scarf": {
        "scarf": (*("scarf", "scarf", "woollen scarf", "shawl", "woolly scarf", "knitted scarf", "warm|scarf", "wrap"),)
    },
    "tie": {"tie": ("tie", "necktie", "tie", "neck tie", "dress tie", "formal tie")},
    "tights": {
        "tights": (
            *("tights", "stockings", "tights", "pantyhose", "hosiery", "opaque tights", "thin|tights"),
            "leg coverings",
        )
    },
}
COLOURS_OF: Mapping[str, Mapping[str, Words]] = {  # of kinds whose dye has names of its own
    "hi-vis vest": {
        "yellow": ("yellow", "neon yellow", "bright yellow", "fluorescent yellow", "lime yellow", "luminous yellow"),
        "orange": ("orange", "neon orange", "bright orange", "fluorescent orange", "luminous orange"),
    },
}
NOUNS_OF_WOMEN: Mapping[str, Mapping[str, Words]] = {  # said of a woman's things besides
    "upper": {
        "shirt": ("blouse", "blouse"),
        "tank top": ("camisole", "sleeveless blouse"),
        "dress": ("sundress", "summer dress"),
        "robe": ("abaya", "abaya"),
    },
    "shoes": {"dress shoes": ("flats", "pumps", "court shoes", "ballet flats")},
    "bag": {"handbag": ("ladies' handbag",)},
}
