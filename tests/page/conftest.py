"""What several tests of the page begin with."""

import pytest

from mmref_core.page.handlers.search_handlers import SearchHandlers
from page.answers import Service


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def handlers(service: Service) -> SearchHandlers:
    return SearchHandlers(service)
