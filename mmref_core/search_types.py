"""Results of a search: rankings, moves, reasons; and the options of one."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Contribution:
    """Contribution of one term to a score; those of an image in the pool add up to `score_after - score_before`."""

    key: str  # stable name of the detail, "detail:upper_colour", "phrase:white backpack", "word:red", "views", "rest"
    # One of `TermKind.columns` in `reranking.terms`: a "word" of the query; a "detail" that the description asks for
    # or one "seen" in the picture to search by; a "phrase" of reference persons, and the "rest" that no phrase covers;
    # other "views" of its object, its "cluster", or its "lookalikes"; a "mark"; a phrase that is "unwanted"
    kind: str
    label: str  # words for people: "red upper garment"
    value: float
    # What the model found in the picture, or in all pictures of its person where these are known, in words; empty where
    # that has no meaning.
    found: str


@dataclass(frozen=True)
class ReferenceMatch:
    """A reference person that a description and an image both resemble."""

    person: int
    value: float  # that its likeness moved the image by; 0 where the settings give persons no say
    agreement: float  # product of both likenesses
    caption: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class RelatedImage:
    """Another picture of an image's object, and what it adds to the term of that object."""

    image: int  # position in the gallery
    value: float


@dataclass(frozen=True)
class Move:
    """Change of an image's rank, with its terms. Ranks start at 1 and count the whole gallery."""

    image: int  # position in the gallery
    path: str
    rank_before: int
    rank_after: int
    score_before: float
    score_after: float
    contributions: tuple[Contribution, ...]  # largest magnitude first
    without: dict[str, int]  # key of every term that takes part, but the rest -> the rank without that term
    reference_matches: tuple[ReferenceMatch, ...]
    views: tuple[RelatedImage, ...] = ()  # of its object, known or found, largest magnitude first

    @property
    def reasons(self) -> tuple[str, ...]:
        """Labels of the three strongest terms in the direction of the move; up, where the image kept its rank."""
        sign = -1 if self.rank_after > self.rank_before else 1
        return tuple(part.label for part in self.contributions if part.value * sign > 0 and part.kind != "rest")[:3]


@dataclass(frozen=True)
class QueryDetail:
    """A detail that takes part in this query's refinement and can be switched off."""

    key: str
    kind: str
    label: str
    strength: float  # standard deviation of its term over the re-ranked images; for ordering
    on: bool


@dataclass(frozen=True)
class Ranking:
    """Gallery images, best first."""

    images: tuple[int, ...]
    scores: tuple[float, ...]

    @classmethod
    def of(cls, images: Sequence[int], scores: Sequence[float]) -> "Ranking":
        """Order by falling score; equal scores keep gallery order, so a ranking is reproducible."""
        order = sorted(zip(images, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return cls(tuple(image for image, _ in order), tuple(score for _, score in order))

    def __len__(self) -> int:
        return len(self.images)

    def ranks(self) -> dict[int, int]:
        """Map each image to its rank; ranks start at 1."""
        return {image: rank for rank, image in enumerate(self.images, start=1)}


@dataclass(frozen=True)
class InitialSearch:
    """Initial ranking alone, shown while the rest is being computed."""

    initial: Ranking  # of the whole gallery, best first
    count: int
    seconds: float


@dataclass(frozen=True)
class WordMap:
    """Heatmap of one word of a description over a picture."""

    word: str  # as the model reads it
    share: float  # of the cosine of description and picture: what it loses without the word
    places: tuple[tuple[float, ...], ...]  # rows from the top, columns from the left: how alike place and word are
    rest: str = ""  # the description without it


@dataclass(frozen=True)
class SearchResult:
    """Both rankings of a query, with reasons for the first images of each."""

    query: str
    initial: Ranking  # of the whole gallery, best first
    refined: Ranking
    moves: tuple[Move, ...]  # every image among the first `count` of either ranking, in refined order
    details: tuple[QueryDetail, ...]  # strongest first
    count: int
    notes: tuple[str, ...]  # one line each: words that fell off, a weak match, …
    seconds_initial: float
    seconds_refined: float
    confident: bool = False  # the first picture leads so clearly that only marks and unwanted phrases changed anything
    stands_out: bool = True  # false where the description fits no picture much better than neutral ones do
    unlearnt: tuple[str, ...] = ()  # its words that the model has not learnt, told where nothing stands out
    unwanted: tuple[str, ...] = ()  # phrases that were understood and lowered the pictures that show them


@dataclass(frozen=True)
class Marks:
    """Positions of marked pictures in the gallery."""

    match: tuple[int, ...] = ()
    no_match: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if both := sorted(set(self.match) & set(self.no_match)):
            raise ValueError(f"picture {both[0]} is marked as a match and as no match")

    def __bool__(self) -> bool:
        return bool(self.match or self.no_match)


@dataclass(frozen=True)
class SearchOptions:
    """Options of one search."""

    off: frozenset[str] = frozenset()  # keys of details
    marks: Marks = Marks()
    unwanted: tuple[str, ...] = ()  # phrases
    picture: int | bytes | None = None  # to search by: a position in the gallery, or what is left of one brought along
    settings: tuple[tuple[str, float | None], ...] = ()  # of `config.SearchConfig`, where they differ from the model's
    count: int = 10  # places of each ranking that are shown, with reasons
