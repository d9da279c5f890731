"""Backups: all that the project cannot do without, in one ZIP, taken while the team works.

In it are the project's file, its settings, its codebooks and its screening and charting sheets' settings; not the
papers, whose texts the file holds, and not who may log in, which is said anew in a minute and is nobody else's.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from relsynth.config import FILE
from relsynth.errors import InputError, ProjectError
from relsynth.project import DATABASE, Project
from relsynth.version import __version__
from relsynth.workflow.listing import counted

FOLDER = "backups"
"""Folder of a project that its backups are kept in."""
SAYS = "backup.json"
"""What stands beside the files in a backup: what it is of, when, and by which relsynth it was made."""
OUTSIDE = "outside"
"""Folder within a backup for codebooks that stand outside of the project's folder."""
MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup: where it is, when it was made, its size in bytes, and the SHA-256 of the project's file in it.

    ``head`` is the last of the history's ``links`` in it; "" in one from before there were links.
    """

    path: str
    name: str
    at: str
    size: int
    digest: str
    files: tuple[str, ...]
    head: str = ""
    links: int = 0

    def __str__(self) -> str:
        return f"{self.path}  {self.at}  {self.size / MIB:.1f} MiB, {counted(len(self.files), 'file')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backups:
    """Every backup in the project's folder, the latest first; ``unread`` are files there that are none."""

    backups: tuple[Backup, ...]
    unread: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [str(one) for one in self.backups] or ["No backup yet; `relsynth backup` makes one."]
        return "\n".join([*lines, *(f"{name}: is no backup, or is damaged" for name in self.unread)])


def back_up(project: Project, *, at: str) -> Backup:
    """Copy the project's file, settings and codebooks to a ZIP in the project's folder, and check the copy.

    Others may work on meanwhile: the copy is of one moment.

    Raises:
        ProjectError: the copy cannot be written, or is not whole; then there is no backup.
        InputError: ``at`` is no moment.
    """
    folder = project.path / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".") as made:
            part = Path(made) / "backup.zip"
            copy = Path(made) / DATABASE
            links, head = project.store.copy_to(copy)
            _pack(project, copy, part, at=at, links=links, head=head)
            if (damaged := zipfile.ZipFile(part).testzip()) is not None:
                raise ProjectError(f"{folder}: {damaged} cannot be read in the backup; is the disk sound?")
            path = _free(folder, at)
            part.replace(path)
    except OSError as error:
        raise ProjectError(f"{folder}: no backup can be made ({error})") from error
    return read_backup(path)


def list_backups(project: Project) -> Backups:
    """List the backups in the project's folder, the latest first."""
    found: list[Backup] = []
    unread: list[str] = []
    for path in sorted((project.path / FOLDER).glob("*.zip")):
        try:
            found.append(read_backup(path))
        except ProjectError:
            unread.append(path.name)
    return Backups(backups=tuple(sorted(found, key=lambda one: (one.at, one.name), reverse=True)), unread=tuple(unread))


def backup_named(project: Project, name: str) -> Path:
    """The file of a backup, by the name that ``list_backups`` gives it.

    Raises:
        InputError: there is none of that name.
    """
    for one in list_backups(project).backups:
        if one.name == name:
            return Path(one.path)
    raise InputError(f"{name!r}: there is no such backup; `relsynth backup --list` shows them")


def _pack(project: Project, copy: Path, part: Path, *, at: str, links: int, head: str) -> None:
    files = {DATABASE: copy, **dict(_settings(project))}
    said = {
        "title": project.config.title,
        "at": at,
        "relsynth": __version__,
        "digest": sha256(copy.read_bytes()).hexdigest(),
        "files": list(files),
        "links": links,
        "head": head,
    }
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(SAYS, json.dumps(said, ensure_ascii=False, indent=2))
        for name, path in files.items():
            archive.write(path, name)


def _settings(project: Project) -> Iterator[tuple[str, Path]]:
    for path in (project.path / FILE, *project.codebook_paths):
        try:
            yield path.resolve().relative_to(project.path.resolve()).as_posix(), path
        except ValueError:
            yield f"{OUTSIDE}/{path.name}", path


def _free(folder: Path, at: str) -> Path:
    """A name that tells the moment, and sorts by it."""
    try:
        moment = datetime.fromisoformat(at).astimezone(UTC)
    except ValueError as error:
        raise InputError(f"{at!r} is no moment, as 2026-01-31T09:00:00+00:00 is") from error
    stem, number = f"relsynth-{moment:%Y%m%dT%H%M%SZ}", 1
    path = folder / f"{stem}.zip"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path


def read_backup(path: Path) -> Backup:
    """What a backup says of itself.

    Raises:
        ProjectError: the file is no backup, or is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            said = json.loads(archive.read(SAYS))
        return Backup(
            path=str(path),
            name=path.name,
            at=str(said["at"]),
            size=path.stat().st_size,
            digest=str(said["digest"]),
            files=tuple(map(str, said["files"])),
            head=str(said.get("head", "")),
            links=int(said.get("links", 0)),
        )
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise ProjectError(f"{path}: is no backup, or is damaged ({error})") from error
