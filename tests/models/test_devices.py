"""Which device is taken, and where bfloat16 is used."""

import pytest
import torch

from mmref_core.errors import SettingsError
from mmref_core.models.devices import device_named, fast_bfloat16, quick_precision


def test_auto_takes_a_cuda_device_if_there_is_one() -> None:
    assert device_named("cpu") == torch.device("cpu")
    assert device_named("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_a_device_that_is_not_there_is_one_line() -> None:
    with pytest.raises(SettingsError, match="finds no CUDA device. Take --device cpu or auto") as raised:
        device_named("cuda")
    assert "\n" not in str(raised.value)


def test_bfloat16_is_used_where_it_is_fast() -> None:
    device, one = torch.device("cpu"), torch.ones(2, 2)
    with quick_precision(device):
        product = one @ one
    assert (product.dtype == torch.bfloat16) == fast_bfloat16(device)
