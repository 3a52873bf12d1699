import numpy as np
import pytest

from mmref_core.errors import MMRefError
from mmref_core.synthetic.camera.surveillance_camera import CameraView
from mmref_core.synthetic.geometry.solids import box
from mmref_core.synthetic.rendering.renderer import Renderer
from mmref_core.synthetic.scenes.light import SceneLight
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, joined, plain

VIEW = CameraView(np.array([0.0, 0.0, 6.0]), np.zeros(3), 40.0)
LIGHT = SceneLight(np.array([0.0, 0.0, 1.0]), (1.0, 1.0, 1.0), (0.4, 0.4, 0.4), (0.4, 0.4, 0.4), (0.0, 0.0, 1.0))


def test_one_renderer_draws_the_same_scene_in_any_size_and_stays_the_same() -> None:
    try:
        renderer = Renderer(64, 128)
    except MMRefError as error:
        pytest.skip(str(error))
    cube = joined([SceneryPart(box([-1, -1, -0.1], [1, 1, 0.1]), plain(np.random.default_rng(0), (0.3, 0.3, 0.3)))])
    small, large, again = (renderer.render(cube, VIEW, LIGHT, size) for size in ((32, 64), (128, 256), (32, 64)))

    assert small.ids.shape == (64, 32) and large.ids.shape == (256, 128)
    assert (small.ids == 255).mean() == pytest.approx((large.ids == 255).mean(), abs=0.03)
    assert np.array_equal(small.picture, again.picture)
    assert renderer.render(cube, VIEW, LIGHT).ids.shape == (128, 64)
