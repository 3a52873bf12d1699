"""How a part of the page is made of browser files, and how Gradio looks around it."""

from pathlib import Path

import gradio as gr

from mmref_core.page.render.view_models import Row

BROWSER = Path(__file__).parent.parent / "browser"
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


def page_of(name: str) -> gr.Column:
    """One of the pages; `browser/pages.js` shows the one that the address asks for."""
    return gr.Column(elem_id=f"page-{name}", elem_classes="page")


def theme() -> gr.themes.Base:
    """System fonts, so that nothing is fetched; what else differs from Gradio's own is in the style files."""
    mono = ("ui-monospace", "Menlo", "Consolas", "monospace")
    return gr.themes.Base(font=FONTS, font_mono=mono, radius_size=gr.themes.sizes.radius_md)
