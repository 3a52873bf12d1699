"""What people call the colours of the palette, and which they take for each other."""

from collections.abc import Mapping

Words = tuple[str, ...]  # the most usual first

COLOUR_WORDS: Mapping[str, Words] = {
    "black": (*("black",) * 14, "jet black", "black-coloured", "pitch black"),
    "white": (
        *("white",) * 6,
        *("off-white", "bright white", "pure white", "milky white"),
    ),
    "grey": ("grey", "grey", "grey", "medium grey", "ash grey", "stone grey", "steel grey", "slate"),
    "dark grey": (
        *("dark grey", "dark grey", "charcoal", "charcoal grey", "slate grey", "deep grey", "anthracite", "graphite"),
        *("iron grey", "dark slate"),
    ),
    "light grey": (
        *("light grey", "light grey", "pale grey", "silver grey", "silver", "pearl grey", "greyish white", "ash"),
        "pale ash",
    ),
    "red": (
        *("red", "red", "red", "bright red", "scarlet", "crimson", "cherry red", "fire-engine red", "tomato red"),
        *("brick red", "poppy red"),
    ),
    "burgundy": (
        *("burgundy", "maroon", "dark red", "wine red", "deep red", "wine-coloured", "oxblood", "deep maroon"),
        *("cranberry", "dark burgundy", "brownish red"),
    ),
    "orange": (
        *("orange", "orange", "bright orange", "burnt orange", "tangerine", "rust orange", "vivid orange"),
        *("terracotta", "pumpkin-coloured", "light orange"),
    ),
    "yellow": (
        *("yellow", "yellow", "mustard", "mustard yellow", "golden yellow", "bright yellow", "gold", "canary yellow"),
        *("sunny yellow", "ochre"),
    ),
    "beige": (
        *("beige", "tan", "cream", "sand-coloured", "cream-coloured", "light tan", "oatmeal", "ecru", "sand"),
        *("camel", "taupe", "stone-coloured", "fawn", "camel-coloured"),
    ),
    "brown": (
        *("brown", "brown", "dark brown", "chocolate brown", "chocolate", "coffee-coloured", "chestnut brown"),
        *("walnut brown", "mid-brown", "earth brown", "rust brown", "toffee-coloured"),
    ),
    "khaki": (
        *("khaki", "khaki", "khaki-coloured", "khaki green", "greenish brown", "dusty khaki", "army khaki"),
        *("khaki brown", "sandy khaki"),
    ),
    "olive": (
        *("olive", "olive green", "army green", "military green", "drab green", "moss green", "olive drab"),
        *("dark olive", "olive-coloured"),
    ),
    "green": (
        *("green", "green", "green", "emerald green", "bright green", "grass green", "leaf green", "mid-green"),
        *("apple green", "vivid green", "fern green", "shamrock green"),
    ),
    "dark green": (
        *("dark green", "dark green", "forest green", "bottle green", "deep green", "pine green"),
        *("deep forest green", "very dark green"),
    ),
    "teal": (
        *("teal", "turquoise", "blue-green", "teal blue", "sea green", "petrol blue", "aqua", "greenish blue"),
        *("bluish green", "dark turquoise", "dark cyan"),
    ),
    "light blue": (
        *("light blue", "light blue", "sky blue", "pale blue", "baby blue", "powder blue", "soft blue"),
        *("pastel blue", "light-blue", "washed-out blue"),
    ),
    "blue": (
        *("blue", "blue", "blue", "royal blue", "bright blue", "cobalt blue", "medium blue", "mid-blue"),
        *("electric blue", "cornflower blue"),
    ),
    "navy": (
        *("navy", "navy blue", "dark blue", "deep blue", "midnight blue", "navy-coloured", "dark navy"),
        *("dark navy blue", "very dark blue", "indigo"),
    ),
    "purple": (
        *("purple", "purple", "violet", "dark purple", "plum", "plum-coloured", "deep purple", "royal purple"),
        *("mauve", "amethyst", "lilac", "lavender"),
    ),
    "pink": (
        *("pink", "pink", "rose", "rose pink", "salmon pink", "dusty pink", "soft pink", "light pink", "pale pink"),
        *("bright pink", "hot pink", "fuchsia", "bubblegum pink"),
    ),
    # what an annotator says who does not look closely
    "dark": ("dark", "dark", "dark-coloured", "darkish", "dark-toned"),
    "light": ("light-coloured", "pale", "light-toned"),
    "bright": ("bright", "brightly coloured", "colourful"),
}
HAIR_COLOUR_WORDS: Mapping[str, Words] = {
    "black": (*("black",) * 6, "jet black", "deep black", "coal black"),
    "dark brown": (
        *("dark brown", "dark brown", "deep brown", "chocolate brown", "brunette", "very dark brown"),
        "dark chestnut",
    ),
    "brown": ("brown", "brown", "medium brown", "chestnut", "mid-brown", "nut brown"),
    "light brown": (
        *("light brown", "light brown", "sandy brown", "caramel", "dark blond", "dirty blonde", "light chestnut"),
        "mid-blonde",
    ),
    "blond": ("blonde", "blond", "golden", "fair", "light blonde", "sandy blonde", "platinum"),
    "red": ("red", "ginger", "auburn", "reddish", "copper", "gingery", "orange-red"),
    "grey": ("grey", "grey", "greying", "salt-and-pepper", "silver-grey", "greyish"),
    "white": ("white", "white", "silver", "snow-white", "whitish"),
    "pink": ("pink", "pink", "bright pink", "pink-dyed"),
    "blue": ("blue", "blue", "blue-dyed", "bright blue"),
    "purple": ("purple", "purple", "violet", "purple-dyed"),
    "dark": ("dark",),
    "light": ("light-coloured", "light"),
}

# A colour that a hasty or badly lit look takes for the true one.
NEIGHBOURS: Mapping[str, Words] = {
    "black": ("navy", "dark grey"),
    "white": ("light grey", "beige"),
    "grey": ("dark grey", "light grey"),
    "dark grey": ("black", "grey"),
    "light grey": ("white", "grey"),
    "red": ("orange", "burgundy", "pink"),
    "burgundy": ("brown", "red", "purple"),
    "orange": ("red", "yellow"),
    "yellow": ("orange", "beige"),
    "beige": ("white", "khaki"),
    "brown": ("black", "burgundy"),
    "khaki": ("beige", "olive", "brown"),
    "olive": ("khaki", "dark green", "brown"),
    "green": ("dark green", "teal"),
    "dark green": ("black", "olive", "green"),
    "teal": ("green", "blue"),
    "light blue": ("blue", "light grey", "white"),
    "blue": ("navy", "light blue", "teal"),
    "navy": ("black", "blue"),
    "purple": ("navy", "burgundy"),
    "pink": ("red", "white"),
}
HAIR_NEIGHBOURS: Mapping[str, Words] = {
    "black": ("dark brown",),
    "dark brown": ("black", "brown"),
    "brown": ("dark brown", "light brown"),
    "light brown": ("brown", "blond"),
    "blond": ("light brown", "white"),
    "red": ("brown", "light brown"),
    "grey": ("white",),
    "white": ("grey", "blond"),
    "pink": ("red", "purple"),
    "blue": ("purple", "black"),
    "purple": ("blue", "pink"),
}

# Words that are true of a colour and of others too: the colour's family, or only how dark it is.
VAGUE_COLOURS: Mapping[str, Words] = {
    "black": ("dark",),
    "dark grey": ("grey", "dark"),
    "light grey": ("grey", "light"),
    "white": ("light",),
    "red": ("bright",),
    "burgundy": ("red", "dark"),
    "orange": ("bright",),
    "yellow": ("bright",),
    "beige": ("light",),
    "brown": ("dark",),
    "olive": ("green", "dark"),
    "dark green": ("green", "dark"),
    "light blue": ("blue", "light"),
    "navy": ("blue", "dark"),
    "purple": ("dark",),
    "pink": ("bright",),
}
VAGUE_HAIR_COLOURS: Mapping[str, Words] = {
    "black": ("dark",),
    "dark brown": ("brown", "dark"),
    "light brown": ("brown", "light"),
    "blond": ("light",),
    "white": ("light",),
}
