from pathlib import Path

import pytest
import torch

from mmref_core.evaluation.curves import NOBODY, among_strangers, curves, of_persons
from mmref_core.evaluation.evaluate import EvaluationSplit, batch_scorer, figures_of, per_query
from mmref_core.models.model_bundle import Model
from mmref_core.reports.plots import draw_curve
from mmref_core.reports.tables import curve_table
from small_world import random_items, tiny_model


@pytest.fixture(scope="module")
def model() -> Model:
    return tiny_model()


@pytest.fixture(scope="module")
def split(model: Model) -> EvaluationSplit:
    """Ten persons with four pictures and two captions each, all random."""
    persons = torch.arange(10)
    return EvaluationSplit(
        random_items(model, 40, 1), persons.repeat(4), random_items(model, 20, 2, texts=True), persons.repeat(2), {}
    )


def test_curves_meet_the_report_where_settings_are_the_same(model: Model, split: EvaluationSplit) -> None:
    result = curves(model, split)
    scorer = batch_scorer(model, split)
    refined = per_query(figures_of(scorer.refined(model.search), split))["map"].mean().item()
    weight, pool, persons = result["weight"], result["pool"], result["persons"]
    assert weight["refined"]["map"][0] == weight["initial"]["map"][0]  # no weight, no change
    assert weight["refined"]["map"][weight["x"].index(1.0)] == pytest.approx(refined, abs=0.006)
    assert pool["x"][-1] == 40 and pool["refined"]["map"][-1] == pytest.approx(refined, abs=0.006)
    assert pool["refined"]["map"][0] == pool["initial"]["map"][0]
    assert persons["x"] == [10] and persons["refined"]["map"] == [pytest.approx(refined, abs=0.006)]
    assert "strangers" not in result


def test_fewer_persons_keep_their_own_pictures_and_queries(split: EvaluationSplit) -> None:
    few, more = of_persons(split, 3), of_persons(split, 6)
    assert len(few.image_persons) == 12 and len(few.text_persons) == 6
    assert set(few.image_persons.tolist()) == set(few.text_persons.tolist()) < set(more.image_persons.tolist())
    row = int(few.image_persons[0])
    assert any(torch.equal(few.images.features[0], one) for one in split.images.features[split.image_persons == row])


def test_strangers_only_ever_push_the_right_pictures_down(model: Model, split: EvaluationSplit) -> None:
    larger = among_strangers(split, random_items(model, 200, 5), 150)
    assert len(larger.image_persons) == 190 and (larger.image_persons == NOBODY).sum() == 150
    alone = figures_of(batch_scorer(model, split).initial, split)
    among = figures_of(batch_scorer(model, larger).initial, larger)
    assert (among.first >= alone.first).all() and (among.first > alone.first).any()


def test_a_curve_is_drawn_the_same_each_time_with_its_numbers_beside(tmp_path: Path) -> None:
    lines = {"rank1": [10.0, 20.0], "map": [5.0, 7.25]}
    curve = {"x": [1, 300], "initial": lines, "refined": {name: [2 * v for v in line] for name, line in lines.items()}}
    draw_curve("pool", curve, tmp_path / "a.svg")
    draw_curve("pool", curve, tmp_path / "b.svg")
    text = (tmp_path / "a.svg").read_text()
    assert text == (tmp_path / "b.svg").read_text()
    assert "Rank-1, refined" in text and ">300<" in text
    assert curve_table(curve).splitlines() == [
        "|  | 1 | 300 |",
        "| --- | --- | --- |",
        "| initial Rank-1 | 10.0 | 20.0 |",
        "| refined Rank-1 | 20.0 | 40.0 |",
        "| initial mAP | 5.0 | 7.2 |",
        "| refined mAP | 10.0 | 14.5 |",
    ]
