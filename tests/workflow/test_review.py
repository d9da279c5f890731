"""A person's way through the queue: each answer counts at once, and nothing settled is asked again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT, document
from made_up_records import in_memory, record, ris, rival
from relsynth import workflow
from relsynth.dedupe import Match, Verdict
from relsynth.project import Project
from relsynth.store import File
from relsynth.workflow.duplicates import draw, keep_judgement, withdraw_judgement
from relsynth.workflow.review import Review, again, answer, begin_review, pairs, skip
from relsynth.workflow.sources import add_source

THIRD = {"doi": "10.7777/third", "abstract": None}


@pytest.fixture
def project() -> Iterator[Project]:
    """Three records of one work under three DOIs, two of another, and one that nobody doubts."""
    with in_memory() as opened:
        add_source(opened, ris(record(1), rival(1), record(2), record(0)), name="a.ris", at=AT)
        add_source(opened, ris(record(1, **THIRD), rival(2)), name="b.ris", at=AT)
        yield opened


def said(project: Project, review: Review, relation: Verdict) -> Review:
    """The review after an answer to its next pair, kept in the project as well."""
    match = review.next
    assert match is not None
    kept = keep_judgement(project, match.a, match.b, relation, coder="Ana", at=AT)
    return answer(review, kept.judgement)


def taken_back(project: Project, review: Review) -> Review:
    return again(project, review, withdraw_judgement(project, coder="Ana", at=AT).judgement)


# -- the queue


def test_pairs_are_shown_with_sources_rule_and_score(project: Project) -> None:
    queue = workflow.duplicate_queue(project)
    assert len(queue.pairs) == 4
    pair = next(pair for pair in queue.pairs if "ferry" not in (pair.a.record.title or ""))
    assert {pair.a.sources, pair.b.sources} == {("a.ris",), ("b.ris",)}
    assert pair.thought.startswith("not sure: ")
    assert f"(rule: two DOIs; score {pair.match.score:.3f})" in pair.thought
    assert pair.says != pair.match.rule
    assert str(queue).startswith("Pairs to decide (4):\n  not sure: ")


def test_where_nothing_waits_that_is_said() -> None:
    with in_memory() as project:
        assert str(workflow.duplicate_queue(project)) == "No pair waits for a person."
        assert begin_review(project).next is None


def test_a_full_text_is_shown_as_one(project: Project) -> None:
    one = document(
        "Ferries.", name="paper", doi="10.8888/x", title=record(0).title, authors=record(0).authors, year=2001
    )
    with project.store.atomic():
        project.store.add_document(one, at=AT)
        project.store.add_file(File(path="paper.md", status="read", document=one.id), at=AT)
    (pair,) = (pair for pair in workflow.duplicate_queue(project).pairs if pair.match.a == one.id)
    assert (pair.a.is_full_text, pair.a.sources, pair.b.is_full_text) == (True, ("paper",), False)
    assert "[full text]" in str(pair)


# -- going through it


def test_answers_settle_what_follows_from_them(project: Project) -> None:
    review = begin_review(project)
    asked = []
    while match := review.next:
        asked.append(match)
        review = said(project, review, "duplicate")
    assert (len(asked), review.left) == (3, 0)  # of three records that are one, the third pair needs no asking
    assert workflow.find_duplicates(project).reports == 3


def test_what_was_skipped_is_not_asked_again_and_still_waits(project: Project) -> None:
    review = begin_review(project)
    seen: list[Match] = []
    while match := review.next:
        seen.append(match)
        review = skip(review, match)
    assert (len(seen), len(set(seen)), review.left) == (4, 4, 0)
    assert workflow.find_duplicates(project).queued == 4


def test_what_is_taken_back_is_asked_first(project: Project) -> None:
    review = begin_review(project)
    last = review.waiting[-1]
    kept = keep_judgement(project, last.a, last.b, "different", coder="Ana", at=AT)
    review = taken_back(project, answer(review, kept.judgement))
    assert review.next == last
    assert (review.answered, review.left) == ((), 4)


def test_an_answer_of_an_earlier_review_can_be_taken_back(project: Project) -> None:
    first = begin_review(project).next
    said(project, begin_review(project), "version")
    review = begin_review(project)
    assert (review.left, review.next == first) == (3, False)
    review = taken_back(project, review)
    assert (review.left, review.next) == (4, first)


@given(keys=st.lists(st.sampled_from(["duplicate", "version", "different", "skip", "undo"]), max_size=12))
@settings(max_examples=25)
def test_the_review_in_memory_is_the_project_as_it_would_be_drawn(keys: list[str]) -> None:
    with in_memory() as project:
        add_source(project, ris(*(record(n) for n in range(3)), *(rival(n) for n in range(3))), name="a.ris", at=AT)
        add_source(project, ris(record(1, **THIRD), record(2, **THIRD)), name="b.ris", at=AT)
        review = begin_review(project)
        for key in keys:
            if key == "undo" and review.answered:
                review = taken_back(project, review)
            elif key == "skip" and (match := review.next):
                review = skip(review, match)
            elif key in ("duplicate", "version", "different") and review.next:
                review = said(project, review, key)  # type: ignore[arg-type]
            assert set(review.waiting) == set(draw(project).waiting)


def test_a_pair_is_shown_without_loading_the_rest(project: Project) -> None:
    match = begin_review(project).next
    assert match is not None
    (pair,) = pairs(project, [match])
    assert (pair.a.id, pair.b.id) == (match.a, match.b)
