"""The page's parts and where they stand."""

from pathlib import Path

import gradio as gr

from mmref_core.page.rows import Row
from mmref_core.page.service import SAMPLE, PageService
from mmref_core.page.wiring import Desk, Parts, connect
from mmref_core.page.wording import EXAMPLES, TITLE

BROWSER = Path(__file__).parent / "browser"
BOARD_SCRIPTS = ("elements", "marks", "cards", "slopes", "panel", "details", "share", "keys", "board")
STYLES = [BROWSER / name for name in ("tokens.css", "frame.css", "board.css", "marks.css", "panel.css", "keys.css")]
UPLOADS = (600, 3600)  # seconds: how often forgotten uploads are looked for, and how old they must be
LONGEST_UNWANTED = 300  # characters
FONTS = ("ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")


def read(name: str) -> str:
    return (BROWSER / name).read_text(encoding="utf-8")


def scripts(*names: str) -> str:
    """Several browser files as one scope, so that they see each other's functions."""
    return "\n".join(read(f"{name}.js") for name in names)


def drawn(template: str, script: str | None, elem_id: str, value: Row | None = None) -> gr.HTML:
    """A part of our own. Its template never holds data, because Gradio runs what stands in a template as code."""
    return gr.HTML(
        value, html_template=read(template), js_on_load=script, apply_default_css=False, elem_id=elem_id, padding=False
    )


def theme() -> gr.themes.Base:
    """System fonts, so that nothing is fetched; what else differs from Gradio's own is in the style files."""
    mono = ("ui-monospace", "Menlo", "Consolas", "monospace")
    return gr.themes.Base(font=FONTS, font_mono=mono, radius_size=gr.themes.sizes.radius_md)


def build(service: PageService) -> gr.Blocks:
    """The whole page; the first example is answered while it is built."""
    desk = Desk(service)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=UPLOADS) as page:
        drawn("header.html", None, elem_id="masthead")
        parts = draw_parts(desk.first(), desk.choices([]))
        drawn("footer.html", None, elem_id="duty")
        connect(page, parts, desk)
    page.queue(max_size=64, api_open=False)
    return page


def draw_parts(first: Row, choices: list[tuple[str, str]]) -> Parts:
    """Everything that takes part in an event."""
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
    with gr.Accordion("Search your own pictures", open=False, elem_id="bring"):
        with gr.Row():
            files = gr.File(
                label="One zip, or many pictures (JPEG, PNG, WebP)",
                file_count="multiple",
                elem_id="files",
                scale=3,
                height=150,
            )
            with gr.Column(scale=2):
                name = gr.Textbox(label="Name of the gallery", placeholder="My pictures", max_length=80, elem_id="name")
                take = gr.Button("Add gallery", elem_id="take")
        report = drawn("intake.html", scripts("elements", "intake"), elem_id="report")
    with gr.Row(visible=False, elem_id="removal") as removal:
        delete = gr.Button("Delete this gallery", size="sm", elem_id="delete")
    board = drawn("board.html", scripts(*BOARD_SCRIPTS), elem_id="board", value=first)
    return Parts(
        query, unwanted, gallery, search, examples, files, name, take, report, removal, delete, board, keys, link
    )
