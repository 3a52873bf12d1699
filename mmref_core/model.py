"""The towers and the shared attribute heads. The one module that knows open_clip."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import normalize

from mmref_core.config import ModelConfig
from mmref_core.torchvision_operators import declare_missing_operators

declare_missing_operators()  # before open_clip, which imports torchvision
from open_clip import CLIP, SimpleTokenizer  # noqa: E402

PADDING = 0


class Towers(nn.Module):
    """An image tower and a text tower that meet in one space; what leaves them has unit length."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.clip = CLIP(
            config.dim,
            {
                "timm_model_name": config.image_tower,
                "timm_pool": "avg",
                "timm_proj": "linear",
                "timm_drop_path": config.drop_path,
                "image_size": (config.image_height, config.image_width),
            },
            {
                "context_length": config.context,
                "width": config.text_width,
                "layers": config.text_layers,
                "heads": config.text_heads,
            },
        )
        self.tokenizer = SimpleTokenizer(context_length=config.context)

    @property
    def temperature(self) -> Float[Tensor, ""]:
        """Learnt temperature of `align`, at least 0.01 as in CLIP."""
        return (-self.clip.logit_scale).clamp(min=math.log(0.01)).exp()

    def embed_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image dim"]:
        return normalize(self.clip.visual(pixels).float(), dim=1)

    def embed_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text dim"]:
        """Features of tokenised texts; padding beyond the longest text of the batch is never looked at.

        Attention is causal, so what follows a text's last token cannot reach it: the features do not depend on what
        else is in the batch.
        """
        length = int((tokens != PADDING).sum(dim=1).max())
        tokens = tokens[:, :length]
        words = self.clip.token_embedding(tokens) + self.clip.positional_embedding[:length]
        words = self.clip.transformer(words, attn_mask=self.clip.attn_mask[:length, :length])
        ends = self.clip.ln_final(words)[torch.arange(len(tokens)), tokens.argmax(dim=1)]
        return normalize((ends @ self.clip.text_projection).float(), dim=1)

    def tokenize(self, texts: Sequence[str]) -> Int[Tensor, "text token"]:
        """Padded tokens; a text that is too long loses its last words (see `words_kept`)."""
        return self.tokenizer(list(texts), context_length=self.config.context)

    def words_kept(self, text: str) -> str:
        """The beginning of the text that fits into the context."""
        room = self.config.context - 2  # start and end token
        return self.tokenizer.decode(self.tokenizer.encode(text)[:room]).strip()

    def fits(self, text: str) -> bool:
        return len(self.tokenizer.encode(text)) <= self.config.context - 2


@dataclass(frozen=True)
class Vocabulary:
    """The attributes that the heads tell apart, and the values of each."""

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]

    def labels(self, visible: dict[str, str]) -> list[int]:
        """Number of each attribute's value, -1 where it is not visible or its value is unknown here."""
        return [
            options.index(visible[name]) if visible.get(name) in options else -1
            for name, options in zip(self.names, self.values, strict=True)
        ]

    def to_dict(self) -> dict[str, list[str]]:
        return {name: list(options) for name, options in zip(self.names, self.values, strict=True)}

    @classmethod
    def from_dict(cls, values: dict[str, list[str]]) -> "Vocabulary":
        return cls(tuple(values), tuple(tuple(options) for options in values.values()))


class AttributeHeads(nn.Module):
    """Linear heads from the shared space to attribute values: the same rows for pictures and texts, of unit length.

    The rows are detail references: a value of a detail is a direction that features are compared with.
    """

    priors: Float[Tensor, " value"]

    def __init__(self, vocabulary: Vocabulary, dim: int, scale: float) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.scale = scale
        self.sizes = [len(options) for options in vocabulary.values]
        self.rows = nn.Parameter(normalize(torch.randn(sum(self.sizes), dim), dim=1))
        self.register_buffer("priors", torch.cat([torch.full((size,), 1 / size) for size in self.sizes]))

    def logits(self, features: Float[Tensor, "item dim"]) -> tuple[Float[Tensor, "item _"], ...]:
        """Scores of the values of each attribute."""
        return (self.scale * features @ normalize(self.rows, dim=1).T).split(self.sizes, dim=1)

    def probabilities(self, features: Float[Tensor, "item dim"]) -> Float[Tensor, "item value"]:
        """Values of all attributes side by side; the values of one attribute sum to 1."""
        return torch.cat([scores.softmax(dim=1) for scores in self.logits(features)], dim=1)
