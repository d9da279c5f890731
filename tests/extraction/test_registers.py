"""Journal prose or narrative, on invented papers and sentences."""

from __future__ import annotations

import pytest

from invented import paper, small_codebook
from relsynth.bundled import default_codebook
from relsynth.extraction.grounds import Passage
from relsynth.extraction.registers import Registers
from relsynth.formats.codebook_yaml import read_codebook

REGISTERS = Registers(read_codebook(default_codebook().read_bytes()))
JOURNAL = REGISTERS.of_paper(paper({"methods": ["One."], "results": ["Two."]}))
NARRATIVE = REGISTERS.of_paper(paper({"results": ["Two."]}, title="Notes from the field: a year with the elders"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Trust in nine counties: a cohort study", "journal", id="a-study"),
        pytest.param("Lessons learned from a coalition", "narrative", id="lessons"),
        pytest.param("Notes from the field: drinking tea", "narrative", id="notes-from-the-field"),
        pytest.param("Building a clinic: our experience", "narrative", id="our-experience"),
        pytest.param("A field trial of trust", "journal", id="a-field-trial-is-no-field-note"),
        pytest.param(None, "journal", id="no-title"),
    ],
)
def test_the_register_of_a_paper(title: str | None, expected: str) -> None:
    grounds = REGISTERS.of_paper(paper({"methods": ["One."], "results": ["Two."]}, title=title))
    assert [one.value for one in grounds] == [expected]


def test_a_paper_mostly_of_lessons_is_narrative() -> None:
    grounds = REGISTERS.of_paper(paper({"introduction": ["Zero."], "lessons_learned": ["One."]}, title="Trust"))
    assert [(one.value, one.cue) for one in grounds] == [("narrative", "a report of lessons")]


@pytest.mark.parametrize(
    ("sentence", "section", "expected"),
    [
        pytest.param("We drank tea with the elders.", "results", "narrative", id="somebody-was-there"),
        pytest.param("Our nurses went back to the village every week.", "other", "narrative", id="our-nurses"),
        pytest.param("We learned that trust takes time.", "discussion", "narrative", id="we-learned"),
        pytest.param("Looking back, money was the least of it.", "discussion", "narrative", id="looking-back"),
        pytest.param("We interviewed twelve elders.", "results", "journal", id="researchers-do-other-things"),
        pytest.param("We drank tea with the elders.", "methods", "journal", id="methods"),
        pytest.param("We visited 12 sites (p < 0.05).", "results", "journal", id="figures"),
        pytest.param("Our study also showed that trust grew.", "discussion", "journal", id="a-study-is-nobody"),
        pytest.param("We did not record who came.", "results", "journal", id="nor-what-was-not-recorded"),
        pytest.param("We have trust in them.", "results", "journal", id="present"),
        pytest.param("Trust was associated with adoption.", "results", "journal", id="impersonal"),
    ],
)
def test_a_sentence_may_tell_otherwise_than_its_paper(sentence: str, section: str, expected: str) -> None:
    assert [one.value for one in REGISTERS.of(Passage(sentence, section=section), JOURNAL)] == [expected]


def test_in_a_narrative_a_sentence_is_narrative_unless_it_reports_research() -> None:
    told = [REGISTERS.of(Passage(text, section="results"), NARRATIVE) for text in ("It rained.", "We coded it twice.")]
    assert [grounds[0].value for grounds in told] == ["narrative", "journal"]


def test_words_of_participants_are_narrative() -> None:
    (ground,) = REGISTERS.of(Passage("They come by.", section="results", is_spoken=True), JOURNAL)
    assert ground.value == "narrative"


def test_a_codebook_without_the_facet_asks_for_none() -> None:
    unasked = Registers(small_codebook())
    assert unasked.of(Passage("We drank tea."), unasked.of_paper(paper({"results": ["One."]}))) == ()
