"""What may be taken in, and what comes of a file: a picture, or a line that says why not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How much one upload may ask of this machine."""

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


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Found:
    """A file that looks like a picture, not decoded yet."""

    label: str
    data: bytes


@dataclass(frozen=True)
class Refused:
    """A file or an archive that was left out; reason and advice are for people, without a full stop."""

    label: str
    reason: str
    advice: str

    @property
    def line(self) -> str:
        """`park/a.gif: this is a GIF picture. Convert it to JPEG, PNG or WebP.`"""
        return f"{self.label}: {self.reason}. {self.advice}."


@dataclass(frozen=True)
class Picture:
    """An upright copy without metadata, and its thumbnail, both WebP; width and height are the copy's."""

    label: str
    webp: bytes
    thumbnail: bytes
    width: int
    height: int
