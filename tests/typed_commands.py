"""Commands run as a person types them, and a small data set with a checkpoint for them."""

import subprocess
import sys
from pathlib import Path

from mmref_core.checkpoints.save import save_checkpoint
from small_world import tiny_model, write_dataset


def run(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run `python -m mmref_core` in a process of its own, with what is typed as its input."""
    command = [sys.executable, "-m", "mmref_core", *words]
    # In a session of its own it has no terminal, and reads what is typed from its input.
    return subprocess.run(command, capture_output=True, text=True, check=False, input=typed, start_new_session=True)


def write_world(root: Path) -> Path:
    """Write a data set to `data` and a checkpoint to `tiny`, and return their folder."""
    write_dataset(root / "data")
    model = tiny_model()
    save_checkpoint(root / "tiny", model.towers, model.knowledge, model.search, {})
    return root
