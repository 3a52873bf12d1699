"""Queries by a picture, alone and with a description: the same identities as for descriptions."""

from dataclasses import replace

import pytest
import torch

from mmref_core.errors import QueryError
from mmref_core.models.encode import embed_queries
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import mixed
from mmref_core.models.tgdt import dequantise, token_similarity
from mmref_core.reranking.attribute_terms import asked_values
from mmref_core.reranking.descriptors import describe_images
from mmref_core.reranking.query import QueryPicture
from mmref_core.retrieval.gallery import Gallery, gallery_of
from mmref_core.retrieval.image_query import picture_of_gallery
from mmref_core.retrieval.query_warnings import LEFT_OUT
from mmref_core.retrieval.search import search
from mmref_core.search_types import Marks, SearchResult
from small_world import random_items, tiny_model

QUERY = "a person in a red top"
TEXTS = ["", QUERY]


@pytest.fixture(scope="module")
def model() -> Model:
    return tiny_model()


def random_gallery(model: Model, count: int, seed: int, known: bool = True) -> Gallery:
    items = random_items(model, count, seed)
    names = [f"object {number // 3}" if known else None for number in range(count)]
    return gallery_of(model, [f"{number}.jpg" for number in range(count)], items.pooled, names, items.patches)


def stranger(model: Model, seed: int = 77) -> QueryPicture:
    """A picture that is in no gallery."""
    return QueryPicture(describe_images(random_items(model, 1, seed), model.knowledge, model.search))


def assert_terms_add_up(result: SearchResult) -> None:
    for move in result.moves:
        change = sum(part.value for part in move.contributions)
        assert abs(change - (move.score_after - move.score_before)) < 1e-5


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_contributions_add_up_to_the_change_of_the_score(model: Model, seed: int, known: bool, text: str) -> None:
    gallery = random_gallery(model, 40, seed, known)
    options = {"marks": Marks(match=(4,), no_match=(7,)), "unwanted": ["a backpack"]}
    result = search(model, gallery, text, 40, picture=stranger(model), **options)
    assert len(result.moves) == 40
    assert_terms_add_up(result)
    assert result.refined.images != result.initial.images
    assert {"seen", "phrase", "mark", "unwanted"} <= {part.kind for move in result.moves for part in move.contributions}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("known", [True, False])
def test_the_rank_without_a_detail_is_the_rank_after_switching_it_off(model: Model, known: bool, text: str) -> None:
    gallery, picture = random_gallery(model, 30, 9, known), stranger(model, 79)
    result = search(model, gallery, text, 30, picture=picture)
    assert any(detail.kind == "seen" for detail in result.details)
    for detail in result.details:
        off = search(model, gallery, text, 30, off=frozenset({detail.key}), picture=picture)
        after = off.refined.ranks()
        assert all(move.without[detail.key] == after[move.image] for move in result.moves)
        assert not any(part.key == detail.key for move in off.moves for part in move.contributions)
        assert detail.key in {other.key for other in off.details if not other.on}


def test_a_picture_alone_ranks_by_the_cosine_of_pictures(model: Model) -> None:
    gallery, picture = random_gallery(model, 30, seed=2), stranger(model)
    cosines = gallery.descriptors.features @ picture.descriptors.features[0]
    result = search(model, gallery, "  ", 30, picture=picture)
    assert list(result.initial.images) == cosines.argsort(descending=True, stable=True).tolist()
    assert torch.allclose(torch.tensor(result.initial.scores), cosines.sort(descending=True).values, atol=1e-6)
    assert not any(part.kind == "detail" for move in result.moves for part in move.contributions)


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
def test_description_and_picture_rank_by_their_weighted_cosines(model: Model, weight: float) -> None:
    model = replace(model, search=replace(model.search, picture_weight=weight))
    gallery, picture = random_gallery(model, 30, seed=2), stranger(model)
    text = embed_queries(model.towers, [QUERY]).features[0]
    features = gallery.descriptors.features
    expected = (1 - weight) * (features @ text) + weight * (features @ picture.descriptors.features[0])
    initial = search(model, gallery, QUERY, picture=picture).initial
    assert list(initial.images) == expected.argsort(descending=True, stable=True).tolist()
    ratios = torch.tensor(initial.scores) / expected[list(initial.images)]
    assert torch.allclose(ratios, ratios.mean(), rtol=1e-3)
    if weight == 0:
        assert initial.images == search(model, gallery, QUERY).initial.images
    if weight == 1:
        assert initial.images == search(model, gallery, "", picture=picture).initial.images


def test_the_mix_of_two_features_by_hand() -> None:
    feature, length = mixed(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0]), 0.2)
    assert length == pytest.approx((0.8**2 + 0.2**2) ** 0.5)
    assert feature.tolist() == pytest.approx([0.8 / length, 0.2 / length])


def test_of_a_detail_that_the_description_names_only_what_it_says_counts(model: Model) -> None:
    gallery, picture = random_gallery(model, 40, seed=3), stranger(model)
    own = model.knowledge.classifiers
    with torch.no_grad():
        said = own.text_probabilities(embed_queries(model.towers, [QUERY]).pooled)[0]
        asked = dict(zip(own.vocabulary.names, asked_values(said, own), strict=True))
    keys, alone = (
        {part.key for move in search(model, gallery, text, 40, picture=picture).moves for part in move.contributions}
        for text in (QUERY, "")
    )
    named = {name for name, value in asked.items() if value is not None}
    assert named and named != set(asked)
    assert {f"seen:{name}" for name in asked} <= alone
    assert {key for key in keys if key.startswith("seen:")} == {f"seen:{name}" for name in asked if name not in named}
    assert {f"detail:{name}" for name in named} <= keys


def test_a_picture_of_the_gallery_is_left_out_of_both_rankings_and_a_note_says_so(model: Model) -> None:
    gallery = random_gallery(model, 12, seed=4)
    result = search(model, gallery, "", 12, picture=picture_of_gallery(gallery, 5))
    assert sorted(result.initial.images) == sorted(result.refined.images) == [n for n in range(12) if n != 5]
    assert LEFT_OUT in result.notes
    assert_terms_add_up(result)
    brought = replace(picture_of_gallery(gallery, 5), image=None)  # the same picture from outside is found first
    found = search(model, gallery, "", 12, picture=brought)
    assert found.initial.images[0] == 5 and found.initial.scores[0] == pytest.approx(1.0, abs=1e-5)
    assert LEFT_OUT not in found.notes


def test_a_gallery_of_nothing_but_the_picture_that_is_searched_by_is_told(model: Model) -> None:
    gallery = random_gallery(model, 1, seed=4)
    with pytest.raises(QueryError, match="no other picture"):
        search(model, gallery, "", picture=picture_of_gallery(gallery, 0))
    with pytest.raises(ValueError, match="picture 1 is searched by"):
        picture_of_gallery(gallery, 1)


def test_a_note_says_how_both_count_and_a_description_of_signs_is_still_refused(model: Model) -> None:
    gallery, picture = random_gallery(model, 12, seed=4), stranger(model)
    assert search(model, gallery, QUERY, picture=picture).notes[0].startswith("Description and picture count alike")
    more = replace(model, search=replace(model.search, picture_weight=0.8))
    assert "count as 0.2 to 0.8" in search(more, gallery, QUERY, picture=picture).notes[0]
    assert search(model, gallery, "", picture=picture).notes == ()
    with pytest.raises(QueryError, match="no words"):
        search(model, gallery, "?!", picture=picture)


@pytest.mark.parametrize("beta", [0.0, 0.4, 1.0])
def test_words_take_the_place_of_the_descriptions_part_of_the_score(beta: float) -> None:
    weights = {f"{kind}_weight": 0.0 for kind in ("person", "detail", "view", "cluster", "lookalike")}
    wordy = tiny_model(patches=(2, 1))
    wordy = replace(wordy, search=replace(wordy.search, token_weight=beta, **weights))
    gallery, picture = random_gallery(wordy, 30, 4), stranger(wordy)
    query = embed_queries(wordy.towers, [QUERY])
    features = gallery.descriptors.features
    local = token_similarity(query.words, dequantise(gallery.patches))[0]
    described = (1 - beta) * (features @ query.features[0]) + beta * local
    expected = described + features @ picture.descriptors.features[0]
    result = search(wordy, gallery, QUERY, 30, picture=picture)
    assert list(result.refined.images) == expected.argsort(descending=True, stable=True).tolist()
    assert_terms_add_up(result)


def test_a_picture_is_ranked_anew_however_far_it_leads_for_the_gate_is_of_descriptions(model: Model) -> None:
    shut = replace(model, search=replace(model.search, gate=1e-9))
    gallery = random_gallery(model, 30, 4)
    assert search(shut, gallery, QUERY).confident
    assert not search(shut, gallery, "", picture=stranger(model)).confident


def test_other_settings_rank_as_a_gallery_that_was_indexed_with_them(model: Model) -> None:
    gallery = random_gallery(model, 30, 4)
    assert model.search.neighbours == 4
    for neighbours in (1, 3, 6, 99):
        other = replace(model, search=replace(model.search, neighbours=neighbours))
        anew = random_gallery(other, 30, 4)
        for text, picture in ((QUERY, None), ("", stranger(model)), (QUERY, stranger(model))):
            assert search(other, gallery, text, picture=picture).refined.images == (
                search(other, anew, text, picture=picture).refined.images
            )
    assert search(other, gallery, QUERY).refined != search(model, gallery, QUERY).refined


def test_a_description_is_embedded_once_also_for_other_settings() -> None:
    model, read = tiny_model(), []
    model.towers.clip.ln_final.register_forward_hook(lambda *_: read.append(1))  # the end of the text tower
    gallery = random_gallery(model, 12, 4)
    for weight in (0.0, 0.2, 1.0):
        search(replace(model, search=replace(model.search, person_weight=weight)), gallery, QUERY)
    assert len(read) == 1
    search(model, gallery, "a man")
    assert len(read) == 2
