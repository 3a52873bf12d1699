"""The command line: `python -m mmref_core COMMAND --help`."""

import json
import logging
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from mmref_core.cli_options import Json, print_values
from mmref_core.errors import MMRefError
from mmref_core.synthetic.dataset.commands import app as people_app

SMALL = Path("checkpoints/small")
SAMPLE_GALLERY = Path("assets/gallery")

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(people_app)
Checkpoint = Annotated[Path, typer.Option(help="Folder of the trained model.")]


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
    after: Annotated[
        Path | None,
        typer.Option(help="Folder of another run, or a checkpoint, with whose weights a shorter cycle begins."),
    ] = None,
) -> None:
    """Train a model on a data set, choose its search settings on validation, write its checkpoint."""
    from mmref_core.config import SECOND_CYCLE, ModelConfig, TrainingConfig, read_settings
    from mmref_core.experiments.build_checkpoint import make_checkpoint
    from mmref_core.models.model_bundle import AttributeLabels
    from mmref_core.synthetic.captions.caption_writer import attribute_words, write_phrases

    changed = _changes(settings)
    usual = SECOND_CYCLE if after else {}
    chosen = usual | changed.get("training", {}) | {"seed": seed} | ({"epochs": epochs} if epochs else {})
    configs = read_settings(ModelConfig, changed.get("model", {})), read_settings(TrainingConfig, chosen)
    make_checkpoint(
        data, (run, after), out, configs, write_phrases, lambda values: AttributeLabels(*attribute_words(values))
    )
    typer.echo(f"wrote {out}; now run: python -m mmref_core evaluate --data {data} --checkpoint {out}")


@app.command()
def compare(
    data: Annotated[Path, typer.Option(help="Folder of a data set with train, val and test splits.")],
    run: Annotated[Path, typer.Option(help="Folder for the runs; an interrupted comparison is continued.")],
    persons: Annotated[int, typer.Option(min=1, help="Training persons, the first of the data set.")] = 1500,
    epochs: Annotated[float | None, typer.Option(help="Passes over their pictures, of every run.")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Runs of each variant.")] = 3,
    variants: Annotated[str, typer.Option(help="Some of the variants, with commas between; all if not given.")] = "",
    after: Annotated[
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
    from mmref_core.checkpoints.save import write_comparison
    from mmref_core.experiments.ablation import compare as measure
    from mmref_core.experiments.ablation_variants import Plan, chosen
    from mmref_core.models.model_bundle import AttributeLabels
    from mmref_core.reports.tables import compared
    from mmref_core.synthetic.captions.caption_writer import attribute_words, write_phrases

    changed = _changes(settings)
    training = changed.get("training", {}) | ({"epochs": epochs} if epochs else {})
    plan = Plan(data, run, persons, seeds, changed.get("model", {}), training, chosen(variants), after)
    comparison = measure(plan, write_phrases, lambda values: AttributeLabels(*attribute_words(values)))
    if out:
        write_comparison(out, comparison)
    if as_json:
        print_values(comparison, True)
    else:
        typer.echo(compared(comparison))


@app.command()
def complete(
    data: Annotated[Path, typer.Option(help="Folder of the rendered data set that the model was trained on.")],
    checkpoint: Checkpoint = SMALL,
) -> None:
    """Give a checkpoint of an earlier version what `train` writes now: pictures of its references, words it knows."""
    from mmref_core.data.datasets import read_dataset
    from mmref_core.experiments.export import complete as complete_checkpoint
    from mmref_core.experiments.provenance import data_facts

    pictures, words = complete_checkpoint(checkpoint, read_dataset(data, "train"), data_facts(data))
    typer.echo(f"wrote {pictures:,} pictures of reference persons and {words:,} known words to {checkpoint}")


@app.command()
def evaluate(
    data: Annotated[Path, typer.Option(help="Folder of a data set with a test split.")],
    checkpoint: Checkpoint = SMALL,
    split: str = "test",
    write: Annotated[bool, typer.Option(help="Put the figures into the checkpoint's report.json.")] = False,
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
    from mmref_core.evaluation.evaluate import embed_trial
    from mmref_core.evaluation.evaluate import evaluate as measure
    from mmref_core.evaluation.feedback_simulation import measure_wishes
    from mmref_core.evaluation.no_match_evaluation import measure_standing
    from mmref_core.evaluation.pointing_game import measure_pointing
    from mmref_core.experiments.export import settle
    from mmref_core.experiments.provenance import data_facts
    from mmref_core.reports.tables import table

    if write and split != "test":
        raise MMRefError(f"A checkpoint's report is of its test split, not of {split}. Leave --write or --split out.")

    model, samples = load_model(checkpoint), read_dataset(data, split)
    if write:
        model = settle(checkpoint, model, read_splits(data).get("val", []))
    trial = embed_trial(model, samples)
    measured = measure(model, trial, samples) | measure_wishes(model, trial, samples)
    measured["standing"] = measure_standing(model, trial, samples)
    if pointed := measure_pointing(model, samples, data):
        measured["pointing"] = pointed
    report: dict[str, Any] = {split: measured}
    report["command"] = f"python -m mmref_core evaluate --data {data} --checkpoint {checkpoint} --split {split}"
    report["data"] = data_facts(data)
    if write:
        report["curves"] = measure_curves(model, trial, read_splits(data).get("train", []))
        write_report(checkpoint, report)
    if as_json:
        print_values(report, True)
    else:
        typer.echo(table(report[split]))


@app.command()
def document(
    files: Annotated[list[Path], typer.Argument(help="Markdown files whose tables are replaced.", exists=True)],
    checkpoint: Checkpoint = SMALL,
) -> None:
    """Put the tables of a checkpoint's report into README.md and docs/results.md, between their comments."""
    from mmref_core.checkpoints.format import COMPARISONS, REPORT
    from mmref_core.reports.doc_tables import blocks, filled

    report, comparisons = (json.loads((checkpoint / name).read_text("utf-8")) for name in (REPORT, COMPARISONS))
    for file in files:
        file.write_text(filled(file.read_text("utf-8"), blocks(report, comparisons)), "utf-8")


@app.command()
def sample(
    data: Annotated[Path, typer.Option(help="Folder of a data set with a test split.")],
    persons: Annotated[int, typer.Option(min=1)] = 75,
    out: Annotated[Path, typer.Option(help="Folder of the gallery; what it held is replaced.")] = SAMPLE_GALLERY,
) -> None:
    """Make the sample gallery of held-out persons, and queries.json beside it."""
    from mmref_core.data.datasets import read_dataset
    from mmref_core.experiments.sample_gallery import write_sample_gallery

    pictures = write_sample_gallery(read_dataset(data, "test"), persons, out)
    typer.echo(f"wrote {pictures} pictures of {persons} persons to {out}")


@app.command()
def index(gallery: Path = SAMPLE_GALLERY, checkpoint: Checkpoint = SMALL, as_json: Json = False) -> None:
    """Embed the pictures of a folder and say what was found."""
    from mmref_core import index_images, load_model

    started = time.perf_counter()
    indexed = index_images(load_model(checkpoint), gallery)
    known = {name for name in indexed.objects if name is not None}
    seconds = round(time.perf_counter() - started, 1)
    print_values({"folder": str(gallery), "pictures": len(indexed), "objects": len(known), "seconds": seconds}, as_json)


@app.command()
def reindex(
    store: Annotated[Path, typer.Option(help="Folder of galleries that people brought: the --store of the page.")],
    checkpoint: Checkpoint = SMALL,
    as_json: Json = False,
) -> None:
    """Embed all pictures of a page's galleries anew, as after a change of model. Stop the page before."""
    from functools import partial

    from mmref_core.checkpoints.load import load_model
    from mmref_core.galleries.index_galleries import embed_files
    from mmref_core.galleries.user_galleries import UserGalleries

    started, model = time.perf_counter(), load_model(checkpoint)
    galleries, pictures = UserGalleries(store, partial(embed_files, model), model.fingerprint).reindex_all()
    seconds = round(time.perf_counter() - started, 1)
    told = {"folder": str(store), "galleries": galleries, "pictures": pictures, "seconds": seconds}
    print_values(told, as_json)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="The description; may be left out where there is a picture.")] = "",
    picture: Annotated[Path | None, typer.Option(help="Picture to search by, alone or beside a description.")] = None,
    gallery: Path = SAMPLE_GALLERY,
    checkpoint: Checkpoint = SMALL,
    count: Annotated[int, typer.Option(min=1)] = 10,
    as_json: Json = False,
) -> None:
    """Search a folder of pictures by a description or a picture; print both rankings and why pictures moved."""
    from dataclasses import asdict

    from mmref_core import index_images, load_model
    from mmref_core import search as answer
    from mmref_core.retrieval.image_query import embed_query_file, picture_from_features
    from mmref_core.retrieval.query_warnings import faint_sentence

    model = load_model(checkpoint)
    by = None if picture is None else picture_from_features(model, embed_query_file(model, picture).features)
    result = answer(model, index_images(model, gallery), text, count, picture=by)
    if as_json:
        moves = [{**asdict(move), "reasons": move.reasons} for move in result.moves]
        for move in moves:
            move["votes"] = move.pop("reference_matches")  # its name in all JSON
        print_values({**asdict(result), "moves": moves}, True)
        return
    for note in (*([] if result.stands_out else [faint_sentence(result.unlearnt)]), *result.notes):
        typer.echo(note)
    for move in result.moves:
        typer.echo(f"{move.rank_before:>5} -> {move.rank_after:<5} {move.path}  {', '.join(move.reasons)}")


@app.command()
def bench(
    gallery: Path = SAMPLE_GALLERY,
    checkpoint: Checkpoint = SMALL,
    write: Annotated[Path | None, typer.Option(help="File for the JSON.")] = None,
) -> None:
    """Time queries and indexing on this machine."""
    from mmref_core.checkpoints.load import load_model
    from mmref_core.experiments.benchmark import bench as measure

    figures = json.dumps(measure(load_model(checkpoint), gallery), indent=1)
    if write:
        write.write_text(figures + "\n")
    typer.echo(figures)


@app.command()
def hash_password(name: Annotated[str, typer.Argument(help="Whom the password is for.")]) -> None:
    """Ask for a password, and print the line for the file that `app.py --auth-file` reads."""
    from mmref_core.page.http.login import hash_password

    typer.echo(hash_password(name, typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)))


def _changes(settings: Path | None) -> dict[str, Any]:
    """What a settings file changes of the defaults, by part."""
    from mmref_core.checkpoints.format import with_current_settings

    changed = json.loads(settings.read_text()) if settings else {}
    return {part: with_current_settings(values) for part, values in changed.items()}


def main() -> None:
    """Run a command; a mistake of the person using it is one line, not a traceback."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("faiss").setLevel(logging.WARNING)  # it tells which instruction set it was built for
    try:
        app()
    except MMRefError as error:
        raise SystemExit(f"mmref_core: {error}") from None


if __name__ == "__main__":
    main()
