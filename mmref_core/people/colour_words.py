"""What people call the colours of the palette, and which they take for each other."""

from collections.abc import Mapping

Words = tuple[str, ...]  # the most usual first

COLOUR_WORDS: Mapping[str, Words] = {
    "black": (*("black",) * 8, "jet black", "black-coloured"),
    "white": (*("white",) * 6, "off-white", "bright white", "pure white"),
    "grey": ("grey", "grey", "grey", "medium grey", "ash grey", "stone grey", "plain grey", "steel grey", "slate"),
    "dark grey": ("dark grey", "dark grey", "charcoal", "charcoal grey", "slate grey", "deep grey"),
    "light grey": ("light grey", "light grey", "pale grey", "silver grey", "silver", "pearl grey", "greyish white"),
    "red": ("red", "red", "red", "bright red", "scarlet", "crimson", "cherry red"),
    "burgundy": ("burgundy", "maroon", "dark red", "wine red", "deep red", "wine-coloured", "oxblood"),
    "orange": ("orange", "orange", "bright orange", "burnt orange", "tangerine", "rust orange"),
    "yellow": ("yellow", "yellow", "mustard", "mustard yellow", "golden yellow", "bright yellow", "gold"),
    "beige": ("beige", "tan", "cream", "sand-coloured", "cream-coloured", "light tan", "oatmeal", "ecru"),
    "brown": ("brown", "brown", "dark brown", "chocolate brown", "chocolate", "coffee-coloured", "chestnut brown"),
    "khaki": ("khaki", "khaki", "khaki-coloured", "khaki green", "greenish brown", "dusty khaki"),
    "olive": ("olive", "olive green", "army green", "military green", "drab green", "moss green"),
    "green": ("green", "green", "green", "emerald green", "bright green", "grass green", "leaf green"),
    "dark green": ("dark green", "dark green", "forest green", "bottle green", "deep green", "pine green"),
    "teal": ("teal", "turquoise", "blue-green", "teal blue", "sea green", "petrol blue", "aqua"),
    "light blue": ("light blue", "light blue", "sky blue", "pale blue", "baby blue", "powder blue", "soft blue"),
    "blue": ("blue", "blue", "blue", "royal blue", "bright blue", "cobalt blue", "medium blue"),
    "navy": ("navy", "navy blue", "dark blue", "deep blue", "midnight blue", "navy-coloured"),
    "purple": ("purple", "purple", "violet", "dark purple", "plum", "plum-coloured", "deep purple"),
    "pink": ("pink", "pink", "rose", "rose pink", "salmon pink", "dusty pink", "soft pink"),
    # what an annotator says who does not look closely
    "dark": ("dark", "dark", "dark-coloured"),
    "light": ("light-coloured", "pale", "light-toned"),
    "bright": ("bright", "brightly coloured", "colourful"),
}
HAIR_COLOUR_WORDS: Mapping[str, Words] = {
    "black": (*("black",) * 6, "jet black"),
    "dark brown": ("dark brown", "dark brown", "deep brown", "chocolate brown", "brunette"),
    "brown": ("brown", "brown", "medium brown", "chestnut"),
    "light brown": ("light brown", "light brown", "sandy brown", "caramel", "dark blond"),
    "blond": ("blonde", "blond", "golden", "fair"),
    "red": ("red", "ginger", "auburn", "reddish", "copper"),
    "grey": ("grey", "grey", "greying", "salt-and-pepper"),
    "white": ("white", "white", "silver", "snow-white"),
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
