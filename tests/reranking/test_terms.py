from dataclasses import fields, replace

import pytest
import torch

from mmref_core.config import SearchConfig
from mmref_core.evaluation.curves import scaled
from mmref_core.evaluation.evaluate import EvaluationSplit, batch_scorer, evaluate
from mmref_core.evaluation.hyperparameter_search import choose_search
from mmref_core.page.state.settings import NAMES
from mmref_core.reranking import terms
from mmref_core.reranking.term_types import forms_of
from mmref_core.reranking.terms import ATTRIBUTE, KINDS, MARK, TOKEN, UNWANTED, Stage, TermKind, gated_kinds, only
from mmref_core.retrieval.gallery import gallery_of
from mmref_core.retrieval.search import search
from small_world import random_items, tiny_model

QUERY = "a person in a red top"
# The whole cost of a new kind: its module and this entry (and in earnest its weight, a field of `SearchConfig`).
FIRST = TermKind(
    *("picture", "ψ", "First coordinate", "reranking.first_coordinate_terms:FIRST_COORDINATE_TERMS", ("first",)),
    alone="first coordinate",
)

FITTED = {"cluster_certainty"}  # settings of kinds that are fitted on validation persons, and not tried one by one


def test_every_weight_of_the_search_settings_is_that_of_one_kind() -> None:
    weights = {field.name for field in fields(SearchConfig) if field.name.endswith("_weight")}
    assert [kind.weight_field for kind in KINDS] == list(dict.fromkeys(kind.weight_field for kind in KINDS))
    assert weights - {kind.weight_field for kind in KINDS} == {"picture_weight"}  # which mixes features, and is no term


def test_a_kind_is_known_by_its_name_its_columns_and_its_row_of_a_report() -> None:
    for values in ([kind.name for kind in KINDS], [column for kind in KINDS for column in kind.columns]):
        assert len(set(values)) == len(values)
    rows = [kind.alone for kind in KINDS if kind.alone]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_forms_settings_and_a_field_of_the_panel(kind: TermKind) -> None:
    settings = {field.name for field in fields(SearchConfig)}
    assert set(forms_of(kind).settings) <= settings
    assert set(kind.grid) == {kind.weight_field, *forms_of(kind).settings} - FITTED or not kind.grid
    assert not kind.grid or list(kind.grid)[-1] == kind.weight_field
    assert (kind.weight_field in NAMES) == bool(kind.hint)


def test_columns_and_sums_keep_the_order_of_published_rankings_and_reports() -> None:
    columns = [column for kind in terms.in_column_order() for column in kind.columns]
    assert columns == [
        *("word", "detail", "seen", "reference", "phrase", "rest"),
        *("views", "cluster", "lookalikes", "mark", "unwanted"),
    ]
    summed = [kind.name for kind in terms.in_sum_order() if kind.gated]
    assert summed == ["token", "reference", "person", "detail", "view", "lookalike", "cluster"]


def test_only_some_kinds_keep_their_weight_and_feedback_always_does() -> None:
    before = SearchConfig(token_weight=0.3)
    after = only(before, (TOKEN, ATTRIBUTE))
    kept = {kind for kind in KINDS if kind.weight(after) == kind.weight(before)}
    assert kept == {TOKEN, ATTRIBUTE, MARK, UNWANTED}
    assert all(kind.weight(after) == 0 for kind in set(gated_kinds()) - kept)
    assert {kind for kind in KINDS if kind.stage is Stage.FEEDBACK} == {MARK, UNWANTED}


def test_a_new_kind_is_a_module_and_an_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """It refines searches and batches, is explained and switched off, and has its row in reports."""
    model = tiny_model(references=15)
    items = random_items(model, 40, 1)
    gallery = gallery_of(model, [f"{number}.jpg" for number in range(40)], items.pooled, [None] * 40)
    persons = torch.arange(10)
    images = replace(items, features=gallery.descriptors.features)
    split = EvaluationSplit(images, persons.repeat(4), random_items(model, 20, 2, texts=True), persons.repeat(2), {})
    before, scores = search(model, gallery, QUERY, 40), batch_scorer(model, split).refined(model.search)

    monkeypatch.setattr(terms, "KINDS", (*KINDS, FIRST))

    after = search(model, gallery, QUERY, 40)
    added = model.search.picture_weight * images.features[:, 0]
    old = {move.image: move for move in before.moves}
    for move in after.moves:
        part = next(part for part in move.contributions if part.key == "first")
        assert (part.kind, part.label) == ("first", "first coordinate")
        assert part.value == pytest.approx(added[move.image].item(), abs=1e-6)
        assert move.score_after == pytest.approx(old[move.image].score_after + part.value, abs=1e-6)
    assert search(model, gallery, QUERY, 40, off=frozenset({"first"})).refined == before.refined
    assert torch.allclose(batch_scorer(model, split).refined(model.search), scores + added, atol=1e-6)

    assert FIRST.weight(scaled(model.search, 0.5)) == 0.5 * FIRST.weight(model.search)
    assert FIRST.weight(choose_search(model, split)) == FIRST.weight(model.search)  # without a grid it keeps its weight
    assert "first coordinate" in evaluate(model, split, [])["stages"]
