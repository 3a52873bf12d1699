"""What is recorded of a picture beside its pixels."""

from random_labels import draw_visible

from mmref_core.synthetic.dataset.render_worker import RenderJob, annotations

PICTURES = 300


def records(split: str) -> list[dict]:
    return [annotations(RenderJob(1, person, 8, 4, split), 0, draw_visible(person)) for person in range(PICTURES)]


def test_a_tenth_of_the_training_captions_are_short_queries_and_none_is_a_paraphrase() -> None:
    kinds = [kind for record in records("train") for kind in record["kinds"]]
    assert set(kinds) == {"sentence", "short"}
    assert 0.06 < kinds.count("short") / len(kinds) < 0.12
    assert all("queries" not in record for record in records("train"))


def test_held_out_pictures_have_sentences_and_beside_them_one_query_of_each_other_kind() -> None:
    for record in records("test"):
        assert record["kinds"] == ["sentence"] * 4
        assert [query["kind"] for query in record["queries"]] == ["short", "paraphrase"]
        assert all(query.keys() == {"kind", "text", "notes"} and query["text"] for query in record["queries"])


def test_captions_kinds_and_notes_run_side_by_side() -> None:
    for record in records("train"):
        assert len(record["captions"]) == len(record["kinds"]) == len(record["notes"]) == 4
        lengths = zip(record["kinds"], record["captions"], strict=True)
        assert all(len(text.split()) <= 9 for kind, text in lengths if kind == "short")


def test_the_same_order_gives_the_same_words() -> None:
    assert records("val")[:20] == records("val")[:20]
    assert records("val")[0]["captions"] != records("val")[1]["captions"]
