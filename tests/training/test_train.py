import json
import math
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import pytest
import torch

from mmref_core.checkpoints.load import load_model
from mmref_core.checkpoints.save import save_checkpoint
from mmref_core.config import TrainingConfig
from mmref_core.data.datasets import frequent_values, read_dataset
from mmref_core.errors import MMRefError
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.training.batches import batch_at, read_training_set
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import Run, learning_rate_at, math_attention, train
from mmref_core.training.validation import read_validation_set
from mmref_core.training.warm_start import BEST, read_warm_start
from small_world import TINY, tiny_model, write_dataset

CONFIG = TrainingConfig(
    epochs=8, batch=12, learning_rate=3e-3, warmup_steps=2, reference_start=0.4, validate_every=8, save_every=4
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    write_dataset(root)
    return root


def new_run(data: Path, folder: Path, config: TrainingConfig = CONFIG, sha256: str = "ab", persons: int = 12) -> Run:
    training = [sample for sample in read_dataset(data, "train") if sample.person < persons]
    vocabulary = Vocabulary.from_dict(frequent_values(training, 3))
    torch.manual_seed(0)
    training_model = TrainingModel(TINY, vocabulary)
    folder.mkdir(exist_ok=True)
    source = {"folder": "data/people", "sha256": sha256}
    return Run(folder, read_training_set(training, training_model.towers, vocabulary), training_model, config, source)


def to_the_end(data: Path, run: Run) -> dict[str, float]:
    train(run, read_validation_set(read_dataset(data, "val"), run.model.towers))
    return json.loads((run.folder / "log.jsonl").read_text().splitlines()[-1])


def test_every_picture_comes_once_an_epoch_with_one_of_its_own_captions(data: Path, tmp_path: Path) -> None:
    run = new_run(data, tmp_path / "run")
    batches = [batch_at(run.data, step, 12, seed=4) for step in range(3)]
    persons = torch.cat([batch.persons for batch in batches])
    assert persons.bincount().tolist() == [3] * 12
    own = {person: set() for person in range(12)}
    for row in range(len(run.data)):
        first, count = int(run.data.first_caption[row]), int(run.data.caption_count[row])
        own[int(run.data.persons[row])] |= {tuple(tokens) for tokens in run.data.tokens[first : first + count].tolist()}
    for batch in batches:
        for person, tokens in zip(batch.persons.tolist(), batch.tokens.tolist(), strict=True):
            assert tuple(tokens) in own[person]
    assert not torch.equal(batch_at(run.data, 0, 12, seed=4).persons, batch_at(run.data, 3, 12, seed=4).persons)


def test_losses_fall_references_appear_and_no_unseen_person_has_one(data: Path, tmp_path: Path) -> None:
    run = new_run(data, tmp_path / "run", replace(CONFIG, epochs=30))
    before = run.train_step()
    after = to_the_end(data, run)
    assert after["align"] < 0.8 * before.align.item()
    assert after["attributes"] < 0.8 * before.attributes.item()
    assert run.model.bank is not None
    unseen = {sample.person for split in ("val", "test") for sample in read_dataset(data, split)}
    assert not unseen & set(run.model.bank.owners.tolist())
    assert set(run.model.bank.owners.tolist()) == {sample.person for sample in read_dataset(data, "train")}
    assert torch.allclose(run.model.bank.vectors.norm(dim=1), torch.ones(12), atol=1e-5)
    assert (run.folder / "best.pt").exists()


def test_a_run_that_stopped_in_the_middle_ends_with_the_same_weights(data: Path, tmp_path: Path) -> None:
    whole = new_run(data, tmp_path / "whole")
    for _ in range(whole.steps):
        whole.train_step()
    first = new_run(data, tmp_path / "parts")
    for _ in range(first.steps // 2 + 1):
        first.train_step()
    first.save()
    second = new_run(data, tmp_path / "parts")
    second.resume()
    assert second.step == first.steps // 2 + 1
    while second.step < second.steps:
        second.train_step()
    for name, weight in whole.model.state_dict().items():
        assert torch.equal(weight, second.model.state_dict()[name]), name


def test_a_killed_command_goes_on_where_it_saved(data: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(
        json.dumps(
            {
                "model": {name: getattr(TINY, name) for name in TINY.__dataclass_fields__},
                "training": {"epochs": 400, "batch": 12, "warmup_steps": 2, "save_every": 2, "validate_every": 50},
            }
        )
    )
    run = tmp_path / "run"
    command = [sys.executable, "-m", "mmref_core", "train", "--data", str(data), "--run", str(run)]
    command += ["--out", str(tmp_path / "out"), "--settings", str(settings)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not (run / "state.pt").exists() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    saved = torch.load(run / "state.pt", weights_only=True)["step"]
    assert saved >= 2
    again = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert again.stderr is not None
    lines = (line for line in again.stderr if line.startswith("continuing"))
    assert next(lines).startswith("continuing at step ")
    again.kill()
    again.communicate()


def test_other_settings_are_not_mixed_into_a_run(data: Path, tmp_path: Path) -> None:
    run = new_run(data, tmp_path / "run")
    run.save()
    other = new_run(data, tmp_path / "run", replace(CONFIG, learning_rate=1e-4))
    with pytest.raises(ValueError, match="made with other settings or data; give another folder"):
        other.resume()


def test_the_learning_rate_warms_up_and_ends_at_nothing() -> None:
    config = replace(CONFIG, warmup_steps=10)
    rates = [learning_rate_at(step, 110, config) for step in range(111)]
    assert math.isclose(rates[4], 0.5)
    assert rates.index(max(rates)) in (9, 10)
    assert math.isclose(rates[60], 0.5)
    assert rates[110] < 1e-9
    assert all(later <= earlier for earlier, later in pairwise(rates[10:]))


def test_math_attention_is_attention_and_leaves_the_setting_as_it_was() -> None:
    torch.manual_seed(0)
    towers = Towers(TINY).eval()
    tokens = towers.tokenize(["a man in a red coat", "a woman"])
    before = torch.backends.cuda.fp16_bf16_reduction_math_sdp_allowed()
    fused = towers.embed_texts(tokens)
    with math_attention():
        assert torch.allclose(towers.embed_texts(tokens), fused, atol=1e-5)
    assert torch.backends.cuda.fp16_bf16_reduction_math_sdp_allowed() == before


def test_a_run_begins_with_the_best_weights_and_references_of_another(data: Path, tmp_path: Path) -> None:
    first = new_run(data, tmp_path / "first")
    to_the_end(data, first)
    best = torch.load(tmp_path / "first" / BEST, weights_only=True)
    second = new_run(data, tmp_path / "second", replace(CONFIG, epochs=4, learning_rate=1e-3))
    second.warm_start_from(tmp_path / "first")
    assert second.step == 0 and second.steps < first.steps
    assert second.seconds == best["seconds"], "what the first one took counts too"
    weights = second.model.state_dict()
    assert set(weights) == set(best["weights"])
    assert all(torch.equal(weights[name], value) for name, value in best["weights"].items())
    to_the_end(data, second)
    assert second.step == second.steps
    again = new_run(data, tmp_path / "second", replace(CONFIG, epochs=4, learning_rate=1e-3))
    again.resume()
    told = asdict(CONFIG) | {"data": {"folder": "data/people", "sha256": "ab"}}
    assert again.before == second.before == [told], "the model card tells every cycle"


def test_a_run_with_places_begins_with_the_weights_of_one_without_but_not_the_other_way(
    data: Path, tmp_path: Path
) -> None:
    first, second = new_run(data, tmp_path / "first"), new_run(data, tmp_path / "second")
    first.save(BEST)
    second.model.towers = Towers(replace(TINY, patch_grid=[2, 1]))
    own = second.model.towers.patch_head.weight.clone()
    second.warm_start_from(tmp_path / "first")
    weights = second.model.state_dict()
    old = torch.load(tmp_path / "first" / BEST, weights_only=True)["weights"]
    assert all(torch.equal(weights[name], value) for name, value in old.items())
    assert torch.equal(second.model.towers.patch_head.weight, own)
    second.save(BEST)
    with pytest.raises(ValueError, match=r"differ in towers\.patch_head"):
        first.warm_start_from(tmp_path / "second")


def test_a_run_does_not_begin_with_another_kind_of_model(data: Path, tmp_path: Path) -> None:
    first = new_run(data, tmp_path / "first")
    first.save(BEST)
    other = new_run(data, tmp_path / "other")
    other.model.towers = Towers(replace(TINY, dim=8))
    with pytest.raises(ValueError, match=r"first is of another kind of model"):
        other.warm_start_from(tmp_path / "first")


def test_a_run_on_other_persons_takes_over_the_towers_alone(data: Path, tmp_path: Path) -> None:
    first = new_run(data, tmp_path / "first")
    while first.model.bank is None:
        first.train_step()
    with torch.no_grad():
        first.model.bank.vectors.copy_(first.model.bank.vectors.flip(0))
    first.save(BEST)
    learnt = first.model.state_dict()
    for number, changes in enumerate(({"sha256": "cd"}, {"persons": 9})):  # of the same numbers, and fewer of them
        second = new_run(data, tmp_path / f"second-{number}", **changes)
        own_heads = second.model.heads.rows.clone()
        second.warm_start_from(tmp_path / "first")
        weights = second.model.state_dict()
        towers = [name for name in learnt if name.startswith("towers.")]
        assert towers and all(torch.equal(weights[name], learnt[name]) for name in towers)
        assert torch.equal(second.model.heads.rows, own_heads), "attributes of other persons are others"
        expected = new_run(data, tmp_path / "expected", **changes)
        expected.model.towers = second.model.towers
        expected.initialise_references()
        assert torch.equal(second.model.bank.owners, second.data.persons.unique())
        assert torch.allclose(second.model.bank.vectors, expected.model.bank.vectors, atol=1e-5)
        second.train_step()
    never = new_run(data, tmp_path / "never", replace(CONFIG, reference_start=1.0), "cd")
    never.warm_start_from(tmp_path / "first")
    assert never.model.bank is None


def test_a_run_begins_with_the_towers_of_a_checkpoint_and_tells_its_cycles(data: Path, tmp_path: Path) -> None:
    model = tiny_model()
    training, data_of_it = asdict(CONFIG), {"sha256": "ab", "settings": {"persons": 9}}
    facts = {"training": training, "training_before": [training], "data": data_of_it, "minutes": 3.5, "best_step": 40}
    save_checkpoint(tmp_path / "made", model.towers, model.knowledge, model.search, facts)
    run = new_run(data, tmp_path / "run")
    run.warm_start_from(tmp_path / "made")
    loaded = load_model(tmp_path / "made").towers.state_dict()
    assert all(torch.equal(value, loaded[name]) for name, value in run.model.towers.state_dict().items())
    assert run.seconds == 210
    assert run.before == [training, training | {"data": data_of_it | {"folder": "data/people"}}]
    assert run.model.bank is not None and len(run.model.bank) == 12
    assert read_warm_start(tmp_path / "made").samples == 40 * 12


def test_what_is_no_run_and_no_checkpoint_is_refused(data: Path, tmp_path: Path) -> None:
    run = new_run(data, tmp_path / "run")
    with pytest.raises(MMRefError, match=r"nowhere holds neither the best weights.*nor a checkpoint. Give"):
        run.warm_start_from(tmp_path / "nowhere")


def test_a_run_does_not_go_on_with_another_data_set(data: Path, tmp_path: Path) -> None:
    new_run(data, tmp_path / "run").save()
    with pytest.raises(ValueError, match="other settings or data; give another folder"):
        new_run(data, tmp_path / "run", sha256="cd").resume()
