"""What is to be coded: files, packages of one article, members of large archives, rows of a Parquet table.

An input is known by the digest of its bytes, so that the same paper offered twice is coded once. A small archive is
one input, which the worker opens itself; what stands in a large one, or in a table, is read here in one pass and
travels with its task, since nobody can begin to read in the middle of a ``tar.gz``.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Literal

from relsynth import formats
from relsynth.datasets.offered import rows_of
from relsynth.errors import InputError
from relsynth.scaling.containers import MAX_BYTES, Entry, content, entries, is_archive, papers_among

PACKAGE_BYTES = 16 << 20
"""Size up to which an archive is one input. PMC's packages of one article have 4 MB on average."""

_UNSEEN = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's categories of control characters, and of what ends a line or paragraph."""

Kind = Literal["file", "package", "member", "row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something to be coded, and where it is.

    ``member`` is its name in an archive or table, and ``turn`` its place there. ``refused`` says why it was not even
    opened. ``content`` holds its bytes where they travel with the task.
    """

    kind: Kind
    path: str
    size: int
    digest: str
    member: str | None = None
    turn: int = 0
    refused: str | None = None
    content: bytes | None = None

    @property
    def source(self) -> str:
        """Where it stands, in one line."""
        return shown(self.path if self.member is None else f"{self.path}!{self.member}")

    @property
    def travels(self) -> bool:
        """Whether its bytes are read here and not by the worker."""
        return self.kind in ("member", "row") and self.refused is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns of a Parquet table that hold papers, and their names."""

    paper: str
    name: str | None = None


def found(
    files: Iterable[Path], *, columns: Columns | None = None, package_bytes: int | None = None
) -> Iterator[Input | None]:
    """Every input in some files, in their order; None for a file that is no paper.

    Args:
        package_bytes: size up to which an archive is one input; ``PACKAGE_BYTES`` where it is not given.

    Raises:
        InputError: a table lacks a column that is asked for.
        ScaleError: a table is to be read and the extra ``scale`` is not installed.
    """
    for path in files:
        if columns and path.suffix.lower() == ".parquet":
            yield from _rows(path, columns)
        elif is_archive(path.name):
            yield from _of_archive(path, PACKAGE_BYTES if package_bytes is None else package_bytes)
        else:
            yield _file(path, "file")


def loaded(inputs: Iterable[Input], *, columns: Columns | None = None) -> Iterator[Input]:
    """Inputs with the bytes of those that travel; each archive or table is gone through once, as they come in order."""
    path, reached = "", -1
    stream: Iterator[tuple[int, Callable[[], bytes]]] = iter(())
    for one in inputs:
        if not one.travels:
            yield one
            continue
        if one.path != path or one.turn <= reached:
            path, stream = one.path, _within(one, columns)
        reached = one.turn
        try:
            read = next((read for turn, read in stream if turn == one.turn), None)
            yield replace(one, refused="is not there any more") if read is None else replace(one, content=read())
        except InputError as error:
            yield replace(one, refused=error.message)


def opened(package: Input) -> tuple[Input, ...]:
    """The papers of a package, each an input by itself with its bytes; empty where it cannot be opened."""
    try:
        return tuple(one for one in _members(Path(package.path), with_content=True) if one.refused is None)
    except InputError:
        return ()


def papers_in(one: Input) -> Iterator[tuple[str, str, bytes | str]]:
    """Source, file name and bytes of each paper of an input; a string in place of bytes says why there are none."""
    if one.refused is not None:
        yield one.source, shown(one.path), one.refused
    elif one.content is not None:
        yield one.source, shown(PurePosixPath(one.member or one.path).name), one.content
    elif one.kind == "package":
        yield from _of_package(one)
    else:
        yield one.source, shown(PurePosixPath(one.path).name), _of_file(one)


def shown(path: str) -> str:
    """A path as it is told and kept: what is no UTF-8 and control signs are written out, as no table can hold them."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(repr(sign)[1:-1] if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _of_file(one: Input) -> bytes | str:
    try:
        made = Path(one.path).read_bytes()
    except OSError as error:
        return f"cannot be opened ({error.strerror})"
    if hashlib.sha256(made).hexdigest() != one.digest:
        return "was changed after it was planned; give the same command again, and it is coded as it is now"
    return made


def _file(path: Path, kind: Kind) -> Input | None:
    place = path.absolute().as_posix()
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            head = opened.read(formats.HEAD)
            if kind == "file" and not formats.is_paper(head, path.name):
                return None
            if size > MAX_BYTES:
                return _refused(kind, place, size, f"larger than {MAX_BYTES >> 20} MB: not one paper")
            opened.seek(0)
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return _refused(kind, place, 0, f"cannot be opened ({error.strerror})")
    return Input(kind=kind, path=place, size=size, digest=digest)


def _of_archive(path: Path, package_bytes: int) -> Iterator[Input | None]:
    try:
        is_small = path.stat().st_size <= package_bytes
    except OSError:
        is_small = True  # which tells why it cannot be opened
    if is_small:
        yield _file(path, "package")
        return
    try:
        yield from _members(path, with_content=False)
    except InputError as error:
        yield _refused("package", path.absolute().as_posix(), path.stat().st_size, error.message)


def _members(path: Path, *, with_content: bool) -> Iterator[Input]:
    """Members that are papers; the names first, since which are papers depends on what lies beside them."""
    wanted = papers_among({entry.name for entry in entries(path)})
    place = path.absolute().as_posix()
    for entry in entries(path):
        if entry.name in wanted:
            yield _member(place, entry, with_content=with_content)


def _member(place: str, entry: Entry, *, with_content: bool) -> Input:
    try:
        made = content(entry)
    except InputError as error:
        return _refused("member", place, entry.size, error.message, member=entry.name, turn=entry.turn)
    return Input(
        kind="member",
        path=place,
        member=entry.name,
        turn=entry.turn,
        size=len(made),
        digest=hashlib.sha256(made).hexdigest(),
        content=made if with_content else None,
    )


def _refused(kind: Kind, path: str, size: int, why: str, *, member: str | None = None, turn: int = 0) -> Input:
    digest = hashlib.sha256(f"{path}!{member}!{turn}!{size}!{why}".encode("utf-8", "surrogateescape")).hexdigest()
    return Input(kind=kind, path=path, size=size, digest=digest, member=member, turn=turn, refused=why)


def _rows(path: Path, columns: Columns) -> Iterator[Input]:
    place = path.absolute().as_posix()
    for turn, name, made in rows_of(path, column=columns.paper, name_column=columns.name):
        digest = hashlib.sha256(made).hexdigest()
        yield Input(kind="row", path=place, member=name, turn=turn, size=len(made), digest=digest)


def _within(one: Input, columns: Columns | None) -> Iterator[tuple[int, Callable[[], bytes]]]:
    """Turn of all that stands in an archive or table, from its beginning, and what reads it."""
    path = Path(one.path)
    if one.kind == "member":
        yield from ((entry.turn, partial(content, entry)) for entry in entries(path))
    elif columns:
        rows = rows_of(path, column=columns.paper, name_column=columns.name)
        yield from ((turn, partial(bytes, made)) for turn, _, made in rows)


def _of_package(package: Input) -> Iterator[tuple[str, str, bytes | str]]:
    try:
        for one in _members(Path(package.path), with_content=True):
            name = shown(PurePosixPath(one.member or "").name)
            yield one.source, name, one.refused or one.content or b""
    except InputError as error:
        yield package.source, PurePosixPath(package.path).name, error.message
