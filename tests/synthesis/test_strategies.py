"""A strategy is specified as far as facets tell, and no further."""

from __future__ import annotations

from invented import coding, corpus_of, papers
from relsynth.synthesis.strategies import StrategyRow, strategies

PAPERS = papers(2)


def rows(*codings: object) -> tuple[StrategyRow, ...]:
    return strategies(corpus_of(PAPERS, codings))  # type: ignore[arg-type]


def test_all_that_a_study_says_of_an_act_is_one_row() -> None:
    (row,) = rows(
        coding(
            *(PAPERS[0], "STR.FORUM", "results"),
            at=1,
            role="strategy",
            actor="funder justice",
            dyad="funder-justice",
            purpose="plan",
            phase="preparation",
            amount="monthly",
            linked_outcome="adoption effectiveness_client stated_goal",
            direction="positive",
        ),
        coding(PAPERS[0], "STR.FORUM", "methods", role="strategy", actor="funder", level="interpersonal"),
    )
    assert (row.study, row.construct, row.codings) == (0, "STR.FORUM", (1, 0))
    assert (row.actors, row.targets, row.levels) == (("funder", "justice"), ("funder-justice",), ("interpersonal",))
    assert (row.functions, row.phases, row.doses) == (("plan",), ("preparation",), ("monthly",))
    assert (row.implementation_outcomes, row.service_outcomes) == (("adoption",), ("effectiveness_client",))
    assert (row.other_outcomes, row.directions) == (("stated_goal",), ("positive",))
    assert (row.sections, row.action.text) == (("methods", "results"), "Two.")


def test_what_is_not_stated_is_empty() -> None:
    (row,) = rows(coding(PAPERS[0], "STR.FORUM", "results", role="strategy", phase="not_stated", linked_outcome="none"))
    assert (row.phases, row.implementation_outcomes, row.actors, row.determinants) == ((), (), (), ())


def test_the_determinant_is_what_the_strategy_is_reported_against() -> None:
    found = rows(
        coding(PAPERS[0], "STA.TRUST", "results", role="barrier"),
        coding(PAPERS[0], "STR.FORUM", "results", role="strategy"),
        coding(PAPERS[1], "STA.TRUST", "results", role="barrier"),
        coding(PAPERS[1], "STR.FORUM", "methods", role="strategy"),
    )
    assert [(row.study, row.determinants) for row in found] == [(0, ("STA.TRUST",)), (1, ())]


def test_rows_come_by_study_then_in_the_order_of_the_codebook_and_only_of_acts() -> None:
    found = rows(
        coding(PAPERS[1], "STA.TRUST", "results", role="strategy"),
        coding(PAPERS[0], "STR.FORUM", "results", role="strategy"),
        coding(PAPERS[0], "STA.TRUST.GOODWILL", "results", role="strategy"),
        coding(PAPERS[0], "STR.PLAIN", "results", role="strategy"),
        coding(PAPERS[1], "STR.FORUM", "results", "negated", role="strategy"),
        coding(PAPERS[1], "STR.FORUM", "results", role="barrier"),
    )
    assert [(row.study, row.construct) for row in found] == [(0, "STA.TRUST"), (0, "STR.FORUM"), (1, "STA.TRUST")]
