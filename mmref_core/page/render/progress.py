"""Rows on the progress of a gallery that is being filled."""

from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import taken_sentence
from mmref_core.page.service.page_service import FillProgress

SURE = 16  # files after which a speed is known
LISTED = 200  # skipped files named on the page; the rest are counted


def report(progress: FillProgress) -> Row:
    """Return the row that shows one state of a fill."""
    skipped = progress.skipped[:LISTED]
    if progress.finished:
        line = taken_sentence(progress.taken, progress.skipped_count, progress.seconds)
    else:
        total = f" of {progress.total:,}" if progress.total else ""
        line = (
            f"Taking in pictures: {progress.done:,}{total} looked at, {progress.skipped_count:,} skipped, "
            f"{progress.taken:,} can be searched already.{left_words(progress)}"
        )
    return {
        "line": line,
        "wrong": progress.finished and progress.taken == 0,
        "share": None if progress.finished else min(1.0, progress.done / max(progress.total, progress.done, 1)),
        "skipped": [{"label": file.label, "reason": file.reason, "advice": file.advice} for file in skipped],
        "skipped_count": progress.skipped_count,
    }


def left_words(progress: FillProgress) -> str:
    """Write the estimated time left at the speed so far; empty before `SURE` files."""
    if progress.done < SURE or progress.total <= progress.done:
        return ""
    seconds = progress.seconds / progress.done * (progress.total - progress.done)
    return f" About {seconds / 60:.0f} min left." if seconds >= 90 else f" About {max(1, round(seconds))} s left."


def report_line(line: str, wrong: bool = False) -> Row:
    return {"line": line, "wrong": wrong, "share": None, "skipped": [], "skipped_count": 0}
