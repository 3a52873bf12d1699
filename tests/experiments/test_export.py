from pathlib import Path

import pytest
import torch

from mmref_core import index_images, load_model, search
from mmref_core.checkpoints.format import THUMBNAILS
from mmref_core.checkpoints.save import save_checkpoint, write_sums
from mmref_core.config import TrainingConfig
from mmref_core.data.datasets import frequent_values, read_dataset
from mmref_core.errors import CheckpointError, DatasetError
from mmref_core.evaluation.evaluate import embed_split, evaluate
from mmref_core.experiments.export import complete, export_checkpoint
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.model_bundle import AttributeLabels
from mmref_core.models.reference_thumbnails import make_thumbnails
from mmref_core.training.batches import read_training_set
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import Run
from small_world import TINY, tiny_model, write_dataset


def phrases_of(visible: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return (("upper", f"{visible['upper_colour']} top"), ("lower", f"{visible['lower_colour']} trousers"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("data")
    write_dataset(root)
    training = read_dataset(root, "train")
    vocabulary = Vocabulary.from_dict(frequent_values(training, 3))
    torch.manual_seed(0)
    training_model = TrainingModel(TINY, vocabulary)
    config = TrainingConfig(epochs=30, batch=12, learning_rate=3e-3, warmup_steps=5, reference_start=0.5)
    run = Run(root, read_training_set(training, training_model.towers, vocabulary), training_model, config)
    while run.step < run.steps:
        run.train_step()
    return run


def test_a_published_model_knows_what_its_persons_wear_and_what_was_chosen(run: Run, tmp_path: Path) -> None:
    training, validation = read_dataset(run.folder, "train"), read_dataset(run.folder, "val")
    words = AttributeLabels({}, {})
    model = export_checkpoint(tmp_path / "out", run.model, training, run.data, validation, phrases_of, words, {})

    details = model.knowledge.reference_phrases
    for row, person in enumerate(model.knowledge.persons.tolist()):
        visible = next(sample.visible for sample in training if sample.person == person)
        named = {details.phrases[member] for member in details.members[row].tolist() if member >= 0}
        assert named <= {phrase for _, phrase in phrases_of(visible)}
        assert f"{visible['upper_colour']} top" in details.captions[row]
    priors = model.knowledge.classifiers.priors.split(model.knowledge.classifiers.sizes)
    assert all(torch.allclose(part.sum(), torch.tensor(1.0), atol=1e-2) for part in priors)
    assert not torch.allclose(priors[0], torch.full_like(priors[0], 1 / len(priors[0])), atol=1e-3)
    chosen_on = evaluate(model, embed_split(model, validation), validation)
    assert chosen_on["wins"] >= chosen_on["losses"]

    test = read_dataset(run.folder, "test")
    report = evaluate(model, embed_split(model, test), test)
    assert (report["persons"], report["pictures"], report["queries"]) == (4, 12, 24)
    assert report["wins"] + report["losses"] + report["ties"] == 24
    slices, kinds = report["slices"], report["kinds"]
    assert {name: row["queries"] for name, row in slices.items()} == {"clean": 12, "omitting": 12, "of near-twins": 12}
    assert {name: row["queries"] for name, row in kinds.items()} == {"short": 12, "short, as typed": 12}
    assert kinds["short"]["initial"] != slices["clean"]["initial"]
    alone = report["one_picture_each"]
    assert alone["queries"] == 24
    assert alone["refined"]["map"] == alone["refined"]["minp"]  # one correct picture: both are 1 / its rank
    for row in (report["initial"], report["refined"]):
        assert 0 <= row["interval"]["map"][0] <= row["map"] <= row["interval"]["map"][1] <= 100
        assert row["rank1"] <= row["rank5"] <= row["rank10"]


RENDERED = {"data": {"settings": {"persons": 20}, "sha256": "ab"}}


def test_a_model_of_rendered_persons_is_published_with_a_picture_of_each(run: Run, tmp_path: Path) -> None:
    training, validation = read_dataset(run.folder, "train"), read_dataset(run.folder, "val")
    words = AttributeLabels({}, {})
    model = export_checkpoint(tmp_path, run.model, training, run.data, validation, phrases_of, words, RENDERED)
    expected = make_thumbnails(training, model.knowledge.persons.tolist())
    assert model.knowledge.thumbnails == load_model(tmp_path).knowledge.thumbnails == expected

    (tmp_path / THUMBNAILS).unlink()
    write_sums(tmp_path)
    assert load_model(tmp_path).knowledge.thumbnails is None
    pictures, words = complete(tmp_path, training, RENDERED["data"])
    assert pictures == 12 and words == len(load_model(tmp_path).knowledge.reader.known)
    assert load_model(tmp_path).knowledge.thumbnails == expected


def test_pictures_of_another_data_set_or_of_real_persons_are_refused(tmp_path: Path) -> None:
    model = tiny_model()
    save_checkpoint(tmp_path, model.towers, model.knowledge, model.search, RENDERED)
    with pytest.raises(CheckpointError, match="trained on another data set.*--data"):
        complete(tmp_path, [], RENDERED["data"] | {"sha256": "cd"})
    with pytest.raises(DatasetError, match="pictures of real persons are not handed on"):
        complete(tmp_path, [], {"folder": "photographs"})


def test_a_model_without_references_cannot_be_published(run: Run, tmp_path: Path) -> None:
    bare = TrainingModel(TINY, run.model.heads.vocabulary)
    with pytest.raises(ValueError, match="no references yet"):
        export_checkpoint(tmp_path, bare, [], run.data, [], phrases_of, AttributeLabels({}, {}), {})


def test_a_data_set_without_recorded_attributes_is_learnt_published_and_measured_too(tmp_path: Path) -> None:
    write_dataset(tmp_path, recorded=False)
    training, validation = read_dataset(tmp_path, "train"), read_dataset(tmp_path, "val")
    torch.manual_seed(0)
    training_model = TrainingModel(TINY, Vocabulary.from_dict(frequent_values(training, 3)))
    config = TrainingConfig(epochs=2, batch=12, warmup_steps=1, reference_start=0.5)
    run = Run(
        tmp_path,
        read_training_set(training, training_model.towers, training_model.heads.vocabulary),
        training_model,
        config,
    )
    losses = [run.train_step() for _ in range(run.steps)]
    assert losses[-1].attributes == 0
    no_phrases = ()
    model = export_checkpoint(
        tmp_path / "out",
        training_model,
        training,
        run.data,
        validation,
        lambda _: no_phrases,
        AttributeLabels({}, {}),
        {},
    )
    test = read_dataset(tmp_path, "test")
    report = evaluate(model, embed_split(model, test), test)
    assert set(report["slices"]) == {"all"}
    result = search(model, index_images(model, tmp_path / "imgs"), "a person in a red top")
    kinds = {part.kind for move in result.moves for part in move.contributions}
    assert kinds <= {"rest", "views"}
