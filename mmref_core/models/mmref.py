"""The reference bank: one learnt feature per known person, and who owns which row."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import normalize


class ReferenceBank(nn.Module):
    """References of unit length. Everything needed after a restart is in the state dict."""

    vectors: Float[Tensor, "reference dim"]
    owners: Int[Tensor, " reference"]
    counts: Int[Tensor, " reference"]

    def __init__(
        self,
        vectors: Float[Tensor, "reference dim"],
        owners: Int[Tensor, " reference"],
        counts: Int[Tensor, " reference"],
    ) -> None:
        """`owners` are person numbers, one row each; `counts` says how many features a row was first made of."""
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
        """A bank of the right shape to load a state dict into."""
        return cls(torch.zeros(reference, dim), torch.arange(reference), torch.zeros(reference, dtype=torch.long))

    def rows_of(self, persons: Sequence[int]) -> Int[Tensor, " person"]:
        """Rows of known persons; an unknown person is a wrong call."""
        row = {person: index for index, person in enumerate(self.owners.tolist())}
        if unknown := sorted(set(persons) - row.keys()):
            raise ValueError(f"no reference for person {unknown[0]} (and {len(unknown) - 1} more)")
        return torch.tensor([row[person] for person in persons])

    def renormalise(self) -> None:
        """To be called after each step of the optimiser, which knows nothing of unit length."""
        with torch.no_grad():
            self.vectors.copy_(normalize(self.vectors, dim=1))


def bank_of_means(features: Float[Tensor, "item dim"], persons: Int[Tensor, " item"]) -> ReferenceBank:
    """A bank whose references are the mean of each person's image and text features (our choice of a beginning).

    `features` holds pictures and captions alike, one row each, of unit length.
    """
    owners, rows, counts = persons.unique(return_inverse=True, return_counts=True)
    sums = torch.zeros(len(owners), features.shape[1], dtype=features.dtype).index_add_(0, rows, features)
    return ReferenceBank(normalize(sums, dim=1), owners, counts)
