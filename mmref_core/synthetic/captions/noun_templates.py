"""How colour, pattern and shape are put round a noun.

Slots: {colour}, {second} (the pattern's other colour), {noun}; {his} is set when the sentence is written.
A form is used only where all its slots can be filled.
"""

from collections.abc import Mapping

Words = tuple[str, ...]

PLAIN: Words = ("{colour} {noun}",) * 9 + ("plain {colour} {noun}", "solid {colour} {noun}", "{noun} in {colour}")
COLOURED: Words = ("{colour} {noun}",)  # of a thing whose pattern is not known
PATTERNED: Mapping[str, Words] = {
    "horizontal stripes": (
        *("{colour} and {second} striped {noun}", "{colour} {noun} with {second} stripes"),
        *("horizontally striped {noun} in {colour} and {second}", "{colour} striped {noun}"),
        *("{colour} and {second} horizontally striped {noun}", "{colour} {noun} with {second} horizontal stripes"),
        *("{colour} {noun} with {second} bands running across", "striped {noun}"),
        *("stripy {colour} and {second} {noun}", "{noun} with {colour} and {second} stripes"),
        *("{colour} {noun} banded in {second}", "{colour} {noun} with {second} lines running across"),
    ),
    "vertical stripes": (
        *("{colour} and {second} vertically striped {noun}", "{colour} {noun} with {second} vertical stripes"),
        *("{colour} {noun} with upright {second} stripes", "{colour} striped {noun}"),
        *("vertically striped {noun} in {colour} and {second}", "{colour} and {second} striped {noun}"),
        "{colour} {noun} with {second} lines running down",
    ),
    "check": (
        *("{colour} and {second} checked {noun}", "{colour} and {second} plaid {noun}", "{colour} checked {noun}"),
        *("{colour} plaid {noun}", "checkered {noun} in {colour} and {second}", "{colour} checkered {noun}"),
        *("{colour} {noun} with a {second} check pattern", "plaid {noun}", "{colour} and {second} tartan {noun}"),
        *("chequered {colour} {noun}", "{colour} gingham {noun}", "{colour} and {second} lumberjack {noun}"),
        *("{noun} in a {colour} and {second} check", "{colour} {noun} with {second} squares"),
    ),
    "dots": (
        *("{colour} {noun} with {second} dots", "{colour} polka-dot {noun}", "{colour} dotted {noun}"),
        *("{colour} {noun} with {second} polka dots", "{colour} and {second} polka-dot {noun}", "polka-dot {noun}"),
        *("{colour} and {second} spotted {noun}", "{colour} {noun} covered in {second} spots"),
        *("spotty {colour} {noun}", "{colour} {noun} dotted with {second}", "{colour} {noun} with {second} spots"),
    ),
    "camouflage": (
        *("{colour} camouflage {noun}", "{colour} camo {noun}", "{colour} camouflage-print {noun}"),
        *("camouflage {noun}", "{colour} army-style camouflage {noun}", "{colour} {noun} in a camouflage pattern"),
        *("{colour} camo-print {noun}", "{colour} army-print {noun}", "{colour} military-style camouflage {noun}"),
        "{colour} {noun} with a camouflage print",
    ),
    "floral": (
        *("{colour} floral {noun}", "{colour} {noun} with {second} flowers", "{colour} flowered {noun}"),
        *("{colour} {noun} with a floral print", "{colour} and {second} floral {noun}", "flowery {colour} {noun}"),
        *("{colour} {noun} with a {second} flower pattern", "flower-patterned {colour} {noun}"),
        *("{colour} flower-print {noun}", "{colour} {noun} with {second} blossoms"),
        "{colour} {noun} with a flowery pattern",
    ),
    "colour block": (
        *("{colour} and {second} {noun}", "{colour} {noun} with {second} panels"),
        *("two-tone {colour} and {second} {noun}", "{colour}-and-{second} {noun}"),
        *("colour-block {noun} in {colour} and {second}", "{colour} {noun} with a {second} section"),
        *("{colour} and {second} colour-blocked {noun}", "{colour} {noun} with contrasting {second} parts"),
        *("{colour} {noun} with {second} blocks", "{noun} in {colour} and {second}"),
    ),
    "print": (
        *("{colour} {noun} with a {second} print", "{colour} {noun} with a print on the chest"),
        *("printed {colour} {noun}", "{colour} graphic {noun}"),
        *("{colour} {noun} with a {second} design on the front", "{colour} {noun} with a {second} logo"),
        *("{colour} {noun} with a picture on the front", "{colour} {noun} with a {second} graphic on the chest"),
        *("{colour} printed {noun}", "{colour} {noun} with a {second} motif"),
        *("{colour} {noun} with a {second} image", "{colour} {noun} with some {second} artwork"),
        "{colour} {noun} with a {second} emblem",
    ),
    "small logo": (
        *("{colour} {noun} with a small {second} logo", "{colour} {noun} with a small logo on the chest"),
        *("{colour} {noun} with a little {second} emblem on the chest", "{colour} {noun} with a {second} chest logo"),
        "{colour} {noun} with a small {second} mark on one side of the chest",
    ),
    "back print": (
        *("{colour} {noun} with a {second} print on the back", "{colour} {noun} with a large print on the back"),
        *("{colour} {noun} with a big {second} design on the back", "{colour} {noun} with a {second} back print"),
        *("{colour} {noun} with a {second} graphic across the back", "{colour} {noun} printed on the back"),
    ),
    "chest stripe": (
        *("{colour} {noun} with a {second} stripe across the chest", "{colour} {noun} with a broad {second} stripe"),
        *("{colour} {noun} with a {second} chest stripe", "{colour} {noun} with one {second} band round the chest"),
        *("{colour} {noun} with a single {second} stripe", "{colour} {noun} with a {second} band across it"),
    ),
    "contrast sleeves": (
        *("{colour} {noun} with {second} sleeves", "{colour} raglan {noun} with {second} sleeves"),
        *("{colour} and {second} raglan {noun}", "{colour} baseball-style {noun} with {second} sleeves"),
        *("{colour} {noun} with contrasting {second} sleeves", "{colour} {noun} whose sleeves are {second}"),
    ),
    "side stripes": (
        *("{colour} {noun} with {second} side stripes", "{colour} {noun} with {second} stripes down the sides"),
        *("{colour} {noun} with a {second} stripe down the side", "{colour} {noun} with a {second} side stripe"),
        *("{colour} side-striped {noun}", "{colour} {noun} with {second} lines down the sides"),
        *("{colour} {noun} with {second} stripes along the sides", "{colour} {noun} with side stripes"),
        "{colour} {noun} with {second} stripes running down the side",
    ),
    "pinstripes": (
        *("{colour} pinstriped {noun}", "{colour} {noun} with thin {second} stripes", "{colour} pinstripe {noun}"),
        *(
            "{colour} {noun} with {second} pinstripes",
            "{colour} {noun} with fine {second} stripes",
            "pinstriped {noun}",
        ),
        "{colour} {noun} with narrow {second} vertical stripes",
    ),
    "houndstooth": (
        *("{colour} and {second} houndstooth {noun}", "{colour} houndstooth {noun}", "houndstooth {noun}"),
        *("{colour} {noun} with a {second} houndstooth pattern", "{colour} and {second} checked {noun}"),
        *("{colour} {noun} with a {second} dogtooth check", "{colour} and {second} patterned {noun}"),
    ),
    "animal print": (
        *("{colour} animal-print {noun}", "{colour} leopard-print {noun}", "leopard-print {noun}"),
        *("{colour} {noun} with {second} leopard spots", "{colour} {noun} with a {second} animal print"),
        *("{colour} and {second} leopard-print {noun}", "{colour} {noun} with a leopard pattern"),
    ),
    "tie-dye": (
        *("{colour} tie-dye {noun}", "{colour} and {second} tie-dye {noun}", "tie-dyed {colour} and {second} {noun}"),
        *("{colour} tie-dyed {noun}", "tie-dye {noun}", "{colour} {noun} with {second} swirls"),
        *("{colour} batik {noun}", "{colour} and {second} mottled {noun}"),
    ),
    "colour gradient": (
        *(
            "{colour} {noun} fading to {second}",
            "{colour} and {second} ombre {noun}",
            "{colour} {noun} turning {second}",
        ),
        *("{colour} {noun} that fades to {second} at the bottom", "{colour} and {second} {noun}"),
        *("{colour} {noun} with a {second} gradient", "{colour} to {second} dip-dyed {noun}"),
    ),
    "reflective bands": (
        *("{colour} {noun} with reflective strips", "{colour} {noun} with reflective bands"),
        *("{colour} {noun} with silver stripes", "{colour} {noun} with {second} reflective strips"),
        *("{colour} {noun} with reflective tape", "{colour} {noun} with shiny {second} bands"),
    ),
    "ripped": (
        *("ripped {colour} {noun}", "{colour} ripped {noun}", "{colour} {noun} with ripped knees"),
        *("{colour} {noun} with holes at the knees", "torn {colour} {noun}", "distressed {colour} {noun}"),
        *("{colour} {noun} torn at the knee", "{colour} {noun} with rips", "{colour} {noun} with torn knees"),
        *("ripped {noun}", "{colour} {noun} that are ripped at the knee"),
    ),
    "border": (
        *(
            "{colour} {noun} with a {second} border",
            "{colour} and {second} {noun}",
            "{colour} {noun} edged in {second}",
        ),
        *("{colour} {noun} with {second} edges", "{colour} {noun} with a {second} edge"),
        *("{colour} {noun} with {second} trim", "{second}-bordered {colour} {noun}"),
        *("{colour} {noun} trimmed with {second}", "{colour} {noun} with {second} borders"),
    ),
    "number": (
        *("{colour} {noun} with a {second} number on the back", "{colour} {noun} with a number on the back"),
        *("{colour} {noun} with a {second} number", "numbered {colour} {noun}"),
        *("{colour} {noun} with {second} digits on the back", "{colour} {noun} with a big number on the back"),
    ),
}

# Shape: words before the noun, or phrases after it, and of which kinds of garment they are said how often.
BEFORE: Mapping[str, Mapping[str, Words]] = {
    "sleeves": {
        "sleeveless": ("sleeveless", "sleeveless", "strappy"),
        "short": ("short-sleeved", "short sleeve", "short-sleeve", "short sleeved"),
        "three-quarter": ("three-quarter-sleeved", "three-quarter-length-sleeved", "three-quarter sleeve"),
        "long": ("long-sleeved", "long sleeve", "long-sleeve", "long sleeved"),
    },
    "dress_length": {
        "short": ("short", "short", "mini"),
        "knee-length": ("knee-length", "knee-length", "mid-length"),
        "long": ("long", "long", "ankle-length", "full-length"),
    },
    "coat_length": {
        "knee-length": ("knee-length", "mid-length"),
        "calf-length": ("calf-length", "very long", "full-length"),
    },
    "coat_open": {
        "open": ("open", "unbuttoned", "unfastened"),
        "closed": ("buttoned-up", "closed", "fastened", "buttoned"),
    },
    "lower_fit": {
        "tight": ("tight", "tight-fitting", "close-fitting"),
        "slim": ("slim", "slim-fit", "skinny", "slim-fitting", "narrow"),
        "straight": ("straight-leg", "straight-cut", "straight", "regular-fit"),
        "wide": ("wide-leg", "baggy", "loose", "loose-fitting", "wide"),
    },
}
AFTER: Mapping[str, Mapping[str, Words]] = {
    "sleeves": {
        "sleeveless": ("without sleeves", "with no sleeves"),
        "short": ("with short sleeves",),
        "three-quarter": ("with three-quarter sleeves", "with elbow-length sleeves", "with half-length sleeves"),
        "long": ("with long sleeves",),
    },
    "coat_open": {"open": ("worn open", "left open"), "closed": ("buttoned up", "done up at the front")},
}
SHAPES: Mapping[str, Mapping[str, float]] = {  # attribute -> kind of garment -> how often it is said
    "sleeves": {
        "t-shirt": 0.16,
        "shirt": 0.5,
        "dress": 0.3,
        "sweater": 0.1,
        "top": 0.4,
        "polo shirt": 0.2,
        "blouse": 0.3,
        "tunic": 0.2,
    },
    "dress_length": {"dress": 0.6},
    "coat_length": {"long coat": 0.4},
    "coat_open": {"long coat": 0.2},
    "lower_fit": {"trousers": 0.15, "jeans": 0.2, "leggings": 0.1, "joggers": 0.08, "cargo trousers": 0.12},
}

TRIMS: Mapping[str, tuple[str, Words]] = {  # thing -> the attribute of its second colour, and how that is said
    "shoes": ("sole_colour", ("with {colour} soles", "with a {colour} sole", "with {colour} soles")),
    "upper": (
        "button_colour",
        (
            *("with {colour} buttons", "with {colour} buttons down the front", "with {colour} buttons"),
            *("with a row of {colour} buttons", "fastened with {colour} buttons"),
        ),
    ),
    "bag": ("bag_colour2", ("with {colour} pockets", "with {colour} details", "with a {colour} pocket")),
}
