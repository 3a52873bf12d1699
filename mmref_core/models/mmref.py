"""MMRef (arXiv 2504.07718): the reference bank, fusion and guidance, reconstruction of masked words, profiles."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

from mmref_core.models.similarity import cosine


class ReferenceBank(nn.Module):
    """References of unit length, one for each training person."""

    vectors: Float[Tensor, "reference dim"]
    owners: Int[Tensor, " reference"]
    counts: Int[Tensor, " reference"]

    def __init__(
        self,
        vectors: Float[Tensor, "reference dim"],
        owners: Int[Tensor, " reference"],
        counts: Int[Tensor, " reference"],
    ) -> None:
        """`owners` are person numbers, one for each row; `counts` are the numbers of features in the initial means."""
        super().__init__()
        if len(owners.unique()) != len(owners):
            raise ValueError("a person owns one reference, but a person number occurs twice among the owners")
        self.vectors = nn.Parameter(vectors)
        self.register_buffer("owners", owners)
        self.register_buffer("counts", counts)

    def __len__(self) -> int:
        return len(self.owners)

    @classmethod
    def empty(cls, reference: int, dim: int) -> "ReferenceBank":
        """Return a bank of the right shape to load a state dict into."""
        return cls(torch.zeros(reference, dim), torch.arange(reference), torch.zeros(reference, dtype=torch.long))

    def rows_of(self, persons: Sequence[int]) -> Int[Tensor, " person"]:
        """Return the rows of persons. Raises ValueError for a person without a reference."""
        row = {person: index for index, person in enumerate(self.owners.tolist())}
        if unknown := sorted(set(persons) - row.keys()):
            raise ValueError(f"no reference for person {unknown[0]} (and {len(unknown) - 1} more)")
        return torch.tensor([row[person] for person in persons])

    def renormalise(self) -> None:
        """Scale the references to unit length; call it after each step of the optimiser."""
        with torch.no_grad():
            self.vectors.copy_(normalize(self.vectors, dim=1))


def bank_of_means(features: Float[Tensor, "item dim"], persons: Int[Tensor, " item"]) -> ReferenceBank:
    """Return a bank of the mean image and text feature of each person (our choice of initialisation).

    `features` are unit features of images and captions, one row each.
    """
    owners, rows, counts = persons.unique(return_inverse=True, return_counts=True)
    sums = torch.zeros(len(owners), features.shape[1], dtype=features.dtype).index_add_(0, rows, features)
    return ReferenceBank(normalize(sums, dim=1), owners, counts)


def mask_words(
    tokens: Int[Tensor, "text token"],
    special: Bool[Tensor, "text token"],
    share: float,
    mask: int,
    generator: torch.Generator,
) -> tuple[Int[Tensor, "text token"], Bool[Tensor, "text token"]]:
    """Return texts with a share of their words replaced by the mask token, and which; special tokens are kept."""
    hidden = (torch.rand(tokens.shape, generator=generator) < share) & ~special
    return tokens.masked_fill(hidden, mask), hidden


class Reconstructor(nn.Module):
    """H = FFN₂(MCA(FFN₁(MSA(Q)), K, V)) with Q the words and K, V the reference (MMRef, local reconstruction).

    A reference is one vector, and attention to one vector does not depend on the query: a linear map expands it to
    `context` tokens (our choice; 1 is the literal reading). Every part has a layer norm before it and a residual
    connection (our choice). The output is compared with the embeddings of all tokens (our choice).
    """

    def __init__(self, width: int, dim: int, context: int = 4, heads: int = 4) -> None:
        super().__init__()
        self.context = context
        self.expand = nn.Linear(dim, context * width)
        self.attend_words = nn.MultiheadAttention(width, heads, batch_first=True)
        self.attend_reference = nn.MultiheadAttention(width, heads, batch_first=True)
        self.feed_forward_words, self.feed_forward_output = _feed_forward(width), _feed_forward(width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(4))

    def forward(
        self,
        words: Float[Tensor, "text word width"],
        padding: Bool[Tensor, "text word"],
        references: Float[Tensor, "text dim"],
    ) -> Float[Tensor, "text word width"]:
        """Return the decoder's output for every token; `references` are those of each text's person."""
        context = self.expand(references).reshape(len(words), self.context, words.shape[2])
        asked = self.norms[0](words)
        words = words + self.attend_words(asked, asked, asked, key_padding_mask=padding, need_weights=False)[0]
        words = words + self.feed_forward_words(self.norms[1](words))
        words = words + self.attend_reference(self.norms[2](words), context, context, need_weights=False)[0]
        return words + self.feed_forward_output(self.norms[3](words))


def reconstruct(
    guesses: Float[Tensor, "text word width"],
    tokens: Int[Tensor, "text word"],
    hidden: Bool[Tensor, "text word"],
    embeddings: Float[Tensor, "vocabulary width"],
) -> Float[Tensor, ""]:
    """Return the cross-entropy of the masked words over the whole vocabulary; 0 if none is masked."""
    if not hidden.any():
        return guesses.sum() * 0
    return cross_entropy(guesses[hidden] @ embeddings.T, tokens[hidden])


def _feed_forward(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))


@dataclass(frozen=True)
class Profiles:
    """Sparse profiles: likeness of items to their most similar references; to all others it is 0."""

    references: Int[Tensor, "item neighbour"]  # rows of the bank, most alike first
    likeness: Float[Tensor, "item neighbour"]  # above 0, unit length over an item's neighbours

    def __getitem__(self, items: Int[Tensor, " chosen"]) -> "Profiles":
        return Profiles(self.references[items], self.likeness[items])


def profiles(
    features: Float[Tensor, "item dim"], references: Float[Tensor, "reference dim"], count: int, temperature: float
) -> Profiles:
    """Return the softmax over the `count` most similar references, scaled to unit length (MMRef's profile, sparse)."""
    alike, rows = cosine(features, references).topk(min(count, len(references)), dim=1)
    return Profiles(rows, normalize((alike / temperature).softmax(dim=1), dim=1))


def person_terms(text: Profiles, images: Profiles) -> Float[Tensor, "image neighbour"]:
    """Return what each reference of one text's profile adds to its agreement with each image.

    Column n belongs to `text.references[0, n]`; a row sums to the inner product of the two profiles.
    """
    shared = images.references[:, :, None] == text.references[0]
    return (images.likeness[:, :, None] * shared).sum(dim=1) * text.likeness[0]


def linear_agreement(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"], references: Float[Tensor, "reference dim"]
) -> Float[Tensor, "text image"]:
    """Return the mean over all references r of cos(text, r)·cos(image, r): dense linear profiles, for the ablation.

    Computed as text · RᵀR · image, so the cost for each pair does not grow with the number of references.
    """
    return texts @ (references.T @ references) @ images.T / len(references)


def reference_loss(
    features: Float[Tensor, "item dim"],
    references: Float[Tensor, "reference dim"],
    owners: Int[Tensor, " item"],
    temperature: float,
    hardest: int = 0,
) -> Float[Tensor, ""]:
    """Return the contrastive loss of features against all references; `owners` are the rows of each one's person.

    MMRef uses it twice. Global fusion (`fuse`): the caller detaches `features`, so only the references are trained.
    Guided learning (`guide`): the caller detaches `references`, so only the towers are trained. With `hardest` above 0
    the negatives are only that many other references, the most similar ones (MMRef's option).
    """
    logits = cosine(features, references) / temperature
    if 0 < hardest < len(references) - 1:
        own = logits.gather(1, owners[:, None])
        strangers = logits.scatter(1, owners[:, None], -float("inf")).topk(hardest, dim=1).values
        logits, owners = torch.cat([own, strangers], dim=1), torch.zeros_like(owners)
    return cross_entropy(logits, owners)
