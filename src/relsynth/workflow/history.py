"""The history of what people and machines judged: listed, and held against its chain (``relsynth.chain``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from relsynth.chain import Fault, Link, Verified
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.backups import list_backups
from relsynth.workflow.history_words import did, subject_of
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.screening_stage import moment_of

SHORTEST_HEAD = 16
"""Hexadecimal digits of a head that are enough to know it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostHead:
    """A head that was noted and is not in the chain: where it was noted, and how many links there were."""

    head: str
    noted_in: str
    links: int | None = None

    def __str__(self) -> str:
        told = f", of {counted(self.links, 'link')}" if self.links is not None else ""
        return (
            f"head {self.head[:SHORTEST_HEAD]}, noted in {self.noted_in}{told}, is not in the chain: the chain was "
            "written anew since, or the project was brought back from before that"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryVerified:
    """What came of verifying a history: links, head, what does not hold, heads that are lost, how rows came in.

    ``heads`` are noted heads that stand in the chain; ``signed`` whether a signature was held against a key.
    """

    links: int
    head: str
    faults: tuple[Fault, ...]
    lost: tuple[LostHead, ...] = ()
    heads: int = 0
    before: int = 0
    found: int = 0
    signed: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is at fault."""
        return not (self.faults or self.lost)

    def __str__(self) -> str:
        told = [f"{counted(self.links, 'link')}, {'whole' if self.holds else 'BROKEN'}", f"head {self.head}"]
        if self.signed:
            told.append("signed with the key")
        if self.heads:
            told.append(f"{counted(self.heads, 'head')} noted before in it")
        if self.before:
            told.append(f"{counted(self.before, 'row')} linked when the chain was begun: earlier changes are unseen")
        if self.found:
            told.append(f"{counted(self.found, 'row')} written by another program, and linked when it was found")
        return "\n".join([*told, *listing("At fault", (*self.faults, *self.lost))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the history: the link's number, when, who, what they did, and on which record or paper.

    ``origin`` is how the row came in, ``row`` its table and key, and ``link`` the link.
    """

    number: int
    at: str | None
    coder: str | None
    did: str
    subject: str | None
    of: str | None
    origin: str
    row: str
    link: str

    def __str__(self) -> str:
        on = f"  [{self.of or self.subject}]" if self.subject else ""
        came = "  (by another program)" if self.origin == "found" else ""
        return f"{self.number}  {self.at or '?'}  {self.coder or '?'}  {self.did}{on}{came}"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was done in a review, in the order in which it was written."""

    entries: tuple[Entry, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.entries)) or "Nobody has judged anything here, as far as is asked for."


def verify_history(project: Project, *, head: str | None = None) -> HistoryVerified:
    """Hold every row that was judged against the chain, and the heads that backups and outputs noted as well.

    Args:
        head: a head that was noted before, or 16 and more of its digits, which has to stand in the chain.

    Raises:
        InputError: ``head`` is none.
    """
    asked = None if head is None else asked_head(head)
    links = project.store.links
    with project.store.snapshot():
        gone_through = links.verified()
        noted = tuple(_noted(project))
        lost = [one for one in noted if not links.is_at(one.links or 0, one.head)]
        if asked is not None and links.at(asked) is None:
            lost.insert(0, LostHead(head=asked, noted_in="what you gave"))
    heads = len(noted) + (asked is not None) - len(lost)
    return verified(gone_through, lost=lost, heads=heads)


def _noted(project: Project) -> Iterator[LostHead]:
    """Heads that were noted in the project's folder, as they are told where they are lost; each once.

    Of a chain that had not begun there is no head to be lost.
    """
    noted = [(one.head, one.links, f"backup {one.name}") for one in list_backups(project).backups]
    for output in project.store.outputs.all():
        said = output.basis.get("history", {"head": "", "links": 0})  # an older relsynth noted none
        noted.append((said["head"], said["links"], f"output {output.path}"))
    first: dict[str, LostHead] = {}
    for head, links, where in noted:
        if links:
            first.setdefault(head, LostHead(head=head, noted_in=where, links=links))
    yield from first.values()


def verified(gone_through: Verified, *, lost: Iterable[LostHead] = (), heads: int = 0) -> HistoryVerified:
    """What is told of a chain that was gone through."""
    return HistoryVerified(
        links=gone_through.links,
        head=gone_through.head,
        faults=gone_through.faults,
        lost=tuple(lost),
        heads=heads,
        before=gone_through.before,
        found=gone_through.found,
    )


def asked_head(head: str) -> str:
    """A head as somebody types it, in lower case.

    Raises:
        InputError: it is none.
    """
    text = head.strip().lower()
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_HEAD},64}}", text):
        raise InputError(f"{head!r}: is no head, which has {SHORTEST_HEAD} to 64 digits, 0 to 9 and a to f")
    return text


def list_history(project: Project, *, since: str | None = None, coder: str | None = None) -> History:
    """List who did what when, and on which record or paper, in the order in which it was written.

    Everybody's judgements are in it: who still reads blind asks for their own.

    Args:
        since: a day or moment (ISO 8601); what was done then is among it.
        coder: only what this person or machine did.

    Raises:
        InputError: ``since`` is no moment, or nobody is called so here.
    """
    if coder is not None and project.store.coder(coder) is None:
        raise InputError(f"{coder!r}: nobody is called so here; `relsynth log list` shows all names")
    first = None if since is None else _moment(since)
    with project.store.snapshot():
        chosen = [
            (link, row)
            for link, row in project.store.links.all()
            if (coder is None or (row or {}).get("coder") == coder) and (first is None or _is_since(row, first))
        ]
        names = _names(project, {subject for link, row in chosen if (subject := subject_of(link.table, row))})
    return History(entries=tuple(_entry(link, row, names) for link, row in chosen))


def _entry(link: Link, row: Mapping[str, Any] | None, names: Mapping[str, str]) -> Entry:
    said, subject = row or {}, subject_of(link.table, row)
    return Entry(
        number=link.number,
        at=said.get("at"),
        coder=said.get("coder"),
        did=did(link.table, row),
        subject=subject,
        of=names.get(subject or ""),
        origin=link.origin,
        row=f"{link.table} {link.key}",
        link=link.link,
    )


def _names(project: Project, subjects: Iterable[str]) -> dict[str, str]:
    papers = project.store.links.papers()
    known = set(subjects)
    records = project.store.catalogue.records(known - papers.keys())
    return {**{id: record.short_citation for id, record in records.items()}, **papers}


def _moment(since: str) -> Any:
    try:
        return moment_of(since)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{since!r} is no day (2026-01-31) and no moment (2026-01-31T09:00:00+00:00)") from error


def _is_since(row: Mapping[str, Any] | None, first: Any) -> bool:
    """Whether a row was written at a moment or later; one whose moment cannot be read is kept in sight."""
    try:
        return bool(moment_of(str((row or {}).get("at"))) >= first)
    except (ValueError, OverflowError):
        return True
