"""Hours from a log that people keep as people do: with stops forgotten, clocks set back, and nights in between."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.coding_rounds import Event, Work
from relsynth.workload import IDLE, MINUTE, PAUSE, SILENCE, Pace, Stretch, moment_of, pace, sitting, stretches

Line = tuple[str, str, str]
"""Time of day, event, paper; the day may stand before the time."""


def moment(time: str) -> str:
    day, _, clock = time.rpartition(" ")
    return f"2026-01-{day or '01'}T{clock}:00+00:00"


def log(*lines: Line, coder: str = "Ana", round: str | None = None) -> list[Work]:
    return [
        Work(coder=coder, document=paper, event=event, at=moment(time), round=round)  # type: ignore[arg-type]
        for time, event, paper in lines
    ]


CASES: list[Any] = [
    pytest.param([("09:00", "start", "p"), ("09:50", "stop", "p")], [], [("p", 50, True)], id="start-and-stop"),
    pytest.param([("09:00", "start", "p"), ("09:50", "finish", "p")], [], [("p", 50, True)], id="start-and-finish"),
    pytest.param(
        [("09:00", "start", "p"), ("09:20", "stop", "p"), ("10:00", "start", "p"), ("10:30", "finish", "p")],
        [],
        [("p", 20, True), ("p", 30, True)],
        id="in-two-sittings",
    ),
    pytest.param([("09:00", "start", "p")], ["09:10", "09:40"], [("p", 40, False)], id="no-stop-up-to-the-last-act"),
    pytest.param([("09:00", "start", "p")], [], [("p", 30, False)], id="no-stop-and-no-act"),
    pytest.param([("09:00", "start", "p")], ["08:00"], [("p", 30, False)], id="an-act-before-the-start-is-none"),
    pytest.param(
        [("09:00", "start", "p"), ("09:12", "start", "q"), ("09:20", "stop", "q")],
        [],
        [("p", 12, False), ("q", 8, True)],
        id="another-paper-begun-leaves-the-first-off",
    ),
    pytest.param(
        [("09:00", "start", "p"), ("11:00", "start", "q"), ("11:20", "stop", "q")],
        ["09:10", "11:30"],
        [("p", 10, False), ("q", 20, True)],
        id="acts-after-another-was-begun-are-none-of-the-stretch",
    ),
    pytest.param(
        [("09:00", "start", "p"), ("09:10", "start", "p"), ("09:30", "stop", "p")],
        [],
        [("p", 10, False), ("p", 20, True)],
        id="begun-twice",
    ),
    pytest.param(
        [("17:00", "start", "p"), ("02 09:00", "stop", "p")], [], [("p", 30, True)], id="a-night-counts-as-idle"
    ),
    pytest.param(
        [("17:00", "start", "p"), ("02 09:00", "stop", "p")],
        ["17:20", "02 08:50"],
        [("p", 20 + 30 + 10, True)],
        id="a-night-between-two-acts",
    ),
    pytest.param([("09:00", "start", "p"), ("11:00", "stop", "p")], [], [("p", 120, True)], id="two-hours-of-reading"),
    pytest.param([("09:00", "start", "p"), ("08:00", "stop", "p")], [], [("p", 0, True)], id="clock-set-back"),
    pytest.param(
        [("09:00", "start", "p"), ("08:00", "start", "q")], [], [("p", 0, False), ("q", 30, False)], id="back"
    ),
    pytest.param([("09:00", "stop", "p"), ("09:30", "finish", "p")], [], [], id="stops-without-a-start"),
    pytest.param(
        [("09:00", "start", "p"), ("09:10", "stop", "q"), ("09:20", "stop", "p")],
        [],
        [("p", 20, True)],
        id="another's-stop-is-passed-over",
    ),
    pytest.param(
        [("09:00", "start", "p"), ("09:10", "reopen", "q")], [], [("p", 30, False)], id="reopening-is-no-work"
    ),
]


@pytest.mark.parametrize(("lines", "acts", "expected"), CASES)
def test_stretches_of_work(lines: list[Line], acts: list[str], expected: list[tuple[str, float, bool]]) -> None:
    signs = [("Ana", "p", moment(at)) for at in acts] + [("Ben", "p", moment("09:25"))]
    found = stretches(log(*lines), signs)
    assert [(one.document, one.seconds / MINUTE, one.told) for one in found] == expected


def test_coders_work_beside_each_other() -> None:
    ana = log(("09:00", "start", "p"), ("09:30", "stop", "p"))
    ben = log(("09:10", "start", "p"), ("09:20", "stop", "p"), coder="Ben")
    found = stretches([ana[0], *ben, ana[1]], [])
    assert {one.coder: one.seconds / MINUTE for one in found} == {"Ana": 30, "Ben": 10}


def test_rounds_are_told_apart() -> None:
    work = log(("09:00", "start", "p"), round="one") + log(("09:30", "stop", "p"), round="two")
    assert [(one.round, one.told) for one in stretches(work, [])] == [("one", False)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00", id="utc"),
        pytest.param("2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00", id="no-zone-is-utc"),
        pytest.param("2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:00", id="z"),
        pytest.param("now", None, id="no-moment"),
    ],
)
def test_moments(at: str, expected: str | None) -> None:
    found = moment_of(at)
    assert (found.isoformat() if found else None) == expected


def test_what_is_no_moment_counts_as_no_time() -> None:
    work = [
        Work(coder="Ana", document="p", event="start", at="this morning"),
        Work(coder="Ana", document="p", event="stop", at=moment("09:00")),
    ]
    assert [one.seconds for one in stretches(work, [("Ana", "p", "later")])] == [0]


EVENTS: st.SearchStrategy[Event] = st.sampled_from(("start", "stop", "finish", "reopen"))
TIMES = st.integers(0, 3 * 24 * 60 - 1).map(lambda n: moment(f"{1 + n // 1440:02} {n // 60 % 24:02}:{n % 60:02}"))
WORK = st.lists(
    st.builds(Work, coder=st.sampled_from(("Ana", "Ben")), document=st.sampled_from("pq"), event=EVENTS, at=TIMES)
)


@given(WORK, st.lists(st.tuples(st.sampled_from(("Ana", "Ben")), st.sampled_from("pq"), TIMES)))
def test_no_log_gives_negative_hours_or_more_than_were_there(
    work: list[Work], signs: list[tuple[str, str, str]]
) -> None:
    for one in stretches(work, signs):
        assert 0 <= one.seconds <= (len(signs) + 1) * max(SILENCE, IDLE)
        assert one.coder in {logged.coder for logged in work}


# -- how coders get on


def worked(coder: str, paper: str, minutes: float, *, told: bool = True) -> Stretch:
    return Stretch(coder=coder, document=paper, round=None, seconds=minutes * MINUTE, told=told)


def test_rates_are_of_the_papers_that_were_finished() -> None:
    done = [worked("Ana", "p", 20), worked("Ana", "p", 10), worked("Ana", "q", 90), worked("Ana", "r", 60, told=False)]
    words = {"p": 1000, "q": 3000, "r": 9000}
    assert pace("Ana", [*done, worked("Ben", "p", 999)], ["p", "q", "untimed"], words) == Pace(
        coder="Ana",
        papers=4,
        finished=3,
        hours=3.0,
        minutes_per_paper=60.0,
        papers_per_hour=1.0,
        words_per_hour=2000.0,
        untimed=1,
        concluded=1,
    )


def test_who_has_finished_nothing_has_no_rates() -> None:
    found = pace("Ana", [worked("Ana", "p", 30)], [], {})
    assert (found.hours, found.minutes_per_paper, found.papers_per_hour, found.words_per_hour) == (
        0.5,
        None,
        None,
        None,
    )


# -- screening


@pytest.mark.parametrize(
    ("times", "timed", "seconds", "per_record"),
    [
        pytest.param([], 0, 0, None, id="nothing"),
        pytest.param(["09:00"], 0, 0, None, id="one-decision-tells-no-time"),
        pytest.param(["09:00", "09:01", "09:03"], 2, 180, 90, id="a-sitting"),
        pytest.param(["09:00", "09:01", "12:00", "12:03"], 2, 240, 120, id="a-pause-is-left-out"),
        pytest.param(["09:00", "09:05"], 1, 300, 300, id="five-minutes-are-no-pause-yet"),
        pytest.param(["09:03", "09:00"], 1, 180, 180, id="order-does-not-matter"),
        pytest.param(["09:00", "09:00"], 1, 0, 0, id="at-once"),
    ],
)
def test_screening_is_timed_by_the_pauses_between_decisions(
    times: list[str], timed: int, seconds: float, per_record: float | None
) -> None:
    found = sitting("Ana", map(moment, times))
    assert (found.decisions, found.timed) == (len(times), timed)
    assert found.hours * 3600 == pytest.approx(seconds)
    assert found.seconds_per_record == per_record
    assert found.records_per_hour == (timed / seconds * 3600 if seconds else None)


@given(st.lists(TIMES, max_size=20))
def test_no_decision_takes_longer_than_a_pause(times: list[str]) -> None:
    found = sitting("Ana", times)
    assert 0 <= found.hours * 3600 <= PAUSE * found.timed + 1e-6
    assert found.timed < max(1, found.decisions)
