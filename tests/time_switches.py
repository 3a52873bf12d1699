"""How soon the page answers: `python tests/time_switches.py` prints medians over switches and over marks.

From a click in a real browser until both rankings are drawn anew on the sample gallery, in milliseconds.
"""

from statistics import median

from take_screenshots import opened, running

CLICKED = {"switch": ".switch", "mark": '.list[data-side="refined"] .mark.match'}
TIMES, WARM_UP = 30, 4  # clicks on each, and how many of them do not count
CLICK = """selector => new Promise((done) => {
  const board = document.querySelector(".board");
  const started = performance.now();
  const seen = new MutationObserver(() => {
    if (board.getAttribute("aria-busy") === "true") return;
    seen.disconnect();
    done(performance.now() - started);
  });
  seen.observe(board, { attributes: true, attributeFilter: ["aria-busy"] });
  document.querySelector(selector).click();
})"""


def main() -> None:
    with running() as (browser, address), opened(browser, address, 1280, "light") as page:
        for name, selector in CLICKED.items():
            times = [page.evaluate(CLICK, selector) for _ in range(TIMES)][WARM_UP:]
            print(f"{name}: {median(times):.0f} ms, at worst {max(times):.0f}")


if __name__ == "__main__":
    main()
