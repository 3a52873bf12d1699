"""Write the sample gallery: some held-out persons of a data set, and queries for it."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from mmref_core.data.datasets import Sample
from mmref_core.errors import DatasetError

QUERIES = "queries.json"


def write_sample_gallery(samples: Sequence[Sample], persons: int, out: Path) -> int:
    """Copy the pictures of the first `persons` persons, a folder each; return the number of pictures.

    `queries.json` beside the folder holds every picture's captions with the person that they describe.
    """
    chosen = list(dict.fromkeys(sample.person for sample in samples))[:persons]
    if len(chosen) < persons:
        raise DatasetError(
            f"The split has {len(chosen)} persons, {persons} are asked for. Render more or ask for fewer."
        )
    if out.exists():
        shutil.rmtree(out)
    queries = []
    for sample in samples:
        if sample.person not in chosen:
            continue
        folder = out / f"{sample.person:06d}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sample.path, folder / sample.path.name)
        label = f"{folder.name}/{sample.path.name}"
        queries.append({"person": sample.person, "picture": label, "captions": list(sample.captions)})
    text = json.dumps(queries, indent=1, ensure_ascii=False) + "\n"
    (out.parent / QUERIES).write_text(text, encoding="utf-8")
    return len(queries)
