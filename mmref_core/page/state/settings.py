"""Search settings that a person may change; the checkpoint's own values are the defaults."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mmref_core.config import SearchConfig, with_settings
from mmref_core.errors import QueryError
from mmref_core.reranking.terms import KINDS, Need

Changed = tuple[tuple[str, float | None], ...]  # names and values; None is "never", where that has a meaning


@dataclass(frozen=True)
class Setting:
    """One field of the panel; `most` keeps sums finite and answers quick."""

    name: str  # in `config.SearchConfig`
    label: str
    hint: str
    most: float
    step: float
    least: float = 0.0
    whole: bool = False
    optional: bool = False  # may be left empty
    of_words: bool = False  # only where the model compares words with places of a picture


def _weights(of_words: bool) -> tuple[Setting, ...]:
    """Return the weights of the registry's term kinds: of those that compare words with patches, or of all others."""
    kinds = [kind for kind in KINDS if kind.hint and (Need.PATCHES in kind.needs) == of_words]
    return tuple(
        Setting(
            kind.weight_field,
            f"{kind.label} ({kind.symbol})" if kind.symbol else kind.label,
            kind.hint,
            kind.most,
            kind.step,
            of_words=of_words,
        )
        for kind in kinds
    )


SETTINGS = (
    Setting("pool", "Pictures ranked anew", "the best of the initial ranking; others stay behind", 1e5, 10, 1, True),
    *_weights(of_words=False),
    Setting("neighbours", "Persons in a profile (k)", "known persons that a picture is likened to", 1e4, 5, 1, True),
    Setting(
        "gate", "Clear lead (gate)", "lead that keeps the first ranking; empty: never", 2, 0.01, 0.001, optional=True
    ),
    *_weights(of_words=True),
)
NAMES = {setting.name: setting for setting in SETTINGS}


def read_changed(sent: Any) -> Changed:
    """Parse changed settings; a value that is no number becomes None, which `checked` refuses where it is required."""
    given = sent if isinstance(sent, dict) else {}
    return tuple((name, number(given[name])) for name in NAMES if name in given)


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def checked(changed: Changed, defaults: SearchConfig) -> Changed:
    """Return the settings that differ from the defaults; raises QueryError for an invalid value."""
    for name, value in changed:
        setting = NAMES[name]
        if value is None and setting.optional:
            continue
        fits = value is not None and math.isfinite(value) and setting.least <= value <= setting.most
        if not fits or (setting.whole and value != int(value or 0)):
            raise QueryError(f"Settings: “{setting.label}” must be {bounds(setting)}{got(value)}.")
    try:
        with_settings(defaults, changed)
    except ValueError as error:
        raise QueryError(f"Settings: {error}.") from error
    return tuple((name, value) for name, value in changed if value != getattr(defaults, name))


def bounds(setting: Setting) -> str:
    """Write the range of a setting: `a whole number from 1 to 10,000`."""
    kind = "whole number" if setting.whole else "number"
    return f"a {kind} from {setting.least:,g} to {setting.most:,.0f}{', or empty' if setting.optional else ''}"


def got(value: float | None) -> str:
    return "" if value is None else f", got {value:g}"


def setting_rows(defaults: SearchConfig, has_patches: bool, changed: Changed) -> list[dict[str, Any]]:
    """Return the fields of the settings panel; a value of None is an empty field."""
    values = dict(changed)
    return [
        {
            "name": setting.name,
            "label": setting.label,
            "hint": setting.hint,
            "value": values.get(setting.name, getattr(defaults, setting.name)),
            "default": getattr(defaults, setting.name),
            "default_text": value_text(getattr(defaults, setting.name)),
            "least": setting.least,
            "most": setting.most,
            "step": setting.step,
        }
        for setting in SETTINGS
        if has_patches or not setting.of_words
    ]


def settings_sentence(changed: Changed) -> str:
    """Write changed settings as `Reference persons (w) 0.3, Clear lead (gate) never`."""
    return ", ".join(f"{NAMES[name].label} {value_text(value)}" for name, value in changed)


def value_text(value: float | None) -> str:
    return "never" if value is None else f"{value:g}"


def in_link(changed: Changed) -> list[str]:
    """Write changed settings for a link: `person_weight:0.3`; None is empty."""
    return [f"{name}:{'' if value is None else repr(value)}" for name, value in changed]


def from_link(values: Iterable[str], lost: list[str]) -> Changed:
    """Parse the settings of a link, in the order of the panel; the later one counts where one is named twice."""
    found: dict[str, float | None] = {}
    for text in values:
        name, colon, value = text.partition(":")
        try:
            read = float(value) if value else None
        except ValueError:
            name = ""
        if name in NAMES and colon and (read is None or math.isfinite(read)):
            found[name] = read
        else:
            lost.append("a setting that could not be read")
    return tuple((name, found[name]) for name in NAMES if name in found)
