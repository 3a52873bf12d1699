"""What moves the images of a pool: words, then detail, person and gallery references, then wishes; all as terms.

refined − initial = u·Σ details + w·Σ reference persons (in phrases and a rest) + γ·other pictures + words and wishes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int, Int8
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.details import NOTHING, shares
from mmref_core.embedding import Embedded
from mmref_core.knowledge import Knowledge
from mmref_core.readers import Readers
from mmref_core.reranking.feedback_terms import mark_terms
from mmref_core.reranking.gallery_expansion import GalleryReferences
from mmref_core.reranking.term_types import REST, Term, Terms, Votes, nothing
from mmref_core.reranking.unwanted import alike_share, shown_share
from mmref_core.similarity import Profiles, detail_agreement, person_terms, profiles, view_term
from mmref_core.token_features import Words, restored, word_terms
from mmref_core.wishes import Marks

VIEWS = Term("views", "views", "other pictures of the same person")
CLUSTER = Term("cluster", "cluster", "pictures taken for the same person")
LOOKALIKES = Term("lookalikes", "lookalikes", "pictures that look much like it")
SURE = 0.5  # a text asks for a value of a detail when it makes it this likely
NEWS = 1.5  # and this much likelier than among all pictures


@dataclass(frozen=True)
class Described:
    """Pictures or texts as the reference stage sees them; computed once when a gallery is indexed."""

    features: Float[Tensor, "item dim"]
    values: Float[Tensor, "item value"]  # probabilities of attribute values, of each attribute last that it is unseen
    profiles: Profiles

    def __getitem__(self, items: Int[Tensor, " chosen"]) -> "Described":
        return Described(self.features[items], self.values[items], self.profiles[items])


@torch.inference_mode()
def describe_images(images: Embedded, knowledge: Knowledge, config: SearchConfig) -> Described:
    return _described(images.features, knowledge.readers.of_images(images.pooled), knowledge, config)


@torch.inference_mode()
def with_neighbours(images: Described, knowledge: Knowledge, config: SearchConfig) -> Described:
    """Images whose profiles have as many references as the settings ask for; a gallery was indexed with its own."""
    if images.profiles.references.shape[1] == min(config.neighbours, len(knowledge.references)):
        return images
    return Described(
        images.features,
        images.values,
        profiles(images.features, knowledge.references, config.neighbours, config.profile_temperature),
    )


@torch.inference_mode()
def describe_texts(texts: Embedded, knowledge: Knowledge, config: SearchConfig) -> Described:
    return _described(texts.features, knowledge.readers.of_texts(texts.pooled), knowledge, config)


def _described(
    features: Float[Tensor, "item dim"],
    values: Float[Tensor, "item value"],
    knowledge: Knowledge,
    config: SearchConfig,
) -> Described:
    likeness = profiles(features, knowledge.references, config.neighbours, config.profile_temperature)
    return Described(features, values, likeness)


def detail_terms(
    text: Float[Tensor, " value"], images: Float[Tensor, "image value"], readers: Readers, floor: float
) -> Float[Tensor, "image attribute"]:
    """One unweighted term for each attribute."""
    parts = zip(readers.parts(text), readers.parts(images), readers.parts(readers.priors), strict=True)
    columns = [detail_agreement(own[None], seen, prior, floor).T for own, seen, prior in parts]
    return torch.cat([images.new_empty(len(images), 0), *columns], dim=1)


def phrase_terms(
    people: Float[Tensor, "image neighbour"], text: Profiles, images: Float[Tensor, "image dim"], knowledge: Knowledge
) -> tuple[list[int], Float[Tensor, "image phrase_and_rest"]]:
    """Terms of reference persons divided among phrases; the same phrase of several references is one column.

    The last column is what no phrase covers. A row sums to the row of `people`.
    """
    references, details = text.references[0], knowledge.details
    divided = people[:, :, None] * shares(details, references, knowledge.references[references], images)
    members = details.members[references]
    phrases = sorted(set(members[members != NOTHING].tolist()))
    place = {phrase: column for column, phrase in enumerate(phrases)} | {NOTHING: len(phrases)}
    columns = torch.tensor([[place[phrase] for phrase in row] + [len(phrases)] for row in members.tolist()])
    sums = torch.zeros(len(images), len(phrases) + 1).index_add_(1, columns.flatten(), divided.flatten(1))
    return phrases, sums


def asked_values(text: Float[Tensor, " value"], readers: Readers) -> list[str | None]:
    """The value of each attribute that the text asks for; none where it leaves it open or speaks of what hides it."""
    asked: list[str | None] = []
    for own, prior, options in zip(
        readers.parts(text), readers.parts(readers.priors), readers.vocabulary.values, strict=True
    ):
        best = int(own[:-1].argmax())
        sure = own[best] >= SURE and own[best] >= NEWS * prior[best]
        asked.append(options[best] if sure else None)
    return asked


def found_values(images: Float[Tensor, "image value"], readers: Readers) -> list[dict[str, str]]:
    """The likeliest value of every attribute in each image, without the attributes of which nothing is seen."""
    vocabulary = readers.vocabulary
    best = [part.argmax(dim=1).tolist() for part in readers.parts(images)]
    columns = list(zip(vocabulary.names, vocabulary.values, best, strict=True))
    return [
        {name: options[numbers[row]] for name, options, numbers in columns if numbers[row] < len(options)}
        for row in range(len(images))
    ]


def read_details(images: Described, own: GalleryReferences) -> Float[Tensor, "image value"]:
    """What detail references compare: read in the image, or in all pictures of its object where that is known."""
    return images.values if own.values is None else own.values


def asked_columns(
    text: Float[Tensor, " value"], images: Float[Tensor, "image value"], knowledge: Knowledge, config: SearchConfig
) -> Terms:
    """u·detail references: what a text says of every attribute, against what the images show."""
    values = config.detail_weight * detail_terms(text, images, knowledge.readers, config.detail_floor)
    asked = asked_values(text, knowledge.readers)
    names = knowledge.readers.vocabulary.names
    columns = [
        Term(f"detail:{name}", "detail", knowledge.words.of(name, value))
        for name, value in zip(names, asked, strict=True)
    ]
    return Terms(tuple(columns), values)


def reference_columns(
    feature: Float[Tensor, " dim"],
    images: Described,
    own: GalleryReferences,
    knowledge: Knowledge,
    config: SearchConfig,
) -> tuple[Terms, Votes]:
    """w·reference persons, in phrases and a rest, and γ·other pictures, for the feature of a query."""
    likeness = profiles(feature[None], knowledge.references, config.neighbours, config.profile_temperature)
    agreement = person_terms(likeness, images.profiles)
    votes = _votes(agreement, config.person_weight, likeness, knowledge)
    others = gallery_columns(feature, images.features, own, config)
    if not config.person_weight:
        return others, votes
    phrases, divided = phrase_terms(config.person_weight * agreement, likeness, images.features, knowledge)
    words = knowledge.details.phrases
    columns = [Term(f"phrase:{words[phrase]}", "phrase", words[phrase]) for phrase in phrases]
    columns.append(Term(REST, "rest", REST))
    return Terms(tuple(columns), divided) + others, votes


def gallery_columns(
    feature: Float[Tensor, " dim"], images: Float[Tensor, "image dim"], own: GalleryReferences, config: SearchConfig
) -> Terms:
    """γ·other pictures: of the same object where objects are known, of the same cluster and look-alikes elsewhere."""
    parts = [
        (VIEWS, config.view_weight, own.of_objects) if own.known else (CLUSTER, config.cluster_weight, own.of_objects),
        (LOOKALIKES, config.lookalike_weight, own.alike),
    ]
    terms, _ = nothing(len(images))
    for term, weight, fused in parts:
        if fused is not None:
            terms += Terms((term,), weight * view_term(feature, images, fused)[:, None])
    return terms


@torch.inference_mode()
def word_columns(
    names: Sequence[str],
    words: Words,
    places: Int8[Tensor, "image place dim"],
    initial: Float[Tensor, " image"],
    config: SearchConfig,
) -> Terms:
    """The token stage of one text (TGDT): β·(token similarity − cosine), divided among its words exactly.

    `names` are the words that its tokens are of; a word of several tokens, or said twice, is one column. Each is less
    its mean over these images: that ranks nothing, and would drown all other reasons for what sets a picture apart.
    """
    each = word_terms(words.features[0][words.real[0]], restored(places), initial)
    number = {name: column for column, name in enumerate(dict.fromkeys(names))}
    columns = torch.tensor([number[name] for name in names], dtype=torch.long)
    sums = torch.zeros(len(each), len(number)).index_add_(1, columns, each)
    terms = tuple(Term(f"word:{name}", "word", f"“{name}” in the picture") for name in number)
    return Terms(terms, config.token_weight * (sums - sums.mean(dim=0)))


@torch.inference_mode()
def mark_columns(gallery: Described, pool: Int[Tensor, " pooled"], marks: Marks, config: SearchConfig) -> Terms:
    """Weighted terms of the marked pictures for the images of a pool."""
    features = gallery.features
    values = mark_terms(features[pool], features[list(marks.match)], features[list(marks.no_match)])
    columns = [Term(f"match:{image}", "mark", "likeness to a match") for image in marks.match]
    columns += [Term(f"no match:{image}", "mark", "likeness to a non-match") for image in marks.no_match]
    return Terms(tuple(columns), config.mark_weight * values)


@torch.inference_mode()
def unwanted_columns(
    phrases: Sequence[str],
    feature: Callable[[str], Float[Tensor, " dim"]],
    images: Described,
    knowledge: Knowledge,
    config: SearchConfig,
) -> Terms:
    """Weighted terms of what is not wanted, one for each phrase; those that name no value are compared by `feature`."""
    shares = [
        shown_share(named, images.values, knowledge.readers) if named else alike_share(feature(phrase), images.features)
        for phrase, named in ((phrase, knowledge.named(phrase)) for phrase in phrases)
    ]
    columns = tuple(Term(f"unwanted:{phrase}", "unwanted", f"unwanted {phrase}") for phrase in phrases)
    return Terms(columns, -config.unwanted_weight * torch.stack(shares, dim=1))


def _votes(agreement: Float[Tensor, "image neighbour"], weight: float, text: Profiles, knowledge: Knowledge) -> Votes:
    references = text.references[0].tolist()
    details = knowledge.details
    return Votes(
        persons=tuple(knowledge.persons[references].tolist()),
        captions=tuple(details.captions[reference] for reference in references),
        phrases=tuple(
            tuple(details.phrases[phrase] for phrase in details.members[reference].tolist() if phrase != NOTHING)
            for reference in references
        ),
        agreement=agreement,
        weight=weight,
    )
