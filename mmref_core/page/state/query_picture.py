"""The picture that a view searches by, as a browser holds it: one of a gallery, or what is left of an uploaded one."""

import re
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}", re.ASCII)
LONGEST = {"label": 400, "token": 64, "features": 20_000, "thumbnail": 60_000}  # characters
NOT_HERE = "The picture to search by was taken out: it is not in this gallery."


@dataclass(frozen=True)
class OfGallery:
    """A picture of some gallery; its label tells whether another has taken its place since."""

    token: str
    image: int
    label: str

    def row(self) -> dict[str, Any]:
        return asdict(self) | {"source": f"/pictures/{self.token}/{self.image}.webp"}


@dataclass(frozen=True)
class Uploaded:
    """What is left of an uploaded picture; the browser brings it along each time, because nobody else keeps it."""

    label: str
    features: str  # base64
    thumbnail: str  # base64 of a WebP picture

    @classmethod
    def of(cls, label: str, features: bytes, thumbnail: bytes) -> "Uploaded":
        return cls(label, b64encode(features).decode(), b64encode(thumbnail).decode())

    @property
    def data(self) -> bytes:
        return b64decode(self.features)

    def row(self) -> dict[str, Any]:
        return asdict(self) | {"source": f"data:image/webp;base64,{self.thumbnail}"}


Picture = OfGallery | Uploaded


def read_picture(sent: Any) -> Picture | None:
    """None for what is none; anybody can send anything."""
    if not isinstance(sent, dict) or not isinstance(sent.get("label"), str):
        return None
    label = sent["label"][: LONGEST["label"]]
    token, image = sent.get("token"), sent.get("image")
    if isinstance(token, str) and type(image) is int and len(token) <= LONGEST["token"]:
        return OfGallery(token, image, label)
    parts = [sent.get(name) for name in ("features", "thumbnail")]
    if not all(isinstance(part, str) and len(part) % 4 == 0 and BASE64.fullmatch(part) for part in parts):
        return None
    fits = all(len(sent[name]) <= LONGEST[name] for name in ("features", "thumbnail"))
    return Uploaded(label, *parts) if fits else None
