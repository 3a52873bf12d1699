"""How soon the page answers: `python tests/time_switches.py` prints medians over switches and over marks.

From a click in a real browser until the frame with both new rankings of the sample gallery is painted, in milliseconds.
"""

from statistics import median

from take_screenshots import opened, running

CLICKED = {"switch": ".switch", "mark": '.list[data-side="refined"] .mark.match'}
TIMES, WARM_UP = 30, 4  # clicks on each, and how many of them do not count
PAUSE = 200  # milliseconds between clicks
CLICK = """selector => new Promise((done) => {
  const panel = document.querySelector(".results-panel");
  const started = performance.now();
  const seen = new MutationObserver(() => {
    if (panel.getAttribute("aria-busy") === "true") return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  });
  seen.observe(panel, { attributes: true, attributeFilter: ["aria-busy"] });
  document.querySelector(selector).click();
})"""


def main() -> None:
    with running() as (browser, address), opened(browser, address, 1280, "light") as page:
        for name, selector in CLICKED.items():
            times = []
            for _ in range(TIMES):
                times.append(page.evaluate(CLICK, selector))
                page.wait_for_timeout(PAUSE)
            print(f"{name}: {median(times[WARM_UP:]):.0f} ms, at worst {max(times[WARM_UP:]):.0f}")


if __name__ == "__main__":
    main()
