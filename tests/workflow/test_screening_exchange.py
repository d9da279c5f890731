"""Screenings come in from other programs as decisions, once, and overwrite nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT
from made_up_records import TITLES, in_memory, record, ris, shouted
from relsynth.config import DEFAULT
from relsynth.errors import InputError
from relsynth.formats.screening_sheets import SUFFIXES, Layout
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Stage
from relsynth.screening.protocol import Criterion, Protocol, StagePlan
from relsynth.workflow.duplicates import find_duplicates
from relsynth.workflow.screening_exchange import export_screening, import_screening
from relsynth.workflow.sources import add_source

PROTOCOL = Protocol(
    criteria=(
        Criterion(id="E1", text="No study: an editorial, a letter", kind="exclude"),
        Criterion(id="E2", text="Wrong population", kind="exclude"),
    ),
    plans={stage: StagePlan(mode="single", screeners=("Ada Okafor",)) for stage in ("title_abstract", "full_text")},
)
LATER = "2026-11-24T09:00:00+00:00"


@pytest.fixture
def project() -> Iterator[Project]:
    with with_protocol() as opened:
        add_source(opened, ris(record(1), record(2), record(3)), name="a.ris", at=AT)
        yield opened


def with_protocol() -> Project:
    opened = in_memory()
    opened.config = replace(DEFAULT, protocol=PROTOCOL)
    return opened


def ids(project: Project) -> dict[str, str]:
    return {record.title or "": id for id, record in project.store.catalogue.records().items()}


def decide(project: Project, number: int, verdict: Any, coder: str = "Ada", **others: Any) -> None:
    usual: dict[str, Any] = {"stage": "title_abstract", "at": AT}
    one = Decision(record=ids(project)[TITLES[number]], verdict=verdict, coder=coder, **(usual | others))
    with project.store.atomic():
        project.store.screening.add([one])


def decided(project: Project, stage: Stage = "title_abstract") -> list[tuple[str, str, str, str | None]]:
    titles = {id: title for title, id in ids(project).items()}
    held = project.store.screening.current(stage=stage)
    return sorted((titles[one.record], one.coder, one.verdict, one.criterion) for one in held)


def rayyan(tmp_path: Path, *notes: tuple[int, str]) -> Path:
    path = tmp_path / "articles.ris"
    path.write_bytes(ris(*(record(number, extra=(("N1", note),)) for number, note in notes)))
    return path


# -- in


def test_records_that_are_new_are_a_source_and_labels_are_decisions(project: Project, tmp_path: Path) -> None:
    path = rayyan(
        tmp_path,
        (1, 'RAYYAN-INCLUSION: {"Ben"=>"Included", "ada okafor"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: e2'),
        (4, 'RAYYAN-INCLUSION: {"Ben"=>"Maybe"} | RAYYAN-LABELS: rct | USER-NOTES: {"Ben"=>["see p. 3"]}'),
        (5, "Not read yet"),
    )
    done = import_screening(project, path, at=LATER)
    assert decided(project) == sorted(
        [
            (TITLES[1], "Ada Okafor", "exclude", "E2"),
            (TITLES[1], "Ben", "include", None),
            (TITLES[4], "Ben", "maybe", None),
        ]
    )
    (kept,) = [one for one in project.store.screening.current() if one.verdict == "maybe"]
    assert (kept.drawn, kept.at, kept.note, kept.tags) == ("imported", LATER, "see p. 3", ("rct",))
    assert (done.records, done.labels, done.added, done.unlabelled, done.matched) == (3, 3, 3, 1, 1)
    assert done.source is not None
    assert (done.source.read, done.source.added) == (2, 2)
    assert find_duplicates(project).identified == 5, "what is here in other words is no second find"
    assert str(done) == (
        "articles.ris (ris): 2 read, 0 unread, 2 added, 0 already there\n"
        "articles.ris: 3 labels by Ben, Ada Okafor: 3 added, 0 there already, 0 differ; 1 without a label\n"
        "1 record known here in other words, and not added again"
    )


def test_the_same_file_again_adds_nothing(project: Project, tmp_path: Path) -> None:
    path = rayyan(tmp_path, (1, 'RAYYAN-INCLUSION: {"Ben"=>"Included"}'), (4, "x"))
    import_screening(project, path, at=AT)
    rows = project.store.screening.count()
    again = import_screening(project, path, at=LATER)
    assert (again.added, again.already, again.source) == (0, 1, None)
    assert project.store.screening.count() == rows
    assert find_duplicates(project).identified == 4


def test_a_decision_made_here_is_not_overwritten_but_told(project: Project, tmp_path: Path) -> None:
    decide(project, 1, "include", "Ben")
    path = rayyan(tmp_path, (1, 'RAYYAN-INCLUSION: {"Ben"=>"Excluded", "Cy"=>"Excluded"}'))
    done = import_screening(project, path, at=LATER)
    assert [str(one) for one in done.differs] == ["line 1: exclude (Ben): Ben decided include"]
    assert decided(project) == [(TITLES[1], "Ben", "include", None), (TITLES[1], "Cy", "exclude", None)]


def test_a_report_has_the_decisions_of_all_its_records(project: Project, tmp_path: Path) -> None:
    add_source(project, ris(shouted(1)), name="b.ris", at=AT)
    decide(project, 1, "include", "Ben")
    path = tmp_path / "c.ris"
    path.write_bytes(ris(shouted(1, extra=(("N1", 'RAYYAN-INCLUSION: {"Ben"=>"Included"}'),))))
    assert (import_screening(project, path, at=LATER).already, len(decided(project))) == (1, 1)


def test_whose_a_label_is_has_to_be_said_where_the_file_does_not(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"title,authors,abstract,included\n{TITLES[1]},Ada,We,1\n{TITLES[2]},Bo,We,\n", encoding="utf-8")
    done = import_screening(project, path, at=AT)
    assert [one.problem for one in done.unused] == ["the file names nobody; --coder says whose decisions these are"]
    assert decided(project) == []
    done = import_screening(project, path, coder="Ben", at=AT)
    assert (done.added, done.coders) == (1, ("Ben",))
    assert done.source is None, "its records came with the first try"


def test_a_list_is_its_verdict(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "irrelevant.ris"
    path.write_bytes(ris(record(1), record(2)))
    with pytest.raises(InputError, match="no label of a screening in it"):
        import_screening(project, path, coder="Ben", at=AT)
    done = import_screening(project, path, coder="Ben", verdict="exclude", at=AT)
    assert (done.added, done.unlabelled) == (2, 0)


@pytest.mark.parametrize(
    ("reasons", "criterion", "told_of"),
    [
        pytest.param("E2", "E2", ((), 0), id="by-id"),
        pytest.param("wrong POPULATION", "E2", ((), 0), id="by-text"),
        pytest.param("E2: wrong population", "E2", ((), 0), id="by-id-and-text"),
        pytest.param("No study: an editorial, a letter", "E1", ((), 1), id="a-text-with-a-comma"),
        pytest.param("too old,E2", "E2", ((), 1), id="the-first-that-is-a-criterion"),
        pytest.param("too old,in Latin", "too old", ((("too old", 1),), 1), id="unknown-reason-is-kept"),
    ],
)
def test_reasons_are_criteria_where_the_protocol_knows_them(
    project: Project, tmp_path: Path, reasons: str, criterion: str, told_of: Any
) -> None:
    note = f'RAYYAN-INCLUSION: {{"Ben"=>"Excluded"}} | RAYYAN-EXCLUSION-REASONS: {reasons}'
    done = import_screening(project, rayyan(tmp_path, (1, note)), stage="full_text", at=AT)
    assert decided(project, "full_text") == [(TITLES[1], "Ben", "exclude", criterion)]
    assert (done.unknown_reasons, done.several) == told_of


def test_an_exclusion_at_full_text_without_a_reason_is_told_and_not_taken(project: Project, tmp_path: Path) -> None:
    path = rayyan(tmp_path, (1, 'RAYYAN-INCLUSION: {"Ben"=>"Excluded", "Cy"=>"Perhaps", "machine"=>"Included"}'))
    done = import_screening(project, path, stage="full_text", at=AT)
    assert [str(one) for one in done.unused] == [
        "line 1: exclude (Ben): an exclusion at full text needs a criterion, and the file names none",
        "line 1: include (machine): 'machine' is what the machine is called; give a person's name",
    ]
    assert [str(one) for one in done.unread] == ["line 1: Cy: Perhaps: is no verdict"]
    assert decided(project, "full_text") == []


def test_a_label_of_another_stage_is_not_taken_for_the_one_asked_for(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_bytes(ris(record(1, extra=(("N1", "INCLUDE on full text"),))))
    done = import_screening(project, path, coder="Ben", stage="title_abstract", at=AT)
    assert [one.problem for one in done.unused] == ["is of another stage (full_text)"]
    done = import_screening(project, path, coder="Ben", at=AT)
    assert decided(project, "full_text") == [(TITLES[1], "Ben", "include", None)]


# -- there and back

names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=10).map(str.strip).filter(
    lambda name: name and name.casefold() not in {"machine", "ada okafor"}
) | st.sampled_from(['Ada "the" Ox', "a=>b", "O'Neil, A.", "🐑"])
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=10) | st.sampled_from(
    ['say "no", please', "two\nlines", "=1+1", "🐑", "a => b", "RAYYAN-LABELS: x | y"]
)


@st.composite
def decisions(draw: st.DrawFn) -> dict[int, list[dict[str, Any]]]:
    """Of three records, what some people decided."""
    people = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    found: dict[int, list[dict[str, Any]]] = {}
    for number in (1, 2, 3):
        for coder in draw(st.lists(st.sampled_from(people), unique=True)):
            verdict = draw(st.sampled_from(["include", "exclude", "maybe"]))
            criterion = draw(st.sampled_from(["E1", "E2"]) | texts.map(str.strip).filter(bool))
            said = {
                "coder": coder,
                "verdict": verdict,
                "criterion": criterion if verdict == "exclude" else None,
                "note": draw(st.none() | texts),
                "tags": tuple(draw(st.lists(texts, max_size=2))),
            }
            found.setdefault(number, []).append(said)
    return found


def there_and_back(
    said: dict[int, list[dict[str, Any]]], *, stage: Stage, layout: Layout, suffix: str, coder: str | None
) -> tuple[list[Decision], list[Decision]]:
    """The decisions of a project, and those of a fresh one that read the file that the first one wrote."""
    with with_protocol() as ours, with_protocol() as fresh, TemporaryDirectory() as folder:
        add_source(ours, ris(record(1), record(2), record(3)), name="a.ris", at=AT)
        for number, those in said.items():
            for one in those:
                decide(ours, number, stage=stage, **one)
        path = Path(folder) / f"out{suffix}"
        if export_screening(ours, path, stage=stage, layout=layout, coder=coder).labelled:
            import_screening(fresh, path, stage=stage, at=AT)
        return told(ours), told(fresh)


def told(project: Project) -> list[Decision]:
    titles = {id: title for title, id in ids(project).items()}
    held = project.store.screening.current()
    return sorted(
        (replace(one, record=titles[one.record], drawn="imported") for one in held),
        key=lambda one: (one.record, one.coder),
    )


stages = st.sampled_from(["title_abstract", "full_text"])
suffixes = st.sampled_from(SUFFIXES)


@settings(max_examples=40)
@given(data=st.data(), stage=stages, layout=st.sampled_from(["covidence", "eppi"]), suffix=suffixes)
def test_a_coders_decisions_come_back_whole(data: st.DataObject, stage: Stage, layout: Layout, suffix: str) -> None:
    said = data.draw(decisions())
    people = sorted({one["coder"] for those in said.values() for one in those})
    if people:
        ours, back = there_and_back(said, stage=stage, layout=layout, suffix=suffix, coder=people[0])
        assert back == [one for one in ours if one.coder == people[0]]


@settings(max_examples=40)
@given(data=st.data(), suffix=suffixes)
def test_asreview_brings_back_what_is_included_or_excluded(data: st.DataObject, suffix: str) -> None:
    said = data.draw(decisions())
    coder = next((one["coder"] for those in said.values() for one in those if one["verdict"] != "maybe"), None)
    if coder:
        ours, back = there_and_back(said, stage="title_abstract", layout="asreview", suffix=suffix, coder=coder)
        expected = [one for one in ours if one.coder == coder and one.verdict != "maybe"]
        assert back == [replace(one, criterion=None) for one in expected]


@settings(max_examples=40)
@given(data=st.data(), stage=stages, suffix=suffixes)
def test_rayyan_brings_back_everybodys_verdicts_and_notes(data: st.DataObject, stage: Stage, suffix: str) -> None:
    ours, back = there_and_back(data.draw(decisions()), stage=stage, layout="rayyan", suffix=suffix, coder=None)
    kept = [(one.record, one.coder, one.verdict, one.note) for one in back]
    assert kept == [(one.record, one.coder, one.verdict, one.note) for one in ours]
