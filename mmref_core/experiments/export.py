"""Export a finished run as a checkpoint: attribute classifiers, phrases of references, search settings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from scipy.optimize import nnls
from torch import Tensor

from mmref_core.checkpoints.load import load_model
from mmref_core.checkpoints.save import save_checkpoint, write_known, write_search, write_sums, write_thumbnails
from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.errors import CheckpointError, DatasetError
from mmref_core.evaluation.certainty_calibration import choose_certainty
from mmref_core.evaluation.evaluate import EvaluationSplit, embed_split
from mmref_core.evaluation.feedback_simulation import choose_mark_weight, choose_unwanted_weight
from mmref_core.evaluation.hyperparameter_search import choose_cluster_weight, choose_search
from mmref_core.evaluation.no_match_evaluation import choose_no_match_threshold
from mmref_core.models.attribute_classifiers import AttributeClassifiers, fit_classifier
from mmref_core.models.clip import Towers
from mmref_core.models.encode import embed_pixels, embed_texts
from mmref_core.models.model_bundle import AttributeLabels, Model, ModelKnowledge
from mmref_core.models.reference_phrases import MAX_PHRASES, NO_PHRASE, ReferencePhrases
from mmref_core.models.reference_thumbnails import make_thumbnails, may_be_shown
from mmref_core.models.tokenisation import PADDING
from mmref_core.text.normalize import QueryNormalizer, count_words
from mmref_core.training.batches import TrainingSet
from mmref_core.training.objective import TrainingModel

CAPTIONS = 2  # of each picture that the text classifier is fitted on
CLASSIFIER_STEPS = 2000

WordsOf = Callable[[dict[str, list[str]]], AttributeLabels]  # values of attributes -> how they are called
Phrases = Callable[[dict[str, str]], tuple[tuple[str, str], ...]]  # visible attributes -> (attribute, phrase)


def export_checkpoint(
    folder: Path,
    training_model: TrainingModel,
    training: Sequence[Sample],
    data: TrainingSet,
    validation: Sequence[Sample],
    phrases_of: Phrases,
    words: AttributeLabels,
    facts: dict[str, Any],
) -> Model:
    """Write a checkpoint and return its model; `data` holds `training`, row by row.

    Raises ValueError for a model without references.
    """
    if training_model.bank is None:
        raise ValueError("the model has no references yet; train it past the start of its references")
    training_model.eval()
    references, device = training_model.bank.vectors.detach().cpu(), training_model.towers.device
    classifiers = _classifiers(training_model, training, data.pixels)
    shown = torch.cat([data.tokens.unique(), torch.tensor([PADDING, training_model.towers.tokenizer.mask])])
    reference_phrases = _reference_phrases(training_model, training, phrases_of)
    reader = QueryNormalizer(count_words(caption for sample in training for caption in sample.captions))
    owners = training_model.bank.owners.cpu()
    thumbnails = make_thumbnails(training, owners.tolist()) if may_be_shown(facts.get("data", {})) else None
    knowledge = ModelKnowledge(classifiers, references, owners, reference_phrases, words, reader, thumbnails)
    save_checkpoint(folder, training_model.towers, knowledge, SearchConfig(), facts, shown)
    model = load_model(folder, device)  # in half precision
    split = embed_split(model, validation)
    model = replace(model, search=choose_search(model, split))
    model = _with_certainty(model, split)
    model = replace(model, search=choose_mark_weight(model, split))
    model = replace(model, search=choose_unwanted_weight(model, split, validation))
    model = replace(model, search=choose_no_match_threshold(model, split, validation))
    save_checkpoint(folder, training_model.towers, knowledge, model.search, facts, shown)
    return model


def complete(folder: Path, training: Sequence[Sample], data: dict[str, Any]) -> tuple[int, int]:
    """Add thumbnails and known words to a checkpoint of an earlier version; return the number of each.

    `data` are the facts of the data set (`provenance.data_facts`): persons of another one have the same numbers.
    """
    if not may_be_shown(data):
        raise DatasetError("This data set is not a rendered one, and pictures of real persons are not handed on.")
    model = load_model(folder)
    if model.facts.get("data") != data:
        raise CheckpointError(
            f"{folder} was trained on another data set than this one, so its reference persons are others. "
            "Give the folder of the one it was trained on with --data."
        )
    thumbnails = make_thumbnails(training, model.knowledge.persons.tolist())
    known = count_words(caption for sample in training for caption in sample.captions)
    write_thumbnails(folder, thumbnails)
    write_known(folder, known)
    write_sums(folder)
    return len(thumbnails), len(known)


def choose_missing_settings(folder: Path, model: Model, validation: Sequence[Sample]) -> Model:
    """Choose and write search settings that a checkpoint of an earlier version lacks; return the model with them.

    These are the cluster distance, the certainty of clusters and folders, and the no-match threshold. Nothing changes
    without validation persons.
    """
    before = model.search
    if not validation or None not in (before.cluster_distance, before.object_certainty, before.no_match_threshold):
        return model
    split = embed_split(model, validation)
    if before.cluster_distance is None:
        model = replace(model, search=choose_search(model, split))
    if before.object_certainty is None:
        model = _with_certainty(model, split)
    if before.no_match_threshold is None:
        model = replace(model, search=choose_no_match_threshold(model, split, validation))
    if model.search != before:
        write_search(folder, model.search)
    return model


def _with_certainty(model: Model, split: EvaluationSplit) -> Model:
    """Return the model with the chances of clusters and folders fitted, and the cluster weight chosen beside them."""
    model = replace(model, search=choose_certainty(split, model.search))
    return replace(model, search=choose_cluster_weight(model, split))


def _classifiers(training_model: TrainingModel, training: Sequence[Sample], pixels: Tensor) -> AttributeClassifiers:
    """Return the classifiers trained with branches; without branches fit them on training pictures and captions.

    A caption has the labels of its picture, also for attributes that it leaves out.
    """
    towers, vocabulary = training_model.towers, training_model.heads.vocabulary
    classifiers = training_model.classifiers or AttributeClassifiers(
        vocabulary, towers.feature_width, towers.config.text_width
    )
    classifiers.cpu()
    if not classifiers.sizes:
        return classifiers
    images = embed_pixels(towers, pixels).pooled.clone()
    if training_model.classifiers is None:
        _fit(classifiers, towers, images, training)
    with torch.no_grad():
        classifiers.priors.copy_(classifiers.image_probabilities(images).mean(dim=0))
    return classifiers.eval()


def _fit(classifiers: AttributeClassifiers, towers: Towers, images: Tensor, training: Sequence[Sample]) -> None:
    vocabulary = classifiers.vocabulary
    labels = torch.tensor([vocabulary.labels_or_unseen(sample.visible) for sample in training])
    captions = [(row, caption) for row, sample in enumerate(training) for caption in sample.captions[:CAPTIONS]]
    texts = embed_texts(towers, [caption for _, caption in captions]).pooled.clone()
    rows = torch.tensor([row for row, _ in captions])
    of_images = fit_classifier(images, labels, classifiers.sizes, CLASSIFIER_STEPS, seed=0)
    of_texts = fit_classifier(texts, labels[rows], classifiers.sizes, CLASSIFIER_STEPS, seed=0)
    classifiers.set_weights(of_images, of_texts)


def _reference_phrases(
    training_model: TrainingModel, training: Sequence[Sample], phrases_of: Phrases
) -> ReferencePhrases:
    """Return phrases of each reference person's attributes, and their coefficients in the reference."""
    of_person: dict[int, dict[str, None]] = {}
    captions: dict[int, str] = {}
    for sample in training:
        own = of_person.setdefault(sample.person, {})
        own.update(dict.fromkeys(phrase for _, phrase in phrases_of(sample.visible)))
        captions[sample.person] = max(captions.get(sample.person, ""), sample.captions[0], key=len)
    phrases = sorted({phrase for own in of_person.values() for phrase in own})
    number = {phrase: place for place, phrase in enumerate(phrases)}
    features = embed_texts(training_model.towers, phrases).features.clone()
    owners = training_model.bank.owners.tolist()
    own = [[number[phrase] for phrase in of_person[person]] for person in owners]
    members, coefficients = decompose(training_model.bank.vectors.detach().cpu(), own, features)
    return ReferencePhrases(
        tuple(phrases), features, members, coefficients, tuple(captions[person] for person in owners)
    )


def decompose(
    references: Float[Tensor, "reference dim"],
    phrases_of: Sequence[Sequence[int]],
    features: Float[Tensor, "phrase dim"],
) -> tuple[Int[Tensor, "reference column"], Float[Tensor, "reference column"]]:
    """Write each reference as a non-negative sum of its own phrases plus a rest.

    Non-negative least squares, as in sparse decompositions of CLIP vectors into concepts (SpLiCE, arXiv 2402.10376);
    `phrases_of[r]` are the phrases of reference r. Return members and coefficients, largest first.
    """
    members = torch.full((len(references), MAX_PHRASES), NO_PHRASE)
    coefficients = torch.zeros(len(references), MAX_PHRASES)
    for row, (reference, own) in enumerate(zip(references.double().numpy(), phrases_of, strict=True)):
        basis = features[list(own)].double().numpy().T
        weights = nnls(basis, reference)[0] if len(own) else np.zeros(0)
        best = sorted(range(len(own)), key=lambda place: -weights[place])[:MAX_PHRASES]
        best = [place for place in best if weights[place] > 0]
        members[row, : len(best)] = torch.tensor([own[place] for place in best], dtype=torch.long)
        coefficients[row, : len(best)] = torch.tensor([weights[place] for place in best])
    return members, coefficients
