from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core.errors import QueryError
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.models.encode import embed_queries
from mmref_core.models.model_bundle import Model
from mmref_core.models.tgdt import dequantise, token_similarity
from mmref_core.retrieval.gallery import Gallery, gallery_of, index_images
from mmref_core.retrieval.search import initial_search, search, stands_out_in
from mmref_core.search_types import Marks, SearchResult
from mmref_core.text.normalize import QueryNormalizer
from small_world import TINY, random_items, tiny_model, write_dataset

QUERY = "a person in a red top"


@pytest.fixture(scope="module")
def model() -> Model:
    return tiny_model()


@pytest.fixture(scope="module")
def wordy() -> Model:
    """A model that compares words with places, and gives them a say."""
    model = tiny_model(patches=(2, 1))
    return replace(model, search=replace(model.search, token_weight=0.4))


@pytest.fixture(scope="module")
def gallery(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    root = tmp_path_factory.mktemp("gallery")
    write_dataset(root)
    return index_images(model, root / "imgs")


def random_gallery(model: Model, count: int, seed: int, known: bool = True) -> Gallery:
    items = random_items(model, count, seed)
    names = [f"object {number // 3}" if known else None for number in range(count)]
    return gallery_of(model, [f"{number}.jpg" for number in range(count)], items.pooled, names, items.patches)


def test_a_gallery_is_sorted_by_path_and_knows_what_belongs_together(gallery: Gallery) -> None:
    assert len(gallery) == 60
    assert list(gallery.paths) == sorted(gallery.paths)
    assert gallery.objects[:4] == ("000", "000", "000", "001")


def test_what_is_found_is_what_the_term_was_read_from(model: Model) -> None:
    gallery = random_gallery(model, 30, 9, known=True)
    parts = [
        {part.key: part.found for part in move.contributions if part.kind == "detail"}
        for move in sorted(search(model, gallery, QUERY, 30).moves, key=lambda move: move.image)
    ]
    assert any(parts[0].values())
    for image, own in enumerate(parts):
        assert own == parts[image - image % 3], "three pictures of one person, of which each is read alike"


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_contributions_add_up_to_the_change_of_the_score(model: Model, seed: int, known: bool) -> None:
    result = search(model, random_gallery(model, 40, seed, known), QUERY, count=40)
    assert len(result.moves) == 40
    for move in result.moves:
        change = sum(part.value for part in move.contributions)
        assert abs(change - (move.score_after - move.score_before)) < 1e-5
    assert any(len(move.contributions) > 3 for move in result.moves)


def test_ranks_of_a_move_are_its_places_in_the_rankings(model: Model, gallery: Gallery) -> None:
    result = search(model, gallery, QUERY, count=7)
    shown = set(result.initial.images[:7]) | set(result.refined.images[:7])
    assert {move.image for move in result.moves} == shown
    for move in result.moves:
        assert result.initial.images[move.rank_before - 1] == move.image
        assert result.refined.images[move.rank_after - 1] == move.image
        assert move.path == gallery.paths[move.image]
    assert sorted(result.initial.images) == sorted(result.refined.images) == list(range(60))


def test_without_any_weight_the_first_ranking_comes_back(model: Model, gallery: Gallery) -> None:
    weights = {f"{kind}_weight": 0.0 for kind in ("person", "detail", "view", "cluster", "lookalike")}
    plain = replace(model, search=replace(model.search, **weights))
    for known in (gallery, random_gallery(model, 40, 6, known=False)):
        result = search(plain, known, QUERY)
        assert result.refined.images == result.initial.images
        assert result.refined.images != search(model, known, QUERY).refined.images


def test_persons_without_a_weight_are_shown_and_move_nothing(model: Model) -> None:
    gallery = random_gallery(model, 40, 3)
    silent = replace(model, search=replace(model.search, person_weight=0.0))
    loud = replace(model, search=replace(model.search, person_weight=0.5))
    votes = {move.image: move.reference_matches for move in search(loud, gallery, QUERY, count=40).moves}
    moves = search(silent, gallery, QUERY, count=40).moves
    assert any(move.reference_matches for move in moves)
    for move in moves:
        assert not any(part.kind in ("phrase", "rest") for part in move.contributions)
        for own, heard in zip(move.reference_matches, votes[move.image], strict=True):
            assert own == replace(heard, value=0.0)
            assert heard.value == pytest.approx(0.5 * heard.agreement)
            assert 0 < heard.agreement <= 1


def test_the_rank_without_a_detail_is_the_rank_after_switching_it_off(model: Model) -> None:
    gallery = random_gallery(model, 30, seed=9)
    result = search(model, gallery, QUERY, count=30)
    changed = 0
    for detail in result.details:
        off = search(model, gallery, QUERY, count=30, off=frozenset({detail.key}))
        after = off.refined.ranks()
        for move in result.moves:
            assert move.without[detail.key] == after[move.image]
        changed += off.refined.images != result.refined.images
        assert not any(part.key == detail.key for move in off.moves for part in move.contributions)
        assert detail.key in {other.key for other in off.details if not other.on}
    assert changed >= 3


def kinds(model: Model, gallery: Gallery) -> set[str]:
    return {part.kind for move in search(model, gallery, QUERY).moves for part in move.contributions}


def test_other_views_count_where_objects_are_known_clusters_and_lookalikes_elsewhere(model: Model) -> None:
    known = kinds(model, random_gallery(model, 12, seed=4))
    unknown = kinds(model, random_gallery(model, 12, seed=4, known=False))
    assert known - unknown == {"views"}
    assert unknown - known == {"cluster", "lookalikes"}
    assert {"detail", "phrase"} <= known & unknown


def test_objects_of_one_picture_each_are_no_objects(model: Model) -> None:
    pooled = random_items(model, 12, 5).pooled
    paths = [f"{number}.jpg" for number in range(12)]
    gallery = gallery_of(model, paths, pooled, [f"object {number}" for number in range(12)])
    assert {"cluster", "lookalikes"} <= kinds(model, gallery)
    without = replace(model, search=replace(model.search, cluster_distance=None))
    assert "cluster" not in kinds(without, gallery_of(without, paths, pooled, [None] * 12))


def test_clusters_are_called_by_their_chance_where_it_is_estimated(model: Model) -> None:
    sure = replace(model, search=replace(model.search, cluster_certainty=(5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)))
    unsure = replace(model, search=replace(model.search, cluster_certainty=(-5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)))
    for own, label in (
        (sure, "likely the same person"),
        (unsure, "looks alike"),
        (model, "pictures taken for the same person"),
    ):
        moves = search(own, random_gallery(own, 12, seed=4, known=False), QUERY).moves
        told = {part.label for move in moves for part in move.contributions if part.kind == "cluster"}
        assert told == {label}


def test_folders_of_unlike_pictures_are_no_persons(model: Model) -> None:
    """Each of random pictures; then the gallery is clustered as if no folder were there."""
    doubting = replace(model, search=replace(model.search, object_certainty=(-5.0, 10.0, 0.0)))
    gallery = random_gallery(doubting, 12, seed=4)
    assert gallery.doubtful_objects == 4 and set(gallery.objects) == {None}
    assert kinds(doubting, gallery) == kinds(model, random_gallery(model, 12, seed=4, known=False))
    alike = random_items(model, 1, 1).pooled.repeat(3, 1)
    pooled = torch.cat([alike, random_items(model, 6, 2).pooled])
    names = ["anna"] * 3 + ["camera 1"] * 3 + ["camera 2"] * 2 + [None]
    gallery = gallery_of(doubting, [f"{number}.jpg" for number in range(9)], pooled, names)
    assert gallery.objects == ("anna",) * 3 + (None,) * 6 and gallery.doubtful_objects == 2
    assert gallery.expansion.known
    assert random_gallery(model, 12, seed=4).doubtful_objects == 0


def test_a_miss_outside_the_pool_stays_a_miss(model: Model) -> None:
    gallery = random_gallery(model, 50, seed=2)
    small = replace(model, search=replace(model.search, pool=8))
    result = search(small, gallery, QUERY, count=50)
    assert result.refined.images[8:] == result.initial.images[8:]
    assert set(result.refined.images[:8]) == set(result.initial.images[:8])
    assert list(result.refined.scores) == sorted(result.refined.scores, reverse=True)


@pytest.mark.parametrize("lowered", [False, True])
def test_pictures_behind_the_pool_have_their_initial_scores_or_all_are_lowered_below_it(
    model: Model, lowered: bool
) -> None:
    """What is not wanted lowers the pool by up to 3, below what was behind it; else the pool ends above."""
    gallery = random_gallery(model, 30, seed=2)
    weights = {f"{kind}_weight": 0.0 for kind in ("person", "detail", "view", "cluster", "lookalike")}
    search_by = replace(model.search, **weights, pool=8, unwanted_weight=3.0)
    result = search(replace(model, search=search_by), gallery, QUERY, 30, unwanted=["backpack"] if lowered else [])
    before = dict(zip(result.initial.images, result.initial.scores, strict=True))
    pool, tail = result.refined.scores[:8], result.refined.scores[8:]
    drop = result.initial.scores[8] - pool[-1]
    assert (drop > 0.1) == lowered
    for image, score in zip(result.refined.images[8:], tail, strict=True):
        assert score == pytest.approx(before[image] - max(drop, 0.0), abs=1e-6)
    assert tail[0] <= pool[-1] + 1e-6 and tail[-1] < tail[0]
    for move in result.moves:
        if move.rank_before > 8:
            assert move.score_after == pytest.approx(move.score_before - max(drop, 0.0), abs=1e-6)


def test_a_pool_as_large_as_the_gallery_is_exhaustive_search(model: Model) -> None:
    gallery = random_gallery(model, 50, seed=3)
    whole = replace(model, search=replace(model.search, pool=50))
    huge = replace(model, search=replace(model.search, pool=5000))
    assert search(whole, gallery, QUERY).refined == search(huge, gallery, QUERY).refined


def test_random_features_rank_at_chance(model: Model) -> None:
    """Two-stage search must not flatter: with random features a wanted image is anywhere."""
    ranks = []
    for seed in range(60):
        gallery = random_gallery(model, 40, 100 + seed, known=False)
        small = replace(model, search=replace(model.search, pool=10))
        ranks.append(search(small, gallery, QUERY).refined.ranks()[seed % 40])
    mean = sum(ranks) / len(ranks)
    assert 20.5 - 6 < mean < 20.5 + 6  # four standard errors of a uniform rank
    assert sum(rank == 1 for rank in ranks) <= 6


def same(first: SearchResult, second: SearchResult) -> bool:
    return first.initial.images == second.initial.images and first.refined.images == second.refined.images


def test_the_same_query_gives_the_same_ranking_on_any_number_of_threads(model: Model, gallery: Gallery) -> None:
    threads = torch.get_num_threads()
    results = []
    for count in (1, 2):
        torch.set_num_threads(count)
        results.append(search(model, gallery, QUERY))
    torch.set_num_threads(threads)
    assert same(*results)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "description is empty"),
        ("  \n\t ", "description is empty"),
        ("?!... 123 --", "no words, only signs"),
    ],
)
def test_a_description_without_words_is_refused(model: Model, gallery: Gallery, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        search(model, gallery, text)


def test_an_empty_gallery_says_what_to_do(model: Model, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no pictures yet. Add pictures"):
        search(model, index_images(model, tmp_path), QUERY)


def test_five_thousand_letters_are_searched_with_a_note(model: Model, gallery: Gallery) -> None:
    result = search(model, gallery, "red backpack " * 385)
    assert len(result.notes) == 1
    assert "so its last 748 words fall off: “red backpack red" in result.notes[0]
    assert len(result.notes[0]) < 300


def test_another_script_is_searched_with_a_note(model: Model, gallery: Gallery) -> None:
    assert "English only" in search(model, gallery, "человек в красном").notes[0]


def test_a_gallery_of_another_model_is_refused(model: Model, gallery: Gallery) -> None:
    with pytest.raises(ValueError, match="embedded by another model"):
        search(replace(model, fingerprint="other"), gallery, QUERY)


def test_more_results_than_pictures_are_all_pictures(model: Model, gallery: Gallery) -> None:
    assert len(search(model, gallery, QUERY, count=1000).moves) == 60


def test_marks_and_unwanted_phrases_are_terms_that_add_up_and_can_be_switched_off(model: Model) -> None:
    gallery = random_gallery(model, 40, 3)
    marks, unwanted = Marks(match=(4, 9), no_match=(7,)), ("a backpack", "red top")
    result = search(model, gallery, QUERY, 40, marks=marks, unwanted=unwanted)
    options = ["match:4", "match:9", "no match:7", "unwanted:a backpack", "unwanted:red top"]
    assert {detail.key for detail in result.details} >= set(options)
    for move in result.moves:
        change = sum(part.value for part in move.contributions)
        assert abs(change - (move.score_after - move.score_before)) < 1e-5
    without = search(model, gallery, QUERY, 40, off=frozenset(options), marks=marks, unwanted=unwanted)
    assert without.refined == search(model, gallery, QUERY, 40).refined
    assert result.initial == without.initial


def test_a_picture_marked_as_a_match_rises_and_one_marked_as_no_match_falls(model: Model) -> None:
    gallery = random_gallery(model, 40, 5)
    before = search(model, gallery, QUERY, 40).refined.ranks()
    for image in (3, 20, 33):
        rank = before[image]
        assert search(model, gallery, QUERY, 40, marks=Marks(match=(image,))).refined.ranks()[image] <= rank
        assert search(model, gallery, QUERY, 40, marks=Marks(no_match=(image,))).refined.ranks()[image] >= rank


def test_pictures_that_surely_show_what_is_not_wanted_fall_below_those_that_do_not(model: Model) -> None:
    gallery = random_gallery(model, 40, 5)
    backpack = model.knowledge.classifiers.split(gallery.descriptors.values)[1][:, 1]
    before = search(model, gallery, QUERY, 40)
    after = search(model, gallery, QUERY, 40, unwanted=["backpack"])
    loss = [before.refined.ranks()[image] - after.refined.ranks()[image] for image in range(40)]
    by_share = backpack.argsort().tolist()
    assert all(loss[image] >= 0 for image in by_share[:3]) and all(loss[image] <= 0 for image in by_share[-3:])
    assert any(loss)
    assert after.unwanted == ("backpack",)


def test_phrases_that_are_not_understood_lower_nothing_and_share_one_note(model: Model, gallery: Gallery) -> None:
    result = search(model, gallery, QUERY, unwanted=["xqzzt", "42", "xqzzt", " "])
    assert result.refined == search(model, gallery, QUERY).refined
    assert result.unwanted == ()
    assert len(result.notes) == 1
    assert "Not understood, so it lowers nothing: “xqzzt”, “42”" in result.notes[0]


def test_a_mark_outside_of_the_gallery_is_refused(model: Model, gallery: Gallery) -> None:
    with pytest.raises(ValueError, match="picture 60 is marked, but the gallery has 60"):
        search(model, gallery, QUERY, marks=Marks(match=(60,)))


def test_a_model_without_details_compares_what_is_not_wanted_as_a_whole(model: Model) -> None:
    plain = AttributeClassifiers(Vocabulary((), ()), model.towers.pooled_width, TINY.text_width).eval()
    blind = replace(model, knowledge=replace(model.knowledge, classifiers=plain))
    gallery = random_gallery(blind, 40, 5)
    result = search(blind, gallery, QUERY, 40, unwanted=["anything at all", "42"])
    assert result.unwanted == ("anything at all", "42")
    assert result.refined != search(blind, gallery, QUERY, 40).refined


@pytest.mark.parametrize("seed", range(3))
def test_words_are_terms_too_and_add_up_with_wishes_and_within_a_pool(wordy: Model, seed: int) -> None:
    small = replace(wordy, search=replace(wordy.search, pool=25))
    gallery = random_gallery(wordy, 40, seed)
    result = search(small, gallery, QUERY, 40, marks=Marks(match=(4,)), unwanted=["a backpack"])
    words = {part.key for move in result.moves for part in move.contributions if part.kind == "word"}
    assert words == {"word:red", "word:top"}  # of "a person in a red top" what says something
    for move in result.moves:
        change = sum(part.value for part in move.contributions)
        in_pool = move.rank_before <= 25
        assert bool(move.contributions) == in_pool
        if in_pool:
            assert abs(change - (move.score_after - move.score_before)) < 1e-5


def test_words_alone_rank_a_pool_by_the_mix_of_both_similarities(wordy: Model) -> None:
    weights = {f"{kind}_weight": 0.0 for kind in ("person", "detail", "view", "cluster", "lookalike")}
    gallery = random_gallery(wordy, 30, 4)
    query = embed_queries(wordy.towers, [QUERY])
    whole = gallery.descriptors.features @ query.features[0]
    local = token_similarity(query.words, dequantise(gallery.patches))[0]
    for beta in (0.0, 0.3, 1.0):
        config = replace(wordy.search, token_weight=beta, **weights)
        result = search(replace(wordy, search=config), gallery, QUERY)
        mixed = (1 - beta) * whole + beta * local
        assert list(result.refined.images) == mixed.argsort(descending=True, stable=True).tolist()
        assert (result.refined == result.initial) == (beta == 0)
        pool = replace(wordy, search=replace(config, pool=10))
        found = search(pool, gallery, QUERY).refined.images
        assert found[10:] == result.initial.images[10:]
        inside = set(result.initial.images[:10])
        assert list(found[:10]) == [image for image in result.refined.images if image in inside]


def test_random_words_and_places_rank_at_chance(wordy: Model) -> None:
    ranks = []
    for seed in range(60):
        gallery = random_gallery(wordy, 40, 100 + seed, known=False)
        mostly = replace(wordy, search=replace(wordy.search, pool=10, token_weight=0.9))
        ranks.append(search(mostly, gallery, QUERY).refined.ranks()[seed % 40])
    assert 20.5 - 6 < sum(ranks) / len(ranks) < 20.5 + 6  # four standard errors of a uniform rank
    assert sum(rank == 1 for rank in ranks) <= 6


def test_the_rank_without_a_word_is_the_rank_after_switching_it_off(wordy: Model) -> None:
    gallery = random_gallery(wordy, 30, seed=9)
    result = search(wordy, gallery, QUERY, count=30)
    after = search(wordy, gallery, QUERY, count=30, off=frozenset({"word:red"})).refined.ranks()
    assert all(move.without["word:red"] == after[move.image] for move in result.moves)
    assert any(move.without["word:red"] != move.rank_after for move in result.moves)


def test_a_query_that_leads_clearly_keeps_its_first_ranking_and_says_so(wordy: Model) -> None:
    gallery = random_gallery(wordy, 40, 5)
    free = search(wordy, gallery, QUERY, 40)
    lead = free.initial.scores[0] - free.initial.scores[1]
    shut = replace(wordy, search=replace(wordy.search, gate=lead / 2))
    kept = search(shut, gallery, QUERY, 40)
    assert kept.refined == kept.initial == free.initial != free.refined
    assert kept.confident and not free.confident
    assert [note for note in kept.notes if "leads clearly" in note] and not free.notes
    assert kept.details == ()
    assert not any(move.contributions or move.reference_matches for move in kept.moves)
    wide = search(replace(wordy, search=replace(wordy.search, gate=lead * 2)), gallery, QUERY, 40)
    assert wide.refined == free.refined and not wide.confident


def test_wishes_count_behind_a_closed_gate_too(wordy: Model) -> None:
    shut = replace(wordy, search=replace(wordy.search, gate=1e-9))
    result = search(shut, random_gallery(wordy, 40, 5), QUERY, 40, marks=Marks(match=(7,)), unwanted=["a backpack"])
    assert {part.kind for move in result.moves for part in move.contributions} == {"mark", "unwanted"}
    assert result.refined.images != result.initial.images
    for move in result.moves:
        change = sum(part.value for part in move.contributions)
        assert abs(change - (move.score_after - move.score_before)) < 1e-5


def test_an_unknown_word_is_searched_for_as_a_near_one_and_said(model: Model) -> None:
    reader = QueryNormalizer(dict.fromkeys(["a", "person", "in", "a", "red", "top"], 50))
    knowing = replace(model, knowledge=replace(model.knowledge, reader=reader))
    gallery = random_gallery(model, 30, seed=1)
    result, plain = search(knowing, gallery, "a persn in a crimson top"), search(model, gallery, QUERY)
    assert (result.initial, result.refined) == (plain.initial, plain.refined)
    assert result.query == "a persn in a crimson top", "what was typed stays"
    assert result.notes[-1].endswith("it reads “persn” as “person”, “crimson” as “red”.")
    assert not any("reads" in note for note in search(knowing, gallery, QUERY).notes)


def test_an_unknown_word_may_name_what_is_not_wanted(model: Model) -> None:
    reader = QueryNormalizer(dict.fromkeys(["a", "person", "in", "a", "red", "top", "with", "backpack"], 50))
    knowing = replace(model, knowledge=replace(model.knowledge, reader=reader))
    gallery = random_gallery(model, 30, seed=1)
    result = search(knowing, gallery, QUERY, unwanted=["haversack"])
    assert result.unwanted == ("haversack",)
    assert result.refined == search(model, gallery, QUERY, unwanted=["backpack"]).refined


@pytest.fixture(scope="module")
def careful() -> Model:
    """It says when nothing stands out; being tiny, it has learnt no word."""
    model = tiny_model()
    return replace(model, search=replace(model.search, no_match_threshold=2.0))


def test_words_that_were_never_learnt_make_nothing_stand_out_and_change_no_ranking(careful: Model) -> None:
    silent = replace(careful, search=replace(careful.search, no_match_threshold=None))
    result = search(careful, random_gallery(careful, 20, 1), "a red top, RED")
    assert not result.stands_out
    assert result.unlearnt == ("a", "red", "top")
    same = search(silent, random_gallery(silent, 20, 1), "a red top, RED")
    assert (same.stands_out, same.unlearnt) == (True, ())
    assert same.refined == result.refined


def test_what_stands_out_is_measured_against_neutral_descriptions_of_the_same_pictures(careful: Model) -> None:
    gallery, learnt = random_gallery(careful, 20, 1), replace(careful, towers=Towers(careful.towers.config))
    with torch.no_grad():
        learnt.towers.clip.token_embedding.weight[learnt.towers.tokenizer.encode("red")] *= 4
    images = torch.arange(20).flip(0)
    neutral = gallery.neutral.cosines[images]
    for lead, expected in ((1.9, False), (2.1, True)):
        cosines = neutral.clone()
        cosines[7] += lead * gallery.neutral.noise
        assert stands_out_in(learnt, gallery, "red", (images, cosines)) == (expected, ())
    cosines[7] = neutral[7] + 3 * gallery.neutral.noise
    assert stands_out_in(learnt, gallery, "red wug", (images, cosines)) == (False, ("wug",))


def test_the_initial_search_is_the_initial_ranking(model: Model, gallery: Gallery) -> None:
    seen = initial_search(model, gallery, QUERY, 4)
    assert (seen.initial, seen.count) == (search(model, gallery, QUERY).initial, 4)
    with pytest.raises(QueryError, match="empty"):
        initial_search(model, gallery, " ")
