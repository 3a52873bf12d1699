"""MMRef's local reconstruction: masked words of a caption are guessed with the help of its person's reference."""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy


def masked(
    tokens: Int[Tensor, "text token"],
    special: Bool[Tensor, "text token"],
    share: float,
    mask: int,
    generator: torch.Generator,
) -> tuple[Int[Tensor, "text token"], Bool[Tensor, "text token"]]:
    """The texts with a share of their words replaced by the mask token, and which; special tokens never are."""
    hidden = (torch.rand(tokens.shape, generator=generator) < share) & ~special
    return tokens.masked_fill(hidden, mask), hidden


class Reconstructor(nn.Module):
    """H = FFN₂(MCA(FFN₁(MSA(Q)), K, V)) with Q the words and K, V the reference (MMRef, local reconstruction).

    A reference is one vector, and attention to one vector does not depend on the question: it is expanded to `context`
    tokens by a linear map (our choice; 1 is the literal reading). Norms before and residuals round every part, as in
    today's transformers (our choice). What comes out is compared with the embeddings of all tokens (our choice).
    """

    def __init__(self, width: int, dim: int, context: int = 4, heads: int = 4) -> None:
        super().__init__()
        self.context = context
        self.expand = nn.Linear(dim, context * width)
        self.attend_words = nn.MultiheadAttention(width, heads, batch_first=True)
        self.attend_reference = nn.MultiheadAttention(width, heads, batch_first=True)
        self.think, self.conclude = _feed_forward(width), _feed_forward(width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(4))

    def forward(
        self,
        words: Float[Tensor, "text word width"],
        padding: Bool[Tensor, "text word"],
        references: Float[Tensor, "text dim"],
    ) -> Float[Tensor, "text word width"]:
        """What stands at every place; `references` are the own persons', row by row."""
        context = self.expand(references).reshape(len(words), self.context, words.shape[2])
        asked = self.norms[0](words)
        words = words + self.attend_words(asked, asked, asked, key_padding_mask=padding, need_weights=False)[0]
        words = words + self.think(self.norms[1](words))
        words = words + self.attend_reference(self.norms[2](words), context, context, need_weights=False)[0]
        return words + self.conclude(self.norms[3](words))


def reconstruct(
    guesses: Float[Tensor, "text word width"],
    tokens: Int[Tensor, "text word"],
    hidden: Bool[Tensor, "text word"],
    embeddings: Float[Tensor, "vocabulary width"],
) -> Float[Tensor, ""]:
    """Cross-entropy of the hidden words alone among the whole vocabulary; 0 where none is hidden."""
    if not hidden.any():
        return guesses.sum() * 0
    return cross_entropy(guesses[hidden] @ embeddings.T, tokens[hidden])


def _feed_forward(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
