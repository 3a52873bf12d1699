"""Curves as pictures, for the page that a report makes; needed to write a checkpoint's report only."""

from pathlib import Path
from typing import Any

TITLES = {
    "weight": ("weight of all references, times the chosen one", "linear"),
    "pool": ("pictures of the pool that are re-ranked", "log"),
    "persons": ("persons of the gallery", "log"),
    "strangers": ("pictures of the gallery, most of them of persons whom no query asks for", "log"),
}
NAMES = {"rank1": "Rank-1", "map": "mAP"}
STYLES = {"initial": ("--", "#666666"), "refined": ("-", "#0b5394")}
MARKS = {"rank1": "o", "map": "s"}


def draw(name: str, curve: dict[str, Any], file: Path) -> None:
    """Write one curve as an SVG of the same bytes each time."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    label, scale = TITLES[name]
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
        for stage, (line, colour) in STYLES.items():
            for key, mark in MARKS.items():
                label_of = f"{NAMES[key]}, {stage}"
                axes.plot(curve["x"], curve[stage][key], line, color=colour, marker=mark, markersize=4, label=label_of)
        axes.set_xscale(scale)
        axes.set_xticks(curve["x"], [f"{x:g}" for x in curve["x"]])
        axes.minorticks_off()
        axes.set(xlabel=label, ylabel="percent")
        axes.grid(alpha=0.3)
        axes.legend(fontsize="small")
        figure.savefig(file, metadata={"Date": None})
        pyplot.close(figure)
