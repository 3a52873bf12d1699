import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core import index_images, load_model, search
from mmref_core.checkpoints.format import CONFIG, PHRASES, REFERENCES, SUMS, THUMBNAILS, WEIGHTS
from mmref_core.checkpoints.golden import GOLDEN_TEXT
from mmref_core.checkpoints.save import save_checkpoint, write_sums, write_thumbnails
from mmref_core.errors import CheckpointError
from mmref_core.models.model_bundle import Model
from mmref_core.models.reference_thumbnails import ReferenceThumbnails, join
from mmref_core.text.normalize import QueryNormalizer
from small_world import tiny_model, write_dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    model = tiny_model()
    save_checkpoint(tmp_path / "tiny", model.towers, model.knowledge, model.search, {"seed": 3})
    return tmp_path / "tiny"


def test_what_is_saved_is_loaded_and_ranks_alike(folder: Path, tmp_path: Path) -> None:
    write_dataset(tmp_path / "data")
    first = load_model(folder)
    second = load_model(folder)
    results = [
        search(model, index_images(model, tmp_path / "data/imgs"), "a red top and white trousers")
        for model in (first, second)
    ]
    assert results[0].refined == results[1].refined
    assert results[0].moves == results[1].moves
    original = tiny_model()
    assert first.search == original.search
    assert first.facts == {"seed": 3}
    assert torch.allclose(first.knowledge.references, original.knowledge.references, atol=1e-3)
    assert first.knowledge.reference_phrases.captions == original.knowledge.reference_phrases.captions


def test_a_checkpoint_keeps_the_words_that_its_model_knows(tmp_path: Path) -> None:
    model = tiny_model()
    knowledge = replace(model.knowledge, reader=QueryNormalizer({"coat": 40, "naïve": 21}))
    save_checkpoint(tmp_path / "tiny", model.towers, knowledge, model.search, {})
    assert load_model(tmp_path / "tiny").knowledge.reader.known == {"coat": 40, "naïve": 21}


def test_a_checkpoint_keeps_the_vectors_of_shown_tokens_and_answers_alike_of_them(tmp_path: Path) -> None:
    model = tiny_model()
    shown = model.towers.tokenize([GOLDEN_TEXT]).unique()
    sizes, features = [], []
    for name, tokens in (("whole", None), ("packed", shown)):
        save_checkpoint(tmp_path / name, model.towers, model.knowledge, model.search, {}, tokens)
        towers = load_model(tmp_path / name).towers
        sizes.append((tmp_path / name / WEIGHTS).stat().st_size)
        features.append(towers.embed_texts(towers.tokenize([GOLDEN_TEXT, "a zebra", "a tiger"])))
    assert sizes[0] - sizes[1] > 49_000 * 16 * 2, "half-precision vectors of 16 numbers"
    assert torch.equal(features[0][0], features[1][0])
    assert not torch.equal(features[0][1], features[0][2]), "words that no caption had were told apart by chance"
    assert torch.equal(features[1][1], features[1][2])


@pytest.mark.parametrize("older", [3, 4])
def test_a_checkpoint_of_a_format_before_this_one_still_loads(folder: Path, older: int) -> None:
    model = json.loads((folder / CONFIG).read_text())["model"]
    del model["branches"]  # which they did not know
    change(folder, format=older, model=model)
    assert load_model(folder).facts == {"seed": 3}


def test_the_fingerprint_follows_the_weights(folder: Path, tmp_path: Path) -> None:
    model: Model = tiny_model()
    with torch.no_grad():
        model.towers.clip.text_projection[0, 0] += 0.5
    save_checkpoint(tmp_path / "other", model.towers, model.knowledge, model.search, {})
    assert load_model(folder).fingerprint != load_model(tmp_path / "other").fingerprint


@pytest.mark.parametrize("name", [WEIGHTS, REFERENCES, PHRASES, CONFIG])
def test_one_changed_byte_anywhere_is_caught(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    for place in (0, len(content) // 2, len(content) - 1):
        changed = bytearray(content)
        changed[place] ^= 1
        (folder / name).write_bytes(changed)
        with pytest.raises(CheckpointError, match=f"{name} is damaged.*Restore the checkpoint"):
            load_model(folder)


@pytest.mark.parametrize("name", [WEIGHTS, REFERENCES, PHRASES, CONFIG, "SHA256SUMS"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CheckpointError, match=f"{name} is missing. Restore"):
        load_model(folder)


def test_a_missing_folder_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no checkpoint at .*nowhere.*mmref_core train"):
        load_model(tmp_path / "nowhere")


def change(folder: Path, **values: object) -> None:
    config = json.loads((folder / CONFIG).read_text())
    (folder / CONFIG).write_text(json.dumps(config | values))
    write_sums(folder)


def test_another_format_is_refused(folder: Path) -> None:
    change(folder, format=99)
    with pytest.raises(CheckpointError, match="has format 99, this program reads format 6"):
        load_model(folder)


def test_weights_of_another_shape_are_refused(folder: Path) -> None:
    config = json.loads((folder / CONFIG).read_text())
    change(folder, model=config["model"] | {"text_layers": 2})
    with pytest.raises(CheckpointError, match=r"model.safetensors cannot be used \(.*state_dict"):
        load_model(folder)


def test_an_answer_that_differs_from_when_it_was_saved_is_refused(folder: Path) -> None:
    change(folder, golden=[0.9] * 8)
    with pytest.raises(CheckpointError, match="answers differently from when it was saved"):
        load_model(folder)


def test_references_of_another_checkpoint_are_refused(folder: Path, tmp_path: Path) -> None:
    other = tiny_model(references=5)
    save_checkpoint(tmp_path / "other", other.towers, other.knowledge, other.search, {})
    (folder / REFERENCES).write_bytes((tmp_path / "other" / REFERENCES).read_bytes())
    write_sums(folder)
    with pytest.raises(CheckpointError, match="do not belong together"):
        load_model(folder)


def test_a_model_with_patches_keeps_them_and_one_without_cannot_weigh_words(tmp_path: Path) -> None:
    for patches in ((2, 1), None):
        model = tiny_model(patches=patches)
        weighed = replace(model.search, token_weight=0.3)
        save_checkpoint(tmp_path / "tiny", model.towers, model.knowledge, weighed, {})
        if patches:
            assert load_model(tmp_path / "tiny").towers.config.patch_grid == patches
        else:
            with pytest.raises(CheckpointError, match="token_weight is above 0, but the model has no patches"):
                load_model(tmp_path / "tiny")


def thumbnails_of(persons: range) -> ReferenceThumbnails:
    return join(persons, [f"picture of {person}".encode() for person in persons])


@pytest.fixture
def portrayed(tmp_path: Path) -> Path:
    model = tiny_model()
    knowledge = replace(model.knowledge, thumbnails=thumbnails_of(range(100, 106)))
    save_checkpoint(tmp_path / "portrayed", model.towers, knowledge, model.search, {})
    return tmp_path / "portrayed"


def test_thumbnails_are_kept_listed_and_always_the_same_bytes(portrayed: Path) -> None:
    assert load_model(portrayed).knowledge.thumbnails == thumbnails_of(range(100, 106))
    assert f"  {THUMBNAILS}\n" in (portrayed / SUMS).read_text()
    before = (portrayed / THUMBNAILS).read_bytes()
    write_thumbnails(portrayed, thumbnails_of(range(100, 106)))
    assert (portrayed / THUMBNAILS).read_bytes() == before


def test_a_checkpoint_without_thumbnails_loads_and_leaves_none_of_an_older_one(folder: Path, portrayed: Path) -> None:
    assert load_model(folder).knowledge.thumbnails is None
    model = tiny_model()
    save_checkpoint(portrayed, model.towers, model.knowledge, model.search, {})
    assert not (portrayed / THUMBNAILS).exists()
    assert load_model(portrayed).knowledge.thumbnails is None


def test_thumbnails_that_are_not_listed_are_no_part_of_the_checkpoint(folder: Path) -> None:
    (folder / THUMBNAILS).write_bytes(b"left behind by another")
    assert load_model(folder).knowledge.thumbnails is None


def test_listed_thumbnails_that_are_gone_damaged_or_of_others_are_refused(portrayed: Path) -> None:
    whole = (portrayed / THUMBNAILS).read_bytes()
    (portrayed / THUMBNAILS).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(CheckpointError, match=f"{THUMBNAILS} is damaged.*Restore the checkpoint"):
        load_model(portrayed)
    (portrayed / THUMBNAILS).unlink()
    with pytest.raises(CheckpointError, match=f"{THUMBNAILS} is missing. Restore"):
        load_model(portrayed)
    (portrayed / THUMBNAILS).write_bytes(b"no tensors")
    write_sums(portrayed)
    with pytest.raises(CheckpointError, match=f"{THUMBNAILS} cannot be used"):
        load_model(portrayed)
    write_thumbnails(portrayed, thumbnails_of(range(200, 206)))
    write_sums(portrayed)
    with pytest.raises(CheckpointError, match=f"{THUMBNAILS} cannot be used .*other persons than the references"):
        load_model(portrayed)
