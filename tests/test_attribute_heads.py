import torch

from mmref_core.attribute_heads import AttributeHeads, Vocabulary
from small_world import VOCABULARY, on_sphere


def test_labels_are_numbers_of_values_and_minus_one_where_nothing_is_known() -> None:
    assert VOCABULARY.labels({"upper_colour": "blue", "bag": "none"}) == [2, 0]
    assert VOCABULARY.labels({"upper_colour": "mauve"}) == [-1, -1]
    assert Vocabulary.from_dict(VOCABULARY.to_dict()) == VOCABULARY


def test_probabilities_of_each_attribute_sum_to_one_and_follow_the_rows() -> None:
    heads = AttributeHeads(VOCABULARY, 8, scale=12.0)
    with torch.no_grad():
        heads.rows.copy_(3 * on_sphere(5, 8, seed=2))  # the length of a row does not matter
    probabilities = heads.probabilities(on_sphere(4, 8, seed=3))
    sums = torch.stack([part.sum(dim=1) for part in probabilities.split(heads.sizes, dim=1)])
    assert torch.allclose(sums, torch.ones(2, 4), atol=1e-6)
    directed = heads.probabilities(on_sphere(5, 8, seed=2))
    assert [int(row.split(heads.sizes)[0].argmax()) for row in directed[:3]] == [0, 1, 2]
