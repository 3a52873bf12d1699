"""The commands that a model card gives for a checkpoint."""

from dataclasses import asdict

from mmref_core.config import SECOND_CYCLE, SECOND_MODEL, SECOND_TRAINING, ModelConfig, TrainingConfig
from mmref_core.reports.train_commands import (
    data_source,
    reproduction_commands,
    second_commands,
    trained_losses,
    with_present_options,
)

DATA = "python -m mmref_core train --data data/people --run runs"


def test_a_run_with_the_defaults_needs_nothing_else() -> None:
    assert reproduction_commands(asdict(ModelConfig()), [asdict(TrainingConfig())]) == [
        f"{DATA}/cycle-1 --out checkpoints/small",
    ]


def test_each_cycle_begins_with_the_one_before_and_says_what_differs_from_the_defaults() -> None:
    first = TrainingConfig(epochs=10.5, seed=3)
    second = TrainingConfig(**SECOND_CYCLE | {"local_weight": 1.0})
    lines = reproduction_commands(asdict(ModelConfig(patch_grid=(6, 2), dim=128)), [asdict(first), asdict(second)])
    options = """--epochs 10.5 --seed 3 --settings <(echo '{"model": {"dim": 128}}')"""
    assert lines[0] == f"{DATA}/cycle-1 {options} --out checkpoints/small"
    assert "--init-from runs/cycle-1" in lines[1]
    assert '"patch_grid": [6, 2]' in lines[1] and '"local_weight": 1.0' in lines[1]
    assert "epochs" not in lines[1] and "learning_rate" not in lines[1]


def test_patches_come_with_the_first_cycle_that_learns_them() -> None:
    cycles = [TrainingConfig(), *[TrainingConfig(**SECOND_CYCLE | {"local_weight": 1.0})] * 2]
    lines = reproduction_commands(asdict(ModelConfig(patch_grid=(6, 2))), [asdict(cycle) for cycle in cycles])
    assert ["patch_grid" in line for line in lines] == [False, True, True]


def test_branches_come_with_the_first_cycle_that_teaches_them() -> None:
    details = {"branch_attributes_weight": 1.0, "frozen_towers": True}  # and no loss of patches, which stay
    kinds = ({}, {"local_weight": 1.0}, {"local_weight": 1.0}, details, details)
    cycles = [asdict(TrainingConfig(**(SECOND_CYCLE if kind else {}) | kind)) for kind in kinds]
    lines = reproduction_commands(asdict(ModelConfig(patch_grid=(6, 2), branches=True)), cycles)
    assert ['"patch_grid"' in line for line in lines] == [False, True, True, True, True]
    assert ['"branches"' in line for line in lines] == [False, False, False, True, True]
    assert '"frozen_towers": true' in lines[-1]


def test_only_losses_with_a_weight_are_named() -> None:
    assert trained_losses(asdict(TrainingConfig())) == ["align", "attributes", "fuse", "guide"]
    assert trained_losses(asdict(TrainingConfig(local_weight=0.5, guide_weight=0.0))) == [
        "align",
        "attributes",
        "fuse",
        "local",
    ]


def test_each_data_set_is_rendered_once_and_a_cycle_that_tells_none_had_that_of_the_next() -> None:
    settings = {"persons": 6, "seed": 1, "version": 4}
    first = {"folder": "data/people", "settings": settings}
    last = {"folder": "data/more", "settings": settings | {"persons": 12}}
    cycle = asdict(TrainingConfig(**SECOND_CYCLE))
    lines = reproduction_commands(
        asdict(ModelConfig()), [asdict(TrainingConfig()), cycle | {"data": first}, cycle | {"data": last}]
    )
    assert lines[:2] == [
        "python -m mmref_core render --persons 6 --seed 1 --out data/people",
        "python -m mmref_core render --persons 12 --seed 1 --out data/more",
    ]
    assert [line.split()[5] for line in lines[2:]] == ["data/people", "data/people", "data/more"]
    assert data_source({"data": {"sha256": "ab"}, "folder": "data/more"}) == {"sha256": "ab", "folder": "data/more"}


def test_a_command_recorded_by_an_earlier_version_gets_the_option_of_today() -> None:
    recorded = "python -m mmref_core compare --data data/people --after runs/plain --seeds 3"
    assert with_present_options(recorded) == recorded.replace("--after", "--init-from")
    assert with_present_options("compare --run runs/compare-after") == "compare --run runs/compare-after"


def test_the_commands_of_a_second_pair_name_each_cycle_and_what_differs_from_the_defaults() -> None:
    usual = SECOND_TRAINING | {"image_weights": "package", "text_weights": "package"}
    cycles = [asdict(TrainingConfig(**usual | own)) for own in ({"persons": 5800}, {"epochs": 3.0, "seed": 2})]
    facts = {"training_before": cycles[:1], "training": cycles[1], "folder": "data/more"}
    model = asdict(ModelConfig(**SECOND_MODEL | {"dim": 128}))
    first, then = second_commands({"second": {"facts": facts, "model": model}, "search": {"reference_weight": 1.5}})
    assert first == (
        "python -m mmref_core train-second --data data/more --run runs/second-1 --weight 1.5 "
        """--settings <(echo '{"model": {"dim": 128}, "training": {"persons": 5800}}')"""
    )
    assert "--run runs/second-2 --init-from runs/second-1 --epochs 3 --seed 2 --weight 1.5" in then
    assert then.endswith("""<(echo '{"model": {"dim": 128}}')""")
