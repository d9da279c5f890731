"""Labels of other programs, read from the records that our readers make of their files."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_records import records
from made_up_records import record
from relsynth import formats
from relsynth.formats.screening_labels import (
    Label,
    UnreadLabel,
    labels_of,
    record_named,
    written,
    written_list,
)
from relsynth.records import Record
from relsynth.screening.decisions import Verdict

RAYYAN = "key,title,year,journal,authors,notes\nrayyan-1,Ice on barns,2020,J,Ada Okafor,"
RIS = "TY  - JOUR\nTI  - Ice on barns\nAU  - Okafor, Ada\n{}ER  - \n"
ASREVIEW = "title,authors,abstract,{}\nIce on barns,Ada Okafor,We looked.,{}\n"
COVIDENCE = (
    "Title,Authors,Abstract,Published Year,Published Month,Journal,Volume,Issue,Pages,Accession Number,DOI,Ref,"
    "Covidence #,Study,Notes,Tags\nIce on barns,Ada Okafor,We looked.,2020,,J,1,2,3-4,,,12,#1581,Okafor 2020,{}\n"
)
EPPI = "ItemId,ShortTitle,Title,I/E/D/S flag,Year,{}\n123,Okafor (2020),Ice on barns,I,2020,{}\n"


def label(verdict: Verdict, program: Any, **others: Any) -> Label:
    return Label(verdict=verdict, program=program, **others)


def only_record(text: str, name: str) -> Record:
    found = formats.format_of_records(text.encode(), path_name=name).read_records(text.encode())
    (one,) = (item for item in found if isinstance(item, Record))
    return one


CASES = [
    pytest.param(
        RAYYAN + '"RAYYAN-INCLUSION: {""Ada""=>""Included"", ""Ben""=>""Excluded"", ""Cy""=>""Maybe""} '
        '| RAYYAN-LABELS: a,b | RAYYAN-EXCLUSION-REASONS: wrong age | USER-NOTES: {""Cy""=>[""page 3""]}"\n',
        "articles.csv",
        [
            label("include", "rayyan", coder="Ada", tags=("a", "b")),
            label("exclude", "rayyan", coder="Ben", tags=("a", "b"), reasons=("wrong age",)),
            label("maybe", "rayyan", coder="Cy", tags=("a", "b"), note="page 3"),
        ],
        id="rayyan-table",
    ),
    pytest.param(
        RIS.format('N1  - RAYYAN-INCLUSION: {"Ada"=>"Included"}\n'),
        "articles.ris",
        [label("include", "rayyan", coder="Ada")],
        id="rayyan-ris",
    ),
    pytest.param(
        "@article{rayyan-1,\n title={Ice on barns},\n author={Okafor, Ada},\n"
        ' note={RAYYAN-INCLUSION: {"Ada"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: wrong age},\n}\n',
        "articles.bib",
        [label("exclude", "rayyan", coder="Ada", reasons=("wrong age",))],
        id="rayyan-bibtex",
    ),
    pytest.param(
        RAYYAN.replace("notes", "RAYYAN-INCLUSION") + '"{""Ada""=>""Included""}"\n',
        "articles.csv",
        [label("include", "rayyan", coder="Ada")],
        id="rayyan-column-of-its-own",
    ),
    pytest.param(
        RAYYAN + '"RAYYAN-INCLUSION: {""Ada""=>""Perhaps"", ""Ben""=>""Undecided""}"\n',
        "articles.csv",
        [UnreadLabel(text="Ada: Perhaps", reason="is no verdict", program="rayyan")],
        id="rayyan-word-unknown",
    ),
    pytest.param(ASREVIEW.format("included", "1"), "a.csv", [label("include", "asreview")], id="asreview-1"),
    pytest.param(ASREVIEW.format("label_included", "0.0"), "a.csv", [label("exclude", "asreview")], id="asreview-0"),
    pytest.param(ASREVIEW.format("included", "-1"), "a.csv", [], id="asreview-unseen"),
    pytest.param(ASREVIEW.format("included", ""), "a.csv", [], id="asreview-empty"),
    pytest.param(
        ASREVIEW.format("included", "5"),
        "a.csv",
        [UnreadLabel(text="5", reason="is neither 1 nor 0", program="asreview")],
        id="asreview-number-unknown",
    ),
    pytest.param(
        ASREVIEW.format(
            "included,asreview_label,asreview_time,asreview_note,asreview_user_name,asreview_prior,asreview_tags",
            '1,0,2025-03-27 09:00:00,see p. 3,Ada,0,"[{""id"": ""design"", ""values"": '
            '[{""id"": ""rct"", ""label"": ""RCT"", ""checked"": true}, {""id"": ""x"", ""label"": ""X""}]}]"',
        ),
        "a.csv",
        [label("exclude", "asreview", coder="Ada", note="see p. 3", tags=("RCT",))],
        id="asreview-3",
    ),
    pytest.param(
        RIS.format('N1  - <p>ASReview_relevant</p>\nN1  - asreview_note: "say \\"no\\""\nN1  - asreview_label: 1\n'),
        "a.ris",
        [label("include", "asreview", note='say "no"')],
        id="asreview-ris",
    ),
    pytest.param(RIS.format("N1  - ASReview_not_seen\n"), "a.ris", [], id="asreview-ris-unseen"),
    pytest.param(
        RIS.format("N1  - ASReview_relevant\nN1  - ASReview_irrelevant\n"),
        "a.ris",
        [UnreadLabel(text="ASReview_relevant, ASReview_irrelevant", reason="contradicts itself", program="asreview")],
        id="asreview-contradicts-itself",
    ),
    pytest.param(
        COVIDENCE.format('"Exclusion reason: Wrong study design; ",'),
        "c.csv",
        [
            UnreadLabel(
                text="Wrong study design",
                reason="a reason of exclusion and no verdict; say which list this file is",
                program="covidence",
            )
        ],
        id="covidence-tells-no-verdict",
    ),
    pytest.param(COVIDENCE.format(",grey; rct"), "c.csv", [], id="covidence-tells-nothing"),
    pytest.param(
        EPPI.format("EXCLUDE on title & abstract,INCLUDE on title & abstract", ",Ada Okafor"),
        "e.csv",
        [label("include", "eppi", stage="title_abstract")],
        id="eppi-coding-report",
    ),
    pytest.param(
        EPPI.format("EXCLUDE on date,EXCLUDE on country,INCLUDE on title & abstract", "1,1,0"),
        "e.csv",
        [label("exclude", "eppi", reasons=("date", "country"))],
        id="eppi-several-reasons",
    ),
    pytest.param(
        EPPI.format("EXCLUDE on date,INCLUDE on title & abstract", "1,1"),
        "e.csv",
        [
            UnreadLabel(
                text="EXCLUDE on date; INCLUDE on title & abstract",
                reason="codes contradict each other",
                program="eppi",
            )
        ],
        id="eppi-of-several-people",
    ),
    pytest.param(
        EPPI.format("EXCLUDE on full text,INCLUDE on title & abstract", "1,1"),
        "e.csv",
        [label("exclude", "eppi", stage="full_text"), label("include", "eppi", stage="title_abstract")],
        id="eppi-both-stages",
    ),
    pytest.param(
        RIS.format("KW  - eppi-reviewer4\nKW  - EXCLUDE on date\n"),
        "e.ris",
        [label("exclude", "eppi", reasons=("date",))],
        id="eppi-ris-keyword",
    ),
    pytest.param(
        RIS.format("KW  - exclude on date\nN1  - We include on average nine.\n"), "e.ris", [], id="prose-is-no-code"
    ),
    pytest.param(
        "title,authors,Decision,Reviewer\nIce on barns,Ada Okafor,Maybe,Ben\n",
        "own.csv",
        [label("maybe", "relsynth", coder="Ben")],
        id="a-sheet-made-by-hand",
    ),
    pytest.param(
        "title,authors,Decision\nIce on barns,Ada Okafor,Perhaps\n",
        "own.csv",
        [UnreadLabel(text="Perhaps", reason="is no verdict", program="relsynth")],
        id="a-sheet-with-another-word",
    ),
]


@pytest.mark.parametrize(
    ("extra", "tags"),
    [
        pytest.param((("included", "1"), ("asreview_tags", "[" * 100_000)), (), id="asreview-brackets"),
        pytest.param((("Decision", "include"), ("Screening tags", "[" * 100_000)), ("[" * 100_000,), id="our-brackets"),
        pytest.param((("included", "1"), ("asreview_tags", r'["\ud800"]')), ("?",), id="asreview-half-a-letter"),
        pytest.param((("Decision", "include"), ("Screening tags", r'["\ud800"]')), ("?",), id="our-half-a-letter"),
    ],
)
def test_hostile_tags_break_nothing(extra: tuple[tuple[str, str], ...], tags: tuple[str, ...]) -> None:
    assert [one.tags for one in labels_of(record(1, extra=extra)) if isinstance(one, Label)] == [tags]


def test_a_note_of_our_own_keeps_no_half_of_a_letter() -> None:
    (said,) = labels_of(record(1, extra=(("Decision", "include"), ("Reviewer note", r'"\ud800"'))))
    assert isinstance(said, Label)
    assert said.note == "?"


@pytest.mark.parametrize(("text", "name", "expected"), CASES)
def test_what_each_program_writes_is_read_or_said_to_be_unread(text: str, name: str, expected: list[Label]) -> None:
    assert list(labels_of(only_record(text, name))) == expected


@pytest.mark.parametrize(
    ("cells", "verdict", "expected"),
    [
        pytest.param(
            '"Exclusion reason: Wrong study design; ",',
            "exclude",
            label("exclude", "covidence", reasons=("Wrong study design",)),
            id="reason",
        ),
        pytest.param(
            '"Exclusion reason: Wrong age; Ask Ada",grey; rct',
            "exclude",
            label("exclude", "covidence", reasons=("Wrong age",), note="Ask Ada", tags=("grey", "rct")),
            id="reason-note-and-tags",
        ),
        pytest.param('"Exclusion reason: Wrong age;",', "include", label("include", "covidence"), id="overruled-vote"),
        pytest.param(",", "maybe", label("maybe", "covidence"), id="nothing-but-the-list"),
    ],
)
def test_the_list_is_the_verdict_where_covidence_exports_one(cells: str, verdict: Verdict, expected: Label) -> None:
    assert labels_of(only_record(COVIDENCE.format(cells), "c.csv"), verdict=verdict) == (expected,)


def test_a_list_is_its_verdict_only_where_a_record_says_nothing_itself() -> None:
    assert labels_of(record(1), verdict="exclude") == (label("exclude", "list"),)
    said = record(1, extra=(("included", "1"),))
    assert labels_of(said, verdict="exclude") == (label("include", "asreview"),)


def test_a_row_names_the_record_that_it_was_written_for() -> None:
    id = "r1:0123456789abcdef"
    assert record_named(record(1, extra=(("relsynth_record", id),))) == id
    assert record_named(record(1, extra=(("notes", f"x | relsynth_record: {id} | RAYYAN-LABELS: a"),))) == id
    assert record_named(record(1, extra=(("relsynth_record", "r1:none"),))) is None


@given(records())
def test_no_record_breaks_the_reader(one: Record) -> None:
    for said in labels_of(one):
        assert isinstance(said, Label | UnreadLabel)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_a_text_is_written_on_one_line_and_is_no_formula(text: str) -> None:
    for cell in (written(text), written_list([text, "rct"])):
        assert cell.isprintable()
        assert not cell.startswith(("=", "+", "-", "@"))
