"""Another program's codings brought into a project that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project
from made_up_refi import STORY, TEXT, TIES, TRUST, coding, qde, qdpx, selection, text_source
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.export_qdpx import export_qdpx
from relsynth.workflow.import_qdpx import ImportedProject, import_qdpx
from relsynth.workflow.open_qdpx import read_file

OTHER = f'<Code guid="{TRUST}" name="Faith" isCodable="true"/><Code guid="{TIES}" name="net.ties" isCodable="true"/>'


def of_people(project: Project) -> list[tuple[str, str, str]]:
    texts = {one.version: one for one in project.store.documents()}
    return sorted(
        (one.coder.name, texts[one.span.version].quote(one.span.start, one.span.end), one.code)
        for one in project.codings()
        if one.coder.kind == "person"
    )


def brought(project: Project, folder: Path, source: bytes, codes: str | None = None) -> ImportedProject:
    path = folder / "theirs.qdpx"
    path.write_bytes(source)
    table = None
    if codes is not None:
        table = folder / "codes.csv"
        table.write_text(codes, encoding="utf-8")
    return import_qdpx(project, path, at=AT, codes=table)


def told(text: str, *selections: str, codes: str = OTHER) -> bytes:
    return qdpx(qde(text_source(*selections), codes=codes), {f"{TEXT}.txt": text.encode()})


def test_a_text_that_is_here_is_known_and_one_that_is_not_is_added(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        (document,) = project.store.documents()
        at = document.text.index("Trust")
        same = brought(project, tmp_path, told(document.text, selection(at, at + 5, coding(TIES))))
        new = brought(project, tmp_path, told(STORY, selection(0, 5, coding(TIES))))
        assert (same.brought.documents, new.brought.documents) == (0, 1)
        assert of_people(project) == [("Ana", "Trust", "NET.TIES"), ("Ana", "Trust", "NET.TIES")]


def test_in_a_text_of_the_same_words_a_place_is_found_by_them(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        (document,) = project.store.documents()
        theirs = document.text.replace("\n", "\r\n\r\n").replace(" grew", "  grew")
        at = theirs.index("Trust")
        made = brought(project, tmp_path, told(theirs, selection(at, at + 30, coding(TIES))))
        assert (made.brought.documents, made.brought.codings) == (0, 1)
        assert of_people(project) == [("Ana", "Trust between the drivers and ", "NET.TIES")]


def test_nothing_is_added_twice(tmp_path: Path) -> None:
    source = told(STORY, selection(0, 5, coding(TIES)), "<Description>At noon.</Description>")
    with coded_project(tmp_path, 1) as project:
        first, second = (brought(project, tmp_path, source).brought for _ in range(2))
        assert (first.codings, first.documents, first.memos) == (1, 1, 1)
        assert (second.codings, second.already, second.documents, second.memos) == (0, 1, 0, 0)
        assert len(of_people(project)) == 1


@pytest.mark.parametrize(
    ("codes", "unmapped", "added"),
    [
        pytest.param(None, ["Faith"], 1, id="a-code-that-none-here-is"),
        pytest.param("theirs,ours\nFaith,STA.TRUST\n", [], 2, id="named-by-its-name"),
        pytest.param(f"theirs,ours\n{TRUST.lower()},STA.TRUST\n", [], 2, id="named-by-its-guid"),
        pytest.param("\ufefftheirs,ours,why\nfaith,STA.TRUST,same\n", [], 2, id="a-table-as-a-spreadsheet-writes-it"),
    ],
)
def test_a_code_is_known_by_its_id_or_label_or_by_a_table(
    tmp_path: Path, codes: str | None, unmapped: list[str], added: int
) -> None:
    source = told(STORY, selection(0, 5, coding(), coding(TIES, number=2)))
    with coded_project(tmp_path, 1) as project:
        made = brought(project, tmp_path, source, codes)
        assert [one.name for one in made.brought.unmapped] == unmapped
        assert made.brought.codings == added
        assert made.brought.told == made.brought.codings + sum(one.codings for one in made.brought.unmapped)
        assert bool(made.problems) == bool(unmapped)


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        pytest.param("a,b\n1,2\n", "has no columns", id="no-columns"),
        pytest.param("theirs,ours\nFaith,STA.NONE\n", "no code STA.NONE", id="no-such-code"),
        pytest.param("theirs,ours\nFaith,STA.TRUST\nFAITH,NET.TIES\n", "given two codes", id="two-codes"),
    ],
)
def test_a_table_that_is_wrong_is_refused(tmp_path: Path, codes: str, why: str) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match=why):
        brought(project, tmp_path, told(STORY), codes)


def test_what_another_program_adds_to_our_export_comes_back_as_theirs(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        export_qdpx(project, tmp_path / "ours.qdpx")
        (document,) = project.store.documents()
        ours = read_file(tmp_path / "ours.qdpx")
        guid = ours.sources[0].guid
        codes = "".join(f'<Code guid="{one.guid}" name="Renamed {one.name}"/>' for one in ours.codes)
        trust = next(one.guid or "" for one in ours.codes if one.name == "Sta.Trust")
        source = text_source(selection(0, 5, coding(trust))).replace(TEXT, guid)
        back = qdpx(qde(source, codes=codes, origin="NVivo"), {f"{guid}.txt": document.text.encode()})
        made = brought(project, tmp_path, back)
        assert (made.brought.codings, made.brought.documents, made.problems) == (1, 0, ())
        assert of_people(project) == [("Ana", document.text[:5], "STA.TRUST")]
