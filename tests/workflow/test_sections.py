"""What sections are taken for, and people's word on it: it holds, it can be taken back, and costs no coding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, LEGIT, coded_project, paper
from relsynth import formats, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.code import export_codings
from relsynth.workflow.sections import (
    SectionRow,
    SectionSet,
    SectionTree,
    set_section,
    show_sections,
    show_unsure_sections,
    unset_section,
)

VANS = "van-001"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with coded_project(tmp_path, 1, 2) as opened:
        yield opened


def number_of(project: Project, heading: str) -> int:
    return next(row.number for row in show_sections(project, VANS).sections if row.heading == heading)


def put(project: Project, heading: str, label: str, *, coder: str = "Ana") -> SectionSet:
    return set_section(project, VANS, number_of(project, heading), label, coder=coder, at=AT)


def labels(project: Project) -> dict[str, str]:
    return {row.heading: row.label for row in show_sections(project, VANS).sections}


def read_anew(project: Project, text: str) -> None:
    """Read the first paper again, as by a better reader that makes another text of it."""
    (old,) = [d for d in project.store.documents() if d.name == VANS]
    folder = project.path.parent / "anew"
    folder.mkdir(exist_ok=True)
    (folder / f"{VANS}.md").write_text(text, encoding="utf-8")
    better = formats.read((folder / f"{VANS}.md").read_bytes(), path_name=f"{VANS}.md")
    project.store.add_document(replace(better, id=old.id), at=AT)


def test_sections_are_listed_with_number_label_reason_and_words(project: Project) -> None:
    tree = show_sections(project, VANS)
    found = [(row.number, row.heading, row.label) for row in tree.sections if row.heading]
    assert [(heading, label) for _, heading, label in found if heading != "Van number 1 on the hill road"] == [
        ("Introduction", "introduction"),
        ("Methods", "methods"),
        ("Results", "results"),
        ("Discussion", "discussion"),
    ]
    assert [row.number for row in tree.sections] == list(range(1, len(tree.sections) + 1))
    (document,) = [d for d in project.store.documents() if d.name == VANS]
    assert sum(row.words for row in tree.sections) == len(document.text.split())
    assert str(tree).startswith(f"{VANS}  {VANS} (n.d.): {len(tree.sections)} sections")


def test_a_section_that_is_unsure_is_marked_for_people_to_look_at() -> None:
    sure = SectionRow(number=1, depth=0, heading="Results", label="results", confidence=0.98, reason="words", words=9)
    unsure = replace(sure, number=2, depth=1, heading="", label="other", confidence=0.31)
    told = str(SectionTree(paper="van", citation="Ngũgĩ (2020)", sections=(sure, unsure)))
    assert told.splitlines() == [
        "van  Ngũgĩ (2020): 2 sections, 1 unsure (?)",
        "  1. Results  [results 0.98]  9 words; words",
        "  2.   (no heading)  [other 0.31 ?]  9 words; words",
    ]


def test_a_label_set_by_a_person_holds_and_the_paper_is_coded_again(project: Project) -> None:
    told = put(project, "Results", "lessons_learned")
    assert (told.label, told.reason, told.changed) == ("lessons_learned", "set by Ana", True)
    assert str(told) == f"{told.place}: lessons_learned (set by Ana)\n{VANS} is to be coded again: relsynth code"
    assert labels(project)["Results"] == "lessons_learned"
    run = workflow.code(project, at=AT)
    assert (run.coded, run.already) == (1, 1)
    rows = [row for row in export_codings(project) if row.document == VANS]
    assert {(row.section, row.section_confidence) for row in rows} == {("lessons_learned", 1.0)}


def test_taking_it_back_brings_label_and_codings_back_as_they_were(project: Project) -> None:
    before = export_codings(project), show_sections(project, VANS)
    put(project, "Results", "lessons_learned")
    workflow.code(project, at=AT)
    told = unset_section(project, VANS, number_of(project, "Results"), coder="Ben", at=AT)
    assert (told.label, told.changed) == ("results", True)
    assert workflow.code(project, at=AT).coded == 0
    assert (export_codings(project), show_sections(project, VANS)) == before


def test_a_label_that_is_confirmed_changes_no_version(project: Project) -> None:
    told = put(project, "Results", "results")
    assert (told.reason, told.changed) == ("set by Ana", False)
    assert workflow.code(project, at=AT).coded == 0
    assert "coded again" not in str(told)


def test_a_person_s_search_and_codings_outlive_a_correction(project: Project) -> None:
    listed = workflow.search_code(project, "STA.LEGIT", at=AT, limit=20)
    mine = next(one.number for one in listed if one.document == VANS)
    workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[mine], at=AT)
    before = {row.quote for row in export_codings(project) if row.coder == "Ana"}
    put(project, "Results", "lessons_learned")
    workflow.code(project, at=AT)
    assert {row.quote for row in export_codings(project) if row.coder == "Ana"} == before
    assert len(project.store.searches(codebook=project.codebook.digest)) == 1
    again = workflow.record_search(project, "STA.LEGIT", coder="Ben", found=[mine], at=AT)
    assert again.codings == 1


def test_a_search_made_before_a_correction_still_makes_a_gap(project: Project) -> None:
    workflow.search_code(project, "STA.LEGIT", at=AT)
    workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[], at=AT)
    put(project, "Results", "lessons_learned")
    workflow.code(project, at=AT)
    table = workflow.tabulate(project, "gaps")
    standing = {row[0]: row[table.columns.index("standing")] for row in table.rows}
    assert standing[LEGIT["id"]].startswith("not reported")


def test_what_was_set_holds_in_a_new_reading_or_is_listed(project: Project) -> None:
    put(project, "Results", "lessons_learned")
    put(project, "Discussion", "conclusion", coder="Ben")
    read_anew(project, paper(1).replace("## Discussion", "## Afterthoughts").replace("hill", "mountain"))
    assert labels(project)["Results"] == "lessons_learned"
    tree = show_sections(project, VANS)
    (left,) = tree.unplaced
    assert (left.judgement.label, left.judgement.coder, left.number) == ("conclusion", "Ben", len(tree.sections) + 1)
    assert str(tree).splitlines()[-2] == "Set on sections that are not there (1):"
    assert "Discussion: conclusion (Ben)" in str(tree).splitlines()[-1]
    told = unset_section(project, VANS, left.number, coder="Ana", at=AT)
    assert (told.label, told.changed) == (None, False)
    assert show_sections(project, VANS).unplaced == ()
    assert labels(project)["Results"] == "lessons_learned"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param({"paper": "raft"}, "no paper is called 'raft'", id="no-paper"),
        pytest.param({"number": 0}, f"{VANS} has no section 0 among its ", id="too-low"),
        pytest.param({"number": 99}, r"no section 99 .*; `relsynth sections show van-001` numbers them", id="too-high"),
        pytest.param({"label": "findings"}, "no label 'findings'; there are title, abstract, ", id="no-label"),
        pytest.param({"coder": ""}, "--coder is empty", id="nobody"),
        pytest.param({"coder": "lexicon@1"}, "is no person's name", id="a-machine"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_kept(
    project: Project, given: dict[str, object], message: str
) -> None:
    asked: dict[str, object] = {"paper": VANS, "number": 2, "label": "aims", "coder": "Ana", **given}
    before = show_sections(project, VANS)
    with pytest.raises(InputError, match=message):
        set_section(project, asked["paper"], asked["number"], asked["label"], coder=asked["coder"], at=AT)  # type: ignore[arg-type]
    assert show_sections(project, VANS) == before


@pytest.mark.parametrize(
    ("number", "message"),
    [
        pytest.param(2, "nobody has set section 2 of van-001; its label is the machine's", id="not-set"),
        pytest.param(99, "no section 99", id="no-section"),
    ],
)
def test_what_was_not_set_cannot_be_taken_back(project: Project, number: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        unset_section(project, VANS, number, coder="Ana", at=AT)


def test_what_was_coded_as_it_is_labelled_again_is_not_to_be_coded_again(project: Project) -> None:
    put(project, "Results", "lessons_learned")
    workflow.code(project, at=AT)
    told = unset_section(project, VANS, number_of(project, "Results"), coder="Ana", at=AT)
    assert (told.changed, told.to_code) == (True, False)
    assert "relsynth code" not in str(told)
    assert workflow.code(project, at=AT).coded == 0
    again = put(project, "Results", "discussion")
    assert (again.to_code, workflow.code(project, at=AT).coded) == (True, 1)


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        pytest.param("Van number 1 on the hill road", "results", id="the-title"),
        pytest.param("Results", "title", id="another-title"),
    ],
)
def test_a_title_is_nothing_else_and_nothing_else_is_a_title(project: Project, heading: str, label: str) -> None:
    number = 1 if label == "results" else number_of(project, heading)
    assert (show_sections(project, VANS).sections[number - 1].label == "title") is (label == "results")
    with pytest.raises(InputError, match="no section is made its title, and its title nothing else"):
        set_section(project, VANS, number, label, coder="Ana", at=AT)


def test_unsure_sections_of_all_papers_are_listed_with_their_numbers(project: Project, tmp_path: Path) -> None:
    assert str(show_unsure_sections(project)) == "No section is unsure in 2 papers."
    odd = paper(3).replace("# Results", "# The long road to the mill")
    (tmp_path / "odd.md").write_text(odd, encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "odd.md"], at=AT)
    (document,) = [d for d in project.store.documents() if d.name == "odd"]
    sections = tuple(
        replace(s, confidence=0.4) if s.heading.startswith("The long") else replace(s, confidence=0.9)
        for s in document.sections
    )
    project.store.add_document(replace(document, sections=sections, reader="markdown/99"), at=AT)
    found = show_unsure_sections(project)
    assert [(tree.paper, [row.heading for row in tree.sections]) for tree in found.papers] == [
        ("odd", ["The long road to the mill"])
    ]
    number = found.papers[0].sections[0].number
    assert show_sections(project, "odd").sections[number - 1].heading == "The long road to the mill"
    assert str(found).startswith("Unsure: 1 section in 1 of 3 papers\nodd  ")
