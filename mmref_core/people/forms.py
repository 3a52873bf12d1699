"""How colour, pattern and shape are put round a noun, and the words for hair, persons and what they do.

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
        *("{colour} {noun} with thin {second} stripes", "{colour} pinstriped {noun}", "{colour} striped {noun}"),
        *("vertically striped {noun} in {colour} and {second}", "{colour} and {second} striped {noun}"),
        *("{colour} {noun} with {second} pinstripes", "{colour} {noun} with {second} lines running down"),
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
    "side stripes": (
        *("{colour} {noun} with {second} stripes down the sides", "{colour} {noun} with {second} side stripes"),
        *("{colour} {noun} with {second} stripes along the sides", "{colour} {noun} with side stripes"),
        *("{colour} {noun} with {second} lines down the sides", "side-striped {colour} {noun}"),
        "{colour} {noun} with {second} stripes running down the side",
    ),
    "reflective bands": (
        *("{colour} {noun} with reflective strips", "{colour} {noun} with reflective bands"),
        *("{colour} {noun} with silver stripes", "{colour} {noun} with {second} reflective strips"),
        *("{colour} {noun} with reflective tape", "{colour} {noun} with shiny {second} bands"),
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

HAIR: Mapping[str, Words] = {
    "bald": (
        *("a bald head", "a bald head", "a shaved head", "no hair", "a completely bald head", "a smooth bald head"),
        "a hairless head",
    ),
    "buzz cut": (
        *("very short {colour} hair", "a {colour} buzz cut", "closely cropped {colour} hair", "a buzz cut"),
        *("a {colour} crew cut", "{colour} hair in a buzz cut", "buzzed {colour} hair", "{colour} hair shaved close"),
        "{colour} hair clipped short",
    ),
    "short": (
        *("short {colour} hair", "short {colour} hair", "short hair", "{colour} hair", "{colour} hair cut short"),
        *("short cropped {colour} hair", "a short {colour} haircut", "short-cut {colour} hair"),
        *("cropped {colour} hair", "{colour} short hair"),
    ),
    "shoulder-length": (
        *("shoulder-length {colour} hair", "{colour} shoulder-length hair", "medium-length {colour} hair"),
        *("{colour} hair down to {his} shoulders", "{colour} hair", "mid-length {colour} hair"),
        *("{colour} hair that reaches {his} shoulders", "{colour} hair of medium length"),
        *("{colour} hair to {his} shoulders", "a {colour} bob", "{colour} hair hanging to {his} shoulders"),
    ),
    "long": (
        *("long {colour} hair", "long {colour} hair", "long hair", "{colour} hair", "long {colour} hair worn loose"),
        *("long, {colour} hair", "long {colour} hair down {his} back", "long flowing {colour} hair"),
        *("long {colour} locks", "{colour} hair hanging loose", "long loose {colour} hair", "{colour} long hair"),
    ),
    "ponytail": (
        *("{colour} hair in a ponytail", "a {colour} ponytail", "{colour} hair tied back in a ponytail"),
        *("{colour} hair pulled back in a ponytail", "a ponytail", "{colour} hair tied in a pony tail"),
        *("{colour} hair", "{colour} hair tied back", "{colour} hair gathered in a ponytail"),
        *("{colour} hair fastened in a ponytail", "{colour} hair drawn back in a ponytail"),
        *("{colour} hair tied at the back", "{colour} ponytailed hair"),
    ),
    "bun": (
        *("{colour} hair in a bun", "a {colour} bun", "{colour} hair tied up in a bun"),
        *("{colour} hair in a top knot", "{colour} hair put up in a bun", "a bun", "{colour} hair"),
        *("{colour} hair tied up", "{colour} hair worn up", "{colour} hair twisted into a bun"),
        *("{colour} hair in a knot", "{colour} hair pinned up"),
    ),
}
HAIR_IS: Mapping[str, Words] = {  # said of "hair"; nothing for those without
    "buzz cut": ("{colour} and very short", "{colour} and cropped close"),
    "short": ("short and {colour}", "{colour} and short", "{colour} and cut short"),
    "shoulder-length": ("{colour} and shoulder-length", "{colour} and comes down to {his} shoulders"),
    "long": ("long and {colour}", "{colour} and long", "{colour} and worn long"),
    "ponytail": ("{colour} and tied in a ponytail", "{colour} and pulled back", "tied back and {colour}"),
    "bun": ("{colour} and in a bun", "{colour} and tied up in a bun", "put up in a bun and {colour}"),
}
