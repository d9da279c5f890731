"""People's codings and decisions come in, once, and count above the machine's."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import xlsxwriter

from made_up import AT, coded_project
from relsynth import workflow
from relsynth.coding import Coder
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.synthesis.evidence import tabulate
from relsynth.workflow.code import export_codings
from relsynth.workflow.coding_steps import Place, add_coding
from relsynth.workflow.import_codings import ImportedCodings, coding_sheet, import_codings, last_words
from relsynth.workflow.synthesise import load_corpus, save_table

Rows = list[dict[str, str]]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three papers, coded: one sentence on trust and one on ties in each."""
    with coded_project(tmp_path, 1, 2, 3) as opened:
        yield opened


def exported(project: Project) -> Rows:
    """The sheet of decisions as a spreadsheet has it, without the notes."""
    save_table(coding_sheet(project, decisions=True), "csv", project.path / "sheet.csv")
    text = (project.path / "sheet.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["code"]]


def written(project: Project, rows: Rows) -> Path:
    path = project.path / "back.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        sheet.writeheader()
        sheet.writerows(rows)
    return path


def brought(project: Project, rows: Rows, *, coder: str = "Ana", again: bool = False) -> ImportedCodings:
    return import_codings(project, written(project, rows), coder=coder, at=AT, again=again)


def deciding(rows: Rows, decisions: Mapping[tuple[str, str], str], **others: str) -> Rows:
    """The rows, decided on by paper and code."""
    return [
        row
        | ({"decision": decisions[place], **others} if (place := (row["document"], row["code"])) in decisions else {})
        for row in rows
    ]


def standing(project: Project) -> set[tuple[str, str, str]]:
    return {(row.document, row.code, row.coder.split("@")[0]) for row in export_codings(project)}


def test_what_is_exported_and_decided_comes_back(project: Project) -> None:
    decided = deciding(
        exported(project),
        {("van-001", "STA.TRUST"): "accept", ("van-001", "NET.TIES"): "reject", ("van-002", "STA.TRUST"): "accept"},
    )
    done = brought(project, decided)
    assert (done.rows, done.accepted, done.rejected, done.undecided, done.codings) == (6, 2, 1, 3, 3)
    assert standing(project) == {
        ("van-001", "STA.TRUST", "Ana"),
        ("van-002", "STA.TRUST", "Ana"),
        ("van-002", "NET.TIES", "lexicon"),
        ("van-003", "STA.TRUST", "lexicon"),
        ("van-003", "NET.TIES", "lexicon"),
    }


def test_what_is_rejected_counts_in_no_table(project: Project) -> None:
    before = {row.construct: row.k for row in tabulate(load_corpus(project))}
    brought(project, deciding(exported(project), {("van-001", "NET.TIES"): "reject"}))
    after = {row.construct: row.k for row in tabulate(load_corpus(project))}
    assert (before["NET.TIES"], after["NET.TIES"]) == (3, 2)
    assert before["STA.TRUST"] == after["STA.TRUST"] == 3


def test_an_accepted_coding_has_the_facets_of_the_machines(project: Project) -> None:
    row = next(row for row in export_codings(project) if (row.document, row.code) == ("van-001", "STA.TRUST"))
    brought(project, deciding(exported(project), {("van-001", "STA.TRUST"): "accept"}))
    now = next(one for one in export_codings(project) if (one.document, one.code) == ("van-001", "STA.TRUST"))
    assert (now.assertion, now.role, now.level, now.evidence) == (row.assertion, row.role, row.level, True)
    assert (now.coder, now.cue, now.score) == ("Ana", None, None)
    assert now.reason is not None
    assert now.reason.startswith("accepts lexicon@")


def test_a_change_takes_one_code_away_and_puts_another_there(project: Project) -> None:
    done = brought(project, deciding(exported(project), {("van-001", "NET.TIES"): "change"}, changed_to="STA.LEGIT"))
    assert (done.changed, done.codings) == (1, 2)
    assert {place for place in standing(project) if place[0] == "van-001"} == {
        ("van-001", "STA.TRUST", "lexicon"),
        ("van-001", "STA.LEGIT", "Ana"),
    }


def test_the_same_sheet_twice_adds_nothing(project: Project) -> None:
    decided = deciding(exported(project), {("van-001", "STA.TRUST"): "accept", ("van-001", "NET.TIES"): "reject"})
    brought(project, decided)
    before = list(project.store.codings())
    again = brought(project, decided)
    assert (again.codings, again.already, again.undecided) == (0, 2, 4)
    assert list(project.store.codings()) == before


def test_what_the_export_writes_of_people_comes_back_as_there_already(project: Project) -> None:
    brought(project, deciding(exported(project), {("van-001", "STA.TRUST"): "accept"}))
    again = brought(project, exported(project))
    assert (again.already, again.undecided, again.codings) == (1, 5, 0)


def test_a_later_word_stands_above_an_earlier_one(project: Project) -> None:
    sheet = exported(project)
    for decision in ("accept", "reject"):
        assert brought(project, deciding(sheet, {("van-001", "STA.TRUST"): decision})).codings == 1
    (word,) = last_words(project.store.codings()).values()
    assert (word.verdict, word.coder.name) == ("reject", "Ana")


def test_an_old_sheet_brings_nothing_back(project: Project) -> None:
    sheet = exported(project)
    old, new = (deciding(sheet, {("van-001", "STA.TRUST"): decision}) for decision in ("accept", "reject"))
    brought(project, old)
    brought(project, new)
    again = brought(project, old)
    assert (again.accepted, again.already, again.codings) == (0, 1, 0)
    assert ("van-001", "STA.TRUST", "Ana") not in standing(project)


def test_what_was_taken_back_may_be_meant_again(project: Project) -> None:
    sheet = exported(project)
    first, second = (deciding(sheet, {("van-001", "STA.TRUST"): decision}) for decision in ("reject", "accept"))
    brought(project, first)
    assert brought(project, second).overtaken == ()
    told = brought(project, first)
    line = 2 + [(row["document"], row["code"]) for row in sheet].index(("van-001", "STA.TRUST"))
    assert (told.rejected, told.already, told.overtaken) == (0, 1, (line,))
    assert f"1 row of an earlier word, changed since; the later word stands (line {line})" in str(told)
    assert str(told).endswith("Where Ana means the earlier word again, import these rows with --again.")
    meant = brought(project, first, again=True)
    assert (meant.rejected, meant.codings, meant.overtaken) == (1, 1, ())
    assert last_words(project.store.codings()).popitem()[1].verdict == "reject"
    assert brought(project, first, again=True).codings == 0


def test_a_decision_that_was_filled_down_too_far_is_told_so(project: Project) -> None:
    row = deciding(exported(project), {("van-001", "STA.TRUST"): "accept"})[0]
    done = brought(project, [row, {"decision": "accept"}])
    assert [str(one) for one in done.problems] == [
        "line 3: is a decision on nothing: a row without paper, place and code; empty it"
    ]


def test_who_has_rejected_what_they_accepted_may_code_it_themselves(project: Project) -> None:
    sheet = exported(project)
    for decision in ("accept", "reject"):
        brought(project, deciding(sheet, {("van-001", "STA.TRUST"): decision}))
    trust = next(row for row in sheet if (row["document"], row["code"]) == ("van-001", "STA.TRUST"))
    own = {name: trust[name] for name in ("document", "quote", "code")}
    assert (brought(project, [own]).own, brought(project, [own]).already) == (1, 1)
    assert ("van-001", "STA.TRUST", "Ana") in standing(project)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"decision": "accept"}, {"decision": "reject"}, id="accepted-and-rejected"),
        pytest.param({"decision": "reject"}, {}, id="rejected-and-coded"),
        pytest.param({"role": "barrier"}, {"role": "facilitator"}, id="another-facet"),
        pytest.param({"assertion": "negated"}, {}, id="another-assertion"),
    ],
)
def test_rows_that_contradict_each_other_are_refused_with_their_lines(
    project: Project, first: dict[str, str], second: dict[str, str]
) -> None:
    before = list(project.store.codings())
    other = OWN | {"document": "van-002"}
    for already in (0, 1):
        done = brought(project, [OWN | first, other, OWN | second])
        assert ([one.line for one in done.problems], done.already, done.own) == ([2, 4], already, 1 - already)
        assert "lines 2, 4 say different things of STA.LEGIT" in done.problems[0].problem
    assert len(list(project.store.codings())) == len(before) + 1


OWN = {"document": "van-001", "quote": "The van was painted green.", "code": "STA.LEGIT"}


def test_a_sheet_of_ones_own_needs_three_columns(project: Project) -> None:
    done = brought(project, [OWN])
    assert (done.own, done.codings, str(done)) == (1, 1, "back.csv: 1 row by Ana: 1 of their own")
    row = next(row for row in export_codings(project) if row.coder == "Ana")
    assert (row.quote, row.code, row.assertion, row.reason) == (OWN["quote"], OWN["code"], "affirmed", None)


def test_what_the_machine_hears_is_heard_where_a_person_says_no_assertion(tmp_path: Path) -> None:
    advice = "The partners should build trust before the first journey."
    lack, plain = "The two clinics had no ties at all.", "The van was painted green."
    with coded_project(tmp_path) as project:
        (tmp_path / "van.md").write_text(
            "# A van on the road\n\n## Introduction\n\nThe villages on the hill have no clinic and no doctor.\n\n"
            "## Methods\n\nWe asked the drivers and the nurses what happened on each of the journeys they made.\n\n"
            f"## Results\n\n{advice} {lack} {plain} Other villages should welcome the drivers.\n",
            "utf-8",
        )
        workflow.add_documents(project, [tmp_path / "van.md"], at=AT)
        workflow.code(project, at=AT)
        said = [
            (advice, "STA.TRUST"),  # the machine's own coding of that code
            (advice, "STA.LEGIT"),  # of another code of the sentence
            (lack, "NET.TIES"),
            (plain, "STA.LEGIT"),
            ("welcome the drivers", "STA.LEGIT"),  # coded by no machine
        ]
        done = brought(project, [{"document": "van", "quote": quote, "code": code} for quote, code in said])
        assert done.codings == len(said)
        own = {(row.quote, row.code): row.assertion for row in export_codings(project) if row.coder == "Ana"}
    assert [own[place] for place in said] == ["recommended", "recommended", "negated", "affirmed", "recommended"]


def test_good_rows_are_taken_and_bad_ones_told_with_their_lines(project: Project) -> None:
    bad = [OWN | {"code": "STA.LEGITIM"}, OWN, OWN | {"document": "van-009"}, OWN | {"quote": "The bus was red."}]
    done = brought(project, bad)
    assert (done.own, done.codings, [one.line for one in done.problems]) == (1, 1, [2, 4, 5])
    assert str(done).splitlines()[0] == "back.csv: 4 rows by Ana: 1 of their own, 3 to mend"
    assert "line 2: the codebook has no code 'STA.LEGITIM'; is it STA.LEGIT?" in str(done)
    mended = brought(project, [OWN, OWN, OWN | {"document": "van-002"}])
    assert (mended.own, mended.already, mended.problems) == (1, 2, ())


def test_a_workbook_is_read(project: Project) -> None:
    path = project.path / "back.xlsx"
    rows = deciding(exported(project), {("van-001", "STA.TRUST"): "accept"})
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([list(rows[0]), *(row.values() for row in rows)]):
            for place, cell in enumerate(cells):
                sheet.write(number, place, int(cell) if cell.isdigit() else cell)
    done = import_codings(project, path, coder="Ana", at=AT)
    assert (done.accepted, done.undecided, done.problems) == (1, 5, ())


def test_two_people_may_say_the_same(project: Project) -> None:
    assert brought(project, [OWN]).codings == 1
    assert brought(project, [OWN], coder="Ben").codings == 1


@pytest.mark.parametrize("coder", ["", "  ", "lexicon@0123456789ab.3", "machine", "gone@0123456789ab", "Combined"])
def test_only_people_decide(project: Project, coder: str) -> None:
    with pytest.raises(InputError):
        brought(project, [OWN], coder=coder)


def test_one_person_has_one_name(project: Project) -> None:
    brought(project, [OWN], coder="Zoë")
    assert brought(project, [OWN], coder="Zoe\u0308").already == 1
    with pytest.raises(InputError, match="'Zoë' works here, and 'zoë' would be somebody else"):
        brought(project, [OWN], coder="zoë")
    assert brought(project, [OWN], coder="Борис 🦊").own == 1


def test_a_coder_that_the_project_knows_as_a_machine_is_no_person(project: Project) -> None:
    with project.store.atomic():
        project.store.add_coder(Coder(name="robot", kind="machine"))
        project.store.add_coder(Coder(name="ana@clinic.example", kind="person"))
    with pytest.raises(InputError, match="'robot' is the name of a machine"):
        brought(project, [OWN], coder="robot")
    assert brought(project, [OWN], coder="ana@clinic.example").own == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(None, "cannot be read", id="no-file"),
        pytest.param("title,year\nVan,2020\n", "no line names the columns", id="another-table"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_by_name(project: Project, content: str | None, problem: str) -> None:
    path = project.path / "other.csv"
    if content:
        path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=f"other.csv: .*{problem}"):
        import_codings(project, path, coder="Ana", at=AT)


def test_people_may_code_before_the_machine_does(tmp_path: Path) -> None:
    with coded_project(tmp_path) as project:
        (tmp_path / "van.md").write_text(
            "# A van on the road\n\n## Introduction\n\nThe villages on the hill have no clinic and no doctor.\n\n"
            "## Methods\n\nWe asked the drivers and the nurses what happened on each of the journeys they made.\n\n"
            "## Results\n\nThe van was painted green.\n",
            "utf-8",
        )
        workflow.add_documents(project, [tmp_path / "van.md"], at=AT)
        assert brought(project, [OWN | {"document": "van"}]).own == 1


def test_a_persons_codings_come_back_from_our_own_sheet_as_they_were(project: Project) -> None:
    """The codebook that comes with relsynth has a facet that is called as the column of a paper's section."""
    book = json.loads(project.codebook_path.read_text(encoding="utf-8"))
    book["facets"]["section"] = {"definition": "Where.", "values": ["results", "other"]}
    project.codebook_path.write_text(json.dumps(book), encoding="utf-8")
    with open_project(project.path) as opened:
        assert "section" in opened.codebook.facets
        workflow.code(opened, at=AT)
        place = Place(paper="van-001", quote="The van was painted green.")
        (own,) = add_coding(opened, place, "STA.TRUST", coder="Ana", at=AT).codings
        rows = exported(opened)
        assert {row["section"] for row in rows if row["coder"] == "Ana"} == {"results"}
        assert brought(opened, rows).codings == 0
        assert [act.number for act in opened.store.acts.history(coder="Ana")] == [own.number]
        workflow.undo_coding(opened, coder="Ana", at=AT)
        assert brought(opened, rows).own == 1
        (again,) = (one for one in opened.codings() if one.coder.name == "Ana")
        assert (again.facets, again.reason) == (tuple(own.facets.items()), None)
