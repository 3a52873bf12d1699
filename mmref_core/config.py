"""Settings, one frozen value per part; a number has its default and its reason here and nowhere else."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from mmref_core.errors import SettingsError

Settings = TypeVar("Settings")
Values = dict[str, Any]

CLIP_TEXT, SENTENCE = "clip", "sentence"  # text towers that are no open_clip model's
MAX_PATCHES = 16  # of an image: 100,000 images with 256 bytes for each patch are 400 MB in memory
INTERVALS = ("validate_every", "save_every")
TYPE_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", type(None): "null"}


def read_settings(kind: type[Settings], values: Mapping[str, Any]) -> Settings:
    """Return the settings of a kind, with other values than the defaults for some names.

    Raises SettingsError for an unknown name, and for a value of a wrong type or out of bounds.
    """
    types = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(values.keys() - types.keys()):
        raise SettingsError(f"{kind.__name__}: unknown setting {', '.join(unknown)}; known: {', '.join(types)}")
    for name, value in values.items():
        if not _is_of_type(value, types[name]):
            expected = " or ".join(dict.fromkeys(_type_name(choice) for choice in _choices(types[name])))
            raise SettingsError(f"{kind.__name__}.{name} must be {expected}, got {value!r}")
    return kind(**values)


def require(settings: object, name: str, claim: bool, expected: str) -> None:
    """Raise SettingsError with what is expected of a setting and what it is, unless the claim holds."""
    if not claim:
        raise SettingsError(f"{type(settings).__name__}.{name} must be {expected}, got {getattr(settings, name)!r}")


def _is_of_type(value: object, expected: Any) -> bool:
    """Whether a value as JSON has it is of an annotated type; a whole number is a number, `true` is none."""
    match expected:
        case UnionType():
            return any(_is_of_type(value, choice) for choice in get_args(expected))
        case _ if (origin := get_origin(expected)) in (tuple, list):
            return isinstance(value, origin) and all(_is_of_type(each, get_args(expected)[0]) for each in value)
        case _ if expected is float:
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case _ if expected is int:
            return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, expected)


def _choices(expected: Any) -> tuple[Any, ...]:
    return get_args(expected) if isinstance(expected, UnionType) else (expected,)


def _type_name(expected: Any) -> str:
    if expected in TYPE_NAMES:
        return TYPE_NAMES[expected]
    return "a list of numbers" if get_args(expected)[0] is float else "a list of whole numbers"


@dataclass(frozen=True)
class ModelConfig:
    """Architecture of the two towers. The defaults train from scratch on two CPU cores."""

    # A model of timm or open_clip; this one, batch-normalised, learns several times faster than ConvNeXt-atto.
    image_tower: str = "regnetx_004"
    image_height: int = 192
    image_width: int = 96
    dim: int = 256  # of the shared space
    # CLIP's transformer from nothing, or published: "sentence", an encoder in BERT's layout, or a model of open_clip.
    text_tower: str = CLIP_TEXT
    text_width: int = 256
    text_layers: int = 4
    text_heads: int = 4
    context: int = 77  # tokens
    content_pooling: bool = False  # a sentence encoder's text feature is the mean state of content words, not of all
    drop_path: float = 0.05  # stochastic depth of an image tower of timm while training
    patch_grid: tuple[int, int] | list[int] | None = None  # rows and columns of an image's patch features; None: none
    branches: bool = False  # whether each tower has a second last part for attributes (see `attribute_branches`)
    head_scale: float = 12.0  # multiplies the cosines of the shared attribute heads (method: unit rows, scale 12)

    def __post_init__(self) -> None:
        for name in ("image_height", "image_width", "dim", "text_width", "text_layers", "text_heads", "context"):
            require(self, name, getattr(self, name) > 0, "above 0")
        clip_only = self.text_tower == CLIP_TEXT or not self.branches
        require(self, "branches", clip_only, "false where the text tower is a published one, which has none")
        sentence_only = self.text_tower == SENTENCE or not self.content_pooling
        require(self, "content_pooling", sentence_only, "false but for a sentence encoder")
        require(self, "drop_path", 0 <= self.drop_path < 1, "at least 0 and below 1")
        require(self, "head_scale", self.head_scale > 0, "above 0")
        require(self, "text_heads", self.text_width % self.text_heads == 0, "a divisor of text_width")
        if self.patch_grid is not None:
            object.__setattr__(self, "patch_grid", tuple(self.patch_grid))  # JSON knows lists only
            grid = self.patch_grid
            require(self, "patch_grid", len(grid) == 2 and min(grid) > 0, "two numbers above 0, or none")
            require(self, "patch_grid", grid[0] * grid[1] <= MAX_PATCHES, f"{MAX_PATCHES} patches at most")

    @property
    def patch_shape(self) -> tuple[int, int] | None:
        """Return the number of an image's patches and of their features; none for a model without patches."""
        return None if self.patch_grid is None else (self.patch_grid[0] * self.patch_grid[1], self.dim)


@dataclass(frozen=True)
class TrainingConfig:
    """How a model is trained. A weight of 0 switches a loss off."""

    epochs: float = 22.0  # passes over the training pictures; a picture takes one caption at random each time
    batch: int = 96  # pictures; enough negatives, and two cores take under a second
    learning_rate: float = 1.2e-3
    weight_decay: float = 0.05
    warmup_steps: int = 100
    clip_norm: float = 1.0
    image_weights: str = ""  # published weights of the image tower to begin with: "package", a file, or a tag
    text_weights: str = ""  # of the text tower: "package" or a folder of a sentence encoder; else a file, or a tag
    published_rate: float = 0.2  # learning rate of published weights, relative: they should stay general
    frozen_text_layers: int = 3  # first layers of a published text tower that are not trained
    persons: int = 0  # first so many training persons alone; 0 takes all
    photographic: bool = False  # stronger augmentation, towards photographs (`training.photographic`)
    other_colour_names: bool = False  # captions also with other names of their colours (`text.colour_names`)
    masked_words: float = 0.1  # share of words hidden from every loss but `reconstruct`, so that no word decides alone
    align_weight: float = 1.0
    attributes_weight: float = 2.0
    guide_weight: float = 0.3
    fuse_weight: float = 1.0  # reaches the references only, so its size matters to their optimiser alone
    reconstruct_weight: float = 0.0  # MMRef's local reconstruction; it costs a second pass of the text tower
    reconstruct_towers: bool = False  # whether it teaches the text tower too, besides the references and the decoder
    reconstruct_context: int = 4  # tokens that a reference is expanded to; 1 is the literal reading of MMRef
    masked_share: float = 0.15  # of the words that it hides, as in MMRef
    local_weight: float = 0.0  # TGDT's hardest-negative hinge on token similarity; needs `patch_grid` of the model
    consistency_weight: float = 0.0  # TGDT's agreement of text-text with image-image likeness
    branch_attributes_weight: float = 0.0  # of the attribute classifiers on the branches; needs `branches` of the model
    branch_dropout: float = 0.2  # of pooled branch features, against overconfidence on training persons
    frozen_towers: bool = False  # whether only branches, attribute classifiers and references are trained
    margin: float = 0.2  # of `local`, as in TGDT
    tolerance: float = 0.3  # of `consistency`, as in TGDT
    hardest_references: int = 0  # strangers beside the own reference in `guide`; 0 takes all, as MMRef's main form does
    reference_temperature: float = 0.05  # of `fuse` and `guide`
    reference_learning_rate: float = 5e-3
    reference_start: float = 0.3  # share of the steps before references begin, as means of features
    seed: int = 0
    validate_every: int = 400  # steps
    save_every: int = 200  # steps

    def __post_init__(self) -> None:
        require(self, "epochs", self.epochs > 0, "above 0")
        require(self, "batch", self.batch > 1, "at least 2: a contrast needs two pictures")
        for name in ("learning_rate", "reference_learning_rate", "reference_temperature", "clip_norm", *INTERVALS):
            require(self, name, getattr(self, name) > 0, "above 0")
        for name in ("warmup_steps", "weight_decay", "margin", "tolerance", "hardest_references", "seed"):
            require(self, name, getattr(self, name) >= 0, "0 or above")
        require(self, "reference_start", 0 <= self.reference_start <= 1, "between 0 and 1")
        require(self, "masked_share", 0 < self.masked_share < 1, "between 0 and 1")
        require(self, "masked_words", 0 <= self.masked_words < 1, "at least 0 and below 1")
        require(self, "branch_dropout", 0 <= self.branch_dropout < 1, "at least 0 and below 1")
        require(self, "reconstruct_context", self.reconstruct_context > 0, "above 0")
        for name in (field.name for field in fields(self) if field.name.endswith("_weight")):
            require(self, name, getattr(self, name) >= 0, "0 or above")


# What a run that begins with the weights of another has instead, unless told otherwise: a shorter cycle at half the
# rate with every word shown. On validation persons it took the first one from Rank-1 48.4 to 52.9 and mAP 45.1 to 49.5.
SECOND_CYCLE: dict[str, Any] = {"epochs": 9.0, "learning_rate": 6e-4, "masked_words": 0.0}


# What a second pair has instead: a sentence encoder and an image tower of another kind, which begin with published
# weights, learn from stronger augmentation, and need no references.
SECOND_MODEL: dict[str, Any] = {
    "image_tower": "tf_efficientnet_lite0",
    "text_tower": SENTENCE,
    "text_width": 384,
    "text_layers": 6,
    "text_heads": 12,
    "context": 64,
    "content_pooling": True,  # a text's feature is then exactly the sum of its details
}
SECOND_TRAINING: dict[str, Any] = {
    "epochs": 5.0,
    "learning_rate": 1e-3,
    "photographic": True,
    "guide_weight": 0.0,
    "fuse_weight": 0.0,
    "reference_start": 1.0,
    "validate_every": 300,
}

CERTAINTIES = {"cluster_certainty": 7, "object_certainty": 3}  # coefficients of each


@dataclass(frozen=True)
class SearchConfig:
    """How a query is answered; a checkpoint carries the values that its validation persons chose."""

    pool: int = 1000  # best images of the initial ranking that are re-ranked; the rest keep their order behind them
    token_weight: float = 0.0  # β: of token similarity, against 1 − β for the cosine; needs a model with patches
    reference_weight: float = 1.0  # r: of references by the second pair, where the model has one; 1 is the first's say
    object_share: float = 0.7  # κ: of a known object in the reference of each of its images
    cluster_share: float = 0.5  # κ: of a cluster, where objects are not known
    gate: float | None = None  # lead of the first image over the second beyond which the first ranking is kept
    neighbours: int = 20  # k: references in a profile
    profile_temperature: float = 0.05  # τ_r: of the softmax over those references
    person_weight: float = 0.1  # w: of the agreement of the profiles, against 1 for the cosine
    detail_weight: float = 0.03  # u: of the sum of detail references
    detail_floor: float = 0.05  # ε: keeps one contradicting detail from ruling out a picture
    view_weight: float = 0.4  # γ: of the other views of an object, where objects are known
    cluster_weight: float = 0.4  # γ: of the other pictures of a cluster, where objects are not known
    cluster_distance: float | None = None  # mean cosine distance up to which pictures are one cluster, or none of them
    # Of the chance that a cluster, and a folder, shows one person (`reranking.certainty`); None: taken for certain.
    cluster_certainty: tuple[float, ...] | list[float] | None = None
    object_certainty: tuple[float, ...] | list[float] | None = None
    lookalike_weight: float = 0.5  # γ: of look-alikes, where objects are not known
    lookalikes: int = 4  # images that are taken for other views of an image
    lookalike_temperature: float = 0.1  # of the softmax that weights them
    picture_weight: float = 0.5  # of a picture to search by, against 1 − it for the description beside it
    mark_weight: float = 0.5  # of pictures marked match; those marked no match weigh half of it
    no_match_threshold: float | None = None  # prominence up to which nothing matches (`reranking.no_match`); None: off
    unwanted_weight: float = 0.1  # of being sure that a picture shows what is not wanted

    def __post_init__(self) -> None:
        require(self, "pool", self.pool > 0, "above 0")
        require(self, "token_weight", self.token_weight <= 1, "at most 1")
        for name in ("object_share", "cluster_share"):
            require(self, name, 0 <= getattr(self, name) <= 1, "between 0 and 1")
        require(self, "picture_weight", self.picture_weight <= 1, "at most 1")
        require(self, "gate", self.gate is None or self.gate > 0, "above 0, or none")
        threshold = self.no_match_threshold
        require(self, "no_match_threshold", threshold is None or threshold > 0, "above 0, or none")
        require(self, "neighbours", self.neighbours > 0, "above 0")
        require(self, "profile_temperature", self.profile_temperature > 0, "above 0")
        distance = self.cluster_distance
        require(self, "cluster_distance", distance is None or 0 < distance < 2, "above 0 and below 2, or none")
        for name, count in CERTAINTIES.items():
            values = getattr(self, name)
            require(self, name, values is None or len(values) == count, f"{count} numbers, or none")
            object.__setattr__(self, name, None if values is None else tuple(values))  # JSON knows lists only
        require(self, "lookalikes", self.lookalikes > 0, "above 0")
        require(self, "lookalike_temperature", self.lookalike_temperature > 0, "above 0")
        require(self, "detail_floor", self.detail_floor > 0, "above 0")
        for name in (field.name for field in fields(self) if field.name.endswith("_weight")):
            require(self, name, getattr(self, name) >= 0, "0 or above")


def with_settings(search: SearchConfig, settings: Iterable[tuple[str, float | None]]) -> SearchConfig:
    """Other values for some settings; ValueError for one out of bounds."""
    whole = {field.name for field in fields(search) if field.type is int}
    return replace(search, **{name: int(value) if name in whole and value else value for name, value in settings})
