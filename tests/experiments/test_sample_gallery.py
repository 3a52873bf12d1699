import json
from pathlib import Path

import pytest

from mmref_core.data.datasets import read_dataset
from mmref_core.errors import DatasetError
from mmref_core.experiments.sample_gallery import write_sample_gallery
from small_world import write_dataset

SHIPPED = Path(__file__).parent.parent.parent / "assets"


def test_a_sample_holds_whole_persons_and_their_queries(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data")
    samples = read_dataset(tmp_path / "data", "test")
    out = tmp_path / "assets" / "gallery"
    (out / "old").mkdir(parents=True)

    assert write_sample_gallery(samples, 2, out) == 6

    assert sorted(file.relative_to(out).as_posix() for file in out.rglob("*.jpg")) == [
        f"{person:06d}/c{view}.jpg" for person in (16, 17) for view in range(3)
    ]
    assert not (out / "old").exists()
    queries = json.loads((out.parent / "queries.json").read_text())
    assert queries[0]["captions"] == list(samples[0].captions)
    assert (out / queries[5]["picture"]).is_file()


def test_more_persons_than_there_are_is_a_clear_no(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    with pytest.raises(DatasetError, match="has 4 persons, 9 are asked for"):
        write_sample_gallery(read_dataset(tmp_path, "test"), 9, tmp_path / "out")


def test_the_shipped_gallery_is_large_enough_and_of_unseen_persons() -> None:
    from mmref_core import load_model

    persons = {int(folder.name) for folder in (SHIPPED / "gallery").iterdir() if folder.is_dir()}
    assert len(persons) >= 60
    assert len(list((SHIPPED / "gallery").rglob("*.webp"))) >= 300
    known = set(load_model(SHIPPED.parent / "checkpoints" / "small").knowledge.persons.tolist())
    assert len(known) >= 3000
    assert not persons & known
