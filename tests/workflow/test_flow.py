"""The PRISMA 2020 flow and the table of searches, drawn from real projects."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT
from made_up_records import in_memory, record, ris, shouted
from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.project import Project
from relsynth.reports.pictures import LIBRARY
from relsynth.screening.decisions import VERDICTS, Decision, Stage, Verdict
from relsynth.screening.protocol import Criterion, Protocol, StagePlan
from relsynth.store.answers import Fetch, FetchStatus
from relsynth.store.screening import Stop
from relsynth.workflow.flow import flow, list_searches, write_flow, write_searches
from relsynth.workflow.sources import add_source

LATER = "2026-03-01T00:00:00+00:00"
PROTOCOL = Protocol(
    criteria=(
        Criterion(id="E1", text="Wrong setting", kind="exclude"),
        Criterion(id="E2", text="Full text not available", kind="exclude"),
    ),
    plans={"title_abstract": StagePlan(mode="single"), "full_text": StagePlan(mode="single")},
)


@pytest.fixture
def project() -> Iterator[Project]:
    """Six reports: two in both databases, one brought by citations alone, one of two registers."""
    with in_memory() as opened:
        opened.config = replace(opened.config, protocol=PROTOCOL)
        add_source(opened, ris(record(1), record(2), record(3)), name="a.ris", at=AT, database="PubMed", query="a OR b")
        add_source(opened, ris(shouted(1), record(2), record(4)), name="b.ris", at=AT, database="Scopus")
        add_source(opened, ris(record(5)), name="c.ris", at=AT, kind="register", database="Register of Trials")
        add_source(opened, ris(record(1), record(6)), name="d.ris", at=AT, kind="citations", database="OpenAlex")
        yield opened


def id_of(project: Project, number: int) -> str:
    wanted = record(number).doi
    return next(id for id, doi in project.store.catalogue.dois().items() if doi == wanted)


def decide(
    project: Project, number: int, verdict: Verdict, stage: Stage = "title_abstract", criterion: str | None = None
) -> None:
    decision = Decision(
        record=id_of(project, number), stage=stage, verdict=verdict, coder="Ana", at=AT, criterion=criterion
    )
    with project.store.atomic():
        project.store.screening.add([decision])


def fetched(project: Project, number: int, status: FetchStatus) -> None:
    with project.store.atomic():
        project.store.answers.add_fetch(Fetch(report=id_of(project, number), status=status), at=AT)


def test_before_anybody_has_screened_all_is_to_be_screened(project: Project) -> None:
    drawn = flow(project)
    p, other = drawn.searched, drawn.others
    assert [(one.method, one.name, one.n) for one in (*p.identified, *other.identified)] == [
        ("database", "PubMed", 3),
        ("database", "Scopus", 3),
        ("register", "Register of Trials", 1),
        ("citations", "OpenAlex", 2),
    ]
    assert (p.records, p.duplicates, p.to_screen, p.screened) == (7, 2, 5, 0)
    assert (other.records, other.duplicates, other.to_screen) == (2, 1, 1)
    assert (drawn.skipped, drawn.begun, drawn.sums()) == (False, False, ())
    assert "Not screened" in str(drawn)


def test_a_project_without_records_is_a_flow_of_zeros() -> None:
    with in_memory() as empty:
        assert (flow(empty).searched.records, flow(empty).sums()) == (0, ())


def test_each_decision_has_its_box(project: Project) -> None:
    decide(project, 1, "include")
    decide(project, 2, "maybe")
    decide(project, 3, "exclude")
    decide(project, 4, "include")
    decide(project, 6, "include")
    decide(project, 1, "include", "full_text")
    decide(project, 2, "exclude", "full_text", "E1")
    decide(project, 4, "exclude", "full_text", "E2")
    decide(project, 6, "include", "full_text")
    drawn = flow(project)
    p, other = drawn.searched, drawn.others
    assert (p.screened, p.excluded, p.to_screen, p.sought, p.not_retrieved) == (4, 1, 1, 3, 1)
    assert (p.assessed, p.reasons, p.included) == (2, (("Wrong setting", 1),), 1)
    assert (other.sought, other.assessed, other.included) == (1, 1, 1)
    assert (drawn.studies, drawn.reports, drawn.sums()) == (2, 2, ())


@pytest.mark.parametrize(
    ("statuses", "box"),
    [
        pytest.param([], "to_retrieve", id="nobody-has-looked"),
        pytest.param(["failed"], "to_retrieve", id="a-service-was-out-of-reach"),
        pytest.param(["not_found"], "not_retrieved", id="found-nowhere"),
        pytest.param(["not_found", "failed"], "to_retrieve", id="asked-again-in-vain-for-now"),
    ],
)
def test_a_text_is_not_retrieved_once_it_was_looked_for(
    project: Project, statuses: list[FetchStatus], box: str
) -> None:
    decide(project, 3, "include")
    for status in statuses:
        fetched(project, 3, status)
    assert getattr(flow(project).searched, box) == 1


def test_a_reason_that_the_protocol_knows_no_more_is_told_by_its_id(project: Project) -> None:
    decide(project, 3, "include")
    decide(project, 3, "exclude", "full_text", "E9")
    assert flow(project).searched.reasons == (("E9", 1),)


def test_full_texts_alone_are_screened_without_titles(project: Project) -> None:
    decide(project, 3, "include", "full_text")
    drawn = flow(project)
    assert (drawn.skipped, drawn.searched.screened, drawn.searched.sought, drawn.searched.included) == (True, 5, 5, 1)
    assert drawn.sums() == ()


def test_what_was_unread_when_the_team_stopped_is_ineligible_by_automation(project: Project) -> None:
    decide(project, 3, "exclude")
    stop = Stop(stage="title_abstract", coder="Ana", statement="enough", unread=5, at="2026-02-01T00:00:00+00:00")
    with project.store.atomic():
        project.store.screening.add_stop(stop)
    stopped = flow(project)
    assert (stopped.searched.automation, stopped.others.automation, stopped.undecided) == (4, 1, 0)
    add_source(project, ris(record(7), record(1)), name="e.ris", at=LATER, database="PubMed")
    searched_again = flow(project).searched
    assert (searched_again.automation, searched_again.to_screen) == (4, 1)
    with project.store.atomic():
        project.store.screening.withdraw_stop("title_abstract", coder="Ana", at=LATER)
    assert flow(project).searched.automation == 0


def test_what_could_not_be_read_of_an_export_is_removed_and_counted(project: Project) -> None:
    add_source(project, ris(record(7)) + b"\nTY  - JOUR\nER  - \n", name="e.ris", at=AT, database="Embase")
    p = flow(project).searched
    assert [(one.n, one.unreadable) for one in p.identified if one.name == "Embase"] == [(1, 1)]
    assert (p.records, p.other_reasons) == (9, 1)
    assert flow(project).sums() == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Website of the city", "website"), ("organisations", "organisation"), ("Organization X", "organisation")],
)
def test_other_methods_are_told_by_their_name(name: str, expected: str) -> None:
    with in_memory() as project:
        add_source(project, ris(record(1)), name="a.ris", at=AT, kind="other", database=name)
        add_source(project, ris(record(2)), name="b.ris", at=AT, kind="other")
        found = flow(project).others.identified
    assert [(one.method, one.name) for one in found] == [(expected, name), ("other", "b.ris")]


# -- random histories, through the store

moves = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(["Ana", "Ben"]),
        st.sampled_from(["title_abstract", "full_text", "withdraw", "stop", "not_found", "failed"]),
        st.sampled_from(VERDICTS),
        st.sampled_from(["E1", "E2", "gone"]),
    ),
    max_size=30,
)


def move(project: Project, told: tuple[int, str, Any, Verdict, str]) -> None:
    number, coder, what, verdict, criterion = told
    screening = project.store.screening
    if what == "withdraw":
        screening.withdraw_last(coder, at=AT)
    elif what == "stop":
        screening.add_stop(Stop(stage="title_abstract", coder=coder, statement="", unread=0, at=LATER))
    elif what in {"not_found", "failed"}:
        project.store.answers.add_fetch(Fetch(report=id_of(project, number), status=what), at=AT)
    else:
        why = criterion if verdict == "exclude" else None
        one = Decision(record=id_of(project, number), stage=what, verdict=verdict, coder=coder, at=AT, criterion=why)
        screening.add([one])


@settings(max_examples=25)
@given(moves, st.sampled_from(["single", "double", "sample"]))
def test_no_history_ever_breaks_a_sum(history: list[tuple[int, str, Any, Verdict, str]], mode: Any) -> None:
    plan = StagePlan(mode=mode)
    with in_memory() as project:
        protocol = replace(PROTOCOL, plans={"title_abstract": plan, "full_text": plan})
        project.config = replace(project.config, protocol=protocol)
        for number, kind in ((1, "database"), (2, "register"), (3, "citations"), (4, "database")):
            found = [record(number), record(number + 1), shouted(number), record(number + 2)]
            add_source(project, ris(*found), name=f"{number}.ris", at=AT, kind=kind)  # type: ignore[arg-type]
        flow(project)
        with project.store.atomic():
            for one in history:
                move(project, one)
        drawn = flow(project)
        assert drawn.sums() == ()
        assert drawn.searched.records + drawn.others.records == 16


# -- written


@pytest.mark.parametrize("suffix", [".svg", ".csv", ".md", ".json", ".SVG"])
def test_a_flow_is_written_as_its_name_says(project: Project, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / "new" / f"flow{suffix}"
    written = write_flow(project, out)
    content = out.read_text(encoding="utf-8")
    beginnings = {".svg": "<svg", ".csv": "data,node,box", ".md": "## PRISMA", ".json": "{"}
    assert content.startswith(beginnings[suffix.lower()])
    assert str(written).startswith(f"Wrote the PRISMA 2020 flow to {out}: 9 records identified, 0 studies included.")


def test_the_same_history_is_written_alike(project: Project, tmp_path: Path) -> None:
    for suffix in (".svg", ".csv", ".md", ".json"):
        first, second = (tmp_path / f"{name}{suffix}" for name in "ab")
        write_flow(project, first)
        write_flow(project, second)
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(find_spec(LIBRARY) is None, reason="vl-convert is not installed")
@pytest.mark.parametrize(("suffix", "beginning"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_pictures_are_drawn(project: Project, tmp_path: Path, suffix: str, beginning: bytes) -> None:
    write_flow(project, tmp_path / f"flow{suffix}")
    assert (tmp_path / f"flow{suffix}").read_bytes().startswith(beginning)


def test_a_name_that_says_no_form_is_refused_with_those_there_are(project: Project, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"name it \.svg, \.png, \.pdf, \.csv, \.md, \.json"):
        write_flow(project, tmp_path / "flow.docx")


def test_a_file_that_cannot_be_written_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "flow.svg").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        write_flow(project, tmp_path / "flow.svg")


# -- searches


def test_searches_are_listed_as_prisma_s_asks(project: Project) -> None:
    found = list_searches(project)
    first = found.searches[0]
    assert (first.method, first.database, first.query, first.records, first.new) == (
        *("database", "PubMed", "a OR b"),
        *(3, 3),
    )
    assert [row.new for row in found.searches] == [3, 2, 1, 1]
    assert found.notes == (
        "4 searches of 4 with no day told: `relsynth sources describe` says it.",
        "3 searches of 4 with no query told: `relsynth sources describe` says it.",
        "Duplicates were found by relsynth's rules and people's judgements: 9 records, 6 reports.",
    )
    assert str(found).startswith(
        "Searches (4):\n  a.ris: 3 records, 3 new  [database]  PubMed; date not told; a OR b\n"
    )


def test_a_platform_is_told_where_the_format_says_it() -> None:
    with in_memory() as project:
        content = b"PMID- 12345\nTI  - A bridge over the river\nAU  - Okafor A\nDP  - 2004\n\n"
        add_source(project, content, name="a.nbib", at=AT, database="MEDLINE")
        assert list_searches(project).searches[0].platform == "PubMed"


def test_without_searches_it_is_said_what_to_do() -> None:
    with in_memory() as project:
        assert str(list_searches(project)) == "No searches yet; add some with `relsynth import FILE`."


def test_the_table_of_searches_is_written(project: Project, tmp_path: Path) -> None:
    write_searches(project, tmp_path / "searches.csv")
    with (tmp_path / "searches.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert (rows[0]["database"], rows[0]["query"], rows[0]["records"]) == ("PubMed", "a OR b", "3")
    write_searches(project, tmp_path / "searches.md")
    assert (tmp_path / "searches.md").read_text(encoding="utf-8").startswith("## Searches (PRISMA-S)")
    write_searches(project, tmp_path / "searches.json")
    assert len(json.loads((tmp_path / "searches.json").read_text(encoding="utf-8"))["rows"]) == 4


def test_a_table_of_searches_in_no_known_form_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"searches\.pdf: end it in \.csv"):
        write_searches(project, tmp_path / "searches.pdf")
