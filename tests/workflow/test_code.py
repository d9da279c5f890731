"""Coding by machine, again and again; and searching by hand, which alone makes a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from made_up import AT, LEGIT, SPANISH, TIES, TRUST, code, codebook, coded_project, paper, write_papers, write_project
from relsynth import workflow
from relsynth.errors import CodebookError, InputError
from relsynth.project import Project, open_project
from relsynth.workflow.code import SEARCH_SENTENCES, CodingRun, export_codings, scope_digest

T = TypeVar("T")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four papers, coded."""
    with coded_project(tmp_path, 1, 2, 3, 4) as opened:
        yield opened


WARM = code("STA.TRUST.WARM", "warm*", parent="STA.TRUST")


def reopened(project: Project, *codes: dict[str, object], **others: object) -> Project:
    """The same project, with another codebook in its folder if codes are given."""
    if codes or others:
        project.codebook_path.write_text(codebook(*codes, **others), encoding="utf-8")
    return Project(project.path, project.config, project.store)


def counts(run: CodingRun) -> tuple[int, int]:
    return run.coded, run.already


def codes_of(project: Project) -> set[tuple[str, str]]:
    return {(row.document, row.code) for row in export_codings(project)}


# -- coding


def test_every_paper_is_coded_on_its_sentences(project: Project) -> None:
    rows = export_codings(project)
    assert {(row.document, row.code, row.quote) for row in rows if row.document == "van-003"} == {
        ("van-003", "STA.TRUST", "Trust between the drivers and the clinic grew in year 3."),
        ("van-003", "NET.TIES", "Ties among the 3 villages were loose at first."),
    }
    assert {(row.section, row.path, row.cue, row.assertion, row.evidence) for row in rows} == {
        ("results", "Results", "trust*", "affirmed", True),
        ("results", "Results", "ties", "affirmed", True),
    }


def test_a_row_tells_page_heads_speaker_and_how_sure_the_section_is(project: Project) -> None:
    of = next(document for document in project.store.documents() if document.name == "van-003")
    at = of.text.index("Trust between")
    cells = tuple(
        replace(p, kind="table", page=7, row_head="Drivers", column_head="Facilitators") if p.start == at else p
        for p in of.paragraphs
    )
    sections = tuple(replace(section, confidence=0.25) for section in of.sections)
    read = replace(of, paragraphs=cells, sections=sections, spoken=((at, at + 40),), reader="markdown/99")
    project.store.add_document(read, at=AT)
    workflow.code(project, at=AT)
    rows = {row.code: row for row in export_codings(project) if row.document == "van-003"}
    told = [(r.page, r.row_head, r.column_head, r.speaker, r.section_confidence) for r in rows.values()]
    assert told == [(7, "Drivers", "Facilitators", "participant", 0.25), (7, "Drivers", "Facilitators", "author", 0.25)]
    others = [row for row in export_codings(project) if row.document == "van-001"]
    assert {(r.page, r.row_head, r.column_head, r.speaker) for r in others} == {(None, None, None, "author")}


def test_coding_again_codes_nothing_again(project: Project) -> None:
    before = list(project.store.codings())
    run = workflow.code(project, at=AT)
    assert (run.coded, run.already, run.codings, run.sentences) == (0, 4, 0, 0)
    assert list(project.store.codings()) == before


def test_only_new_papers_are_coded(project: Project, tmp_path: Path) -> None:
    workflow.add_documents(project, [write_papers(tmp_path / "more", 5, 6)], at=AT)
    assert counts(workflow.code(project, at=AT)) == (2, 4)
    assert len(codes_of(project)) == 12


def test_papers_out_of_scope_are_not_coded(project: Project, tmp_path: Path) -> None:
    (tmp_path / "es.md").write_text(SPANISH, "utf-8")
    assert workflow.add_documents(project, [tmp_path / "es.md"], at=AT).out_of_scope
    assert counts(workflow.code(project, at=AT)) == (0, 4)


@pytest.mark.parametrize(
    ("codes", "others"),
    [
        pytest.param([code("STA.TRUST", "trust*", "faith"), TIES, LEGIT], {}, id="another-cue"),
        pytest.param([TRUST, TIES, LEGIT, code("NET.MORE", "hub")], {}, id="another-code"),
        pytest.param([TRUST, TIES, LEGIT], {"version": "2"}, id="another-version"),
    ],
)
def test_a_changed_codebook_codes_every_paper_again(
    project: Project, codes: list[dict[str, object]], others: dict[str, object]
) -> None:
    changed = reopened(project, *codes, **others)
    assert counts(workflow.code(changed, at=AT)) == (4, 0)
    assert len(codes_of(changed)) == 8


def test_going_back_to_a_codebook_codes_again_and_the_codings_are_as_they_were(project: Project) -> None:
    first = export_codings(project)
    other = reopened(project, code("STA.TRUST", "green"))
    assert counts(workflow.code(other, at=AT)) == (4, 0)
    assert {row.cue for row in export_codings(other)} == {"green"}
    back = reopened(project, TRUST, TIES, LEGIT)
    assert counts(workflow.code(back, at=AT)) == (4, 0)
    assert export_codings(back) == first


def test_a_codebook_only_laid_out_anew_codes_nothing_again(project: Project) -> None:
    source = project.codebook_source
    project.codebook_path.write_text(f"# My own notes.\n{source}\n", encoding="utf-8")
    assert counts(workflow.code(reopened(project), at=AT)) == (0, 4)


def test_a_changed_paper_is_coded_in_place_of_what_it_was(project: Project, tmp_path: Path) -> None:
    (tmp_path / "papers" / "van-002.md").write_text(paper(2, "Trust was lost on the road in winter."), "utf-8")
    workflow.add_documents(project, [tmp_path / "papers"], at=AT)
    assert counts(workflow.code(project, at=AT)) == (1, 3)
    assert ("van-002", "NET.TIES") not in codes_of(project)


def test_a_coding_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    project = open_project(write_project(tmp_path / "review"))
    workflow.add_documents(project, [write_papers(tmp_path / "papers", 1, 2, 3, 4, 5)], at=AT)

    def stop_after_two(items: Sequence[T], what: str) -> Iterator[T]:
        assert what == "Coding papers"
        yield from items[:2]
        raise KeyboardInterrupt

    with project:
        with pytest.raises(KeyboardInterrupt):
            workflow.code(project, at=AT, track=stop_after_two)
        assert {document for document, _ in codes_of(project)} == {"van-001", "van-002"}
        assert counts(workflow.code(project, at=AT)) == (3, 2)
        assert len(codes_of(project)) == 10


def test_a_run_tells_what_it_did(project: Project) -> None:
    run = workflow.code(reopened(project, TRUST), at=AT)
    assert str(run).startswith(f"4 papers coded, 0 unchanged: 4 codings in {run.sentences} sentences\ncoder lexicon@")


@pytest.mark.parametrize("name", ["no_such_model", "json", "../model", "a.b", " "])
def test_a_parser_that_is_not_installed_is_told_with_the_way_out(project: Project, name: str) -> None:
    with pytest.raises(InputError, match=r"no spaCy model .* --parser none"):
        workflow.code(project, at=AT, parser=name)


@pytest.mark.model
def test_another_parser_codes_again_and_its_name_is_kept(project: Project, spacy_model: str) -> None:
    run = workflow.code(project, at=AT, parser=spacy_model)
    assert counts(run) == (4, 0)
    assert f"+{spacy_model}-" in run.coder
    assert counts(workflow.code(project, at=AT, parser="auto")) == (0, 4)
    assert counts(workflow.code(project, at=AT, parser="none")) == (4, 0)


def test_a_cue_that_cannot_be_compiled_is_told_with_the_codebook(project: Project) -> None:
    broken = reopened(project, code("STA.TRUST", "trust ((bad"))
    with pytest.raises(CodebookError, match=r"codebook\.yaml: 1 problem"):
        workflow.code(broken, at=AT)


def test_codings_of_codes_that_are_no_more_are_not_handed_out(project: Project) -> None:
    assert {row.code for row in export_codings(reopened(project, TRUST))} == {"STA.TRUST"}


# -- searching by hand


def standing(project: Project, construct: str) -> str:
    table = workflow.tabulate(project, "gaps")
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    (found,) = [row for row in rows if (row["construct"], row["kind"]) == (construct, "absent")]
    return str(found["standing"])


def record(project: Project, *found: int, code: str = "STA.LEGIT", coder: str = "Ana") -> int:
    """Look at the list and record the search; how many codings came of it."""
    workflow.search_code(project, code, at=AT)
    return workflow.record_search(project, code, coder=coder, found=found, at=AT).codings


def test_the_sentences_to_read_are_numbered_best_first(project: Project) -> None:
    listed = workflow.search_code(project, "STA.LEGIT", at=AT)
    assert [candidate.number for candidate in listed] == list(range(1, SEARCH_SENTENCES + 1))
    assert sorted((candidate.score for candidate in listed), reverse=True) == [c.score for c in listed]
    assert str(listed[0]).startswith(f"  1. [{listed[0].document}, {listed[0].section}] ")
    sentences = {document.name: document.text for document in project.store.documents()}
    assert all(candidate.sentence in sentences[candidate.document] for candidate in listed)


def test_only_a_search_by_a_person_makes_not_found_into_not_reported(project: Project) -> None:
    assert standing(project, "STA.LEGIT") == "not found by the machine"
    assert record(project) == 0
    assert standing(project, "STA.LEGIT") == "not reported"


def outdated_by_a_paper(project: Project) -> Project:
    folder = write_papers(project.path.parent / "more", 9)
    workflow.add_documents(project, [folder], at=AT)
    workflow.code(project, at=AT)
    return project


def outdated_by_a_codebook(project: Project) -> Project:
    changed = reopened(project, TRUST, TIES, code("STA.LEGIT", "legitima*", "standing", definition="x"))
    workflow.code(changed, at=AT)
    return changed


@pytest.mark.parametrize("outdated", [outdated_by_a_paper, outdated_by_a_codebook])
def test_a_search_holds_for_the_papers_and_the_codebook_it_was_made_with(
    project: Project, outdated: Callable[[Project], Project]
) -> None:
    record(project)
    assert standing(outdated(project), "STA.LEGIT") == "not found by the machine"


def test_papers_out_of_scope_do_not_outdate_a_search(project: Project, tmp_path: Path) -> None:
    record(project)
    (tmp_path / "es.md").write_text(SPANISH, "utf-8")
    workflow.add_documents(project, [tmp_path / "es.md"], at=AT)
    assert standing(project, "STA.LEGIT") == "not reported"


def test_what_a_person_finds_becomes_that_person_s_coding(project: Project) -> None:
    listed = workflow.search_code(project, "STA.LEGIT", at=AT)
    assert record(project, 3, 1) == 2
    rows = [row for row in export_codings(project) if row.code == "STA.LEGIT"]
    assert {row.quote for row in rows} == {listed[0].sentence, listed[2].sentence}
    assert {(row.coder, row.cue, row.assertion) for row in rows} == {("Ana", None, "affirmed")}
    assert "STA.LEGIT" not in {row[0] for row in workflow.tabulate(project, "gaps").rows if row[3] == "absent"}


def test_what_a_person_has_found_is_not_coded_twice(project: Project) -> None:
    assert record(project, 1, 1, 2) == 2
    again = workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[2, 3], at=AT)
    assert again.codings == 1
    other = workflow.record_search(project, "STA.LEGIT", coder="Ben", found=[1], at=AT)
    assert other.codings == 1
    assert len([row for row in export_codings(project) if row.code == "STA.LEGIT"]) == 4


def test_what_is_coded_already_is_not_shown_to_be_searched(project: Project) -> None:
    def shown(code: str) -> set[tuple[str, str]]:
        return {(found.document, found.sentence) for found in workflow.search_code(project, code, at=AT)}

    first = workflow.search_code(project, "STA.LEGIT", at=AT)[0]
    record(project, 1)
    assert (first.document, first.sentence) not in shown("STA.LEGIT")
    by_machine = {(row.document, row.quote) for row in export_codings(project) if row.code == "STA.TRUST"}
    assert by_machine.isdisjoint(shown("STA.TRUST"))


def test_a_person_s_codings_outlive_a_new_run_of_the_machine(project: Project) -> None:
    record(project, 1)
    changed = reopened(project, TRUST, LEGIT)
    workflow.code(changed, at=AT)
    assert {row.coder for row in export_codings(changed) if row.code == "STA.LEGIT"} == {"Ana"}


@pytest.mark.parametrize(
    ("found", "others", "message"),
    [
        pytest.param((0,), {}, "no sentence 0 in a list of 20", id="number-too-low"),
        pytest.param((21, 99), {}, "no sentence 21, 99 in a list of 20", id="numbers-too-high"),
        pytest.param((), {"code": "STA.NONE"}, "no code 'STA.NONE'; `relsynth codebook show` lists", id="no-code"),
        pytest.param((), {"coder": " "}, "' ' is no person's name", id="nobody"),
        pytest.param((), {"coder": "lexicon@0"}, "'lexicon@0' is no person's name", id="a-machine"),
    ],
)
def test_a_search_that_cannot_be_is_refused_and_not_recorded(
    project: Project, found: tuple[int, ...], others: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        record(project, *found, **others)
    assert project.store.searches(codebook=project.codebook.digest) == ()
    assert "Ana" not in {row.coder for row in export_codings(project)}


def test_without_papers_there_is_nothing_to_search(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path)) as project, pytest.raises(InputError, match="was empty: add and code"):
        record(project)


def test_a_list_is_read_before_a_search_is_recorded(project: Project) -> None:
    workflow.search_code(project, "STA.TRUST", at=AT)
    with pytest.raises(InputError, match=r"nothing was shown for STA\.LEGIT .* run `relsynth gaps search STA\.LEGIT`"):
        workflow.record_search(project, "STA.LEGIT", coder="Ana", found=(), at=AT)


@pytest.mark.parametrize(
    ("outdated", "message"),
    [
        pytest.param(outdated_by_a_paper, "papers have come or gone since", id="a-paper"),
        pytest.param(outdated_by_a_codebook, "nothing was shown for", id="a-codebook"),
    ],
)
def test_a_list_is_read_of_the_papers_and_the_codebook_as_they_are(
    project: Project, outdated: Callable[[Project], Project], message: str
) -> None:
    workflow.search_code(project, "STA.LEGIT", at=AT)
    changed = outdated(project)
    with pytest.raises(InputError, match=message):
        workflow.record_search(changed, "STA.LEGIT", coder="Ana", found=(), at=AT)


def test_numbers_are_those_of_the_list_last_shown(project: Project) -> None:
    workflow.add_documents(project, [write_papers(project.path.parent / "more", 5, 6)], at=AT)
    workflow.search_code(project, "STA.LEGIT", at=AT)
    longer = workflow.search_code(project, "STA.LEGIT", at=AT, limit=25)
    searched = workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[25], at=AT)
    assert (searched.sentences, searched.codings) == (25, 1)
    assert [row.quote for row in export_codings(project) if row.coder == "Ana"] == [longer[24].sentence]


def test_a_list_too_short_for_a_search_is_not_shown(project: Project) -> None:
    with pytest.raises(InputError, match="a list of 19 is too short: a search reads 20 sentences or more"):
        workflow.search_code(project, "STA.LEGIT", at=AT, limit=19)


def test_a_code_that_is_unknown_is_not_searched(project: Project) -> None:
    with pytest.raises(InputError, match=r"no code 'STA\.NONE'"):
        workflow.search_code(project, "STA.NONE", at=AT)


def test_a_part_of_a_construct_is_not_searched_alone(project: Project) -> None:
    with pytest.raises(InputError, match=r"STA\.TRUST\.WARM is a part of STA\.TRUST; gaps are of constructs"):
        workflow.search_code(reopened(project, TRUST, WARM), "STA.TRUST.WARM", at=AT)


def test_a_search_tells_what_it_was(project: Project) -> None:
    workflow.search_code(project, "STA.LEGIT", at=AT)
    searched = workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[2], at=AT)
    assert str(searched) == f"Ana read {SEARCH_SENTENCES} sentences for STA.LEGIT: 1 coded"


def test_what_is_corrected_in_a_paper_s_sections_outdates_no_search(project: Project) -> None:
    record(project)
    workflow.set_section(project, "van-001", 2, "lessons_learned", coder="Ana", at=AT)
    workflow.code(project, at=AT)
    assert standing(project, "STA.LEGIT") == "not reported"


def test_a_scope_is_known_by_its_papers_in_any_order() -> None:
    assert scope_digest(["a", "b"]) == scope_digest(["b", "a"]) != scope_digest(["a"])


def test_codings_are_taken_out_by_paper_whatever_the_ids_of_their_readings(project: Project) -> None:
    rows = export_codings(project)
    assert len({row.document for row in rows}) > 1
    assert [(row.document, row.start) for row in rows] == sorted((row.document, row.start) for row in rows)
    for document in list(project.store.documents()):
        project.store.add_document(replace(document, reader="markdown/99"), at=AT)
    workflow.code(project, at=AT)
    again = export_codings(project)
    assert [(row.document, row.start, row.code) for row in again] == [
        (row.document, row.start, row.code) for row in rows
    ]


def test_one_paper_is_told_as_one() -> None:
    run = CodingRun(coder="lexicon@1", coded=1, already=0, sentences=1, codings=1)
    assert str(run).startswith("1 paper coded, 0 unchanged: 1 coding in 1 sentence\n")
