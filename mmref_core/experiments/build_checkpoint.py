"""Train on a data set and export the best step as a checkpoint."""

from pathlib import Path

import torch

from mmref_core.config import ModelConfig, TrainingConfig
from mmref_core.data.datasets import learnable_values, read_dataset
from mmref_core.errors import MMRefError
from mmref_core.experiments.export import Phrases, WordsOf, export_checkpoint
from mmref_core.experiments.provenance import data_facts, facts_of
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.training.batches import read_training_set
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import LOG, Run, train
from mmref_core.training.validation import read_validation_set
from mmref_core.training.warm_start import BEST


def build_checkpoint(
    data: Path,
    runs: tuple[Path, Path | None],
    out: Path,
    configs: tuple[ModelConfig, TrainingConfig],
    phrases_of: Phrases,
    words_of: WordsOf,
) -> None:
    """Train in a run's folder, from its saved state if there is one, and write the checkpoint to `out`.

    `runs` are that folder and, if any, the folder of a run or checkpoint to start from.
    """
    folder, after = runs
    model, config = configs
    training, validation = read_dataset(data, "train"), read_dataset(data, "val")
    values = learnable_values(training)
    vocabulary = Vocabulary.from_dict(values)
    torch.manual_seed(config.seed)
    training_model = TrainingModel(model, vocabulary, config)
    folder.mkdir(parents=True, exist_ok=True)
    source = data_facts(data) | {"folder": str(data)}
    run = Run(folder, read_training_set(training, training_model.towers, vocabulary), training_model, config, source)
    if after and not run.resumable:
        run.warm_start_from(after)
    train(run, read_validation_set(validation, training_model.towers))
    if training_model.bank is None:
        raise MMRefError(
            f"{folder} is finished, but made no references (reference_start {config.reference_start:g}), so no "
            f"checkpoint comes of it: a search needs them. Its curve is in {folder / LOG}, and another run may begin "
            "with its weights (--init-from)."
        )
    seconds = run.seconds
    run.resume(BEST)
    facts = facts_of(run, training, data, seconds)
    export_checkpoint(out, training_model, training, run.data, validation, phrases_of, words_of(values), facts)
