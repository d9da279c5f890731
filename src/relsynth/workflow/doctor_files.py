"""What a doctor looks at around a project's file: settings, codebooks, papers on the disk, rights, room, what is left.

Each check is a function of the folder, and of what was read from it where that could be; it changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from relsynth.config import FILE, read_config
from relsynth.errors import RelsynthError
from relsynth.project import DATABASE, Project
from relsynth.store.accounts import FILE as ACCOUNTS
from relsynth.store.accounts import OWNER_ALONE, fault_of
from relsynth.store.disks import MOUNTS, network_kind
from relsynth.store.examining import BY_MEND, Finding
from relsynth.workflow.backups import FOLDER, list_backups
from relsynth.workflow.listing import counted

LEAST_FREE = 3
"""How many times the size of the project's file has to be free: for its log, a backup, and the copy that is packed."""
LEAST_FREE_BYTES = 100 << 20
LONG_LOG_BYTES = 64 << 20
"""SQLite works a log off at 4 MB where nobody reads on; one of this size was left."""
MEND_RIGHTS = "`relsynth doctor --mend` lets its owner alone read it"


def settings_of(folder: Path) -> Iterator[Finding]:
    """Settings that cannot be read."""
    try:
        read_config(folder / FILE)
    except (RelsynthError, OSError, ValueError) as error:
        yield Finding(
            check="settings", what=str(error), where=FILE, how="correct it; nothing else of the project is lost"
        )


def codebook_of(project: Project) -> Iterator[Finding]:
    """A codebook that cannot be read."""
    try:
        project.codebook  # noqa: B018 read for what it raises
    except RelsynthError as error:
        how = "correct it; `relsynth codebook check` tells every fault"
        yield Finding(check="codebook", what=str(error), where=project.config.codebook, how=how)


def papers_of(project: Project) -> Iterator[Finding]:
    """Papers that are another file on the disk than the one that was read, or are gone."""
    gone: list[str] = []
    for file in project.store.files():
        if file.status != "read" or file.digest is None:
            continue
        try:
            digest = hashlib.sha256((project.path / file.path).read_bytes()).hexdigest()
        except OSError:
            gone.append(file.path)
            continue
        if digest != file.digest:
            what = "the file has changed since it was read"
            how = "`relsynth add` reads it again; people's codings are carried over"
            yield Finding(check="papers", what=what, where=file.path, how=how)
    if gone:
        yield Finding(
            check="papers",
            what=f"{counted(len(gone), 'file')} not where they were read, such as {gone[0]}",
            where="papers",
            how="their texts are in the project; `relsynth remove` where they are to count no more",
            is_fault=False,
        )


def backups_of(project: Project) -> Iterator[Finding]:
    """Backups that cannot be read, and what was left of some that were not finished."""
    for name in list_backups(project).unread:
        yield Finding(
            check="backups",
            what="is no backup, or is damaged",
            where=f"{FOLDER}/{name}",
            how="take it away; make another",
        )
    for path in sorted((project.path / FOLDER).glob(".*")):
        yield Finding(
            check="backups",
            what="was left by a backup that did not end",
            where=f"{FOLDER}/{path.name}",
            how="delete it, where no backup is being made",
            is_fault=False,
        )


def rights_of(folder: Path) -> Iterator[Finding]:
    """Files that others may read or write and ought not to."""
    if os.name != "posix":
        return
    for path in sorted(folder.glob(f"{ACCOUNTS}*")):
        if stat.S_IMODE(path.stat().st_mode) & ~OWNER_ALONE:
            what = "holds who may log in, and others may read it"
            yield Finding(check="rights", what=what, where=path.name, how=MEND_RIGHTS, mendable=True)
    for path in (folder / DATABASE, folder / FILE):
        if path.is_file() and path.stat().st_mode & stat.S_IWOTH:
            how = f"`chmod o-w {path.name}`"
            yield Finding(check="rights", what="everybody on this machine may write to it", where=path.name, how=how)


def accounts_of(folder: Path) -> Iterator[Finding]:
    """A file of accounts that is damaged."""
    path = folder / ACCOUNTS
    if path.is_file() and (fault := fault_of(path)):
        how = "take it away and make the accounts again (`relsynth accounts add`); no judgement is in it"
        yield Finding(check="accounts", what=fault, where=ACCOUNTS, how=how)


def room_of(folder: Path) -> Iterator[Finding]:
    """Too little room on the disk, a log that was left, and a disk that several machines reach."""
    file, log = folder / DATABASE, folder / f"{DATABASE}-wal"
    size = file.stat().st_size if file.is_file() else 0
    free = shutil.disk_usage(folder).free
    needed = max(LEAST_FREE * size, LEAST_FREE_BYTES)
    if free < needed:
        what = f"{free >> 20} MiB are free; backups and migrations need {needed >> 20}"
        yield Finding(check="room", what=what, where=str(folder), how="make room on the disk")
    if log.is_file() and log.stat().st_size > LONG_LOG_BYTES:
        yield Finding(
            check="room",
            what=f"{log.stat().st_size >> 20} MiB stand in the log beside the file",
            where=log.name,
            how=BY_MEND.replace("makes it anew", "works it off"),
            mendable=True,
            is_fault=False,
        )
    mounts = MOUNTS.read_text(encoding="utf-8", errors="replace") if MOUNTS.is_file() else ""
    if kind := network_kind(mounts, PurePosixPath(folder.resolve())):
        what = f"lies on a network file system ({kind}), where SQLite cannot keep two writers apart"
        how = "let one machine at a time use it, or serve it with `relsynth desk --team`"
        yield Finding(check="room", what=what, where=str(folder), how=how)


OF_FOLDER: Mapping[str, Callable[[Path], Iterator[Finding]]] = {
    "settings": settings_of,
    "rights": rights_of,
    "accounts": accounts_of,
    "room": room_of,
}
"""Checks of the folder alone."""
OF_PROJECT: Mapping[str, Callable[[Project], Iterator[Finding]]] = {
    "codebook": codebook_of,
    "papers": papers_of,
    "backups": backups_of,
}
"""Checks of a project that opens."""
