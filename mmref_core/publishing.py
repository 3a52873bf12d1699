"""From a finished run to a checkpoint folder: references in words, search settings chosen on validation, a report."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from mmref_core.checkpoints import Model, load_model, save_checkpoint
from mmref_core.config import SearchConfig
from mmref_core.datasets import Sample
from mmref_core.decomposition import decompose
from mmref_core.details import Details
from mmref_core.embedding import embed_pixels, embed_texts
from mmref_core.evaluation import choose_search
from mmref_core.knowledge import Knowledge, Words
from mmref_core.training import Learner

Phrases = Callable[[dict[str, str]], tuple[tuple[str, str], ...]]  # visible attributes -> (attribute, phrase)


def publish(
    folder: Path,
    learner: Learner,
    training: Sequence[Sample],
    pixels: Tensor,
    validation: Sequence[Sample],
    phrases_of: Phrases,
    words: Words,
    facts: dict[str, Any],
) -> Model:
    """Write the checkpoint of a learner whose bank exists; `pixels` are the pictures of `training`, row by row."""
    if learner.bank is None:
        raise ValueError("the learner has no references yet; train it past the start of its references")
    learner.eval()
    _measure_priors(learner, pixels)
    details = _details(learner, training, phrases_of)
    knowledge = Knowledge(learner.heads, learner.bank.vectors.detach(), learner.bank.owners, details, words)
    save_checkpoint(folder, learner.towers, knowledge, SearchConfig(), facts)
    model = load_model(folder)  # as a user will have it: in half precision
    search = choose_search(model, validation)
    save_checkpoint(folder, learner.towers, knowledge, search, facts)
    return replace(model, search=search)


def _measure_priors(learner: Learner, pixels: Tensor) -> None:
    """How likely each value is over the training pictures, as the heads see them (π of the detail terms)."""
    with torch.inference_mode():
        seen = learner.heads.probabilities(embed_pixels(learner.towers, pixels)).mean(dim=0)
    learner.heads.priors.copy_(seen.clone())


def _details(learner: Learner, training: Sequence[Sample], phrases_of: Phrases) -> Details:
    """Phrases that are true of each reference person, and the reference as a sum of them."""
    of_person: dict[int, dict[str, None]] = {}
    captions: dict[int, str] = {}
    for sample in training:
        own = of_person.setdefault(sample.person, {})
        own.update(dict.fromkeys(phrase for _, phrase in phrases_of(sample.visible)))
        captions[sample.person] = max(captions.get(sample.person, ""), sample.captions[0], key=len)
    phrases = sorted({phrase for own in of_person.values() for phrase in own})
    number = {phrase: place for place, phrase in enumerate(phrases)}
    features = embed_texts(learner.towers, phrases).clone()
    owners = learner.bank.owners.tolist()
    own = [[number[phrase] for phrase in of_person[person]] for person in owners]
    members, coefficients = decompose(learner.bank.vectors.detach(), own, features)
    return Details(tuple(phrases), features, members, coefficients, tuple(captions[person] for person in owners))
