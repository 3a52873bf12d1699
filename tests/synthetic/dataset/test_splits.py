from mmref_core.synthetic.camera.surveillance_camera import CAMERAS, find_camera
from mmref_core.synthetic.dataset.splits import SPLITS, cameras_of, default_share, split_of


def test_every_camera_belongs_to_one_split_and_so_does_its_place() -> None:
    cameras = {split: set(cameras_of(split)) for split in SPLITS}
    places = [{find_camera(number).place for number in numbers} for numbers in cameras.values()]

    assert sorted(number for numbers in cameras.values() for number in numbers) == list(range(CAMERAS))
    assert all(not one & other for one in places for other in places if one is not other)
    assert min(len(numbers) for numbers in cameras.values()) >= 20


def test_every_person_is_in_one_split_of_the_asked_size() -> None:
    splits = [split_of(index, persons=20, validation=3, test=5) for index in range(20)]

    assert splits == ["train"] * 12 + ["val"] * 3 + ["test"] * 5


def test_shares_of_many_persons_keep_blocks_of_twins_together() -> None:
    assert default_share(1010, 0.05) == 50
    assert default_share(30, 0.1) == 3


def test_a_camera_stays_as_it_is() -> None:
    assert find_camera(17).height == find_camera(17).height
    assert find_camera(17).height != find_camera(18).height
