"""Formats of pictures and archives by their first bytes, and the limits on what people bring."""

from dataclasses import dataclass

from mmref_core.errors import IntakeError

HEAD_BYTES = 32  # enough for every format told apart here

OTHER_FORMATS = (
    (0, b"GIF8", "GIF picture"),
    (0, b"BM", "BMP picture"),
    (0, b"II*\0", "TIFF picture"),
    (0, b"MM\0*", "TIFF picture"),
    (0, b"\0\0\1\0", "icon"),
    (4, b"ftypheic", "HEIC picture"),
    (4, b"ftypheix", "HEIC picture"),
    (4, b"ftypmif1", "HEIC picture"),
    (4, b"ftypavif", "AVIF picture"),
    (0, b"\0\0\0\x0cjP", "JPEG 2000 picture"),
    (0, b"\xff\x0a", "JPEG XL picture"),
    (0, b"8BPS", "Photoshop picture"),
    (0, b"<svg", "SVG drawing"),
    (4, b"ftyp", "video"),
    (0, b"\x1aE\xdf\xa3", "video"),
    (0, b"%PDF", "PDF document"),
)
ARCHIVES = (
    (b"PK\3\4", "zip archive"),
    (b"PK\5\6", "zip archive"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"(\xb5/\xfd", "zstd archive"),
)


@dataclass(frozen=True)
class Rejected:
    """A rejected file or archive; reason and advice are for people, without a full stop."""

    label: str
    reason: str
    advice: str

    @property
    def line(self) -> str:
        """Write one line: `park/a.gif: this is a GIF picture. Convert it to JPEG, PNG or WebP.`"""
        return f"{self.label}: {self.reason}. {self.advice}."


class RejectedError(IntakeError):
    """Raised for data that is rejected; `named` makes a `Rejected` of it."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}. {advice}.")
        self.reason = reason
        self.advice = advice

    def named(self, label: str) -> Rejected:
        return Rejected(label, self.reason, self.advice)


def is_picture(head: bytes) -> bool:
    """Whether these are the first bytes of a JPEG, a PNG or a WebP picture."""
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def archive_kind(head: bytes) -> str | None:
    """Name an archive by its first bytes: `zip archive`, `RAR archive`, …; None for anything else."""
    return next((kind for start, kind in ARCHIVES if head.startswith(start)), None)


def not_a_picture(head: bytes) -> RejectedError:
    """Return the error for a file with these first bytes, which are not of a supported picture format."""
    if not head:
        return RejectedError("the file is empty", "Copy it again from where it came from")
    if kind := archive_kind(head):
        return RejectedError(
            f"this is a {kind} among the pictures", "Unpack it and add its pictures, or add it on its own"
        )
    for start, mark, kind in OTHER_FORMATS:
        if head[start : start + len(mark)] == mark:
            article = "an" if kind[0] in "AEIOU" or kind.startswith(("icon", "SVG")) else "a"
            return RejectedError(
                f"this is {article} {kind}", "Only JPEG, PNG and WebP are taken: convert it to one of these"
            )
    return RejectedError("this is not a picture", "Only JPEG, PNG and WebP pictures are taken: leave it out")


@dataclass(frozen=True)
class Limits:
    """Limits of one upload."""

    picture_bytes: int = 25_000_000
    pixels: int = 50_000_000
    side: int = 16_384  # pixels
    aspect: int = 100  # longer side by shorter side
    entries: int = 20_000  # files in one archive
    archive_bytes: int = 4_000_000_000  # packed, and again unpacked
    ratio: int = 200  # unpacked by packed bytes of one entry; pictures are compressed already
    seconds: float = 10.0  # for one picture, by the clock and of the processor
    memory_bytes: int = 1_500_000_000  # address space of the process that decodes

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if value <= 0:
                raise ValueError(f"limits.{name} must be above 0, got {value}")


def too_many_bytes(found: int, limits: Limits) -> RejectedError:
    return RejectedError(
        f"it has {found / 1e6:.0f} MB, more than the {limits.picture_bytes / 1e6:.0f} MB a picture may have",
        "Save it smaller; 2,000 pixels of height are plenty",
    )


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class PictureFile:
    """A file that looks like a picture, not decoded yet."""

    label: str
    data: bytes


@dataclass(frozen=True)
class CleanPicture:
    """An upright copy without metadata, and its thumbnail, both WebP; width and height are the copy's."""

    label: str
    webp: bytes
    thumbnail: bytes
    width: int
    height: int
