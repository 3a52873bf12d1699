"""Words for every value that a viewer can name; the most usual stand first.

"long|coat": what stands before the bar goes before the colour ("a long black coat").
A word that ends in a single s is a plural and takes no article.
"""

from collections.abc import Mapping

from mmref_core.synthetic.captions.accessory_words import ACCESSORIES
from mmref_core.synthetic.captions.carried_words import CARRIED

Words = tuple[str, ...]

NOUNS: Mapping[str, Mapping[str, Words]] = {
    **ACCESSORIES,
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
            *("sweater", "jumper", "pullover", "knitted sweater", "sweatshirt", "knit top", "knitted jumper"),
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
        "sari": (
            *("sari", "saree", "sari", "draped|sari", "traditional sari", "wrapped|sari", "long|sari", "saree dress"),
            *("sari draped over one shoulder", "long draped dress"),
        ),
        "coat": ("coat", "coat", "jacket"),
        "top": ("top", "top", "upper garment"),
    },
    "lower": {
        "trousers": (
            *("trousers", "pants", "slacks", "long|trousers", "long|pants", "chinos", "casual trousers"),
            *("dress pants", "smart trousers", "full-length trousers"),
        ),
        "jeans": (*("jeans", "jeans", "denim jeans", "denim pants", "denim trousers", "denims", "jean pants"),),
        "shorts": (
            *("shorts", "shorts", "short|pants", "bermuda shorts", "casual shorts", "short|trousers"),
            *("walking shorts", "summer shorts", "knee-length shorts"),
        ),
        "leggings": (
            *("leggings", "leggings", "stretch pants", "yoga pants", "tight|leggings", "stretchy leggings"),
            *("sports leggings", "tight pants", "gym leggings"),
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
            *(
                "dungarees",
                "overalls",
                "bib overalls",
                "denim dungarees",
                "bib-and-brace overalls",
                "overalls with a bib",
            ),
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
        "sweater": ("sweater", "jumper", "pullover", "crew-neck sweater"),
        "blouse": ("blouse", "short|blouse", "top", "short-sleeved blouse", "fitted blouse"),
    },
    "carried": CARRIED,
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
    "bag": {"handbag": ("ladies' handbag",)},
}
