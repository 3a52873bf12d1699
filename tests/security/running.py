"""The program as a visitor meets it: started for real, spoken to over loopback."""

import json
import os
import random
import signal
import socket
import string
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 120.0
JOIN, UPLOAD, STREAM = "/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/queue/data"
ASK, TAKE = "search_gallery", "take"  # names of events of the page
FORM = {"content-type": "multipart/form-data; boundary=x"}


@dataclass
class App:
    """A running program."""

    process: "subprocess.Popen[str]"
    address: str
    store: Path
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    @property
    def said(self) -> str:
        """What it wrote to its standard error."""
        return self.log.read_text(errors="replace")

    def memory(self) -> int:
        """Resident bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) * 1024

    @contextmanager
    def visitor(self, **settings: Any) -> Iterator[httpx.Client]:
        """A client with a cookie jar of its own, as a browser has."""
        with httpx.Client(base_url=self.address, timeout=60.0, **settings) as client:
            client.get("/")
            yield client

    def uploads(self) -> list[Path]:
        return sorted(path for path in (self.store / "uploads").rglob("*") if path.is_file())

    def files(self) -> list[Path]:
        """All but those that the program writes for itself, sooner or later."""
        files = [path for path in self.store.rglob("*") if path.is_file() and not path.is_symlink()]
        return sorted(path for path in files if not path.name.startswith(("sample-", "library.sqlite")))

    def stop(self) -> float:
        """Seconds that it takes to end after SIGTERM."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - began


@contextmanager
def running(store: Path, log: Path, *options: str) -> Iterator[App]:
    """Start the program on a free port with a store; ends it at the end."""
    command = [sys.executable, str(ROOT / "app.py"), "--port", "0", "--store", str(store), *options]
    paths = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=paths)
    try:
        line = process.stdout.readline() if process.stdout else ""
        assert line.startswith("The page is at "), log.read_text()
        app = App(process, line.split()[-1], store, log)
        wait_until_ready(app)
        yield app
    finally:
        process.kill()
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def wait_until_ready(app: App) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            if httpx.get(f"{app.address}/robots.txt", timeout=5.0).status_code < 500:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(app.said)


def session() -> str:
    return "".join(random.choices(string.ascii_lowercase + string.digits, k=11))


def file_data(path: str | Path) -> dict[str, Any]:
    """How a browser names a file to Gradio."""
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}, "orig_name": Path(path).name}


def events(client: httpx.Client) -> dict[str, tuple[int, int]]:
    """Number and count of inputs of each of the page's events, by name."""
    found = client.get("/config").json()["dependencies"]
    return {event["api_name"]: (event["id"], len(event["inputs"])) for event in found}


def join(client: httpx.Client, event: int, data: list[Any], **more: Any) -> httpx.Response:
    """Ask for an event; the answer says whether it stands in the queue."""
    sent = {"fn_index": event, "data": data, "session_hash": session()} | more
    return client.post(JOIN, json=sent)


def call(client: httpx.Client, event: int, data: list[Any]) -> Any:
    """Ask for an event and wait for what it gives."""
    name = session()
    assert join(client, event, data, session_hash=name).status_code == 200
    with client.stream("GET", STREAM, params={"session_hash": name}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line[5:]) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed":
                return message["output"]["data"]
    raise AssertionError("the stream ended without an answer")


def picture(colour: tuple[int, int, int] = (120, 40, 40)) -> bytes:
    data = BytesIO()
    Image.new("RGB", (48, 96), colour).save(data, "JPEG")
    return data.getvalue()


def upload(client: httpx.Client, *files: tuple[str, bytes]) -> list[str]:
    answer = client.post(UPLOAD, files=[("files", file) for file in files])
    assert answer.status_code == 200, answer.text
    return answer.json()


def bring(client: httpx.Client, *files: tuple[str, bytes], name: str = "Mine") -> str:
    """Make a gallery, and return its handle."""
    event, _ = events(client)[TAKE]
    _, _, listed = call(client, event, [[file_data(path) for path in upload(client, *files)], None, name])
    return next(row["token"] for row in listed["galleries"] if row["name"] == name)


def begin_upload(app: App, length: int, sent: bytes = b"") -> socket.socket:
    """Open an upload over a socket, and leave it open."""
    connection = socket.create_connection(("127.0.0.1", app.port))
    head = f"POST {UPLOAD} HTTP/1.1\r\nHost: 127.0.0.1:{app.port}\r\nContent-Length: {length}\r\n"
    connection.sendall(f"{head}Content-Type: {FORM['content-type']}\r\n\r\n".encode())
    connection.sendall(b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n' + sent)
    return connection
