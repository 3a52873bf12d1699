"""What the tests of rendered people share: one atlas, since building it is the slow part."""

import pytest

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.parametric_body import load_body


@pytest.fixture(scope="session")
def atlas() -> BodyAtlas:
    return BodyAtlas(load_body())
