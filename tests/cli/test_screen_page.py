"""A record on the screen: what is marked, what is left out, and that it fits."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from made_up_records import record
from relsynth.cli.screen_page import (
    AGAINST,
    FOR,
    KEYS_OF_CRITERIA,
    Marks,
    by_key,
    how_far,
    marked,
    marks_of,
    page,
    safe,
    why,
)
from relsynth.records import Record
from relsynth.screening.protocol import Criterion, Protocol
from relsynth.screening.stopping import Advice
from relsynth.store.screening import Stop
from relsynth.workflow.screening_shown import Progress, Shown

PROTOCOL = Protocol(
    criteria=(
        Criterion(id="I1", text="Drivers and nurses did something together", kind="include"),
        Criterion(
            id="E1", text="No account of people, of whatever kind and at whatever place they may be", kind="exclude"
        ),
        Criterion(id="E2", text="Not about roads", kind="exclude"),
    )
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def drawn(one: Record, *, width: int = 80, colour: bool = False, protocol: Protocol = PROTOCOL, **asked: Any) -> str:
    """What stands on a screen."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None, markup=False,
        highlight=False, emoji=False,
    )  # fmt: skip
    console.print(page(one, protocol, width=width, marks=asked.pop("marks", Marks()), **asked))
    return out.getvalue()


# -- words that are marked


@pytest.mark.parametrize(
    ("text", "speaks_for", "speaks_against", "expected"),
    [
        pytest.param("Trust on a road", ["trust"], [], [("Trust", FOR)], id="whatever-case"),
        pytest.param("Trusted, trustful", ["trust"], [], [], id="whole-words"),
        pytest.param("Trusted, trustful", ["trust*"], [], [("Trusted", FOR), ("trustful", FOR)], id="any-ending"),
        pytest.param("a randomised\ntrial", [], ["randomised trial"], [("randomised\ntrial", AGAINST)], id="phrase"),
        pytest.param("pay-for-it now", ["pay for"], [], [("pay-for", FOR)], id="hyphens-part-words"),
        pytest.param("trust trial", ["trust"], ["trial"], [("trial", AGAINST), ("trust", FOR)], id="both"),
        pytest.param("C (2+2)? a.b", ["(2+2)?", "a.b"], [], [("2+2", FOR), ("a.b", FOR)], id="no-pattern-comes-in"),
        pytest.param("axb", ["a.b"], [], [], id="a-full-stop-is-none"),
        pytest.param("доверие", ["Доверие"], [], [("доверие", FOR)], id="cyrillic"),
        pytest.param("anything", ["", "*", "?!"], [], [], id="no-word"),
    ],
)
def test_words_are_marked(
    text: str, speaks_for: list[str], speaks_against: list[str], expected: list[tuple[str, str]]
) -> None:
    shown = marked(text, Marks(speaks_for=tuple(speaks_for), speaks_against=tuple(speaks_against)))
    assert [(shown.plain[span.start : span.end], span.style) for span in shown.spans] == expected


@given(text=st.text(), words=st.lists(st.text(max_size=8), max_size=4))
def test_marking_changes_no_letter_and_moves_no_cursor(text: str, words: list[str]) -> None:
    shown = marked(text, Marks(speaks_for=tuple(words)))
    assert shown.plain == safe(text)
    assert "\x1b" not in shown.plain


# -- why a record is shown, and how far one is


@dataclass(frozen=True)
class Word:
    text: str
    weight: float


def shown(drawn: Any = "ranked", rank: int | None = 3, terms: tuple[Any, ...] = ()) -> Shown:
    return Shown(
        report="r1:a", record="r1:a", whole=record(0), documents=(), stage="title_abstract", drawn=drawn, rank=rank,
        of=9, terms=terms, criteria=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(shown(), "r1:a: by rank (3 of 9 unread)", id="by-rank"),
        pytest.param(shown("random"), "r1:a: drawn at random (3 of 9 unread)", id="audit"),
        pytest.param(shown(rank=None), "r1:a: by rank (another coder has begun it)", id="begun"),
    ],
)
def test_why_tells_how_a_record_came(one: Shown, expected: str) -> None:
    assert str(next(why(one))) == expected


def test_why_tells_both_sides_of_a_rank() -> None:
    told = [str(line) for line in why(shown(terms=(Word("trust", 2.0), Word("ties", 1.0))))]
    assert told[1:] == ["  for     trust, ties", "  against nothing"]


def test_the_teams_words_are_marked_and_the_machines_where_the_team_says_nothing_of_them() -> None:
    team = Protocol(speaks_for=("Trust",), speaks_against=("mice",))
    machine = (Word("trust", -1.0), Word("mice", 1.0), Word("nurses", 1.0), Word("rain", -1.0))
    assert marks_of(team, shown(terms=machine)) == Marks(
        speaks_for=("Trust", "nurses"), speaks_against=("mice", "rain")
    )


def far(**others: Any) -> Progress:
    said = {"coder": "Ana", "stage": "title_abstract", "total": 10, "read": 4, "mine": 4, "left": 6, "left_for_me": 6}
    return Progress(**(said | {"found": 2, "conflicts": 0, "advice": None, "stopped": None} | others))


def rule(statement: str, *, stops: bool) -> Advice:
    return Advice(rule="hypergeometric", stops=stops, figure=0.5, recall=None, statement=statement, is_heuristic=False)


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        pytest.param(far(), ["4 read, 6 left, 2 found"], id="nothing-to-go-by"),
        pytest.param(far(left_for_me=2), ["4 read, 6 left (2 for you), 2 found"], id="some-wait-for-others"),
        pytest.param(far(conflicts=1), ["4 read, 6 left, 2 found, 1 conflict"], id="a-conflict"),
        pytest.param(
            far(advice=rule("Not yet: you may have missed much; read on.", stops=False)),
            ["4 read, 6 left, 2 found", "Not yet: you may have missed much; rea…"],
            id="not-yet-is-a-line",
        ),
        pytest.param(
            far(advice=rule("At 95 % confidence at least 95 % of them are found.", stops=True)),
            ["4 read, 6 left, 2 found", "At 95 % confidence at least 95 % of them are found."],
            id="enough-is-told-whole",
        ),
        pytest.param(
            far(stopped=Stop(stage="title_abstract", coder="Ben", statement="Enough.", unread=6, at="2026-01-01")),
            ["4 read, 6 left, 2 found", "Ben has stopped the reading; what was begun is finished."],
            id="stopped",
        ),
    ],
)
def test_how_far_one_is_stands_in_a_line_or_two(progress: Progress, expected: list[str]) -> None:
    assert [line.plain for line in how_far(progress, 39)] == expected


# -- criteria


def test_criteria_have_keys_those_of_exclusion_first() -> None:
    assert [(key, one.id) for key, one in by_key(PROTOCOL).items()] == [("1", "E1"), ("2", "E2"), ("3", "I1")]


def test_criteria_past_the_last_key_have_none() -> None:
    many = Protocol(criteria=tuple(Criterion(id=f"E{n}", text="no", kind="exclude") for n in range(50)))
    assert "".join(by_key(many)) == KEYS_OF_CRITERIA


@pytest.mark.parametrize("width", [64, 80, 99])
def test_criteria_stand_under_a_record_in_a_line_each(width: int) -> None:
    lines = drawn(record(0), width=width).split("\n")
    assert any(line.startswith(" 1 E1 No account of people") for line in lines)
    assert sum(": " not in line and line.startswith((" 1", " 2", " 3")) for line in lines) == 3


def test_criteria_stand_beside_a_record_where_there_is_room() -> None:
    first = drawn(record(0), width=120).split("\n")[0]
    assert first.startswith("Trust between drivers")
    assert first.rstrip().endswith("Exclude where")


def test_criteria_are_told_to_their_end_where_the_whole_is_asked_for() -> None:
    assert "they may be" not in drawn(record(0), width=64)
    assert "they may be" in " ".join(drawn(record(0), width=64, whole=True).split())


def test_without_criteria_nothing_is_said_of_them() -> None:
    assert "Exclude" not in drawn(record(0), protocol=Protocol())


# -- what is shown of a record


@pytest.mark.parametrize(
    ("others", "asked", "shown", "left_out"),
    [
        pytest.param({}, {}, ["Okafor, Ada; Marangoni, Carla · Journal of Hill Roads · 2001"], ["doi"], id="usual"),
        pytest.param(
            {}, {"blind": True}, ["Trust between", "day of rain"], ["Okafor", "Hill Roads", "2001"], id="blind"
        ),
        pytest.param({}, {"whole": True}, ["doi: 10.5555/made-up.0", "volume: 3"], [], id="whole"),
        pytest.param(
            {"extra": (("AD", "Okafor's clinic"),), "publisher": "Hill Press"},
            {"whole": True, "blind": True},
            ["type: article-journal"],
            ["Okafor", "doi", "2001", "AD", "Hill"],
            id="whole-and-blind",
        ),
        pytest.param({"abstract": None}, {}, ["no abstract"], [], id="no-abstract"),
        pytest.param({"title": None, "authors": (), "year": None}, {}, ["untitled"], ["None"], id="no-title"),
        pytest.param({"authors": tuple("UVWXY")}, {}, ["U; V; W et al."], ["X"], id="many-authors"),
        pytest.param({"keywords": ("roads", "nurses")}, {}, ["Keywords: roads; nurses"], [], id="keywords"),
    ],
)
def test_of_a_record_is_shown_what_a_screener_reads(
    others: dict[str, Any], asked: dict[str, Any], shown: list[str], left_out: list[str]
) -> None:
    told = drawn(record(0, **others), **asked)
    assert [words for words in shown if words not in told] == []
    assert [words for words in left_out if words in told] == []


@pytest.mark.parametrize("width", [40, 64, 80, 100, 120, 250])
def test_any_width_will_do(width: int) -> None:
    long = record(0, abstract="They met on a road and said so, 道路で会った。 " * 30)
    assert max(map(cell_len, drawn(long, width=width).split("\n"))) <= width


def test_lines_are_no_longer_than_the_eye_can_follow() -> None:
    long = record(0, abstract="They met on a road and said so. " * 30)
    assert max(len(line.rstrip()) for line in drawn(long, width=250).split("\n")) <= 130


def test_colour_adds_nothing_to_what_is_read() -> None:
    marks = Marks(speaks_for=("trust",), speaks_against=("rain",))
    coloured = drawn(record(0), colour=True, marks=marks)
    assert COLOUR.sub("", coloured) == drawn(record(0), marks=marks)
    assert "\x1b[1;32mTrust" in coloured
    assert "\x1b[4;31mrain" in coloured


@pytest.mark.parametrize("width", [64, 120])
def test_nothing_in_a_record_moves_the_cursor_or_is_taken_for_markup(width: int) -> None:
    odd = "[bold]Vans[/bold] :smile: \x1b[2J \x9b2J [/] home"
    hostile = Protocol(criteria=(Criterion(id="E\x1b1", text=odd, kind="exclude"),))
    one = record(0, title=odd, abstract=odd, authors=(odd,), keywords=(odd,), extra=((odd, odd),))
    told = drawn(one, width=width, protocol=hostile, whole=True)
    assert not {"\x1b", "\x9b"} & set(told)
    assert "[bold]Vans[/bold] :smile:" in told
