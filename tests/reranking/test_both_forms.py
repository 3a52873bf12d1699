"""Every kind of the registry: its form for one query, summed over columns, is its form for many queries."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import torch

from mmref_core.checkpoints.load import load_model
from mmref_core.config import SearchConfig
from mmref_core.data.identities import identities_of
from mmref_core.models.encode import embed_pictures
from mmref_core.reranking.rerank import rerank
from mmref_core.reranking.term_types import forms_of
from mmref_core.reranking.terms import KINDS, TOKEN, TermKind
from mmref_core.retrieval.gallery import SUFFIXES, gallery_of
from reranking.worlds import World, some_feedback
from small_world import random_items, tiny_model

ROOT = Path(__file__).parent.parent.parent
TEXTS = ("a person in a red top", "blue shirt, white legs", "someone", "a t-shirt and a backpack, no hat at all")


@cache
def random_world(known: bool, seed: int) -> World:
    model = tiny_model(references=15, patches=(2, 1), second=True)
    items = random_items(model, 24, seed)
    names = [f"object {number // 3}" if known else None for number in range(24)]
    gallery = gallery_of(model, [f"{number}.jpg" for number in range(24)], items.stored, names, items.patches)
    feedback = some_feedback(24, ("a backpack", "something strange"), len(TEXTS))
    return World(model, gallery, TEXTS, feedback, torch.arange(24) // 3, items.stored)


@pytest.fixture(scope="module")
def shipped() -> dict[bool, World]:
    """The checkpoint that is shipped, on its sample gallery, with known objects and without."""
    model, root = load_model(ROOT / "checkpoints" / "small"), ROOT / "assets" / "gallery"
    files = sorted(file for file in root.rglob("*") if file.suffix in SUFFIXES)
    pictures = embed_pictures(model.towers, files)
    names = identities_of([file.relative_to(root).as_posix() for file in files])
    records = json.loads((ROOT / "assets" / "queries.json").read_text(encoding="utf-8"))
    texts = tuple(record["captions"][0] for record in records[:: len(records) // 7])
    persons = torch.tensor([int(name or 0) for name in names])
    feedback = some_feedback(len(files), ("a red hat", "a strange banana thing"), len(texts))
    worlds = {}
    for known in (True, False):
        objects = names if known else [None] * len(files)
        gallery = gallery_of(model, [file.name for file in files], pictures.stored, objects, pictures.patches)
        worlds[known] = World(model, gallery, texts, feedback, persons, pictures.stored)
    return worlds


def alone(search: SearchConfig, kind: TermKind) -> SearchConfig:
    """Settings that give one kind a weight of 1 and all others none."""
    return replace(search, gate=None, **{other.weight_field: float(other is kind) for other in KINDS})


def assert_forms_agree(kind: TermKind, world: World) -> bool:
    """Return whether the kind told any images apart; words are equal up to a number for each text (`TermForms`)."""
    world = world.with_search(alone(world.model.search, kind))
    scorer, moved = world.scorer(), False
    change = scorer.refined(world.model.search, world.objects_known) - scorer.initial
    for row, (query, pool) in zip(change, world.queries(), strict=True):
        if not kind.needs <= pool.available:
            assert row.abs().max() < 1e-6
            continue
        terms = forms_of(kind).single(query, pool, world.model)
        assert {column.kind for column in terms.columns} <= set(kind.columns)
        difference = row - terms.values.sum(dim=1)
        constant = difference.mean() if kind is TOKEN else torch.tensor(0.0)
        assert torch.allclose(difference, constant, atol=2e-5)
        moved |= bool(terms.values.std() > 1e-4)
    return moved


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_both_forms_agree_on_random_galleries(kind: TermKind) -> None:
    moved = [assert_forms_agree(kind, random_world(known, seed)) for known in (True, False) for seed in (1, 2)]
    assert any(moved)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_both_forms_agree_on_the_sample_gallery(kind: TermKind, shipped: dict[bool, World]) -> None:
    moved = [assert_forms_agree(kind, world) for world in shipped.values()]
    assert any(moved)


@pytest.mark.parametrize("known", [True, False])
def test_scores_of_many_queries_are_those_of_each_query(known: bool, shipped: dict[bool, World]) -> None:
    """All kinds together; words up to a number for each query, which ranks nothing."""
    for world in (random_world(known, 3), shipped[known]):
        world = world.with_search(replace(world.model.search, token_weight=0.4))
        scores = world.scorer().refined(world.model.search, known)
        for row, (query, pool) in enumerate(world.queries()):
            difference = scores[row].double() - rerank(query, pool, world.model).scores
            assert torch.allclose(difference, difference.mean(), atol=2e-5)
