import threading

import anyio
import pytest

from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.turns import Turns


def test_what_cannot_begin_in_time_is_told_when_to_come_back() -> None:
    go_on = threading.Event()

    async def crowd() -> list[object]:
        turns, found = Turns(1, most_seconds=0.05), []

        async def ask() -> None:
            try:
                found.append(await turns.run(lambda: go_on.wait(30)))
            except RequestRefusedError as refusal:
                found.append(refusal)
                if len(found) == 2:
                    go_on.set()

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(ask)
        found.append(await turns.run(lambda: "the next one"))  # the turn was given back
        return found

    first, second, third, last = anyio.run(crowd)
    assert third is True
    assert last == "the next one"
    for refusal in (first, second):
        assert isinstance(refusal, RequestRefusedError)
        assert refusal.status == 429
        assert (b"retry-after", b"2") in refusal.headers


def test_a_turn_is_given_back_where_the_work_fails() -> None:
    async def fail_twice() -> None:
        turns = Turns(1, most_seconds=0.05)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await turns.run(lambda: 1 // 0)

    anyio.run(fail_twice)
