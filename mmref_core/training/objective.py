"""What is being learnt, and every part of the objective for one batch."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.functional import dropout

from mmref_core.config import ModelConfig, TrainingConfig
from mmref_core.errors import SettingsError
from mmref_core.models.attribute_classifiers import Readers
from mmref_core.models.attribute_heads import AttributeHeads, Vocabulary
from mmref_core.models.clip import FIRST_SPECIAL, MASK, PADDING, Towers
from mmref_core.models.losses import align, attributes
from mmref_core.models.mmref import Reconstructor, ReferenceBank, masked, own_reference, reconstruct
from mmref_core.models.tgdt import consistency, hinge, token_similarity
from mmref_core.training.batches import Batch

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
    details: Tensor

    def floats(self) -> dict[str, float]:
        return {name: round(value.item(), 5) for name, value in vars(self).items()}


class Learner(nn.Module):
    """What is being learnt: all weights, and the bank once it exists."""

    def __init__(
        self, model_config: ModelConfig, vocabulary: Vocabulary, config: TrainingConfig = USUAL_TRAINING
    ) -> None:
        super().__init__()
        if config.local_weight and model_config.places is None:
            raise SettingsError("the loss `local` compares words with places, but the model has none; set its `places`")
        if model_config.branches != (config.details_weight > 0):
            raise SettingsError(
                "branches of the model and the loss `details`, which teaches them, go together; set both"
            )
        self.frozen = config.frozen_towers
        self.towers = Towers(model_config)
        self.heads = AttributeHeads(vocabulary, model_config.dim, model_config.head_scale)
        self.reconstructor = (
            Reconstructor(model_config.text_width, model_config.dim, config.reconstruct_context)
            if config.reconstruct_weight
            else None
        )
        self.readers = (
            Readers(vocabulary, self.towers.view_width, model_config.text_width) if model_config.branches else None
        )
        self.bank: ReferenceBank | None = None
        if self.frozen:
            self.towers.requires_grad_(False)
            self.heads.requires_grad_(False)
            if self.towers.branches is not None:
                self.towers.branches.requires_grad_(True)

    def train(self, mode: bool = True) -> "Learner":
        """Frozen towers stay as a search has them: batch statistics would change them too."""
        super().train(mode)
        if self.frozen:
            self.towers.eval()
            if self.towers.branches is not None:
                self.towers.branches.train(mode)
        return self

    def losses(self, batch: Batch, config: TrainingConfig) -> Losses:
        """`fuse` sees stopped features and `guide` stopped references, so each teaches one side only (MMRef)."""
        towers = self.towers
        shown, _ = _with_words_masked(batch.tokens, config.masked_words)
        (maps, seen), states = towers.look(batch.pixels), towers.read(shown)
        said = towers.pool_words(states, batch.tokens)
        images, texts = towers.project_images(seen), towers.project_texts(said)
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
            attributes=attributes(self.heads.logits(features), self._visible(batch.labels).repeat(2, 1))
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
            details=self._read(seen, said, batch.labels, config)
            if self.readers is not None and len(self.heads.sizes)
            else zero,
        )

    def _visible(self, labels: Int[Tensor, "item attribute"]) -> Int[Tensor, "item attribute"]:
        """Labels with -1 for what is not visible, which the shared heads know nothing of."""
        return labels.masked_fill(labels == torch.tensor(self.heads.sizes), -1)

    def _read(
        self,
        seen: Float[Tensor, "item pooled"],
        said: Float[Tensor, "item pooled_text"],
        labels: Int[Tensor, "item attribute"],
        config: TrainingConfig,
    ) -> Tensor:
        """`details`: what readers make of pictures and of captions, whose labels are those of their pictures."""
        readers, share = self.readers, config.details_dropout
        of_images = readers.scores_of_images(dropout(seen, share, self.training)).float()
        of_texts = readers.scores_of_texts(dropout(said, share, self.training)).float()
        return attributes(readers.parts(of_images), labels) + attributes(readers.parts(of_texts), labels)

    def _restored(self, batch: Batch, references: Float[Tensor, "text dim"], config: TrainingConfig) -> Tensor:
        """`reconstruct`: it reaches the references and the decoder, and the text tower where it should."""
        shown, hidden = _with_words_masked(batch.tokens, config.masked_share)
        embeddings = self.towers.clip.token_embedding.weight
        with torch.set_grad_enabled(config.reconstruct_towers and torch.is_grad_enabled()):
            states = self.towers.read(shown)
        padding = shown[:, : states.shape[1]] == PADDING
        guesses = self.reconstructor(states[..., : embeddings.shape[1]], padding, references)
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
        + config.details_weight * losses.details
    )
