"""Routes for uploads and their progress, in place of Gradio's own two.

Gradio's route keeps text parts in memory without a limit, leaves the files of a broken upload behind, and knows neither
quotas nor visitors.
"""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from mmref_core.errors import MMRefError
from mmref_core.page.http.bodies import check_rate, declared_bytes, parts_of
from mmref_core.page.http.multipart import Began, Ended, FileParser
from mmref_core.page.http.received_files import ReceivedFiles
from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.routes import PROGRESS, UPLOAD
from mmref_core.page.service.page_service import PageService
from mmref_core.page.state.visitors import visitor_of

UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
RETRY_SECONDS = 10
TELL_SECONDS = 0.2  # between two reports of an upload's progress


@dataclass(frozen=True)
class UploadLimits:
    """Limits of one upload, and of all together."""

    most_bytes: int = 4_200_000_000  # of one request
    most_seconds: float = 4 * 3600.0
    most_open: int = 16
    most_open_of_visitor: int = 4
    step_bytes: int = 32_000_000  # between two looks at the quota, where a request does not say how much it brings


@dataclass
class UploadProgress:
    """Progress of one upload."""

    counted: Counter[str] = field(default_factory=Counter)  # bytes of each file since the last report
    is_over: bool = False

    def count(self, name: str, more: int) -> None:
        self.counted[name] += more


class UploadReceiver:
    """Takes uploads in, for visitors within their quota."""

    def __init__(self, service: PageService, files: ReceivedFiles, limits: UploadLimits) -> None:
        self.service = service
        self.files = files
        self.limits = limits
        self.open: list[str] = []  # the visitor of each upload that is arriving
        self.progress: dict[tuple[str, str], UploadProgress] = {}

    async def take(self, request: Request, visitor: str, upload_id: str) -> list[str]:
        """Return the paths that stand for the files of one request; RequestRefusedError with one line for any other."""
        length = declared_bytes(request.headers.getlist("content-length"), self.limits.most_bytes)
        parser = FileParser(request.headers.get("content-type", ""))
        with self._slot(visitor), self._tracked(visitor, upload_id) as tell, self.files.reserving(visitor) as reserve:
            room = DiskReservation(self.service.for_visitor(visitor), self.files, visitor, reserve)
            await room.take(length or self.limits.step_bytes)
            return await self._receive(request, visitor, parser, room, tell)

    async def _receive(
        self,
        request: Request,
        visitor: str,
        parser: FileParser,
        room: "DiskReservation",
        tell: Callable[[str, int], None],
    ) -> list[str]:
        began, come = time.monotonic(), 0
        done: list[str] = []
        try:
            async with AsyncExitStack() as stack:
                writer = UploadWriter(self.files, visitor, stack)
                async for part in parts_of(request.receive, self.limits.most_seconds):
                    come += len(part)
                    if come > self.limits.most_bytes:
                        raise RequestRefusedError(413, "The upload is larger than it may be.")
                    check_rate(come, time.monotonic() - began)
                    if come > room.reserved:
                        await room.take(self.limits.step_bytes)
                    for step in parser.feed(part):
                        if path := await writer.take(step):
                            done.append(path)
                    tell(writer.name, len(part))
                if not parser.is_whole:
                    raise RequestRefusedError(400, "The upload breaks off. Choose the files again.")
        except BaseException as error:
            for path in done:
                self.files.remove(path)
            if isinstance(error, OSError):
                raise RequestRefusedError(
                    413,
                    f"The upload cannot be kept on this machine: {error.strerror}. Free some space and retry.",
                ) from error
            raise
        return done

    @contextmanager
    def _slot(self, visitor: str):
        limits = self.limits
        if len(self.open) >= limits.most_open or self.open.count(visitor) >= limits.most_open_of_visitor:
            raise RequestRefusedError(
                429, f"Too many uploads at once. Try again in {RETRY_SECONDS} seconds.", RETRY_SECONDS
            )
        self.open.append(visitor)
        try:
            yield
        finally:
            self.open.remove(visitor)

    @contextmanager
    def _tracked(self, visitor: str, upload_id: str):
        """Keep the progress of one upload for the page that asks for it."""
        progress = UploadProgress()
        if UPLOAD_ID.fullmatch(upload_id):
            self.progress[visitor, upload_id] = progress
        try:
            yield progress.count
        finally:
            progress.is_over = True
            self.progress.pop((visitor, upload_id), None)

    async def follow(self, visitor: str, upload_id: str) -> AsyncIterator[str]:
        """Tell a page how far an upload is, as the events that Gradio's own component reads."""
        for _ in range(15):  # it may ask before the upload has begun
            if progress := self.progress.get((visitor, upload_id)):
                break
            await asyncio.sleep(TELL_SECONDS)
        else:
            progress = UploadProgress(is_over=True)
        while True:
            counted, progress.counted = progress.counted, Counter()
            for name, count in counted.items():
                yield f"data: {json.dumps({'msg': 'update', 'orig_name': name, 'chunk_size': count})}\n\n"
            if progress.is_over:
                yield 'data: {"msg": "done"}\n\n'
                return
            await asyncio.sleep(TELL_SECONDS)


class DiskReservation:
    """Space on the disk for one upload, reserved before it is used."""

    def __init__(
        self, service: PageService, files: ReceivedFiles, visitor: str, reserve: Callable[[int], None]
    ) -> None:
        self.service = service
        self.files = files
        self.visitor = visitor
        self.reserve = reserve
        self.reserved = 0

    async def take(self, count: int) -> None:
        """Reserve bytes; RequestRefusedError (413) where a limit would be passed by all that is reserved together."""
        self.reserve(count)
        self.reserved += count
        waiting_of_visitor, waiting = self.files.waiting_bytes(self.visitor), self.files.waiting_bytes()
        check = partial(self.service.require_room, count, waiting_of_visitor - count, waiting - count)
        try:
            await to_thread.run_sync(check)
        except MMRefError as error:
            raise RequestRefusedError(413, str(error)) from error


class UploadWriter:
    """Writes the files of one upload, in threads, so that the server goes on meanwhile."""

    BUFFER = 1_000_000  # bytes

    def __init__(self, files: ReceivedFiles, visitor: str, stack: AsyncExitStack) -> None:
        self.files = files
        self.visitor = visitor
        self.stack = stack
        self.name = ""
        self.path: Path | None = None
        self.file: BinaryIO | None = None
        self.buffer = bytearray()

    async def take(self, step: Began | bytes | Ended) -> str | None:
        """Return the path of a file that is complete with this step."""
        if isinstance(step, Began):
            self.name = step.name
            self.path = self.stack.enter_context(self.files.place(step.name))
            self.file = await to_thread.run_sync(partial(self.path.open, "xb"))
            self.stack.callback(self.file.close)
            return None
        if isinstance(step, bytes):
            self.buffer += step
            if len(self.buffer) >= self.BUFFER:
                await self._flush()
            return None
        await self._flush()
        if self.file is None or self.path is None:
            return None
        self.file.close()
        return self.files.add(self.visitor, self.path, self.name)

    async def _flush(self) -> None:
        if self.buffer and self.file is not None:
            await to_thread.run_sync(self.file.write, bytes(self.buffer))
        self.buffer.clear()


def add_upload_routes(app: FastAPI, receiver: UploadReceiver) -> None:
    @app.post(UPLOAD)
    async def upload(request: Request, upload_id: str = "") -> Response:
        return JSONResponse(await receiver.take(request, visitor_of(request), upload_id))

    @app.get(PROGRESS)
    async def progress(request: Request, upload_id: str = "") -> Response:
        return StreamingResponse(receiver.follow(visitor_of(request), upload_id), media_type="text/event-stream")
