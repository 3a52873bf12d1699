"""Mean and covariance of a gallery's features, from which the mean and the spread of any query's scores follow."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor


@dataclass(frozen=True)
class Moments:
    """The first two moments of some features; computed once, so that a query need not look at every image again."""

    mean: Float[Tensor, " dim"]
    covariance: Float[Tensor, "dim dim"]

    def spread(self, query: Float[Tensor, " dim"]) -> Float[Tensor, ""]:
        """Return the standard deviation of the features' inner products with a query."""
        return (query @ self.covariance @ query).clamp(min=0).sqrt()


def moments(features: Float[Tensor, "image dim"]) -> Moments:
    """Return the moments of features; nought for none."""
    if not len(features):
        return Moments(features.new_zeros(features.shape[1]), features.new_zeros(2 * features.shape[1:]))
    mean = features.mean(dim=0)
    centred = features - mean
    return Moments(mean, centred.T @ centred / len(features))
