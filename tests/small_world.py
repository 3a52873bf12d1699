"""A tiny real model on tiny made-up people: a few coloured pictures whose captions say the colours."""

import json
from dataclasses import replace
from pathlib import Path

import torch
from PIL import Image, ImageDraw

from mmref_core.config import ModelConfig, SearchConfig
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.models.encode import Embedded
from mmref_core.models.model_bundle import AttributeLabels, Model, ModelKnowledge
from mmref_core.models.reference_phrases import MAX_PHRASES, NO_PHRASE, ReferencePhrases
from mmref_core.models.tgdt import WordFeatures, quantise
from mmref_core.models.wordpiece import SPECIAL

TINY = ModelConfig(
    image_tower="regnetx_002",
    image_height=64,
    image_width=32,
    dim=16,
    text_width=16,
    text_layers=1,
    text_heads=2,
    context=24,
    drop_path=0.0,
)
VOCABULARY = Vocabulary(("upper_colour", "bag"), (("red", "green", "blue"), ("none", "backpack")))
WORDS = (
    *SPECIAL,
    *[
        "a",
        "person",
        "in",
        "red",
        "green",
        "blue",
        "white",
        "top",
        "shirt",
        "legs",
        "trousers",
        "no",
        "hat",
        "at",
        "all",
        "and",
        ",",
    ],
)
COLOURS = {"red": (200, 30, 30), "green": (30, 160, 60), "blue": (40, 60, 190), "white": (240, 240, 240)}


def on_sphere(count: int, dim: int, seed: int) -> torch.Tensor:
    """Unit features that point everywhere."""
    drawn = torch.randn(count, dim, generator=torch.Generator().manual_seed(seed))
    return torch.nn.functional.normalize(drawn, dim=1)


def random_items(model: Model, count: int, seed: int, texts: bool = False) -> Embedded:
    """Embedded as if by the towers, pointing everywhere."""
    width = TINY.text_width if texts else model.towers.pooled_width
    items = Embedded(on_sphere(count, TINY.dim, seed), on_sphere(count, width, seed + 1000) * width**0.5)
    if model.towers.second is not None:
        items = replace(items, second=on_sphere(count, TINY.dim, seed + 4000))
    if (shape := model.towers.config.patch_shape) is None:
        return items
    if texts:
        return replace(items, words=some_words(count, 5, TINY.dim, seed + 2000))
    return replace(
        items, patches=quantise(on_sphere(count * shape[0], TINY.dim, seed + 3000).unflatten(0, (count, -1)))
    )


def some_words(texts: int, most: int, dim: int, seed: int) -> WordFeatures:
    """Texts of 1 to `most` words that point everywhere."""
    lengths = torch.arange(texts) % most + 1
    return WordFeatures(
        on_sphere(texts * most, dim, seed).reshape(texts, most, dim), torch.arange(most) < lengths[:, None]
    )


def write_picture(file: Path, upper: str, lower: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (32, 64), (120, 120, 125))
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 12, 24, 36), fill=COLOURS[upper])
    draw.rectangle((9, 37, 23, 60), fill=COLOURS[lower])
    image.save(file, quality=95)


def write_dataset(root: Path, views: int = 3, recorded: bool = True) -> None:
    """Twelve training, four validation and four test persons; like RSTPReid's own files where nothing is recorded."""
    outfits = [(upper, lower) for upper in ("red", "green", "blue") for lower in COLOURS]
    records = []
    for person in range(20):
        upper, lower = outfits[person % len(outfits)]
        split = "train" if person < 12 else "val" if person < 16 else "test"
        for view in range(views):
            name = f"{person:03d}/c{view}.jpg"
            write_picture(root / "imgs" / name, upper, lower)
            records.append(
                {
                    "id": person,
                    "img_path": name,
                    "captions": [f"A person in a {upper} top and {lower} trousers.", f"{upper} shirt, {lower} legs"],
                    "split": split,
                    "visible": {"upper_colour": upper, "lower_colour": lower, "bag": "none" if view else "backpack"},
                    "notes": [[], [{"kind": "vague", "attribute": "lower", "said": "legs"}]],
                    "queries": [{"kind": "short", "text": f"{upper} top", "notes": []}],
                    "twin_of": 16 if person == 17 else None,
                }
            )
    if not recorded:
        records = [{key: record[key] for key in ("id", "img_path", "captions", "split")} for record in records]
    (root / "data_captions.json").write_text(json.dumps(records))


def tiny_second_pair() -> Towers:
    """A second pair of towers with a sentence encoder, random weights."""
    torch.manual_seed(4)
    return Towers(replace(TINY, text_tower="sentence"), WORDS).eval()


def tiny_model(references: int = 6, patches: tuple[int, int] | None = None, second: bool = False) -> Model:
    """Random weights, the real classes; with `patches` it compares words with them, with `second` it has two pairs."""
    torch.manual_seed(3)
    towers = Towers(replace(TINY, patch_grid=patches)).eval()
    classifiers = AttributeClassifiers(VOCABULARY, towers.pooled_width, TINY.text_width)
    classifiers.priors.copy_(torch.tensor([0.4, 0.24, 0.16, 0.2, 0.7, 0.3, 0.0]))
    with torch.no_grad():
        for weight in (classifiers.image_weight, classifiers.text_weight):
            weight.normal_(std=3.0 / weight.shape[1] ** 0.5)
    towers.second = tiny_second_pair() if second else None
    phrases = ("red top", "blue jeans", "white backpack", "long hair")
    members = torch.full((references, MAX_PHRASES), NO_PHRASE)
    coefficients = torch.zeros(references, MAX_PHRASES)
    for row in range(references):
        members[row, : row % 4] = torch.arange(row % 4)
        coefficients[row, : row % 4] = torch.linspace(0.2, 0.9, row % 4)
    reference_phrases = ReferencePhrases(
        phrases,
        on_sphere(4, TINY.dim, 11),
        members,
        coefficients,
        tuple(f"caption of person {100 + row}" for row in range(references)),
    )
    words = AttributeLabels({"upper_colour": "colour of the top"}, {"upper_colour": {"red": "red top"}})
    persons = torch.arange(100, 100 + references)
    knowledge = ModelKnowledge(
        classifiers.eval(), on_sphere(references, TINY.dim, 7), persons, reference_phrases, words
    )
    search = SearchConfig(
        neighbours=4,
        person_weight=0.4,
        detail_weight=0.05,
        view_weight=0.5,
        profile_temperature=0.2,
        cluster_distance=0.9,
        lookalike_temperature=0.5,
    )
    return Model(towers, knowledge, search, "tiny", {})
