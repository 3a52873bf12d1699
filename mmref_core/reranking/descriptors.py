"""Descriptors of images and texts: what the reference stage compares, computed once when a gallery is indexed."""

from dataclasses import dataclass
from functools import cached_property

import torch
from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.encode import Embedded
from mmref_core.models.mmref import Profiles, profiles
from mmref_core.models.model_bundle import ModelKnowledge
from mmref_core.reranking.moments import Moments, moments


@dataclass(frozen=True)
class Descriptors:
    """Features, attribute probabilities and reference profiles of some images or texts."""

    features: Float[Tensor, "item dim"]  # of unit length, in the shared space
    values: Float[Tensor, "item value"]  # probabilities of attribute values, of each attribute last that it is unseen
    profiles: Profiles
    second: Float[Tensor, "item second_dim"] | None = None  # embeddings of the second pair, where the model has one

    def __len__(self) -> int:
        return len(self.features)

    @cached_property
    def moments(self) -> Moments:
        """Return the moments of the features."""
        return moments(self.features)

    @cached_property
    def second_moments(self) -> Moments | None:
        """Return the moments of the second pair's features, where there are any."""
        return None if self.second is None else moments(self.second)

    def __getitem__(self, items: Int[Tensor, " chosen"]) -> "Descriptors":
        second = None if self.second is None else self.second[items]
        return Descriptors(self.features[items], self.values[items], self.profiles[items], second)


@torch.inference_mode()
def describe_images(images: Embedded, knowledge: ModelKnowledge, config: SearchConfig) -> Descriptors:
    """Return the descriptors of embedded images."""
    values = knowledge.classifiers.image_probabilities(images.pooled)
    return _described(images.features, values, images.second, knowledge, config)


@torch.inference_mode()
def describe_texts(texts: Embedded, knowledge: ModelKnowledge, config: SearchConfig) -> Descriptors:
    """Return the descriptors of embedded texts."""
    values = knowledge.classifiers.text_probabilities(texts.pooled)
    return _described(texts.features, values, texts.second, knowledge, config)


@torch.inference_mode()
def with_neighbours(images: Descriptors, knowledge: ModelKnowledge, config: SearchConfig) -> Descriptors:
    """Return descriptors whose profiles have as many references as the settings ask for.

    A gallery was indexed with the settings of its model, and a person searching may ask for others.
    """
    if images.profiles.references.shape[1] == min(config.neighbours, len(knowledge.references)):
        return images
    return _described(images.features, images.values, images.second, knowledge, config)


def _described(
    features: Float[Tensor, "item dim"],
    values: Float[Tensor, "item value"],
    second: Float[Tensor, "item second_dim"] | None,
    knowledge: ModelKnowledge,
    config: SearchConfig,
) -> Descriptors:
    likeness = profiles(features, knowledge.references, config.neighbours, config.profile_temperature)
    return Descriptors(features, values, likeness, second)
