"""Asking a coded project: what is found, counted and told apart, and that each row leads to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_up import ANA, AT, coded_project
from relsynth import workflow
from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.query import All, Not, Query, QueryError, all_of, any_of, parse
from relsynth.query import Any as AnyOf


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with coded_project(tmp_path_factory.mktemp("query"), 1, 2, 3) as project:
        workflow.set_characteristic(project, "van-001", "country", ["Kenya"], coder="Ana", at=AT)
        yield project


def rows(project: Project, asked: str, **options: Any) -> list[dict[str, Any]]:
    table = workflow.query(project, asked, at=AT, **options).table
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_segments_lead_to_their_words_and_codings(project: Project) -> None:
    found = rows(project, "code:STA.TRUST paper:van-002")
    assert [(row["code"], row["section"], row["quote"]) for row in found] == [
        ("STA.TRUST", "results", "Trust between the drivers and the clinic grew in year 2.")
    ]
    (row,) = found
    document = next(one for one in project.store.documents() if one.name == row["paper"])
    start, end = map(int, row["place"].split("-"))
    assert document.quote(start, end) == row["quote"]
    assert {coding.number: coding.code for coding in project.codings()}[row["coding"]] == "STA.TRUST"


def test_studies_are_counted_once_and_with_an_interval(project: Project) -> None:
    answer = workflow.query(project, "code:STA.TRUST or code:NET.TIES", by="study", at=AT)
    assert (answer.n, answer.k, answer.found, answer.apart) == (3, 3, 3, 0)
    assert answer.lower == pytest.approx(0.4385, abs=1e-4)  # Wilson, 3 of 3
    assert [row["segments"] for row in rows(project, "code:STA.TRUST or code:NET.TIES", by="study")] == [2, 2, 2]


def test_passages_are_found_whether_they_are_coded_or_not(project: Project) -> None:
    assert [row["codes"] for row in rows(project, "villages", by="passage")] == ["", "NET.TIES; STA.TRUST"] * 3
    assert [row["section"] for row in rows(project, "villages -code:*", by="passage")] == ["introduction"] * 3


def test_what_asks_for_no_coding_finds_studies_without_one(project: Project) -> None:
    (row,) = rows(project, "country:kenya", by="study")
    assert (row["papers"], row["country"]) == ("van-001", "Kenya")
    assert [row["segments"] for row in rows(project, '"a second van" year:1900.. or "a second van"', by="study")] == [
        0,
        0,
        0,
    ]


def test_studies_of_which_something_is_not_known_are_counted(project: Project) -> None:
    notes = workflow.query(project, "country:kenya", at=AT).table.notes
    assert any(note.startswith("country: not found by the machine in 2 of 3 studies") for note in notes)


def test_where_nothing_is_all_of_it_each_part_is_told_alone(project: Project) -> None:
    answer = workflow.query(project, 'code:STA.TRUST "loose at last"', at=AT)
    told = 'Nothing is all of this. Alone: code:STA.TRUST 3 segments, "loose at last" 0 segments.'
    assert (answer.found, answer.table.notes[2]) == (0, told)
    assert f"- {told}" in str(answer)
    planned = workflow.query(project, "code:STA.TRUST assertion:planned", at=AT).table.notes[2]
    assert planned == "Nothing is all of this. Alone: code:STA.TRUST 3 segments, assertion:planned 0 segments."
    assert "Alone" not in str(workflow.query(project, "code:STA.TRUST", at=AT))


LEAVES: dict[str, Callable[[Coding, str], bool]] = {
    "code:STA.TRUST": lambda one, _: one.code == "STA.TRUST",
    "code:*TIES": lambda one, _: one.code == "NET.TIES",
    "section:results": lambda _, section: section == "results",
    "section:late": lambda _, section: section in ("discussion", "conclusion", "lessons_learned", "limitations"),
    "kind:machine": lambda one, _: one.coder.kind == "machine",
    "assertion:negated": lambda one, _: "negated" in one.facet("assertion"),
    "role:barrier": lambda one, _: "barrier" in one.facet("role"),
}


@pytest.fixture(scope="module")
def segments(project: Project) -> list[tuple[Coding, str]]:
    """Every coding that counts, with the label of its section, found by looking for it paragraph by paragraph."""
    documents = {document.version: document for document in project.store.documents()}
    found = []
    for one in project.codings():
        document = documents[one.span.version]
        (inside,) = (p for p in document.paragraphs if p.start <= one.span.start < p.end)
        found.append((one, document.sections[inside.section].label))
    return found


def _naive(query: Query, one: Coding, section: str) -> bool:
    """Whether a query holds of a coding, asked one by one."""
    match query:
        case Not(part=part):
            return not _naive(part, one, section)
        case All(parts=parts):
            return all(_naive(part, one, section) for part in parts)
        case AnyOf(parts=parts):
            return any(_naive(part, one, section) for part in parts)
        case _:
            return bool(LEAVES[str(query)](one, section))


ASKED = st.recursive(
    st.sampled_from([parse(leaf) for leaf in LEAVES]),
    lambda inner: (
        inner.map(lambda part: Not(part=part))
        | st.lists(inner, min_size=2, max_size=3).map(all_of)
        | st.lists(inner, min_size=2, max_size=3).map(any_of)
    ),
    max_leaves=6,
)


@given(ASKED)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_query_finds_what_asking_one_by_one_finds(
    project: Project, segments: list[tuple[Coding, str]], query: Query
) -> None:
    says_how = "assertion:" in str(query)
    wanted = {one.number for one, section in segments if _naive(query, one, section) and (says_how or one.is_evidence)}
    assert {row["coding"] for row in rows(project, str(query))} == wanted


def test_words_and_codes_together(project: Project) -> None:
    assert len(rows(project, '"loose at first" code:NET.TIES')) == 3
    assert rows(project, '"loose at last" code:NET.TIES') == []


def test_what_is_no_evidence_is_shown_apart(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        (ties,) = (one for one in project.codings() if one.code == "NET.TIES")
        planned = Coding(span=ties.span, code="STA.LEGIT", coder=ANA, facets=(("assertion", ("planned",)),))
        with project.store.atomic():
            project.store.add_coder(ANA)
            project.store.add_codings([planned], codebook=project.codebook.digest, at=AT)
        assert workflow.query(project, "code:STA.LEGIT", at=AT).found == 0
        answer = workflow.query(project, "code:STA.LEGIT assertion:any", at=AT)
        assert (answer.found, answer.k, answer.apart) == (1, 0, 1)
        assert "1 more, not by evidence" in str(answer)
        assert len(rows(project, "kind:person assertion:any")) == 1


def test_an_answer_tells_its_rows_and_what_they_rest_on(project: Project) -> None:
    told = str(workflow.query(project, "code:STA.*", at=AT))
    assert told.startswith("code:STA.*: 3 segments; 3 of 3 studies (100%, 95 % interval 44% to 100%)\n  ")
    assert "Trust between the drivers and the clinic grew in year 1." in told
    notes = workflow.query(project, "code:STA.*", at=AT).table.notes
    assert notes[0] == "Query: code:STA.*"
    assert any(project.codebook.digest[:12] in note for note in notes)
    assert any(note.startswith("Underpowered") for note in notes)


@pytest.mark.parametrize("asked", ["", "codes:X", "code:STA.TRSUT", "(", "country:Atlantis", "level:nowhere"])
def test_what_cannot_be_asked_is_refused(project: Project, asked: str) -> None:
    with pytest.raises(QueryError):
        workflow.query(project, asked, at=AT)


def test_a_unit_that_there_is_not_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="no unit 'page'"):
        workflow.query(project, "trust", by="page", at=AT)  # type: ignore[arg-type]
