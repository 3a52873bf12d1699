"""The paraphrase slice: sentences and words that no training caption has, to measure whether language generalises.

They are used for one more caption of held-out pictures. A test holds that none of these frames and words is in a table
that training captions are written from.
"""

from collections.abc import Mapping

from mmref_core.people.grammar import Frames

Words = tuple[str, ...]

OPENINGS: Frames = (
    *("{a person} attired in {worn}.", "{a person} clothed in {worn}.", "{a person} sporting {worn}."),
    *("{a person} attired in {worn}, {bearing}.", "{a person} sporting {worn}, {state}."),
    *("{a person} kitted out in {worn}.", "{a person} with {had}, attired in {upper} and {lower}."),
    *("{someone} sports {worn}.", "{someone} is clothed in {worn}."),
    *("{someone} has chosen {upper} to go with {lower}.", "{someone} has put on {worn}."),
    *("{someone} has donned {worn}.", "{upper} and {lower} make up the clothing of {a person}."),
    *("my description of the {person} would be {worn}.", "identify {a person} who has put on {worn}."),
    *("locate {a person} clothed in {worn}.", "bring up {a person} in {worn}."),
    *("there goes {a person} sporting {worn}.", "visible is {a person} clothed in {worn}."),
    *("one notices {a person} in {worn}.", "in view is {a person} attired in {worn}."),
    "{upper} is worn by {a person} with {had}.",
    "somewhere there must be {a person} with {had}, clothed in {worn}.",
    *("the frame contains {a person} with {had} and {borne}.", "{lower} and {upper} are worn by {a person}."),
    *("which recording has {a person} sporting {worn}?", "might you know {a person} clothed in {worn}?"),
    *("the outfit worn by {someone} comprises {worn}.", "our target is {a person} attired in {worn}."),
    "retrieve {a person} sporting {upper}, together with {lower}.",
)
SENTENCES: Frames = (
    *("{he} sports {worn}.", "{he} has put on {worn}.", "one also notices {had}.", "furthermore, {he} has {had}."),
    *("visible too: {had}.", "{borne} can be made out too.", "{he} brings along {borne}."),
    *("{he} happens to be {state}.", "the moment captured has {him} {state}.", "{his} choice of shoes: {shoes}."),
    *("completing the look: {worn}.", "to this {he} adds {worn}.", "{he} goes about with {borne}."),
    *("besides, {he} sports {shoes}.", "worth mentioning: {had}.", "another detail: {worn}."),
    *("further details: {borne}.", "one more thing: {he} is {state}."),
)

NOUNS: Mapping[str, Mapping[str, Words]] = {
    "upper": {
        "t-shirt": ("jersey", "short-sleeve pullover", "tee-style jersey"),
        "shirt": ("button-through shirt", "oxford", "button-front shirt"),
        "tank top": ("sleeveless vest", "strap top"),
        "sweater": ("knit", "knitted garment", "jersey sweater"),
        "hoodie": ("hooded pullover", "pullover with a hood", "hooded fleece"),
        "open jacket": ("jacket left undone", "jacket hanging open", "unclosed|jacket"),
        "jacket": ("blouson", "outdoor jacket", "short coat"),
        "puffer jacket": ("bubble coat", "insulated jacket", "thermal jacket"),
        "suit": ("office suit", "tailored suit"),
        "long coat": ("topcoat", "greatcoat", "lengthy|coat"),
        "dress": ("one-piece garment", "shift dress"),
        "cardigan": ("button-through knit", "knitted cover-up"),
        "gilet": ("insulated gilet", "sleeveless body warmer"),
        "hi-vis vest": ("reflective tabard", "day-glo vest"),
        "denim jacket": ("jacket of denim cloth", "jean coat"),
        "leather jacket": ("leather blouson", "rocker jacket"),
        "track jacket": ("running jacket", "jogging top"),
        "raincoat": ("slicker", "rainproof coat"),
        "parka": ("arctic coat", "fur-hooded jacket"),
        "robe": ("loose floor-length garment", "djellaba"),
    },
    "lower": {
        "trousers": ("full-length pants", "dress trousers"),
        "jeans": ("denim bottoms", "denim legwear"),
        "shorts": ("cropped bottoms", "half-length pants", "knee shorts"),
        "leggings": ("skin-tight pants", "elastic pants", "figure-hugging pants"),
        "short skirt": ("skirt ending above the knee", "mini"),
        "long skirt": ("floor-length skirt", "skirt down to the ankle"),
        "joggers": ("running bottoms", "fleece pants"),
        "cargo trousers": ("multi-pocket trousers", "army-style trousers"),
        "dungarees": ("bib pants", "bib-fronted trousers"),
    },
    "shoes": {
        "trainers": ("runners", "kicks", "plimsolls"),
        "boots": ("booties", "ankle-high footgear"),
        "sandals": ("strappy shoes", "open footgear"),
        "dress shoes": ("loafers", "lace-ups", "wingtips"),
    },
    "bag": {
        "backpack": ("haversack", "pack worn on the back", "hiking bag"),
        "shoulder bag": ("courier bag", "bag with a long strap"),
        "handbag": ("small|bag with handles", "carry bag"),
        "suitcase": ("piece of luggage", "roller bag", "carry-on case"),
    },
    "headwear": {
        "cap": ("snapback", "cap with a bill"),
        "beanie": ("toque", "stocking cap"),
        "hat": ("hat with a wide rim", "floppy hat"),
        "hood": ("hood drawn over the head",),
    },
    "carried": {
        "phone": ("handset", "mobile device"),
        "umbrella": ("parasol", "rain shield"),
        "book": ("volume", "novel"),
        "bottle": ("flask", "drinking flask"),
        "paper cup": ("beaker", "cardboard cup"),
    },
    "glasses": {"glasses": ("eyewear", "corrective lenses"), "sunglasses": ("tinted glasses", "sunnies")},
    "beard": {"yes": ("whiskers", "unshaven chin")},
    "scarf": {"scarf": ("muffler", "neckerchief")},
    "tie": {"tie": ("cravat",)},
    "tights": {"tights": ("nylons",)},
}
COLOURS: Mapping[str, Words] = {
    "black": ("inky black", "ebony", "raven black"),
    "white": ("snowy white", "chalk white"),
    "grey": ("ashen", "mid-grey"),
    "dark grey": ("gunmetal", "lead grey"),
    "light grey": ("dove grey", "whitish grey"),
    "red": ("ruby", "vermilion"),
    "burgundy": ("claret", "bordeaux"),
    "orange": ("amber", "pumpkin"),
    "yellow": ("lemon", "sunflower yellow"),
    "beige": ("ivory", "biscuit"),
    "brown": ("mahogany", "cocoa"),
    "khaki": ("dusty green", "desert tan"),
    "olive": ("fatigue green", "murky green"),
    "green": ("jade", "kelly green"),
    "dark green": ("hunter green", "racing green"),
    "teal": ("cyan", "peacock blue"),
    "light blue": ("azure", "ice blue"),
    "blue": ("sapphire", "ultramarine"),
    "navy": ("ink blue", "marine blue"),
    "purple": ("aubergine", "grape"),
    "pink": ("rosy", "blush"),
}
HAIR_COLOURS: Mapping[str, Words] = {
    "black": ("raven", "ebony"),
    "dark brown": ("mahogany", "espresso brown"),
    "brown": ("hazel", "mousy brown"),
    "light brown": ("honey brown", "tawny"),
    "blond": ("flaxen", "straw-coloured"),
    "red": ("carrot-red", "russet"),
    "grey": ("ashen", "steel grey"),
    "white": ("snowy", "milk-white"),
}
SEXES: Mapping[str, Words] = {
    "man": ("fellow", "chap", "male individual"),
    "woman": ("female individual", "lass", "gal"),
    "person": ("human being", "figure"),
}
ACTIONS: Mapping[str, Words] = {
    "walking": ("striding along", "proceeding on foot", "in motion"),
    "standing": ("stationary", "not moving", "staying put"),
}
