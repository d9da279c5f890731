"""Pages that a service answered, kept as they come and in the end made one source like any export.

The source begins with a line that says what was asked, so that two searches are two sources even
where both find the same or nothing. Services send a page of JSON in one line; it is laid out in lines
before it is read, which changes white space alone, so that a record stands on lines of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from relsynth import sources
from relsynth.formats import format_of_records
from relsynth.formats.decoding import decode
from relsynth.project import Project
from relsynth.records import Origin, Record, Unread
from relsynth.sources import Cursor, Page, PageRead
from relsynth.store.answers import SavedPage
from relsynth.store.catalogue import Source, SourceKind
from relsynth.workflow.sources import SourceImported, keep_source

SHOWN_QUERY = 80  # characters of a query in the name of its source; the query itself is kept whole
CAME_BEFORE = "an item that came before, and is kept once"
NO_FORMAT = "none"  # of a source without pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of a service, by its title ("Europe PMC"), and when it was begun to be asked."""

    service: str
    query: str
    kind: SourceKind
    at: str

    @property
    def name(self) -> str:
        """Name of the source that the answer becomes."""
        words = " ".join(self.query.split())
        return f"{self.service}: {words if len(words) <= SHOWN_QUERY else words[:SHOWN_QUERY] + '…'}"

    @property
    def head(self) -> str:
        """First line of that source."""
        return f"{self.service} was asked for: {' '.join(self.query.split())}"


def keep_pages(project: Project, asked: Asked, pages: Iterable[Page], *, at: str) -> tuple[SourceImported, int]:
    """Keep pages as one source, each item once; return what it gave, and how many items came more than once."""
    read = tuple(sources.read_pages((_in_lines(page) for page in pages), read=_read))
    content = b"\n".join([asked.head.encode(), *(one.page.content for one in read)])
    digest = hashlib.sha256(content).hexdigest()
    source = Source(
        id=f"s1:{digest[:16]}",
        name=asked.name,
        kind=asked.kind,
        format=read[0].page.records_format if read else NO_FORMAT,
        database=asked.service,
        query=asked.query,
        searched_on=asked.at[:10],
        digest=digest,
        bytes=len(content),
        added_at=at,
    )
    head = Unread(origin=Origin(1, 1), text=asked.head, reason="what was asked", kind="aside")
    return keep_source(project, source, content, (head, *_found(read))), sum(one.repeated for one in read)


def saved_page(page: Page) -> SavedPage:
    """A page as the store keeps it."""
    told = {name: value for name, value in asdict(page).items() if name != "content"}
    return SavedPage(number=page.number, told=json.dumps(told, ensure_ascii=False), content=page.content)


def page_of(saved: SavedPage) -> Page:
    """A page that the store kept, as it came."""
    told = json.loads(saved.told)
    lists = {name: tuple(told[name]) for name in ("ids", "notes")}
    further = Cursor(**told["next"]) if told["next"] else None
    return Page(**{**told, **lists, "content": saved.content, "next": further})


def laid_out(text: str) -> str:
    """JSON with each item of its list of items, and each member of these, on a line of its own.

    >>> print(laid_out('{"results":[{"id":"W1","ids":{"pmid":"7"}}]}'))
    {"results":[
    {
    "id":"W1",
    "ids":{"pmid":"7"}}]}
    """
    deepest = _depth_of_items(text)
    depth = 0

    def spaced(found: re.Match[str]) -> str:
        """A sign, with an end of line behind it where an item ends."""
        nonlocal depth
        sign = found.group()
        if sign in "{[":
            depth += 1
            return f"{sign}\n" if depth in (deepest, deepest + 1) else sign
        if sign in "}]":
            depth -= 1
        return f"{sign}\n" if sign == "," and depth in (deepest, deepest + 1) else sign

    return _SIGN.sub(spaced, text)


_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],]')
_ITEMS = re.compile(r'"(?:[^"\\]|\\.)*+"|\[\s*(?=\{)|[{}\[\]]')


def _depth_of_items(text: str) -> int:
    """How deep within lists and objects the items of the first list of objects are."""
    depth = 0
    for found in _ITEMS.finditer(text):
        sign = found.group()
        if sign[0] in "{[":
            depth += 1
        if sign[0] == "[" and found.end() < len(text) and text[found.end()] == "{":
            return depth
        depth -= sign in "}]"
    return 0


def _in_lines(page: Page) -> Page:
    content = page.content.strip()
    if content.startswith(b"{"):
        text = content.decode(json.detect_encoding(content), "surrogatepass")  # as json.loads has it
        content = laid_out(text).encode("utf-8", "surrogatepass")
    return replace(page, content=content)


def _read(page: Page) -> Iterator[Record | Unread]:
    chosen = format_of_records(page.content, path_name=page.records_format, name=page.records_format)
    return chosen.read_records(page.content)


def _found(read: Iterable[PageRead]) -> Iterator[Record | Unread]:
    """What stands on the pages, in order, its lines counted in the whole source."""
    above = 1
    for one in read:
        lines = decode(one.page.content).split("\n")
        found: list[Record | Unread] = [*one.records, *one.unread]
        found += _left(lines, found)
        for item in sorted(found, key=lambda item: item.origin.first):
            yield replace(item, origin=Origin(item.origin.first + above, item.origin.last + above))
        above += len(lines)


def _left(lines: list[str], found: Iterable[Record | Unread]) -> Iterator[Unread]:
    """Stretches that belong to nothing found: items that were read from a page before."""
    taken = {number for item in found for number in range(item.origin.first, item.origin.last + 1)}
    left = [number for number, line in enumerate(lines, start=1) if line.strip() and number not in taken]
    starts = [n for place, n in enumerate(left) if place == 0 or left[place - 1] != n - 1]
    ends = [n for place, n in enumerate(left) if place == len(left) - 1 or left[place + 1] != n + 1]
    for first, last in zip(starts, ends, strict=True):
        text = "\n".join(lines[first - 1 : last])
        yield Unread(origin=Origin(first, last), text=text, reason=CAME_BEFORE, kind="aside")
