from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from mmref_core.errors import QueryError
from mmref_core.models.encode import embed_pictures
from mmref_core.models.model_bundle import Model
from mmref_core.retrieval.gallery import index_images
from mmref_core.retrieval.image_query import STAMP_BYTES, embed_query_picture, picture_from_features, query_picture
from mmref_core.uploads.formats import Limits
from small_world import tiny_model, write_picture


@pytest.fixture(scope="module")
def model() -> Model:
    return tiny_model()


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pictures") / "person.png"
    write_picture(file, "red", "blue")
    return file


def test_a_picture_that_was_read_has_the_features_of_its_file(model: Model, picture: Path) -> None:
    read = embed_query_picture(model, picture.read_bytes())
    there = embed_pictures(model.towers, [picture]).features[0]
    assert (
        float(picture_from_features(model, read.features).descriptors.features[0] @ there) > 0.99
    )  # a lossy copy lies between
    with Image.open(BytesIO(read.thumbnail)) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("WEBP", (32, 64))


def test_a_picture_is_asked_for_by_its_place_or_by_what_is_left_of_it(model: Model, picture: Path) -> None:
    write_picture(picture.parent / "other.png", "green", "white")
    gallery = index_images(model, picture.parent)
    own = query_picture(model, gallery, 1)
    assert own is not None and own.image == 1
    assert torch.equal(own.descriptors.features[0], gallery.descriptors.features[1])
    from_outside = query_picture(model, gallery, embed_query_picture(model, picture.read_bytes()).features)
    assert from_outside is not None and from_outside.image is None
    assert query_picture(model, gallery, None) is None


def as_png(width: int, height: int) -> bytes:
    data = BytesIO()
    Image.new("L", (width, height)).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: b"", "file is empty"),
        (lambda: b"GIF89a" + bytes(50), "GIF picture"),
        (lambda: b"<svg onload='alert(1)'>", "SVG drawing"),
        (lambda: b"PK\3\4" + bytes(50), "zip archive"),
        (lambda: b"\xff\xd8\xff\xe0 and then nothing", "cut off or damaged"),
        (lambda: bytes(2_000_000), "more than the 1 MB"),
        (lambda: as_png(1500, 1500), "more than the 1 megapixels"),
        (lambda: as_png(900, 2), "too long and thin"),
    ],
)
def test_what_no_gallery_takes_is_not_searched_by(model: Model, data: Callable[[], bytes], message: str) -> None:
    limits = Limits(picture_bytes=1_000_000, pixels=1_000_000)
    with pytest.raises(QueryError, match=message) as refused:
        embed_query_picture(model, data(), limits)
    assert str(refused.value).startswith("This picture cannot be searched by: ")
    assert len(str(refused.value).splitlines()) == 1


def test_features_that_this_model_did_not_make_are_refused(model: Model, picture: Path) -> None:
    features = embed_query_picture(model, picture.read_bytes()).features
    infinite = np.full(model.towers.pooled_width, np.inf, "<f4").tobytes()
    for bad in (b"", b"x", features[:-1], features + b"1234", b"\0" * len(features), features[:STAMP_BYTES] + infinite):
        with pytest.raises(QueryError, match="Choose it again"):
            picture_from_features(model, bad)
    with pytest.raises(QueryError, match="another model"):
        picture_from_features(replace(model, fingerprint="other"), features)
