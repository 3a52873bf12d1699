import math

import torch

from mmref_core.models.mmref import linear_agreement, person_terms, profiles
from mmref_core.models.similarity import cosine, margins, mixed
from small_world import on_sphere


def on_circle(*degrees: float) -> torch.Tensor:
    angles = torch.tensor(degrees) * math.pi / 180
    return torch.stack([angles.cos(), angles.sin()], dim=1)


def test_a_profile_is_the_softmax_over_the_nearest_references_and_has_unit_length() -> None:
    references = on_circle(0, 50, 120, 200)
    profile = profiles(on_circle(20), references, count=2, temperature=0.5)

    assert profile.references.tolist() == [[0, 1]]
    near, far = math.exp(math.cos(math.radians(20)) / 0.5), math.exp(math.cos(math.radians(30)) / 0.5)
    length = math.hypot(near, far)
    assert torch.allclose(profile.likeness, torch.tensor([[near / length, far / length]]), atol=1e-6)


def test_person_terms_add_up_to_the_inner_product_of_dense_profiles() -> None:
    references = on_sphere(9, 5, seed=1)
    text = profiles(on_sphere(1, 5, seed=2), references, count=4, temperature=0.3)
    images = profiles(on_sphere(7, 5, seed=3), references, count=4, temperature=0.3)

    terms = person_terms(text, images)

    for image in range(7):
        expected = 0.0
        for reference, likeness in zip(images.references[image].tolist(), images.likeness[image].tolist(), strict=True):
            for own, own_likeness in zip(text.references[0].tolist(), text.likeness[0].tolist(), strict=True):
                expected += likeness * own_likeness * (reference == own)
        assert math.isclose(terms[image].sum().item(), expected, abs_tol=1e-6)
    assert (terms >= 0).all()
    assert terms.sum() > 0


def test_more_neighbours_than_references_are_all_references() -> None:
    assert profiles(on_circle(10), on_circle(0, 90), count=50, temperature=1.0).references.shape == (1, 2)


def test_linear_agreement_as_a_reweighted_space_equals_its_mean_over_references() -> None:
    texts, images, references = on_sphere(3, 6, seed=4), on_sphere(5, 6, seed=5), on_sphere(11, 6, seed=6)
    agreement = linear_agreement(texts, images, references)
    for text in range(3):
        for image in range(5):
            products = [(texts[text] @ reference) * (images[image] @ reference) for reference in references]
            assert math.isclose(agreement[text, image], sum(products) / 11, abs_tol=1e-5)


def test_scores_are_text_by_image() -> None:
    assert torch.allclose(cosine(on_circle(0, 90), on_circle(60)), torch.tensor([[0.5], [3**0.5 / 2]]), atol=1e-6)


def test_a_margin_is_the_lead_of_the_first_and_none_where_there_is_no_second() -> None:
    scores = torch.tensor([[0.1, 0.9, 0.6], [0.5, 0.2, 0.5]])
    assert torch.allclose(margins(scores), torch.tensor([0.3, 0.0]))
    assert torch.allclose(margins(scores[:, :2]), torch.tensor([0.8, 0.3])), "two images have a second"
    assert margins(scores[:, :1]).tolist() == [0.0, 0.0]


def test_the_mix_of_text_and_picture_is_a_unit_feature_whose_cosines_are_their_mean_over_its_length() -> None:
    text, picture, images = on_sphere(1, 5, 1)[0], on_sphere(1, 5, 2)[0], on_sphere(4, 5, 3)
    feature, length = mixed(text, picture, 0.3)
    assert math.isclose(float(feature @ feature), 1, rel_tol=1e-5)
    dot = float(text @ picture)
    assert math.isclose(length, math.sqrt(0.7**2 + 0.3**2 + 2 * 0.7 * 0.3 * dot), rel_tol=1e-5)
    for image in images:
        expected = (0.7 * float(text @ image) + 0.3 * float(picture @ image)) / length
        assert math.isclose(float(feature @ image), expected, abs_tol=1e-6)
