"""Relevance feedback: pictures marked match or no match are references made on the fly."""

import torch
from jaxtyping import Float
from torch import Tensor

NO_MATCH_SHARE = 0.5  # of the weight of matches: what somebody is not says less than what they look like


def mark_terms(
    images: Float[Tensor, "image dim"], match: Float[Tensor, "match dim"], no_match: Float[Tensor, "no_match dim"]
) -> Float[Tensor, "image mark"]:
    """What each marked picture adds to each image, matches first: Rocchio's formula (1971), one term for each mark.

    A term is the cosine less its mean over the images, so that a mark moves them apart but not all of them. Matches
    share a weight of 1 among them, the others `NO_MATCH_SHARE`.
    """
    marked = torch.cat([match, no_match])
    alike = images @ marked.T
    shares = torch.cat([_shared(1.0, len(match)), _shared(-NO_MATCH_SHARE, len(no_match))])
    return (alike - alike.mean(dim=0)) * shares


def _shared(weight: float, count: int) -> Float[Tensor, " mark"]:
    return torch.full((count,), weight / max(count, 1))
