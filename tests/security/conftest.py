"""Every test here speaks to the running program; `pytest -m security` runs them alone."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from security.running import App, running

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.security)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("security")
    with running(folder / "store", folder / "stderr", "--sweep-seconds", "2") as app:
        yield app


@pytest.fixture
def visitor(app: App) -> Iterator[httpx.Client]:
    with app.visitor() as client:
        yield client
