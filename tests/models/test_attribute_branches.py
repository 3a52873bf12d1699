"""Branches read details at the end of both towers, and leave what the towers do alone."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core.checkpoints.load import load_model
from mmref_core.config import ModelConfig, TrainingConfig
from mmref_core.data.datasets import frequent_values, read_dataset
from mmref_core.experiments.export import export_checkpoint
from mmref_core.models.attribute_branches import NUM_STRIPES
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.models.image_towers import maps_and_pooled
from mmref_core.models.model_bundle import AttributeLabels
from mmref_core.training.batches import read_training_set
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import Run
from mmref_core.training.warm_start import BEST
from small_world import TINY, write_dataset

MODEL = replace(TINY, text_layers=2, branches=True)
PLAIN = replace(MODEL, branches=False)
LEARNING = TrainingConfig(
    epochs=20,
    batch=12,
    learning_rate=3e-3,
    warmup_steps=2,
    reference_start=0.0,
    branch_attributes_weight=1.0,
    branch_dropout=0.0,
    frozen_towers=True,
)
BEFORE = replace(LEARNING, branch_attributes_weight=0.0, frozen_towers=False)
TEXTS = ["a man", "a woman in a red coat with a white bag and black shoes", "backpack"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    write_dataset(root)
    return root


def new_run(
    data: Path, folder: Path, model: ModelConfig = MODEL, config: TrainingConfig = LEARNING, sha256: str = "ab"
) -> Run:
    training = read_dataset(data, "train")
    vocabulary = Vocabulary.from_dict(frequent_values(training, 3))
    torch.manual_seed(0)
    training_model = TrainingModel(model, vocabulary, config)
    folder.mkdir(exist_ok=True)
    return Run(
        folder,
        read_training_set(training, training_model.towers, vocabulary),
        training_model,
        config,
        {"sha256": sha256},
    )


def scrambled(towers: Towers) -> Towers:
    """With branches that have learnt something, whatever it is."""
    with torch.no_grad():
        for weight in towers.branches.parameters():
            weight.add_(0.1 * torch.randn(weight.shape, generator=torch.Generator().manual_seed(weight.numel())))
    return towers


@pytest.mark.parametrize("tower", ["regnetx_002", "convnext_atto"])
@torch.inference_mode()
def test_branches_begin_as_copies_and_what_is_pooled_ends_with_theirs(tower: str) -> None:
    torch.manual_seed(1)
    towers = Towers(replace(MODEL, image_tower=tower)).eval()
    pixels, tokens = torch.randn(3, 3, 64, 32), towers.tokenize(TEXTS)
    for pooled, width, whole in (
        (towers.pool_images(pixels), towers.feature_width, towers.pooled_width),
        (towers.pool_texts(tokens), MODEL.text_width, towers.pooled_text_width),
    ):
        assert pooled.shape == (3, whole) and whole == 2 * width
        torch.testing.assert_close(pooled[:, :width], pooled[:, width:])
    maps, pooled = towers.forward_image(pixels)
    own_maps, own_pooled = maps_and_pooled(towers.clip.visual.trunk, pixels)
    torch.testing.assert_close(maps, own_maps)
    torch.testing.assert_close(pooled[:, : towers.feature_width], own_pooled)


@torch.inference_mode()
def test_what_a_branch_learns_changes_its_own_columns_alone() -> None:
    torch.manual_seed(1)
    towers = Towers(replace(MODEL, patch_grid=(2, 1))).eval()
    pixels, tokens = torch.randn(3, 3, 64, 32), towers.tokenize(TEXTS)

    def features() -> list[torch.Tensor]:
        states = towers.forward_text(tokens)
        patches = towers.patch_features(towers.forward_image(pixels)[0])
        return [
            towers.embed_images(pixels),
            towers.embed_texts(tokens),
            towers.word_features(states, tokens).features,
            patches,
        ]

    before, images, texts = features(), towers.pool_images(pixels), towers.pool_texts(tokens)
    scrambled(towers)
    for old, new in zip(before, features(), strict=True):
        assert torch.equal(old, new)
    for old, new in ((images, towers.pool_images(pixels)), (texts, towers.pool_texts(tokens))):
        own = old.shape[1] // 2
        assert torch.equal(old[:, :own], new[:, :own])
        assert not torch.allclose(old[:, own:], new[:, own:], atol=1e-3)
    alone = towers.pool_texts(towers.tokenize(TEXTS[:1]))
    torch.testing.assert_close(alone[0], towers.pool_texts(tokens)[0], atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_a_branch_can_tell_above_from_below() -> None:
    towers = Towers(MODEL)
    branches, shared = towers.branches, torch.rand(1, towers.feature_width, 12, 6)
    branches.image = torch.nn.Identity()

    def forward_image(maps: torch.Tensor) -> torch.Tensor:
        return branches.forward_image(maps, lambda seen: seen.mean(dim=(2, 3)))

    torch.testing.assert_close(forward_image(shared), forward_image(shared.flip(2)))
    before = forward_image(shared)
    branches.rows.weight[1, NUM_STRIPES - 1] = 1.0  # what the first feature is in the lowest row
    torch.testing.assert_close((forward_image(shared) - before)[0, 1], shared[0, 0, -2:].mean())


def test_an_image_tower_without_stages_says_what_to_take() -> None:
    with pytest.raises(ValueError, match="VisionTransformer has no last stage to branch at; take a RegNet"):
        Towers(replace(MODEL, image_tower="vit_tiny_patch16_224", image_height=32))


@pytest.mark.parametrize(("branches", "weight"), [(True, 0.0), (False, 1.0)])
def test_branches_and_their_loss_go_together(branches: bool, weight: float) -> None:
    with pytest.raises(ValueError, match="`branch_attributes`, which trains them, go together; set both"):
        TrainingModel(
            replace(MODEL, branches=branches), Vocabulary((), ()), replace(LEARNING, branch_attributes_weight=weight)
        )


def test_with_frozen_towers_classifiers_learn_and_nothing_else_of_them_moves(data: Path, tmp_path: Path) -> None:
    run = new_run(data, tmp_path / "run")
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    first = run.train_step()
    while run.step < run.steps:
        last = run.train_step()
    assert last.branch_attributes < 0.8 * first.branch_attributes  # whose bag no picture shows
    after = run.model.state_dict()
    moved = {name for name, value in before.items() if not torch.equal(value, after[name])}
    assert all(name.startswith(("towers.branches.", "classifiers.")) for name in moved), "batch statistics count too"
    for part in ("towers.branches.image.", "towers.branches.text.", "towers.branches.norm.", "classifiers."):
        assert any(name.startswith(part) for name in moved), part


def test_a_run_with_branches_begins_with_the_weights_of_one_without_and_the_other_way(
    data: Path, tmp_path: Path
) -> None:
    plain = new_run(data, tmp_path / "plain", PLAIN, BEFORE)
    for _ in range(3):
        plain.train_step()
    plain.save(BEST)
    branching = new_run(data, tmp_path / "branching")
    branching.warm_start_from(tmp_path / "plain")
    towers = branching.model.towers
    last = towers.clip.visual.trunk.s4.state_dict()
    assert all(torch.equal(value, last[name]) for name, value in towers.branches.image[0].state_dict().items())
    old = plain.model.state_dict()
    assert all(torch.equal(value, branching.model.state_dict()[name]) for name, value in old.items())
    scrambled(towers)
    branching.save(BEST)
    again, others = new_run(data, tmp_path / "again"), new_run(data, tmp_path / "others", sha256="cd")
    for run in (again, others):
        run.warm_start_from(tmp_path / "branching")
        own = run.model.towers.state_dict()
        assert all(torch.equal(value, own[name]) for name, value in towers.state_dict().items())
    back = new_run(data, tmp_path / "back", PLAIN, BEFORE)
    back.warm_start_from(tmp_path / "branching")
    assert all(torch.equal(value, old[name]) for name, value in back.model.state_dict().items())


def test_a_checkpoint_keeps_branches_and_the_classifiers_that_learnt_with_them(data: Path, tmp_path: Path) -> None:
    run = new_run(data, tmp_path / "run")
    while run.step < run.steps:
        run.train_step()
    training_model, training = run.model, read_dataset(data, "train")
    words = AttributeLabels({}, {})
    export_checkpoint(
        tmp_path / "made", training_model, training, run.data, read_dataset(data, "val"), lambda _: (), words, {}
    )
    model = load_model(tmp_path / "made")
    classifiers, pixels = model.knowledge.classifiers, torch.randn(4, 3, 64, 32)
    with torch.inference_mode():
        expected = training_model.eval().classifiers.image_probabilities(training_model.towers.pool_images(pixels))
        found = classifiers.image_probabilities(model.towers.pool_images(pixels))
    torch.testing.assert_close(found, expected, atol=0.02, rtol=0)  # weights in half precision
    parts = classifiers.split(classifiers.priors)
    assert all(abs(part.sum() - 1) < 1e-2 for part in parts)
    name = classifiers.vocabulary.names.index("upper_colour")
    assert parts[name][:-1].min() > 0.2, "three colours are worn equally often"
