"""Where each word is found, on the real page in a real browser."""

import re

from playwright.sync_api import Locator, expect

from browser.visits import Visit

PAINTED = """canvas => {
  const cells = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return cells.filter((value, place) => place % 4 === 3).reduce((sum, alpha) => sum + (alpha > 0), 0);
}"""


def open_maps(visit: Visit) -> Locator:
    maps = visit.page.locator(".maps")
    maps.locator("summary").click()
    expect(maps.locator(".word").first).to_be_visible()
    return maps


def test_words_of_the_description_are_shown_on_the_picked_picture_one_at_a_time(visit: Visit) -> None:
    visit.ask("a woman in a red coat")
    expect(visit.page).to_have_url(re.compile("red.coat"))
    maps = open_maps(visit)
    expect(maps.locator(".word")).to_have_text(["woman", "red", "coat"])
    expect(maps.locator('.word[aria-pressed="true"]')).to_have_count(1)
    expect(maps.locator(".hint")).to_contain_text("not why it moved")
    red = maps.get_by_role("button", name="red", exact=True)
    for _ in range(2 if red.get_attribute("aria-pressed") == "true" else 1):
        red.press("Enter")
    expect(maps.locator(".said")).to_have_text(
        re.compile("^“red” is strongest .* initial score. Without the word this would (still )?be .*.$")
    )
    assert maps.locator("canvas").evaluate(PAINTED) > 0
    covers = maps.locator(".view").evaluate(
        "view => ['img', 'canvas'].map((kind) => JSON.stringify(view.querySelector(kind).getBoundingClientRect()))"
    )
    assert covers[0] == covers[1]  # the map lies on the picture, whatever its shape
    red.press("Enter")
    expect(maps.locator(".said")).to_have_text("No word is shown.")
    expect(maps.locator(".ring")).to_be_hidden()
    assert maps.locator("canvas").evaluate(PAINTED) == 0


def test_maps_stay_open_for_another_picture_and_another_description(visit: Visit) -> None:
    open_maps(visit)
    source = visit.page.locator(".maps .view img").get_attribute("src")
    visit.page.locator('.list[data-side="refined"] .card[aria-selected="false"] img').first.click()
    expect(visit.page.locator(".maps .view img")).not_to_have_attribute("src", source or "")
    visit.ask("a man in shorts")
    expect(visit.page.locator(".maps .word")).to_have_text(["man", "shorts"])
