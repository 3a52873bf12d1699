"""The Galleries page: bring pictures, see what became of them, search them, delete them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from mmref_core.errors import MMRefError
from mmref_core.page.handlers.search_handlers import QUIET, sent
from mmref_core.page.render.gallery_list import choices, gallery_list
from mmref_core.page.render.html_components import drawn, scripts
from mmref_core.page.render.progress import report, report_line
from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import plural
from mmref_core.page.service.page_service import SAMPLE, PageService
from mmref_core.page.state.visitors import visitor_of

FORMATS = "JPEG, PNG, WebP"
NAMELESS = "My pictures"
LONGEST_NAME = 80  # characters


Files = list[dict[str, Any]] | None  # uploads as the guard has written them, each with its path


@dataclass(frozen=True)
class GalleryComponents:
    """The components of this page that take part in an event."""

    files: gr.File
    folder: gr.UploadButton
    name: gr.Textbox
    take: gr.Button
    report: gr.HTML
    gallery_list: gr.HTML


def draw_galleries(service: PageService) -> GalleryComponents:
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
    own = drawn(
        "gallery_list.html",
        scripts("elements", "faces", "gallery_list"),
        elem_id="gallery-list",
        value=gallery_list(service),
    )
    return GalleryComponents(files, folder, name, take, filled, own)


class GalleryHandlers:
    """Handlers of the Galleries page: fill, list, search and delete galleries; hold no state of a visitor."""

    def __init__(self, service: PageService, remove: Callable[[str], None]) -> None:
        """`remove` deletes an upload that has been taken in."""
        self.service = service
        self.remove = remove

    def show(self, request: gr.Request | None = None) -> Row:
        return gallery_list(self.service.for_visitor(visitor_of(request)))

    def chosen(self, folder: Files) -> tuple[Any, Row]:
        """Acknowledge an uploaded folder; its pictures are taken in when the gallery is added."""
        count = len(folder or ())
        line = f"A folder of {plural(count, 'file')} is chosen. “Add gallery” takes in its pictures."
        return gr.update(label=f"Folder of {plural(count, 'file')}"), report_line(line)

    def take(
        self, files: Files, folder: Files, name: str | None, request: gr.Request | None = None
    ) -> Iterator[tuple[Row, Any, Any]]:
        """Fill a new gallery, telling how far it has come; it can be searched from its first batch on."""
        uploads = [row["path"] for row in (*(files or ()), *(folder or ()))]
        if not uploads:
            yield report_line("Choose a zip, some pictures or a folder first.", wrong=True), gr.skip(), gr.skip()
            return
        named = (name or "").strip()[:LONGEST_NAME] or NAMELESS
        try:
            yield from self._fill(
                [Path(file) for file in uploads], named, self.service.for_visitor(visitor_of(request))
            )
        finally:
            for file in uploads:
                self.remove(file)  # what is kept lies in the store without its metadata

    def _fill(self, sources: list[Path], name: str, service: PageService) -> Iterator[tuple[Row, Any, Any]]:
        known, token = 0, ""  # pictures that this browser has been told of; the new gallery, once there is one
        try:
            for progress in service.fill(name, sources):
                line = report(progress)
                if progress.taken > known or (progress.finished and known):
                    known, token = progress.taken, progress.token
                    yield line, gr.update(choices=choices(service)), gallery_list(service)
                else:
                    yield line, gr.skip(), gr.skip()
        except MMRefError as error:
            deleted = token and token not in [entry.token for entry in service.entries()]
            why = "Stopped: the gallery was deleted while it was being filled." if deleted else str(error)
            yield report_line(why, wrong=True), gr.update(choices=choices(service)), gallery_list(service)

    def delete(self, searched: str, event: gr.EventData, request: gr.Request | None = None) -> tuple[Any, Row]:
        """Remove a gallery at once; a search that is in it goes back to the sample."""
        service, token = self.service.for_visitor(visitor_of(request)), sent(event).get("token")
        names = {entry.token: entry.name for entry in service.entries() if entry.token != SAMPLE}
        if not isinstance(token, str) or token not in names:
            return gr.skip(), gallery_list(service, "There is no such gallery in this browser.", wrong=True)
        try:
            service.delete(token)
        except MMRefError as error:
            return gr.skip(), gallery_list(service, str(error), wrong=True)
        line = f"“{names[token]}” and its pictures were deleted from this machine."
        chooser = gr.update(choices=choices(service), **({"value": SAMPLE} if searched == token else {}))
        return chooser, gallery_list(service, line)

    def search(self, event: gr.EventData, request: gr.Request | None = None) -> Any:
        """Return the chooser of the search page, set to the gallery that is to be searched."""
        offered = choices(self.service.for_visitor(visitor_of(request)))
        token = sent(event).get("token")
        known = token in [offer for _, offer in offered]
        return gr.update(choices=offered, value=token) if known else gr.update(choices=offered)


def connect_galleries(
    page: gr.Blocks, components: GalleryComponents, handlers: GalleryHandlers, gallery: gr.Dropdown
) -> None:
    """Connect the events of the Galleries page; `gallery` is the chooser of the search page."""
    changed = [gallery, components.gallery_list]
    components.folder.upload(handlers.chosen, components.folder, [components.folder, components.report], **QUIET)
    components.take.click(
        handlers.take,
        [components.files, components.folder, components.name],
        [components.report, *changed],
        concurrency_id="fill",
        concurrency_limit=1,
        **QUIET,
    ).then(
        lambda: (None, gr.update(value=None, label="Choose a folder instead")),
        None,
        [components.files, components.folder],
        **QUIET,
    )
    components.gallery_list.delete(handlers.delete, gallery, changed, **QUIET)
    components.gallery_list.select(handlers.search, None, gallery, **QUIET)
    page.load(handlers.show, None, components.gallery_list, **QUIET)
