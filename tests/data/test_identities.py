import pytest

from mmref_core.data.identities import identities_of


@pytest.mark.parametrize(
    ("label", "person"),
    [
        ("0002_c1s1_000451_03.jpg", "0002"),
        ("0005_c2_f0046985.jpg", "0005"),
        ("0017_000_01_0303morning_0015_0.jpg", "0017"),
        ("0000_c5_0022.jpg", "0000"),
    ],
)
def test_file_names_of_known_data_sets_tell_the_person(label: str, person: str) -> None:
    assert identities_of([label, "other.jpg"]) == [person, None]


def test_market_background_and_parts_are_nobody() -> None:
    assert identities_of(["0000_c1s1_000151_01.jpg", "-1_c1s1_000401_03.jpg"]) == [None, None]


def test_the_same_person_in_two_splits_is_one_object() -> None:
    assert identities_of(["query/0002_c1s1_000451_00.jpg", "test/0002_c3s1_000551_01.jpg"]) == ["0002", "0002"]


def test_a_sub_folder_is_an_object_and_the_folder_around_all_is_not() -> None:
    assert identities_of(["cars/red/1.jpg", "cars/red/2.jpg", "cars/blue/1.jpg"]) == ["red", "red", "blue"]


def test_pictures_side_by_side_have_no_object() -> None:
    assert identities_of(["holiday/a.jpg", "holiday/b.jpg"]) == [None, None]


def test_nothing_has_no_objects() -> None:
    assert identities_of([]) == []


def test_a_name_that_only_begins_like_a_data_set_tells_nothing() -> None:
    assert identities_of(["0002_c1s1_000451_03_edited.jpg", "x.jpg"]) == [None, None]


def test_equal_numbers_of_two_data_sets_are_two_persons() -> None:
    labels = [
        "a/0002_c1s1_000451_03.jpg",
        "b/0002_c2_f0046985.jpg",
        "a/0002_c3s1_000551_01.jpg",
        "b/0007_c2_f0000001.jpg",
    ]
    market, duke, again, other = identities_of(labels)
    assert market == again == "Market-1501, test: 0002" and duke == "DukeMTMC-reID, test: 0002" and other == "0007"


def test_numbers_that_begin_anew_in_the_test_split_are_two_persons() -> None:
    name = "0000_000_01_0303morning_0015_0.jpg"
    first, second, third = identities_of([f"train/0000/{name}", f"test/0000/{name}", f"train/0000/x/{name}"])
    assert first == third == "MSMT17, training: 0000" and second == "MSMT17, test: 0000"


def test_background_pictures_do_not_collide_with_anybody() -> None:
    assert identities_of(["0000_c1s1_000151_01.jpg", "b/0001_c5_0022.jpg"]) == [None, "0001"]


@pytest.mark.parametrize("folder", ["-1", "Distractors", "distractors_500k", "junk", "background"])
def test_folders_of_distractors_and_junk_are_nobody(folder: str) -> None:
    assert identities_of([f"{folder}/1.jpg", "anna/1.jpg", "anna/2.jpg"]) == [None, "anna", "anna"]
    assert identities_of([f"{folder}/0002_c1s1_000451_03.jpg", "q/0002_c1s1_000451_03.jpg"]) == [None, "0002"]
