"""Papers whose files were edited: what people said of the old text holds of the new one, or is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import ANA, AT, coding, paper, write_papers, write_project
from relsynth import workflow
from relsynth.project import Project, open_project
from relsynth.workflow.collect import Added
from relsynth.workflow.reanchor import unplaced_codings
from relsynth.workflow.replaced import Replaced, is_replaced, replaced_by
from relsynth.workflow.sections import show_sections

TIES = "Ties among the 1 villages were loose at first."
GREEN = "The van was painted green."
EDITED = paper(1).replace(GREEN, "The van was painted in a bright colour.")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A paper with two codings, a section label and a characteristic by Ana."""
    write_papers(tmp_path / "papers", 1)
    with open_project(write_project(tmp_path / "review")) as opened:
        opened.store.add_codebook(opened.codebook.digest, id="small", version="1", source="", at=AT)
        opened.store.add_coder(ANA)
        add(opened)
        put(opened, TIES)
        put(opened, GREEN)
        workflow.set_section(opened, "van-001", results(opened), "lessons_learned", coder="Ana", at=AT)
        workflow.set_characteristic(opened, "van-001", "country", ["Uganda"], coder="Ana", at=AT, quote=GREEN)
        yield opened


def add(project: Project, text: str | None = None, *, name: str = "van-001") -> Added:
    path = project.path.parent / "papers" / f"{name}.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return workflow.add_documents(project, [path], at=AT)


def put(project: Project, quote: str) -> None:
    (of,) = project.store.documents()
    start = of.text.index(quote)
    made = coding(of, coder=ANA, start=start, end=start + len(quote))
    project.store.add_codings([made], codebook=project.codebook.digest, at=AT)


def results(project: Project) -> int:
    return next(row.number for row in show_sections(project, "van-001").sections if row.heading == "Results")


def label(project: Project) -> str:
    return show_sections(project, "van-001").sections[results(project) - 1].label


def country(project: Project) -> list[tuple[str | None, str]]:
    (portrait,) = workflow.show_characteristics(project, at=AT)
    return [(said.value, said.by) for said in portrait.characteristics if said.field == "country" and said.holds]


def quotes(project: Project) -> list[str]:
    (of,) = project.store.documents()
    return [of.quote(one.span.start, one.span.end) for one in project.store.codings()]


def reasons(project: Project) -> list[str]:
    return [row.reason for row in unplaced_codings(project).codings]


def told(added: Added, *, lost: bool = False) -> tuple[int, int, int, int, bool]:
    (one,) = added.lost if lost else added.replaced
    return one.codings, one.unplaced, one.labels, one.characteristics, one.applied


def test_what_people_said_of_a_text_holds_of_the_one_that_took_its_place(project: Project) -> None:
    added = add(project, EDITED)
    assert told(added) == (2, 1, 1, 1, True)
    assert (added.carried, added.unplaced, added.labels_unplaced) == (1, 1, ())
    assert (
        "van-001.md: by people: 2 codings (1 in the new text, 1 without a place), 1 section label, 1 characteristic\n"
        in str(added)
    )
    assert quotes(project) == [TIES]
    assert (label(project), country(project)) == ("lessons_learned", [("Uganda", "Ana")])


def test_a_coding_whose_words_were_edited_away_says_that_its_file_was_replaced(project: Project) -> None:
    add(project, EDITED)
    assert reasons(project) == ["its file was replaced by another text: its words are not in the text"]


def test_all_is_as_it_was_where_the_file_is_as_it_was(project: Project) -> None:
    add(project, EDITED)
    added = add(project, paper(1))
    assert (added.already, told(added)) == (1, (1, 0, 1, 1, True))
    assert quotes(project) == [TIES, GREEN]
    assert (reasons(project), label(project), country(project)) == ([], "lessons_learned", [("Uganda", "Ana")])


def test_what_is_said_of_the_edited_text_goes_on_with_the_file(project: Project) -> None:
    add(project, EDITED)
    put(project, "The van was painted in a bright colour.")
    workflow.set_section(project, "van-001", results(project), "discussion", coder="Ben", at=AT)
    add(project, f"{EDITED}\nAnother word at the end.\n")
    assert quotes(project) == [TIES, "The van was painted in a bright colour."]
    assert label(project) == "discussion"
    add(project, paper(1))
    assert (label(project), quotes(project)) == ("discussion", [TIES, GREEN])


def test_a_file_that_cannot_be_read_for_a_while_loses_nothing(project: Project) -> None:
    lost = add(project, "")
    assert told(lost, lost=True) == (2, 2, 1, 1, False)
    assert "2 codings (2 without a place), 1 section label (kept), 1 characteristic (kept)" in str(lost)
    assert reasons(project) == ["the paper is counted no longer"] * 2
    added = add(project, EDITED)
    assert told(added) == (2, 1, 1, 1, True)
    assert (quotes(project), label(project)) == ([TIES], "lessons_learned")


def test_a_text_with_another_doi_is_another_paper_and_takes_no_label(project: Project) -> None:
    def with_doi(doi: str) -> str:
        return f"---\ntitle: Vans\ndoi: {doi}\n---\n{paper(1)}"

    add(project, with_doi("10.5555/van.1"))
    assert project.store.papers.names().keys() == {d.id for d in project.store.documents() if d.doi == "10.5555/van.1"}
    added = add(project, with_doi("10.5555/other"))
    assert told(added)[2:] == (1, 1, False)
    assert "(not applied: the new text has another DOI)" in str(added)
    assert ((label(project), quotes(project)), country(project)) == (("results", [TIES, GREEN]), [])


def test_a_section_that_the_new_text_does_not_have_is_told(project: Project) -> None:
    added = add(project, paper(1).replace("# Results", "# What came of it"))
    assert [one.endswith("Results: lessons_learned (Ana)") for one in added.labels_unplaced] == [True]


def test_a_text_that_another_file_holds_still_keeps_what_was_said_of_it(project: Project) -> None:
    add(project, paper(1), name="copy")
    added = add(project, EDITED)
    assert told(added) == (0, 0, 0, 0, True)
    assert (len(list(project.store.codings())), reasons(project)) == (2, [])


def test_a_coding_that_comes_late_on_the_old_text_is_carried_at_once(project: Project) -> None:
    (old,) = project.store.documents()
    add(project, EDITED)
    start = old.text.index("Trust")
    late = coding(old, coder=ANA, start=start, end=old.text.index(".", start) + 1)
    project.store.add_codings([late], codebook=project.codebook.digest, at=AT)
    assert old.quote(late.span.start, late.span.end) in quotes(project)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(None, "a", False, id="new"),
        pytest.param("a", "a", False, id="the-same"),
        pytest.param("a", "b", True, id="another"),
        pytest.param("a", None, True, id="none"),
    ],
)
def test_a_file_is_replaced_where_it_held_another_text(before: str | None, now: str | None, expected: bool) -> None:
    assert is_replaced(before, now) is expected


def test_a_text_of_which_nobody_has_said_anything_is_told_by_its_path_alone(project: Project) -> None:
    add(project, paper(2), name="van-002")
    old = next(id for id, name in project.store.papers.names().items() if name == "van-002")
    add(project, paper(3), name="van-002")
    one = replaced_by(project, "van-002.md", old, None)
    assert (one, str(one)) == (Replaced(path="van-002.md", applied=False, is_read=False), "van-002.md")
