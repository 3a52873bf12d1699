"""Streaming parser of multipart bodies that holds files only; keeps no more in memory than the latest part."""

from dataclasses import dataclass

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from mmref_core.page.http.refusal import RequestRefusedError

LONGEST_HEADER = 3_000  # bytes of the headers of one part
LONGEST_BOUNDARY = 200
MOST_FILES = 2_000  # in one request; the page sends a thousand at a time


@dataclass(frozen=True)
class Began:
    """A file begins."""

    name: str


@dataclass(frozen=True)
class Ended:
    """The file that began last is complete."""


Step = Began | bytes | Ended


class FileParser:
    """Parses a multipart body as it arrives."""

    def __init__(self, content_type: str) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not 0 < len(boundary) <= LONGEST_BOUNDARY:
            raise RequestRefusedError(415, "Send files as multipart/form-data with a boundary.")
        self.steps: list[Step] = []
        self.files = 0
        self.is_whole = False
        self._header = [b"", b""]  # name and value of the one that is being read
        self._header_bytes = 0
        self._disposition = b""
        callbacks = {
            "on_part_begin": self._begin_part,
            "on_header_field": lambda data, start, end: self._extend_header(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._extend_header(1, data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_file,
            "on_part_data": lambda data, start, end: self.steps.append(bytes(data[start:end])),
            "on_part_end": lambda: self.steps.append(Ended()),
            "on_end": self._finish,
        }
        self._parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]

    def feed(self, part: bytes) -> list[Step]:
        """Return what this part of the body brings; RequestRefusedError for anything but files."""
        self.steps = []
        try:
            self._parser.write(part)
        except MultipartParseError:
            raise RequestRefusedError(400, "The upload is malformed. Choose the files again.") from None
        return self.steps

    def _begin_part(self) -> None:
        self._header, self._header_bytes, self._disposition = [b"", b""], 0, b""

    def _extend_header(self, place: int, more: bytes) -> None:
        self._header_bytes += len(more)
        if self._header_bytes > LONGEST_HEADER:
            raise RequestRefusedError(413, "A file's name is too long.")
        self._header[place] += more

    def _end_header(self) -> None:
        if self._header[0].lower() == b"content-disposition":
            self._disposition = self._header[1]
        self._header = [b"", b""]

    def _begin_file(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"filename" not in options:
            raise RequestRefusedError(400, "Only files may be uploaded here, no other parts of a form.")
        self.files += 1
        if self.files > MOST_FILES:
            raise RequestRefusedError(413, f"At most {MOST_FILES:,} files may be sent at once. Pack them into one zip.")
        self.steps.append(Began(options[b"filename"].decode("utf-8", "replace")))

    def _finish(self) -> None:
        self.is_whole = True
