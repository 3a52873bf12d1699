"""Files of weights in the formats that people hand on, and files that are none."""

from pathlib import Path

import pytest
import torch

from mmref_core.errors import MMRefError
from mmref_core.models.tensor_files import read_tensors


def test_the_state_of_a_training_on_several_devices_is_read_by_the_models_own_names(tmp_path: Path) -> None:
    state = {"module.conv1.weight": torch.ones(2).half(), "module.count": torch.tensor(3)}
    torch.save({"epoch": 4, "state_dict": state}, tmp_path / "epoch_4.pt")
    read = read_tensors(tmp_path / "epoch_4.pt")
    assert read.keys() == {"conv1.weight", "count"} and read["conv1.weight"].dtype == torch.float32


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_torchscript_archive_is_read(tmp_path: Path) -> None:
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 3)), tmp_path / "ViT-B-16.pt")
    assert read_tensors(tmp_path / "ViT-B-16.pt").keys() == {"weight", "bias"}


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"PK\x03\x04broken"])
def test_a_file_without_weights_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "weights.pt").write_bytes(content)
    with pytest.raises(MMRefError, match="weights.pt holds no weights that can be read") as raised:
        read_tensors(tmp_path / "weights.pt")
    assert "\n" not in str(raised.value)


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    torch.save([torch.ones(2)], tmp_path / "list.pt")
    with pytest.raises(MMRefError, match="no tensors by name"):
        read_tensors(tmp_path / "list.pt")
