"""The commands about a model: train, train-second, compare, upgrade-checkpoint, evaluate, document."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from mmref_core.cli_options import SMALL, Checkpoint, Device, Json, print_values
from mmref_core.command_line.settings_file import read_settings_file
from mmref_core.errors import MMRefError

app = typer.Typer()

ImageWeights = Annotated[
    str, typer.Option(help='Published weights of the image tower: "package", a file, or a tag of open_clip or timm.')
]
TextWeights = Annotated[
    str,
    typer.Option(
        help='Published weights of the text tower: "package" or a folder of a sentence encoder; for a model of '
        "open_clip a file or a tag."
    ),
]


@app.command()
def train(
    data: Annotated[Path, typer.Option(help="Folder of a data set with train and val splits.")],
    run: Annotated[Path, typer.Option(help="Folder for the state of this run; an interrupted one is continued.")],
    out: Annotated[Path, typer.Option(help="Folder of the checkpoint.")] = SMALL,
    epochs: Annotated[float | None, typer.Option(help="Passes over the training pictures.")] = None,
    seed: int = 0,
    settings: Annotated[
        Path | None, typer.Option(help='JSON: {"model": {…}, "training": {…}} to change defaults.')
    ] = None,
    init_from: Annotated[
        Path | None,
        typer.Option(help="Folder of another run, or a checkpoint, with whose weights a shorter cycle begins."),
    ] = None,
    image_weights: ImageWeights = "",
    text_weights: TextWeights = "",
    device: Device = "auto",
) -> None:
    """Train a model on a data set, choose its search settings on validation, write its checkpoint."""
    from mmref_core.checkpoints.format import with_current_settings
    from mmref_core.config import SECOND_CYCLE, ModelConfig, TrainingConfig, read_settings

    changed = read_settings_file(settings, with_current_settings) if settings else {}
    usual = SECOND_CYCLE if init_from else {}
    weights = {"image_weights": image_weights, "text_weights": text_weights}
    asked = {name: source for name, source in weights.items() if source} | {"seed": seed}
    chosen = usual | changed.get("training", {}) | asked | ({} if epochs is None else {"epochs": epochs})
    configs = read_settings(ModelConfig, changed.get("model", {})), read_settings(TrainingConfig, chosen)

    from mmref_core.experiments.build_checkpoint import build_checkpoint  # slow, and mistakes are told before
    from mmref_core.models.model_bundle import AttributeLabels
    from mmref_core.synthetic.captions.caption_writer import attribute_words, write_phrases

    def words_of(values: dict[str, list[str]]) -> AttributeLabels:
        return AttributeLabels(*attribute_words(values))

    build_checkpoint(data, (run, init_from), out, configs, write_phrases, words_of, device)
    typer.echo(f"wrote {out}; now run: python -m mmref_core evaluate --data {data} --checkpoint {out}")


@app.command()
def train_second(
    data: Annotated[Path, typer.Option(help="Folder of a data set with train and val splits.")],
    run: Annotated[Path, typer.Option(help="Folder for the state of this run; an interrupted one is continued.")],
    checkpoint: Checkpoint = SMALL,
    epochs: Annotated[float | None, typer.Option(help="Passes over the training pictures.")] = None,
    seed: int = 0,
    image_weights: ImageWeights = "package",
    text_weights: TextWeights = "package",
    weight: Annotated[
        float | None, typer.Option(min=0, max=10, help="Of the references; chosen on validation if not given.")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help='JSON as for "train", to change defaults.')] = None,
    init_from: Annotated[
        Path | None, typer.Option(help="Folder of another run of this command, with whose weights this one begins.")
    ] = None,
    device: Device = "auto",
) -> None:
    """Train a second pair of towers, from published weights, and put it into a checkpoint as encoder of references."""
    from mmref_core.checkpoints.format import with_current_settings
    from mmref_core.config import SECOND_MODEL, SECOND_TRAINING, ModelConfig, TrainingConfig, read_settings

    changed = read_settings_file(settings, with_current_settings) if settings else {}
    weights = {"image_weights": image_weights, "text_weights": text_weights}
    chosen = SECOND_TRAINING | weights | changed.get("training", {}) | {"seed": seed}
    chosen |= {} if epochs is None else {"epochs": epochs}
    model = read_settings(ModelConfig, SECOND_MODEL | changed.get("model", {}))
    configs = model, read_settings(TrainingConfig, chosen)

    from mmref_core.experiments.build_checkpoint import train_second_pair  # slow, and mistakes are told before

    train_second_pair(data, (run, init_from), checkpoint, configs, weight, device)
    typer.echo(f"wrote {checkpoint}; now run: python -m mmref_core evaluate --data {data} --checkpoint {checkpoint}")


@app.command()
def compare(
    data: Annotated[Path, typer.Option(help="Folder of a data set with train, val and test splits.")],
    run: Annotated[Path, typer.Option(help="Folder for the runs; an interrupted comparison is continued.")],
    persons: Annotated[int, typer.Option(min=1, help="Training persons, the first of the data set.")] = 1500,
    epochs: Annotated[float | None, typer.Option(help="Passes over their pictures, of every run.")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Runs of each variant.")] = 3,
    variants: Annotated[str, typer.Option(help="Some of the variants, with commas between; all if not given.")] = "",
    init_from: Annotated[
        Path | None,
        typer.Option(
            help="Folder of another run, or a checkpoint, with whose weights all variants begin.", exists=True
        ),
    ] = None,
    settings: Annotated[Path | None, typer.Option(help='JSON as for "train", for all variants alike.')] = None,
    out: Annotated[Path | None, typer.Option(help="Checkpoint whose report gets it too.", exists=True)] = None,
    as_json: Json = False,
) -> None:
    """Measure what each part of the method adds: variants of the model, learnt from the same data at the same cost."""
    from mmref_core.checkpoints.format import with_current_settings

    changed = read_settings_file(settings, with_current_settings) if settings else {}

    from mmref_core.checkpoints.save import write_comparison
    from mmref_core.experiments.ablation import compare as measure
    from mmref_core.experiments.ablation_variants import AblationPlan, variants_named
    from mmref_core.models.model_bundle import AttributeLabels
    from mmref_core.reports.tables import ablation_table
    from mmref_core.synthetic.captions.caption_writer import attribute_words, write_phrases

    training = changed.get("training", {}) | ({} if epochs is None else {"epochs": epochs})
    changes = changed.get("model", {}), training
    plan = AblationPlan(data, run, persons, seeds, *changes, variants_named(variants), init_from)
    comparison = measure(plan, write_phrases, lambda values: AttributeLabels(*attribute_words(values)))
    if out:
        write_comparison(out, comparison)
    if as_json:
        print_values(comparison, True)
    else:
        typer.echo(ablation_table(comparison))


@app.command()
def upgrade_checkpoint(
    data: Annotated[Path, typer.Option(help="Folder of the rendered data set that the model was trained on.")],
    checkpoint: Checkpoint = SMALL,
) -> None:
    """Give a checkpoint of an earlier version what `train` writes now: pictures of its references, words it knows."""
    from mmref_core.data.datasets import read_dataset
    from mmref_core.experiments.export import complete
    from mmref_core.experiments.provenance import data_facts

    pictures, words = complete(checkpoint, read_dataset(data, "train"), data_facts(data))
    typer.echo(f"wrote {pictures:,} pictures of reference persons and {words:,} known words to {checkpoint}")


@app.command()
def evaluate(
    data: Annotated[Path, typer.Option(help="Folder of a data set with a test split.")],
    checkpoint: Checkpoint = SMALL,
    split: str = "test",
    write: Annotated[bool, typer.Option(help="Put the figures into the checkpoint's report.json.")] = False,
    device: Device = "auto",
    as_json: Json = False,
) -> None:
    """Measure the initial and the refined ranking on unseen persons, with intervals by bootstrap over persons.

    With --write also curves over the weight of the references, the pool and the gallery, and report.md that shows all;
    and where the checkpoint does not say yet when nothing stands out, that is chosen first, on the validation split.
    """
    from mmref_core.checkpoints.load import load_model
    from mmref_core.checkpoints.save import write_report
    from mmref_core.data.datasets import read_dataset, read_splits
    from mmref_core.evaluation.curves import measure_curves
    from mmref_core.evaluation.evaluate import embed_split
    from mmref_core.evaluation.evaluate import evaluate as measure
    from mmref_core.evaluation.feedback_simulation import measure_feedback
    from mmref_core.evaluation.no_match_evaluation import measure_no_match
    from mmref_core.evaluation.pointing_game import measure_pointing
    from mmref_core.experiments.export import choose_missing_settings
    from mmref_core.experiments.provenance import data_facts
    from mmref_core.models.devices import device_named
    from mmref_core.reports.tables import metrics_table

    if write and split != "test":
        raise MMRefError(f"A checkpoint's report is of its test split, not of {split}. Leave --write or --split out.")

    model, samples = load_model(checkpoint, device_named(device)), read_dataset(data, split)
    if write:
        model = choose_missing_settings(checkpoint, model, read_splits(data).get("val", []))
    evaluated = embed_split(model, samples)
    measured = measure(model, evaluated, samples) | measure_feedback(model, evaluated, samples)
    measured["standing"] = measure_no_match(model, evaluated, samples)
    if pointed := measure_pointing(model, samples, data):
        measured["pointing"] = pointed
    report: dict[str, Any] = {split: measured}
    report["command"] = f"python -m mmref_core evaluate --data {data} --checkpoint {checkpoint} --split {split}"
    report["data"] = data_facts(data)
    if write:
        report["curves"] = measure_curves(model, evaluated, read_splits(data).get("train", []))
        write_report(checkpoint, report)
    if as_json:
        print_values(report, True)
    else:
        typer.echo(metrics_table(report[split]))


@app.command()
def document(
    files: Annotated[list[Path], typer.Argument(help="Markdown files whose tables are replaced.", exists=True)],
    checkpoint: Checkpoint = SMALL,
) -> None:
    """Put the tables of a checkpoint's report into README.md and docs/results.md, between their comments."""
    from mmref_core.checkpoints.format import COMPARISONS, REPORT
    from mmref_core.reports.doc_tables import fill_tables, tables_by_name

    report, comparisons = (json.loads((checkpoint / name).read_text("utf-8")) for name in (REPORT, COMPARISONS))
    for file in files:
        file.write_text(fill_tables(file.read_text("utf-8"), tables_by_name(report, comparisons)), "utf-8")
