"""A second pair in a checkpoint: written, read, part of what decides a feature, refused when damaged."""

from pathlib import Path

import pytest
import torch

from mmref_core import index_images, load_model, search
from mmref_core.checkpoints.format import SECOND_VOCABULARY, SECOND_WEIGHTS
from mmref_core.checkpoints.save import add_second_pair, save_checkpoint, write_sums
from mmref_core.errors import CheckpointError
from small_world import WORDS, tiny_model, tiny_second_pair, write_picture


def write_checkpoint(folder: Path, second: bool = True) -> Path:
    model = tiny_model()
    save_checkpoint(folder, model.towers, model.knowledge, model.search, {})
    if second:
        add_second_pair(folder, tiny_second_pair(), {"persons": 3})
    return folder


def test_a_second_pair_comes_back_and_embeds_nearly_as_before(tmp_path: Path) -> None:
    read = load_model(write_checkpoint(tmp_path / "two")).towers.second
    assert read is not None and read.vocabulary == WORDS
    own, texts = tiny_second_pair(), ["a person in red", "no hat at all, blue legs"]
    pixels = torch.randn(4, 3, 64, 32)
    with torch.inference_mode():
        for before, after in (
            (own.embed_texts(own.tokenize(texts)), read.embed_texts(read.tokenize(texts))),
            (own.embed_images(pixels), read.embed_images(pixels)),
        ):
            assert ((before * after).sum(dim=1) > 0.995).all(), "8 bits a number"
    assert not torch.equal(own.sentence.tokens.weight, read.sentence.tokens.weight)


def test_it_decides_features_so_galleries_of_one_pair_are_not_searched_with_two(tmp_path: Path) -> None:
    one, two = (load_model(write_checkpoint(tmp_path / name, name == "two")) for name in ("one", "two"))
    assert one.towers.second is None and one.fingerprint != two.fingerprint
    for number, colour in enumerate(("red", "blue", "green")):
        write_picture(tmp_path / "pictures" / f"{number}.jpg", colour, "white")
    gallery = index_images(two, tmp_path / "pictures")
    result = search(two, gallery, "a person in red")
    assert "reference" in {part.kind for move in result.moves for part in move.contributions}
    alone = search(one, index_images(one, tmp_path / "pictures"), "a person in red")
    assert alone.initial == result.initial, "the initial ranking is that of the first pair"
    with pytest.raises(ValueError, match="another model"):
        search(one, gallery, "a person in red")


def test_what_is_missing_or_damaged_is_told(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "two")
    (folder / SECOND_VOCABULARY).write_text("[PAD]\na\n")
    with pytest.raises(CheckpointError, match=f"{SECOND_VOCABULARY} is damaged"):
        load_model(folder)
    write_sums(folder)
    with pytest.raises(CheckpointError, match="a vocabulary has every token once"):
        load_model(folder)
    (folder / SECOND_WEIGHTS).unlink()
    with pytest.raises(CheckpointError, match=f"{SECOND_WEIGHTS} is missing"):
        load_model(folder)
