"""A layer fitted to judgements: little moves on few, much on many, and what did not help is seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.extraction.local_layer import recalibrated
from relsynth.extraction.teaching import NEEDED, NEEDED_PAPERS, SLOPES, Candidate, Lessons, learn, tried
from relsynth.synthesis.agreement import gain


def said(code: str, score: float, *words: bool, proposed: bool = True) -> Candidate:
    return Candidate(code=code, score=score, proposed=proposed, words=words)


def papers(*candidates: Candidate, number: int = 5, missed: int = 0) -> list[Lessons]:
    """The same candidates in each of some papers."""
    return [Lessons(paper=f"p{n}", candidates=candidates, missed=missed) for n in range(number)]


@pytest.mark.parametrize(
    ("lessons", "taught"),
    [
        pytest.param(papers(said("A", 0.4, True), said("A", 0.4, False)), True, id="enough"),
        pytest.param(papers(said("A", 0.4, True)), False, id="too-few-judgements"),
        pytest.param(papers(*[said("A", 0.4, True)] * NEEDED, number=NEEDED_PAPERS - 1), False, id="too-few-papers"),
        pytest.param(papers(said("A", 0.4, True, False)), True, id="two-people-each"),
        pytest.param(papers(*[said("A", 0.4)] * NEEDED), False, id="proposed-and-never-judged"),
    ],
)
def test_a_code_is_taught_by_enough_judgements_in_enough_papers(lessons: list[Lessons], taught: bool) -> None:
    learned = learn(lessons)
    assert ("A" in learned.codes) is taught
    judged = sum(one.judged for one in lessons)
    assert dict(learned.untaught) == ({} if taught or not judged else {"A": judged})


def test_what_people_reject_goes_down_and_what_they_accept_up() -> None:
    learned = learn(papers(*[said("A", 0.4, True)] * 4, *[said("B", 0.4, False)] * 4))
    assert learned.codes["A"].bias > 0 > learned.codes["B"].bias
    assert (learned.codes["B"].judged, learned.codes["B"].agreed) == (20, 0)
    assert learned.keeps(said("A", 0.4))
    assert not learned.keeps(said("B", 0.4))


def test_more_judgements_move_more() -> None:
    few, many = (learn(papers(*[said("A", 0.4, False)] * n)) for n in (2, 20))
    assert many.codes["A"].bias < few.codes["A"].bias < 0


def test_a_coder_that_is_right_is_left_nearly_alone() -> None:
    words = [True] * 4 + [False] * 6
    learned = learn(papers(*(said("A", 0.4, word) for word in words), number=10))
    assert abs(recalibrated(0.4, slope=learned.slope, bias=learned.codes["A"].bias) - 0.4) < 0.02


def test_scores_that_people_hold_against_are_not_turned_round() -> None:
    learned = learn(papers(*[said("A", 0.95, False)] * 40, *[said("A", 0.06, True)] * 40, number=12))
    assert learned.slope == SLOPES[0]
    assert 0 <= learned.codes["A"].threshold <= 1
    assert abs(learned.codes["A"].bias) < 1  # half of all are right, whatever their scores


def test_what_is_never_right_has_a_threshold_all_the_same() -> None:
    learned = learn(papers(*[said("A", 0.0, False)] * 400, number=10))
    assert learned.codes["A"].threshold >= 0


def test_what_is_not_taught_is_kept_as_the_coder_has_it() -> None:
    learned = learn(papers(said("A", 0.4, True, False)))
    assert learned.keeps(said("B", 0.1))
    assert not learned.keeps(said("B", 0.9, proposed=False))


def test_words_on_what_the_coder_left_out_let_it_in() -> None:
    learned = learn(papers(*[said("A", 0.2, True, proposed=False)] * 4, said("A", 0.2, False, proposed=False)))
    assert learned.keeps(said("A", 0.2, proposed=False))


def test_order_of_papers_and_codes_changes_nothing() -> None:
    lessons = papers(said("B", 0.3, False, True), said("A", 0.5, True), said("A", 0.2, False))
    assert learn(lessons) == learn(lessons[::-1])


def noisy(random: np.random.Generator, *, shift: float, number: int = 12) -> list[Lessons]:
    """Papers whose readers agree as often as scores say, on a scale of log odds that is shifted."""
    made = []
    for n in range(number):
        scores = [float(score) for score in random.beta(0.8, 2.0, 60) if score >= 0.05]
        truths = [bool(random.random() < recalibrated(score, slope=1.0, bias=shift)) for score in scores]
        candidates = (
            said(f"C{k % 6}", score, truth, proposed=score >= 0.3)
            for k, (score, truth) in enumerate(zip(scores, truths, strict=True))
        )
        made.append(Lessons(paper=f"p{n}", candidates=tuple(candidates), missed=2))
    return made


@pytest.mark.parametrize(
    ("shift", "least", "most"),
    [
        pytest.param(2.0, 18, 20, id="a-team-that-codes-much-more-is-learned-from"),
        pytest.param(0.0, 0, 3, id="where-there-is-nothing-to-learn-nothing-is-claimed"),
    ],
)
def test_help_is_claimed_where_there_is_some(shift: float, least: int, most: int) -> None:
    random = np.random.default_rng(7)
    helped = sum(gain(*tried(noisy(random, shift=shift))).lower > 0 for _ in range(20))
    assert least <= helped <= most


def test_a_paper_is_never_judged_by_what_was_learned_from_it() -> None:
    """One paper alone rejects what all others accept: tried without it, its rejections stand against the layer."""
    lessons = [
        *papers(*[said("A", 0.4, True)] * 6, number=6),
        Lessons(paper="alone", candidates=(said("A", 0.4, False),) * 40),
    ]
    _, after = tried(lessons)
    assert after[-1] == (0, 40, 0)


CANDIDATES = st.builds(
    said,
    st.sampled_from(["A", "B"]),
    st.floats(0, 1),
    st.booleans(),
    proposed=st.booleans(),
)


@given(st.lists(CANDIDATES, min_size=1, max_size=12), st.integers(5, 7), st.integers(0, 3))
def test_every_word_is_counted_in_the_trial_once(candidates: list[Candidate], number: int, missed: int) -> None:
    before, after = tried(papers(*candidates, number=number, missed=missed))
    positive = sum(word for one in candidates for word in one.words) + missed
    assert {both + left for both, _, left in (*before, *after)} == {positive}
