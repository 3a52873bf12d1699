"""The model in training and the losses of one batch."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.functional import dropout

from mmref_core.config import ModelConfig, TrainingConfig
from mmref_core.errors import SettingsError
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.attribute_heads import AttributeHeads, Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.models.losses import align, attributes
from mmref_core.models.mmref import Reconstructor, ReferenceBank, mask_words, reconstruct, reference_loss
from mmref_core.models.open_clip_parts import check_image_tower, freeze_layers
from mmref_core.models.published_weights import PublishedText, load_clip_text, load_image_weights
from mmref_core.models.tgdt import consistency, hardest_negative_hinge, token_similarity
from mmref_core.models.tokenisation import PADDING
from mmref_core.training.batches import Batch

DEFAULT_TRAINING = TrainingConfig()


@dataclass(frozen=True)
class Losses:
    """Losses of one batch, by name, before their weights."""

    align: Tensor
    attributes: Tensor
    fuse: Tensor
    guide: Tensor
    reconstruct: Tensor
    local: Tensor
    consistency: Tensor
    branch_attributes: Tensor

    def floats(self) -> dict[str, float]:
        """Return the values by name, rounded for logs."""
        return {name: round(value.item(), 5) for name, value in vars(self).items()}


class TrainingModel(nn.Module):
    """All weights in training: towers, heads, branches, classifiers, decoder, and the reference bank once it exists."""

    def __init__(
        self,
        model_config: ModelConfig,
        vocabulary: Vocabulary,
        config: TrainingConfig = DEFAULT_TRAINING,
        published: PublishedText | None = None,
    ) -> None:
        """`published` is the sentence encoder that the text tower begins with; `vocabulary` is of attributes."""
        super().__init__()
        if config.local_weight and model_config.patch_grid is None:
            raise SettingsError(
                "the loss `local` compares words with patches, but the model has none; set its `patch_grid`"
            )
        if model_config.branches != (config.branch_attributes_weight > 0):
            raise SettingsError(
                "branches of the model and the loss `branch_attributes`, which trains them, go together; set both"
            )
        self.frozen = config.frozen_towers
        self.towers = Towers(model_config, () if published is None else published.vocabulary)
        check_image_tower(self.towers.clip.visual, model_config)
        self.published = self._begin_with_published(published, model_config, config)
        self.heads = AttributeHeads(vocabulary, model_config.dim, model_config.head_scale)
        self.reconstructor = (
            Reconstructor(model_config.text_width, model_config.dim, config.reconstruct_context)
            if config.reconstruct_weight
            else None
        )
        self.classifiers = (
            AttributeClassifiers(vocabulary, self.towers.feature_width, model_config.text_width)
            if model_config.branches
            else None
        )
        self.bank: ReferenceBank | None = None
        if self.frozen:
            self.towers.requires_grad_(False)
            self.heads.requires_grad_(False)
            if self.towers.branches is not None:
                self.towers.branches.requires_grad_(True)

    def _begin_with_published(
        self, published: PublishedText | None, model_config: ModelConfig, config: TrainingConfig
    ) -> set[nn.Parameter]:
        """Put published weights into the towers and return the parameters that begin with them."""
        towers, begun = self.towers, set[nn.Parameter]()
        if published is not None:
            towers.sentence.load_state_dict(published.weights)
            towers.sentence.freeze(config.frozen_text_layers)
            begun |= set(towers.sentence.parameters())
        elif config.text_weights:
            names = model_config.text_tower, config.text_weights
            same_model = names == (model_config.image_tower, config.image_weights)
            begun |= load_clip_text(towers.clip, model_config, config.text_weights, same_model)
            freeze_layers(towers.clip, config.frozen_text_layers)
        if config.image_weights:
            begun |= load_image_weights(towers.clip.visual, model_config, config.image_weights)
        return begun

    def train(self, mode: bool = True) -> "TrainingModel":
        """Set the mode; frozen towers stay in evaluation mode, because batch statistics would change them too."""
        super().train(mode)
        if self.frozen:
            self.towers.eval()
            if self.towers.branches is not None:
                self.towers.branches.train(mode)
        return self

    def losses(self, batch: Batch, config: TrainingConfig) -> Losses:
        """Return the losses of a batch.

        `fuse` gets detached features and `guide` detached references, so each trains one side only (MMRef).
        """
        towers = self.towers
        tokens, _ = self._mask_words(batch.tokens, config.masked_words)
        (maps, pooled_images), states = towers.forward_image(batch.pixels), towers.forward_text(tokens)
        pooled_texts = towers.pool_words(states, batch.tokens)
        images, texts = towers.project_images(pooled_images), towers.project_texts(pooled_texts)
        features = torch.cat([images, texts])
        zero = images.new_zeros(())
        fuse, guide, reconstruction = zero, zero, zero
        if self.bank is not None:
            owners = self.bank.rows_of(batch.persons.tolist()).to(images.device)
            both, stopped = owners.repeat(2), self.bank.vectors.detach()
            fuse = reference_loss(features.detach(), self.bank.vectors, both, config.reference_temperature)
            guide = reference_loss(features, stopped, both, config.reference_temperature, config.hardest_references)
            if self.reconstructor is not None:
                reconstruction = self._reconstruct(batch, self.bank.vectors[owners], config)
        return Losses(
            align=align(texts, images, batch.persons, towers.temperature),
            attributes=attributes(self.heads.logits(features), self._visible(batch.labels).repeat(2, 1))
            if len(self.heads.sizes)
            else zero,
            fuse=fuse,
            guide=guide,
            reconstruct=reconstruction,
            local=hardest_negative_hinge(
                token_similarity(towers.word_features(states, batch.tokens), towers.patch_features(maps)),
                batch.persons,
                config.margin,
            )
            if config.local_weight
            else zero,
            consistency=consistency(texts, images, batch.persons, config.tolerance)
            if config.consistency_weight
            else zero,
            branch_attributes=self._branch_attributes(pooled_images, pooled_texts, batch.labels, config)
            if self.classifiers is not None and len(self.heads.sizes)
            else zero,
        )

    def _visible(self, labels: Int[Tensor, "item attribute"]) -> Int[Tensor, "item attribute"]:
        """Return labels with -1 for attributes that are not visible, which the shared heads leave out."""
        return labels.masked_fill(labels == torch.tensor(self.heads.sizes, device=labels.device), -1)

    def _branch_attributes(
        self,
        images: Float[Tensor, "item pooled"],
        texts: Float[Tensor, "item pooled_text"],
        labels: Int[Tensor, "item attribute"],
        config: TrainingConfig,
    ) -> Tensor:
        """Return the cross-entropy of the classifiers on images and on captions; a caption has its image's labels."""
        classifiers, share = self.classifiers, config.branch_dropout
        image_logits = classifiers.image_logits(dropout(images, share, self.training)).float()
        text_logits = classifiers.text_logits(dropout(texts, share, self.training)).float()
        return attributes(classifiers.split(image_logits), labels) + attributes(classifiers.split(text_logits), labels)

    def _reconstruct(self, batch: Batch, references: Float[Tensor, "text dim"], config: TrainingConfig) -> Tensor:
        """Return the loss `reconstruct` of references and decoder, and with `reconstruct_towers` of the text tower."""
        shown, hidden = self._mask_words(batch.tokens, config.masked_share)
        embeddings = self.towers.token_embedding.weight
        with torch.set_grad_enabled(config.reconstruct_towers and torch.is_grad_enabled()):
            states = self.towers.forward_text(shown)
        padding = (shown[:, : states.shape[1]] == PADDING).to(states.device)
        guesses = self.reconstructor(states[..., : embeddings.shape[1]], padding, references)
        rest = [part[:, : states.shape[1]].to(states.device) for part in (batch.tokens, hidden)]
        return reconstruct(guesses, *rest, embeddings if config.reconstruct_towers else embeddings.detach())

    def _mask_words(
        self, tokens: Int[Tensor, "text token"], share: float
    ) -> tuple[Int[Tensor, "text token"], Bool[Tensor, "text token"]]:
        """Return texts with a share of their words masked, and which; depends on the tokens alone."""
        tokenizer = self.towers.tokenizer
        generator = torch.Generator().manual_seed(int(tokens.sum()))
        return mask_words(tokens, tokenizer.special(tokens), share, tokenizer.mask, generator)


def total_loss(losses: Losses, config: TrainingConfig) -> Tensor:
    """Return the weighted sum of the losses."""
    return (
        config.align_weight * losses.align
        + config.attributes_weight * losses.attributes
        + config.fuse_weight * losses.fuse
        + config.guide_weight * losses.guide
        + config.reconstruct_weight * losses.reconstruct
        + config.local_weight * losses.local
        + config.consistency_weight * losses.consistency
        + config.branch_attributes_weight * losses.branch_attributes
    )
