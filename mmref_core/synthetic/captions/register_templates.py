"""Frames of people who do not write plain prose: notes, forms, police reports, eyewitnesses, speech, search fields.

The slots are told in `grammar`. A register is used as a whole by the voices of `annotator_styles`.
"""

from mmref_core.synthetic.captions.grammar import Frames

FRAGMENTS: Frames = (  # of somebody who jots down notes
    *("{worn}.", "{worn}.", "{shoes}.", "also {worn}.", "wearing {worn}.", "{worn} and {borne}.", "{worn}, {borne}."),
    *("{had}.", "{had}.", "has {had}.", "with {had}.", "{had}, {worn}.", "{had} and {worn}.", "{had}; {worn}."),
    *("{borne}.", "{borne}.", "with {borne}.", "{bearing}.", "{bearing}, {had}.", "{shoes} and {borne}.", "{state}."),
    *("{state}.", "{state}, {bearing}.", "{state}, {had}.", "{upper}, {lower}.", "{upper}; {lower}."),
    *("{upper} and {lower}.", "{headwear}, {shoes}.", "{lower}, {shoes}.", "plus {worn}.", "plus {borne}."),
)
LISTS: Frames = (
    *("{a person}, {things}.", "{a person}, {things}.", "{a person}: {things}.", "{a person} - {things}."),
    *("{things}, {a person}.", "{things}.", "{a person} with {things}.", "{a person}; {things}."),
    *("person: {a person}; {things}.", "description: {a person}, {things}.", "{a person} ({things})."),
    *("the following can be seen: {a person}, {things}.", "what I see: {a person}, {things}."),
    *("seen: {a person}, {things}.", "tags: {a person}, {things}.", "key points: {a person}, {things}."),
)

FORM_OPENINGS: Frames = (  # of somebody who fills in a form
    *("{a person}. upper body: {upper}. lower body: {lower}.", "{a person}. top: {upper}. bottom: {lower}."),
    "person: {a person}. top: {upper}; bottom: {lower}.",
    *("{a person}; upper: {upper}; lower: {lower}; feet: {shoes}.", "person: {a person}. clothing: {worn}."),
    *("who: {a person}. clothes: {worn}.", "{a person}. outfit: {worn}.", "subject: {a person}. clothing: {worn}."),
    *("{a person}. wearing: {worn}. carrying: {borne}.", "{a person}, upper half: {upper}, lower half: {lower}."),
    *("{a person}. attire: {worn}.", "top half: {upper}. bottom half: {lower}. person: {a person}."),
    *("{a person}; {had}. clothing: {worn}.", "type: {a person}. head: {headwear}. torso: {upper}. legs: {lower}."),
)
FORM_ENTRIES: Frames = (
    *("feet: {shoes}.", "on feet: {shoes}.", "footwear: {shoes}.", "head: {headwear}.", "on head: {headwear}."),
    *("features: {had}.", "appearance: {had}.", "carrying: {borne}.", "with: {borne}.", "bag: {bag}."),
    *("bag carried: {bag}.", "belongings: {borne}.", "items: {borne}.", "in hand: {carried}.", "holding: {carried}."),
    *("doing: {state}.", "activity: {state}.", "pose: {state}.", "other clothing: {worn}.", "accessories: {worn}."),
    *("also: {worn}.", "eyewear: {glasses}.", "neck: {scarf}.", "legs: {lower}.", "torso: {upper}."),
    *("feet: {shoes}; features: {had}.", "looks: {had}; carrying: {borne}.", "notes: {state}."),
)

REPORT_OPENINGS: Frames = (  # of an officer
    "suspect is {a person}, {plainly wearing} {worn}.",
    "suspect is described as {a person} {plainly wearing} {worn}.",
    *("the suspect is {a person} with {had}, wearing {worn}.", "the suspect is {a person} {plainly wearing} {worn}."),
    *("subject is {a person}, {plainly wearing} {worn}.", "the subject is {a person} with {had}, {clad} {worn}."),
    "subject described as {a person} with {had}, last seen wearing {worn}.",
    *("missing: {a person}, wearing {worn}.", "missing person: {a person} with {had}, last seen wearing {worn}."),
    *("{a person}, last seen wearing {worn}.", "missing person is {a person}, last seen in {worn}."),
    *("{a person} with {had}, last seen wearing {worn}.", "witnesses describe {a person} {plainly wearing} {worn}."),
    "officers are looking for {a person} wearing {worn}.",
    "police are looking for {a person} with {had}, wearing {worn}.",
    *("officers are looking for {a person} in {worn}.", "be on the lookout for {a person} wearing {worn}."),
    *("all units: {a person} {bearing}, wearing {worn}.", "person of interest: {a person} in {upper} and {lower}."),
    *("person of interest is {a person} {bearing}.", "we are trying to trace {a person} wearing {worn}."),
    *("appeal to trace {a person} with {had}, wearing {worn}.", "control to all units, {a person}, wearing {worn}."),
    *("the individual is {a person}, {plainly wearing} {worn}.", "{a person} observed {state}, wearing {worn}."),
    *("{a person} reported, {clad} {worn}, {bearing}.", "{a person} sighted {state}. clothing described as {worn}."),
    *("witness reports {a person} wearing {worn}.", "description of suspect: {a person} in {worn}."),
    *("description: {a person} with {had}, {clad} {worn}.", "on patrol I observed {a person} wearing {worn}."),
    *("security is looking for {a person} {bearing}.", "{a person} captured on CCTV wearing {worn}."),
    *("CCTV shows {a person} {state}, {plainly wearing} {worn}.", "CCTV footage shows {a person} wearing {worn}."),
    "alert: {a person} wearing {worn}, {bearing}.",
)
REPORT_SENTENCES: Frames = (
    *("subject was {bearing}.", "suspect was {bearing}.", "{he} was {bearing}.", "{he} was also {bearing}."),
    *("subject {has} {had}.", "suspect {has} {had}.", "{he} is described as having {had}."),
    *("{he} is said to have {had}.", "was {bearing}.", "has {had}.", "wearing {worn}.", "also wearing {worn}."),
    *("{he} was also wearing {worn}.", "footwear described as {shoes}.", "footwear: {shoes}."),
    *("{he} was in {shoes}.", "last seen {state}.", "{he} was last seen {state}.", "subject was {state}."),
    *("suspect was {state}.", "possibly {bearing}.", "distinguishing features: {had}.", "clothing includes {worn}."),
    *("{he} had {borne}.", "in possession of {borne}.", "{he} {lacks}.", "{he} had {headwear} on."),
    *("subject had {shoes} on.", "{his} {shoes.is}.", "{his} {lower.is}.", "lower clothing: {lower}."),
    "subject was wearing {lower} and {shoes}.",
)

WITNESS_OPENINGS: Frames = (  # of somebody who remembers
    *("I saw {a person} {wearing} {worn}.", "I saw {a person} {state}. {he} {wears} {worn}."),
    *("I saw {a person} with {had}.", "I noticed {a person} {wearing} {worn}.", "I noticed {a person} {bearing}."),
    *("I remember {a person} {wearing} {worn}.", "there was {a person} {wearing} {worn}."),
    *("there was {a person} {state}, {clad} {worn}.", "it was {a person}."),
    *("it was {a person} with {had}, {clad} {worn}.", "it was {a person} {wearing} {worn}, {bearing}."),
    *("{a person} was {state} and {wears} {worn}.", "{a person} went by {clad} {worn}."),
    *("we saw {a person} in {worn}.", "we saw {a person} {state}, {clad} {worn}."),
    *("we noticed {a person} with {borne}, {clad} {worn}.", "the {person} I saw {wears} {worn}."),
    *("the {person} I saw {has} {had} and {wears} {worn}.", "{someone} was {state}.", "{someone} {wears} {worn}."),
    *("{someone} {wears} {upper} and {lower}.", "{someone} {bears} and {wears} {worn}."),
    *("all I remember is {a person} in {upper} and {lower}.", "what I remember is {a person} {wearing} {worn}."),
    "what caught my eye was {upper}. the {person} {also wears} {lower}.",
    *("I only saw {a person} {wearing} {worn}.", "I passed {a person} {wearing} {worn}."),
    *("I just saw {a person} {bearing} and wearing {worn}.", "earlier I saw {a person} {wearing} {worn}."),
    *("{a person} caught my eye, {clad} {worn}.", "my son saw {a person} {wearing} {worn}."),
    *("a moment ago {a person} was {state}, {clad} {worn}.", "someone saw {a person} with {had}, {clad} {worn}."),
    "I spotted {a person} {wearing} {upper} and {lower}.",
)
WITNESS_SENTENCES: Frames = (
    *("{he} {wears} {worn}.", "{he} {also wears} {worn}.", "{he} {has} {had}.", "{he} {bears}.", "{he} {bears}."),
    *("I think {he} {bears}.", "I think {he} {has} {had}.", "I think {his} {hair.is}."),
    *("I believe {he} {wears} {worn}.", "I remember that {he} {bears}.", "I remember {his} {shoes.is}."),
    *("if I remember right, {he} {bears}.", "as far as I remember, {he} {has} {had}."),
    *("I noticed that {he} {has} {had}.", "I also noticed {worn}.", "I also saw {borne}."),
    *("I am sure {he} {has} {headwear} on.", "{he} {is} {state}.", "{he} {is} {state} and {bears}."),
    *("when I saw {him}, {he} {is} {state}.", "when I saw {him}, {he} {bears}.", "{his} {hair.is}."),
    *("{his} {shoes.is}.", "{his} {hair.is} and {he} {bears}.", "{he} {has} {shoes} on."),
    *("{he} {has} {headwear} on.", "{his} {lower.is}.", "{his} {lower.is} and {his} {shoes.is}."),
    *("{he} {wears} {lower} and {shoes}.", "also {he} {has} {borne}.", "on {his} feet {he} {has} {shoes}."),
    *("{he} {has} {borne} with {him}.", "{his} {bag.is}.", "{he} {lacks}."),
)

SPOKEN_OPENINGS: Frames = (  # of somebody who talks
    *("so there is {a person} {wearing} {worn}.", "there is this {person} {wearing} {worn}."),
    *("it is {a person} in {worn}.", "okay, {a person}, {clad} {worn}."),
    *("so it is {a person} with {had}, {clad} {worn}.", "well, {a person} in {worn}."),
    *("you see {a person} {wearing} {worn}?", "you see that {person} in {upper} and {lower}?"),
    *("see the {person} in {upper}?", "see that {person} with {borne}?", "{he} {wears} {worn}, this {person}."),
    *("that {person} in {upper} and {lower}.", "look, {a person} in {upper}, with {lower}."),
    *("the {person} in {upper} and {lower}, you know, with {borne}.", "the {person} with {had}, wearing {worn}."),
    *("the {person} who {is} {state}, in {upper}.", "the one in {upper} and {lower}."),
    *("I mean the {person} in {upper} and {lower}.", "I mean the {person} with {borne}."),
    *("the {person} {wears} {worn}.", "can you find the {person} in {upper} with {lower}?"),
    *("I am after {a person} in {upper} and {lower}.", "has anyone seen the {person} in {upper}?"),
    *("who is the {person} {state} in {upper}?", "right, so {a person} {wearing} {worn}."),
    *("just {a person} in {upper} and {lower}.", "basically {a person} {wearing} {worn}."),
    *("some {person} in {worn}.", "some {person} {wearing} {upper} and {lower}, {bearing}."),
    *("oh, there is {a person} with {had}, {clad} {worn}.", "hey, have you seen {a person} in {upper}?"),
    "hi, I am looking for {a person} {wearing} {worn}.",
)
SPOKEN_SENTENCES: Frames = (
    *("{he} {has} {had}.",) * 3,
    *("{he} {wears} {worn}.",) * 2,
    *("{he} {also wears} {worn}.",) * 2,
    *("{he} {bears}.",) * 3,
    *("{he} {is} {state}.",) * 4,
    *("{he} {is} {state}, and {he} {has} {had}.", "{he} {is} {state}, and {he} {bears}.", "{he} {bears}, too."),
    *("and {he} {has} {had}.", "and {he} {bears}.", "and {he} {wears} {worn}.", "and {his} {shoes.is}."),
    *("and {borne}.", "and {headwear}, too.", "and then {worn}.", "oh, and {he} {bears}.", "oh, and {shoes}."),
    *("{his} {hair.is}.", "{his} {shoes.is}.", "{his} {lower.is}.", "{his} {shoes.is}, I think."),
    *("{he} {has} {had}, I think.", "{he} {bears}, I think.", "I think {he} {has} {had}."),
    *("pretty sure {he} {bears}.", "{he} {lacks}.", "{he} {has} {headwear} on.", "{he} {has} {shoes} on."),
    *("{he} {has} {borne} with {him}.", "{he} {has on} {worn}.", "by the way, {he} {has} {had}."),
    *("you know, with {had}.", "plus {he} {bears}."),
)

SEARCHES: Frames = (  # typed into a search field, without articles and mostly without verbs
    *("{a person} {things}", "{a person} {things}", "{things} {a person}", "{a person} {worn}"),
    *("{a person} {worn} {borne}", "{a person} {upper} {lower}", "{a person} {upper} {lower} {shoes}"),
    *("{a person} {upper} {lower} {borne}", "{upper} {lower} {shoes} {a person}", "{a person} with {had} {worn}"),
    *("{a person} in {worn} with {borne}", "{a person} wearing {worn}", "{a person} wearing {worn} {bearing}"),
    *("{a person} {state} {worn}", "{a person} {had} {worn}", "{a person} + {upper} + {lower} + {shoes}"),
    *("{a person}, {things}", "{upper}, {lower}, {a person}", "{a person} in {upper} and {lower} {bearing}"),
    *("{upper} {a person} {borne} {had}", "{a person} in {upper} {lower} {shoes}"),
    *("images of {a person} {worn} {borne}", "pictures of {a person} in {worn}"),
    *("find {a person} {upper} {lower} {borne}", "search {a person} {worn}"),
    *("{a person} dressed in {upper} {lower} {shoes}", "photo {a person} {worn} {had}"),
)
