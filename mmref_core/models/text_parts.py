"""The feature of a text as a sum over its details, exactly (ours).

A sentence encoder's feature is the projected mean of token states, of unit length, and so a sum over tokens: with
states h_i of the n tokens that are pooled, projection W and ℓ = |W·mean h|,

    feature = Σ_details Σ_{i in detail} W·h_i / (n·ℓ)

The state of a token has looked at the whole text, so a detail is read in its context: the “red” of “red coat” fits red
coats.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.models.clip import Towers
from mmref_core.models.similarity import mixed
from mmref_core.models.wordpiece import WordPieceTokenizer
from mmref_core.text.query_phrases import detail_labels

WHOLE = "the description as a whole"  # what belongs to no detail; all of a text whose feature is no sum over words
PICTURE = "the picture to search by"


@dataclass(frozen=True)
class TextParts:
    """Parts of a feature with their words; the parts sum to it."""

    labels: tuple[str, ...]
    features: Float[Tensor, "part dim"]

    @property
    def feature(self) -> Float[Tensor, " dim"]:
        """Return the feature that they are parts of."""
        return self.features.sum(dim=0)

    def mixed_with(self, picture: Float[Tensor, " dim"], weight: float) -> "TextParts":
        """Return the parts of `similarity.mixed`: these and the picture's, `weight` to the picture."""
        _, length = mixed(self.feature, picture, weight)
        both = torch.cat([(1 - weight) * self.features, weight * picture[None]])
        return TextParts((*self.labels, PICTURE), both / length)


@torch.inference_mode()
def text_parts(towers: Towers, text: str) -> TextParts:
    """Return the parts of a text's feature; a detail that is said twice is one part."""
    tokens = towers.eval().tokenize([text])
    states = towers.forward_text(tokens)
    pooled, states = towers.pool_words(states, tokens).cpu(), states.cpu()
    if towers.sentence is None:
        return TextParts((WHOLE,), towers.project_texts(pooled).cpu())
    projection = towers.clip.text_projection.cpu()
    taken = towers.pooled_tokens(tokens[:, : states.shape[1]])[0]
    length = (pooled @ projection).float().norm()
    each = (states[0, taken] @ projection).float() / (taken.sum() * length)
    labels = [label for label, kept in zip(_labels(towers, text, tokens[0]), taken.tolist(), strict=False) if kept]
    places = {label: place for place, label in enumerate(dict.fromkeys(label.lower() for label in labels))}
    rows = torch.tensor([places[label.lower()] for label in labels])
    sums = torch.zeros(len(places), each.shape[1]).index_add_(0, rows, each)
    shown = {label.lower(): label for label in reversed(labels)}  # as it is written first
    return TextParts(tuple(shown[name] for name in places), sums)


def _labels(towers: Towers, text: str, tokens: Int[Tensor, " token"]) -> list[str]:
    """Return the detail of each token from the start to the end of a text; `WHOLE` for what belongs to none."""
    tokenizer = towers.tokenizer
    assert isinstance(tokenizer, WordPieceTokenizer)
    spans = tokenizer.spans(text)[: tokenizer.context - 2]  # between start and end
    details = detail_labels(text, spans, towers.content_tokens[tokens[1 : len(spans) + 1]].tolist())
    return [WHOLE, *(WHOLE if detail is None else detail for detail in details), WHOLE]
