import torch

from mmref_core.models.attribute_classifiers import AttributeClassifiers, fit_classifier
from mmref_core.models.attribute_heads import Vocabulary
from small_world import VOCABULARY, on_sphere, tiny_model


def test_values_of_each_attribute_sum_to_one() -> None:
    classifiers = tiny_model().knowledge.classifiers
    for values in (
        classifiers.image_probabilities(on_sphere(4, classifiers.image_weight.shape[1], 1)),
        classifiers.text_probabilities(on_sphere(4, 16, 2)),
    ):
        sums = torch.stack([part.sum(dim=1) for part in values.split(classifiers.sizes, dim=1)])
        assert torch.allclose(sums, torch.ones(2, 4), atol=1e-6)


def test_no_recorded_attribute_gives_no_value() -> None:
    classifiers = AttributeClassifiers(Vocabulary((), ()), 6, 4)
    assert (
        classifiers.image_probabilities(torch.ones(3, 6)).shape
        == classifiers.text_probabilities(torch.ones(3, 4)).shape
        == (3, 0)
    )


def test_a_fitted_reader_reads_what_is_there_and_expects_the_usual_where_nothing_is() -> None:
    """The first attribute can be read off the features, what was blue is hidden.

    The second is unrelated to them and unknown half the time.
    """
    generator = torch.Generator().manual_seed(4)
    colours = torch.randint(0, 3, (3000,), generator=generator)
    bags = (torch.rand(3000, generator=generator) < 0.3).long()
    labels = torch.stack([torch.tensor([0, 1, 3])[colours], bags], dim=1)
    labels[::2, 1] = -1
    pooled = 5 + 0.1 * torch.randn(3000, 6, generator=generator)
    pooled[torch.arange(3000), colours] += 1.0
    classifiers = AttributeClassifiers(VOCABULARY, 6, 6)
    fitted = fit_classifier(pooled[:2000], labels[:2000], classifiers.sizes, 400, seed=0)
    classifiers.set_weights(fitted, fitted)
    seen = classifiers.image_probabilities(pooled[2000:])
    assert torch.equal(seen, classifiers.text_probabilities(pooled[2000:]))
    assert (seen[:, :4].argmax(dim=1) == labels[2000:, 0]).float().mean() > 0.97
    assert abs(seen[:, 5].mean() - 0.3) < 0.05
    assert seen[:, 5].std() < 0.1


def test_fitting_again_gives_the_same_reader() -> None:
    pooled, labels = on_sphere(50, 4, 5), torch.arange(100).reshape(50, 2) % 2
    first, second = (fit_classifier(pooled, labels, [3, 2], 5, seed=1) for _ in range(2))
    assert torch.equal(first[0], second[0])
    assert torch.equal(first[1], second[1])
