"""The registry of term kinds: every kind of term of the refined score, with its weight, symbol and label.

Whatever needs to know which kinds there are reads `KINDS`: the sums of `rerank` and `batched`, explanations, the choice
of settings, ablations, curves, reports and the page. Nothing here imports torch, because the page reads it too; the
maths of a kind is its `TermForms`, in the module that its entry names.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import Enum

from mmref_core.config import SearchConfig

Grid = dict[str, tuple[float | int | None, ...]]  # the weight last: it varies fastest; the first of equals is taken


class Stage(Enum):
    """The stage of the search that a kind belongs to."""

    TOKEN = "token"  # words of the description against patches of the image
    REFERENCE = "reference"  # comparison by way of references
    FEEDBACK = "feedback"  # what the person searching marked or does not want; a confident query is refined by it too


class Need(Enum):
    """What must be there before a kind can take part."""

    PATCHES = "patches"  # the model compares words with patches, and the images have them
    SECOND_PAIR = "second pair"  # the model has a second pair of towers
    KNOWN_OBJECTS = "known objects"  # which images show one person is known
    UNKNOWN_OBJECTS = "unknown objects"  # it is not
    CLUSTERS = "clusters"  # images are clustered, since objects are unknown
    MARKS = "marks"
    UNWANTED = "unwanted"


@dataclass(frozen=True, eq=False)
class TermKind:
    """One kind of term, as plain data.

    The order of a floating-point sum changes its last digits. The two ranks keep the order in which published rankings
    and reports were summed; lower ranks come first, equal ones keep the order of `KINDS`. A new kind needs neither.
    """

    name: str  # its weight is `SearchConfig.<name>_weight`
    symbol: str  # of the weight in formulas, or empty
    label: str  # in the settings panel
    forms: str  # "module:name" of its `term_types.TermForms`
    columns: tuple[str, ...]  # kinds of its columns, `term_types.Term.kind`
    stage: Stage = Stage.REFERENCE
    needs: frozenset[Need] = frozenset()
    alone: str = ""  # the row of a report that is refined by this kind alone; empty for none
    hint: str = ""  # in the settings panel; a kind without one has no field there
    step: float = 0.1  # of that field
    most: float = 10.0  # the largest weight that it takes
    grid: Grid = field(default_factory=dict)  # what the choice of settings tries; empty where it chooses otherwise
    column_rank: int = 0
    sum_rank: int = 0

    @property
    def weight_field(self) -> str:
        return f"{self.name}_weight"

    @property
    def gated(self) -> bool:
        """Whether a query keeps its initial ranking, as far as this kind goes, when its first image leads clearly."""
        return self.stage is not Stage.FEEDBACK

    def weight(self, search: SearchConfig) -> float:
        return float(getattr(search, self.weight_field))


TOKEN = TermKind(
    *("token", "β", "Single words", "mmref_core.reranking.token_terms:TOKEN_TERMS", ("word",)),
    stage=Stage.TOKEN,
    needs=frozenset({Need.PATCHES}),
    alone="token stage",
    hint="say of words beside the whole description",
    most=1.0,
    grid={"token_weight": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)},
    column_rank=-1,
)
OBJECT_REFERENCE = TermKind(
    *("reference", "r", "References", "mmref_core.reranking.object_references:OBJECT_REFERENCE_TERMS", ("reference",)),
    needs=frozenset({Need.SECOND_PAIR}),
    alone="references",
    hint="say of the reference of each object, by a second pair of towers that learnt apart from the first",
    step=0.1,
    grid={"reference_weight": (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)},
)
REFERENCE = TermKind(
    *("person", "w", "Reference persons", "mmref_core.reranking.reference_terms:REFERENCE_TERMS", ("phrase", "rest")),
    alone="person references",
    hint="say of the persons that the model knows",
    step=0.05,
    grid={
        "neighbours": (10, 20, 50, 100),
        "profile_temperature": (0.03, 0.05, 0.1, 0.2),
        "person_weight": (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3),
    },
)
ATTRIBUTE = TermKind(
    *("detail", "u", "Details", "mmref_core.reranking.attribute_terms:ATTRIBUTE_TERMS", ("detail", "seen")),
    alone="detail references",
    hint="say of colours, garments, bags and more",
    step=0.01,
    grid={
        "detail_floor": (0.02, 0.05, 0.1, 0.4, 1.0),
        "detail_weight": (0.0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05),
    },
    column_rank=-1,
)
VIEW = TermKind(
    *("view", "γ", "Other views", "mmref_core.reranking.gallery_terms:VIEW_TERMS", ("views",)),
    needs=frozenset({Need.KNOWN_OBJECTS}),
    alone="other views",
    hint="say of other pictures of the same person, if known",
    grid={"view_weight": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)},
)
CLUSTER = TermKind(
    *("cluster", "γ", "Same person", "mmref_core.reranking.gallery_terms:CLUSTER_TERMS", ("cluster",)),
    needs=frozenset({Need.UNKNOWN_OBJECTS, Need.CLUSTERS}),
    alone="clusters",
    hint="say of pictures taken for one person, if none are known",
    grid={
        "cluster_distance": (0.25, 0.3, 0.35, 0.4, 0.45),
        "cluster_weight": (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8),
    },
    sum_rank=1,
)
LOOKALIKE = TermKind(
    *("lookalike", "γ", "Look-alikes", "mmref_core.reranking.gallery_terms:LOOKALIKE_TERMS", ("lookalikes",)),
    needs=frozenset({Need.UNKNOWN_OBJECTS}),
    alone="look-alikes",
    hint="say of similar pictures, if persons are not known",
    grid={
        "lookalikes": (2, 4, 8),
        "lookalike_temperature": (0.03, 0.05, 0.1, 0.2),
        "lookalike_weight": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    },
)
MARK = TermKind(
    *("mark", "", "Marks", "mmref_core.reranking.feedback_terms:MARK_TERMS", ("mark",)),
    stage=Stage.FEEDBACK,
    needs=frozenset({Need.MARKS}),
)
UNWANTED = TermKind(
    *("unwanted", "", "Not wanted", "mmref_core.reranking.feedback_terms:UNWANTED_TERMS", ("unwanted",)),
    stage=Stage.FEEDBACK,
    needs=frozenset({Need.UNWANTED}),
    hint="how much a phrase that is not wanted lowers",
    step=0.05,
)

KINDS = (TOKEN, OBJECT_REFERENCE, REFERENCE, ATTRIBUTE, VIEW, CLUSTER, LOOKALIKE, MARK, UNWANTED)


def in_column_order() -> tuple[TermKind, ...]:
    """Return all kinds in the order of their columns in one query's terms."""
    return tuple(sorted(KINDS, key=lambda kind: kind.column_rank))


def in_sum_order() -> tuple[TermKind, ...]:
    """Return all kinds in the order in which batched scores sum them."""
    return tuple(sorted(KINDS, key=lambda kind: kind.sum_rank))


def gated_kinds() -> tuple[TermKind, ...]:
    """Return the kinds that refine a query without any feedback."""
    return tuple(kind for kind in KINDS if kind.gated)


def reference_kinds() -> tuple[TermKind, ...]:
    """Return the kinds of the reference stage."""
    return tuple(kind for kind in KINDS if kind.stage is Stage.REFERENCE)


def only(search: SearchConfig, kept: Collection[TermKind]) -> SearchConfig:
    """Return settings in which, of the kinds that need no feedback, only some keep their weight."""
    return replace(search, **{kind.weight_field: 0.0 for kind in gated_kinds() if kind not in kept})
