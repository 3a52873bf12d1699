from dataclasses import fields
from typing import Any

import pytest

from mmref_core.config import SearchConfig, with_settings
from mmref_core.errors import QueryError
from mmref_core.page.state.settings import NAMES, SETTINGS, checked, read_changed, setting_rows, settings_sentence

DEFAULTS = SearchConfig()


def test_every_setting_is_one_of_the_searchs_and_its_default_is_within_its_bounds() -> None:
    assert NAMES.keys() <= {field.name for field in fields(SearchConfig)}
    for row in setting_rows(DEFAULTS, True, ()):
        assert row["value"] == row["default"] == getattr(DEFAULTS, row["name"])
        assert row["default"] is None or row["least"] <= row["default"] <= row["most"]


def test_the_weight_of_single_words_is_there_only_where_the_model_has_places() -> None:
    names = [[row["name"] for row in setting_rows(DEFAULTS, has_patches, ())] for has_patches in (True, False)]
    assert set(names[0]) - set(names[1]) == {"token_weight"}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_bounds_of_a_setting_are_taken_and_beyond_them_is_one_line(setting: Any) -> None:
    for value in (setting.least or 0.5, setting.most):
        value = float(round(value + 0.4)) if setting.whole else value
        assert getattr(with_settings(DEFAULTS, checked(((setting.name, value),), DEFAULTS)), setting.name) == value
    for value in (setting.least - 1, setting.most * 2, float("nan"), float("inf")):
        with pytest.raises(QueryError) as refused:
            checked(((setting.name, value),), DEFAULTS)
        assert str(refused.value).startswith(f"Settings: “{setting.label}” must be a")
        assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"pool": 1.5}, "a whole number from 1 to 100,000, got 1.5"),
        ({"pool": "many"}, "a whole number from 1 to 100,000"),
        ({"person_weight": None}, "a number from 0 to 10"),
        ({"gate": 0}, "a number from 0.001 to 2, or empty, got 0"),
    ],
)
def test_nonsense_is_one_line_that_says_what_is_expected(sent: dict[str, Any], expected: str) -> None:
    with pytest.raises(QueryError, match=expected):
        checked(read_changed(sent), DEFAULTS)


@pytest.mark.parametrize("sent", [None, [], 3, {"colour": 3}, {"temperature": 1}])
def test_what_names_no_setting_changes_none(sent: Any) -> None:
    assert read_changed(sent) == ()


def test_a_value_that_is_the_default_is_no_change() -> None:
    changed = checked(read_changed({"pool": DEFAULTS.pool, "person_weight": 0.5, "gate": None}), DEFAULTS)
    assert changed == (("person_weight", 0.5),)
    assert settings_sentence(changed) == "Reference persons (w) 0.5"
    gated = SearchConfig(gate=0.2)
    assert settings_sentence(checked(read_changed({"gate": None}), gated)) == "Clear lead (gate) never"


def test_whole_numbers_stay_whole() -> None:
    changed = with_settings(DEFAULTS, (("pool", 20.0), ("view_weight", 1.0)))
    assert (type(changed.pool), changed.pool, changed.view_weight) == (int, 20, 1.0)
