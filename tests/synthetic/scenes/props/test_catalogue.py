import numpy as np
import pytest

from mmref_core.synthetic.scenes.props.catalogue import FLAT, THINGS, VARIANTS, model
from mmref_core.synthetic.textures.library import LAYERS

HANGING = ("overhead sign",)
BEYOND = ("sea",)  # goes below the horizon


@pytest.mark.parametrize("name", THINGS)
def test_things_stand_on_the_ground_are_finite_and_have_a_texture(name: str) -> None:
    for variant in range(0, VARIANTS, 4):
        for shape in model(name, variant).geometries:
            assert np.isfinite(shape.vertices).all()
            assert shape.faces.max() < len(shape.vertices)
            assert np.allclose(np.linalg.norm(shape.vertices[:, 3:6], axis=1), 1, atol=0.2)
            assert 0 <= shape.vertices[:, 8].min() <= shape.vertices[:, 8].max() < LAYERS
        lowest, highest = model(name, variant).low[1], model(name, variant).high[1]
        if name not in (*HANGING, *BEYOND):
            assert -1.0 < lowest < 0.45
        assert highest < 0.1 if name in FLAT else highest > 0.2


def test_a_model_stays_as_it_is_and_differs_from_the_next() -> None:
    first, other = model("car", 1), model("car", 2)
    model.cache_clear()
    again = model("car", 1)

    assert first is not again
    assert all(
        np.array_equal(one.vertices, two.vertices) for one, two in zip(first.geometries, again.geometries, strict=True)
    )
    assert not np.array_equal(first.geometries[0].vertices[:10], other.geometries[0].vertices[:10])


def test_reach_is_the_furthest_corner_of_the_footprint() -> None:
    cabinet = model("cabinet", 0)

    assert np.isclose(cabinet.reach, np.hypot(cabinet.high[0], cabinet.high[2]), atol=1e-6)
