"""The image tower and the text tower. The one module that knows open_clip."""

import math
from collections.abc import Sequence

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
        self.clip.visual.to(memory_format=torch.channels_last)  # twice the speed of training on a processor
        self.tokenizer = SimpleTokenizer(context_length=config.context)

    @property
    def temperature(self) -> Float[Tensor, ""]:
        """Learnt temperature of `align`, at least 0.01 as in CLIP."""
        return (-self.clip.logit_scale).clamp(min=math.log(0.01)).exp()

    @property
    def pooled_width(self) -> int:
        """Of what the image tower pools; the text tower pools `config.text_width` numbers."""
        return self.clip.visual.trunk.num_features

    def embed_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image dim"]:
        return self.project_images(self.pool_images(pixels))

    def embed_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text dim"]:
        return self.project_texts(self.pool_texts(tokens))

    def pool_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image pooled"]:
        """What the tower sees in pictures before it is projected; a gallery keeps this."""
        return self.clip.visual.trunk(pixels)

    def project_images(self, pooled: Float[Tensor, "image pooled"]) -> Float[Tensor, "image dim"]:
        return normalize(self.clip.visual.head(pooled).float(), dim=1)

    def project_texts(self, pooled: Float[Tensor, "text pooled"]) -> Float[Tensor, "text dim"]:
        return normalize((pooled @ self.clip.text_projection).float(), dim=1)

    def pool_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text pooled"]:
        """What the tower makes of texts at their last token; padding beyond the longest of them is never looked at.

        Attention is causal, so what follows a text's last token cannot reach it: the features do not depend on what
        else is in the batch.
        """
        length = int((tokens != PADDING).sum(dim=1).max())
        tokens = tokens[:, :length]
        words = self.clip.token_embedding(tokens) + self.clip.positional_embedding[:length]
        words = self.clip.transformer(words, attn_mask=self.clip.attn_mask[:length, :length])
        return self.clip.ln_final(words)[torch.arange(len(tokens)), tokens.argmax(dim=1)]

    def tokenize(self, texts: Sequence[str]) -> Int[Tensor, "text token"]:
        """Padded tokens; a text that is too long loses its last words (see `words_kept`)."""
        return self.tokenizer(list(texts), context_length=self.config.context)

    def words_kept(self, text: str) -> str:
        """The beginning of the text that fits into the context."""
        room = self.config.context - 2  # start and end token
        return self.tokenizer.decode(self.tokenizer.encode(text)[:room]).strip()

    def fits(self, text: str) -> bool:
        return len(self.tokenizer.encode(text)) <= self.config.context - 2
