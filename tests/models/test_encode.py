from pathlib import Path

import pytest
import torch

from mmref_core.data.transforms import read_picture, to_input
from mmref_core.errors import IntakeError
from mmref_core.models.encode import embed_pictures, embed_pixels, embed_queries, embed_stored, embed_texts
from mmref_core.models.tgdt import dequantise
from small_world import tiny_model, write_dataset


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("pictures")
    write_dataset(root, views=4)
    return sorted((root / "imgs").rglob("*.jpg"))


def test_features_keep_the_order_of_the_files_and_do_not_depend_on_the_batch(files: list[Path]) -> None:
    towers = tiny_model().towers
    seen = []
    features = embed_pictures(towers, files, lambda done, total: seen.append((done, total))).features
    assert seen == [(64, 80), (80, 80)]
    for row in (0, 7, 63, 64, 79):
        assert torch.allclose(embed_pictures(towers, [files[row]]).features[0], features[row], atol=1e-5)


def test_places_of_pictures_and_words_of_queries_come_where_the_model_has_any(files: list[Path]) -> None:
    plain, towers = tiny_model().towers, tiny_model(patches=(3, 2)).towers
    assert embed_pictures(plain, files[:3]).patches is None
    assert embed_queries(plain, ["a coat"]).words is None
    images = embed_pictures(towers, files)
    assert images.patches.shape == (80, 6, 16)
    pixels = to_input(torch.stack([read_picture(file, 64, 32) for file in files[:5]]))
    with torch.inference_mode():
        patches = towers.patch_features(towers.forward_image(pixels)[0])
    assert torch.allclose(dequantise(images.patches[:5]), patches, atol=0.02)
    assert embed_pictures(towers, []).patches.shape == (0, 6, 16)

    texts = [f"a coat of {'very ' * (number % 9)}red cloth" for number in range(70)]
    queries = embed_queries(towers, texts)
    assert torch.allclose(queries.features, embed_texts(towers, texts).features, atol=1e-6)
    assert queries.words.real.sum(dim=1).tolist() == [3 + number % 9 for number in range(70)]  # not "a" and "of"
    alone = embed_queries(towers, [texts[66]]).words
    assert torch.allclose(alone.features[0, 1:9], queries.words.features[66, 1:9], atol=1e-5)
    assert len(embed_queries(towers, [])) == 0


def test_bytes_in_memory_and_files_give_the_same_features(files: list[Path]) -> None:
    towers = tiny_model().towers
    pixels = torch.stack([read_picture(file, 64, 32) for file in files[:5]])
    held, read = embed_pixels(towers, pixels), embed_pictures(towers, files[:5])
    assert torch.allclose(held.features, read.features, atol=1e-6)
    assert torch.allclose(held.pooled, read.pooled, atol=1e-5)


def test_texts_do_not_depend_on_the_batch() -> None:
    towers = tiny_model().towers
    texts = [f"a person with {number} bags and a {'very ' * (number % 9)}long coat" for number in range(70)]
    features = embed_texts(towers, texts).features
    for row in (0, 8, 63, 64, 69):
        assert torch.allclose(embed_texts(towers, [texts[row]]).features[0], features[row], atol=1e-6)


def test_a_file_that_is_no_picture_stops_with_its_name(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(IntakeError, match=r"bad.png is no picture"):
        embed_pictures(tiny_model().towers, [files[0], tmp_path / "bad.png"])


def test_no_picture_gives_no_feature() -> None:
    nothing = embed_pictures(tiny_model().towers, [])
    assert len(nothing) == 0
    assert nothing.features.shape == (0, 16)


def test_what_was_pooled_gives_the_features_again_even_in_half_precision(files: list[Path]) -> None:
    towers = tiny_model().towers
    first = embed_pictures(towers, files[:5])
    again = embed_stored(towers, first.pooled.half().float())
    assert torch.allclose(again.features, first.features, atol=2e-3)
    assert torch.allclose(again.features.norm(dim=1), torch.ones(5), atol=1e-5)
