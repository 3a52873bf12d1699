"""Each kind of tower, with random weights as if published: trained, put into a checkpoint, loaded, searched."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core import index_images, load_model, search
from mmref_core.checkpoints.save import save_checkpoint
from mmref_core.config import ModelConfig, TrainingConfig
from mmref_core.errors import MMRefError
from mmref_core.experiments.build_checkpoint import build_checkpoint, open_run, train_second_pair
from mmref_core.explain.word_heatmaps import word_maps
from mmref_core.models.clip import Towers
from mmref_core.models.model_bundle import AttributeLabels
from mmref_core.training.optimiser import build_optimiser
from small_bert import CONTEXT, HEADS, LAYERS, WIDTH, write_encoder
from small_clip import TEXT_OF_CLIP, write_clip
from small_world import TINY, tiny_model, write_dataset

CLIP_PAIR = replace(TINY, image_tower="tiny-vit", text_tower="tiny-vit", **TEXT_OF_CLIP)
PLAIN = TrainingConfig(epochs=1, batch=12, warmup_steps=1, frozen_text_layers=1, reference_start=0.0, persons=6)
SECOND = replace(PLAIN, guide_weight=0.0, fuse_weight=0.0, reference_start=1.0)
SENTENCE = {"text_width": WIDTH, "text_layers": LAYERS, "text_heads": HEADS, "context": CONTEXT}
pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("world")
    write_dataset(root / "data", views=3)
    write_encoder(root / "encoder")
    for name in ("tiny-vit", "tiny-resnet"):
        write_clip(name, root / f"{name}.pt")
    torch.manual_seed(0)
    torch.save(Towers(replace(TINY, image_tower="test_vit")).clip.visual.trunk.state_dict(), root / "test_vit.pt")
    return root


def clip_training(world: Path, **settings: float) -> TrainingConfig:
    file = str(world / "tiny-vit.pt")
    return replace(PLAIN, image_weights=file, text_weights=file, **settings)


@pytest.mark.parametrize("height", [64, 96])
def test_a_first_pair_of_open_clip_is_trained_and_searched_without_the_file_it_began_with(
    world: Path, tmp_path: Path, height: int
) -> None:
    configs = replace(CLIP_PAIR, image_height=height, patch_grid=(2, 1)), clip_training(world, local_weight=1.0)
    out = tmp_path / "checkpoint"
    build_checkpoint(
        world / "data",
        (tmp_path / "run", None),
        out,
        configs,
        lambda visible: tuple((name, f"{value} {name}") for name, value in visible.items()),
        lambda _: AttributeLabels({}, {}),
        "auto",
    )
    model = load_model(out, "cpu")
    gallery = index_images(model, world / "data/imgs")
    result = search(model, gallery, "a person in a red top")
    assert len(result.initial.images) == len(gallery)
    assert len(word_maps(model, Path(gallery.paths[0]), "a red top")) == 2
    unseen = model.towers.clip.token_embedding.weight[40_000:40_010]
    assert len(unseen.unique(dim=0)) == 10, "vectors of tokens that no caption has are kept, they are learnt too"


@pytest.mark.parametrize(
    ("config", "image_weights", "text_weights"),
    [
        (replace(TINY, image_tower="tiny-resnet"), "tiny-resnet.pt", ""),
        (replace(TINY, image_tower="test_vit", text_tower="sentence", **SENTENCE), "test_vit.pt", "encoder"),
        (replace(TINY, image_tower="regnetx_002", text_tower="tiny-resnet", **TEXT_OF_CLIP), "", "tiny-resnet.pt"),
    ],
)
def test_a_second_pair_of_any_kind_is_trained_and_has_its_say(
    world: Path, tmp_path: Path, config: ModelConfig, image_weights: str, text_weights: str
) -> None:
    model, checkpoint = tiny_model(), tmp_path / "checkpoint"
    save_checkpoint(checkpoint, model.towers, model.knowledge, model.search, {})
    sources = {"image_weights": image_weights, "text_weights": text_weights}
    training = replace(SECOND, **{name: str(world / file) if file else "" for name, file in sources.items()})
    train_second_pair(world / "data", (tmp_path / "run", None), checkpoint, (config, training), 1.0, "cpu")
    two = load_model(checkpoint)
    assert two.towers.second is not None and two.towers.second.config == config
    gallery = index_images(two, world / "data/imgs")
    assert len(search(two, gallery, "a red top").refined.images) == len(gallery)


def test_what_begins_with_published_weights_learns_slowly_and_frozen_layers_not_at_all(
    world: Path, tmp_path: Path
) -> None:
    training = replace(clip_training(world), reference_start=1.0)
    run = open_run(world / "data", tmp_path / "run", (CLIP_PAIR, training)).run
    clip, before = run.model.towers.clip, {name: value.clone() for name, value in run.model.state_dict().items()}
    groups = build_optimiser(run.model, training).param_groups
    rates = {weight: group["relative_rate"] for group in groups for weight in group["params"]}
    slow = (clip.visual.trunk.encoder.conv1.weight, clip.ln_final.weight, clip.text_projection, clip.logit_scale)
    assert {rates[weight] for weight in slow} == {training.published_rate} and rates[run.model.heads.rows] == 1.0
    run.train_step()
    run.train_step()
    changed = {name for name, value in before.items() if not torch.equal(value, run.model.state_dict()[name])}
    still = ("towers.clip.token_embedding", "towers.clip.positional", "towers.clip.transformer.resblocks.0")
    assert not {name for name in changed if name.startswith(still)}
    learnt = {"towers.clip.transformer.resblocks.1.mlp.c_fc.weight", "towers.clip.visual.trunk.encoder.conv1.weight"}
    assert learnt <= changed


def test_a_published_text_tower_and_its_weights_go_together(world: Path, tmp_path: Path) -> None:
    for config, text_weights in ((CLIP_PAIR, ""), (TINY, str(world / "tiny-vit.pt"))):
        with pytest.raises(MMRefError, match="Set text_tower and --text-weights together"):
            open_run(world / "data", tmp_path / "run", (config, replace(PLAIN, text_weights=text_weights)))
