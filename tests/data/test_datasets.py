import json
from itertools import combinations
from pathlib import Path

import pytest

from mmref_core.data.datasets import ANNOTATIONS, Query, ambiguity, frequent_values, read_dataset, read_splits
from mmref_core.errors import DatasetError
from mmref_core.synthetic.captions.caption_noise import ambiguity_class
from small_world import write_dataset


def test_a_split_reads_in_the_order_of_the_file(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    samples = read_dataset(tmp_path, "val")
    assert [sample.person for sample in samples] == [12] * 3 + [13] * 3 + [14] * 3 + [15] * 3
    assert samples[0].path == tmp_path / "imgs/012/c0.jpg"
    assert samples[0].captions[0] == "A person in a red top and red trousers."
    assert samples[0].ambiguity == ("clean", "omitting")


def test_rstpreid_own_records_without_our_keys_read_too(tmp_path: Path) -> None:
    record = {"id": 7, "img_path": "0007_c5_0022.jpg", "captions": ["a man", "he walks"], "split": "test"}
    (tmp_path / "data_captions.json").write_text(json.dumps([record]))
    (sample,) = read_dataset(tmp_path, "test")
    assert (sample.person, sample.visible, sample.ambiguity) == (7, {}, ())
    assert (sample.kinds, sample.queries) == ((), ())


def test_queries_of_other_kinds_stand_beside_the_captions(tmp_path: Path) -> None:
    wrong = [{"kind": "wrong", "attribute": "upper_colour", "said": "red"}]
    record = {"id": 7, "img_path": "a.webp", "captions": ["a man", "he walks"], "split": "test"}
    record |= {"notes": [[], []], "kinds": ["sentence", "short"]}
    record |= {"queries": [{"kind": "short", "text": "red coat", "notes": wrong}]}
    (tmp_path / "data_captions.json").write_text(json.dumps([record]))
    (sample,) = read_dataset(tmp_path, "test")
    assert sample.captions == ("a man", "he walks")
    assert sample.kinds == ("sentence", "short")
    assert sample.queries == (Query("red coat", "short", "contradicting"),)


def test_splits_share_no_person(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    persons = [{sample.person for sample in read_dataset(tmp_path, split)} for split in ("train", "val", "test")]
    assert not persons[0] & persons[1] and not persons[0] & persons[2] and not persons[1] & persons[2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"data_captions.json cannot be read .*Give the folder"),
        ("{", r"is no JSON"),
        ("{}", r"holds a dict, but a list"),
        ('[{"id": 1, "captions": [], "split": "train"}]', r"picture number 0: expected id, .*'img_path'"),
        ('[{"id": 1, "img_path": "a", "captions": [], "split": "val"}]', r"no pictures of split 'train'"),
    ],
)
def test_a_wrong_file_is_named_with_the_place_and_the_way_out(
    tmp_path: Path, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "data_captions.json").write_text(content)
    with pytest.raises(DatasetError, match=message):
        read_dataset(tmp_path, "train")


def test_contradiction_outweighs_omission() -> None:
    assert ambiguity([{"kind": "omission"}, {"kind": "neighbour"}]) == "contradicting"
    assert ambiguity([{"kind": "vague"}]) == "omitting"
    assert ambiguity([]) == "clean"
    assert ambiguity([{"kind": "a kind of another data set"}]) == "clean"


def test_evaluation_and_audit_agree_on_every_kind_of_note_that_the_renderer_makes() -> None:
    kinds = ("omission", "vague", "neighbour", "wrong")
    for count in range(len(kinds) + 1):
        for chosen in combinations(kinds, count):
            notes = [{"kind": kind} for kind in chosen]
            assert ambiguity(notes) == ambiguity_class(notes)


def test_values_are_kept_when_frequent_and_attributes_when_they_have_a_choice(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    seen = frequent_values(read_dataset(tmp_path, "train"), at_least=12)
    assert seen == {"bag": ["none", "backpack"], "upper_colour": ["blue", "green", "red"]}


def test_a_split_that_a_data_set_lacks_is_told_with_those_it_has(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    records = json.loads((tmp_path / ANNOTATIONS).read_text())
    left = [record for record in records if record["split"] == "test"]
    (tmp_path / ANNOTATIONS).write_text(json.dumps(left))
    assert list(read_splits(tmp_path)) == ["test"]
    assert read_splits(tmp_path)["test"] == read_dataset(tmp_path, "test")
    with pytest.raises(DatasetError, match=rf"no pictures of split 'train'; it has {{'test': {len(left)}}}"):
        read_dataset(tmp_path, "train")
