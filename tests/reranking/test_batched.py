from dataclasses import replace

import torch

from mmref_core.models.similarity import margins
from mmref_core.reranking.batched import BatchScorer, two_stage
from small_world import random_items, tiny_model


def test_a_query_that_leads_by_more_than_the_gate_keeps_its_initial_scores() -> None:
    model = tiny_model(references=15, patches=(2, 1))
    search = replace(model.search, token_weight=0.4)
    texts, images = random_items(model, 9, 1, texts=True), random_items(model, 12, 2)
    scorer = BatchScorer(model, texts, images, torch.arange(12) // 3)
    leads = margins(scorer.initial)
    gated = scorer.refined(replace(search, gate=leads.sort().values[4].item()))
    kept = leads > leads.sort().values[4]
    assert kept.sum() == 4
    assert torch.equal(gated[kept], scorer.initial[kept])
    assert torch.equal(gated[~kept], scorer.refined(search)[~kept])
    assert not torch.equal(gated[~kept], scorer.initial[~kept])


def test_each_weight_changes_the_scores() -> None:
    model = tiny_model(patches=(2, 1))
    model = replace(model, search=replace(model.search, token_weight=0.3))
    scorer = BatchScorer(model, random_items(model, 3, 4, texts=True), random_items(model, 8, 3), torch.arange(8) // 2)
    for known, own in ((True, ("view_weight",)), (False, ("cluster_weight", "lookalike_weight"))):
        full = scorer.refined(model.search, known)
        for name in ("token_weight", "person_weight", "detail_weight", *own):
            less = scorer.refined(replace(model.search, **{name: 0.0}), known)
            assert (full - less).abs().max() > 1e-3


def test_what_was_computed_for_other_settings_is_not_used_again() -> None:
    model = tiny_model(references=15)
    items = (random_items(model, 3, 4, texts=True), random_items(model, 8, 3), torch.arange(8) // 2)
    scorer = BatchScorer(model, *items)
    for change in (
        {},
        {"neighbours": 2},
        {"lookalikes": 1},
        {"cluster_distance": 0.5},
        {"cluster_distance": None},
        {"detail_floor": 0.9},
        {"person_weight": 1.0},
        {},
    ):
        search = replace(model.search, **change)
        assert torch.equal(scorer.refined(search), BatchScorer(model, *items).refined(search))


def test_two_stages_over_the_whole_gallery_are_the_refined_ranking_and_over_one_picture_the_initial() -> None:
    initial, refined = torch.rand(2, 5, 12, generator=torch.Generator().manual_seed(0))
    assert torch.equal(two_stage(initial, refined, 12).argsort(), refined.argsort())
    assert torch.equal(two_stage(initial, refined, 1).argsort(), initial.argsort())


def test_a_picture_outside_of_the_pool_stays_missed_whatever_its_refined_score() -> None:
    initial, refined = torch.tensor([[0.9, 0.8, 0.7, 0.6]]), torch.tensor([[0.1, 0.2, 5.0, 9.0]])
    assert two_stage(initial, refined, 2).argsort(descending=True).tolist() == [[1, 0, 2, 3]]


def test_a_pool_is_ranked_by_refined_scores_and_the_others_behind_it_as_they_were() -> None:
    initial = torch.tensor([[0.9, 0.5, 0.8, 0.1, 0.6], [0.1, 0.3, 0.3, 0.3, -0.2]])
    refined = torch.tensor([[0.2, 0.9, 0.3, 0.95, -5.0], [9.0, -0.7, 0.4, 0.5, 0.6]])
    orders = {
        pool: two_stage(initial, refined, pool).argsort(dim=1, descending=True, stable=True).tolist()
        for pool in (1, 2, 5)
    }
    assert orders[1] == [[0, 2, 4, 1, 3], [1, 2, 3, 0, 4]]
    assert orders[2] == [[2, 0, 4, 1, 3], [2, 1, 3, 0, 4]]
    assert orders[5] == [[3, 1, 2, 0, 4], [0, 4, 3, 2, 1]]
