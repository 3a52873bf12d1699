"""Opens the page: `python app.py`, then http://127.0.0.1:7860 in a browser."""

import argparse
import logging
import os
import socket
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mmref_core.errors import MMRefError

if TYPE_CHECKING:
    from mmref_core.page.http.guard import Access
    from mmref_core.page.http.received_files import ReceivedFiles
    from mmref_core.page.service.local_service import LocalService

HERE = Path(__file__).resolve().parent
LOCAL = ("127.0.0.1", "localhost", "::1")
LIFETIME_SECONDS = 30 * 24 * 3600.0  # of a gallery that somebody brought
MISTAKE = 2  # exit status when the person who started it can put it right


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.py", description="Search pictures of people by description.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=7860, help="0 takes any free port")
    parser.add_argument("--checkpoint", type=Path, default=HERE / "checkpoints" / "small", help="folder of the model")
    parser.add_argument(
        "--gallery", type=Path, default=HERE / "assets" / "gallery", help="folder of the sample gallery"
    )
    parser.add_argument(
        "--store", type=Path, default=HERE / "data" / "galleries", help="folder that keeps galleries which people bring"
    )
    network = parser.add_argument_group("on a network", "All of this is needed to let other machines reach the page.")
    network.add_argument("--allow-network", action="store_true", help="let other machines reach the page")
    network.add_argument(
        "--host-names", type=names, default=(), metavar="A,B", help="names and addresses that people open the page by"
    )
    network.add_argument(
        "--auth-file", type=Path, metavar="FILE", help="names with hashed passwords; everybody has to log in"
    )
    network.add_argument(
        "--behind-proxy",
        action="store_true",
        help="instead of --auth-file: a proxy on this machine lets only the right people through",
    )
    space = parser.add_argument_group("disk space, in gigabytes")
    space.add_argument("--visitor-space", type=amount, default=5.0, metavar="GB", help="for all galleries of a visitor")
    space.add_argument("--total-space", type=amount, default=50.0, metavar="GB", help="for all galleries together")
    space.add_argument("--free-space", type=amount, default=1.0, metavar="GB", help="that stays free on the disk")
    parser.add_argument(
        "--sweep-seconds", type=seconds, default=240.0, help="how often expired galleries and uploads are deleted"
    )
    parser.add_argument("--mcp", action="store_true", help="offer search and explain as tools to assistants (MCP)")
    return parser.parse_args(words)


def names(text: str) -> tuple[str, ...]:
    """Return the host names of an option, in lower case."""
    return tuple(name.strip().strip("[]").lower() for name in text.split(",") if name.strip())


def amount(text: str) -> float:
    """Return the number of an option; ValueError for a negative or huge one."""
    value = float(text)
    if not 0 <= value < 1e9:
        raise ValueError
    return value


def seconds(text: str) -> float:
    """Return the seconds of an option, at least 0.5."""
    return max(amount(text), 0.5)


def refuse_network(host: str) -> None:
    """Raise MMRefError for an address that other machines could reach: opening the page takes `--allow-network`."""
    if host not in LOCAL:
        raise MMRefError(
            f"--host {host} would let other machines reach this page. Leave --host out, or add --allow-network "
            "with --host-names and --auth-file (or --behind-proxy) if that is what you want."
        )


def refuse_unchecked_network(options: argparse.Namespace) -> None:
    """Raise MMRefError where a page on a network lacks its host names or a way to log in."""
    if not options.host_names:
        raise MMRefError(
            "--allow-network needs --host-names, the names and addresses that people open this page by, such as "
            "--host-names search.example.org,192.168.1.5; any other name is refused."
        )
    if (options.auth_file is None) == (not options.behind_proxy):
        raise MMRefError(
            "--allow-network needs either --auth-file FILE (people log in here; lines by: python -m mmref_core "
            "hash-password NAME) or --behind-proxy (a proxy on this machine lets only the right people through)."
        )
    if options.auth_file is not None:
        from mmref_core.page.http.login import read_accounts

        read_accounts(options.auth_file)  # told before the slow part


def refuse_network_options(options: argparse.Namespace) -> None:
    if given := [
        name
        for name, value in (
            ("--host-names", options.host_names),
            ("--auth-file", options.auth_file),
            ("--behind-proxy", options.behind_proxy),
        )
        if value
    ]:
        raise MMRefError(f"{given[0]} is for a page on a network. Add --allow-network, or leave it out.")


def require_tools(options: argparse.Namespace) -> None:
    """Raise MMRefError where `--mcp` cannot work, before the model is loaded."""
    if options.auth_file is not None:
        raise MMRefError(
            "--mcp does not work with --auth-file: the tools cannot log in to this page. Leave one of them out, or put "
            "a proxy with a log-in in front (--behind-proxy)."
        )
    if find_spec("mcp") is None:
        raise MMRefError("--mcp needs the package mcp, which is in requirements.txt: pip install 'mcp==1.30.0'.")


def reserve(host: str, port: int) -> socket.socket:
    """Take the address before the slow part, so that a port in use is told at once."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise MMRefError(f"Cannot listen on {host}:{port} ({error}). Choose another with --port.") from error
    return listener


def own_address(listener: socket.socket) -> str:
    """Return the URL by which this machine reaches the page."""
    bound, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bound, bound)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def load_service(options: argparse.Namespace) -> "LocalService":
    """Load the model and open its galleries; runs in a thread beside the import of the page."""
    from mmref_core.galleries.quotas import GIGABYTE, Quotas
    from mmref_core.page.service.build_service import build_service

    space = [round(value * GIGABYTE) for value in (options.visitor_space, options.total_space, options.free_space)]
    return build_service(options.checkpoint, options.gallery, options.store, LIFETIME_SECONDS, Quotas(*space))


def main(words: list[str]) -> int:
    """Run the page and return the exit status."""
    options = arguments(words)
    try:
        if options.allow_network:
            refuse_unchecked_network(options)
        else:
            refuse_network(options.host)
            refuse_network_options(options)
        if options.mcp:
            require_tools(options)
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # both are read when gradio is imported
        from mmref_core.page.http.received_files import ReceivedFiles
        from mmref_core.page.service.memory import limit_heaps

        limit_heaps()
        uploads = ReceivedFiles((options.store / "uploads").absolute())
        os.environ["GRADIO_TEMP_DIR"] = str(uploads.folder)  # where it takes files as they are, and copies nothing
        listener = reserve(options.host, options.port)
        with ThreadPoolExecutor(1) as loader:
            loading = loader.submit(load_service, options)
            from mmref_core.page.http.server import serve
            from mmref_core.page.http.tools import PATH
            from mmref_core.page.http.web import web_app
            from mmref_core.page.service.reaper import Reaper

            access = access_of(options)
            service = loading.result()
            make_folder(uploads)
            reaper = Reaper(
                [lambda: service.user_galleries.sweep().doubt, lambda: uploads.sweep() and ""], options.sweep_seconds
            )
            reaper.run_once()
            app = web_app(service, uploads, access, own_address(listener) if options.mcp else "")
    except MMRefError as error:
        print(f"app.py: {error}", file=sys.stderr)
        return MISTAKE
    host = f"[{options.host}]" if ":" in options.host else options.host
    print(f"The page is at http://{host}:{listener.getsockname()[1]}", flush=True)
    if options.mcp:
        print(f"Tools for assistants (MCP) are at {own_address(listener)}{PATH}", flush=True)
    reaper.start()
    try:
        serve(app, listener, options.behind_proxy)
    except MMRefError as error:
        print(f"app.py: {error}", file=sys.stderr)
        return MISTAKE
    finally:
        uploads.close()
    end_threads()
    return 0


def access_of(options: argparse.Namespace) -> "Access":
    """Return the access rules of the options."""
    from mmref_core.page.http.guard import Access
    from mmref_core.page.http.hosts import LOOPBACK
    from mmref_core.page.http.login import Login, read_accounts

    login = None if options.auth_file is None else Login(read_accounts(options.auth_file))
    return Access((*LOOPBACK, *options.host_names), login, options.behind_proxy, options.mcp)


def make_folder(uploads: "ReceivedFiles") -> None:
    try:
        uploads.open()
    except OSError as error:
        raise MMRefError(
            f"Uploads cannot be kept in {uploads.parent}: {error.strerror}. Give another --store."
        ) from error


def end_threads() -> None:
    """End now, although a thread may still be at work: whatever is stored is whole at any moment."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    # Of models inside Gradio; whoever starts the page can do nothing about them.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pydantic\._internal")
    logging.basicConfig(level=logging.WARNING)
    for name in ("mcp", "python_multipart"):  # they warn of each malformed request, so anybody could fill the log
        logging.getLogger(name).setLevel(logging.ERROR)
    sys.exit(main(sys.argv[1:]))
