"""The versions of a codebook that a project keeps, and what a change from one to another asks of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from relsynth.codebook import Codebook
from relsynth.codebook_diff import Difference, diff
from relsynth.codebook_lineage import Lineage
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.books import KeptBook, Use
from relsynth.workflow.books import read_codebook_file
from relsynth.workflow.codings_to_review import CodingsToReview, review
from relsynth.workflow.listing import counted, listing

OURS, DEFAULT = "project", "default"
"""Names of the project's codebook as it is now, and of the one that comes with relsynth."""

_DIGEST = re.compile(r"[0-9a-f]{4,64}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookVersion:
    """A version that was coded with, or that of today: since when, and how many codings people and machines made.

    ``codings`` of people and of machines are all that were made, also those that hold no longer.
    """

    digest: str
    id: str
    version: str
    since: str | None
    by_people: int
    by_machines: int
    today: bool

    def __str__(self) -> str:
        since = self.since[:10] if self.since else "not used yet"
        made = f"{counted(self.by_people, 'coding')} by people, {self.by_machines} by machines"
        return f"{self.digest[:12]}  {self.id} {self.version}  {since}  {made}{'  (today)' if self.today else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookVersions:
    """Every version, the first used first."""

    versions: tuple[CodebookVersion, ...]

    @property
    def ambiguous(self) -> tuple[str, ...]:
        """Versions that several contents go by, so that only their digests tell them apart."""
        named = [f"{one.id} {one.version}" for one in self.versions]
        return tuple(sorted({name for name in named if named.count(name) > 1}))

    def __str__(self) -> str:
        lines = [str(one) for one in self.versions]
        lines += [f"{name} is not one content: raise `version` when you change a codebook" for name in self.ambiguous]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookChanges:
    """What changed between two versions, and what it asks of people; ``review`` is None outside of a project."""

    difference: Difference
    review: CodingsToReview | None

    def __str__(self) -> str:
        changed = self.difference
        lines = [f"{changed.before} → {changed.after}"]
        lines += _told(changed) if changed else ["No difference but of the version, or none."]
        if self.review is not None:
            lines.append(f"With it, {self.review.consequence}.")
            lines += [f"  {one}" for one in self.review.cases]
            lines += self.review.rest()
        return "\n".join(lines)


def codebook_versions(project: Project) -> CodebookVersions:
    """Every version of the codebook that was coded with, and that of today, with how much was coded with each."""
    use = project.store.books.use()
    kept = project.store.books.all()
    today = project.codebook
    versions = [_version(one, use.get(one.digest, Use()), today.digest) for one in kept]
    if all(one.digest != today.digest for one in kept):
        ours = KeptBook(digest=today.digest, id=today.id, version=today.version, source="", added_at="")
        versions.append(_version(ours, Use(), today.digest))
    return CodebookVersions(versions=tuple(versions))


def codebook_diff(project: Project | None, a: str, b: str = OURS) -> CodebookChanges:
    """What changed from one version of a codebook to another, and what taking the latter asks of this project's coders.

    Args:
        a, b: a file, the beginning of the digest of a version that the project keeps (four signs at least), or its
            version where only one is called so; ``project``, or ``default``.

    Raises:
        InputError: there is no such version or file.
        CodebookError: with every problem and its line.
    """
    before, after = codebook_named(project, a), codebook_named(project, b)
    if project is None:
        return CodebookChanges(difference=diff(before, after), review=None)
    books = {**project.kept_books, project.codebook.digest: project.codebook}
    known = tuple(books.values() if before.digest in books else [before, *books.values()])  # oldest first
    lineage = Lineage(after, known)
    return CodebookChanges(difference=diff(before, after, between=known), review=review(project, after, lineage))


def codebook_named(project: Project | None, name: str) -> Codebook:
    """The codebook that goes by a name: see ``codebook_diff``.

    Raises:
        InputError: there is none, or several.
        CodebookError: with every problem and its line.
    """
    if name == DEFAULT:
        return read_codebook_file(None)
    if project is not None and name == OURS:
        return project.codebook
    kept = () if project is None else project.store.books.all()
    if project is not None and (found := _kept(kept, name)):
        return _readable(project, found)
    if Path(name).exists():
        return read_codebook_file(Path(name))
    here = "" if project is None else "; `relsynth codebook versions` lists those that are kept"
    raise InputError(f"{name!r} is no file and no version of a codebook{here}")


def _kept(kept: Iterable[KeptBook], name: str) -> KeptBook | None:
    """The version whose digest begins so, or that is the only one called so."""
    versions = tuple(kept)
    begun = [one for one in versions if _DIGEST.match(name) and one.digest.startswith(name)]
    found = begun or [one for one in versions if one.version == name]
    if len(found) > 1:
        listed = ", ".join(one.digest[:12] for one in found)
        raise InputError(
            f"{len(found)} versions of a codebook are called {name!r}: {listed}; give more of one's digest"
        )
    return found[0] if found else None


def _readable(project: Project, kept: KeptBook) -> Codebook:
    if kept.digest not in project.kept_books:
        raise InputError(f"the codebook {kept.digest[:12]} is kept, and cannot be read by this relsynth any more")
    return project.kept_books[kept.digest]


def _version(kept: KeptBook, use: Use, today: str) -> CodebookVersion:
    return CodebookVersion(
        digest=kept.digest,
        id=kept.id,
        version=kept.version,
        since=kept.added_at or None,
        by_people=use.people,
        by_machines=use.machines,
        today=kept.digest == today,
    )


def _told(changed: Difference) -> Iterator[str]:
    """All that is another, under a title each."""
    yield from listing("Added", changed.added, most=None)
    yield from listing("Removed", changed.removed, most=None)
    yield from listing("Renamed", changed.of_kind("renamed"), most=None)
    yield from listing("Merged", changed.of_kind("merged"), most=None)
    yield from listing("Split", changed.of_kind("split"), most=None)
    told = [one for one in changed.changes if not one.is_cues_only]
    yield from listing("Changed", told, most=None)
    cues = [one.after for one in changed.changes if one.is_cues_only]
    yield from listing("Only cues changed, of no consequence to what people coded", cues, most=None)
    yield from listing("Facets", changed.facets, most=None)
    yield from listing("Thresholds", changed.thresholds, most=None)
    yield from listing("Besides", changed.others, most=None)
    yield from listing("Perhaps", changed.hints, most=None)
