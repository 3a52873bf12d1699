"""Frames of what people type when they are in a hurry: "red hoodie", "woman with umbrella", "guy in black boots"."""

from mmref_core.synthetic.captions.grammar import Frames

SHORT: Frames = (
    *("{upper}", "{upper}", "{lower}", "{shoes}", "{bag}", "{headwear}", "{hair}", "{carried}", "{scarf}", "{glasses}"),
    *("{a person} in {upper}", "{a person} in {upper}", "{a person} with {bag}", "{a person} with {carried}"),
    *("{a person} wearing {upper}", "{a person} in {lower}", "{a person} with {headwear}", "{a person} in {headwear}"),
    *("{a person} with {glasses}", "{a person} with {beard}", "{a person} with {hair}", "{a person} with {shoes}"),
    *("{a person} wearing {headwear}", "{a person} wearing {shoes}", "{a person} {wearing} {glasses}"),
    *("{a person} with {scarf}", "{a person} in {tie}", "{a person} with {tights}", "{a person} {bearing}"),
    *("{a person} in {upper} {state}", "{a person} with {hair} and {glasses}"),
    *("{upper} {lower}", "{upper}, {lower}", "{upper} and {lower}", "{upper} with {bag}", "{upper} and {headwear}"),
    *("{upper} {shoes}", "{lower} and {shoes}", "{lower}, {shoes}", "{headwear}, {upper}", "{bag} and {headwear}"),
    *("{a person} in {upper} and {lower}", "{a person} in {upper} with {bag}", "{a person} in {upper} with {carried}"),
    *(
        "{a person} {upper} {lower}",
        "{a person} {upper}",
        "{a person} {bag}",
        "{a person} {hair}",
        "{a person}, {upper}",
    ),
    *("{a person} with {bag} and {headwear}", "{a person} with {hair} in {upper}", "{a person} with {hair}, {upper}"),
    *("{a person} with {beard} and {glasses}", "{a person} with {beard} in {upper}", "{a person} in {shoes}"),
    *("{upper}, {hair}", "{hair} and {upper}", "{bag}, {lower}", "{shoes}, {bag}", "{a person} in {lower} with {bag}"),
    *("{a person} holding {carried}", "{a person} carrying {bag}", "{upper} {carried}", "{upper} {headwear}"),
    *("find {a person} in {upper}", "show {a person} with {bag}", "any {a person} in {upper}"),
)
