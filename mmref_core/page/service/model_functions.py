"""Functions of the model that the page uses besides searching a gallery."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from mmref_core.config import SearchConfig
from mmref_core.retrieval.image_query import PictureFeatures
from mmref_core.search_types import WordMap


@dataclass(frozen=True)
class ModelFunctions:
    """Functions of one model, and the settings that it searches by."""

    defaults: SearchConfig
    has_patches: bool  # whether the model compares words with patches of a picture
    embed_picture: Callable[[bytes], PictureFeatures]  # of a picture file
    word_maps: Callable[[Image.Image, str], tuple[WordMap, ...]]  # of a picture and a description
    blur_faces: Callable[[bytes], bytes] | None = None  # of a picture file; None where no detector is installed
