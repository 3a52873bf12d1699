"""The command line: `python -m mmref_core COMMAND --help`."""

import logging

import typer

from mmref_core.command_line import model_commands, search_commands
from mmref_core.errors import MMRefError
from mmref_core.synthetic.dataset import commands as dataset_commands

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for group in (model_commands, search_commands, dataset_commands):
    app.add_typer(group.app)


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
