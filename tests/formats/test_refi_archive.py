"""The files of a QDPX, and archives that are made to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from made_up_refi import qdpx
from relsynth.errors import InputError
from relsynth.formats.refi_archive import base, opened

PROJECT = "<Project/>"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("project.qde", "sources/"),
        ("Project.qde", "Sources/"),
        ("PROJECT.QDE", ""),
        ("my export/project.qde", "my export/Sources/"),
    ],
)
def test_the_project_and_its_sources_are_found_wherever_they_are(name: str, folder: str) -> None:
    archive = opened(qdpx(PROJECT, {"ABC.txt": b"words"}, name=name, folder=folder))
    assert archive.project == PROJECT.encode()
    for path in ("internal://abc.TXT", "internal://ABC.txt", "relative:///x/ABC.txt", "absolute:///C:\\x\\ABC.txt"):
        assert archive.source(path) == b"words"
    assert archive.source("internal://other.txt") is None
    assert archive.source(None) is None


def test_a_project_without_an_archive_is_read() -> None:
    assert opened(PROJECT.encode()).project == PROJECT.encode()


def test_of_two_files_with_one_name_the_one_among_the_sources_counts() -> None:
    assert (
        opened(qdpx(PROJECT, {"sources/a.txt": b"1", "other/a.txt": b"2"}, folder="")).source("internal://a.txt")
        == b"1"
    )


def test_what_lies_outside_is_asked_of_who_may_open_it_by_its_name_alone() -> None:
    asked: list[str] = []

    def beside(name: str) -> bytes | None:
        asked.append(name)
        return b"words"

    archive = opened(qdpx(PROJECT), beside)
    assert archive.source("relative:///../../etc/passwd.txt") == b"words"
    assert archive.source("internal://gone.txt") is None
    assert asked == ["passwd.txt"]


def test_rich_texts_are_unpacked_when_they_are_asked_for() -> None:
    assert opened(qdpx(PROJECT, {"a.docx": b"rich", "film.mp4": b"x"})).source("internal://a.docx") == b"rich"


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", PROJECT)
        archive.writestr("sources/a.txt", b"\0" * (8 << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param(qdpx(PROJECT, {"../a.txt": b"x"}), "leads out of the archive", id="way-out"),
        pytest.param(qdpx(PROJECT, {"/etc/a.txt": b"x"}, folder=""), "leads out of the archive", id="absolute"),
        pytest.param(qdpx(PROJECT, {"C:/a.txt": b"x"}, folder=""), "leads out of the archive", id="drive"),
        pytest.param(qdpx(PROJECT, {"other.qde": b"x"}), "holds 2 projects", id="two-projects"),
        pytest.param(qdpx(PROJECT, name="readme.txt"), "no project.qde", id="no-project"),
        pytest.param(qdpx(PROJECT)[:40], "damaged or cut short", id="cut"),
        pytest.param(b"PK\x05\x06" + bytes(18), "empty", id="empty"),
        pytest.param(bomb(), "would unpack to more than", id="bomb"),
    ],
)
def test_an_archive_that_is_none_is_refused(source: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        opened(source)


def test_a_path_ends_in_a_name() -> None:
    assert [base(path) for path in ("internal://a.txt", "C:\\b\\c.txt", "d.txt", "", None)] == [
        "a.txt",
        "c.txt",
        "d.txt",
        "",
        "",
    ]
