"""Every report ends in one box of the PRISMA 2020 flow, and the boxes add up, whatever happened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.decisions import Outcome
from relsynth.screening.flow import (
    NO_REASON,
    SEARCHED,
    Course,
    End,
    Flow,
    Identified,
    Method,
    flow,
    is_wanting,
    outline,
)

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
REASONS = (None, "Wrong setting", "Wrong population", "Full text not available", "No study; an editorial, a letter")


def course(**others: Any) -> Course:
    """A report of its own study, found in a database."""
    return Course(**({"study": "s", "searched": True} | others))


# -- where a course ends


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, "to_screen", id="unread"),
        pytest.param({"stopped": True}, "automation", id="unread-when-the-team-stopped"),
        pytest.param({"title_abstract": "waiting"}, "to_screen", id="one-coder-of-two"),
        pytest.param({"title_abstract": "waiting", "stopped": True}, "to_screen", id="begun-when-the-team-stopped"),
        pytest.param({"title_abstract": "conflict"}, "to_screen", id="conflict"),
        pytest.param({"title_abstract": "exclude"}, "excluded", id="excluded"),
        pytest.param({"title_abstract": "exclude", "attached": True}, "excluded", id="excluded-though-there-is-a-text"),
        pytest.param({"title_abstract": "include"}, "to_retrieve", id="wanted"),
        pytest.param({"title_abstract": "maybe"}, "to_retrieve", id="all-unsure-so-the-text-is-wanted"),
        pytest.param({"title_abstract": "include", "given_up": True}, "not_retrieved", id="looked-for-in-vain"),
        pytest.param({"title_abstract": "include", "attached": True}, "to_assess", id="text-is-there"),
        pytest.param(
            {"title_abstract": "include", "attached": True, "given_up": True}, "to_assess", id="found-after-all"
        ),
        pytest.param({"title_abstract": "include", "full_text": "waiting"}, "to_assess", id="text-half-assessed"),
        pytest.param({"title_abstract": "include", "full_text": "maybe"}, "to_assess", id="unsure-of-the-text"),
        pytest.param({"title_abstract": "include", "full_text": "conflict"}, "to_assess", id="at-odds-on-the-text"),
        pytest.param({"title_abstract": "include", "full_text": "include"}, "included", id="included"),
        pytest.param(
            {"title_abstract": "include", "full_text": "include", "given_up": True},
            "included",
            id="read-elsewhere",
        ),
        pytest.param(
            {"title_abstract": "include", "full_text": "exclude", "reason": "Wrong setting"},
            "excluded_full_text",
            id="excluded-with-a-reason",
        ),
        pytest.param(
            {"title_abstract": "include", "full_text": "exclude", "reason": "Full-text not available"},
            "not_retrieved",
            id="excluded-for-want-of-a-text",
        ),
        pytest.param({"full_text": "include"}, "included", id="decided-at-full-text-alone"),
        pytest.param({"full_text": "include", "stopped": True}, "included", id="so-before-the-team-stopped"),
        pytest.param({"full_text": "include", "title_abstract": "waiting"}, "to_screen", id="title-first"),
    ],
)
def test_a_course_ends_in_one_box(known: dict[str, Any], expected: End) -> None:
    assert course(**known).end(skipped=False) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "to_retrieve"),
        ({"attached": True}, "to_assess"),
        ({"full_text": "include"}, "included"),
        ({"stopped": True}, "automation"),
    ],
)
def test_where_titles_were_not_screened_every_report_is_sought(known: dict[str, Any], expected: End) -> None:
    assert course(**known).end(skipped=True) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Full text not available", True),
        ("The full-text could not be obtained", True),
        ("No fulltext.", True),
        ("Report not retrieved", True),
        ("No full text in a language that we read", False),
        ("Consent not obtained", False),
        ("Data not available by group", False),
        ("", False),
        (None, False),
    ],
)
def test_a_reason_is_told_for_what_it_is(reason: str | None, expected: bool) -> None:
    assert is_wanting(reason) is expected


# -- the boxes


def example() -> Flow:
    """Ten reports: 14 records of databases and a register, 3 of citations, 1 that could not be read."""
    sources = [
        Identified(method="citations", name="OpenAlex", n=3),
        Identified(method="register", name="ClinicalTrials.gov", n=2),
        Identified(method="database", name="PubMed", n=7),
        Identified(method="database", name="Scopus", n=3, unreadable=1),
        Identified(method="database", name="PubMed", n=2),
    ]
    went_on = {"title_abstract": "include", "attached": True}
    courses = [
        *[course(title_abstract="exclude")] * 3,
        course(stopped=True),
        course(title_abstract="include", given_up=True),
        course(**went_on, full_text="exclude", reason="Wrong setting"),
        course(**went_on, full_text="exclude"),
        course(**went_on, full_text="include", study="a"),
        course(**went_on, full_text="include", study="b"),
        course(**went_on, full_text="include", study="a", searched=False),
    ]
    return flow(sources, courses)


def test_every_box_holds_what_it_should() -> None:
    drawn = example()
    p, other = drawn.searched, drawn.others
    assert [(one.method, one.name, one.n) for one in p.identified] == [
        ("database", "PubMed", 9),
        ("database", "Scopus", 3),
        ("register", "ClinicalTrials.gov", 2),
    ]
    assert (p.records, p.found_by("database"), p.found_by("register")) == (15, 13, 2)
    assert (p.duplicates, p.automation, p.other_reasons, p.screened, p.excluded) == (5, 1, 1, 8, 3)
    assert (p.sought, p.not_retrieved, p.assessed, p.included) == (5, 1, 4, 2)
    assert p.reasons == ((NO_REASON, 1), ("Wrong setting", 1))
    assert (other.records, other.duplicates, other.screened, other.included) == (3, 2, 1, 1)
    assert (drawn.studies, drawn.reports, drawn.undecided, drawn.sums()) == (2, 3, 0, ())


def test_reasons_are_told_by_how_often_they_hold() -> None:
    known = {"title_abstract": "include", "full_text": "exclude"}
    told = ["b", "c", "a", "c"]
    drawn = flow([Identified(method="database", name="x", n=4)], [course(**known, reason=reason) for reason in told])
    assert drawn.searched.reasons == (("c", 2), ("a", 1), ("b", 1))


@pytest.mark.parametrize(
    ("courses", "skipped", "notes"),
    [
        pytest.param([course()], False, ["Not screened: nobody has decided on any record yet."], id="not-begun"),
        pytest.param(
            [course(full_text="include")],
            True,
            ["Titles and abstracts were not screened; every report was sought."],
            id="full-texts-alone",
        ),
        pytest.param(
            [course(title_abstract="waiting")],
            False,
            ["Screening goes on: some records or reports are not yet decided."],
            id="going-on",
        ),
        pytest.param([course(title_abstract="exclude")], False, [], id="done"),
    ],
)
def test_notes_say_how_far_the_review_is(courses: list[Course], skipped: bool, notes: list[str]) -> None:
    drawn = flow([Identified(method="database", name="x", n=1)], courses, skipped=skipped)
    assert list(drawn.notes) == notes
    assert drawn.sums() == ()


def test_nothing_at_all_is_a_flow_of_zeros_without_a_note() -> None:
    drawn = flow([], [])
    assert (drawn.searched.records, drawn.studies, drawn.notes, drawn.sums()) == (0, 0, (), ())
    assert "Other methods" not in str(drawn)


def test_what_is_told_in_words_has_every_box() -> None:
    assert str(example()).splitlines()[:5] == [
        "Databases and registers",
        "  Identified (n = 15)",
        "    database: PubMed (n = 9)",
        "    database: Scopus (n = 4)",
        "    register: ClinicalTrials.gov (n = 2)",
    ]
    assert outline(example().searched)[-2:] == (f"  {NO_REASON} (n = 1)", "  Wrong setting (n = 1)")
    assert "Included: studies (n = 2), reports of them (n = 3)" in str(example())


def test_more_reports_than_records_are_refused() -> None:
    with pytest.raises(ValueError, match="2 reports cannot come from 1 records"):
        flow([Identified(method="database", name="x", n=1)], [course(), course()])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"duplicates": 6}, "searched: identified (15) is not duplicates (6) + automation (1)"),
        ({"excluded": 4}, "searched: screened (8) is not excluded (4) + sought (5)"),
        ({"not_retrieved": 0}, "searched: sought (5) is not not_retrieved (0)"),
        ({"included": 3}, "searched: assessed (4) is not excluded_full_text (2) + included (3)"),
        ({"to_screen": -1}, "searched: to_screen is -1"),
        ({"reasons": (("x", 0), ("y", 2))}, "searched: 'x' excludes 0"),
    ],
)
def test_a_broken_sum_is_told(change: dict[str, Any], said: str) -> None:
    drawn = example()
    broken = replace(drawn, searched=replace(drawn.searched, **change)).sums()
    assert any(one.startswith(said) for one in broken), broken


@pytest.mark.parametrize("studies", [0, 4])
def test_studies_have_reports_and_reports_studies(studies: int) -> None:
    assert replace(example(), studies=studies).sums() == (f"{studies} studies cannot have 3 reports",)


# -- random histories

METHODS: tuple[Method, ...] = get_args(Method)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Identified], list[Course], bool]:
    """Sources and, of every report, the sources it stands in, some more than once, and whatever became of it."""
    methods = draw(st.lists(st.sampled_from(METHODS), min_size=1, max_size=5))
    stood = draw(st.lists(st.lists(st.integers(0, len(methods) - 1), min_size=1, max_size=4), max_size=25))
    courses = [
        Course(
            study=draw(st.sampled_from("abcde")),
            searched=any(methods[n] in SEARCHED for n in places),
            title_abstract=draw(st.sampled_from(OUTCOMES)),
            stopped=draw(st.booleans()),
            attached=draw(st.booleans()),
            given_up=draw(st.booleans()),
            full_text=draw(st.sampled_from(OUTCOMES)),
            reason=draw(st.sampled_from(REASONS)),
        )
        for places in stood
    ]
    sources = [
        Identified(
            method=method,
            name=draw(st.sampled_from(["PubMed", "Scopus", "x"])),
            n=sum(places.count(number) for places in stood),
            unreadable=draw(st.integers(0, 2)),
        )
        for number, method in enumerate(methods)
    ]
    return sources, courses, draw(st.booleans())


@given(histories())
def test_no_history_ever_breaks_a_sum(history: tuple[list[Identified], list[Course], bool]) -> None:
    sources, courses, skipped = history
    drawn = flow(sources, courses, skipped=skipped)
    assert drawn.sums() == ()
    p, other = drawn.searched, drawn.others
    assert p.records + other.records == sum(one.n + one.unreadable for one in sources)
    ends = [
        sum(getattr(column, end) for column in (p, other))
        for end in (
            *("automation", "to_screen", "excluded", "not_retrieved", "to_retrieve", "to_assess"),
            *("excluded_full_text", "included"),
        )
    ]
    assert sum(ends) == len(courses), "every report is in exactly one box"


@given(histories(), st.randoms())
def test_the_order_of_coming_changes_no_number(
    history: tuple[list[Identified], list[Course], bool], random: Any
) -> None:
    sources, courses, skipped = history
    shuffled = random.sample(courses, len(courses))
    assert flow(sources, shuffled, skipped=skipped) == flow(sources, courses, skipped=skipped)


@given(histories())
def test_one_more_decision_moves_one_report_only(history: tuple[list[Identified], list[Course], bool]) -> None:
    sources, courses, skipped = history
    if not courses:
        return
    later = [replace(courses[0], title_abstract="include", full_text="include"), *courses[1:]]
    before, after = flow(sources, courses, skipped=skipped), flow(sources, later, skipped=skipped)
    assert after.reports - before.reports in {0, 1}
    assert (after.searched.records, after.others.records) == (before.searched.records, before.others.records)
