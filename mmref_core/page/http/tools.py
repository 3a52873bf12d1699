"""Searching and explaining as tools for assistants, by the Model Context Protocol (MCP)."""

import json
from typing import Any

import gradio as gr

from mmref_core.errors import MMRefError

TOOLS = ("search", "explain")  # of the public events; no tool lists or deletes anything
PATH = "/gradio_api/mcp/"


def check_tools(page: gr.Blocks, address: str) -> None:
    """Restrict Gradio's MCP server to `TOOLS`; `address` is this server's URL as seen from this machine.

    A tool stands in the page's queue, so Gradio calls it through its own address. That one is set here, because
    otherwise it would be whatever a request's headers say. Raises MMRefError where the package for it is missing.
    """
    server = page.mcp_server_obj
    if server is None:
        raise MMRefError(f"The tools of --mcp cannot be offered ({page.mcp_error}). Install requirements.txt again.")
    from mcp.types import TextContent

    def as_json(outputs: list[Any], _: str) -> list[TextContent]:
        return [TextContent(type="text", text=json.dumps(output, ensure_ascii=False)) for output in outputs]

    server._local_url = address
    server.tool_to_endpoint = {name: f"/{name}" for name in TOOLS}
    server.postprocess_output_data = as_json
