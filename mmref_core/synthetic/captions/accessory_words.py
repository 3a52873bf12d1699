"""Words for shoes, bags, headwear and what else is worn besides clothes; read as those of `lexicon`."""

from collections.abc import Mapping

Words = tuple[str, ...]

ACCESSORIES: Mapping[str, Mapping[str, Words]] = {
    "shoes": {
        "trainers": (
            *("trainers", "sneakers", "shoes", "sneakers", "running shoes", "sports shoes", "tennis shoes"),
            *("athletic shoes", "gym shoes", "sport shoes", "casual shoes", "lace-up shoes", "walking shoes"),
            *("flat|shoes", "trainer shoes", "sneaker shoes"),
        ),
        "slip-ons": (
            *("slip-on shoes", "slip-ons", "shoes", "canvas shoes", "casual shoes", "flat|shoes", "canvas slip-ons"),
            *("laceless|shoes", "deck shoes"),
        ),
        "ankle boots": (
            *("boots", "ankle boots", "boots", "leather boots", "short|boots", "winter boots", "sturdy boots"),
            *("lace-up boots", "work boots", "chunky|boots"),
        ),
        "knee boots": (
            *("knee-high|boots", "boots", "long|boots", "tall|boots", "high|boots", "knee-length|boots"),
            *("high leather boots", "riding boots", "knee boots"),
        ),
        "wellingtons": (
            *("wellington boots", "rubber boots", "wellies", "rain boots", "boots", "gumboots", "wellingtons"),
            *("tall|rubber boots", "waterproof boots"),
        ),
        "loafers": (
            *("loafers", "shoes", "slip-on shoes", "moccasins", "leather shoes", "leather loafers", "penny loafers"),
            "smart slip-ons",
        ),
        "ballet flats": (
            *("flats", "ballet flats", "flat|shoes", "shoes", "ballerinas", "ballet pumps", "ballerina shoes"),
            *("low-cut flat shoes", "slipper-like shoes"),
        ),
        "high heels": (
            *("high heels", "heels", "high-heeled shoes", "pumps", "stilettos", "shoes", "high-heeled pumps"),
            *("heeled shoes", "court shoes", "stiletto heels"),
        ),
        "sandals": (
            *("sandals", "sandals", "open|sandals", "summer sandals", "open-toed|shoes", "open-toe|sandals"),
            *("strappy sandals", "flat|sandals", "open shoes", "beach sandals"),
        ),
        "flip-flops": (
            *("flip-flops", "flip flops", "thongs", "sandals", "slippers", "slides", "beach shoes", "toe-post sandals"),
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
        "large backpack": (
            *("large|backpack", "backpack", "big|backpack", "rucksack", "hiking backpack", "trekking backpack"),
            *("huge|backpack", "large|rucksack", "travel backpack", "camping backpack", "big|rucksack"),
        ),
        "tote bag": (
            *("tote bag", "tote", "shoulder bag", "large|bag", "shopper", "canvas bag", "tote bag", "cloth bag"),
            *("bag with long handles", "canvas tote"),
        ),
        "belt bag": (
            *("bum bag", "belt bag", "fanny pack", "waist bag", "hip bag", "waist pack", "small|bag", "hip pack"),
            *("pouch", "waist pouch"),
        ),
        "shoulder bag": (
            *("shoulder bag", "shoulder bag", "messenger bag", "satchel", "sling bag", "side bag"),
            *("bag with a strap", "laptop bag", "shoulder purse", "over-the-shoulder bag"),
        ),
        "handbag": (
            *("handbag", "handbag", "purse", "hand bag", "hand-held bag", "handheld bag", "small|bag"),
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
        "backward cap": (
            *("cap worn backwards", "backwards cap", "cap", "baseball cap worn backwards", "cap turned backwards"),
            *("baseball cap", "back-to-front cap", "backward baseball cap", "reversed|cap"),
        ),
        "bobble hat": (
            *("bobble hat", "pom-pom hat", "beanie with a bobble", "woolly hat with a pom-pom", "beanie", "knit hat"),
            *("woolly hat", "winter hat with a bobble", "pompom hat"),
        ),
        "bucket hat": (
            *("bucket hat", "hat", "fisherman's hat", "soft|hat", "brimmed hat", "cloth hat", "floppy bucket hat"),
            "rain hat",
        ),
        "sun hat": (
            *("sun hat", "wide-brimmed hat", "hat", "hat with a wide brim", "broad-brimmed hat", "large|hat"),
            *("summer hat", "big|sun hat"),
        ),
        "fedora": (
            *("fedora", "hat", "brimmed hat", "trilby", "felt hat", "hat with a brim", "fedora hat", "trilby hat"),
            "gentleman's hat",
        ),
        "headscarf": (
            *(
                "headscarf",
                "hijab",
                "headscarf",
                "hijab",
                "headcloth",
                "veil",
                "head covering",
                "cloth over {his} head",
            ),
        ),
        "turban": (
            "turban",
            "turban",
            "headwrap",
            "wrapped|turban",
            "head wrapping",
            "cloth wound round {his} head",
        ),
        "helmet": (
            *("helmet", "bike helmet", "bicycle helmet", "cycling helmet", "cycle helmet", "safety helmet"),
            *("crash helmet", "protective helmet"),
        ),
        "headband": (
            *("headband", "head band", "sweatband", "knitted headband", "knit headband", "wide|headband"),
            *("ear warmer", "hair band"),
        ),
        "hood": ("hood", "raised|hood", "hood", "pulled-up|hood", "hood over {his} head"),
        "headgear": ("hat", "head covering"),
    },
    "glasses": {
        "glasses": (*("glasses", "eyeglasses", "spectacles", "specs", "reading glasses", "prescription glasses"),),
        "round glasses": (
            *("round|glasses", "glasses", "round spectacles", "glasses with round lenses", "eyeglasses", "spectacles"),
            "round eyeglasses",
        ),
        "thick glasses": (
            *("thick-rimmed glasses", "glasses", "thick-framed glasses", "glasses with a thick frame", "eyeglasses"),
            *("heavy-framed glasses", "bold-rimmed spectacles", "spectacles", "chunky|glasses"),
        ),
        "sunglasses": (
            *("sunglasses", "sunglasses", "dark|glasses", "shades", "sun glasses", "dark shades", "darkened glasses"),
        ),
    },
    "beard": {
        "stubble": (*("stubble", "stubble", "short|beard", "light|stubble", "stubbly beard", "unshaven face"),),
        "full beard": (*("beard", "beard", "full|beard", "facial hair", "thick|beard", "bearded face", "bushy beard"),),
        "long beard": (
            *("long|beard", "beard", "long|beard", "big|beard", "full|beard", "long bushy beard"),
            "beard down to {his} chest",
        ),
        "goatee": ("goatee", "goatee beard", "beard", "small|beard", "chin beard", "pointed beard", "goatee"),
        "moustache": ("moustache", "mustache", "moustache", "thick|moustache", "facial hair", "small|moustache"),
    },
    "mask": {
        "mask": (
            *("face mask", "mask", "mask", "surgical mask", "medical mask", "mask over {his} mouth and nose"),
            *("protective mask", "facemask", "mask on {his} face", "mouth mask", "face covering"),
        )
    },
    "headphones": {
        "headphones": (
            *("headphones", "headphones", "over-ear headphones", "large|headphones", "big|headphones", "headset"),
            *("headphones over {his} ears", "cans", "over-the-ear headphones"),
        ),
        "earphones": (
            *("earphones", "headphones", "wired earphones", "earphones with a wire", "in-ear headphones"),
            *("earphones with wires", "corded earphones", "wired headphones"),
        ),
        "earbuds": (
            *("earbuds", "earphones", "wireless earbuds", "ear buds", "earpods", "in-ear headphones", "earpieces"),
        ),
    },
    "socks": {
        "socks": ("socks", "socks", "ankle socks", "short|socks", "sports socks", "crew socks"),
    },
    "scarf": {
        "scarf": (*("scarf", "scarf", "woollen scarf", "shawl", "woolly scarf", "knitted scarf", "warm|scarf", "wrap"),)
    },
    "belt": {"belt": ("belt", "belt", "waist belt", "trouser belt", "belt at the waist")},
    "tie": {"tie": ("tie", "necktie", "tie", "neck tie", "dress tie", "formal tie")},
    "tights": {
        "tights": (
            *("tights", "stockings", "tights", "pantyhose", "hosiery", "opaque tights", "thin|tights"),
            "leg coverings",
        )
    },
}
