"""Provenance of a checkpoint: data, settings, cost and code."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mmref_core.data.datasets import Sample
from mmref_core.training.train import Run


def facts_of(run: Run, training: Sequence[Sample], data: Path, seconds: float) -> dict[str, Any]:
    """Return the facts of a checkpoint; `run` stands at its best step.

    `seconds` are those of all steps, with the runs that it started from.
    """
    return {
        "training": asdict(run.config),
        "training_before": run.before,
        "persons": len({sample.person for sample in training}),
        "pictures": len(training),
        "data": data_facts(data),
        "folder": str(data),
        "best_step": run.step,
        "steps": run.steps,
        "minutes": round(seconds / 60, 1),
        "cores": os.cpu_count(),
        "commit": _commit(),
    }


def data_facts(data: Path) -> dict[str, Any]:
    """Return settings, version and hash of a rendered data set; for others the name of the folder."""
    file = data / "dataset.json"
    return json.loads(file.read_text()) if file.exists() else {"folder": data.name}


def _commit() -> str:
    """Return the commit of the code; empty outside a repository."""
    try:
        answer = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()
