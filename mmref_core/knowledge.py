"""What a trained model knows besides its towers: detail references, reference persons, and words for both."""

from dataclasses import dataclass

from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.details import Details
from mmref_core.readers import Readers


@dataclass(frozen=True)
class Words:
    """How attributes and their values are called on the page."""

    attributes: dict[str, str]  # "upper_colour" -> "colour of the top"
    values: dict[str, dict[str, str]]  # "upper_colour" -> "red" -> "red top"

    def of(self, attribute: str, value: str | None) -> str:
        """Words for a value, or for the attribute as a whole where the value is open."""
        if value is None:
            return self.attributes.get(attribute, attribute.replace("_", " "))
        return self.values.get(attribute, {}).get(value, f"{attribute.replace('_', ' ')} {value}")


@dataclass(frozen=True)
class Knowledge:
    readers: Readers
    references: Float[Tensor, "reference dim"]
    persons: Int[Tensor, " reference"]  # who owns each reference
    details: Details
    words: Words
