"""Texts of another program as documents here."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.formats.refi_project import ForeignSource
from relsynth.formats.refi_xml import guid
from relsynth.workflow.foreign_texts import Texts, free_name


@pytest.mark.parametrize(
    ("name", "free"),
    [
        ("Interview 1.docx", "Interview 1"),
        ("Mabêl 2ième.txt", "Mabêl 2ième"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("con", "_con"),
        ("", "text"),
        (" ... ", "text"),
        ("a\x00b\nc", "a-b-c"),
        ("taken", "taken-2"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_is_one_that_a_file_may_have(name: str, free: str) -> None:
    assert free_name(name, {"taken"}).lstrip(".") == free.lstrip(".")
    assert "/" not in free_name(name, ())


def test_a_text_is_known_by_our_guid_though_it_was_read_anew_since(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        (document,) = project.store.documents()
        older = document.text.replace("grew", "had grown")
        source = ForeignSource(guid=guid("document", document.id), name="x", text=older)
        placed = Texts(project, at=AT).place(source)
        assert not placed.is_new
        ties = older.index("Ties among")
        span = placed.span(ties, ties + 10)
        assert document.quote(span.start, span.end) == "Ties among"
        grown = older.index("had grown")
        with pytest.raises(InputError, match="not found in van-001"):
            placed.span(grown, grown + 9)


def test_a_new_text_is_a_file_in_the_project_and_overwrites_nothing(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        folder = project.path / "papers"
        folder.mkdir()
        (folder / "Talk.txt").write_text("mine", encoding="utf-8")
        texts = Texts(project, at=AT)
        placed = texts.place(ForeignSource(guid="A", name="Talk.txt", text="Trust grew."))
        again = texts.place(ForeignSource(guid="B", name="Other", text="Trust grew."))
        assert placed.span(0, 5) == Span(version=placed.document.version, start=0, end=5)
        assert (placed.is_new, again.is_new, again.document) == (True, False, placed.document)
        assert (folder / "Talk.txt").read_text(encoding="utf-8") == "mine"
        assert len(list(folder.iterdir())) == 2
