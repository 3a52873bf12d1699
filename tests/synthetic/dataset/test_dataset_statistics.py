import json
from pathlib import Path

import numpy as np
import pytest
from cloths import worn
from PIL import Image

from mmref_core.errors import DatasetError
from mmref_core.synthetic.dataset.contact_sheets import by, sheet, spread, twin_pairs
from mmref_core.synthetic.dataset.dataset_report import AnnotatedText, texts_of, write_report
from mmref_core.synthetic.dataset.dataset_statistics import (
    ambiguity_shares,
    caption_figures,
    duplicates,
    histogram,
    rank1,
    template_of,
    told_but_hidden,
    value_counts,
)
from mmref_core.synthetic.geometry.masks import PARTS

COLOURS_WORN = ("red", "navy", "green", "yellow", "pink", "black")
UPPER, LOWER = PARTS.index("upper"), PARTS.index("lower")


def mask_of(upper: int = 0, lower: int = 0) -> np.ndarray:
    """Rows of a 40×20 picture that show an upper and a lower garment."""
    mask = np.zeros((40, 20), np.uint8)
    mask[:upper] = UPPER
    mask[40 - lower :] = LOWER
    return mask


def test_captions_that_differ_in_their_slots_share_a_frame() -> None:
    first = template_of("A tall woman in a red coat and black boots is walking.")
    assert first == template_of("A man in a navy blue jacket and worn grey trainers is running.")
    assert first != template_of("A tall woman in a red coat, black boots is walking.")
    assert template_of("Crimson anorak.") == template_of("Jeans.") == "_ ."


def test_words_and_frames_that_occur_once_do_not_count() -> None:
    figures = caption_figures(["a man in a red coat."] * 3 + ["a man in a bleu coat, walking"])
    assert (figures["captions"], figures["distinct"], figures["frames"], figures["words"]) == (4, 2, 1, 5)
    assert figures["lengths"] == {"5 to 9 words": 4}


def test_a_typing_error_is_no_word_however_often_it_occurs() -> None:
    assert caption_figures(["weraing jeans"] * 5)["words"] == 1


def test_frames_are_counted_of_captions_and_of_their_sentences() -> None:
    texts = ["A man wears jeans. He is walking."] * 3 + ["A man wears a coat. He has a bag. He is walking."] * 2
    figures = caption_figures(texts)
    assert (figures["frames"], figures["sentence frames"]) == (1, 2)


def test_what_names_a_thing_is_no_grammar() -> None:
    assert template_of("He has a bag.") == template_of("He has a satchel.")


def test_shares_of_slices_and_of_slips() -> None:
    notes = [[], [{"kind": "omission"}, {"kind": "omission"}], [{"kind": "vague"}, {"kind": "wrong"}], []]
    shares = {"clean": 50.0, "omitting": 25.0, "contradicting": 25.0, "omission": 25.0, "vague": 25.0, "wrong": 25.0}
    assert ambiguity_shares(notes) == shares


def test_what_is_told_must_be_in_the_mask() -> None:
    record = {"visible": {"upper": "coat", "upper_colour": "red", "lower": "jeans", "bag": "none", "tie_colour": "red"}}
    assert told_but_hidden(record, mask_of(upper=20, lower=10)) == ["tie"]
    assert told_but_hidden(record, mask_of(upper=20)) == ["lower", "tie"]
    assert told_but_hidden({"visible": {"hair": "bald", "upper": "coat"}}, mask_of(upper=20)) == []


def test_values_are_counted_by_attribute() -> None:
    counts = value_counts([{"bag": "none", "age": "child"}, {"bag": "none"}, {"bag": "backpack"}])
    assert counts == {"age": {"child": 1}, "bag": {"none": 2, "backpack": 1}}


def test_histograms_find_the_person_only_by_another_camera() -> None:
    def picture(colour: tuple[int, int, int]) -> np.ndarray:
        return np.full((4, 4, 3), colour, np.uint8)

    everywhere = np.ones((4, 4), bool)
    colours = [(200, 0, 0), (200, 0, 0), (0, 200, 0), (0, 200, 0)]
    features = np.array([histogram(picture(colour), everywhere) for colour in colours])
    assert np.allclose((features**2).sum(axis=1), 1)
    assert rank1(features, [1, 1, 2, 2], [5, 6, 5, 6]) == 100.0
    assert rank1(features, [1, 1, 2, 2], [5, 5, 6, 6]) == 0.0
    assert rank1(features, [1, 2, 2, 1], [5, 6, 5, 6]) == 0.0
    assert histogram(picture((9, 9, 9)), ~everywhere).sum() == 0


def write_data(root: Path, twin: bool = True) -> list[dict]:
    """Six persons in plain clothes, two pictures each by two cameras."""
    records = []
    for person, name in enumerate(COLOURS_WORN):
        for camera in (3, 40):
            stem = f"{person:06d}/c{camera}"
            picture = np.full((40, 20, 3), 110 + camera, np.uint8)
            picture[:8] = worn(name)
            picture[0, 0] = person
            mask = mask_of(upper=8)
            for folder, array in (("imgs", picture), ("masks", mask)):
                file = root / folder / f"{stem}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                Image.fromarray(array).save(file)
            visible = {"upper": "coat", "upper_colour": name, "upper_pattern": "plain"}
            records.append(
                {"id": person, "img_path": f"{stem}.png", "mask_path": f"{stem}.png", "camera": camera}
                | {"place": camera // 2, "twin_of": 0 if twin and person == 1 else None, "visible": visible}
                | {
                    "captions": [f"a person in a {name} coat."],
                    "notes": [[]],
                    "kinds": ["sentence"],
                    "person_pixels": 0.5,
                    "split": "test",
                }
            )
    (root / "data_captions.json").write_text(json.dumps(records))
    dyed = {person: {"upper_colour": name} for person, name in enumerate(COLOURS_WORN)}
    dyed[3]["upper_colour"] = "orange"  # yellow is how it looks
    (root / "persons.json").write_text(json.dumps(dyed))
    return records


def test_the_report_is_one_page_with_its_figures(tmp_path: Path) -> None:
    write_data(tmp_path)
    figures = write_report(tmp_path, tmp_path / "out/report.html")
    assert (figures["persons"], figures["pictures"], figures["cameras"], figures["duplicates"]) == (6, 12, 2, 0)
    assert figures["near-twins, percent of persons"] == 16.7
    assert figures["colours nearest to their names, percent"] == {"upper": 100.0, "all": 100.0}
    told = figures["colours told, percent of the plain parts that are seen"]
    assert told == {"as dyed": 83.3, "as it looks": 16.7}
    assert figures["told as visible but hidden"] == {"values told": 36, "hidden": 0, "examples": []}
    retrieval = figures["Rank-1 by colour histogram, percent"]
    assert retrieval["person alone"] == 100.0
    assert retrieval["chance"] == pytest.approx(100 / 6, abs=0.1)
    page = (tmp_path / "out/report.html").read_text()
    assert page.count("data:image/webp;base64,") >= 5
    assert "http" not in page
    assert "Near-twins, pair by pair" in page


def test_texts_of_a_picture_have_their_kinds_in_old_data_sets_too() -> None:
    old = {"captions": ["a man", "he walks"], "notes": [[], [{"kind": "vague"}]]}
    assert texts_of(old) == [
        AnnotatedText("sentence", "a man", []),
        AnnotatedText("sentence", "he walks", [{"kind": "vague"}]),
    ]
    new = old | {"kinds": ["short", "sentence"], "queries": [{"kind": "paraphrase", "text": "a chap", "notes": []}]}
    assert [(text.kind, text.text) for text in texts_of(new)] == [
        ("short", "a man"),
        ("sentence", "he walks"),
        ("paraphrase", "a chap"),
    ]


def test_the_same_picture_twice_is_found(tmp_path: Path) -> None:
    records = write_data(tmp_path)
    files = [tmp_path / "imgs" / record["img_path"] for record in records]
    assert duplicates([*files, files[2]]) == [(files[2], files[2])]


@pytest.mark.parametrize(("content", "message"), [(None, "no finished data set"), ("[{}]", "not rendered by this")])
def test_a_folder_without_rendered_people_is_refused(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "data_captions.json").write_text(content)
    with pytest.raises(DatasetError, match=message):
        write_report(tmp_path, tmp_path / "report.html")


def test_sheets_take_pictures_evenly_and_twins_beside_their_originals(tmp_path: Path) -> None:
    records = write_data(tmp_path)
    assert [record["id"] for record in spread(records, 3)] == [0, 2, 4]
    assert len(spread(records, 100)) == 12
    assert [record["id"] for record in twin_pairs(records, 5)] == [0, 1]
    groups = by(records, lambda record: None if record["id"] else str(record["camera"]), 5)
    assert {name: len(own) for name, own in groups.items()} == {"3": 1, "40": 1}
    assert sheet([tmp_path / "imgs" / record["img_path"] for record in records], 5).startswith("data:image/webp;base64")
