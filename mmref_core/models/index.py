"""Nearest-neighbour search in a gallery. No other module imports faiss."""

import faiss
import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor


class Index:
    """Exact inner-product search over unit features."""

    def __init__(self, features: Float[Tensor, "image dim"]) -> None:
        self._flat = faiss.IndexFlatIP(features.shape[1])
        if len(features):
            self._flat.add(np.ascontiguousarray(features.numpy(), dtype=np.float32))

    def __len__(self) -> int:
        return self._flat.ntotal

    def nearest(self, text: Float[Tensor, " dim"], count: int) -> tuple[Int[Tensor, " found"], Float[Tensor, " found"]]:
        """Return images and their cosines, best first, equal scores in gallery order; at most as many as there are.

        Asked for more than it holds, faiss answers image -1, so never more are asked for.
        """
        count = min(count, len(self))
        if count == 0:
            return torch.empty(0, dtype=torch.long), torch.empty(0)
        scores, images = self._flat.search(text[None].numpy().astype(np.float32), count)
        order = np.lexsort((images[0], -scores[0]))
        return torch.from_numpy(images[0][order]), torch.from_numpy(scores[0][order])
