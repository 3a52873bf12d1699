"""A tiny sentence encoder in BERT's layout with random weights, as if it had been published."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from mmref_core.models.wordpiece import SPECIAL

WIDTH, HEADS, LAYERS, TOKENS, CONTEXT = 8, 2, 2, 11, 6


def published() -> dict[str, Tensor]:
    """Random weights by BERT's names."""
    generator = torch.Generator().manual_seed(5)

    def drawn(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator) * 0.5

    weights = {
        "embeddings.word_embeddings.weight": drawn(TOKENS + 4, WIDTH),
        "embeddings.position_embeddings.weight": drawn(20, WIDTH),
        "embeddings.token_type_embeddings.weight": drawn(2, WIDTH),
        "embeddings.LayerNorm.weight": drawn(WIDTH),
        "embeddings.LayerNorm.bias": drawn(WIDTH),
    }
    for layer in range(LAYERS):
        parts = {f"attention.self.{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
        parts |= {"attention.output.dense": (WIDTH, WIDTH)}
        parts |= {"intermediate.dense": (4 * WIDTH, WIDTH), "output.dense": (WIDTH, 4 * WIDTH)}
        for name, shape in parts.items():
            weights |= {
                f"encoder.layer.{layer}.{name}.weight": drawn(*shape),
                f"encoder.layer.{layer}.{name}.bias": drawn(shape[0]),
            }
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights |= {f"encoder.layer.{layer}.{name}.{kind}": drawn(WIDTH) for kind in ("weight", "bias")}
    return weights


def write_encoder(folder: Path) -> Path:
    """A published sentence encoder with random weights, in BERT's layout."""
    folder.mkdir(exist_ok=True)
    words = [*SPECIAL, "a", "red", "blue", "green", "coat", "##s", "漢", "b", "c", "d"]
    assert len(words) == TOKENS + 4
    shape = {"hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS}
    (folder / "config.json").write_text(json.dumps(shape))
    (folder / "tokenizer.json").write_text(json.dumps({"model": {"vocab": {word: i for i, word in enumerate(words)}}}))
    save_file(published(), folder / "model.safetensors")
    return folder
