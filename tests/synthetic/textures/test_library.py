import numpy as np
import pytest
from jaxtyping import UInt8

from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.textures.canvas import SIDE, SMOOTH, cloud, noise_field, tile_numbers
from mmref_core.synthetic.textures.library import CUT_OUT, LAYERS, PAINTERS, layer, painted


@pytest.fixture(scope="module")
def layers() -> UInt8[np.ndarray, "layer 256 256 4"]:
    return painted()


@pytest.mark.parametrize("name", PAINTERS)
def test_every_texture_is_painted_all_over_and_again_alike(name: str) -> None:
    paint, times = PAINTERS[name]
    first, again = (paint(stream(0, "texture", name)) for _ in range(2))

    assert first.shape == (SIDE, SIDE, 4)
    assert np.isfinite(first).all()
    assert np.array_equal(first, again)
    assert first[..., :3].std() > 0.005
    assert 1 <= times <= 16


@pytest.mark.parametrize("name", sorted(CUT_OUT))
def test_a_cut_out_has_both_something_and_holes(name: str, layers: np.ndarray) -> None:
    there = layers[layer(name, 0), ..., 3] > 100

    assert 0.02 < there.mean() < 0.95


def test_variants_of_a_texture_differ_and_any_number_is_one_of_them(layers: np.ndarray) -> None:
    assert not np.array_equal(layers[layer("shop", 0)], layers[layer("shop", 1)])
    assert layer("shop", PAINTERS["shop"][1]) == layer("shop", 0)
    assert len(layers) == LAYERS


def test_noise_repeats_without_a_seam() -> None:
    field = noise_field(1.4, 0)
    inside = np.abs(np.diff(field, axis=0)).mean()

    assert np.abs(field[0] - field[-1]).mean() < 1.5 * inside
    assert abs(float(cloud(np.random.default_rng(0), 0.8).mean())) < 1e-3


def test_tiles_have_a_number_each_and_know_how_far_their_edges_are() -> None:
    number, aside, above = tile_numbers(np.random.default_rng(0), 4, 8)

    assert len(np.unique(number)) == 32
    assert aside.max() < SIDE / 8 + 1
    assert above.max() < SIDE / 16 + 1


def test_the_plainest_surface_has_the_tone_that_tints_reckon_with(layers: np.ndarray) -> None:
    assert abs(layers[layer("smooth", 0), ..., :3].mean() / 255 - SMOOTH) < 0.04
