"""What is being learnt, and every part of the objective for one batch."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from mmref_core.attribute_heads import AttributeHeads, Vocabulary
from mmref_core.batches import Batch
from mmref_core.config import ModelConfig, TrainingConfig
from mmref_core.losses import align, attributes, consistency, hinge, own_reference
from mmref_core.model import FIRST_SPECIAL, MASK, PADDING, Towers
from mmref_core.reconstruction import Reconstructor, masked, reconstruct
from mmref_core.references import ReferenceBank
from mmref_core.token_features import token_similarity

USUAL_TRAINING = TrainingConfig()


@dataclass(frozen=True)
class Losses:
    """Named parts of the objective, unweighted, of one batch."""

    align: Tensor
    attributes: Tensor
    fuse: Tensor
    guide: Tensor
    reconstruct: Tensor
    local: Tensor
    consistency: Tensor

    def floats(self) -> dict[str, float]:
        return {name: round(value.item(), 5) for name, value in vars(self).items()}


class Learner(nn.Module):
    """What is being learnt: all weights, and the bank once it exists."""

    def __init__(
        self, model_config: ModelConfig, vocabulary: Vocabulary, config: TrainingConfig = USUAL_TRAINING
    ) -> None:
        super().__init__()
        if config.local_weight and model_config.places is None:
            raise ValueError("the loss `local` compares words with places, but the model has none; set its `places`")
        self.towers = Towers(model_config)
        self.heads = AttributeHeads(vocabulary, model_config.dim, model_config.head_scale)
        self.reconstructor = (
            Reconstructor(model_config.text_width, model_config.dim, config.reconstruct_context)
            if config.reconstruct_weight
            else None
        )
        self.bank: ReferenceBank | None = None

    def losses(self, batch: Batch, config: TrainingConfig) -> Losses:
        """`fuse` sees stopped features and `guide` stopped references, so each teaches one side only (MMRef)."""
        towers = self.towers
        shown, _ = _with_words_masked(batch.tokens, config.masked_words)
        maps, states = towers.view(batch.pixels), towers.read(shown)
        images = towers.project_images(towers.pool_maps(maps))
        texts = towers.project_texts(towers.pool_words(states, batch.tokens))
        features = torch.cat([images, texts])
        zero = images.new_zeros(())
        fuse, guide, restored = zero, zero, zero
        if self.bank is not None:
            owners = self.bank.rows_of(batch.persons.tolist())
            both, stopped = owners.repeat(2), self.bank.vectors.detach()
            fuse = own_reference(features.detach(), self.bank.vectors, both, config.reference_temperature)
            guide = own_reference(features, stopped, both, config.reference_temperature, config.hardest_references)
            if self.reconstructor is not None:
                restored = self._restored(batch, self.bank.vectors[owners], config)
        return Losses(
            align=align(texts, images, batch.persons, towers.temperature),
            attributes=attributes(self.heads.logits(features), batch.labels.repeat(2, 1))
            if len(self.heads.sizes)
            else zero,
            fuse=fuse,
            guide=guide,
            reconstruct=restored,
            local=hinge(
                token_similarity(towers.words(states, batch.tokens), towers.places(maps)), batch.persons, config.margin
            )
            if config.local_weight
            else zero,
            consistency=consistency(texts, images, batch.persons, config.slack) if config.consistency_weight else zero,
        )

    def _restored(self, batch: Batch, references: Float[Tensor, "text dim"], config: TrainingConfig) -> Tensor:
        """`reconstruct`: it reaches the references and the decoder, and the text tower where it should."""
        shown, hidden = _with_words_masked(batch.tokens, config.masked_share)
        embeddings = self.towers.clip.token_embedding.weight
        with torch.set_grad_enabled(config.reconstruct_towers and torch.is_grad_enabled()):
            states = self.towers.read(shown)
        padding = shown[:, : states.shape[1]] == PADDING
        guesses = self.reconstructor(states, padding, references)
        rest = (batch.tokens[:, : states.shape[1]], hidden[:, : states.shape[1]])
        return reconstruct(guesses, *rest, embeddings if config.reconstruct_towers else embeddings.detach())


def _with_words_masked(
    tokens: Int[Tensor, "text token"], share: float
) -> tuple[Int[Tensor, "text token"], Bool[Tensor, "text token"]]:
    """The texts with a share of their words masked, and which; the same after a resume."""
    special = (tokens == PADDING) | (tokens >= FIRST_SPECIAL)
    return masked(tokens, special, share, MASK, torch.Generator().manual_seed(int(tokens.sum())))


def weighted(losses: Losses, config: TrainingConfig) -> Tensor:
    return (
        config.align_weight * losses.align
        + config.attributes_weight * losses.attributes
        + config.fuse_weight * losses.fuse
        + config.guide_weight * losses.guide
        + config.reconstruct_weight * losses.reconstruct
        + config.local_weight * losses.local
        + config.consistency_weight * losses.consistency
    )
