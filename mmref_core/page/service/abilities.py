"""What the model answers of a gallery, and what it can be asked for besides."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from mmref_core.config import SearchConfig
from mmref_core.search_types import Glance, SearchResult, Wishes, WordMap

Answer = Callable[[str, Wishes], SearchResult]  # of one gallery


@dataclass(frozen=True)
class Glancing:
    """An answer of which the initial ranking can be had alone, and sooner."""

    answer: Answer
    glance: Callable[[str], Glance]

    def __call__(self, text: str, wishes: Wishes) -> SearchResult:
        return self.answer(text, wishes)


@dataclass(frozen=True)
class Abilities:
    """What the model can be asked for besides searching a gallery."""

    defaults: SearchConfig
    has_places: bool
    read_picture: Callable[[bytes], tuple[bytes, bytes]]  # features and thumbnail
    word_maps: Callable[[Image.Image, str], tuple[WordMap, ...]]
    blur_faces: Callable[[bytes], bytes] | None = None  # of a picture file; none where no detector is installed
