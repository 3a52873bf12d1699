"""What all kinds of sentences share: the description of a person, what is said round it, verbs and orders.

Groups take as many things as the sentence may hold: {worn} clothes, {had} hair and beard, {borne} bag and thing in the
hand ("a black bag and a phone"), {bears} and {bearing} the same as clauses ("is carrying a black bag", "carrying a
black bag"), {state} what somebody does and how they are turned, {lacks} what is not there, {things} all that is left.
One thing is called by its name: {upper}, {lower}, {shoes}, {headwear}, {bag}, {hair}; "{shoes.is}" gives "shoes are
white". Verbs ({wears}, {has}, {wearing}) come from VERBS in the annotator's tense. A sentence's first letter is made a
capital later.
"""

from collections.abc import Mapping

Frames = tuple[str, ...]

PERSONS: Frames = (  # a person described in one noun phrase
    *("{a person} {wearing} {worn}",) * 3,
    *("{a person} {wearing} {upper}",) * 2,
    "{a person} {wearing} {worn} and {bearing}",
    "{a person} {wearing} {worn}, {bearing}",
    "{a person} {wearing} {worn} with {borne}",
    "{a person} {wearing} {worn}, with {borne}",
    "{a person} {wearing} {worn}, with {had}",
    "{a person} {wearing} {worn}, with {had}, {bearing}",
    "{a person} {wearing} {upper} and {lower}",
    "{a person} {wearing} {upper} with {lower}",
    "{a person} {wearing} {upper} with {lower} and {shoes}",
    "{a person} {wearing} {upper}, {lower} and {shoes}",
    "{a person} {wearing} {upper}, {lower} and {headwear}",
    "{a person} {wearing} {lower} and {upper}",
    "{a person} {wearing} {lower}, {upper} and {shoes}",
    "{a person} {wearing} {upper} and {lower}, with {shoes}",
    "{a person} {wearing} {upper}, {lower}, and {shoes}, and {bearing}",
    "{a person} {wearing} {headwear} and {upper}",
    "{a person} {wearing} {headwear}, {upper} and {lower}",
    "{a person} with {had} {wearing} {worn}",
    "{a person} with {had} {wearing} {worn}",
    "{a person} with {had}, {clad} {worn}",
    "{a person} with {had}, {plainly wearing} {upper} and {lower}",
    "{a person} with {had} and {borne} {wearing} {worn}",
    "{a person} with {had} {wearing} {worn} and {bearing}",
    "{a person} with {had} {wearing} {worn}, {bearing}",
    "{a person} with {had}, {clad} {upper} and {lower}, {bearing}",
    "{a person} with {had}, {upper} and {lower}",
    "{a person} with {had}, {upper}, {lower} and {shoes}",
    "{a person} with {had} in {upper} and {lower}",
    "{a person} with {had} {bearing}",
    "{a person} with {borne}, {clad} {worn}",
    "{a person} with {borne} {wearing} {worn}",
    "{a person} with {borne} and {had}, {clad} {worn}",
    "{a person} with {shoes}, {clad} {upper} and {lower}",
    "{a person} {bearing} and {plainly wearing} {worn}",
    "{a person} {bearing}, {clad} {worn}",
    "{a person} {bearing}, with {had}, {clad} {worn}",
    "{a person} {state} and {plainly wearing} {worn}",
    "{a person} {state}, {clad} {worn}",
    "{a person} {state}, dressed in {upper} and {lower}",
    "{a person} {state}, {clad} {worn} and {bearing}",
    "{a person} with {had} {state}, {clad} {worn}",
    "{a person} with {had}, {state}, {clad} {worn}",
    "{a person} {wearing} {worn}, {state}",
    "{a person} {wearing} {upper} and {lower}, {state}",
    "{a person} {state}, {bearing} and {plainly wearing} {worn}",
    "{a person} {wearing} {worn}, {state} and {bearing}",
    "{a person} whose {upper.is} and whose {lower.is}",
    "{a person} whose {hair.is}, {clad} {worn}",
    "{a person} who {bears} and {wears} {worn}",
    "{a person} who {has} {had} and {wears} {worn}",
    "{a person} who {wears} {worn} and {bears}",
    "{a person} who {is} {state} and {wears} {worn}",
    "{a person}, {plainly wearing} {worn}",
    "{a person}, {state}, {plainly wearing} {upper} and {lower}",
    "{a person} in {upper}, {lower} and {shoes}",
    "{a person} in {upper} and {lower} with {borne}",
    "{a person} in {upper} with {had}",
)
SETTINGS: Frames = (  # what is said round such a phrase
    *("{np}.",) * 20,
    *("this is {np}.", "there is {np}.", "here is {np}.", "here we have {np}."),
    *("the picture shows {np}.", "the image shows {np}.", "the photo shows {np}.", "this picture shows {np}."),
    *("the photograph shows {np}.", "the image depicts {np}.", "this photo is of {np}.", "the picture is of {np}."),
    *("a picture of {np}.", "an image of {np}.", "a photo of {np}.", "a shot of {np}.", "a photograph of {np}."),
    *("in the picture is {np}.", "in this image we see {np}.", "in the photo there is {np}."),
    *("in this picture you can see {np}.", "in the image I see {np}.", "in the photo is {np}."),
    *("we see {np}.", "we can see {np}.", "I can see {np}.", "I see {np}.", "you can see {np}.", "you see {np}."),
    *("pictured is {np}.", "shown is {np}.", "shown here is {np}.", "pictured here is {np}.", "seen here is {np}."),
    *("it is {np}.", "it looks like {np}.", "it seems to be {np}.", "this looks like {np}.", "that is {np}."),
    *("this appears to be {np}.", "looks like {np}.", "what you see is {np}.", "it shows {np}."),
    *("the camera shows {np}.", "the camera caught {np}.", "on the camera is {np}.", "the camera has caught {np}."),
    *("the footage shows {np}.", "on camera there is {np}.", "the person is {np}.", "the person shown is {np}."),
    *(
        "have you seen {np}?",
        "did you see {np}?",
        "has anyone seen {np}?",
        "has anybody seen {np}?",
        "any sign of {np}?",
    ),
    *("where is {np}?", "do you see {np}?", "can you see {np}?", "who has seen {np}?", "is there {np}?"),
    *("can you find {np}?", "could you look for {np}?", "can anyone find {np}?", "do we have {np}?"),
    *("which camera shows {np}?", "is this {np}?", "can you show me {np}?", "are there any pictures of {np}?"),
    *("I am looking for {np}.", "we are looking for {np}.", "looking for {np}.", "searching for {np}.", "find {np}."),
    *("please find {np}.", "show me {np}.", "wanted: {np}.", "please look for {np}.", "look out for {np}."),
    *("I need to find {np}.", "we need to find {np}.", "trying to find {np}.", "I want to find {np}."),
    *("find me {np}.", "search for {np}.", "help me find {np}.", "give me all pictures of {np}.", "get me {np}."),
    *(
        "show all images of {np}.",
        "we are searching for {np}.",
        "I would like to find {np}.",
        "keep an eye out for {np}.",
    ),
)

Tenses = tuple[Frames, Frames, Frames, Frames]
SIMPLE, CONTINUOUS, PAST, SPOKEN = range(4)
VERBS: Mapping[str, Tenses] = {
    "wears": (
        ("wears", "wears", "has on", "is dressed in"),
        ("is wearing",) * 5 + ("is dressed in", "is clad in"),
        ("was wearing",) * 3 + ("wore", "wore", "had on", "was dressed in"),
        ("is wearing", "is wearing", "has on", "is in"),
    ),
    "also wears": (
        ("also wears", "also has on"),
        ("is also wearing", "is also wearing", "also has on"),
        ("was also wearing", "also wore", "also had on"),
        ("is also wearing", "has also got on", "also has on"),
    ),
    "has": (("has",), ("has",), ("had",), ("has got", "has got", "has")),
    "has on": (("has on",), ("has on",), ("had on",), ("has got on", "has on")),
    "wearing": (
        ("wearing", "wearing", "wearing", "in", "in", "dressed in", "who wears"),
        ("wearing", "wearing", "wearing", "in", "dressed in", "who is wearing", "clad in"),
        ("wearing", "wearing", "in", "in", "dressed in", "who was wearing", "who wore"),
        ("wearing", "wearing", "in", "in", "who is wearing"),
    ),
    "clad": (
        ("wearing", "wearing", "dressed in"),
        ("wearing", "wearing", "dressed in", "clad in"),
        ("wearing", "dressed in"),
        ("wearing", "in"),
    ),
    "plainly wears": (("wears",), ("is wearing",), ("was wearing", "wore"), ("is wearing", "has on")),
    "plainly wearing": (("wearing",),) * 4,
    "dressed": (("dressed in", "wearing"), ("wearing", "dressed in", "in"), ("wearing", "dressed in"), ("in",)),
    "is": (("is",), ("is",), ("was",), ("is",)),
    "are": (("are",), ("are",), ("were",), ("are",)),
    "is seen": (("can be seen", "is seen"),) * 2 + (("could be seen", "was seen"), ("can be seen",)),
    "seems": (("appears to be", "seems to be"),) * 2 + (("appeared to be", "seemed to be"), ("looks to be",)),
}
NOT_OF_ACCESSORIES = ("dressed in", "clad in", "is in")  # nobody is dressed in glasses
# What stands before the last thing of a list.
LAST: Frames = (" and ",) * 14 + (", and ",) * 9 + (", ", " with ", ", with ", " as well as ", " plus ")
ORDERS: tuple[Frames, ...] = (  # in which order clothes are looked at
    ("upper", "lower", "belt", "shoes", "headwear", "glasses", "mask", "headphones", "scarf", "tie", "tights", "socks"),
    ("upper", "lower", "belt", "shoes", "headwear", "glasses", "mask", "headphones", "scarf", "tie", "tights", "socks"),
    ("upper", "tie", "scarf", "lower", "belt", "tights", "socks", "shoes", "headwear", "glasses", "mask", "headphones"),
    ("headwear", "scarf", "upper", "glasses", "mask", "headphones", "tie", "lower", "belt", "tights", "socks", "shoes"),
    ("headwear", "upper", "scarf", "tie", "lower", "belt", "tights", "socks", "shoes", "glasses", "mask", "headphones"),
    ("lower", "belt", "tights", "socks", "upper", "tie", "scarf", "shoes", "headwear", "glasses", "mask", "headphones"),
    ("upper", "scarf", "tie", "lower", "belt", "tights", "socks", "shoes", "glasses", "mask", "headphones", "headwear"),
    ("lower", "belt", "shoes", "tights", "socks", "upper", "tie", "scarf", "glasses", "mask", "headphones", "headwear"),
    ("glasses", "mask", "headphones", "headwear", "upper", "tie", "scarf", "lower", "belt", "tights", "socks", "shoes"),
    ("shoes", "lower", "belt", "tights", "socks", "upper", "tie", "scarf", "headwear", "glasses", "mask", "headphones"),
)
# How a relaxed annotator runs words together.
CONTRACTIONS: Frames = (
    *("he is|he's", "she is|she's", "it is|it's", "that is|that's", "there is|there's", "who is|who's"),
    *("he has got|he's got", "she has got|she's got", "who has got|who's got", "Here is|Here's", "where is|where's"),
    *("I am|I'm", "we are|we're", "I would|I'd", "does not|doesn't", "did not|didn't", "has anyone|anyone"),
)
