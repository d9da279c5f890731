"""Files for other programs: what a layout can hold of a label reads back, and what it cannot is left out."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_records import record
from relsynth import formats
from relsynth.formats.screening_labels import Label, labels_of, record_named
from relsynth.formats.screening_sheets import LAYOUTS, SUFFIXES, Labelled, Layout, holds, write_sheet
from relsynth.records import Record

ID = "r1:0123456789abcdef"
ADA = Label(
    verdict="exclude", program="relsynth", coder="Ada", reasons=("E2",), stage="title_abstract", note="See p. 3"
)
BEN = Label(verdict="include", program="relsynth", coder="Ben", stage="title_abstract", tags=("rct", "grey"))
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=15) | st.sampled_from(
    ['say "no"', "a=>b", "O'Neil, A.", "two\nlines", "back\\slash", "🐑", "=1+1", "-x", " a ", "[1]", "e\u0301", "a;b",
     "N1  - x", "ASReview_relevant", "nan", '"quoted"', "PMID: 123"]
)  # fmt: skip


def read_back(content: bytes, suffix: str) -> list[Record]:
    found = formats.format_of_records(content, path_name=f"out{suffix}").read_records(content)
    return [item for item in found if isinstance(item, Record)]


def sheet(*labels: Label, layout: Layout, suffix: str) -> list[Record]:
    one = Labelled(id=ID, record=record(1), labels=labels)
    return read_back(write_sheet([one], layout=layout, suffix=suffix), suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_keeps_the_record_and_says_which_it_is(layout: Layout, suffix: str) -> None:
    (read,) = sheet(ADA, layout=layout, suffix=suffix)
    (again,) = sheet(layout=layout, suffix=suffix)
    for one in (read, again):
        said = (one.title, one.authors, one.year, one.doi, one.abstract, one.container_title, one.page)
        meant = record(1)
        assert said == (
            *(meant.title, meant.authors, meant.year, meant.doi, meant.abstract, meant.container_title, meant.page),
        )
        assert record_named(one) == ID
    assert labels_of(again) == ()


@pytest.mark.parametrize(
    ("layout", "cells"),
    [
        pytest.param("asreview", {"included": "0", "asreview_user_name": "Ada", "asreview_note": "See p. 3"}, id="as"),
        pytest.param(
            "rayyan",
            {
                "key": "1",
                "journal": "Harbour Studies",
                "notes": 'RAYYAN-INCLUSION: {"Ada"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: E2 '
                '| USER-NOTES: {"Ada"=>["See p. 3"]}',
            },
            id="rayyan",
        ),
        pytest.param(
            "covidence",
            {"Published Year": "2002", "Decision": "Exclude", "Reviewer": "Ada", "Exclusion reason": "E2"},
            id="covidence",
        ),
        pytest.param("eppi", {"Codes": "EXCLUDE on E2", "Stage": "title & abstract", "Reviewer": "Ada"}, id="eppi"),
    ],
)
def test_a_table_has_the_columns_that_the_program_knows(layout: Layout, cells: dict[str, str]) -> None:
    content = write_sheet([Labelled(id=ID, record=record(1), labels=(ADA,))], layout=layout, suffix=".csv")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert {name: row[name] for name in cells} == cells


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        pytest.param("asreview", ["N1  - ASReview_irrelevant", "N1  - asreview_user_name: Ada"], id="asreview"),
        pytest.param("rayyan", ['N1  - RAYYAN-INCLUSION: {"Ada"=>"Excluded"} | RAYYAN-EXCL'], id="rayyan"),
        pytest.param("covidence", ["N1  - Decision: Exclude", "N1  - Exclusion reason: E2"], id="covidence"),
        pytest.param("eppi", ["N1  - EXCLUDE on E2", "N1  - Reviewer: Ada"], id="eppi"),
    ],
)
def test_in_ris_a_label_stands_in_notes(layout: Layout, lines: list[str]) -> None:
    text = write_sheet([Labelled(id=ID, record=record(1), labels=(ADA,))], layout=layout, suffix=".ris").decode()
    assert [line for line in lines if line not in text] == []


def test_rayyan_holds_everybodys_verdict_and_no_owner_of_tags_and_reasons() -> None:
    for suffix in SUFFIXES:
        (read,) = sheet(ADA, BEN, layout="rayyan", suffix=suffix)
        assert labels_of(read) == (
            Label(
                verdict="exclude", program="rayyan", coder="Ada", reasons=("E2",), note="See p. 3", tags=("rct", "grey")
            ),
            Label(verdict="include", program="rayyan", coder="Ben", tags=("rct", "grey")),
        )


def test_asreview_has_no_word_for_maybe() -> None:
    unsure = replace(BEN, verdict="maybe")
    assert [holds(unsure, layout) for layout in LAYOUTS] == [False, True, True, True]
    for suffix in SUFFIXES:
        (read,) = sheet(unsure, layout="asreview", suffix=suffix)
        assert labels_of(read) == ()


labels = st.builds(
    Label,
    verdict=st.sampled_from(["include", "exclude", "maybe"]),
    program=st.just("relsynth"),
    coder=texts,
    reasons=st.tuples(texts),
    stage=st.sampled_from(["title_abstract", "full_text"]),
    note=st.none() | texts,
    tags=st.lists(texts, max_size=3).map(tuple),
)


@given(label=labels, layout=st.sampled_from(["covidence", "eppi"]), suffix=st.sampled_from(SUFFIXES))
def test_our_own_columns_hold_a_whole_label(label: Label, layout: Layout, suffix: str) -> None:
    (read,) = sheet(label, layout=layout, suffix=suffix)
    assert labels_of(read) == (label,)


@given(label=labels, suffix=st.sampled_from(SUFFIXES))
def test_asreviews_columns_hold_a_verdict_a_coder_a_note_and_tags(label: Label, suffix: str) -> None:
    (read,) = sheet(label, layout="asreview", suffix=suffix)
    expected = replace(label, program="asreview", reasons=(), stage=None)
    assert labels_of(read) == ((expected,) if holds(label, "asreview") else ())


@given(labels=st.lists(labels, max_size=3, unique_by=lambda label: label.coder), suffix=st.sampled_from(SUFFIXES))
def test_rayyans_text_holds_verdicts_and_notes_by_coder(labels: list[Label], suffix: str) -> None:
    (read,) = sheet(*labels, layout="rayyan", suffix=suffix)
    found = [label for label in labels_of(read) if isinstance(label, Label)]
    assert [(one.coder, one.verdict, one.note) for one in found] == [
        (one.coder, one.verdict, one.note) for one in labels
    ]
