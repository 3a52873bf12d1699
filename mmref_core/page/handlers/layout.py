"""The page's components and where they stand."""

from collections.abc import Callable

import gradio as gr

from mmref_core.page.handlers.api import add_public_api
from mmref_core.page.handlers.gallery_handlers import GalleryHandlers, connect_galleries, draw_galleries
from mmref_core.page.handlers.requery_handler import connect_asking
from mmref_core.page.handlers.search_handlers import SearchComponents, SearchHandlers, connect
from mmref_core.page.render.gallery_list import choices, life_sentence
from mmref_core.page.render.html_components import BROWSER, drawn, page_of, scripts
from mmref_core.page.render.references import draw_references
from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import EXAMPLES, TITLE
from mmref_core.page.service.measured import error_sentence, quality
from mmref_core.page.service.page_service import SAMPLE, PageService

RESULTS_SCRIPTS = (
    *("elements", "ticks", "marks", "cards", "slopes", "votes", "maps", "panel", "details"),
    *("slot", "settings", "places", "share", "keys", "recall", "preview", "results_panel"),
)
STYLE_NAMES = (
    *("tokens", "frame", "pages", "galleries", "reading", "references"),
    *("results_panel", "marks", "panel", "maps", "votes", "asking", "keys", "answering"),
)
STYLES = [BROWSER / f"{name}.css" for name in STYLE_NAMES]
LONGEST_UNWANTED = 300  # characters
MOST_WAITING = 64  # events in the queue


def build(service: PageService, remove: Callable[[str], None]) -> gr.Blocks:
    """Build the page; `remove` deletes an upload. The first example is answered while it is built."""
    handlers = SearchHandlers(service)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        drawn("header.html", scripts("elements", "places", "pages"), elem_id="masthead")
        with page_of("search"):
            components = draw_parts(handlers.first_answer(), choices(service))
        with page_of("galleries"):
            galleries = draw_galleries(service)
        with page_of("references"):
            draw_references()
        with page_of("quality"):
            drawn("quality.html", scripts("elements", "quality"), elem_id="quality", value=quality(service.measured))
        with page_of("about"):
            said = {"error": error_sentence(service.measured.report), "life": life_sentence(service.lifetime_seconds)}
            drawn("about.html", scripts("elements", "texts"), elem_id="about", value=said)
        drawn("footer.html", None, elem_id="duty")
        add_public_api(service)  # first, so that no private event takes a public name
        connect(page, components, handlers)
        connect_asking(components, handlers)
        connect_galleries(page, galleries, GalleryHandlers(service, remove), components.gallery)
    page.queue(max_size=MOST_WAITING, api_open=False)
    return page


def draw_parts(first: Row, choices: list[tuple[str, str]]) -> SearchComponents:
    """Draw the components that take part in the search events."""
    keys = gr.BrowserState([], storage_key="mmref-galleries", secret="kept-in-this-browser")
    link = gr.Textbox(visible=False)
    with gr.Row(elem_id="ask"):
        query = gr.Textbox(
            EXAMPLES[0], label="Describe a person", lines=1, max_lines=1, elem_id="query", scale=6, autofocus=False
        )
        unwanted = gr.Textbox(
            label="Not wanted (lowers, hides nothing)",
            placeholder="backpack, red shoes",
            lines=1,
            max_lines=1,
            max_length=LONGEST_UNWANTED,
            elem_id="unwanted",
            scale=3,
        )
        gallery = gr.Dropdown(choices, value=SAMPLE, label="In gallery", elem_id="gallery", scale=2, filterable=False)
        search = gr.Button("Search", variant="primary", elem_id="search", scale=1)
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(text, size="sm", elem_classes="example") for text in EXAMPLES]
        drawn("own.html", None, elem_id="own")
    results_panel = drawn("results_panel.html", scripts(*RESULTS_SCRIPTS), elem_id="results-panel", value=first)
    return SearchComponents(query, unwanted, gallery, search, examples, results_panel, keys, link)
