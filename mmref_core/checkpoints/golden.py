"""The golden feature of a checkpoint: the beginning of one text's embedding, which every machine must compute alike."""

from collections.abc import Sequence
from pathlib import Path

import torch

from mmref_core.errors import CheckpointError
from mmref_core.models.clip import Towers

GOLDEN_TEXT = "a woman in a red coat with a white bag"
NUMBERS = 8  # of its embedding that are stored
TOLERANCE = 0.01  # of an entry of a unit feature: half-precision weights, other processors


@torch.inference_mode()
def golden_feature(towers: Towers) -> list[float]:
    """Return the first numbers of the embedding of `GOLDEN_TEXT`, in half precision."""
    towers.eval()
    return towers.embed_texts(towers.tokenize([GOLDEN_TEXT]))[0, :NUMBERS].half().tolist()


def check_golden_feature(folder: Path, towers: Towers, stored: Sequence[float]) -> None:
    """Raise CheckpointError if towers loaded from a folder embed `GOLDEN_TEXT` differently from when it was saved."""
    found = torch.tensor(golden_feature(towers))[: len(stored)]
    if not torch.allclose(found, torch.tensor(stored, dtype=found.dtype), atol=TOLERANCE):
        raise CheckpointError(
            f"{folder} loads, but answers differently from when it was saved. "
            "Install the versions in requirements.txt, or restore the checkpoint."
        )
