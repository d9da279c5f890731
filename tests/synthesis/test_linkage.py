"""What papers tie to implementation outcomes, and what is reported wherever an outcome is."""

from __future__ import annotations

import pytest

from invented import code_of, coding, corpus_of, papers, small_codebook
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.linkage import conditions, links

TRUST, FORUM, QUALITY, PLAIN = "STA.TRUST", "STR.FORUM", "OUT.QUALITY", "STR.PLAIN"
BOOK = small_codebook(
    code_of(TRUST),
    code_of(FORUM, type="structure"),
    code_of(QUALITY, type="outcome"),
    code_of(PLAIN, unspecific=True),
    domains=[{"id": one, "label": one} for one in ("STA", "STR", "OUT")],
    construct_types=["state", "structure", "outcome"],
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Twelve studies. Reach is reached in 0, 1, 2, 3 and hurt in 4; trust is there in 0 to 5, lacking in 6."""
    made = papers(12)
    codings = [
        coding(made[0], TRUST, "discussion", linked_outcome="reach", direction="positive"),
        coding(made[0], TRUST, "results", linked_outcome="reach cost", direction="positive"),
        coding(made[1], TRUST, "results", linked_outcome="reach"),
        coding(made[2], FORUM, "results", linked_outcome="reach", direction="positive"),
        coding(made[2], TRUST, "methods"),
        coding(made[3], FORUM, "results", linked_outcome="reach", direction="positive negative"),
        coding(made[4], TRUST, "results", linked_outcome="reach", direction="negative"),
        coding(made[5], TRUST, "results", linked_outcome="none"),
        coding(made[6], TRUST, "results", "negated"),
        coding(made[7], TRUST, "results", "recommended", linked_outcome="reach", direction="positive"),
        coding(made[3], QUALITY, "results"),
        coding(made[3], PLAIN, "results"),
    ]
    return corpus_of(made, codings, BOOK)


def test_a_link_counts_studies_by_direction(corpus: Corpus) -> None:
    found = {(link.construct, link.outcome): link for link in links(corpus)}
    assert set(found) == {(TRUST, "reach"), (TRUST, "cost"), (FORUM, "reach")}
    trust = found[TRUST, "reach"]
    assert (trust.n, trust.k) == (12, 3)
    assert (trust.positive, trust.negative, trust.mixed, trust.untold) == (1, 1, 0, 1)
    assert trust.codings == (0, 1, 2, 6)
    assert trust.quote == 1  # results come before the discussion
    assert found[FORUM, "reach"].mixed == 1


def test_links_of_one_construct(corpus: Corpus) -> None:
    assert {link.construct for link in links(corpus, FORUM)} == {FORUM}


def test_a_condition_is_what_was_there_wherever_the_outcome_is(corpus: Corpus) -> None:
    found = {one.set.condition: one for one in conditions(corpus, "reach")}
    assert set(found) == {TRUST, FORUM}  # what is an outcome, or says nothing in particular, is no condition
    trust = found[TRUST]
    assert (trust.set.n, trust.set.x, trust.set.y, trust.set.both) == (12, 5, 4, 3)
    assert (trust.set.consistency, trust.set.coverage) == (3 / 4, 3 / 5)
    assert (trust.share, trust.linked) == (5 / 12, 2)
    assert trust.codings == (0, 1, 2, 3, 4)
    assert trust.set.claim == "reported together in 3 of the 4 studies that report the outcome"


def test_the_most_consistent_comes_first(corpus: Corpus) -> None:
    assert [one.set.condition for one in conditions(corpus, "reach")] == [TRUST, FORUM]


def test_an_outcome_that_nobody_reports_says_nothing(corpus: Corpus) -> None:
    assert {one.set.claim for one in conditions(corpus, "speed")} == {"the outcome is reported by no study"}


def test_of_few_studies_nothing_is_said() -> None:
    made = papers(9)
    corpus = corpus_of(made, [coding(made[0], TRUST, "results", linked_outcome="reach")], BOOK)
    assert {one.set.consistency for one in conditions(corpus, "reach")} == {None}


def test_a_lack_that_hurts_is_told_apart_from_a_presence_that_does() -> None:
    made = papers(3)
    hurt = {"linked_outcome": "reach", "direction": "negative"}
    codings = [
        coding(made[0], TRUST, "results", "negated", **hurt),
        coding(made[1], TRUST, "results", "negated", **hurt),
        coding(made[1], TRUST, "discussion", **hurt),
        coding(made[2], TRUST, "results", linked_outcome="reach", direction="positive"),
    ]
    (link,) = links(corpus_of(made, codings, BOOK))
    assert (link.positive, link.negative, link.by_lack) == (1, 2, 1)
