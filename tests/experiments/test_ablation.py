"""A whole comparison of a tiny world by the command: killed in its second run, continued, and asked for again."""

import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch

from mmref_core.checkpoints.save import write_comparison, write_report
from mmref_core.errors import MMRefError
from mmref_core.experiments.ablation import AblationData, collect_results, compare, in_half_precision
from mmref_core.experiments.ablation_variants import LINEAR, REFINEMENTS, VARIANTS, AblationPlan, lines_of
from mmref_core.models.clip import Towers
from mmref_core.models.model_bundle import AttributeLabels
from mmref_core.reports.tables import ablation_table
from mmref_core.reranking.terms import gated_kinds
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import BEST, Run
from small_world import TINY, write_dataset

SHIPPED = Path(__file__).parent.parent.parent / "checkpoints" / "small"
TRAINING = {"batch": 24, "warmup_steps": 2, "save_every": 2}


@dataclass(frozen=True)
class Finished:
    root: Path
    plan: AblationPlan
    first: bytes  # the first run's result, as the killed command left it
    told: str
    printed: str

    @property
    def comparison(self) -> dict[str, Any]:
        return json.loads((self.plan.folder / "comparison.json").read_text())


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    root = tmp_path_factory.mktemp("comparison")
    write_dataset(root / "data", views=10)  # enough that a colour of tops is seen often
    (root / "settings.json").write_text(json.dumps({"model": asdict(TINY), "training": TRAINING}))
    words = {"data": root / "data", "run": root / "run", "settings": root / "settings.json", "out": root / "made"}
    numbers = {"persons": 12, "epochs": 5, "seeds": 1}
    command = [sys.executable, "-m", "mmref_core", "compare"]
    command += [part for name, value in (words | numbers).items() for part in (f"--{name}", str(value))]
    (root / "made").mkdir()
    state = root / "run" / "attributes-0" / "state.pt"
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not state.exists() and time.monotonic() < until:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    first = (root / "run" / "contrastive-0" / "result.json").read_bytes()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    plan = AblationPlan(root / "data", root / "run", 12, 1, asdict(TINY), TRAINING | {"epochs": 5})
    return Finished(root, plan, first, again.stderr, again.stdout)


def test_an_interrupted_comparison_goes_on_where_it_stood(finished: Finished) -> None:
    lines = finished.told.splitlines()
    began = [line.split(":")[0] for line in lines if "more runs after it" in line]
    assert began == [f"{variant.name}-0" for variant in VARIANTS[1:]]
    assert sum(line.startswith("continuing at step ") for line in lines) == 1
    assert (finished.plan.folder / "contrastive-0" / "result.json").read_bytes() == finished.first


def test_every_run_had_its_steps_and_leaves_its_result_and_no_weights_but_the_checkpoint(finished: Finished) -> None:
    for variant in VARIANTS:
        folder = finished.plan.run_folder(variant, 0)
        (line,) = (folder / "log.jsonl").read_text().splitlines()
        assert json.loads(line)["step"] == json.loads(line)["steps"] == 25
        names = {"log.jsonl", "result.json"} | ({"checkpoint"} if variant is VARIANTS[-1] else set())
        assert {file.name for file in folder.iterdir()} == names
    assert (finished.plan.run_folder(VARIANTS[-1], 0) / "checkpoint" / "model.safetensors").exists()


def test_the_log_tells_how_long_it_will_take(finished: Finished) -> None:
    assert "tokens-0: 25 steps, 0 more runs after it" in finished.told
    told = [line for line in finished.told.splitlines() if "s left, about" in line]
    assert told[0].startswith("attributes-0: step 25 of 25, 0 s left, about ")
    assert told[-1] == "tokens-0: step 25 of 25, 0 s left, about 0 minutes of learning in all"


def test_every_row_is_there_with_its_figures_and_the_table_is_printed(finished: Finished) -> None:
    comparison = finished.comparison
    assert [row["name"] for row in comparison["rows"]] == [line.name for line in lines_of(VARIANTS)]
    assert (comparison["persons"], comparison["pictures"], comparison["samples"]) == (12, 120, 600)
    assert (comparison["test_persons"], comparison["test_pictures"], comparison["queries"]) == (4, 40, 80)
    for row in comparison["rows"]:
        assert row["interval"]["map"][0] <= row["map"] <= row["interval"]["map"][1]
    for line in lines_of(VARIANTS):
        assert line.words in finished.printed
    assert f"compare --data {finished.plan.data}" in comparison["command"] and "--seeds 1" in comparison["command"]
    assert comparison["changed"] == json.loads(json.dumps(asdict(TINY) | TRAINING))
    assert "not those of a short run: image_tower regnetx_002, " in finished.printed
    assert "warmup_steps 2, " in finished.printed


def test_attributes_are_learnt_from_the_second_variant_on(finished: Finished) -> None:
    """It is a comparison only if the parts do something: heads that nothing teaches stay at chance."""
    logs = [json.loads((finished.plan.run_folder(one, 0) / "log.jsonl").read_text()) for one in VARIANTS]
    assert logs[1]["attributes"] < logs[0]["attributes"]
    assert [log["fuse"] > 0 for log in logs] == [False, False, True, True, True]
    assert [log["reconstruct"] > 0 for log in logs] == [False, False, False, True, True]
    assert [log["local"] > 0 for log in logs] == [False] * 4 + [True]


def test_asked_again_it_learns_nothing_and_says_the_same(finished: Finished) -> None:
    def times() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in finished.plan.folder.glob("*-0/**/*")}

    before = times()
    again = compare(finished.plan, lambda _: (), lambda _: AttributeLabels({}, {}))
    assert times() == before
    assert again == finished.comparison == collect_results(finished.plan)


def test_some_variants_are_compared_without_the_others(finished: Finished) -> None:
    """Each with the one before it of those, and by the same runs as in the comparison of all."""
    whole = {row["name"]: row for row in finished.comparison["rows"]}
    first, second, third, together = collect_results(replace(finished.plan, variants=VARIANTS[::2]))["rows"][:4]
    assert [row["name"] for row in (first, second, third)] == ["contrastive", "references", "tokens"]
    assert first == whole["contrastive"] and second["map"] == whole["references"]["map"]
    assert (second["than"], third["than"], together["than"]) == ("contrastive", "references", "contrastive")
    assert together == whole["together"] | {"words": together["words"]}
    gain = together["change"]["map"]["mean"]
    assert gain == pytest.approx(third["map"] - first["map"], abs=0.02)


def test_runs_of_an_earlier_version_are_compared_without_the_row_that_they_lack(
    finished: Finished, tmp_path: Path
) -> None:
    for variant in VARIANTS:
        result = json.loads((finished.plan.run_folder(variant, 0) / "result.json").read_text())
        result["rows"].pop(LINEAR.name, None)
        (tmp_path / f"{variant.name}-0").mkdir()
        (tmp_path / f"{variant.name}-0" / "result.json").write_text(json.dumps(result))
    rows = collect_results(replace(finished.plan, folder=tmp_path))["rows"]
    assert finished.comparison["rows"] == [*rows, finished.comparison["rows"][-1]]
    assert finished.comparison["rows"][-1]["name"] == LINEAR.name


def test_all_variants_begin_with_the_weights_of_another_run(finished: Finished, tmp_path: Path) -> None:
    """The loss of the first step is that of the other run's weights for the same batch."""
    training = TRAINING | {"epochs": 0.01}
    plan = AblationPlan(
        finished.plan.data, tmp_path / "run", 12, 1, asdict(TINY), training, VARIANTS[:3], tmp_path / "first"
    )
    material = AblationData(plan, lambda _: (), lambda _: AttributeLabels({}, {}))
    model, config = plan.settings(VARIANTS[0])
    first = Run(tmp_path / "first", material.training_set, TrainingModel(model, material.vocabulary, config), config)
    first.folder.mkdir()
    first.step = 7
    first.save(BEST)
    first.step = 0
    expected = first.train_step().floats()["align"]

    comparison = compare(plan, lambda _: (), lambda _: AttributeLabels({}, {}))
    compare(replace(plan, folder=tmp_path / "alone", after=None), lambda _: (), lambda _: AttributeLabels({}, {}))
    for row, variant in zip(comparison["rows"], plan.variants, strict=False):
        own, other = (
            json.loads((folder / f"{variant.name}-0" / "log.jsonl").read_text())
            for folder in (plan.folder, tmp_path / "alone")
        )
        assert row["name"] == variant.name
        assert own["align"] == pytest.approx(expected, abs=1e-3) != other["align"]
    assert comparison["after"] == 7 * 24
    assert "begin with the same weights, which have learnt from 168 samples before" in ablation_table(comparison)
    with pytest.raises(MMRefError, match="runs of other settings"):
        compare(replace(plan, after=None), lambda _: (), lambda _: AttributeLabels({}, {}))


def test_a_folder_of_other_settings_is_refused(finished: Finished) -> None:
    other = AblationPlan(finished.plan.data, finished.plan.folder, 9, 1, asdict(TINY), finished.plan.training)
    with pytest.raises(MMRefError, match="runs of other settings.*Give another folder with --run"):
        compare(other, lambda _: (), lambda _: AttributeLabels({}, {}))


def test_towers_are_measured_with_numbers_that_a_checkpoint_could_hold() -> None:
    towers = in_half_precision(Towers(TINY))
    floats = [value for value in towers.state_dict().values() if value.is_floating_point()]
    assert floats and all(torch.equal(value, value.half().float()) for value in floats)


def test_a_checkpoint_keeps_its_comparison_when_its_report_is_made_anew(finished: Finished, tmp_path: Path) -> None:
    assert (finished.root / "made" / "comparisons.json").exists()
    assert not (finished.root / "made" / "report.md").exists(), "there is nothing else to report yet"
    for name in ("report.json", "config.json"):
        shutil.copy(SHIPPED / name, tmp_path)
    report = json.loads((tmp_path / "report.json").read_text())
    heading, words = "## What each part of the method adds, in 600 samples", VARIANTS[1].words

    write_comparison(tmp_path, finished.comparison)
    assert heading in (tmp_path / "report.md").read_text()
    write_report(tmp_path, report)
    text = (tmp_path / "report.md").read_text()
    assert text.count(heading) == 1 and f"| 2. {words} |" in text
    assert "comparisons.json" in (tmp_path / "SHA256SUMS").read_text()

    other = finished.comparison | {"samples": 6000, "command": "a longer one"}
    older = {name: value for name, value in finished.comparison.items() if name != "after"}
    plain = older | {"changed": {}, "command": "with the settings of a short run"}
    for one in (other, plain, older, finished.comparison):  # the last takes the place of the one before it
        write_comparison(tmp_path, one)
    text = (tmp_path / "report.md").read_text()
    assert text.count("## What each part") == 3 and "with the settings of a short run" in text
    assert text.index("a longer one") < text.index(heading)

    (tmp_path / "comparisons.json").unlink()
    write_report(tmp_path, report)
    assert heading not in (tmp_path / "report.md").read_text()


def test_every_kind_of_term_has_its_row() -> None:
    assert {kind for refinement in REFINEMENTS for kind in refinement.kinds} == set(gated_kinds())
