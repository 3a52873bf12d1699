"""From published weights to a checkpoint with two pairs that is searched, on tiny people with tiny weights."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core import index_images, load_model, search
from mmref_core.checkpoints.save import save_checkpoint
from mmref_core.config import TrainingConfig
from mmref_core.errors import MMRefError
from mmref_core.experiments.build_checkpoint import open_run, train_second_pair
from mmref_core.models.clip import Towers
from mmref_core.models.wordpiece import SPECIAL
from mmref_core.training.optimiser import build_optimiser
from small_bert import CONTEXT, HEADS, LAYERS, WIDTH, write_encoder
from small_world import TINY, tiny_model, write_dataset

SECOND = replace(
    TINY,
    image_tower="tf_efficientnet_lite0",
    text_tower="sentence",
    text_width=WIDTH,
    text_layers=LAYERS,
    text_heads=HEADS,
    context=CONTEXT,
)
pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("world")
    write_dataset(root / "data")
    write_encoder(root / "encoder")
    torch.manual_seed(0)
    torch.save(Towers(SECOND, SPECIAL).clip.visual.trunk.state_dict(), root / "lite0.pth")
    return root


def training(world: Path) -> TrainingConfig:
    return TrainingConfig(
        epochs=2,
        batch=12,
        warmup_steps=2,
        image_weights=str(world / "lite0.pth"),
        text_weights=str(world / "encoder"),
        frozen_text_layers=1,
        photographic=True,
        guide_weight=0.0,
        fuse_weight=0.0,
        reference_start=1.0,
        persons=8,
        validate_every=2,
    )


def test_a_second_pair_is_trained_and_put_into_a_checkpoint_that_is_searched(world: Path) -> None:
    model, checkpoint = tiny_model(), world / "checkpoint"
    save_checkpoint(checkpoint, model.towers, model.knowledge, model.search, {})
    before = search(load_model(checkpoint), index_images(load_model(checkpoint), world / "data/imgs"), "a red top")
    train_second_pair(world / "data", (world / "run", None), checkpoint, (SECOND, training(world)))
    two = load_model(checkpoint)
    after = search(two, index_images(two, world / "data/imgs"), "a red top")
    assert two.towers.second is not None and after.initial == before.initial
    assert replace(two.search, reference_weight=1.0) == model.search, "only the weight of the references is chosen"


def test_a_second_pair_begins_with_the_best_weights_of_another_run(world: Path) -> None:
    model, checkpoint = tiny_model(), world / "warm"
    save_checkpoint(checkpoint, model.towers, model.knowledge, model.search, {})
    first, then = world / "cycle-1", world / "cycle-2"
    train_second_pair(world / "data", (first, None), checkpoint, (SECOND, training(world)))
    slow = replace(training(world), epochs=1, learning_rate=1e-9, persons=0)  # other persons, almost no step
    train_second_pair(world / "data", (then, first), checkpoint, (SECOND, slow))
    best, state = (torch.load(folder / name) for folder, name in ((first, "best.pt"), (then, "best.pt")))
    learnt = [name for name in best["weights"] if name.startswith("towers.") and name.endswith("weight")]
    assert learnt and all(torch.allclose(best["weights"][name], state["weights"][name], atol=1e-4) for name in learnt)
    assert [cycle["persons"] for cycle in state["before"]] == [8]


def test_captions_also_stand_there_with_other_names_of_their_colours(world: Path) -> None:
    opened = open_run(world / "data", world / "plain", (SECOND, training(world)))
    renamed = open_run(world / "data", world / "named", (SECOND, replace(training(world), other_colour_names=True)))
    plain, both = opened.run.data, renamed.run.data
    assert torch.equal(both.caption_count, 2 * plain.caption_count)
    for row in range(len(plain)):
        own = plain.tokens[plain.first_caption[row] :][: plain.caption_count[row]]
        assert torch.equal(both.tokens[both.first_caption[row] :][: len(own)], own), "the captions as they are, first"


def test_published_weights_learn_more_slowly_and_frozen_layers_not_at_all(world: Path) -> None:
    opened = open_run(world / "data", world / "other", (SECOND, training(world)))
    assert {sample.person for sample in opened.training} == set(range(8))
    own, published = opened.run.model, training(world).published_rate
    before = {name: value.clone() for name, value in own.towers.state_dict().items()}
    rates = {
        weight: group["relative_rate"]
        for group in build_optimiser(own, training(world)).param_groups
        for weight in group["params"]
    }
    assert rates[own.towers.clip.visual.trunk.conv_stem.weight] == rates[own.towers.sentence.norm.weight] == published
    assert rates[own.towers.clip.text_projection] == rates[own.heads.rows] == 1.0
    for _ in range(3):
        opened.run.train_step()
    changed = {name for name, value in own.towers.state_dict().items() if not torch.equal(value, before[name])}
    assert not {name for name in changed if name.startswith(("sentence.tokens", "sentence.layers.0"))}
    assert {"sentence.layers.1.linear1.weight", "clip.visual.trunk.conv_stem.weight", "clip.text_projection"} <= changed


def test_pairs_of_other_image_sizes_and_a_sentence_encoder_without_weights_are_refused(world: Path) -> None:
    model, checkpoint = tiny_model(), world / "third"
    save_checkpoint(checkpoint, model.towers, model.knowledge, model.search, {})
    larger = replace(SECOND, image_height=96)
    with pytest.raises(MMRefError, match="sees images of 96×32, the pair of .* of 64×32"):
        train_second_pair(world / "data", (world / "run", None), checkpoint, (larger, training(world)))
    with pytest.raises(MMRefError, match="begins with a published sentence encoder"):
        open_run(world / "data", world / "run", (SECOND, replace(training(world), text_weights="")))
