"""A codebook is written up in the form that the file's name says."""

from pathlib import Path

import pytest

from made_up import TRUST, codebook
from relsynth import workflow
from relsynth.errors import InputError


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("book.md", b"# A small codebook\n", id="markdown"),
        pytest.param("book.html", b"<!doctype html>\n", id="page"),
        pytest.param("book.DOCX", b"PK\x03\x04", id="word"),
        pytest.param("book.qdc", b"<?xml", id="other-programs"),
    ],
)
def test_the_same_codebook_gives_the_same_file(tmp_path: Path, name: str, begins: bytes) -> None:
    (tmp_path / "small.yaml").write_text(codebook(TRUST), encoding="utf-8")
    first, again = tmp_path / name, tmp_path / f"again-{name}"
    done = workflow.write_codebook(tmp_path / "small.yaml", first, on="2026-01-31")
    workflow.write_codebook(tmp_path / "small.yaml", again, on="2026-01-31")
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes().lstrip().startswith(begins)
    assert str(done).splitlines()[0] == f"{first}: small 1 ({done.digest[:12]}), 1 codes"


@pytest.mark.parametrize(
    ("name", "on", "why"),
    [
        pytest.param("book.pdf", None, r"is written as \.docx, \.html, \.md", id="no-such-form"),
        pytest.param("book.md", "yesterday", "'yesterday' is no day", id="no-day"),
        pytest.param("nowhere/book.md", None, "cannot be written", id="no-such-folder"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, on: str | None, why: str) -> None:
    with pytest.raises(InputError, match=why):
        workflow.write_codebook(None, tmp_path / name, on=on)
