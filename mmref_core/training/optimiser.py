"""The optimiser of a run and its learning rates."""

import math

import torch

from mmref_core.config import TrainingConfig
from mmref_core.training.objective import TrainingModel


def learning_rate_at(step: int, steps: int, config: TrainingConfig) -> float:
    """Return the rate relative to the full one: linear warm-up, then a cosine to 0 at the last step."""
    if step < config.warmup_steps:
        return (step + 1) / config.warmup_steps
    done = (step - config.warmup_steps) / max(steps - config.warmup_steps, 1)
    return (1 + math.cos(math.pi * min(done, 1))) / 2


def build_optimiser(model: TrainingModel, config: TrainingConfig) -> torch.optim.AdamW:
    """Return AdamW without weight decay on biases, norms and temperatures, and with a lower rate on published weights.

    Each group has its learning rate relative to that of the run as `relative_rate`.
    """
    published = model.published
    modules = (model.towers, model.heads, model.classifiers, model.reconstructor)
    weights = [weight for module in modules if module is not None for weight in module.parameters()]
    groups = [
        {
            "params": [weight for weight in weights if (weight in published, weight.ndim > 1) == (begun, decays)],
            "weight_decay": config.weight_decay if decays else 0.0,
            "relative_rate": config.published_rate if begun else 1.0,
        }
        for begun in (False, True)
        for decays in (True, False)
    ]
    used = [group for group in groups if group["params"]]
    return torch.optim.AdamW(used, lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
