"""The Galleries page: bring pictures, see what became of them, search them, delete them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from mmref_core.errors import MMRefError
from mmref_core.page.parts import drawn, scripts
from mmref_core.page.progress import report, report_line
from mmref_core.page.rows import Row
from mmref_core.page.service import SAMPLE, PageService
from mmref_core.page.shelf import Keys, choices, read_keys, shelf
from mmref_core.page.wording import plural

FORMATS = "JPEG, PNG, WebP"
NAMELESS = "My pictures"
LONGEST_NAME = 80  # characters


@dataclass(frozen=True)
class GalleryParts:
    """The components of this page that take part in an event."""

    files: gr.File
    folder: gr.UploadButton
    name: gr.Textbox
    take: gr.Button
    report: gr.HTML
    shelf: gr.HTML


def draw_galleries(service: PageService) -> GalleryParts:
    drawn("galleries.html", None, elem_id="galleries")
    with gr.Row(elem_id="bring"):
        files = gr.File(
            label=f"One zip, or many pictures ({FORMATS})", file_count="multiple", elem_id="files", scale=3, height=170
        )
        with gr.Column(scale=2):
            name = gr.Textbox(
                label="Name of the gallery", placeholder=NAMELESS, max_length=LONGEST_NAME, elem_id="name"
            )
            folder = gr.UploadButton("Choose a folder instead", file_count="directory", elem_id="folder", size="md")
            take = gr.Button("Add gallery", variant="primary", elem_id="take")
    filled = drawn("intake.html", scripts("elements", "intake"), elem_id="report")
    own = drawn("shelf.html", scripts("elements", "faces", "shelf"), elem_id="shelf", value=shelf(service, []))
    return GalleryParts(files, folder, name, take, filled, own)


class Keeper:
    """Fills, lists and deletes the galleries of whoever asks; holds nothing of any visitor."""

    def __init__(self, service: PageService) -> None:
        self.service = service

    def show(self, stored: Any) -> Row:
        return shelf(self.service, read_keys(stored))

    def chosen(self, folder: list[str] | None) -> tuple[Any, Row]:
        """A folder has come; what is taken from it is told when the gallery is added."""
        count = len(folder or ())
        line = f"A folder of {plural(count, 'file')} is chosen. “Add gallery” takes in its pictures."
        return gr.update(label=f"Folder of {plural(count, 'file')}"), report_line(line)

    def take(
        self, files: list[str] | None, folder: list[str] | None, name: str, stored: Any
    ) -> Iterator[tuple[Row, Any, Any, Any]]:
        """Fill a new gallery, telling how far it has come; it can be searched from its first batch on."""
        uploads, keys = [*(files or ()), *(folder or ())], read_keys(stored)
        if not uploads:
            yield report_line("Choose a zip, some pictures or a folder first.", wrong=True), *([gr.skip()] * 3)
            return
        try:
            yield from self._fill([Path(file) for file in uploads], name.strip() or NAMELESS, keys)
        finally:
            for file in uploads:
                Path(file).unlink(missing_ok=True)  # Gradio's copy; what is kept lies in the store without its metadata

    def _fill(self, sources: list[Path], name: str, keys: Keys) -> Iterator[tuple[Row, Any, Any, Any]]:
        known, token = 0, ""  # pictures that this browser has been told of; the new gallery, once there is one
        try:
            for progress in self.service.fill(name, sources):
                line = report(progress)
                if progress.taken > known or (progress.finished and known):
                    known, token = progress.taken, progress.token
                    yield line, *self._told([*keys, token])
                else:
                    yield line, *([gr.skip()] * 3)
        except MMRefError as error:
            deleted = token and len(self.service.entries([token])) == 1
            why = "Stopped: the gallery was deleted while it was being filled." if deleted else str(error)
            yield report_line(why, wrong=True), *self._told(keys)

    def _told(self, keys: Keys) -> tuple[Keys, Any, Row]:
        """What the browser keeps, its chooser and its list, less the galleries that are gone."""
        offered = choices(self.service, keys)
        kept = [token for _, token in offered if token != SAMPLE]
        return kept, gr.update(choices=offered), shelf(self.service, kept)

    def delete(self, stored: Any, searched: str, event: gr.EventData) -> tuple[Keys, Any, Row]:
        """Remove a gallery at once; a search that is in it goes back to the sample."""
        keys, token = read_keys(stored), event._data.get("token")
        names = {entry.token: entry.name for entry in self.service.entries(keys) if entry.token != SAMPLE}
        if token not in keys:
            return keys, gr.skip(), shelf(self.service, keys, "There is no such gallery in this browser.", wrong=True)
        try:
            self.service.delete(token)
        except MMRefError as error:
            return keys, gr.skip(), shelf(self.service, keys, str(error), wrong=True)
        left = [key for key in keys if key != token]
        line = f"“{names.get(token, NAMELESS)}” and its pictures were deleted from this machine."
        offered = choices(self.service, left)
        chooser = gr.update(choices=offered, **({"value": SAMPLE} if searched == token else {}))
        return left, chooser, shelf(self.service, left, line)

    def search(self, stored: Any, event: gr.EventData) -> Any:
        """The chooser of the search page, at the gallery that is to be searched."""
        keys, token = read_keys(stored), event._data.get("token")
        if isinstance(token, str) and token not in (*keys, SAMPLE):
            keys = [*keys, token]  # just made: the shelf shows it a moment before the browser has stored its key
        offered = choices(self.service, keys)
        known = token in [offer for _, offer in offered]
        return gr.update(choices=offered, value=token) if known else gr.update(choices=offered)


def connect_galleries(page: gr.Blocks, parts: GalleryParts, keeper: Keeper, keys: Any, gallery: gr.Dropdown) -> None:
    """`keys` is what the browser keeps, `gallery` the search page's chooser."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    changed = [keys, gallery, parts.shelf]
    parts.folder.upload(keeper.chosen, parts.folder, [parts.folder, parts.report], **quiet)
    parts.take.click(
        keeper.take,
        [parts.files, parts.folder, parts.name, keys],
        [parts.report, *changed],
        concurrency_id="fill",
        concurrency_limit=1,
        **quiet,
    ).then(
        lambda: (None, gr.update(value=None, label="Choose a folder instead")),
        None,
        [parts.files, parts.folder],
        **quiet,
    )
    parts.shelf.delete(keeper.delete, [keys, gallery], changed, **quiet)
    parts.shelf.select(keeper.search, keys, gallery, **quiet)
    page.load(keeper.show, keys, parts.shelf, **quiet)
