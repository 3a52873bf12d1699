"""Options and output that commands of the command line share."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

SMALL = Path("checkpoints/small")

Checkpoint = Annotated[Path, typer.Option(help="Folder of the trained model.")]
Device = Annotated[
    Literal["auto", "cpu", "cuda"], typer.Option(help="What computes; auto takes a CUDA device if torch has one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]


def print_values(values: dict[str, Any], as_json: bool) -> None:
    """Print named values as one JSON document, or as a line for each."""
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(f"{name}: {value}" for name, value in values.items()))
