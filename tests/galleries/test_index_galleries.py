from pathlib import Path

import pytest
import torch
from torch import Tensor

from mmref_core.errors import IntakeError, StoreError
from mmref_core.galleries.index_galleries import embed_files, open_contents, open_sample, sample_files
from mmref_core.galleries.user_galleries import UserGalleries
from mmref_core.models.model_bundle import Model
from mmref_core.retrieval.gallery import gallery_of, index_images
from mmref_core.retrieval.search import search
from small_world import tiny_model, write_picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place, (upper, lower) in enumerate([("red", "blue"), ("green", "white"), ("blue", "red"), ("red", "white")]):
        write_picture(tmp_path / "gallery" / f"p{place % 3}" / f"{place}.png", upper, lower)
    return tmp_path / "gallery"


@pytest.mark.parametrize("places", [None, (2, 1)])
def test_a_remembered_gallery_ranks_as_the_one_that_was_embedded(
    folder: Path, tmp_path: Path, places: tuple[int, int] | None
) -> None:
    model = tiny_model(patches=places)
    first = open_sample(model, folder, tmp_path / "kept")
    again = open_sample(model, folder, tmp_path / "kept")
    fresh = index_images(model, folder)
    answers = [search(model, gallery, "a red top").refined for gallery in (first, again, fresh)]
    assert answers[0] == answers[1] == answers[2]
    assert first.paths == fresh.paths
    assert first.objects == fresh.objects
    assert again.patches is None if places is None else torch.equal(again.patches, fresh.patches)


def counted(model: Model) -> list[int]:
    """Grows by the number of pictures whenever the model looks at some."""
    looked: list[int] = []
    embed = model.towers.forward_image

    def embed_and_count(pixels: Tensor) -> Tensor:
        looked.append(len(pixels))
        return embed(pixels)

    model.towers.forward_image = embed_and_count
    return looked


def test_remembered_features_are_used(folder: Path, tmp_path: Path) -> None:
    model = tiny_model()
    looked = counted(model)
    open_sample(model, folder, tmp_path / "kept")
    open_sample(model, folder, tmp_path / "kept")
    assert looked == [4]


@pytest.mark.parametrize("damage", [(slice(0, -1), b""), (slice(0, -1), b"\x7f"), (slice(0, 0), b"")])
def test_damaged_features_are_made_again(folder: Path, tmp_path: Path, damage: tuple[slice, bytes]) -> None:
    model = tiny_model(patches=(2, 1))
    looked = counted(model)
    open_sample(model, folder, tmp_path)
    (kept,) = tmp_path.glob("*.features")
    whole = kept.read_bytes()
    kept.write_bytes(whole[damage[0]] + damage[1])
    open_sample(model, folder, tmp_path)
    assert looked == [4, 4]
    assert kept.read_bytes() == whole


def test_a_changed_picture_is_embedded_anew_and_the_old_features_go(folder: Path, tmp_path: Path) -> None:
    model = tiny_model()
    looked = counted(model)
    open_sample(model, folder, tmp_path)
    write_picture(folder / "p0" / "0.png", "white", "white")
    open_sample(model, folder, tmp_path)
    assert looked == [4, 4]
    assert len(list(tmp_path.glob("*.features"))) == 1


def test_a_place_that_cannot_be_written_costs_time_only(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert len(open_sample(tiny_model(), folder, tmp_path / "file")) == 4


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_a_gallery_without_pictures_says_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(IntakeError, match="--gallery"):
        sample_files(tmp_path / name)


@pytest.mark.parametrize("places", [None, (3, 2)])
def test_a_stored_gallery_is_searched_with_the_features_that_were_kept(
    folder: Path, tmp_path: Path, places: tuple[int, int] | None
) -> None:
    model = tiny_model(patches=places)
    user_galleries = UserGalleries(tmp_path / "store", lambda files: embed_files(model, files), model.fingerprint)
    token = user_galleries.create("mine")
    assert len(open_contents(model, user_galleries.contents(token))) == 0
    user_galleries.fill(token, sample_files(folder))
    gallery = open_contents(model, user_galleries.contents(token))
    assert len(search(model, gallery, "a red top").refined) == 4
    if places:
        fresh = index_images(model, [picture.path for picture in user_galleries.contents(token).pictures])
        assert gallery.patches.shape == (4, 6, 16)
        assert torch.equal(gallery.patches, fresh.patches)


def test_a_gallery_kept_without_places_is_refused_by_a_model_that_has_them(folder: Path, tmp_path: Path) -> None:
    plain, model = tiny_model(), tiny_model(patches=(2, 1))
    user_galleries = UserGalleries(tmp_path / "store", lambda files: embed_files(plain, files), model.fingerprint)
    token = user_galleries.create("mine")
    user_galleries.fill(token, sample_files(folder))
    with pytest.raises(StoreError, match=r"before places .* again with `python -m mmref_core reindex --store FOLDER`"):
        open_contents(model, user_galleries.contents(token))
    with pytest.raises(ValueError, match="needs those of every picture"):
        gallery_of(model, ["a"], torch.zeros(1, model.towers.pooled_width), [None])
