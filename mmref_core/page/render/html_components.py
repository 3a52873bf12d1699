"""Components made of the HTML and JavaScript files in `browser`, and the Gradio theme."""

from pathlib import Path

import gradio as gr

from mmref_core.page.render.view_models import Row

BROWSER = Path(__file__).parent.parent / "browser"
FONTS = ("ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")


def read(name: str) -> str:
    return (BROWSER / name).read_text(encoding="utf-8")


def scripts(*names: str) -> str:
    """Join several JavaScript files to one scope, so that they see each other's functions."""
    return "\n".join(read(f"{name}.js") for name in names)


def drawn(template: str, script: str | None, elem_id: str, value: Row | None = None) -> gr.HTML:
    """Draw a component of a template and a script. Templates hold no data, because Gradio runs them as code."""
    return gr.HTML(
        value, html_template=read(template), js_on_load=script, apply_default_css=False, elem_id=elem_id, padding=False
    )


def page_of(name: str) -> gr.Column:
    """Open one of the pages; `browser/pages.js` shows the one that the address asks for."""
    return gr.Column(elem_id=f"page-{name}", elem_classes="page")


def theme() -> gr.themes.Base:
    """Return a theme with system fonts, so that nothing is fetched; all other styles are in the CSS files."""
    mono = ("ui-monospace", "Menlo", "Consolas", "monospace")
    return gr.themes.Base(font=FONTS, font_mono=mono, radius_size=gr.themes.sizes.radius_md)
