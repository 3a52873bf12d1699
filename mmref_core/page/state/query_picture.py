"""Picture to search by, as a browser holds it: one of a gallery, or the features of an uploaded one."""

import re
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}", re.ASCII)
LONGEST = {"label": 400, "token": 64, "features": 20_000, "thumbnail": 60_000}  # characters
NOT_HERE = "The picture to search by was taken out: it is not in this gallery."


@dataclass(frozen=True)
class GalleryPicture:
    """A picture of some gallery; its label tells whether another has taken its place since."""

    token: str
    image: int
    label: str

    def row(self) -> dict[str, Any]:
        return asdict(self) | {"source": f"/pictures/{self.token}/{self.image}.webp"}


@dataclass(frozen=True)
class UploadedPicture:
    """Features and thumbnail of an uploaded picture; the browser sends them each time, the server keeps nothing."""

    label: str
    features: str  # base64
    thumbnail: str  # base64 of a WebP picture

    @classmethod
    def of(cls, label: str, features: bytes, thumbnail: bytes) -> "UploadedPicture":
        return cls(label, b64encode(features).decode(), b64encode(thumbnail).decode())

    @property
    def data(self) -> bytes:
        return b64decode(self.features)

    def row(self) -> dict[str, Any]:
        return asdict(self) | {"source": f"data:image/webp;base64,{self.thumbnail}"}


SearchPicture = GalleryPicture | UploadedPicture


def read_picture(sent: Any) -> SearchPicture | None:
    """Parse the picture to search by; None for anything malformed."""
    if not isinstance(sent, dict) or not isinstance(sent.get("label"), str):
        return None
    label = sent["label"][: LONGEST["label"]]
    token, image = sent.get("token"), sent.get("image")
    if isinstance(token, str) and type(image) is int and len(token) <= LONGEST["token"]:
        return GalleryPicture(token, image, label)
    parts = [sent.get(name) for name in ("features", "thumbnail")]
    if not all(isinstance(part, str) and len(part) % 4 == 0 and BASE64.fullmatch(part) for part in parts):
        return None
    fits = all(len(sent[name]) <= LONGEST[name] for name in ("features", "thumbnail"))
    return UploadedPicture(label, *parts) if fits else None
