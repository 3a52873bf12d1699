"""The commands `render`, `captions` and `dataset-report` of `python -m mmref_core`."""

from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from mmref_core.cli_options import Json, print_values

app = typer.Typer()


@app.command()
def render(
    out: Annotated[Path, typer.Option(help="Folder of the data set; an interrupted one is continued.")],
    persons: Annotated[int, typer.Option(min=1)] = 100,
    views: Annotated[int, typer.Option(min=1, help="Pictures of each person.")] = 6,
    seed: int = 0,
    processes: Annotated[int, typer.Option(min=1)] = 2,
    captions: Annotated[int, typer.Option(min=1, help="Captions of each training picture.")] = 6,
    validation: Annotated[int | None, typer.Option(min=0, help="Persons of the validation split.")] = None,
    test: Annotated[int | None, typer.Option(min=0, help="Persons of the test split, in unseen places.")] = None,
    as_json: Json = False,
) -> None:
    """Render people and write their captions (needs requirements-train.txt)."""
    from mmref_core.synthetic.dataset.rendered_dataset import RenderSettings, render_dataset

    chosen = {"persons": persons, "views": views, "seed": seed, "processes": processes, "captions": captions}
    chosen |= {name: value for name, value in (("validation", validation), ("test", test)) if value is not None}
    settings = RenderSettings(**chosen)
    with tqdm(total=persons * views, unit="picture", mininterval=2) as bar:
        render_dataset(settings, out, lambda progress: bar.update(progress.done - bar.n))
    print_values({"folder": str(out), "persons": persons, "pictures": persons * views}, as_json)


@app.command()
def captions(
    data: Annotated[Path, typer.Option(help="Folder of a rendered data set.")],
    sample: Annotated[int, typer.Option(min=1, help="How many pictures, spread over the data set.")] = 40,
) -> None:
    """Print captions beside the names of their pictures, with the recorded noise of each."""
    from mmref_core.synthetic.dataset.contact_sheets import spread
    from mmref_core.synthetic.dataset.dataset_report import caption_lines, read_records

    for record in spread(read_records(data), sample):
        typer.echo(f"\n{data / 'imgs' / record['img_path']}\n{caption_lines(record)}")


@app.command()
def dataset_report(
    data: Annotated[Path, typer.Option(help="Folder of a rendered data set.")],
    out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path("dataset-report.html"),
    speed: Annotated[bool, typer.Option("--speed", help="Also render some people and time the stages.")] = False,
    as_json: Json = False,
) -> None:
    """Write one page of contact sheets and figures of a rendered data set; print the figures."""
    from mmref_core.synthetic.dataset.dataset_report import write_report

    more = {}
    if speed:
        from mmref_core.synthetic.dataset.stages import measure_stages

        more = {"CPU-seconds a picture": measure_stages()}
    print_values(write_report(data, out, more), as_json)
