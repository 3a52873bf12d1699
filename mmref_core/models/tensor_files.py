"""Files of published weights, in the formats in which people hand them on."""

import warnings
from pathlib import Path
from pickle import UnpicklingError

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from mmref_core.errors import MMRefError

STATE = "state_dict"  # of the model in a file of a training's whole state
PARALLEL = "module."  # begins all names of a model that was trained on several devices


def read_tensors(file: Path | str) -> dict[str, Tensor]:
    """Return the tensors of a file by their names: safetensors, a state dict of torch, or a TorchScript archive.

    Nothing in a file is run. Raises MMRefError for a file that holds none or cannot be read.
    """
    file = Path(file)
    try:
        found = load_file(file) if file.suffix == ".safetensors" else _read_pickled(file)
    except (OSError, SafetensorError, RuntimeError, ValueError, EOFError, UnpicklingError) as error:
        told = "" if isinstance(error, UnpicklingError) else str(error).strip()  # torch advises to run what is in it
        reason = (told or "it is no file of torch or safetensors").splitlines()[0]
        raise MMRefError(f"{file} holds no weights that can be read ({reason}).") from error
    found = found.get(STATE, found) if isinstance(found, dict) else {}
    tensors = {name: value.float() if value.is_floating_point() else value for name, value in _tensors(found).items()}
    if not tensors:
        raise MMRefError(f"{file} holds no weights that can be read (there are no tensors by name in it).")
    whole = all(name.startswith(PARALLEL) for name in tensors)
    return {name.removeprefix(PARALLEL): value for name, value in tensors.items()} if whole else tensors


def _tensors(found: object) -> dict[str, Tensor]:
    items = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in items if isinstance(name, str) and isinstance(value, Tensor)}


def _read_pickled(file: Path) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of TorchScript archives, as OpenAI's files are
        try:
            return torch.load(file, "cpu", weights_only=True)
        except RuntimeError as error:
            if "TorchScript" not in str(error):
                raise
        return torch.jit.load(file, "cpu").state_dict()
