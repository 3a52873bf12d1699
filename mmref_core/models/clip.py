"""The image tower and the text tower. The one module that knows open_clip."""

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, normalize, pad

from mmref_core.config import ModelConfig
from mmref_core.models.attribute_branches import (
    Branches,
    early_layers,
    early_stages,
    late_layers,
    late_stages,
    through,
    through_layers,
)
from mmref_core.models.tgdt import Words
from mmref_core.models.torchvision_operators import declare_missing_operators
from mmref_core.text.attribute_phrases import STOP_WORDS

declare_missing_operators()  # before open_clip, which imports torchvision
from open_clip import CLIP, SimpleTokenizer  # noqa: E402

PADDING = 0
FIRST_SPECIAL = 49406  # of CLIP's vocabulary: the start and the end of a text
READ_PARTS = 3  # of a training batch, by length: 40 % of 96 captions together would be padding
SAMPLED = 50  # one in so many tokens of the vocabulary tells how long the vector of an unlearnt one is
UNLIKELY = 5.0  # standard deviations; one unlearnt token in four million is as much longer than the usual one
MASK = 1  # stands for a hidden word: the quotation mark's token, since CLIP's vocabulary has none for it


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
        if config.places is not None:
            self.place_head = nn.Linear(self.view_width, config.dim)
            self.word_head = nn.Linear(config.text_width, config.dim)
        self.branches = Branches(*self._branching) if config.branches else None

    @property
    def _branching(self) -> tuple[nn.Module, nn.ModuleList, nn.Module]:
        """What branches stand beside."""
        return self.clip.visual.trunk, self.clip.transformer.resblocks, self.clip.ln_final

    def begin_branches(self) -> None:
        """Let branches begin as copies of the parts that they stand beside."""
        if self.branches is not None:
            self.branches.begin(*self._branching)

    @property
    def temperature(self) -> Float[Tensor, ""]:
        """Learnt temperature of `align`, at least 0.01 as in CLIP."""
        return (-self.clip.logit_scale).clamp(min=math.log(0.01)).exp()

    @property
    def view_width(self) -> int:
        """Of a place of what the image tower sees."""
        return self.clip.visual.trunk.num_features

    @property
    def pooled_width(self) -> int:
        """Of what is pooled of a picture: by the image tower, and after that by its branch if it has one."""
        return self.view_width * (1 + self.config.branches)

    @property
    def pooled_text_width(self) -> int:
        """The same of a text."""
        return self.config.text_width * (1 + self.config.branches)

    def embed_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image dim"]:
        return self.project_images(self.pool_images(pixels))

    def embed_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text dim"]:
        return self.project_texts(self.pool_texts(tokens))

    def pool_images(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image pooled"]:
        """What is pooled of pictures before it is projected or read; a gallery keeps this."""
        return self.look(pixels)[1]

    def look(
        self, pixels: Float[Tensor, "image 3 height width"]
    ) -> tuple[Float[Tensor, "image view row column"], Float[Tensor, "image pooled"]]:
        """What the tower sees where, and what is pooled of it and of what the branch sees."""
        if self.branches is None:
            maps = self.view(pixels)
            return maps, self.pool_maps(maps)
        trunk = self.clip.visual.trunk
        shared = through(early_stages(trunk), pixels)
        maps = through(late_stages(trunk), shared)
        return maps, torch.cat([self.pool_maps(maps), self.branches.see(shared, self.pool_maps)], dim=1)

    def view(self, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image view row column"]:
        """What the tower sees where, without its branch."""
        return self.clip.visual.trunk.forward_features(pixels)

    def pool_maps(self, maps: Float[Tensor, "image view row column"]) -> Float[Tensor, "image view"]:
        return self.clip.visual.trunk.forward_head(maps)

    def places(self, maps: Float[Tensor, "image view row column"]) -> Float[Tensor, "image place dim"]:
        """Features of the places of a grid over each picture, row by row, of unit length; needs `config.places`."""
        grid = adaptive_avg_pool2d(maps.float(), self.config.places).flatten(2).transpose(1, 2)
        return normalize(self.place_head(grid).float(), dim=2)

    def project_images(self, pooled: Float[Tensor, "image pooled"]) -> Float[Tensor, "image dim"]:
        return normalize(self.clip.visual.head(pooled[:, : self.view_width]).float(), dim=1)

    def project_texts(self, pooled: Float[Tensor, "text pooled"]) -> Float[Tensor, "text dim"]:
        return normalize((pooled[:, : self.config.text_width] @ self.clip.text_projection).float(), dim=1)

    def pool_texts(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text pooled"]:
        """What the tower, and its branch after it, make of texts at their last token.

        Padding beyond the longest of them is never looked at. Attention is causal, so what follows a text's last token
        cannot reach it: the features do not depend on what else is in the batch.
        """
        return self.pool_words(self.read(tokens), tokens)

    def read(self, tokens: Int[Tensor, "text token"]) -> Float[Tensor, "text word pooled"]:
        """What the tower makes of every token, up to the end of the longest text; behind it what its branch makes."""
        lengths = (tokens != PADDING).sum(dim=1)
        longest = int(lengths.max())
        order = lengths.argsort(stable=True)
        parts = [
            self._read(tokens[rows], longest) for rows in order.chunk(READ_PARTS if torch.is_grad_enabled() else 1)
        ]
        return torch.cat(parts)[order.argsort()]

    def _read(self, tokens: Int[Tensor, "text token"], longest: int) -> Float[Tensor, "text word pooled"]:
        """The same for texts of about one length; zeros behind the longest of them, up to `longest`."""
        length = int((tokens != PADDING).sum(dim=1).max())
        words = self.clip.token_embedding(tokens[:, :length]) + self.clip.positional_embedding[:length]
        mask, layers = self.clip.attn_mask[:length, :length], self.clip.transformer.resblocks
        shared = through_layers(early_layers(layers), words, mask)
        states = self.clip.ln_final(through_layers(late_layers(layers), shared, mask))
        if self.branches is not None:
            states = torch.cat([states, self.branches.read(shared, mask)], dim=2)
        return pad(states, (0, 0, 0, longest - length))

    def pool_words(
        self, states: Float[Tensor, "text word pooled"], tokens: Int[Tensor, "text token"]
    ) -> Float[Tensor, "text pooled"]:
        return states[torch.arange(len(tokens)), tokens.argmax(dim=1)]

    @cached_property
    def content(self) -> Bool[Tensor, " token"]:
        """Whether each token of the vocabulary can say something: no sign, and no function word of its own."""
        pieces = [self.tokenizer.decoder[token] for token in range(len(self.tokenizer.decoder))]
        own = [piece.removesuffix("</w>") if piece.endswith("</w>") else "" for piece in pieces]
        return torch.tensor(
            [_has_letters(piece) and name not in STOP_WORDS for piece, name in zip(pieces, own, strict=True)]
        )

    def content_words(self, words: Words, tokens: Int[Tensor, "text token"]) -> Words:
        """The words that say something; all of a text that has no such.

        Searching compares these alone (our choice): TGDT averages over all words, but on validation persons the others
        added nothing (Rank-1 57.4 with them, 57.6 without), and "in" is no reason that anybody understands.
        """
        said = words.real & self.content[tokens[:, : words.real.shape[1]]]
        return Words(words.features, torch.where(said.any(dim=1, keepdim=True), said, words.real))

    def words(self, states: Float[Tensor, "text word pooled"], tokens: Int[Tensor, "text token"]) -> Words:
        """Features of the words between the start and the end token; needs `config.places`."""
        shown = tokens[:, : states.shape[1]]
        ends = torch.arange(states.shape[1]) < shown.argmax(dim=1, keepdim=True)
        real = ends & (torch.arange(states.shape[1]) > 0)
        own = states[..., : self.config.text_width]
        return Words(normalize(self.word_head(own).float(), dim=2), real)

    def tokenize(self, texts: Sequence[str]) -> Int[Tensor, "text token"]:
        """Padded tokens; a text that is too long loses its last words (see `words_unread`)."""
        return self.tokenizer(list(texts), context_length=self.config.context)

    def words_unread(self, text: str) -> list[str]:
        """The words of a text, parted at white space, that do not wholly fit into the context."""
        room = self.config.context - 2  # start and end token
        words = text.split()
        for place, word in enumerate(words):
            room -= len(self.tokenizer.encode(word))
            if room < 0:
                return words[place:]
        return []

    def words_learnt(self, text: str) -> list[tuple[str, bool]]:
        """The words of a text that are read, in small letters, and whether training has taught all tokens of each.

        Most of CLIP's tokens are in no caption. Their vectors keep the length that they were made with, but for the
        decay that they all share, and these lengths lie close together: the standard deviation of a normal vector's
        length is 1 / √(2 width) of its mean. A vector that has learnt anything is longer.
        """
        vectors = self.clip.token_embedding.weight.detach()
        usual = vectors[::SAMPLED].norm(dim=1).median()
        longest = usual * (1 + UNLIKELY * (2 * vectors.shape[1]) ** -0.5)
        tokens = self.tokenizer.encode(text)[: self.config.context - 2]
        learnt = (vectors[tokens].norm(dim=1) > longest).tolist()
        signs = [not _has_letters(self.tokenizer.decoder[token].removesuffix("</w>")) for token in tokens]
        parts = zip(self.words_of(text), learnt, signs, strict=True)
        words = [
            (name, all(known for _, known, sign in group if not sign)) for name, group in groupby(parts, lambda p: p[0])
        ]
        return [word for word in words if _has_letters(word[0])]

    def words_of(self, text: str) -> list[str]:
        """For each token between the start and the end of a text the word that it is of; a sign goes with its word."""
        names: list[str] = []
        pending: list[int] = []
        for token in self.tokenizer.encode(text)[: self.config.context - 2]:
            pending.append(token)
            if self.tokenizer.decoder[token].endswith("</w>"):
                names += [self.tokenizer.decode(pending).strip()] * len(pending)
                pending = []
        names += [self.tokenizer.decode(pending).strip()] * len(pending)  # a word cut off by the context
        last = next(filter(_has_letters, names), "")
        for place, name in enumerate(names):
            names[place] = last = name if _has_letters(name) else last
        return names

    def fits(self, text: str) -> bool:
        return len(self.tokenizer.encode(text)) <= self.config.context - 2


def _has_letters(word: str) -> bool:
    return any(letter.isalnum() for letter in word)
