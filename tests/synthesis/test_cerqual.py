"""What bears on the confidence in a finding is gathered, and nothing is judged."""

from __future__ import annotations

import pytest

from invented import PLAIN_PAPER, coding, corpus_of, paper, papers
from relsynth.coding import Coding
from relsynth.synthesis.cerqual import Finding, findings
from relsynth.synthesis.statistics import wilson

PAPERS = papers(4)


def told(study: int, role: str, section: str = "results", *, at: int = 0, **more: str) -> Coding:
    return coding(PAPERS[study], "STA.TRUST", section, at=at, role=role, **{"level": "interpersonal", **more})


def finding(*codings: Coding) -> Finding:
    return findings(corpus_of(PAPERS, codings))[0]


def test_a_finding_is_a_construct_in_a_role() -> None:
    found = findings(
        corpus_of(
            PAPERS,
            [
                told(0, "facilitator barrier"),
                told(1, "descriptive"),
                coding(PAPERS[0], "STR.FORUM", "results", role="strategy"),
                coding(PAPERS[0], "STR.PLAIN", "results", role="barrier"),
                coding(PAPERS[2], "STA.TRUST", "results", "planned", role="barrier"),
            ],
        )
    )
    assert [(row.construct, row.role, row.studies) for row in found] == [
        ("STA.TRUST", "barrier", (0,)),
        ("STA.TRUST", "facilitator", (0,)),
        ("STR.FORUM", "strategy", (0,)),
    ]
    assert (found[0].n, found[0].lower, found[0].upper) == (4, *wilson(1, 4))


@pytest.mark.parametrize(
    ("codings", "flags"),
    [
        pytest.param([told(0, "barrier"), told(0, "barrier", at=1)], ("one study",), id="one-study"),
        pytest.param(
            [told(0, "barrier", amount="weekly"), told(1, "barrier", level="inter_organisational")], (), id="nothing"
        ),
        pytest.param([told(0, "barrier"), told(1, "barrier")], ("no rich study", "one level only"), id="poor"),
        pytest.param(
            [told(0, "barrier", amount="weekly"), told(1, "facilitator")],
            ("one study", "other studies say the opposite: 1"),
            id="opposed",
        ),
        pytest.param(
            [told(0, "barrier", amount="weekly"), told(0, "facilitator", at=1)],
            ("one study", "says both: 1"),
            id="says-both",
        ),
        pytest.param(
            [told(0, "barrier", "discussion", amount="weekly")],
            ("one study", "behind the results only: 1"),
            id="late",
        ),
        pytest.param(
            [told(0, "strategy", amount="weekly"), told(1, "barrier")], ("one study", "no rich study"), id="role-alone"
        ),
    ],
)
def test_what_speaks_for_caution_is_flagged(codings: list[Coding], flags: tuple[str, ...]) -> None:
    assert finding(*codings).flags == flags


def test_participants_words_make_a_study_rich() -> None:
    plain = paper(PLAIN_PAPER)
    (own, *_) = [p for p in plain.paragraphs if plain.sections[p.section].label == "results"]
    spoken = paper(PLAIN_PAPER, spoken=((own.start, own.end),))
    (row,) = findings(corpus_of([spoken], [coding(spoken, "STA.TRUST", "results", role="barrier")]))
    assert row.rich == (0,)


def test_lessons_papers_are_told_and_not_called_late() -> None:
    lessons = paper({"lessons_learned": ["One."], "discussion": ["Two."]}, title="Lessons learned from a raft")
    corpus = corpus_of([lessons], [coding(lessons, "STA.TRUST", "discussion", role="barrier")])
    (row,) = findings(corpus)
    assert corpus.studies[0].is_lessons_paper
    assert (row.lessons, row.late_only) == ((0,), ())
