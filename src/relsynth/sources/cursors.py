"""Paging by cursor, as Crossref, Europe PMC and OpenAlex do it, so that nothing is lost on the way.

An answer is asked for again if it is cut, is an error in disguise, or is empty before as many
items came as are announced. If it stays empty, its own cursor may still lead on; if it
leads nowhere, the last page says how many items did not come. A total may change
while paging: the latest counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relsynth.sources.answers import Fault, Reply, json_of, said_in
from relsynth.sources.exchange import Cursor, Page

if TYPE_CHECKING:
    from relsynth.sources.client import Client

START = "*"
IDLE_IN_A_ROW = 3  # pages without a new item that are followed before the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service's JSON says: the ids of its items, in order, how many there are in all, the next cursor."""

    ids: tuple[str, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How one service pages: ``read`` returns None of JSON that is no answer; a ``full_page`` has so many items.

    ``starts_over`` says that its cursors die within minutes and move on even if the answer broke off. A search is then
    never taken up in the middle: it begins again, and what came before comes with the same ids.
    """

    source: str
    records_format: str
    parameter: str
    read: Callable[[Any], Answer | None]
    full_page: int
    starts_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One search as its service is asked: the path below its base URL, and all parameters but the cursor."""

    path: str
    params: Mapping[str, str]
    post: bool = False


def pages(client: Client, paging: Paging, asked: Asked, *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the pages of an answer.

    Raises:
        SourceError: the service is out of reach, refuses, or answers wrongly every time.
    """
    cursor = _begin(paging, after)
    rounds = 2 if paging.starts_over else 1
    seen: set[str] = set()
    this_round: set[str] = set()
    before = cursor.seen
    idle = 0
    while True:
        reply, answer = _answer(client, paging, asked, cursor)
        idle = idle + 1 if this_round.issuperset(answer.ids) else 0
        this_round.update(answer.ids)
        seen.update(answer.ids)
        came = before + len(seen)
        mark = _next_mark(paging, answer, cursor, came=came, idle=idle)
        missing = answer.total - came
        if mark is None and missing > 0 and rounds > 1:
            rounds, mark, idle = rounds - 1, START, 0
            this_round.clear()
        further = Cursor(mark=mark, number=cursor.number + 1, seen=came) if mark is not None else None
        yield Page(
            source=paging.source,
            number=cursor.number,
            url=reply.url,
            content=reply.content,
            media_type=reply.media_type,
            records_format=paging.records_format,
            ids=answer.ids,
            total=answer.total,
            next=further,
            notes=() if further or missing <= 0 else (_shortfall(answer.total, came),),
        )
        if further is None:
            return
        cursor = further


def _begin(paging: Paging, after: Cursor | None) -> Cursor:
    if after is None:
        return Cursor(mark=START)
    return Cursor(mark=START, number=after.number) if paging.starts_over else after


def _answer(client: Client, paging: Paging, asked: Asked, cursor: Cursor) -> tuple[Reply, Answer]:
    def check(reply: Reply) -> Fault | None:
        answer = _read(paging, reply)
        if answer is None:
            return Fault(reason=f"gives no list of items{said_in(reply.content)}")
        if not answer.ids and cursor.seen < answer.total:
            return Fault(reason=f"gives an empty page after {cursor.seen} of {answer.total} items", kind="bearable")
        return None

    params = {**asked.params, paging.parameter: cursor.mark}
    reply = client.ask(paging.source, asked.path, params, check=check, post=asked.post)
    answer = _read(paging, reply)
    assert answer is not None
    return reply, answer


def _read(paging: Paging, reply: Reply) -> Answer | None:
    told = json_of(reply)
    return paging.read(told) if isinstance(told, dict) else None


def _next_mark(paging: Paging, answer: Answer, cursor: Cursor, *, came: int, idle: int) -> str | None:
    """The next cursor, or None at the end: where there is none, or where nothing more can come."""
    if answer.next is None or idle > IDLE_IN_A_ROW:
        return None
    if paging.starts_over:  # the same cursor leads on until the items are used up
        over = not answer.ids or (came >= answer.total and len(answer.ids) < paging.full_page)
        return None if over else answer.next
    return answer.next if answer.next != cursor.mark and (answer.ids or came < answer.total) else None


def _shortfall(total: int, came: int) -> str:
    return f"announced {total} items and gave {came}: {total - came} did not come, run the search again later"
