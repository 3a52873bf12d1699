"""A browser on the running page, and what it did behind our back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, expect

CHROMIUM = Path("/usr/bin/chromium")
# Milliseconds after which something has not happened: how fast it is, is no claim of a test, and machines can be busy.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


@dataclass
class Visit:
    """An open page, and what it did behind our back."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def leave(self, go: Callable[[], object]) -> None:
        """Leave the document: what it says of requests that the browser breaks off then is no error."""
        self.page.evaluate("0")  # whatever was said before has arrived when this is answered
        before = len(self.errors)
        go()
        del self.errors[before:]

    def reload(self) -> None:
        self.leave(lambda: self.page.reload(wait_until="commit"))
        self.page.wait_for_load_state()

    def order(self, side: str) -> list[str]:
        cards = self.page.locator(f'.list[data-side="{side}"] .card')
        return [card.get_attribute("data-image") or "" for card in cards.all()]

    def ask(self, query: str) -> None:
        self.page.locator("#query input").fill(query)
        self.page.locator("#search").click()

    def refuse(self, phrases: str) -> None:
        """Say what is not wanted."""
        self.page.locator("#unwanted input").fill(phrases)
        self.page.locator("#unwanted input").press("Enter")

    def card(self, side: str, place: int) -> Locator:
        return self.page.locator(f'.list[data-side="{side}"] .card').nth(place)


@contextmanager
def visiting(browser: Browser, address: str, script: str = "") -> Iterator[Visit]:
    """A fresh browser, of which no other knows anything; no error, no dialog and no outside request may come of it.

    `script` runs before the page's own.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(script)
    visit = Visit(context.new_page(), address)

    def on_console(line: ConsoleMessage) -> None:
        if line.type == "error":
            visit.errors.append(line.text)

    def on_dialog(dialog: Dialog) -> None:
        visit.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            visit.outside.append(request.url)

    visit.page.on("console", on_console)
    visit.page.on("dialog", on_dialog)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("request", on_request)
    visit.page.goto(address)
    expect(visit.page.locator(".card").first).to_be_visible()
    yield visit
    visit.leave(context.close)
    assert not visit.outside, visit.outside
    assert not visit.errors, visit.errors
