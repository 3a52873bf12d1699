"""The image tower and the text tower."""

import math
from collections.abc import Sequence
from functools import cached_property

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, normalize, pad

from mmref_core.config import CLIP_TEXT, SENTENCE, ModelConfig
from mmref_core.models.attribute_branches import (
    Branches,
    early_layers,
    early_stages,
    late_layers,
    late_stages,
    run_layers,
    run_stages,
)
from mmref_core.models.depthwise import hasten_depthwise
from mmref_core.models.image_towers import maps_and_pooled
from mmref_core.models.open_clip_parts import build_clip, clip_tokenizer
from mmref_core.models.sentence_encoder import SentenceEncoder, mean_state
from mmref_core.models.tgdt import WordFeatures
from mmref_core.models.tokenisation import (
    PADDING,
    ClipTokenizer,
    content_or_all,
    trained_tokens,
    truncated_words,
    words_all_of,
)
from mmref_core.models.wordpiece import WordPieceTokenizer

LENGTH_GROUPS = 3  # of a training batch: in one group, 40 % of 96 captions would be padding


class Towers(nn.Module):
    """Dual encoder: an image tower and a text tower with one embedding space; embeddings have unit length."""

    def __init__(self, config: ModelConfig, vocabulary: Sequence[str] = ()) -> None:
        """`vocabulary` has the tokens of a sentence encoder; CLIP's text tower brings its own."""
        super().__init__()
        self.config, self.vocabulary = config, tuple(vocabulary)
        self.second: Towers | None = None  # another pair, the encoder of references
        self.sentence: SentenceEncoder | None = None
        self.tokenizer: ClipTokenizer | WordPieceTokenizer
        self.clip = build_clip(config)
        if config.text_tower != SENTENCE:
            self.tokenizer = clip_tokenizer(config)
        else:
            self.tokenizer = WordPieceTokenizer(vocabulary, config.context)
            shape = config.text_width, config.text_layers, config.text_heads, config.context
            self.sentence = SentenceEncoder(len(vocabulary), *shape)
        hasten_depthwise(self.clip.visual.trunk)
        self.clip.visual.to(memory_format=torch.channels_last)  # twice the speed of training on a processor
        if config.patch_grid is not None:
            self.patch_head = nn.Linear(self.feature_width, config.dim)
            self.word_head = nn.Linear(config.text_width, config.dim)
        self.branches = Branches(*_last_parts(self.clip)) if config.branches else None

    def initialise_branches(self) -> None:
        """Copy weights of the towers into the branches."""
        if self.branches is not None:
            self.branches.copy_weights(*_last_parts(self.clip))

    @property
    def device(self) -> torch.device:
        """Return the device that the towers compute on; inputs may be on any, what they return is there."""
        return self.clip.logit_scale.device

    @property
    def temperature(self) -> Float[Tensor, ""]:
        """Return the learnt temperature of `align`, at least 0.01 as in CLIP."""
        return (-self.clip.logit_scale).clamp(min=math.log(0.01)).exp()

    @property
    def token_embedding(self) -> nn.Embedding:
        """Return the table of the text tower's tokens."""
        return self.clip.token_embedding if self.sentence is None else self.sentence.tokens

    @property
    def feature_width(self) -> int:
        """Return the number of channels of the image tower's last map."""
        return self.clip.visual.trunk.num_features

    @property
    def pooled_width(self) -> int:
        """Return the width of pooled image features: those of the tower, then those of its branch if it has one."""
        return self.feature_width * (1 + self.config.branches)

    @property
    def stored_width(self) -> int:
        """Return the width of what a gallery stores of an image: pooled features, then the second pair's embedding."""
        return self.pooled_width + (0 if self.second is None else self.second.config.dim)

    @property
    def pooled_text_width(self) -> int:
        """Return the width of pooled text features."""
        return self.config.text_width * (1 + self.config.branches)

    def embed_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image dim"]:
        """Return the embeddings of preprocessed images."""
        return self.project_images(self.pool_images(pixels))

    def embed_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text dim"]:
        """Return the embeddings of tokenised texts."""
        return self.project_texts(self.pool_texts(tokens))

    def pool_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image pooled"]:
        """Return pooled features before projection, which a gallery stores."""
        return self.forward_image(pixels)[1]

    def forward_image(
        self, pixels: Float[Tensor, "image 3 height width"]
    ) -> tuple[Float[Tensor, "image channel row column"], Float[Tensor, "image pooled"]]:
        """Return the last feature map and the pooled features: those of the tower, then those of its branch."""
        trunk, pixels = self.clip.visual.trunk, pixels.to(self.device)
        if self.branches is None:
            return maps_and_pooled(trunk, pixels)
        shared = run_stages(early_stages(trunk), pixels)
        maps, pool = run_stages(late_stages(trunk), shared), trunk.forward_head
        return maps, torch.cat([pool(maps), self.branches.forward_image(shared, pool)], dim=1)

    def patch_features(self, maps: Float[Tensor, "image channel row column"]) -> Float[Tensor, "image patch dim"]:
        """Return unit features of the patches of `config.patch_grid`, which must be set, row by row."""
        grid = adaptive_avg_pool2d(maps.float(), self.config.patch_grid).flatten(2).transpose(1, 2)
        return normalize(self.patch_head(grid).float(), dim=2)

    def project_images(self, pooled: Float[Tensor, "image pooled"]) -> Float[Tensor, "image dim"]:
        """Return embeddings of pooled image features."""
        return normalize(self.clip.visual.head(pooled[:, : self.feature_width].to(self.device)).float(), dim=1)

    def project_texts(self, pooled: Float[Tensor, "text pooled"]) -> Float[Tensor, "text dim"]:
        """Return embeddings of pooled text features."""
        own = pooled[:, : self.config.text_width].to(self.device)
        return normalize((own @ self.clip.text_projection).float(), dim=1)

    def pool_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text pooled"]:
        """Return the features of whole texts: those of the tower, then those of its branch.

        Padding is never looked at, so the features of a text do not depend on the other texts of the batch.
        """
        return self.pool_words(self.forward_text(tokens), tokens)

    def forward_text(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text word pooled"]:
        """Return the features of every token up to the longest text's end: those of the tower, then of its branch."""
        tokens = tokens.to(self.device)
        lengths = (tokens != PADDING).sum(dim=1)
        if self.sentence is None and self.clip.attn_mask is None:  # learnt with padding in sight
            return self._run_text(tokens, None)
        longest = int(lengths.max())
        order = lengths.argsort(stable=True)
        parts = [
            self._forward_text(tokens[rows], longest)
            for rows in order.chunk(LENGTH_GROUPS if torch.is_grad_enabled() else 1)
        ]
        return torch.cat(parts)[order.argsort()]

    def _forward_text(self, tokens: Int[Tensor, "text token"], longest: int) -> Float[Tensor, "text word pooled"]:
        """Return the same for texts of similar length, padded with zeros up to `longest`."""
        length = int((tokens != PADDING).sum(dim=1).max())
        if self.sentence is not None:
            states = self.sentence(tokens[:, :length], tokens[:, :length] != PADDING)
            return pad(states, (0, 0, 0, longest - length))
        states = self._run_text(tokens[:, :length], self.clip.attn_mask[:length, :length])
        return pad(states, (0, 0, 0, longest - length))

    def _run_text(
        self, tokens: Int[Tensor, "text token"], mask: Float[Tensor, "token token"] | None
    ) -> Float[Tensor, "text token pooled"]:
        words = self.clip.token_embedding(tokens) + self.clip.positional_embedding[: tokens.shape[1]]
        layers = self.clip.transformer.resblocks
        shared = run_layers(early_layers(layers), words, mask)
        states = self.clip.ln_final(run_layers(late_layers(layers), shared, mask))
        if self.branches is not None:
            states = torch.cat([states, self.branches.forward_text(shared, mask)], dim=2)
        return states

    def pool_words(
        self, states: Float[Tensor, "text word pooled"], tokens: Int[Tensor, "text token"]
    ) -> Float[Tensor, "text pooled"]:
        """Return CLIP's states of the end token, the largest token number, or a sentence encoder's mean states."""
        if self.sentence is not None:
            return mean_state(states, self.pooled_tokens(tokens[:, : states.shape[1]]).to(states.device))
        return states[torch.arange(len(tokens)), tokens.argmax(dim=1)]

    def pooled_tokens(self, tokens: Int[Tensor, "text token"]) -> Bool[Tensor, "text token"]:
        """Return which tokens the mean of a sentence encoder is over: all, or with `content_pooling` the content words.

        A text without content words has the mean of all its tokens.
        """
        if not self.config.content_pooling:
            return tokens != PADDING
        content = self.content_tokens[tokens] & ~self.tokenizer.special(tokens)
        return content_or_all(tokens != PADDING, content)

    @cached_property
    def content_tokens(self) -> Bool[Tensor, " token"]:
        """Return for each token of the vocabulary whether it is content: neither punctuation nor a stop word."""
        return self.tokenizer.content()

    def word_features(
        self, states: Float[Tensor, "text word pooled"], tokens: Int[Tensor, "text token"]
    ) -> WordFeatures:
        """Return unit features of the words between start and end token; needs `config.patch_grid`."""
        real = ~self.tokenizer.special(tokens[:, : states.shape[1]].to(self.device))
        own = states[..., : self.config.text_width]
        return WordFeatures(normalize(self.word_head(own).float(), dim=2), real)

    def tokenize(self, texts: Sequence[str]) -> Int[Tensor, "text token"]:
        """Return padded tokens; a text that is too long loses its last words (see `truncated_words`)."""
        return self.tokenizer(texts)

    def truncated_words(self, text: str) -> list[str]:
        """Return the words of a text, split at white space, that do not wholly fit into the context."""
        return truncated_words(self.tokenizer, text)

    def known_words(self, text: str) -> list[tuple[str, bool]]:
        """Return the words of a text in lower case, and whether all tokens of each were trained.

        A published text tower has learnt its whole vocabulary; from nothing, most tokens are in no caption
        (`tokenisation.trained_tokens`).
        """
        tokens = self.tokenizer.encode(text)[: self.config.context - 2]
        learnt = self._are_known(tokens)
        signs = [self.tokenizer.is_sign(token) for token in tokens]
        return words_all_of(self.token_words(text), learnt, signs)

    def _are_known(self, tokens: Sequence[int]) -> list[bool]:
        if self.config.text_tower == CLIP_TEXT:
            return trained_tokens(self.clip.token_embedding.weight.detach(), tokens)
        return [self.tokenizer.is_known(token) for token in tokens]

    def token_words(self, text: str) -> list[str]:
        """Return the word of each token between start and end; punctuation belongs to the word before it."""
        return self.tokenizer.words_of(self.tokenizer.encode(text)[: self.config.context - 2])

    def fits(self, text: str) -> bool:
        """Return whether all of a text fits into the context."""
        return len(self.tokenizer.encode(text)) <= self.config.context - 2


def _last_parts(clip: nn.Module) -> tuple[nn.Module, nn.ModuleList, nn.Module]:
    """Return the parts that the branches copy."""
    return clip.visual.trunk, clip.transformer.resblocks, clip.ln_final
