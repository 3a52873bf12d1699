import torch
from torch import Generator

from mmref_core.models.mmref import Reconstructor, mask_words, reconstruct
from small_world import on_sphere

WIDTH, DIM, VOCABULARY, TEXTS, WORDS = 16, 8, 12, 48, 6


def some_texts() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Each person's caption repeats the person's own word; the masked ones can be told from the reference alone."""
    persons = torch.arange(TEXTS) % 4
    tokens = (persons + 2)[:, None].repeat(1, WORDS)
    tokens[:, 0] = 1
    return tokens, persons, on_sphere(4, DIM, 3)


def test_so_many_words_are_hidden_and_no_special_one() -> None:
    tokens = torch.arange(2, 4002).reshape(40, 100)
    special = tokens % 10 == 0
    shown, hidden = mask_words(tokens, special, 0.15, 1, Generator().manual_seed(0))
    assert not (hidden & special).any()
    assert torch.equal(shown[~hidden], tokens[~hidden])
    assert (shown[hidden] == 1).all()
    assert abs(hidden[~special].float().mean() - 0.15) < 0.02


def test_guesses_do_not_depend_on_padding() -> None:
    torch.manual_seed(0)
    reconstructor, references = Reconstructor(WIDTH, DIM).eval(), on_sphere(2, DIM, 1)
    words, padding = torch.randn(2, 4, WIDTH), torch.zeros(2, 4, dtype=torch.bool)
    longer = torch.cat([words, torch.randn(2, 3, WIDTH)], dim=1)
    more = torch.cat([padding, torch.ones(2, 3, dtype=torch.bool)], dim=1)
    assert torch.allclose(
        reconstructor(longer, more, references)[:, :4], reconstructor(words, padding, references), atol=1e-5
    )


def test_the_loss_reaches_the_reference_and_is_of_hidden_words_alone() -> None:
    torch.manual_seed(0)
    tokens, persons, bank = some_texts()
    references = bank[persons].requires_grad_()
    reconstructor = Reconstructor(WIDTH, DIM, context=1)
    guesses, embeddings = reconstructor(torch.randn(TEXTS, WORDS, WIDTH), tokens == 0, references), torch.randn(12, 16)
    hidden = torch.zeros_like(tokens, dtype=torch.bool)
    assert reconstruct(guesses, tokens, hidden, embeddings) == 0
    hidden[3, 2] = True
    loss = reconstruct(guesses, tokens, hidden, embeddings)
    scores = embeddings @ guesses[3, 2]
    assert torch.allclose(loss, -scores.log_softmax(dim=0)[tokens[3, 2]], atol=1e-5)
    loss.backward()
    assert references.grad[3].abs().sum() > 0
    assert references.grad[:3].abs().sum() == 0


def test_masked_words_are_guessed_better_with_the_right_reference_than_with_a_shuffled_one() -> None:
    torch.manual_seed(0)
    tokens, persons, bank = some_texts()
    embedding, generator = torch.nn.Embedding(VOCABULARY, WIDTH), Generator().manual_seed(1)
    for context in (1, 4):
        reconstructor = Reconstructor(WIDTH, DIM, context)
        optimiser = torch.optim.Adam([*reconstructor.parameters(), *embedding.parameters()], lr=3e-3)

        def loss(owners: torch.Tensor, reconstructor: Reconstructor = reconstructor) -> torch.Tensor:
            shown, hidden = mask_words(tokens, tokens == 1, 1.0, 0, generator)
            guesses = reconstructor(embedding(shown), shown < 0, bank[owners])
            return reconstruct(guesses, tokens, hidden, embedding.weight)

        for _ in range(60):
            optimiser.zero_grad()
            loss(persons).backward()
            optimiser.step()
        with torch.no_grad():
            assert loss(persons) < 0.3 < 1.0 < loss((persons + 1) % 4)
