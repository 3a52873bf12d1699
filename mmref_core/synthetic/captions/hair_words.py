"""Words for hair: what is said with its colour, and how curls and a fringe are added."""

from collections.abc import Mapping

Words = tuple[str, ...]

HAIR: Mapping[str, Words] = {
    "bald": (
        *("a bald head", "a bald head", "a shaved head", "no hair", "a completely bald head", "a smooth bald head"),
        "a hairless head",
    ),
    "half-bald": (
        *("a bald crown with {colour} hair at the sides", "thinning {colour} hair", "a bald top and {colour} hair"),
        *("a half-bald head", "a balding head", "{colour} hair round a bald crown", "{colour} hair at the sides only"),
    ),
    "receding": (
        *("a receding hairline", "short {colour} hair with a receding hairline", "receding {colour} hair"),
        *(
            "thinning {colour} hair",
            "{colour} hair",
            "a high forehead and {colour} hair",
            "receding short {colour} hair",
        ),
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
    "undercut": (
        *(
            "{colour} hair shaved at the sides",
            "a {colour} undercut",
            "short {colour} hair",
            "{colour} hair long on top",
        ),
        *("short {colour} hair with shaved sides", "{colour} hair faded at the sides", "a {colour} fade haircut"),
    ),
    "mohawk": (
        *(
            "a {colour} mohawk",
            "a mohawk",
            "a {colour} mohican",
            "{colour} hair in a mohawk",
            "a {colour} crest of hair",
        ),
    ),
    "afro": (
        *("an afro", "a {colour} afro", "big curly {colour} hair", "a {colour} afro hairstyle", "an afro hairstyle"),
        *("frizzy {colour} hair", "thick {colour} afro hair", "a big round {colour} afro"),
    ),
    "bob": (
        *(
            "a {colour} bob",
            "chin-length {colour} hair",
            "{colour} hair in a bob",
            "a short {colour} bob",
            "a bob haircut",
        ),
        *("{colour} hair cut in a bob", "{colour} hair to {his} chin", "{colour} hair"),
    ),
    "shoulder-length": (
        *("shoulder-length {colour} hair", "{colour} shoulder-length hair", "medium-length {colour} hair"),
        *("{colour} hair down to {his} shoulders", "{colour} hair", "mid-length {colour} hair"),
        *("{colour} hair that reaches {his} shoulders", "{colour} hair of medium length"),
        *("{colour} hair to {his} shoulders", "{colour} hair hanging to {his} shoulders"),
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
    "tied back": (  # seen from the front
        *("{colour} hair tied back", "{colour} hair pulled back", "{colour} hair drawn back", "{colour} hair worn up"),
        *("{colour} hair combed back", "{colour} hair", "{colour} hair gathered at the back"),
    ),
    "high ponytail": (
        *("{colour} hair in a high ponytail", "a high {colour} ponytail", "a {colour} ponytail", "a high ponytail"),
        *("{colour} hair tied up in a high ponytail", "{colour} hair in a ponytail", "{colour} hair tied up high"),
    ),
    "topknot": (
        *(
            "{colour} hair in a top knot",
            "a {colour} topknot",
            "a {colour} bun on top of {his} head",
            "a high {colour} bun",
        ),
        *("{colour} hair in a high bun", "{colour} hair knotted on top of {his} head", "{colour} hair in a bun"),
    ),
    "braid": (
        *("a {colour} braid", "{colour} hair in a braid", "a long {colour} plait", "braided {colour} hair", "a braid"),
        *("{colour} hair plaited down {his} back", "{colour} hair in a plait", "plaited {colour} hair"),
    ),
    "pigtails": (
        *("{colour} pigtails", "{colour} hair in pigtails", "{colour} hair in two bunches", "pigtails"),
        *("{colour} hair tied in two tails", "{colour} hair in two pigtails", "{colour} bunches"),
    ),
    "dreadlocks": (
        *("{colour} dreadlocks", "dreadlocks", "{colour} dreads", "{colour} hair in dreadlocks", "{colour} locs"),
        *("long {colour} dreadlocks", "{colour} hair in locs", "{colour} rasta hair"),
    ),
}
HAIR_IS: Mapping[str, Words] = {  # said of "hair"; nothing for those without
    "buzz cut": ("{colour} and very short", "{colour} and cropped close"),
    "short": ("short and {colour}", "{colour} and short", "{colour} and cut short"),
    "shoulder-length": ("{colour} and shoulder-length", "{colour} and comes down to {his} shoulders"),
    "long": ("long and {colour}", "{colour} and long", "{colour} and worn long"),
    "ponytail": ("{colour} and tied in a ponytail", "{colour} and pulled back", "tied back and {colour}"),
    "bun": ("{colour} and in a bun", "{colour} and tied up in a bun", "put up in a bun and {colour}"),
    "bob": ("{colour} and cut in a bob", "{colour} and chin-length"),
    "high ponytail": ("{colour} and tied up in a ponytail", "{colour} and in a high ponytail"),
    "tied back": ("{colour} and tied back", "{colour} and pulled back"),
    "topknot": ("{colour} and in a topknot", "{colour} and knotted on top of {his} head"),
    "braid": ("{colour} and braided", "{colour} and in a plait"),
    "pigtails": ("{colour} and in pigtails", "{colour} and tied in two bunches"),
    "dreadlocks": ("{colour} and in dreadlocks",),
    "undercut": ("{colour} and shaved at the sides", "{colour} and long on top"),
    "receding": ("{colour} and receding", "{colour} and thinning"),
}
TEXTURES: Mapping[str, Words] = {  # said before the hair's colour
    "straight": ("straight", "straight", "smooth", "sleek"),
    "wavy": ("wavy", "wavy", "slightly curly", "loosely waved"),
    "curly": ("curly", "curly", "curled", "tightly curled", "frizzy"),
}
FRINGES: Words = ("with a fringe", "and a fringe", "with bangs", "and bangs", "with a straight fringe")
