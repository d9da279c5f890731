"""People's codings that found no place in the papers as they are read now."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.documents import Document
from relsynth.project import Project
from relsynth.store.carrying import Unplaced
from relsynth.synthesis.corpus import section_of
from relsynth.workflow.listing import listing


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedRow:
    """A person's coding that counts nowhere now: what it says, where it stood, and why it has no place."""

    paper: str
    document: str
    section: str
    path: str
    quote: str
    code: str
    coder: str
    reason: str
    version: str
    start: int
    end: int

    def __str__(self) -> str:
        return (
            f'{self.paper} [{self.path or self.section}] {self.code} ({self.coder}): "{self.quote}"\n    {self.reason}'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedCodings:
    """All of them, by paper and place."""

    codings: tuple[UnplacedRow, ...]

    def __str__(self) -> str:
        return (
            "\n".join(listing("Without a place", self.codings, most=None)) or "Every coding of a person has its place."
        )


def unplaced_codings(project: Project) -> UnplacedCodings:
    """List every coding of a person that stands nowhere in what is counted now; none is ever lost."""
    found = project.store.unplaced()
    read = {version: project.store.papers.version(version) for version in {one.version for one in found}}
    return UnplacedCodings(codings=tuple(_row(read[one.version], one) for one in found))


def _row(document: Document, one: Unplaced) -> UnplacedRow:
    section = section_of(document, one.start)
    return UnplacedRow(
        paper=one.paper,
        document=one.document,
        section=document.sections[section].label,
        path=" > ".join(document.section_path(section)),
        quote=one.quote,
        code=one.code,
        coder=one.coder,
        reason=one.reason,
        version=one.version,
        start=one.start,
        end=one.end,
    )
