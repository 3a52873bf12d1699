from dataclasses import replace

import pytest
import torch

from mmref_core.config import TrainingConfig
from mmref_core.models.mmref import ReferenceBank, bank_of_means, reference_loss
from mmref_core.models.tokenisation import MASK
from mmref_core.training.objective import Losses, TrainingModel
from small_world import TINY, VOCABULARY, on_sphere


def test_a_reference_begins_as_the_mean_direction_of_its_person() -> None:
    features = on_sphere(5, 4, seed=1)
    bank = bank_of_means(features, torch.tensor([7, 3, 7, 3, 7]))
    assert bank.owners.tolist() == [3, 7]
    assert bank.counts.tolist() == [2, 3]
    mean = features[[0, 2, 4]].mean(dim=0)
    assert torch.allclose(bank.vectors[1], mean / mean.norm(), atol=1e-6)
    assert bank.rows_of([7, 3, 7]).tolist() == [1, 0, 1]


def test_a_person_without_a_reference_is_named() -> None:
    with pytest.raises(ValueError, match="no reference for person 9"):
        bank_of_means(on_sphere(2, 4, seed=1), torch.tensor([1, 2])).rows_of([1, 9])


def test_two_references_of_one_person_are_refused() -> None:
    with pytest.raises(ValueError, match="owns one reference"):
        ReferenceBank(on_sphere(2, 4, seed=1), torch.tensor([5, 5]), torch.tensor([1, 1]))


def test_all_that_a_bank_knows_is_in_its_state() -> None:
    bank = bank_of_means(on_sphere(6, 4, seed=2), torch.tensor([4, 4, 8, 1, 8, 8]))
    other = ReferenceBank.empty(3, 4)
    other.load_state_dict(bank.state_dict())
    assert other.rows_of([8, 1]).tolist() == bank.rows_of([8, 1]).tolist()
    assert torch.equal(other.vectors, bank.vectors)
    assert other.counts.tolist() == [1, 2, 3]


def test_renormalise_brings_rows_back_to_unit_length_and_keeps_their_direction() -> None:
    bank = bank_of_means(on_sphere(3, 4, seed=3), torch.tensor([1, 2, 3]))
    before = bank.vectors.detach().clone()
    with torch.no_grad():
        bank.vectors.mul_(torch.tensor([[2.0], [0.1], [7.0]]))
    bank.renormalise()
    assert torch.allclose(bank.vectors, before, atol=1e-6)


def test_with_frozen_separable_features_the_nearest_reference_names_the_person() -> None:
    centres = on_sphere(20, 16, seed=4)
    persons = torch.arange(20).repeat_interleave(8)
    noise = 0.12 * torch.randn(160, 16, generator=torch.Generator().manual_seed(5))
    features = torch.nn.functional.normalize(centres[persons] + noise, dim=1)
    bank = ReferenceBank(on_sphere(20, 16, seed=6), torch.arange(20), torch.full((20,), 8))
    optimiser = torch.optim.Adam(bank.parameters(), lr=0.01)
    for _ in range(300):
        optimiser.zero_grad()
        reference_loss(features, bank.vectors, bank.rows_of(persons.tolist()), 0.05).backward()
        optimiser.step()
        bank.renormalise()
    nearest = bank.owners[(features @ bank.vectors.T).argmax(dim=1)]
    assert (nearest == persons).float().mean() >= 0.99


EVERYTHING = TrainingConfig(reconstruct_weight=1.0, local_weight=1.0, consistency_weight=1.0, tolerance=0.0)


def losses_of_a_batch(config: TrainingConfig = EVERYTHING) -> tuple[TrainingModel, Losses]:
    from mmref_core.training.batches import Batch

    torch.manual_seed(0)
    training_model = TrainingModel(replace(TINY, patch_grid=(2, 1)), VOCABULARY, config)
    persons = torch.tensor([3, 5, 3, 8])
    training_model.bank = bank_of_means(on_sphere(4, TINY.dim, seed=7), persons)
    tokens = training_model.towers.tokenize(["red top", "a blue top", "green shirt and jeans", "backpack"])
    batch = Batch(torch.randn(4, 3, 64, 32), tokens, persons, torch.tensor([[0, 1], [2, 0], [1, -1], [0, 0]]))
    return training_model, training_model.losses(batch, config)


def test_fuse_reaches_the_references_and_no_tower() -> None:
    training_model, losses = losses_of_a_batch()
    losses.fuse.backward()
    assert all(weight.grad is None for weight in training_model.towers.parameters())
    assert training_model.bank is not None
    assert training_model.bank.vectors.grad.abs().sum() > 0


def test_guide_reaches_both_towers_and_no_reference() -> None:
    training_model, losses = losses_of_a_batch()
    losses.guide.backward()
    assert training_model.bank is not None
    assert training_model.bank.vectors.grad is None
    assert training_model.towers.clip.text_projection.grad.abs().sum() > 0
    assert training_model.towers.clip.visual.head.proj.weight.grad.abs().sum() > 0


@pytest.mark.parametrize("teaches_towers", [False, True])
def test_reconstruct_reaches_the_references_and_the_text_tower_only_where_it_should(teaches_towers: bool) -> None:
    training_model, losses = losses_of_a_batch(replace(EVERYTHING, reconstruct_towers=teaches_towers, masked_share=0.5))
    losses.reconstruct.backward()
    assert training_model.bank is not None
    assert training_model.bank.vectors.grad.abs().sum() > 0
    assert (training_model.towers.clip.token_embedding.weight.grad is not None) == teaches_towers
    assert all(weight.grad is None for weight in training_model.towers.clip.visual.parameters())


@pytest.mark.parametrize("name", ["local", "consistency"])
def test_losses_of_tgdt_reach_both_towers_and_no_reference(name: str) -> None:
    training_model, losses = losses_of_a_batch()
    assert getattr(losses, name) > 0
    getattr(losses, name).backward()
    assert training_model.bank is not None
    assert training_model.bank.vectors.grad is None
    assert training_model.towers.clip.token_embedding.weight.grad.abs().sum() > 0
    assert next(training_model.towers.clip.visual.trunk.parameters()).grad.abs().sum() > 0


def test_local_needs_places() -> None:
    with pytest.raises(ValueError, match="set its `patch_grid`"):
        TrainingModel(TINY, VOCABULARY, EVERYTHING)


def test_a_loss_without_weight_costs_nothing() -> None:
    training_model, losses = losses_of_a_batch(TrainingConfig())
    assert training_model.reconstructor is None
    assert losses.local == losses.consistency == losses.reconstruct == 0


def test_masked_words_are_hidden_from_the_losses() -> None:
    gradients = []
    for share in (0.0, 0.9):
        training_model, losses = losses_of_a_batch(TrainingConfig(masked_words=share))
        losses.align.backward()
        (backpack,) = training_model.towers.tokenizer.encode("backpack")
        (top,) = training_model.towers.tokenizer.encode("top")
        gradient = training_model.towers.clip.token_embedding.weight.grad
        gradients.append({token: gradient[token].abs().sum().item() for token in (backpack, top, MASK)})
    unmasked, mostly_masked = gradients
    assert all(unmasked[token] > 0 for token in list(unmasked)[:2]) and unmasked[MASK] == 0
    assert mostly_masked[MASK] > 0 and 0 in mostly_masked.values()
