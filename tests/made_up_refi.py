"""Small projects of other programs (REFI-QDA), made up for the tests: as they ought to be, and as they come."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "data" / "refi"
ANA, BEN = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
TRUST, TIES = "AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA", "BBBBBBBB-BBBB-4BBB-8BBB-BBBBBBBBBBBB"
TEXT = "CCCCCCCC-CCCC-4CCC-8CCC-CCCCCCCCCCCC"
STORY = "Trust grew slowly. The ties were loose at first."
CODES = f'<Code guid="{TRUST}" name="Trust" isCodable="true"/><Code guid="{TIES}" name="Ties" isCodable="true"/>'
USERS = f'<Users><User guid="{ANA}" name="Ana"/><User guid="{BEN}" name="Ben"/></Users>'


def coding(code: str = TRUST, *, user: str = ANA, number: int = 1, inside: str = "") -> str:
    """A coding element."""
    own = f"DDDDDDDD-DDDD-4DDD-8DDD-{number:012d}"
    return f'<Coding guid="{own}" creatingUser="{user}"><CodeRef targetGUID="{code}"/>{inside}</Coding>'


def selection(start: object, end: object, *inside: str, number: int = 1, name: str = "") -> str:
    """A selection of a text."""
    own = f"EEEEEEEE-EEEE-4EEE-8EEE-{number:012d}"
    named = f" name={quoteattr(name)}" if name else ""
    return (
        f'<PlainTextSelection guid="{own}"{named} startPosition="{start}" endPosition="{end}">'
        f"{''.join(inside)}</PlainTextSelection>"
    )


def text_source(*inside: str, path: str | None = f"internal://{TEXT}.txt", text: str | None = None) -> str:
    """A source with its text in a file, or in the element."""
    plain = f' plainTextPath="{path}"' if path else ""
    content = f"<PlainTextContent>{escape(text)}</PlainTextContent>" if text is not None else ""
    return f'<TextSource guid="{TEXT}" name="Story"{plain}>{content}{"".join(inside)}</TextSource>'


def qde(
    sources: str = "",
    *,
    codes: str = CODES,
    users: str = USERS,
    rest: str = "",
    space: str = ' xmlns="urn:QDA-XML:project:1.0"',
    origin: str = "Somebody 1",
) -> str:
    """The XML of a project."""
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
    held = f"<Sources>{sources}</Sources>" if sources else ""
    return f'<Project{space} name="Van" origin="{origin}" creatingUserGUID="{ANA}">{users}{book}{held}{rest}</Project>'


def qdpx(
    project: str | bytes,
    files: Mapping[str, bytes] | None = None,
    *,
    name: str = "project.qde",
    folder: str = "sources/",
) -> bytes:
    """An archive with a project and the files of its sources."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, project)
        for path, content in (files or {}).items():
            archive.writestr(f"{folder}{path}", content)
    return made.getvalue()


def story(*selections: str, text: str | bytes = STORY, origin: str = "Somebody 1") -> bytes:
    """An archive with one text and selections in it."""
    content = text if isinstance(text, bytes) else text.encode()
    return qdpx(qde(text_source(*selections), origin=origin), {f"{TEXT}.txt": content})


def assert_valid(xml: bytes, schema: str) -> None:
    """Hold a file against the format's own schema; skips where there is none."""
    from lxml import etree

    path = SCHEMAS / schema
    if not path.is_file():
        pytest.skip("the schemas of REFI-QDA are not here")
    made = etree.XMLSchema(etree.parse(path))
    made.assertValid(etree.fromstring(xml))
