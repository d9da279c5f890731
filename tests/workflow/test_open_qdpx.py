"""Projects of other programs, opened as ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, SPANISH
from made_up_refi import BEN as BEN_GUID
from made_up_refi import (
    CODES,
    SCHEMAS,
    STORY,
    TEXT,
    TIES,
    TRUST,
    coding,
    qde,
    qdpx,
    selection,
    story,
    text_source,
)
from relsynth import workflow
from relsynth.errors import InputError, ProjectError
from relsynth.formats.refi_codebook import MOST_CODES
from relsynth.project import Project, open_project
from relsynth.workflow.open_qdpx import OpenedProject, open_qdpx, read_file


def opened(tmp_path: Path, source: bytes) -> tuple[OpenedProject, Project]:
    path = tmp_path / "van.qdpx"
    path.write_bytes(source)
    return open_qdpx(path, tmp_path / "van", at=AT), open_project(tmp_path / "van")


def told(project: Project) -> list[tuple[str, str, str]]:
    """Who coded which words with what."""
    texts = {one.version: one for one in project.store.documents()}
    return sorted(
        (one.coder.name, texts[one.span.version].quote(one.span.start, one.span.end), one.code)
        for one in project.codings()
    )


def test_codes_texts_and_codings_are_there_and_counted(tmp_path: Path) -> None:
    note = f'<Notes><Note guid="A1" creatingUser="{BEN_GUID}"><PlainTextContent>Mind.</PlainTextContent></Note></Notes>'
    source = text_source(
        selection(0, 17, coding(), coding(TIES, user=BEN_GUID, number=2)),
        selection(23, 27, coding(TIES, number=3), number=2),
    )
    made, project = opened(tmp_path, qdpx(qde(source, rest=note), {f"{TEXT}.txt": STORY.encode()}))
    with project:
        assert told(project) == [
            ("Ana", "Trust grew slowly", "OWN.TRUST"),
            ("Ana", "ties", "OWN.TIES"),
            ("Ben", "Trust grew slowly", "OWN.TIES"),
        ]
        (document,) = project.store.documents()
        assert (document.name, document.text) == ("Story", STORY)
        assert [(memo.text, memo.coder) for memo in project.store.memos.current()] == [("Mind.", "Ben")]
        assert [(one.id, one.label) for one in project.codebook.codes] == [("OWN.TRUST", "Trust"), ("OWN.TIES", "Ties")]
        assert project.config.title == "Van"
    one = made.brought
    assert (one.codes, one.texts, one.documents, one.selections, one.told, one.codings) == (2, 1, 1, 2, 3, 3)
    assert (one.coders, one.memos, one.unmapped) == (("Ana", "Ben"), 1, ())
    assert "codings added               3" in str(made)


def test_a_text_stays_as_it_is_when_its_folder_is_read_again(tmp_path: Path) -> None:
    _, project = opened(tmp_path, story(selection(0, 5, coding()), text="Trust\n\n  grew  \n\nMethods\nslowly"))
    with project:
        before = told(project)
        added = workflow.add_documents(project, [tmp_path / "van" / "papers"], at=AT)
        assert (added.read, added.already) == (0, 1)
        path = tmp_path / "van" / "papers" / "Story.txt"
        path.write_text("Trust\n\n  grew  \n\nMethods\nslowly, at last", encoding="utf-8")
        workflow.add_documents(project, [path], at=AT)
        (document,) = project.store.documents()
        assert document.reader.startswith("verbatim/")
        assert document.text.endswith("slowly, at last")
        assert told(project) == before


def test_a_paper_that_no_table_counts_keeps_its_codings(tmp_path: Path) -> None:
    spanish = SPANISH.split("\n\n")[2]
    made, project = opened(tmp_path, story(selection(0, 11, coding()), text=spanish))
    with project:
        assert [quote for _, quote, _ in told(project)] == ["Las vecinas"]
    assert made.brought.out_of_scope == ("Story: not English (es)",)


def test_sources_with_one_text_are_one_document(tmp_path: Path) -> None:
    other = text_source(selection(0, 5, coding(TIES, number=2)), path="internal://other.txt").replace(TEXT, TRUST)
    files = {f"{TEXT}.txt": STORY.encode(), "other.txt": STORY.encode()}
    made, project = opened(tmp_path, qdpx(qde(text_source(selection(0, 5, coding())) + other), files))
    with project:
        assert len(list(project.store.documents())) == 1
        assert len(told(project)) == 2
    assert (made.brought.texts, made.brought.documents) == (2, 1)


def test_other_programs_do_not_say_how_a_code_holds_so_its_sentence_does(tmp_path: Path) -> None:
    _, project = opened(tmp_path, story(selection(0, 5, coding())))
    with project:
        assert [one.facets for one in project.codings()] == [(("assertion", ("affirmed",)),)]


def test_a_project_without_codes_has_our_codebook(tmp_path: Path) -> None:
    made, project = opened(tmp_path, b'<Project name="Blank" origin="ATLAS.ti"/>')
    with project:
        assert len(project.codebook.codes) > 10
    assert made.brought.losses[0].what == "codes"


def test_a_project_that_was_unpacked_has_its_sources_beside_it(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{TEXT}.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "project.qde").write_text(qde(text_source()), encoding="utf-8")
    assert [one.text for one in read_file(tmp_path / "project.qde").sources] == [STORY]


def test_a_text_beside_the_file_is_read_and_no_other(tmp_path: Path) -> None:
    (tmp_path / f"{TEXT}.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "in").mkdir()
    beside = tmp_path / "a.qde"
    beside.write_text(qde(text_source(path=f"relative:///elsewhere/{TEXT}.txt")), encoding="utf-8")
    assert [one.text for one in read_file(beside).sources] == [STORY]
    deeper = tmp_path / "in" / "a.qde"
    deeper.write_text(qde(text_source(path="absolute:///../secret.txt")), encoding="utf-8")
    assert read_file(deeper).sources == ()


@pytest.mark.parametrize(
    ("source", "error"),
    [
        pytest.param(b"no project", InputError, id="no-project"),
        pytest.param(
            qde(codes='<Code guid="A" name="x"/>').replace("<Codes>", "<Codes>" * 300).encode(), InputError, id="broken"
        ),
    ],
)
def test_a_file_that_is_none_makes_no_project(tmp_path: Path, source: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        opened(tmp_path, source)
    assert not (tmp_path / "van").exists()


def test_no_project_is_made_over_another(tmp_path: Path) -> None:
    _, project = opened(tmp_path, story())
    project.close()
    with pytest.raises(ProjectError, match="there already"):
        open_qdpx(tmp_path / "van.qdpx", tmp_path / "van", at=AT)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("spec-A2.qde", (14, 0, 15, 16)),
        ("skyloom-Project.qde", (14, 0, 15, 16)),
        ("skyloom-TestProject.qdpx", (14, 0, 15, 16)),
    ],
)
def test_the_samples_of_the_format_open(tmp_path: Path, name: str, counts: tuple[int, ...]) -> None:
    if not (SCHEMAS / name).is_file():
        pytest.skip("the samples are not here")
    one = open_qdpx(SCHEMAS / name, tmp_path / "made", at=AT).brought
    assert (one.codes, one.texts, one.selections, one.told) == counts
    assert sum(loss.count for loss in one.losses if loss.what == "codings") == one.told


def test_names_of_files_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    source = text_source(selection(0, 5, coding())).replace('name="Story"', 'name="../../CON.txt"')
    _, project = opened(tmp_path, qdpx(qde(source, codes=CODES), {f"{TEXT}.txt": STORY.encode()}))
    with project:
        assert [one.name for one in project.store.documents()] == ["-..-CON"]
    assert [path.name for path in (tmp_path / "van" / "papers").iterdir()] == ["-..-CON.txt"]


def test_a_file_that_no_disk_can_hold_is_not_there(tmp_path: Path) -> None:
    named = f'<TextSource guid="{TEXT}" name="Story" plainTextPath="{"x" * 5000}.txt"/>'
    made, project = opened(tmp_path, qdpx(qde(named)))
    with project:
        assert (made.brought.texts, [loss.what for loss in made.brought.losses]) == (0, ["sources"])


def test_a_book_of_more_codes_than_anybody_has_is_refused(tmp_path: Path) -> None:
    codes = "".join(f'<Code guid="{number}" name="c" isCodable="true"/>' for number in range(MOST_CODES + 1))
    with pytest.raises(InputError, match="holds more than 5,000 codes"):
        opened(tmp_path, qdpx(qde(text_source(), codes=codes)))
    assert not (tmp_path / "van").exists()
