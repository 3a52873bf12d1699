"""What README.md shows is there, and is what its command makes."""

import json
import re
from pathlib import Path

from PIL import Image

from mmref_core.reports.tables import slices, table
from take_screenshots import FRAMES, MOVING, SHOWN

ROOT = Path(__file__).parent.parent
LARGEST = 400_000  # bytes of a picture


def test_readme_shows_the_pictures_that_are_made_from_the_running_page_and_they_are_small() -> None:
    named = set(re.findall(r"assets/[\w.-]+\.(?:webp|png|gif)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named == {f"assets/{name}.webp" for name in (*SHOWN, MOVING)}
    for name in named:
        assert (ROOT / name).stat().st_size < LARGEST, name
        with Image.open(ROOT / name) as picture:
            assert getattr(picture, "n_frames", 1) == (len(FRAMES) if MOVING in name else 1), name


def test_readme_has_the_tables_of_the_checkpoint_that_is_shipped() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    test = json.loads((ROOT / "checkpoints" / "small" / "report.json").read_text())["test"]
    for part in (table(test), slices(test)):
        assert part in text
