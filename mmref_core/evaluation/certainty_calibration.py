"""Calibration of the chances that pictures show one person, on validation persons, and its error on others."""

from collections.abc import Iterator
from dataclasses import replace

import torch
from jaxtyping import Bool, Float, Int
from torch import Generator, Tensor

from mmref_core.config import SearchConfig
from mmref_core.evaluation.evaluate import EvaluationSplit
from mmref_core.models.encode import Embedded
from mmref_core.models.index import nearest_images
from mmref_core.reranking.certainty import chances, cluster_columns, object_columns, with_others
from mmref_core.reranking.clustering import NEIGHBOURS, clusters

ROUNDS = 100  # of Newton's method at most
RIDGE = 0.05  # on coefficients, as so many squared units; keeps them finite where a column separates perfectly
BINS = 10  # of equal width, of the calibration error
SHARES = (1.0, 0.5, 0.25)  # of the persons: the more strangers, the more clusters are mistakes
BLOCK = 5  # persons of neighbouring numbers that stay together
DRAWS = 3  # of folders
MOST_TOGETHER = 8  # pictures of a group of strangers

Examples = tuple[Float[Tensor, "item column"], Float[Tensor, " item"]]  # columns, and the share that shows one person


def fit_chances(columns: Float[Tensor, "item column"], shares: Float[Tensor, " item"]) -> Float[Tensor, " coefficient"]:
    """Return the coefficients of `certainty.chances`, the constant first: logistic regression by Newton's method."""
    inputs = torch.cat([torch.ones(len(columns), 1), columns], dim=1).double()
    penalty = RIDGE * torch.eye(inputs.shape[1], dtype=torch.double)
    weights = torch.zeros(inputs.shape[1], dtype=torch.double)
    for _ in range(ROUNDS):
        expected = (inputs @ weights).sigmoid()
        slope = inputs.T @ (shares.double() - expected) - penalty @ weights
        step = torch.linalg.solve(inputs.T @ (inputs * (expected * (1 - expected))[:, None]) + penalty, slope)
        weights += step
        if step.abs().max() < 1e-8:
            break
    return weights.float()


def calibration_error(estimated: Float[Tensor, " item"], shares: Float[Tensor, " item"]) -> float:
    """Return the expected calibration error: mean over items of the gap between estimate and share in their bin."""
    bins = (estimated * BINS).long().clamp(0, BINS - 1)
    gaps = torch.zeros(BINS).index_add_(0, bins, estimated - shares)
    return gaps.abs().sum().item() / max(1, len(estimated))


def galleries_of(persons: Int[Tensor, " image"], seed: int) -> Iterator[Int[Tensor, " chosen"]]:
    """Yield rows of galleries to calibrate clusters on: of all persons, of half of them, and so on (`SHARES`).

    Of the persons all images, one of each, where every cluster is a mistake, and some of each.
    """
    drawn = Generator().manual_seed(seed)
    for share in SHARES:
        own = torch.isin(persons, some_persons(persons, share, drawn)).nonzero()[:, 0]
        for draw in range(3):
            order = own[torch.randperm(len(own), generator=drawn)]
            names, rows = persons[order].unique(return_inverse=True)
            place = _places(rows)
            highest = int(place.max()) + 1
            several = torch.randint(1, highest + 1, (len(names),), generator=drawn)
            most = (torch.full_like(several, highest), torch.ones_like(several), several)[draw]
            yield order[place < most[rows]].sort().values


def some_persons(persons: Int[Tensor, " image"], share: float, drawn: Generator) -> Int[Tensor, " person"]:
    """Return a share of the persons, drawn in blocks of neighbouring numbers: twins of a data set are near."""
    blocks = persons.unique().split(BLOCK)
    chosen = torch.randperm(len(blocks), generator=drawn)[: max(1, round(share * len(blocks)))]
    return torch.cat([blocks[block] for block in chosen.tolist()])


def cluster_examples(split: EvaluationSplit, distance: float, seed: int = 0) -> Examples:
    """Return the columns of pictures in clusters of galleries of a split's persons, and what is so of their others."""
    columns, shares = [], []
    for rows in galleries_of(split.image_persons, seed):
        images, persons = split.images.chosen(rows), split.image_persons[rows]
        nearest = nearest_images(images.features, NEIGHBOURS)
        objects = clusters(images.features, distance, nearest)
        several = with_others(objects)
        columns.append(cluster_columns(images.features, images.second, objects, nearest)[several])
        shares.append(same_among_others(objects, persons)[several])
    return torch.cat(columns), torch.cat(shares)


def object_examples(split: EvaluationSplit, seed: int = 0) -> Examples:
    """Return the columns of folders, and whether each shows one person.

    Folders have some pictures of a person, one of each of several persons, or some of each of two persons whose numbers
    collide. There are as many that show one person as others.
    """
    drawn, persons = Generator().manual_seed(seed), split.image_persons
    columns, shares = [], []
    for _ in range(DRAWS):
        order = torch.randperm(len(persons), generator=drawn)
        names, rows = persons[order].unique(return_inverse=True)
        place = _places(rows)
        several = torch.randint(2, max(3, int(place.max()) + 2), (len(names),), generator=drawn)
        chosen = place < several[rows]
        alone = torch.arange(len(names)) // torch.randint(2, MOST_TOGETHER + 1, (1,), generator=drawn)
        shuffled = torch.randperm(len(names), generator=drawn)
        for kept, objects in ((chosen, rows), (place < 1, alone[shuffled[rows]]), (chosen, shuffled[rows] // 2)):
            images, own = split.images.chosen(order[kept]), objects[kept]
            found = object_columns(images.features, images.second, own)
            pure = same_among_others(own, persons[order[kept]])
            numbers, inverse = own.unique(return_inverse=True)
            whole = torch.ones(len(numbers)).scatter_reduce_(0, inverse, pure, "amin")
            least = torch.zeros(len(numbers)).index_add_(0, inverse, torch.ones(len(own))) > 1
            columns.append(found[least])
            shares.append((whole[least] == 1).float())
    kept = _balanced(torch.cat(shares))
    return torch.cat(columns)[kept], torch.cat(shares)[kept]


def same_among_others(objects: Int[Tensor, " image"], persons: Int[Tensor, " image"]) -> Float[Tensor, " image"]:
    """Return for each image the share of the others of its object that show its person; 1 for one alone."""
    _, of_object, sizes = objects.unique(return_inverse=True, return_counts=True)
    both = torch.stack([objects, persons], dim=1)
    _, of_both, same = both.unique(dim=0, return_inverse=True, return_counts=True)
    others = sizes[of_object] - 1
    return torch.where(others > 0, (same[of_both] - 1) / others.clamp(min=1), 1.0)


def choose_certainty(split: EvaluationSplit, search: SearchConfig) -> SearchConfig:
    """Return search settings with coefficients fitted on validation persons; those of clusters if there are any."""
    split = _bare(split)
    found = None if search.cluster_distance is None else _fitted(cluster_examples(split, search.cluster_distance))
    return replace(search, object_certainty=_fitted(object_examples(split)), cluster_certainty=found)


def held_out_errors(split: EvaluationSplit, distance: float, halvings: int = 5) -> tuple[float, float]:
    """Return the calibration error of clusters and of folders on persons that the coefficients were not fitted on.

    By cross-validation: each half of the persons, in galleries of its own, with the coefficients of the other half.
    """
    split = _bare(split)
    found: tuple[list[Examples], list[Examples]] = ([], [])
    for seed in range(halvings):
        half = some_persons(split.image_persons, 0.5, Generator().manual_seed(seed))
        inside = torch.isin(split.image_persons, half)
        for fitted, held in ((inside, ~inside), (~inside, inside)):
            one, other = _of_persons(split, fitted), _of_persons(split, held)
            pairs = (
                (cluster_examples(one, distance, seed), cluster_examples(other, distance, seed + halvings)),
                (object_examples(one, seed), object_examples(other, seed + halvings)),
            )
            for kept, (examples, (columns, shares)) in zip(found, pairs, strict=True):
                kept.append((chances(columns, fit_chances(*examples)), shares))
    clusters_error, objects_error = (
        calibration_error(torch.cat([one for one, _ in kept]), torch.cat([other for _, other in kept]))
        for kept in found
    )
    return clusters_error, objects_error


def _fitted(examples: Examples) -> tuple[float, ...] | None:
    """Return coefficients as they are stored; none where there is nothing to fit them on."""
    return tuple(round(value, 4) for value in fit_chances(*examples).tolist()) if len(examples[1]) else None


def _bare(split: EvaluationSplit) -> EvaluationSplit:
    """Return the split without what certainty does not depend on, so that parts of it are quickly taken."""
    images = split.images
    return replace(split, images=Embedded(images.features, images.pooled[:, :0], second=images.second))


def _of_persons(split: EvaluationSplit, images: Bool[Tensor, " image"]) -> EvaluationSplit:
    return replace(split, images=split.images.chosen(images), image_persons=split.image_persons[images])


def _places(rows: Int[Tensor, " image"]) -> Int[Tensor, " image"]:
    """Return the place of each image among those of its person, from 0, in the order given."""
    order = rows.argsort(stable=True)
    starts = torch.searchsorted(rows[order], rows[order])
    places = torch.empty_like(rows)
    places[order] = torch.arange(len(rows)) - starts
    return places


def _balanced(shares: Float[Tensor, " item"]) -> Int[Tensor, " kept"]:
    """Return rows of as many items of one person as of others, spread evenly over each."""
    kinds = [(shares == 1).nonzero()[:, 0], (shares < 1).nonzero()[:, 0]]
    count = min(len(kind) for kind in kinds)
    return torch.cat([kind[torch.linspace(0, len(kind) - 1, count).long()] for kind in kinds])
