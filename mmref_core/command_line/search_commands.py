"""The commands about galleries and their search: sample, index, reindex, search, bench, hash-password."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from mmref_core.cli_options import SMALL, Checkpoint, Device, Json, print_values

SAMPLE_GALLERY = Path("assets/gallery")

app = typer.Typer()


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
def index(
    gallery: Path = SAMPLE_GALLERY, checkpoint: Checkpoint = SMALL, device: Device = "auto", as_json: Json = False
) -> None:
    """Embed the pictures of a folder and say what was found."""
    from mmref_core import index_images, load_model
    from mmref_core.models.devices import device_named

    started = time.perf_counter()
    indexed = index_images(load_model(checkpoint, device_named(device)), gallery)
    known = {name for name in indexed.objects if name is not None}
    seconds = round(time.perf_counter() - started, 1)
    found = {"pictures": len(indexed), "objects": len(known), "folders_not_persons": indexed.doubtful_objects}
    print_values({"folder": str(gallery), **found, "seconds": seconds}, as_json)


@app.command()
def reindex(
    store: Annotated[Path, typer.Option(help="Folder of galleries that people brought: the --store of the page.")],
    checkpoint: Checkpoint = SMALL,
    device: Device = "auto",
    as_json: Json = False,
) -> None:
    """Embed all pictures of a page's galleries anew, as after a change of model. Stop the page before."""
    from functools import partial

    from mmref_core.checkpoints.load import load_model
    from mmref_core.galleries.index_galleries import embed_files
    from mmref_core.galleries.user_galleries import UserGalleries
    from mmref_core.models.devices import device_named

    started, model = time.perf_counter(), load_model(checkpoint, device_named(device))
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
    device: Device = "auto",
    as_json: Json = False,
) -> None:
    """Search a folder of pictures by a description or a picture; print both rankings and why pictures moved."""
    from dataclasses import asdict

    from mmref_core import index_images, load_model
    from mmref_core import search as answer
    from mmref_core.models.devices import device_named
    from mmref_core.retrieval.image_query import embed_query_file, picture_from_features
    from mmref_core.retrieval.query_warnings import faint_sentence

    model = load_model(checkpoint, device_named(device))
    by = None if picture is None else picture_from_features(model, embed_query_file(model, picture).features)
    result = answer(model, index_images(model, gallery), text, count, picture=by)
    if as_json:
        moves = [{**asdict(move), "reasons": move.reasons} for move in result.moves]
        for fields in moves:
            fields["votes"] = fields.pop("reference_matches")  # its name in all JSON
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
    cluster: Annotated[int, typer.Option(min=0, help="Instead, time the clustering of so many made-up pictures.")] = 0,
) -> None:
    """Time queries and indexing on this machine."""
    from mmref_core.checkpoints.load import load_model
    from mmref_core.experiments.benchmark import CLUSTER_DISTANCE, bench_clusters
    from mmref_core.experiments.benchmark import bench as measure

    measured = bench_clusters(cluster, CLUSTER_DISTANCE) if cluster else measure(load_model(checkpoint), gallery)
    figures = json.dumps(measured, indent=1)
    if write:
        write.write_text(figures + "\n")
    typer.echo(figures)


@app.command()
def hash_password(name: Annotated[str, typer.Argument(help="Whom the password is for.")]) -> None:
    """Ask for a password, and print the line for the file that `app.py --auth-file` reads."""
    from mmref_core.page.http.login import hash_password

    typer.echo(hash_password(name, typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)))
