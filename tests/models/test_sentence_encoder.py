"""The sentence encoder against the layers written out, on random weights in BERT's layout."""

import math
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn.functional import gelu, layer_norm

from mmref_core.models.clip import Towers
from mmref_core.models.sentence_encoder import SentenceEncoder, mean_state, weights_of_bert
from mmref_core.models.wordpiece import SPECIAL
from small_bert import CONTEXT, HEADS, LAYERS, TOKENS, WIDTH, published
from small_world import TINY


def written_out(weights: dict[str, Tensor], row: Tensor) -> Tensor:
    """States of one text without padding, by BERT's formulas (arXiv 1810.04805)."""

    def linear(states: Tensor, name: str) -> Tensor:
        return states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(states: Tensor, name: str) -> Tensor:
        return layer_norm(states, (WIDTH,), weights[f"{name}.weight"], weights[f"{name}.bias"], 1e-12)

    states = weights["embeddings.word_embeddings.weight"][row]
    states = states + weights["embeddings.position_embeddings.weight"][: len(row)]
    states = norm(states + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        query, key, value = (linear(states, f"{layer}.attention.self.{name}") for name in ("query", "key", "value"))
        heads = []
        for part in torch.arange(WIDTH).chunk(HEADS):
            attention = (query[:, part] @ key[:, part].T / math.sqrt(len(part))).softmax(dim=1)
            heads.append(attention @ value[:, part])
        attended = linear(torch.cat(heads, dim=1), f"{layer}.attention.output.dense")
        states = norm(states + attended, f"{layer}.attention.output.LayerNorm")
        widened = linear(gelu(linear(states, f"{layer}.intermediate.dense")), f"{layer}.output.dense")
        states = norm(states + widened, f"{layer}.output.LayerNorm")
    return states


def encoder(rows: Tensor) -> SentenceEncoder:
    model = SentenceEncoder(TOKENS, WIDTH, LAYERS, HEADS, CONTEXT)
    model.load_state_dict(weights_of_bert(published(), rows, CONTEXT, LAYERS))
    return model.eval()


@torch.inference_mode()
def test_states_are_berts_formulas_written_out_and_padding_is_never_looked_at() -> None:
    rows = torch.arange(TOKENS) + 3  # some rows of the published table
    texts = torch.tensor([[2, 7, 3, 9, 4], [2, 5, 3, 0, 0]])
    real = texts != 0
    states = encoder(rows)(texts, real)
    for text, length in enumerate((5, 3)):
        expected = written_out(published(), rows[texts[text, :length]])
        torch.testing.assert_close(states[text, :length], expected, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(mean_state(states, real)[text], expected.mean(dim=0), atol=1e-5, rtol=1e-4)


def test_frozen_layers_get_no_gradient_and_the_others_do() -> None:
    model = encoder(torch.arange(TOKENS))
    model.freeze(1)
    texts = torch.tensor([[2, 7, 3]])
    model.train()(texts, texts != 0).pow(2).sum().backward()
    assert all(weight.grad is None for part in (model.tokens, model.layers[0]) for weight in part.parameters())
    assert all(weight.grad is not None and weight.grad.abs().sum() > 0 for weight in model.layers[1].parameters())


@torch.inference_mode()
def test_content_pooling_is_the_mean_state_of_content_words_and_of_all_tokens_where_there_are_none() -> None:
    settings = {"text_tower": "sentence", "text_width": WIDTH, "text_layers": LAYERS, "text_heads": HEADS}
    config = replace(TINY, **settings, context=8, content_pooling=True)
    towers = Towers(config, (*SPECIAL, "a", "red", "coat", "##s", "in", ",")).eval()
    for text, content in (
        ("A red, red coats in", [False, False, True, False, True, True, True, False]),
        ("in a", None),
    ):
        tokens = towers.tokenize([text])
        states = towers.forward_text(tokens)
        real = tokens[:, : states.shape[1]] != 0
        kept = real if content is None else torch.tensor([content])
        torch.testing.assert_close(towers.pool_words(states, tokens), states[kept].mean(dim=0)[None])
