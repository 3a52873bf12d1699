"""The references on the real page, with a tiny checkpoint whose captions are hostile, in a real browser."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from mmref_core.checkpoints.save import save_checkpoint
from mmref_core.models.reference_thumbnails import HEIGHT, WIDTH, join
from small_world import tiny_model, write_dataset

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<img src=x onerror=window.attacked=1> ${window.attacked=1}"
PERSONS = 70  # more than one step of the list

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium at /usr/bin/chromium")


def painted(person: int) -> bytes:
    packed = BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (person, 255 - person, 90)).save(packed, "WEBP")
    return packed.getvalue()


def write_checkpoint(folder: Path) -> None:
    """Everybody votes for every picture, because two profiles of 40 neighbours among 70 must meet."""
    model = tiny_model(references=PERSONS)
    persons = model.knowledge.persons.tolist()
    captions = tuple(f"Caption of {person} {HOSTILE}" for person in persons)
    reference_phrases = replace(model.knowledge.reference_phrases, captions=captions)
    thumbnails = join(persons, [painted(person) for person in persons])
    knowledge = replace(model.knowledge, reference_phrases=reference_phrases, thumbnails=thumbnails)
    save_checkpoint(folder, model.towers, knowledge, replace(model.search, neighbours=40), {})


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    write_checkpoint(tmp_path / "tiny")
    write_dataset(tmp_path)
    command = [sys.executable, ROOT / "app.py", "--port", "0", "--store", tmp_path / "store"]
    command += ["--checkpoint", tmp_path / "tiny", "--gallery", tmp_path / "imgs"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        yield program.stdout.readline().split()[-1] if program.stdout else ""
        program.terminate()


def test_from_a_vote_to_its_reference_to_all_of_them_and_back(address: str) -> None:
    errors, outside = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.on("console", lambda line: line.type == "error" and errors.append(line.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda sent: sent.url.startswith((address, "data:", "blob:")) or outside.append(sent.url))
        page.goto(address)
        expect(page.locator(".card").first).to_be_visible()

        person_weight = page.get_by_label("Reference persons (w)")
        page.locator(".settings summary").click()
        person_weight.fill("0")
        person_weight.press("Enter")
        expect(page.locator(".votes")).to_contain_text("They have no say: their weight w in Settings is 0.")
        page.get_by_role("button", name="Reset to the model’s settings").click()
        expect(page.locator(".votes h3")).to_have_text("Reference persons that voted")
        vote = page.locator(".votes li").first
        caption = vote.locator("p").nth(1).inner_text()
        assert caption.endswith(HOSTILE)
        assert vote.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == WIDTH
        expect(page.locator(".votes")).to_contain_text("They are rendered and nobody’s likeness.")
        order = page.locator(".card").evaluate_all("cards => cards.map((card) => card.dataset.image)")
        vote.get_by_role("link", name=f"Show this reference: {caption}").press("Enter")

        persons = page.locator(".person")
        expect(persons).to_have_count(1)
        expect(persons.first).to_contain_text(caption)
        expect(page.locator(".card").first).to_be_hidden()
        page.get_by_role("button", name="Show all").click()
        expect(persons).to_have_count(60)
        expect(page.get_by_label("Find by words")).to_be_focused()
        page.get_by_role("button", name="Show 10 more of 10").press("Enter")
        expect(persons).to_have_count(PERSONS)
        expect(persons.nth(60)).to_be_focused()
        page.get_by_label("Find by words").fill("person 134 caption backpack")
        expect(page.locator("p.count")).to_have_text(
            "None of the 70 reference persons has all of these words. Try fewer."
        )
        page.get_by_label("Find by words").fill("caption 135")
        expect(persons).to_have_count(1)
        expect(persons.locator(".phrases li")).to_have_text(["red top", "blue jeans", "white backpack"])
        page.locator(".known summary", has_text="colour of the top").click()
        expect(page.locator(".known li:visible").first).to_contain_text("red top")
        expect(page.locator(".known li:visible").first).to_contain_text("40 %")

        page.go_back()
        expect(page.locator(".card").first).to_be_visible()
        assert page.locator(".card").evaluate_all("cards => cards.map((card) => card.dataset.image)") == order
        assert page.evaluate("window.attacked") is None
        browser.close()
    assert (errors, outside) == ([], [])
