"""Which other pictures of its object, known or found, moved a picture."""

from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.reranking.descriptors import CLUSTER, VIEWS
from mmref_core.reranking.gallery_expansion import GalleryReferences, view_shares
from mmref_core.reranking.term_types import Terms
from mmref_core.results import View

MOST = 4  # told of one image


def weight_of_views(own: GalleryReferences, terms: Terms, off: frozenset[str], config: SearchConfig) -> float:
    """γ of the term of an image's object; 0 where it takes no part."""
    term, weight = (VIEWS, config.view_weight) if own.known else (CLUSTER, config.cluster_weight)
    return weight if term in terms.columns and term.key not in off else 0.0


def other_views(
    own: GalleryReferences,
    features: Float[Tensor, "image dim"],
    query: Float[Tensor, " dim"],
    weight: float,
    image: int,
) -> tuple[View, ...]:
    """Those that add most to the term of an image's object, or take most from it; `features` are of a whole gallery."""
    if own.objects is None:
        return ()
    images, shares = view_shares(query, features, own.objects, image)
    others = [
        View(other, weight * share)
        for other, share in zip(images.tolist(), shares.tolist(), strict=True)
        if other != image
    ]
    return tuple(sorted(others, key=lambda view: -abs(view.value))[:MOST])
