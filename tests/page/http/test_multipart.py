import pytest

from mmref_core.page.http.multipart import MOST_FILES, Began, Ended, FileParser, Step
from mmref_core.page.http.refusal import RequestRefusedError

KIND = "multipart/form-data; boundary=x"


def part(content: bytes, disposition: str = 'form-data; name="files"; filename="a.jpg"') -> bytes:
    return f"--x\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + content + b"\r\n"


def joined(steps: list[Step]) -> list[Step]:
    """With neighbouring bytes put together."""
    found: list[Step] = []
    for step in steps:
        if isinstance(step, bytes) and found and isinstance(found[-1], bytes):
            found[-1] += step
        else:
            found.append(step)
    return found


@pytest.mark.parametrize("length", [1, 7, 1000])
def test_files_come_out_however_the_body_is_cut(length: int) -> None:
    body = part(b"first\r\n--") + part(b"", 'form-data; name="files"; filename="\u00e9.jpg"') + b"--x--\r\n"
    parser = FileParser(KIND)
    steps = [step for start in range(0, len(body), length) for step in parser.feed(body[start : start + length])]
    assert joined(steps) == [Began("a.jpg"), b"first\r\n--", Ended(), Began("é.jpg"), Ended()]
    assert parser.is_whole


def test_a_body_without_its_end_is_not_whole() -> None:
    parser = FileParser(KIND)
    parser.feed(part(b"first"))
    assert not parser.is_whole


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", f"{KIND}{'x' * 300}"]
)
def test_another_kind_of_body_is_refused(kind: str) -> None:
    with pytest.raises(RequestRefusedError) as told:
        FileParser(kind)
    assert told.value.status == 415


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (part(b"text", 'form-data; name="t"'), 400),
        (part(b"text", "form-data"), 400),
        (b"--x\r\n\r\ntext\r\n--x--", 400),
        (b"--y\r\n", 400),
        (part(b"a", f'form-data; name="files"; filename="{"a" * 3500}"'), 413),
        (part(b"") * (MOST_FILES + 1), 413),
    ],
)
def test_what_is_no_list_of_files_is_refused(body: bytes, status: int) -> None:
    with pytest.raises(RequestRefusedError) as told:
        FileParser(KIND).feed(body)
    assert told.value.status == status
