import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import build_figure
from mmref_core.synthetic.body.head import head_frame
from mmref_core.synthetic.body.parametric_body import SKIN
from mmref_core.synthetic.clothing.headwear import CROWNS, edge_height


@pytest.mark.parametrize("seed", range(4))
def test_the_head_frame_spans_the_skull(atlas: BodyAtlas, seed: int) -> None:
    figure = build_figure(atlas, draw_attributes(seed), seed)
    frame = head_frame(figure)
    assert figure.vertices[SKIN, 1].max() == pytest.approx(frame.centre[1] + frame.half[1], abs=1e-4)
    assert ((frame.half > 0.05) & (frame.half < 0.2)).all()


def test_a_beanie_is_lower_behind_and_a_cap_is_not() -> None:
    face, nape = np.array([0.1]), np.array([-0.1])
    beanie_front, beanie_back = (edge_height("beanie", depth) for depth in (face, nape))
    cap_front, cap_back = (edge_height("cap", depth) for depth in (face, nape))
    assert beanie_front is not None and beanie_back is not None and beanie_front > beanie_back
    assert cap_front is not None and cap_back is not None and cap_front < cap_back


def test_only_a_hat_has_an_edge() -> None:
    assert edge_height("none", np.zeros(1)) is None
    assert edge_height("hood", np.zeros(1)) is None
    assert all(edge_height(kind, np.zeros(1)) is not None for kind, crown in CROWNS.items() if not crown.band)
    assert edge_height("headband", np.zeros(1)) is None
