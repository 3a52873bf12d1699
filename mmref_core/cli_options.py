"""What every command of the command line has: its choice of output."""

import json
from typing import Annotated, Any

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]


def print_values(values: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(f"{name}: {value}" for name, value in values.items()))
