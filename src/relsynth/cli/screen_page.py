"""What a record looks like before somebody who screens it: in colour or without, on 64 columns or on more.

What speaks for a record stands bold and green, what speaks against it underlined and red: told apart
without colour too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from relsynth.cli.output import CONTROL
from relsynth.workflow.listing import counted

if TYPE_CHECKING:
    from relsynth.records import Record
    from relsynth.screening.decisions import Drawn
    from relsynth.screening.protocol import Criterion, Kind, Protocol
    from relsynth.workflow.screening_shown import Progress, Shown

FOR, AGAINST = "bold green", "underline red"
WIDE = 100  # columns from which criteria stand beside a record, not under it
BESIDE = 36  # columns that they take there
WIDTH_OF_KEY = 3  # columns before a criterion
READABLE = 90  # columns of text past which the eye loses the line
NAMED = 3  # authors that are named
UNTITLED = "untitled"
NO_ABSTRACT = "no abstract"
BLINDED = frozenset(
    {"authors", "editors", "container_title", "issued", "year", "volume", "issue", "page", "doi", "pmid", "pmcid"}
    | {"issn", "isbn", "url", "publisher"}
)
"""Fields that tell who wrote a record, where or when."""
DRAWN: Mapping[Drawn, str] = {
    "ranked": "by rank",
    "random": "drawn at random",
    "chosen": "by your own choice",
    "imported": "decided in another program",
}
SHOWN = frozenset({"origin", "title", "abstract", "keywords", "extra"})
HEADS: dict[Kind, str] = {"exclude": "Exclude where", "include": "Include where (a key says that it is not met)"}
KEYS_OF_CRITERIA = "123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Words that speak for a record and against it, as they are looked for: a last ``*`` stands for any ending."""

    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()


def by_key(protocol: Protocol) -> dict[str, Criterion]:
    """Which key names which criterion: exclusion's first, then inclusion's, which are not met; 35 at most."""
    ordered = sorted(protocol.criteria, key=lambda one: one.kind != "exclude")
    return dict(zip(KEYS_OF_CRITERIA, ordered, strict=False))


def page(
    record: Record,
    protocol: Protocol,
    *,
    width: int,
    marks: Marks,
    blind: bool = False,
    whole: bool = False,
    listed: bool = True,
) -> RenderableType:
    """A record with the criteria beside it, or under it where ``width`` columns do not hold both.

    ``blind`` leaves out who wrote it, where and when. ``whole`` adds every other field, and criteria to their end.
    Where they are not ``listed`` criteria stand beside it or nowhere.
    """
    body = _record(record, marks=marks, blind=blind, whole=whole)
    if not protocol.criteria or (width < WIDE and not listed):
        return body
    if width < WIDE:
        return Group(body, criteria(protocol, width=None if whole else width))
    table = Table.grid(padding=(0, 2))
    table.add_column(width=min(width - BESIDE - 2, READABLE), overflow="fold")
    table.add_column(width=BESIDE, overflow="fold")
    table.add_row(body, criteria(protocol))
    return table


def criteria(protocol: Protocol, *, width: int | None = None) -> Table:
    """The criteria under the keys that name them; in a line of ``width`` columns each where one is given."""
    table = Table.grid(padding=(0, 1))
    table.add_column(min_width=WIDTH_OF_KEY - 1, no_wrap=True, justify="right", style="bold")
    table.add_column(overflow="fold")
    kind = None
    for key, one in by_key(protocol).items():
        if one.kind != kind:
            table.add_row("", Text(HEADS[one.kind], style="dim"))
            kind = one.kind
        told = Text.assemble((f"{safe(one.id)} ", "dim"), safe(one.text))
        if width is not None:
            told.truncate(width - WIDTH_OF_KEY, overflow="ellipsis")
        table.add_row(key, told)
    return table


def marked(text: str, marks: Marks) -> Text:
    """A text with its words marked; what moves a cursor stripped."""
    shown = Text(safe(text))
    for words, style in ((marks.speaks_against, AGAINST), (marks.speaks_for, FOR)):
        pattern = _pattern(words)
        if pattern:
            shown.highlight_regex(pattern, style)
    return shown


def safe(text: str) -> str:
    """A text that moves no cursor and changes no screen."""
    return text.translate(CONTROL)


def marks_of(protocol: Protocol, shown: Shown) -> Marks:
    """The words to highlight: the team's, and the machine's where the team says nothing of them."""
    team = {word.casefold() for word in (*protocol.speaks_for, *protocol.speaks_against)}
    return Marks(
        speaks_for=(*protocol.speaks_for, *(term for term in shown.speaks_for if term.casefold() not in team)),
        speaks_against=(
            *protocol.speaks_against,
            *(term for term in shown.speaks_against if term.casefold() not in team),
        ),
    )


def why(shown: Shown) -> Iterator[Text | str]:
    """How a record came before the person, and the terms behind its rank."""
    place = "another coder has begun it" if shown.rank is None else f"{shown.rank} of {shown.of} unread"
    yield f"{safe(shown.record)}: {DRAWN[shown.drawn]} ({place})"
    yield from _terms(shown.speaks_for, shown.speaks_against)


def how_far(progress: Progress, width: int) -> Iterator[Text]:
    """How far the stage has come, and what the stopping rule says, in a line unless it says that enough is read."""
    yield Text(_counts(progress), style="dim")
    said = _stopping(progress)
    if progress.stopped or (progress.advice and progress.advice.stops):
        yield Text(said)
    elif said:
        line = Text(said, style="dim")
        line.truncate(width, overflow="ellipsis")
        yield line


def _record(record: Record, *, marks: Marks, blind: bool, whole: bool) -> Text:

    title = marked(record.title or UNTITLED, marks)
    title.stylize("bold")
    parts = [title]
    if not blind and (source := _source(record)):
        parts.append(Text(source, style="dim"))
    parts += [Text(), marked(record.abstract, marks) if record.abstract else Text(NO_ABSTRACT, style="dim")]
    if record.keywords:
        parts += [Text(), marked(f"Keywords: {'; '.join(record.keywords)}", marks)]
    if whole:
        parts += [Text(), *_others(record, blind=blind)]
    return Text("\n").join([*parts, Text()])


def _source(record: Record) -> str:
    more = " et al." if len(record.authors) > NAMED else ""
    authors = "; ".join(record.authors[:NAMED]) + more
    said = (authors, record.container_title, str(record.year or ""))
    return safe(" · ".join(one for one in said if one))


def _others(record: Record, *, blind: bool) -> Iterator[Text]:
    """Every field that is not shown unasked; of what has no field nobody knows whether it gives an author away."""
    for name in record.__slots__:
        value = getattr(record, name)
        if name in SHOWN or not value or (blind and name in BLINDED):
            continue
        told = "; ".join(value) if isinstance(value, tuple) else str(value)
        yield Text(f"{name}: {safe(told)}", style="dim")
    if not blind:
        yield from (Text(safe(f"{tag}: {value}"), style="dim") for tag, value in record.extra)


def _terms(speaks_for: Sequence[str], speaks_against: Sequence[str]) -> Iterator[Text]:
    """The terms behind a record's rank, a line for either side."""
    for says, words, style in (("for", speaks_for, FOR), ("against", speaks_against, AGAINST)):
        line = Text(f"  {says:<8}")
        line.append(safe(", ".join(words)) or "nothing", style=style if words else "dim")
        yield line


def _counts(progress: Progress) -> str:
    """How far the stage has come."""
    mine = "" if progress.left == progress.left_for_me else f" ({progress.left_for_me} for you)"
    conflicts = f", {counted(progress.conflicts, 'conflict')}" if progress.conflicts else ""
    return f"{progress.read} read, {progress.left} left{mine}, {progress.found} found{conflicts}"


def _stopping(progress: Progress) -> str:
    """What the stopping rule says, or who has stopped; nothing before anything was read."""
    if progress.stopped is not None:
        return safe(f"{progress.stopped.coder} has stopped the reading; what was begun is finished.")
    return "" if progress.advice is None else safe(progress.advice.statement)


def _pattern(words: Iterable[str]) -> str | None:
    """What finds words in a text, the longest first; None where there are none."""
    found = sorted({_one(word) for word in words if re.search(r"\w", word)}, key=len, reverse=True)
    return f"(?i){'|'.join(found)}" if found else None


def _one(word: str) -> str:
    ending = r"\w*" if word.rstrip().endswith("*") else r"\b"
    parts = re.findall(r"[\w'’]+(?:-[\w'’]+)*", word)
    return r"\b" + r"\W+".join(map(re.escape, parts)) + ending
