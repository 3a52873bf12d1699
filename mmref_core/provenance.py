"""Where a checkpoint comes from: its data, its settings, what it cost, and the code that made it."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from mmref_core.datasets import Sample
from mmref_core.training import BEST, Run


def facts_of(
    run: Run, training: Sequence[Sample], data: Path, seconds: float, after: Path | None = None
) -> dict[str, Any]:
    """What the model card tells; `run` stands at its best step, `seconds` is what all its steps took.

    `after` is the folder of the run that it began with; its steps count in `seconds`.
    """
    return {
        "training": asdict(run.config),
        "training_before": settings_of(after) if after else None,
        "persons": len({sample.person for sample in training}),
        "pictures": len(training),
        "data": data_facts(data),
        "best_step": run.step,
        "steps": run.steps,
        "minutes": round(seconds / 60, 1),
        "cores": os.cpu_count(),
        "commit": _commit(),
    }


def settings_of(run: Path) -> dict[str, Any]:
    """Training settings of a finished run."""
    return torch.load(run / BEST, weights_only=True)["config"]


def data_facts(data: Path) -> dict[str, Any]:
    """Settings, version and hash of a rendered data set; of another its folder's name alone."""
    file = data / "dataset.json"
    return json.loads(file.read_text()) if file.exists() else {"folder": data.name}


def _commit() -> str:
    """Of the code that trains; empty outside a repository."""
    try:
        answer = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()
