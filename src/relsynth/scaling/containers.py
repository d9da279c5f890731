"""Archives with papers in them, read entry by entry and never unpacked to a disk.

PMC's open-access packages are ``tar.gz``: one article with its PDF and figures, or thousands of XML files. Names in
an archive are labels here and never paths, so none can lead anywhere; sizes are held to what a paper can have, and an
archive to what papers unpack to.

Sources: POSIX.1-2001, pax interchange format; PKWARE APPNOTE 6.3.10.
"""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from relsynth import formats
from relsynth.errors import InputError

MAX_BYTES = 64 << 20  # as of a file: far beyond that it is not one paper
MOST_RATIO = 200  # unpacked to packed; XML of papers packs to a tenth
SMALL = 64 << 20  # bytes that may be packed however tightly
LONGEST_HEAD = 1 << 20  # bytes of a pax or long-name header, which tarfile would read whole
ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip")

_FAULTS = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)
_HEADS = frozenset({*tarfile.GNU_TYPES, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}) - {
    tarfile.GNUTYPE_SPARSE
}
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its turn there, name and size; ``read`` holds until the next entry is taken."""

    turn: int
    name: str
    size: int
    read: Callable[[], bytes]


def is_archive(name: str) -> bool:
    """Whether a file is an archive, by its name."""
    return name.lower().endswith(ENDINGS)


def entries(path: Path) -> Iterator[Entry]:
    """Every file of an archive, in its order; folders and links are none.

    Raises:
        InputError: the archive is damaged, locked, or unpacks to more than papers do; what came before it stands.
    """
    try:
        yield from _of_zip(path) if path.name.lower().endswith(".zip") else _of_tar(path)
    except _FAULTS as error:
        raise InputError(f"the archive is damaged, cut short or locked ({error}); get it again", path=path) from error


def papers_among(names: Collection[str]) -> frozenset[str]:
    """The names in an archive that are papers, without what belongs to another of them.

    Beside an article's ``.nxml`` lie its PDF, figures and supplements; of an ``.xml`` and a PDF of one stem, the PDF
    is the same article.
    """
    folders = {_folder(name) for name in names if _ending(name) == ".nxml"}
    as_xml = {_stem(name) for name in names if _ending(name) in (".xml", ".nxml")}
    return frozenset(
        name
        for name in names
        if formats.is_paper(b"?", name)
        and (_ending(name) == ".nxml" or _folder(name) not in folders)
        and not (_ending(name) == ".pdf" and _stem(name) in as_xml)
    )


def content(entry: Entry) -> bytes:
    """What an entry holds.

    Raises:
        InputError: its name leads out of the archive, it is no one paper, or the archive is damaged.
    """
    if entry.name.startswith("/") or ".." in PurePosixPath(entry.name.replace("\\", "/")).parts:
        raise InputError("its name leads out of the archive")
    if entry.size > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES >> 20} MB: not one paper")
    try:
        return entry.read()
    except _FAULTS as error:
        raise InputError(f"cannot be unpacked ({error}); get the archive again") from error


class _Member(tarfile.TarInfo):
    """A tar header whose extended headers, which are read whole, are held to what a name needs."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        if self.type in _HEADS and self.size > LONGEST_HEAD:
            raise tarfile.ReadError("a header is larger than any name needs")
        return super()._proc_member(archive)  # type: ignore[misc]


def _of_tar(path: Path) -> Iterator[Entry]:
    most = MOST_RATIO * path.stat().st_size + SMALL
    with tarfile.open(path, "r:*", tarinfo=_Member) as archive:
        turn = 0
        while info := archive.next():
            archive.members.clear()  # type: ignore[attr-defined]  # each is kept otherwise, a kilobyte a file
            if not info.isreg():
                continue
            if info.offset_data + (0 if info.issparse() else info.size) > most:
                raise tarfile.ReadError("it would unpack to more than papers do")
            yield Entry(turn, info.name, info.size, partial(_read_tar, archive, info))
            turn += 1


def _read_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    opened = archive.extractfile(info)
    if opened is None:
        raise tarfile.ReadError("it is no file")
    return opened.read()


def _of_zip(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        files = (info for info in archive.infolist() if not info.is_dir())
        for turn, info in enumerate(files):
            yield Entry(turn, info.filename, info.file_size, partial(_read_zip, archive, info))


def _read_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile("it is locked with a password")
    with archive.open(info) as opened:
        made = opened.read(MAX_BYTES + 1)
    if len(made) > MAX_BYTES:
        raise zipfile.BadZipFile("it is larger than the archive says")
    return made


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _folder(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))
