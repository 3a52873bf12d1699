import torch

from mmref_core.models.attribute_heads import AttributeHeads, Vocabulary
from small_world import VOCABULARY, on_sphere


def test_labels_are_numbers_of_values_and_minus_one_where_nothing_is_known() -> None:
    assert VOCABULARY.labels({"upper_colour": "blue", "bag": "none"}) == [2, 0]
    assert VOCABULARY.labels({"upper_colour": "mauve"}) == [-1, -1]
    assert Vocabulary.from_dict(VOCABULARY.to_dict()) == VOCABULARY


def test_scores_of_values_are_scaled_cosines_with_the_rows() -> None:
    heads = AttributeHeads(VOCABULARY, 8, scale=12.0)
    with torch.no_grad():
        heads.rows.copy_(3 * on_sphere(5, 8, seed=2))  # the length of a row does not matter
    colours, bags = heads.logits(on_sphere(5, 8, seed=2))
    assert (colours.shape, bags.shape) == ((5, 3), (5, 2))
    assert torch.allclose(torch.cat([colours.diagonal()[:3], bags[3:].diagonal()]), torch.full((5,), 12.0), atol=1e-4)
    assert colours.abs().max() <= 12.0001


def test_what_is_not_to_be_seen_is_a_value_of_its_own_but_an_unknown_value_is_none() -> None:
    vocabulary = Vocabulary(("colour", "bag"), (("red", "green"), ("none", "backpack")))
    assert vocabulary.labels_or_unseen({"colour": "green"}) == [1, 2]
    assert vocabulary.labels_or_unseen({"colour": "mauve", "bag": "none"}) == [-1, 0]
