from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core.checkpoints.load import load_model
from mmref_core.checkpoints.save import save_checkpoint, write_search
from mmref_core.data.datasets import Sample, read_dataset
from mmref_core.evaluation.evaluate import embed_split
from mmref_core.evaluation.no_match_evaluation import (
    captions_of,
    embed_described,
    gallery_features,
    measure_no_match,
    off_topic,
    prominences,
    prominences_in_small_galleries,
)
from mmref_core.experiments.export import choose_missing_settings
from mmref_core.models.model_bundle import Model
from mmref_core.reports.plots import draw_no_match
from mmref_core.reports.tables import no_match_section
from mmref_core.reranking.no_match import NEUTRAL
from mmref_core.reranking.terms import CLUSTER
from small_world import tiny_model, write_dataset


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    root = tmp_path_factory.mktemp("data")
    write_dataset(root)
    return read_dataset(root, "train")


@pytest.fixture(scope="module")
def model(samples: list[Sample]) -> Model:
    """It knows the words of captions, and by sheer length they say more to it than neutral ones."""
    model = tiny_model()
    towers = model.towers
    with torch.no_grad():
        for text in {caption for sample in samples for caption in sample.captions}:
            for token in towers.tokenizer.encode(text):
                towers.clip.token_embedding.weight[token] = 0.2 * torch.randn(16, generator=_seeded(token))
    return replace(model, search=replace(model.search, no_match_threshold=1.5))


def _seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_queries_to_choose_on_and_to_measure_on_and_neutral_ones_are_different() -> None:
    chosen, measured = ({query for queries in off_topic(part).values() for query in queries} for part in (0, 1))
    assert len(measured) >= 60
    assert not chosen & measured and not (chosen | measured) & set(NEUTRAL)


def test_a_person_who_is_not_there_never_stands_out_more_than_one_who_is(model: Model, samples: list[Sample]) -> None:
    asked, shown = embed_described(model, *captions_of(samples)), gallery_features(model, embed_split(model, samples))
    here, absent = prominences(asked, shown), prominences(asked, shown, absent=True)
    assert (absent <= here).all() and (absent < here).any()


def test_small_galleries_hold_whom_a_text_describes_or_do_not(model: Model, samples: list[Sample]) -> None:
    """Twelve persons are galleries of 5, 5 and 2; every caption is asked once in each way, off-topic ones in all."""
    texts, persons = captions_of(samples)
    asked, shown = embed_described(model, texts, persons), gallery_features(model, embed_split(model, samples))
    first = shown.persons < 5
    own = prominences(
        asked.chosen(asked.persons < 5), replace(shown, features=shown.features[first], persons=shown.persons[first])
    )
    assert torch.allclose(prominences_in_small_galleries(asked, shown)[: len(own)], own)
    assert len(prominences_in_small_galleries(asked, shown, absent=True)) == len(texts)
    assert len(prominences_in_small_galleries(embed_described(model, ["x", "y"]), shown)) == 6


def test_figures_are_shares_that_grow_with_the_threshold_and_are_drawn_and_told(
    model: Model, samples: list[Sample], tmp_path: Path
) -> None:
    measured = measure_no_match(model, embed_split(model, samples), samples)
    rows = measured["described"] | measured["off_topic"]
    assert set(rows) == {"captions", "short", "letters", "other matters", "other languages", "all"}
    for row in rows.values():
        assert all(0 <= value <= 100 for name, value in row.items() if name != "queries")
        assert row.get("absent", 100) >= row["here"]
    curve = measured["curve"]
    for line in ("captions", "absent", "absent_among_few", "off_topic"):
        assert curve[line] == sorted(curve[line])
    assert curve["captions"][curve["x"].index(1.5)] == rows["captions"]["here"]
    assert curve["captions"][0] < curve["captions"][-1]
    draw_no_match(measured, tmp_path / "standing.svg")
    assert "off-topic queries" in (tmp_path / "standing.svg").read_text()
    told = no_match_section(measured)
    assert f"above {1.5:g}" in told and "| off-topic: letters | 15 |" in told


def test_a_model_that_never_says_so_is_not_measured(model: Model, samples: list[Sample]) -> None:
    silent = replace(model, search=replace(model.search, no_match_threshold=None))
    assert measure_no_match(silent, embed_split(model, samples), samples) == {}


def test_a_checkpoint_learns_to_say_so_once_and_stays_whole(samples: list[Sample], tmp_path: Path) -> None:
    """The tiny model has learnt no word, so nothing tells its captions from nonsense, and it goes on saying nothing."""
    tiny = tiny_model()
    save_checkpoint(tmp_path, tiny.towers, tiny.knowledge, tiny.search, {})
    model = load_model(tmp_path)
    assert choose_missing_settings(tmp_path, model, []) is model
    assert choose_missing_settings(tmp_path, model, samples).search.no_match_threshold is None
    certain = choose_missing_settings(tmp_path, model, samples).search
    assert len(certain.cluster_certainty or ()) == 7 and load_model(tmp_path).search == certain
    write_search(tmp_path, replace(certain, no_match_threshold=3.0))
    settled = load_model(tmp_path)
    assert settled.search.no_match_threshold == 3.0 and settled.fingerprint == model.fingerprint
    assert choose_missing_settings(tmp_path, settled, samples) is settled


def test_a_checkpoint_that_is_older_than_clusters_gets_them_once(samples: list[Sample], tmp_path: Path) -> None:
    tiny = tiny_model()
    save_checkpoint(tmp_path, tiny.towers, tiny.knowledge, replace(tiny.search, cluster_distance=None), {})
    settled = choose_missing_settings(tmp_path, load_model(tmp_path), samples)
    assert settled.search.cluster_distance in CLUSTER.grid["cluster_distance"]
    assert load_model(tmp_path).search == settled.search
