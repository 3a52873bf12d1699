"""The quick backward pass against torch's own."""

import pytest
import torch
from torch import nn

from mmref_core.models.depthwise import DepthwiseConv2d, hasten_depthwise
from mmref_core.models.torchvision_operators import declare_missing_operators

declare_missing_operators()
from timm.layers import Conv2dSame  # noqa: E402


def gradients(convolution: nn.Module, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    images = images.clone().requires_grad_(True)
    convolution.zero_grad()
    found = convolution(images)
    (found * torch.arange(found.numel()).reshape(found.shape).cos()).sum().backward()
    return found.detach(), images.grad, convolution.weight.grad.clone()


@pytest.mark.parametrize("kernel", [3, 5])
@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize(("height", "width"), [(9, 6), (8, 5)])
@pytest.mark.parametrize("kind", [nn.Conv2d, Conv2dSame])
def test_values_and_gradients_are_those_of_torch(
    kind: type[nn.Conv2d], kernel: int, stride: int, height: int, width: int
) -> None:
    torch.manual_seed(0)
    padding = kernel // 2 if kind is nn.Conv2d else 0
    plain = kind(7, 7, kernel, stride=stride, padding=padding, groups=7, bias=False)
    images = torch.randn(3, 7, height, width)
    for own, quick in zip(gradients(plain, images), gradients(DepthwiseConv2d(plain), images), strict=True):
        torch.testing.assert_close(quick, own, atol=1e-5, rtol=1e-5)


def test_only_depthwise_convolutions_are_replaced_and_names_stay() -> None:
    module = nn.Sequential(
        nn.Conv2d(4, 4, 3, groups=4, bias=False), nn.Sequential(nn.Conv2d(4, 8, 1), nn.Conv2d(8, 8, 3, groups=8))
    )
    names = list(module.state_dict())
    hasten_depthwise(module)
    assert list(module.state_dict()) == names
    assert isinstance(module[0], DepthwiseConv2d)
    assert all(isinstance(part, nn.Conv2d) for part in module[1]), "one is no depthwise one, the other has a bias"
