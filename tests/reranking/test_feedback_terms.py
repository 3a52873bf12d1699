import torch

from mmref_core.reranking.feedback_terms import NO_MATCH_SHARE, mark_terms
from small_world import on_sphere


def test_marks_are_rocchios_formula_with_a_term_for_each_mark() -> None:
    images, match, no_match = on_sphere(9, 5, 1), on_sphere(2, 5, 2), on_sphere(3, 5, 3)
    terms = mark_terms(images, match, no_match)
    centred = images - images.mean(dim=0)
    query = match.mean(dim=0) - NO_MATCH_SHARE * no_match.mean(dim=0)
    assert terms.shape == (9, 5)
    assert torch.allclose(terms.sum(dim=1), centred @ query, atol=1e-6)


def test_a_mark_moves_no_image_when_all_are_alike() -> None:
    images = on_sphere(1, 5, 1).repeat(4, 1)
    assert torch.allclose(mark_terms(images, on_sphere(1, 5, 2), images[:0]), torch.zeros(4, 1), atol=1e-6)
