"""A sentence encoder in BERT's layout: states of tokens, whose mean is a text's feature (arXiv 1908.10084)."""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

EPSILON = 1e-12  # of every norm, as in BERT
WIDENING = 4  # of the layers' hidden width
LAYER = "encoder.layer.{}."
LINEAR = {  # parts of a published layer, and of torch's
    "attention.output.dense.": "self_attn.out_proj.",
    "attention.output.LayerNorm.": "norm1.",
    "intermediate.dense.": "linear1.",
    "output.dense.": "linear2.",
    "output.LayerNorm.": "norm2.",
}


class SentenceEncoder(nn.Module):
    """Embeddings of tokens and positions, and transformer layers that normalise after each part."""

    def __init__(self, vocabulary: int, width: int, layers: int, heads: int, context: int) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.layers = nn.ModuleList(_layer(width, heads) for _ in range(layers))
        self.frozen_layers = 0

    def freeze(self, layers: int) -> None:
        """Let the embeddings and the first layers stay as they are in training."""
        self.frozen_layers = layers
        for part in (self.tokens, self.positions, self.norm, *self.layers[:layers]):
            part.requires_grad_(False)

    def forward(
        self, tokens: Int[Tensor, "text token"], real: Bool[Tensor, "text token"]
    ) -> Float[Tensor, "text token width"]:
        """Return the state of every token; those that are not `real` are never looked at."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen_layers):
            states = self.norm(self.tokens(tokens) + self.positions.weight[: tokens.shape[1]])
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen_layers):
                states = layer(states, src_key_padding_mask=~real)
        return states


def mean_state(
    states: Float[Tensor, "text token width"], real: Bool[Tensor, "text token"]
) -> Float[Tensor, "text width"]:
    """Return the mean over the real tokens of each text."""
    return (states * real[:, :, None]).sum(dim=1) / real.sum(dim=1, keepdim=True)


def _layer(width: int, heads: int) -> nn.TransformerEncoderLayer:
    return nn.TransformerEncoderLayer(
        width, heads, WIDENING * width, dropout=0.0, activation="gelu", layer_norm_eps=EPSILON, batch_first=True
    )


def weights_of_bert(
    published: dict[str, Tensor], rows: Int[Tensor, " token"], context: int, layers: int
) -> dict[str, Tensor]:
    """Return weights of a `SentenceEncoder` from BERT's names, for some rows of its table of tokens.

    The embedding of the first segment is added to the positions, because a text is one segment. Raises KeyError where
    a weight is missing.
    """
    positions = published["embeddings.position_embeddings.weight"][:context]
    weights = {
        "tokens.weight": published["embeddings.word_embeddings.weight"][rows],
        "positions.weight": positions + published["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": published["embeddings.LayerNorm.weight"],
        "norm.bias": published["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        source, target = LAYER.format(number), f"layers.{number}."
        for kind in ("weight", "bias"):
            attention = (published[f"{source}attention.self.{part}.{kind}"] for part in ("query", "key", "value"))
            weights[f"{target}self_attn.in_proj_{kind}"] = torch.cat(list(attention))
            for theirs, ours in LINEAR.items():
                weights[f"{target}{ours}{kind}"] = published[f"{source}{theirs}{kind}"]
    return weights
