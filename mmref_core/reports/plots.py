"""Curves of a report as SVG; matplotlib is needed only to write a checkpoint's report."""

from collections.abc import Sequence
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
STANDING = {
    "captions": ("captions", "-", "#0b5394", "o"),
    "absent": ("captions, without their person", "--", "#0b5394", "s"),
    "absent_among_few": ("captions, a small gallery without their person", ":", "#0b5394", "^"),
    "off_topic": ("off-topic queries", "-", "#b45f06", "D"),
}

Line = tuple[Sequence[float], dict[str, Any]]  # values, and how they are drawn


def draw_curve(name: str, curve: dict[str, Any], file: Path) -> None:
    """Write one curve as an SVG of the same bytes each time."""
    lines = [
        (curve[stage][key], {"linestyle": line, "color": colour, "marker": mark, "label": f"{NAMES[key]}, {stage}"})
        for stage, (line, colour) in STYLES.items()
        for key, mark in MARKS.items()
    ]
    _write(file, name, TITLES[name], "percent", curve["x"], lines)


def draw_no_match(measured: dict[str, Any], file: Path) -> None:
    """Write the curve of queries that are told “nothing stands out” as an SVG of the same bytes each time."""
    curve = measured["curve"]
    lines = [
        (curve[key], {"linestyle": line, "color": colour, "marker": mark, "label": label})
        for key, (label, line, colour, mark) in STANDING.items()
    ]
    title = f"prominence that is needed to stand out; {measured['threshold']:g} was chosen"
    _write(file, "standing", (title, "log"), "percent told that nothing stands out", curve["x"], lines)


def _write(
    file: Path, name: str, axis: tuple[str, str], percent: str, x: Sequence[float], lines: Sequence[Line]
) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    label, scale = axis
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
        for values, drawn in lines:
            axes.plot(x, values, markersize=4, **drawn)
        axes.set_xscale(scale)
        axes.set_xticks(x, [f"{value:g}" for value in x])
        axes.minorticks_off()
        axes.set(xlabel=label, ylabel=percent)
        axes.grid(alpha=0.3)
        axes.legend(fontsize="small")
        figure.savefig(file, metadata={"Date": None})
        pyplot.close(figure)
