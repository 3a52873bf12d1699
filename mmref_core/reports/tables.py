"""Tables of a report as Markdown, and report.md with all of them."""

from collections.abc import Sequence
from typing import Any

from mmref_core.reports.train_commands import with_present_options

OTHER_QUERIES = {
    "short": "short queries instead",
    "paraphrase": "paraphrases instead, in frames and words never learnt",
    "short, as typed": "short queries, unknown words left as typed",
    "paraphrase, as typed": "paraphrases, unknown words left as typed",
}
POINTING = (
    "Percent of words for a visible part whose strongest place in the picture lies on that part, by the masks of the "
    "renderer; by towers that have learnt nothing, and by a pixel taken at random."
)
STAGES = ("initial", "refined")
COLUMNS = {"rank1": "Rank-1", "rank5": "Rank-5", "rank10": "Rank-10", "map": "mAP", "minp": "mINP"}
STAGES_IN_WORDS = {  # of a report's stages that have other names in a table
    "token stage": "words found in the picture",
    "references": "references of objects",
    "person references": "persons that the model knows",
    "detail references": "attributes",
    "person and detail references": "persons that the model knows and attributes",
    "clusters": "pictures taken for one person",
    "look-alikes": "look-alikes in the gallery",
}

COUNTED_IN_WORDS = {
    "initial": "initial",
    "refined": "refined",
    "with_known_objects": "refined, objects known",
}


def metrics_table(report: dict[str, Any]) -> str:
    """Return the metrics of the initial and the refined ranking in percent with 95 % intervals, and counts by query."""
    rows = {
        "initial": report["initial"],
        **{f"refined by {STAGES_IN_WORDS.get(name, name)} alone": row for name, row in report["stages"].items()},
        "**refined**": report["refined"],
        **{
            f"refined by {STAGES_IN_WORDS.get(name, name)} alone, objects known": row
            for name, row in report["with_known_objects"].get("stages", {}).items()
        },
        "refined, objects of the gallery known": report["with_known_objects"],
        **{
            f"{COUNTED_IN_WORDS[name]}, each person counted once": row
            for name, row in report.get("persons_counted", {}).items()
        },
    }
    lines = [_line("", *COLUMNS.values(), "better / worse / same"), _line(*["---"] * (len(COLUMNS) + 2))]
    for name, row in rows.items():
        figures = [f"{row[key]:.1f} ({_range(row['interval'][key])})" for key in COLUMNS]
        compared = report if row is report["refined"] else row
        counts = f"{compared['wins']} / {compared['losses']} / {compared['ties']}" if "wins" in compared else ""
        lines.append(_line(name, *figures, counts))
    lines += [
        "",
        f"{report['persons']} persons, {report['pictures']} pictures, {report['queries']} queries; in brackets 95 % "
        "intervals by bootstrap over persons; better and worse count queries by average precision against initial.",
    ]
    return "\n".join(lines)


def slice_table(report: dict[str, Any]) -> str:
    """Return Rank-1 and mAP by slices of the captions, by kinds of queries, and with one picture of each person."""
    lines = [
        _line("captions", "queries", "initial Rank-1", "refined Rank-1", "initial mAP", "refined mAP"),
        _line(*["---"] * 6),
    ]
    others = {OTHER_QUERIES.get(kind, f"{kind} queries instead"): row for kind, row in report["kinds"].items()}
    alone = {"all, a gallery with one picture of each person": report["one_picture_each"]}
    for name, row in (report["slices"] | others | alone).items():
        figures = [f"{row[stage][key]:.1f}" for key in ("rank1", "map") for stage in ("initial", "refined")]
        lines.append(_line(name, str(row["queries"]), *figures))
    return "\n".join(lines)


def feedback_table(report: dict[str, Any]) -> str:
    """Return the gains of simulated feedback, and of phrases that are not wanted on the first ten pictures."""
    lines = [_line("", "queries", "before", "after"), _line(*["---"] * 4)]
    for count, row in report["clicks"].items():
        for key in ("rank1", "map"):
            name = f"{COLUMNS[key]} of the pictures not marked, {count} {'click' if count == '1' else 'clicks'}"
            figures = [
                f"{row[stage][key]:.1f} ({_range(row[stage]['interval'][key])})" for stage in ("before", "after")
            ]
            lines.append(_line(name, str(row["queries"]), *figures))
    for name, row in report["unwanted"].items():
        shown = f"percent of the first ten that show an unwanted value of “{name}”"
        lines.append(_line(shown, str(row["queries"]), f"{row['shown_before']:.1f}", f"{row['shown_after']:.1f}"))
    queries = sum(row["queries"] for row in report["unwanted"].values())
    if queries:
        means = [
            sum(row["queries"] * row[f"map_{stage}"] for row in report["unwanted"].values()) / queries
            for stage in ("before", "after")
        ]
        lines.append(
            _line("mAP of the person sought, in all of these", str(queries), *(f"{mean:.1f}" for mean in means))
        )
    return "\n".join(lines)


def pointing_table(measured: dict[str, Any]) -> str:
    """Return the pointing-game accuracy in percent, by part."""
    lines = ["| part | words | model | untrained | guess |", "| --- | ---: | ---: | ---: | ---: |"]
    for part, row in measured.items():
        shares = " | ".join(f"{row[name]:.1f}" for name in ("model", "untrained", "guess"))
        lines.append(f"| {part} | {row['targets']:,} | {shares} |")
    return "\n".join(lines)


def no_match_table(measured: dict[str, Any]) -> str:
    """Return the percentages of queries that are told “nothing stands out”, rightly and wrongly."""
    few = measured["few"]
    lines = [
        _line("", "queries", "all pictures", "without their person", f"{few} persons", f"{few} persons, not theirs"),
        _line(*["---"] * 6),
    ]
    named = {OTHER_QUERIES.get(name, name): row for name, row in measured["described"].items()}
    named |= {f"off-topic: {name}": row for name, row in measured["off_topic"].items()}
    for name, row in named.items():
        figures = [f"{row[key]:.1f}" if key in row else "" for key in ("here", "absent", "few_here", "few_absent")]
        lines.append(_line(name, str(row["queries"]), *figures))
    return "\n".join(lines)


STANDING = """Percent of queries that are told “nothing stands out”; for captions and all pictures the 95 % interval is
{low:.1f}–{high:.1f}. A query stands out if its prominence is above {threshold:g}, which was chosen on validation
persons and on other off-topic queries than these. Somebody who looks alike stands out too: that a person is missing
from a large gallery goes unnoticed."""


def no_match_section(measured: dict[str, Any]) -> str:
    """Return the table of queries without a match with its introduction."""
    low, high = measured["interval"]
    told = STANDING.format(low=low, high=high, threshold=measured["threshold"])
    return f"{told}\n\n{no_match_table(measured)}"


COMPARED = ("rank1", "map")
ABOUT_COMPARED = (
    "Percent on captions of {test_persons} test persons ({test_pictures} pictures, {queries} queries). "
    "{begun}{changed}Every model learnt from the same {pictures:,} pictures of {persons:,} persons in the same "
    "{samples:,} samples, which is a small part of what a checkpoint gets. {seeds} Changes and counts are against the "
    "row of that number, query by query. Of every model the weights of its last step count; search settings are those "
    "that validation chose."
)
OVER_SEEDS = (
    "Means over {} seeds, in round brackets 95 % intervals by bootstrap over persons, in square ones the smallest and "
    "the largest seed; changes and counts are over all seeds together."
)
ONE_SEED = "One seed of each; in round brackets 95 % intervals by bootstrap over persons."
BEGUN = "All models begin with the same weights, which have learnt from {:,} samples before. "
CHANGED = "Settings of all models that are not those of a short run: {}. "
CURVES = {
    "weight": "How loud the references may be: 0 is the initial ranking, 1 what validation chose.",
    "pool": "How many pictures have to be re-ranked: the others keep their places behind them.",
    "persons": "How figures fall with the number of persons among whom one is sought.",
    "strangers": "The same among persons of the training split, whom nobody asks for; every other caption is a query.",
}


def report_page(report: dict[str, Any], comparisons: Sequence[dict[str, Any]] = ()) -> str:
    """Return report.md of a checkpoint folder: its tables, and its curves as pictures and numbers."""
    test = report["test"]
    parts = ["# Report", f"Made by `{report['command']} --write`.", "## Figures of the test split", metrics_table(test)]
    parts += ["## By the kind of text", slice_table(test), "## Marks, and what is not wanted", feedback_table(test)]
    if test.get("standing"):
        parts += ["## Nothing stands out", no_match_section(test["standing"]), "![By threshold](plots/standing.svg)"]
    if test.get("pointing"):
        parts += ["## Where a word points", POINTING, pointing_table(test["pointing"])]
    for name, curve in report.get("curves", {}).items():
        parts += [f"## By {name}", CURVES[name], f"![By {name}](plots/{name}.svg)", curve_table(curve)]
    for comparison in comparisons:
        heading = f"## What each part of the method adds, in {comparison['samples']:,} samples"
        parts += [heading, f"Made by `{with_present_options(comparison['command'])}`.", ablation_table(comparison)]
    return "\n\n".join(parts) + "\n"


def ablation_table(comparison: dict[str, Any]) -> str:
    """Return the ablation: means over seeds of rows that differ in one part of the method, and changes between rows."""
    rows, seeds = comparison["rows"], len(comparison["seeds"])
    number = {row["name"]: place for place, row in enumerate(rows, 1)}
    changes = [f"change of {COLUMNS[key]}" for key in COMPARED]
    lines = [_line("", *(COLUMNS[key] for key in COMPARED), "against", *changes, "better / worse / same")]
    lines.append(_line(*["---"] * (3 + 2 * len(COMPARED))))
    for row in rows:
        cells = [f"{row[key]:.1f} ({_range(row['interval'][key])})" for key in COMPARED]
        if seeds > 1:
            cells = [f"{cell} [{_range(row['seeds'][key])}]" for cell, key in zip(cells, COMPARED, strict=True)]
        if "than" in row:
            gains = [row["change"][key] for key in COMPARED]
            cells.append(str(number[row["than"]]))
            cells += [f"{gain['mean']:+z.1f} ({_range(gain['interval'], ' to ')})" for gain in gains]
            cells.append(f"{row['wins']} / {row['losses']} / {row['ties']}")
        else:
            cells += [""] * (2 + len(COMPARED))
        lines.append(_line(f"{number[row['name']]}. {row['words']}", *cells))
    told = comparison | {"seeds": OVER_SEEDS.format(seeds) if seeds > 1 else ONE_SEED}
    told["begun"] = BEGUN.format(comparison["after"]) if comparison.get("after") else ""
    changed = ", ".join(f"{name} {value}" for name, value in comparison.get("changed", {}).items())
    told["changed"] = CHANGED.format(changed) if changed else ""
    return "\n".join([*lines, "", ABOUT_COMPARED.format(**told)])


def curve_table(curve: dict[str, Any]) -> str:
    """Return a curve's Rank-1 and mAP of both rankings, one column for each value."""
    shown = [(f"{stage} {COLUMNS[key]}", curve[stage][key]) for key in ("rank1", "map") for stage in STAGES]
    lines = [_line("", *(f"{x:g}" for x in curve["x"])), _line(*["---"] * (1 + len(curve["x"])))]
    return "\n".join(lines + [_line(name, *(f"{value:.1f}" for value in values)) for name, values in shown])


def data_set(data: dict[str, Any]) -> str:
    """Return words for a data set: version and hash of a rendered one, else its folder."""
    if "sha256" not in data:
        return data.get("folder", "a data set that was not recorded")
    return f"version {data['settings'].get('version')} of the rendered people, annotations of SHA-256 {data['sha256']}"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _range(values: list[float], between: str = "–") -> str:
    """The smallest and the largest of some values: the ends of an interval, or figures of several seeds."""
    return f"{min(values):z.1f}{between}{max(values):z.1f}"
