import json
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmref_core.errors import DatasetError, MMRefError
from mmref_core.synthetic.dataset.rendered_dataset import RenderProgress, RenderSettings, render_dataset
from mmref_core.synthetic.geometry.masks import PARTS
from mmref_core.synthetic.rendering.renderer import open_context

SETTINGS = RenderSettings(persons=3, views=2, seed=5, processes=2, validation=1, test=1)


@pytest.fixture(scope="module", autouse=True)
def _egl() -> None:
    try:
        open_context().release()
    except MMRefError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("two processes")
    render_dataset(SETTINGS, out)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_process_after_an_interruption_writes_the_same_bytes_as_two(rendered: Path, tmp_path: Path) -> None:
    def interrupt(progress: RenderProgress) -> None:
        if 0 < progress.done < progress.total:
            raise KeyboardInterrupt

    alone = replace(SETTINGS, processes=1)
    with pytest.raises(KeyboardInterrupt):
        render_dataset(alone, tmp_path, interrupt)
    finished = {path.name for path in (tmp_path / "shards").iterdir()}
    seen: list[RenderProgress] = []
    render_dataset(alone, tmp_path, seen.append)

    assert finished
    assert seen[0].done == len(finished) * SETTINGS.views
    assert seen[-1] == RenderProgress(6, 6)
    assert contents(tmp_path) == contents(rendered)


def test_a_process_that_dies_costs_nothing_but_time(rendered: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_one(progress: RenderProgress) -> None:
        if progress.done and not killed:
            child = active_children()[0]
            killed.append(child.pid or 0)
            child.kill()

    render_dataset(SETTINGS, tmp_path, kill_one)

    assert killed
    assert contents(tmp_path) == contents(rendered)


def test_records_name_every_picture_and_held_out_persons_meet_unseen_places(rendered: Path) -> None:
    records = json.loads((rendered / "data_captions.json").read_text())

    assert sorted(record["img_path"] for record in records) == sorted(
        str(path.relative_to(rendered / "imgs")) for path in (rendered / "imgs").rglob("*.webp")
    )
    assert [record["split"] for record in records] == ["train"] * 2 + ["val"] * 2 + ["test"] * 2
    assert all(len(record["captions"]) == len(record["notes"]) == SETTINGS.captions for record in records)
    places = {split: {r["place"] for r in records if r["split"] == split} for split in ("train", "val", "test")}
    assert not places["train"] & (places["val"] | places["test"])


def test_pictures_are_128_by_256_and_neither_black_nor_white(rendered: Path) -> None:
    for path in (rendered / "imgs").rglob("*.webp"):
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("RGB"))
        assert pixels.shape == (256, 128, 3)
        assert 5 < pixels.mean() < 250
        assert pixels.std() > 5


def test_held_out_pictures_have_a_mask_that_covers_the_person(rendered: Path) -> None:
    for record in json.loads((rendered / "data_captions.json").read_text()):
        assert ("mask_path" in record) == (record["split"] != "train")
        if "mask_path" in record:
            with Image.open(rendered / "masks" / record["mask_path"]) as image:
                mask = np.asarray(image)
            assert mask.shape == (256, 128)
            assert abs((mask > 0).mean() - record["person_pixels"]) < 0.02
            assert mask.max() < len(PARTS)


def test_a_finished_folder_is_left_as_it_is_and_other_settings_are_refused(rendered: Path) -> None:
    before = contents(rendered)
    render_dataset(SETTINGS, rendered)

    assert contents(rendered) == before
    with pytest.raises(DatasetError, match="other settings"):
        render_dataset(replace(SETTINGS, seed=6), rendered)


def test_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="cannot be written"):
        render_dataset(SETTINGS, tmp_path / "file" / "set")


def test_held_out_persons_must_fit() -> None:
    with pytest.raises(ValueError, match="2 persons for validation and 2 for test do not fit in 3"):
        RenderSettings(persons=3, validation=2, test=2)
