"""Train on a data set and export the best step: as a checkpoint, or as the second pair of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from mmref_core.checkpoints.load import load_model
from mmref_core.checkpoints.save import add_second_pair, write_search
from mmref_core.config import CLIP_TEXT, SENTENCE, ModelConfig, TrainingConfig
from mmref_core.data.datasets import Sample, learnable_values, read_dataset
from mmref_core.errors import MMRefError
from mmref_core.evaluation.evaluate import embed_split
from mmref_core.evaluation.hyperparameter_search import choose_weight
from mmref_core.experiments.export import Phrases, WordsOf, export_checkpoint
from mmref_core.experiments.provenance import data_facts, facts_of
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.devices import device_named
from mmref_core.models.published_weights import read_sentence_encoder
from mmref_core.reranking.terms import OBJECT_REFERENCE
from mmref_core.training.batches import read_training_set
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import LOG, Run, train
from mmref_core.training.validation import read_validation_set
from mmref_core.training.warm_start import BEST


@dataclass(frozen=True)
class TrainingRun:
    """A run with the samples that it trains on and is validated on."""

    run: Run
    training: list[Sample]
    validation: list[Sample]
    values: dict[str, list[str]]  # of each attribute that is learnt


def open_run(data: Path, folder: Path, configs: tuple[ModelConfig, TrainingConfig], device: str = "cpu") -> TrainingRun:
    """Return the run of a folder on a data set, at its beginning, on a device: auto, cpu or cuda."""
    place = device_named(device)
    model, config = configs
    if (model.text_tower != CLIP_TEXT) != bool(config.text_weights):
        raise MMRefError(
            "A text tower `sentence` begins with a published sentence encoder, one of an open_clip model with its "
            "published weights, and only they do. Set text_tower and --text-weights together."
        )
    training, validation = first_persons(read_dataset(data, "train"), config.persons), read_dataset(data, "val")
    values = learnable_values(training)
    vocabulary = Vocabulary.from_dict(values)
    published = read_sentence_encoder(config.text_weights, model) if model.text_tower == SENTENCE else None
    torch.manual_seed(config.seed)
    training_model = TrainingModel(model, vocabulary, config, published).to(place)
    folder.mkdir(parents=True, exist_ok=True)
    source = data_facts(data) | {"folder": str(data)}
    samples = read_training_set(training, training_model.towers, vocabulary, config.other_colour_names)
    run = Run(folder, samples, training_model, config, source)
    return TrainingRun(run, training, validation, values)


def first_persons(samples: Sequence[Sample], count: int) -> list[Sample]:
    """Return the samples of the first so many persons by number; all for 0."""
    kept = set(sorted({sample.person for sample in samples})[: count or None])
    return [sample for sample in samples if sample.person in kept]


def build_checkpoint(
    data: Path,
    runs: tuple[Path, Path | None],
    out: Path,
    configs: tuple[ModelConfig, TrainingConfig],
    phrases_of: Phrases,
    words_of: WordsOf,
    device: str = "cpu",
) -> None:
    """Train in a run's folder, from its saved state if there is one, and write the checkpoint to `out`.

    `runs` are that folder and, if any, the folder of a run or checkpoint to start from.
    """
    folder, after = runs
    opened = open_run(data, folder, configs, device)
    run, training_model = opened.run, opened.run.model
    if after and not run.resumable:
        run.warm_start_from(after)
    train(run, read_validation_set(opened.validation, training_model.towers))
    if training_model.bank is None:
        raise MMRefError(
            f"{folder} is finished, but made no references (reference_start {run.config.reference_start:g}), so no "
            f"checkpoint comes of it: a search needs them. Its curve is in {folder / LOG}, and another run may begin "
            "with its weights (--init-from)."
        )
    seconds = run.seconds
    run.resume(BEST)
    facts = facts_of(run, opened.training, data, seconds)
    words = words_of(opened.values)
    export_checkpoint(out, training_model, opened.training, run.data, opened.validation, phrases_of, words, facts)


def train_second_pair(
    data: Path,
    runs: tuple[Path, Path | None],
    checkpoint: Path,
    configs: tuple[ModelConfig, TrainingConfig],
    weight: float | None = None,
    device: str = "cpu",
) -> None:
    """Train a second pair of towers in a run's folder and put it into a checkpoint, as its encoder of references.

    `runs` are that folder and, if any, the folder of another such run to start from. `weight` is that of the
    references; without one it is chosen on validation persons. All other search settings stay. The pairs see the same
    pixels, so an image has the same size for both; raises MMRefError where it has not.
    """
    model = load_model(checkpoint)
    sizes = [(config.image_height, config.image_width) for config in (model.towers.config, configs[0])]
    if sizes[0] != sizes[1]:
        raise MMRefError(
            f"The second pair sees images of {sizes[1][0]}×{sizes[1][1]}, the pair of {checkpoint} of "
            f"{sizes[0][0]}×{sizes[0][1]}. Set image_height and image_width of the second to those."
        )
    folder, after = runs
    opened = open_run(data, folder, configs, device)
    if after and not opened.run.resumable:
        opened.run.warm_start_from(after)
    train(opened.run, read_validation_set(opened.validation, opened.run.model.towers))
    seconds = opened.run.seconds
    opened.run.resume(BEST)
    facts = facts_of(opened.run, opened.training, data, seconds)
    add_second_pair(checkpoint, opened.run.model.towers.eval(), facts)
    model = load_model(checkpoint, device_named(device))
    if weight is None:
        write_search(checkpoint, choose_weight(model, embed_split(model, opened.validation), OBJECT_REFERENCE))
    else:
        write_search(checkpoint, replace(model.search, reference_weight=weight))
