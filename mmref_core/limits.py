"""What may be taken in, and what is said of what may not."""

from dataclasses import dataclass

from mmref_core.errors import IntakeError


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


@dataclass(frozen=True)
class Found:
    """A file that looks like a picture, not decoded yet."""

    label: str
    data: bytes


@dataclass(frozen=True)
class Refused:
    """A file or an archive that was left out; the reason and the advice are for people."""

    label: str
    reason: str
    advice: str

    @property
    def line(self) -> str:
        """`park/a.gif: this is a GIF picture. Convert it to JPEG, PNG or WebP.`"""
        return f"{self.label}: {self.reason}. {self.advice}"


class Unfit(IntakeError):
    """Something that cannot be taken in; whoever knows its label makes a `Refused` of it."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}. {advice}")
        self.reason = reason
        self.advice = advice

    def named(self, label: str) -> Refused:
        return Refused(label, self.reason, self.advice)
