"""Archives are read entry by entry, whatever is in them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from relsynth.errors import InputError
from relsynth.scaling import containers
from relsynth.scaling.containers import content, entries, is_archive, papers_among


def packed(path: Path, members: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, made in members.items():
                archive.writestr(name, made)
        return path
    with tarfile.open(path, "w:gz" if path.suffix in (".gz", ".tgz") else "w") as archive:
        for name, made in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(made)
            archive.addfile(info, io.BytesIO(made))
    return path


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tgz", "a.tar", "a.zip"])
def test_every_file_of_an_archive_comes_in_its_order(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, {"x/one.txt": b"first", "x/two.txt": b"second"})
    assert is_archive(name)
    found = [(one.turn, one.name, content(one)) for one in entries(path)]
    assert found == [(0, "x/one.txt", b"first"), (1, "x/two.txt", b"second")]


@pytest.mark.parametrize(
    ("names", "papers"),
    [
        pytest.param(["P/a.nxml", "P/a.pdf", "P/supplement.docx", "P/f.jpg"], ["P/a.nxml"], id="pmc-package"),
        pytest.param(["a.xml", "a.pdf", "b.pdf"], ["a.xml", "b.pdf"], id="pdf-of-the-same-article"),
        pytest.param(["P/a.nxml", "Q/b.pdf"], ["P/a.nxml", "Q/b.pdf"], id="another-folder"),
        pytest.param(["README.txt", ".hidden.xml", "data.csv"], [], id="no-papers"),
    ],
)
def test_papers_in_a_package(names: list[str], papers: list[str]) -> None:
    assert sorted(papers_among(names)) == papers


@pytest.mark.parametrize("name", ["a.tar.gz", "a.zip"])
def test_an_archive_cut_short_is_told(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, {"a.txt": bytes(range(256)) * 64})
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(InputError, match=r"archive|unpacked"):
        _ = [content(one) for one in entries(path)]


@pytest.mark.parametrize("name", ["/etc/passwd.txt", "../../up.txt", "..\\up.txt"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    (one,) = entries(packed(tmp_path / "a.tar.gz", {name: b"words"}))
    with pytest.raises(InputError, match="leads out"):
        content(one)


def test_links_are_no_files(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert not list(entries(tmp_path / "a.tar"))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "SMALL", 1 << 20)
    path = packed(tmp_path / "a.tar.gz", {"a.txt": bytes(64 << 20)})
    with pytest.raises(InputError, match="more than papers do"):
        list(entries(path))


def test_a_header_that_is_larger_than_names_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        info.pax_headers = {"comment": "x" * (2 << 20)}
        archive.addfile(info)
    with pytest.raises(InputError, match="larger than any name"):
        list(entries(tmp_path / "a.tar"))
