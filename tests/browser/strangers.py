"""A page of which every text is hostile: its gallery, its model, its figures, its visitors.

`python strangers.py FOLDER` serves it, with uploads in that folder.
"""

import os
import re
import socket
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import uvicorn
from PIL import Image

from hostile import TEXTS
from mmref_core.page.http.received_files import ReceivedFiles
from mmref_core.page.http.web import web_app
from mmref_core.page.service.page_service import SAMPLE, GalleryEntry, Skipped
from mmref_core.retrieval.reference_catalogue import (
    AttributeReferences,
    AttributeValue,
    ReferenceCatalogue,
    ReferencePerson,
)
from mmref_core.search_types import SearchOptions, SearchResult
from page.answers import Service, match


def picture() -> bytes:
    """Something to show."""
    data = BytesIO()
    Image.new("RGB", (32, 64), (120, 40, 40)).save(data, "WEBP")
    return data.getvalue()


PICTURE = picture()


class Strangers(Service):
    """A query's number says which text the answer is made of."""

    text = TEXTS[0]
    catalogue = ReferenceCatalogue(
        tuple(ReferencePerson(place, text, (text, text)) for place, text in enumerate(TEXTS)),
        tuple(AttributeReferences(text, 0.5, (AttributeValue(text, 0.4),)) for text in TEXTS),
    )

    def __init__(self) -> None:
        super().__init__()
        *_, last = self.steps
        self.steps = [replace(last, taken=0, skipped=tuple(Skipped(text, text, text) for text in TEXTS))]

    def search(self, token: str, text: str, options: SearchOptions) -> SearchResult:
        found = super().search(SAMPLE if token.startswith("g") else token, text, options)
        number = re.match(r"\d+", text)
        self.text = bad = TEXTS[int(number[0]) if number else 0]
        moves = tuple(
            replace(
                move,
                path=bad,
                contributions=tuple(replace(part, label=bad, found=bad) for part in move.contributions),
                reference_matches=(replace(match(0.03), caption=bad, phrases=(bad, bad)),),
            )
            for move in found.moves
        )
        details = tuple(replace(detail, label=bad) for detail in found.details)
        return replace(found, query=text, moves=moves, details=details, notes=(bad,), unwanted=(bad,))

    def entries(self) -> list[GalleryEntry]:
        sample, *_ = super().entries()
        return [sample, *(replace(sample, token=f"g{place}", name=text) for place, text in enumerate(TEXTS))]

    def thumbnail(self, token: str, image: int, faces: bool = False) -> bytes | None:  # noqa: ARG002
        return PICTURE if self.label(token, image) else None

    def label(self, token: str, image: int) -> str | None:
        return super().label(token, image) and f"{self.text} {image}"


def main(folder: Path) -> None:
    """Prints the address, and serves until it is stopped."""
    uploads = ReceivedFiles(folder)
    os.environ["GRADIO_TEMP_DIR"] = str(uploads.folder)  # Gradio takes no file from elsewhere
    uploads.open()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(web_app(Strangers(), uploads), log_level="error"))
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        server.run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
