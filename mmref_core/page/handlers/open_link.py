"""Opening of links: the view as far as it can be restored, and one line on what is missing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import enumeration, plural
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.links import LinkedPicture, gallery_stamp, read_link, stamp
from mmref_core.page.state.query_picture import GalleryPicture, UploadedPicture
from mmref_core.page.state.view import Mark, View

Label = Callable[[str, int], str | None]  # of a gallery's picture; None where there is none


@dataclass(frozen=True)
class OpenedLink:
    """A link resolved against one browser's galleries."""

    query: str
    token: str
    view: View
    picked: int | None
    lost: tuple[str, ...]


def open_link(text: str, tokens: Iterable[str], label: Label, held: object = None) -> OpenedLink:
    """Resolve a link to a view, as far as this browser's galleries (`tokens`) and their pictures still exist.

    `held` is the picture that the page searches by at the moment: of an uploaded one a link has only the stamp.
    """
    link, lost = read_link(text)
    token = next((token for token in (SAMPLE, *tokens) if gallery_stamp(token) == link.gallery), None)
    if token is None:
        lost += ("its gallery, which this browser does not have (its marks and its picked picture went with it)",)
        token, link = SAMPLE, replace(link, marks=(), picked=None)
        if link.by is not None:
            lost, link = (*lost, "the picture that it searched by, which is in that gallery"), replace(link, by=None)

    def name(where: LinkedPicture) -> str | None:
        found = label(token, where.image)
        return found if found is not None and stamp(found) == where.stamp else None

    named = [(where.image, name(where), match) for where, match in link.marks]
    marks = [Mark(token, image, found, match) for image, found, match in named if found is not None]
    if gone := len(link.marks) - len(marks):
        lost += (f"{plural(gone, 'mark')} of {'a picture that is' if gone == 1 else 'pictures that are'} gone",)
    picked = link.picked
    if picked is not None and name(picked) is None:
        lost, picked = (*lost, "the picked picture, which is gone"), None
    by = None
    if link.by is not None and (found := name(link.by)) is not None:
        by = GalleryPicture(token, link.by.image, found)
    elif link.by is not None:
        lost += ("the picture that it searched by, which is gone",)
    elif link.upload and isinstance(held, UploadedPicture) and stamp(held.features) == link.upload:
        by = held
    elif link.upload:
        lost += ("the picture that it searched by, which was uploaded and is in no link",)
    view = View(link.off, tuple(marks), link.unwanted, by, link.settings)
    return OpenedLink(link.query, token, view, picked.image if picked else None, lost)


def lost_line(lost: Sequence[str]) -> str:
    """Return one line on the parts of a link that could not be restored; empty if there are none."""
    return f"This link could not bring back {enumeration(lost)}." if lost else ""


def with_lost(row: Row, opened: OpenedLink) -> Row:
    """Add a link's picked picture, and one line on what could not be restored, to its results panel."""
    lost = list(opened.lost)
    if row["message"]:
        return row | {"message": " ".join(filter(None, (row["message"], lost_line(lost))))}
    if unknown := set(opened.view.off) - {detail["key"] for detail in row["details"]}:
        lost.append(f"{plural(len(unknown), 'switched-off detail')} that this description does not have")
        row = row | {"off": [key for key in row["off"] if key not in unknown]}
    if opened.picked is not None and str(opened.picked) not in row["pictures"]:
        lost.append("the picked picture, which is not among those shown")
    elif opened.picked is not None:
        row = row | {"picked": opened.picked}
    return row | {"notes": [line for line in (lost_line(lost), *row["notes"]) if line]}
