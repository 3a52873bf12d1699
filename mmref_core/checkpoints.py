"""A checkpoint is a folder of plain files; this writes it, and loads it only after every check has passed."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from mmref_core.attribute_heads import Vocabulary
from mmref_core.cards import card, page
from mmref_core.config import ModelConfig, SearchConfig, read_settings
from mmref_core.details import Details
from mmref_core.embedding import REMEMBERED, Embedded, embed_query
from mmref_core.errors import CheckpointError
from mmref_core.knowledge import Knowledge, Words
from mmref_core.model import Towers
from mmref_core.plots import draw, draw_standing
from mmref_core.portraits import Portraits
from mmref_core.readers import Readers
from mmref_core.thesaurus.reading import Reader

FORMAT = 3
WEIGHTS, REFERENCES, DETAILS, CONFIG, REPORT = (
    "model.safetensors",
    "references.safetensors",
    "details.json",
    "config.json",
    "report.json",
)
SUMS, CARD, PAGE, PLOTS = "SHA256SUMS", "README.md", "report.md", "plots"
CHECKED = (WEIGHTS, REFERENCES, DETAILS, CONFIG)
PORTRAITS = "portraits.safetensors"  # a checkpoint may do without
GOLDEN_TEXT = "a woman in a red coat with a white bag"
GOLDEN_TOLERANCE = 0.01  # of an entry of a unit feature: half-precision weights, other processors


@dataclass(frozen=True)
class Model:
    """A loaded checkpoint, ready to embed and to search."""

    towers: Towers
    knowledge: Knowledge
    search: SearchConfig
    fingerprint: str  # of everything that decides a feature; features of different fingerprints are never mixed
    facts: dict[str, Any]  # how it came to be: data, cost, seed
    # Remembers the latest queries, also for the same model with other settings.
    embed_query: Callable[[Towers, str], Embedded] = field(
        default_factory=lambda: lru_cache(REMEMBERED)(embed_query), compare=False, repr=False
    )


def save_checkpoint(
    folder: Path, towers: Towers, knowledge: Knowledge, search: SearchConfig, facts: dict[str, Any]
) -> None:
    """Write all files but the report and the model card; weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    details = knowledge.details
    weights = {f"towers.{name}": value for name, value in towers.state_dict().items()}
    weights |= {f"readers.{name}": value for name, value in knowledge.readers.state_dict().items()}
    save_file({name: _half(value) for name, value in weights.items()}, folder / WEIGHTS)
    references = {
        "vectors": knowledge.references,
        "persons": knowledge.persons,
        "phrase_features": details.features,
        "members": details.members.short(),
        "coefficients": details.coefficients,
    }
    save_file({name: _half(value) for name, value in references.items()}, folder / REFERENCES)
    write_portraits(folder, knowledge.portraits)
    words = {"attributes": knowledge.words.attributes, "values": knowledge.words.values}
    texts = {"phrases": details.phrases, "captions": details.captions, "words": words, "known": knowledge.reader.known}
    _write_json(folder / DETAILS, texts, indent=None)
    golden = _half(towers.eval().embed_texts(towers.tokenize([GOLDEN_TEXT]))[0, :8].detach()).tolist()
    config = {
        "format": FORMAT,
        "model": asdict(towers.config),
        "search": asdict(search),
        "attributes": knowledge.readers.vocabulary.to_dict(),
        "golden": golden,
        "facts": facts,
    }
    _write_json(folder / CONFIG, config)
    write_sums(folder)


def write_search(folder: Path, search: SearchConfig) -> None:
    """Put other search settings into a checkpoint that loads; features do not depend on them."""
    config = _guarded(folder / CONFIG, lambda file: json.loads(file.read_text(encoding="utf-8")))
    _write_json(folder / CONFIG, config | {"search": asdict(search)})
    write_sums(folder)


def write_report(folder: Path, report: dict[str, Any]) -> None:
    """Put the measured figures, their page and the model card beside the weights, and renew the list of hashes."""
    _write_json(folder / REPORT, report)
    (folder / PAGE).write_text(page(report), encoding="utf-8")
    (folder / PLOTS).mkdir(exist_ok=True)
    for name, curve in report.get("curves", {}).items():
        draw(name, curve, folder / PLOTS / f"{name}.svg")
    if report["test"].get("standing"):
        draw_standing(report["test"]["standing"], folder / PLOTS / "standing.svg")
    config = _guarded(folder / CONFIG, lambda file: json.loads(file.read_text(encoding="utf-8")))
    (folder / CARD).write_text(card(config, report), encoding="utf-8")
    write_sums(folder)


def write_portraits(folder: Path, portraits: Portraits | None) -> None:
    """Put pictures of the reference persons beside the weights, or take them away; `write_sums` comes after it."""
    (folder / PORTRAITS).unlink(missing_ok=True)
    if portraits is not None:
        save_file(portraits.tensors(), folder / PORTRAITS)


def write_known(folder: Path, known: Mapping[str, int]) -> None:
    """Put the words that the model knows beside the weights; `write_sums` comes after it."""
    texts = _guarded(folder / DETAILS, lambda file: json.loads(file.read_text(encoding="utf-8")))
    _write_json(folder / DETAILS, texts | {"known": dict(known)}, indent=None)


def write_sums(folder: Path) -> None:
    names = [name for name in (*CHECKED, PORTRAITS, REPORT) if (folder / name).exists()]
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines))


def load_model(folder: Path | str) -> Model:
    """The model of a checkpoint folder. Raises CheckpointError with what is wrong and what to do."""
    folder = Path(folder)
    listed = _check_files(folder)
    config = _guarded(folder / CONFIG, lambda file: json.loads(file.read_text(encoding="utf-8")))
    if config.get("format") != FORMAT:
        raise CheckpointError(
            f"{folder / CONFIG} has format {config.get('format')!r}, this program reads format {FORMAT}. "
            "Use the checkpoint that came with this version."
        )
    try:
        model_config = read_settings(ModelConfig, config["model"])
        search = read_settings(SearchConfig, config["search"])
        vocabulary = Vocabulary.from_dict(config["attributes"])
        golden = config["golden"]
        if search.token_weight and model_config.places is None:
            raise ValueError("search.token_weight is above 0, but the model has no places to compare words with")
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder / CONFIG, error) from error
    towers = Towers(model_config)
    readers = Readers(vocabulary, towers.pooled_width, model_config.text_width)
    weights = _tensors(folder / WEIGHTS)
    _fill(towers, weights, "towers.", folder / WEIGHTS)
    _fill(readers, weights, "readers.", folder / WEIGHTS)
    towers.eval()
    model = Model(
        towers,
        _knowledge(folder, readers.eval(), model_config.dim, PORTRAITS in listed),
        search,
        _fingerprint(folder, config),
        config.get("facts", {}),
    )
    with torch.inference_mode():
        feature = towers.embed_texts(towers.tokenize([GOLDEN_TEXT]))[0, : len(golden)]
    if not torch.allclose(feature, torch.tensor(golden), atol=GOLDEN_TOLERANCE):
        raise CheckpointError(
            f"{folder} loads, but answers differently from when it was saved. "
            "Install the versions in requirements.txt, or restore the checkpoint."
        )
    return model


def _knowledge(folder: Path, readers: Readers, dim: int, portrayed: bool) -> Knowledge:
    tensors = _tensors(folder / REFERENCES)
    texts = _guarded(folder / DETAILS, lambda file: json.loads(file.read_text(encoding="utf-8")))
    try:
        details = Details(
            phrases=tuple(texts["phrases"]),
            features=tensors["phrase_features"].float().reshape(-1, dim),
            members=tensors["members"].long(),
            coefficients=tensors["coefficients"].float(),
            captions=tuple(texts["captions"]),
        )
        words = Words(texts["words"]["attributes"], texts["words"]["values"])
        reader = Reader({word: int(count) for word, count in texts.get("known", {}).items()})
        references = torch.nn.functional.normalize(tensors["vectors"].float().reshape(-1, dim), dim=1)
        persons = tensors["persons"].long()
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise _damaged(folder / REFERENCES, error) from error
    lengths = {len(references), len(persons), len(details.members), len(details.captions)}
    if len(lengths) != 1 or len(details.phrases) != len(details.features):
        raise CheckpointError(f"{folder / REFERENCES} and {folder / DETAILS} do not belong together. Restore both.")
    pictures = _portraits(folder, persons.tolist()) if portrayed else None
    return Knowledge(readers, references, persons, details, words, reader, pictures)


def _portraits(folder: Path, persons: list[int]) -> Portraits:
    try:
        return Portraits.from_tensors(_tensors(folder / PORTRAITS), persons)
    except (KeyError, ValueError) as error:
        raise _damaged(folder / PORTRAITS, error) from error


def _check_files(folder: Path) -> set[str]:
    """Names of the files that belong to the checkpoint; each is there and unchanged."""
    if not folder.is_dir():
        raise CheckpointError(
            f"There is no checkpoint at {folder}. Give the folder of one with --checkpoint, restore it, "
            "or train one with `python -m mmref_core train`."
        )
    sums = _guarded(folder / SUMS, lambda file: file.read_text(encoding="utf-8"))
    expected = dict(reversed(line.split("  ", 1)) for line in sums.splitlines() if "  " in line)
    for name in (*CHECKED, *({PORTRAITS} & expected.keys())):
        if not (folder / name).is_file():
            raise CheckpointError(f"{folder / name} is missing. Restore the whole checkpoint folder.")
        if sha256(folder / name) != expected.get(name):
            raise CheckpointError(
                f"{folder / name} is damaged: its SHA-256 is not the one in {SUMS}. Restore the checkpoint folder."
            )
    return set(expected)


def _guarded(file: Path, read: Callable[[Path], Any]) -> Any:
    try:
        return read(file)
    except FileNotFoundError as error:
        raise CheckpointError(f"{file} is missing. Restore the whole checkpoint folder.") from error
    except (OSError, ValueError) as error:
        raise _damaged(file, error) from error


def _tensors(file: Path) -> dict[str, Tensor]:
    try:
        return load_file(file)
    except (OSError, SafetensorError) as error:
        raise _damaged(file, error) from error


def _fill(module: torch.nn.Module, weights: dict[str, Tensor], prefix: str, file: Path) -> None:
    own = {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}
    try:
        module.load_state_dict(
            {name: value.float() if value.is_floating_point() else value for name, value in own.items()}
        )
    except RuntimeError as error:
        raise _damaged(file, str(error).splitlines()[0]) from error


def _damaged(file: Path, reason: object) -> CheckpointError:
    return CheckpointError(f"{file} cannot be used ({reason}). Restore the whole checkpoint folder.")


def _half(value: Tensor) -> Tensor:
    return (value.half() if value.is_floating_point() else value).contiguous()


def _fingerprint(folder: Path, config: dict[str, Any]) -> str:
    """Architecture, preprocessing, tokenizer and weights, in 32 hexadecimal digits."""
    parts = json.dumps([FORMAT, config["model"], sha256(folder / WEIGHTS)], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _write_json(file: Path, value: dict[str, Any], indent: int | None = 1) -> None:
    file.write_text(json.dumps(value, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8")


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
