"""The HTML report of a rendered data set: contact sheets, and checks of pictures against captions."""

import html
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from mmref_core.errors import DatasetError
from mmref_core.synthetic.captions.naming import COLOURED_PARTS, perceived_colour, plain_colours
from mmref_core.synthetic.dataset.contact_sheets import by, family, sheet, spread, twin_pairs
from mmref_core.synthetic.dataset.crops import crop_figures, cut_kind, size_class
from mmref_core.synthetic.dataset.dataset_statistics import (
    ambiguity_shares,
    caption_figures,
    duplicates,
    histogram,
    rank1,
    told_but_hidden,
    value_counts,
)
from mmref_core.synthetic.geometry.person_attributes import NONE

Record = Mapping[str, Any]
RANDOM, EACH, TWINS, PERSONS = 100, 20, 20, 8  # pictures on the sheets: at random, of a kind, pairs, whole persons
RETRIEVED_PERSONS = 100
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 82rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; } td, th { padding: 0.1rem 0.8rem 0.1rem 0; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } img { max-width: 100%; display: block; }
section { columns: 18rem; } section > div { break-inside: avoid; }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #ddd; } }
"""


@dataclass(frozen=True)
class AnnotatedText:
    """One caption or query of a picture, with its kind and notes."""

    kind: str  # sentence, short, paraphrase
    text: str
    notes: Sequence[Mapping[str, str]]


def read_records(data: Path) -> list[Record]:
    """Return the records of all pictures of a rendered data set. Raises DatasetError for a folder without them."""
    try:
        records = json.loads((data / "data_captions.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetError(
            f"{data} holds no finished data set ({error}). Make one with `python -m mmref_core render`."
        ) from error
    if not records or "place" not in records[0]:
        raise DatasetError(f"{data} was not rendered by this program; only rendered data sets can be reported on.")
    return records


def texts_of(record: Record) -> list[AnnotatedText]:
    """Return the captions of a picture, then its queries if it is held out; texts of older data sets are sentences."""
    captions = record["captions"]
    kinds = record.get("kinds") or ["sentence"] * len(captions)
    notes = record["notes"] or [[]] * len(captions)
    told = [AnnotatedText(*each) for each in zip(kinds, captions, notes, strict=True)]
    return told + [AnnotatedText(query["kind"], query["text"], query["notes"]) for query in record.get("queries", [])]


def caption_lines(record: Record) -> str:
    """Return each text of a picture on a line, with its recorded noise below."""
    lines = []
    for text in texts_of(record):
        slips = "; ".join(f"{note['kind']}: {note['attribute']} {note['said']}".rstrip() for note in text.notes)
        lines.append(f"  {'' if text.kind == 'sentence' else f'{text.kind}: '}{text.text}")
        lines += [f"    [{slips}]"] if slips else []
    return "\n".join(lines)


def figures(data: Path, records: Sequence[Record]) -> dict[str, Any]:
    """Return all figures of the report; those that need masks are of held-out persons, who alone have them."""
    held_out = [record for record in records if "mask_path" in record]
    captions = [caption for record in records for caption in record["captions"]]
    texts = [text for record in records for text in texts_of(record)]
    kinds = Counter(text.kind for text in texts)
    sentences = [text.notes for text in texts if text.kind == "sentence"]
    twins = {record["id"] for record in records if record["twin_of"] is not None}
    persons = {record["id"] for record in records}
    return {
        "persons": len(persons),
        "pictures": len(records),
        "near-twins, percent of persons": round(100 * len(twins) / len(persons), 1),
        "places": len({record["place"] for record in records}),
        "families of places": len({family(record) for record in records}),
        "cameras": len({record["camera"] for record in records}),
        "smallest share of a picture that its person fills": min(record["person_pixels"] for record in records),
        **crop_figures(records),
        "duplicates": len(duplicates(data / "imgs" / record["img_path"] for record in records)),
        "captions": caption_figures(captions),
        "kinds of texts": dict(kinds),
        "ambiguity, percent of sentences": ambiguity_shares(sentences),
        "colours told, percent of the plain parts that are seen": _colours_told(data, records),
        **_by_masks(data, held_out),
    }


def _colours_told(data: Path, records: Sequence[Record]) -> dict[str, float]:
    """Return how often captions tell the true colour, the perceived neighbouring one, or none."""
    truth = json.loads((data / "persons.json").read_text(encoding="utf-8"))
    told: Counter[str] = Counter()
    for record in records:
        visible, dyed = record["visible"], truth[str(record["id"])]
        for part in COLOURED_PARTS:
            if part in visible and visible[part] != NONE and visible.get(f"{part}_pattern", "plain") == "plain":
                name = visible.get(f"{part}_colour")
                told["not" if name is None else "as dyed" if name == dyed[f"{part}_colour"] else "as it looks"] += 1
    return {name: round(100 * count / told.total(), 1) for name, count in told.items()}


def _by_masks(data: Path, held_out: Sequence[Record]) -> dict[str, Any]:
    """Return checks by masks: told colours against pixels, told parts against visible ones, backgrounds against
    identities.
    """
    agree, told, hidden = {}, 0, []
    whole, person_only, background = [], [], []
    retrieved = set(sorted({record["id"] for record in held_out})[:RETRIEVED_PERSONS])
    shown = [record for record in held_out if record["id"] in retrieved]
    for record in held_out:
        with Image.open(data / "imgs" / record["img_path"]) as image:
            picture = np.asarray(image.convert("RGB"))
        with Image.open(data / "masks" / record["mask_path"]) as image:
            mask = np.asarray(image)
        for part, name in plain_colours(record["visible"]).items():
            seen = perceived_colour(picture, mask, part)
            if seen is not None:
                agree.setdefault(part, []).append(seen == name)
        told += len(record["visible"])
        hidden += [f"{record['img_path']}: {part}" for part in told_but_hidden(record, mask)]
        if record["id"] in retrieved:
            everywhere = np.ones(mask.shape, bool)
            for features, chosen in ((whole, everywhere), (person_only, mask > 0), (background, mask == 0)):
                features.append(histogram(picture, chosen))
    who, where = [record["id"] for record in shown], [record["camera"] for record in shown]
    if not shown:
        return {}
    return {
        "colours nearest to their names, percent": {
            **{part: round(100 * float(np.mean(own)), 1) for part, own in sorted(agree.items())},
            "all": round(100 * float(np.mean([right for own in agree.values() for right in own])), 1),
        },
        "told as visible but hidden": {"values told": told, "hidden": len(hidden), "examples": hidden[:5]},
        "Rank-1 by colour histogram, percent": {
            "persons": len(retrieved),
            "whole picture": rank1(np.array(whole), who, where),
            "person alone": rank1(np.array(person_only), who, where),
            "background alone": rank1(np.array(background), who, where),
            "chance": _chance(who, where),
        },
    }


def _chance(who: Sequence[int], where: Sequence[int]) -> float:
    persons, cameras = np.array(who), np.array(where)
    other = cameras[:, None] != cameras[None]
    same = (persons[:, None] == persons[None]) & other
    return round(100 * float((same.sum(axis=1) / np.maximum(other.sum(axis=1), 1)).mean()), 1)


def write_report(data: Path, out: Path, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Write the report with `more` figures, and return all figures."""
    records = read_records(data)
    numbers = figures(data, records) | dict(more or {})
    parts = [f"<h1>{html.escape(str(data))}</h1>", _table(numbers), *_sheets(data, records)]
    parts.append("<h2>How often each value is seen</h2><section>")
    for name, counts in value_counts(record["visible"] for record in records).items():
        parts.append(f"<div><h3>{html.escape(name)}</h3>{_table(dict(counts.most_common(40)))}</div>")
    page = "\n".join(parts) + "</section>"
    title = html.escape(f"People of {data.name}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(f'<!doctype html><html lang="en"><head>{head}</head><body>{page}</body></html>', encoding="utf-8")
    return numbers


def _sheets(data: Path, records: Sequence[Record]) -> list[str]:
    def shown(title: str, chosen: Sequence[Record], columns: int = 20) -> str:
        image = sheet([data / "imgs" / record["img_path"] for record in chosen], columns)
        return f'<h3>{html.escape(title)}</h3><img alt="{html.escape(title)}" src="{image}">'

    by_person = by(records, lambda record: f"{record['id']:06d}", 10**6)
    whole = [record for person in spread(list(by_person.values()), PERSONS) for record in person]
    views = max(len(own) for own in by_person.values())
    sheets = ["<h2>Pictures</h2>", shown("At random", spread(records, RANDOM))]
    sheets.append(shown("Views of one person, a row each", whole, views))
    sheets.append(shown("Near-twins, pair by pair", twin_pairs(records, TWINS)))
    kinds = {"True height": size_class, "Cut boxes": cut_kind, "Places": family}
    kinds |= {"Upper": _value("upper"), "Lower": _value("lower")}
    for title, key in kinds.items():
        sheets.append(f"<h2>{title}</h2>")
        sheets += [shown(name, chosen) for name, chosen in by(records, key, EACH).items()]
    return sheets


def _value(name: str) -> Callable[[Record], str | None]:
    return lambda record: record["visible"].get(name)


def _table(values: Mapping[str, Any]) -> str:
    rows = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            shown = _table(value)
        elif isinstance(value, list):
            shown = "<br>".join(html.escape(str(item)) for item in value)
        else:
            shown = html.escape(f"{value:,}" if isinstance(value, int) else str(value))
        rows.append(f'<tr><th scope="row">{html.escape(str(name))}</th><td class="number">{shown}</td></tr>')
    return f"<table>{''.join(rows)}</table>"
