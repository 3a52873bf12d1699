"""What terms are computed for: the images of one query's pool, or many queries in a whole gallery."""

from dataclasses import dataclass
from functools import cached_property

from jaxtyping import Float, Int, Int8
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.encode import Embedded
from mmref_core.models.index import Neighbours, nearest_images
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.clustering import NEIGHBOURS
from mmref_core.reranking.descriptors import Descriptors
from mmref_core.reranking.gallery_expansion import GalleryExpansion
from mmref_core.reranking.terms import Need
from mmref_core.search_types import Marks

NO_MARKS = Marks()


@dataclass(frozen=True)
class Feedback:
    """What the person searching says about results."""

    marks: Marks = NO_MARKS  # positions in the gallery
    unwanted: tuple[str, ...] = ()  # phrases for what images should not show

    @property
    def given(self) -> frozenset[Need]:
        return frozenset({Need.MARKS} if self.marks else ()) | frozenset({Need.UNWANTED} if self.unwanted else ())


NO_FEEDBACK = Feedback()


@dataclass(frozen=True)
class Pool:
    """The images of one query that are re-ranked, in gallery order, and everything that their terms compare."""

    images: Int[Tensor, " pooled"]  # positions in the gallery
    initial: Float[Tensor, " pooled"]  # cosine with the query
    descriptors: Descriptors
    expansion: GalleryExpansion
    patches: Int8[Tensor, "pooled patch dim"] | None  # token features, where the model has any
    gallery: Descriptors  # of all images, since marked ones may be outside of the pool
    feedback: Feedback = NO_FEEDBACK

    def __len__(self) -> int:
        return len(self.images)

    @property
    def available(self) -> frozenset[Need]:
        """Return what kinds of terms can rely on."""
        clustered = not self.expansion.known and self.expansion.objects is not None
        own = _available(self.expansion.known, clustered, self.patches is not None, self.gallery.second is not None)
        return own | self.feedback.given


@dataclass(frozen=True)
class QueryBatch:
    """Many queries whose pool is the whole gallery.

    `feedback` has a value for every query, or none at all.
    """

    model: Model
    texts: Embedded
    images: Embedded
    persons: Int[Tensor, " image"]  # whom the images show; their objects, where these are known
    initial: Float[Tensor, "text image"]  # cosines
    objects_known: bool = False
    feedback: tuple[Feedback, ...] = ()

    @cached_property
    def nearest(self) -> Neighbours:
        """Return the nearest other images of each image, which several kinds of terms begin with."""
        return nearest_images(self.images.features, NEIGHBOURS)

    def available(self, search: SearchConfig) -> frozenset[Need]:
        """Return what kinds of terms can rely on, with some settings."""
        clustered = not self.objects_known and search.cluster_distance is not None
        given = frozenset().union(*(feedback.given for feedback in self.feedback))
        images = self.images
        own = _available(self.objects_known, clustered, images.patches is not None, images.second is not None)
        return own | given


def _available(known: bool, clustered: bool, patches: bool, second: bool) -> frozenset[Need]:
    claims = {
        Need.KNOWN_OBJECTS: known,
        Need.UNKNOWN_OBJECTS: not known,
        Need.CLUSTERS: clustered,
        Need.PATCHES: patches,
        Need.SECOND_PAIR: second,
    }
    return frozenset(need for need, there in claims.items() if there)
