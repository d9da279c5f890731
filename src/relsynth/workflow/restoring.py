"""A backup made a project again: in a folder that holds none, and only once all of it has been looked through."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from relsynth.config import FILE
from relsynth.errors import ProjectError
from relsynth.project import DATABASE
from relsynth.store.copying import what_is_wrong
from relsynth.workflow.backups import OUTSIDE, Backup, read_backup
from relsynth.workflow.listing import counted

CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A project as a backup has it: its folder, its files, and of which moment; ``outside`` stood elsewhere before."""

    folder: str
    at: str
    files: tuple[str, ...]
    outside: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.folder}: the project as it was at {self.at}, {counted(len(self.files), 'file')}"]
        if self.outside:
            lines.append(
                f"Codebooks that stood outside of the folder are in it now: {', '.join(self.outside)}; "
                f"put them where {FILE} says, or say there where they are."
            )
        return "\n".join(lines)


def restore(backup: Path, folder: Path) -> Restored:
    """Make a backup a project again, in a folder where there is none.

    Nothing is written over: a project that is there has to be set aside first. The project's file is held against
    the digest that the backup names and looked through before the folder becomes a project.

    Raises:
        ProjectError: the backup is damaged or holds what no backup does; a project is there; or nothing can be written.
    """
    said = read_backup(backup)
    _refuse_strange_names(backup, said)
    _refuse_to_write_over(folder, said)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as made:
            _unpack(backup, said, Path(made))
            _look_through(backup, said, Path(made))
            for name in sorted(said.files, key=lambda one: one == FILE):  # which makes the folder a project, is last
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(made) / name).rename(folder / name)
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror or error})") from error
    outside = tuple(name for name in said.files if PurePosixPath(name).parts[0] == OUTSIDE)
    return Restored(folder=str(folder), at=said.at, files=said.files, outside=outside)


def _refuse_strange_names(backup: Path, said: Backup) -> None:
    strange = [name for name in said.files if not _stays_within(name)]
    if strange or not {DATABASE, FILE} <= set(said.files) or len(set(said.files)) < len(said.files):
        told = f"it names {', '.join(map(repr, strange))}" if strange else f"it lacks {DATABASE} or {FILE}"
        raise ProjectError(f"{backup}: is no backup of relsynth's making ({told}); nothing was unpacked")


def _stays_within(name: str) -> bool:
    """Whether a path is one below the folder that it is unpacked to, on any kind of machine."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    rooted = posix.is_absolute() or windows.drive or windows.root
    parts = {*posix.parts, *windows.parts}
    return bool(parts) and not rooted and ".." not in parts and name.isprintable() and posix.as_posix() == name


def _refuse_to_write_over(folder: Path, said: Backup) -> None:
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"{folder}: is a file; say another folder with --to")
    there = sorted({one.name for one in folder.glob(f"{DATABASE}*")} | {n for n in said.files if (folder / n).exists()})
    if there:
        raise ProjectError(
            f"{folder}: holds {', '.join(there)} already, and nothing is written over; set that folder aside "
            "(rename it), or say another with --to"
        )


def _unpack(backup: Path, said: Backup, made: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            for name in said.files:
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed, (made / name).open("xb") as file:
                    shutil.copyfileobj(packed, file, CHUNK)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ProjectError(f"{backup}: is damaged ({error}); take another backup") from error


def _look_through(backup: Path, said: Backup, made: Path) -> None:
    with (made / DATABASE).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != said.digest:
        raise ProjectError(f"{backup}: the project's file in it is not the one that was backed up; take another backup")
    if (told := what_is_wrong(made / DATABASE)) is not None:
        raise ProjectError(f"{backup}: the project's file in it is not whole ({told}); take another backup")
