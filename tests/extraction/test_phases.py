"""When, for what, and at which stage of the partnership's life, on invented sentences."""

from __future__ import annotations

import pytest

from relsynth.bundled import default_codebook
from relsynth.extraction.grounds import Passage, values_of
from relsynth.extraction.phases import Phases
from relsynth.formats.codebook_yaml import read_codebook

PHASES = Phases(read_codebook(default_codebook().read_bytes()))


def told(
    sentence: str, facet: str, role: str = "descriptive", asserted: str = "affirmed", section: str = "results"
) -> str:
    found = values_of(PHASES.of(Passage(sentence, section=section), role=role, asserted=[asserted]))
    return " ".join(found.get(facet, ()))


@pytest.mark.parametrize(
    ("sentence", "section", "asserted", "expected"),
    [
        pytest.param("Nurses met the elders.", "results", "affirmed", "implementation", id="told-as-done"),
        pytest.param("Teams are visiting the elders.", "results", "affirmed", "implementation", id="going-on"),
        pytest.param("During the planning phase, nurses met.", "results", "affirmed", "preparation", id="a-cue-first"),
        pytest.param("After the grant ended, they met on.", "results", "affirmed", "sustainment", id="after-the-grant"),
        pytest.param("The model was taken to scale.", "results", "affirmed", "scale_up", id="to-scale"),
        pytest.param("A readiness assessment came first.", "results", "affirmed", "exploration", id="readiness"),
        pytest.param("In preparation for the visit, nurses met.", "results", "affirmed", "preparation", id="ahead"),
        pytest.param("It was piloted with elders.", "results", "affirmed", "preparation", id="piloted"),
        pytest.param("The clinic is up and running.", "results", "affirmed", "implementation", id="up-and-running"),
        pytest.param("The service remains in place.", "results", "affirmed", "sustainment", id="still-in-place"),
        pytest.param("It was adopted statewide.", "results", "affirmed", "scale_up", id="statewide"),
        pytest.param("The boards sought and chose her.", "results", "affirmed", "implementation", id="sought"),
        pytest.param("The nurses agreed.", "results", "affirmed", "implementation", id="past-at-the-end"),
        pytest.param("Nurses wash hands as needed.", "results", "affirmed", "not_stated", id="as-needed-is-no-past"),
        pytest.param("Pilot districts matter.", "results", "affirmed", "not_stated", id="a-pilot-district-is-a-place"),
        pytest.param("Nurses met the elders.", "introduction", "affirmed", "not_stated", id="others-history"),
        pytest.param("Nurses should have met.", "results", "recommended", "not_stated", id="advice"),
        pytest.param("Nurses had met.", "results", "reported_by_others", "not_stated", id="cited"),
        pytest.param("Ties are needed.", "results", "affirmed", "not_stated", id="needed-is-no-past"),
        pytest.param(
            "Ties with the trusted clinic matter.", "results", "affirmed", "not_stated", id="nor-is-the-trusted"
        ),
        pytest.param("Tools are designed to last.", "results", "affirmed", "not_stated", id="nor-are-designed"),
    ],
)
def test_phase(sentence: str, section: str, asserted: str, expected: str) -> None:
    assert told(sentence, "phase", "strategy", asserted, section) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("They formed a coalition.", "foster", id="formed"),
        pytest.param("They came together to act.", "foster", id="came-together"),
        pytest.param("Ties grew: they deepened the relationship.", "grow", id="deepened"),
        pytest.param("Partners kept up regular meetings.", "maintain", id="kept-up"),
        pytest.param("They reviewed the partnership.", "evaluate", id="reviewed"),
        pytest.param("The coalition dissolved; the alliance ended.", "end", id="ended"),
        pytest.param("They founded a network and maintained trust.", "foster maintain", id="several"),
        pytest.param("The form was signed.", "not_stated", id="a-form-is-not-forming"),
        pytest.param("The coalition exists.", "not_stated", id="it-only-exists"),
        pytest.param("The agencies joined forces.", "foster", id="joined-forces"),
        pytest.param("The formation of a new alliance took time.", "foster", id="formation"),
        pytest.param("A memorandum of agreement followed.", "foster", id="memorandum"),
        pytest.param("The coalition flourished.", "grow", id="flourished"),
        pytest.param("They solidified the partnership.", "grow", id="solidified"),
        pytest.param("They stayed in touch.", "maintain", id="in-touch"),
        pytest.param("They talked on a regular basis.", "maintain", id="on-a-regular-basis"),
        pytest.param("Trust was assessed.", "evaluate", id="assessed"),
        pytest.param("They severed the relationship.", "end", id="severed"),
        pytest.param("It was transactional rather than a partnership.", "not_stated", id="rather-is-not-rated"),
        pytest.param("Until the end, the relationship held.", "not_stated", id="an-end-of-something-else"),
        pytest.param("They met regularity head-on.", "not_stated", id="no-regular-meeting"),
    ],
)
def test_lifecycle(sentence: str, expected: str) -> None:
    assert told(sentence, "lifecycle") == expected


@pytest.mark.parametrize(
    ("sentence", "role", "expected"),
    [
        pytest.param("They sought funding together.", "strategy", "secure_funding", id="money"),
        pytest.param("They met to plan it.", "strategy", "plan", id="plan"),
        pytest.param("They visited elders.", "strategy", "implement", id="what-is-done-implements"),
        pytest.param("They evaluated the programme.", "strategy", "evaluate", id="evaluate"),
        pytest.param("Elders are respected.", "descriptive", "not_stated", id="nothing-done"),
        pytest.param("They co-wrote and submitted grants.", "strategy", "secure_funding", id="grants"),
        pytest.param("Pooled vans mattered for fundraising.", "descriptive", "secure_funding", id="fundraising"),
        pytest.param("They brainstormed with elders.", "descriptive", "plan", id="brainstormed"),
        pytest.param("The boards prioritised wells.", "descriptive", "plan", id="prioritised"),
        pytest.param("Elders co-created it.", "descriptive", "adapt", id="co-created"),
        pytest.param("They ran the classes.", "descriptive", "implement", id="ran-the-classes"),
        pytest.param("Nurses were mentored.", "descriptive", "learn", id="mentored"),
        pytest.param("Partners reported specimens.", "descriptive", "share_data", id="specimens"),
        pytest.param("They testified at the hearing.", "descriptive", "influence_policy", id="testified"),
        pytest.param("They contained the outbreak.", "descriptive", "respond", id="outbreak"),
        pytest.param("They monitored the quality of it.", "descriptive", "evaluate", id="monitored"),
        pytest.param("They collected samples.", "descriptive", "research", id="samples"),
        pytest.param("Teachers, coaches and advisors are respected.", "descriptive", "not_stated", id="people-alone"),
        pytest.param(
            "Lack of trust hindered plans to seek funding.", "barrier", "not_stated", id="what-hinders-has-none"
        ),
    ],
)
def test_purpose(sentence: str, role: str, expected: str) -> None:
    assert told(sentence, "purpose", role) == expected


def test_a_rule_says_that_it_is_one() -> None:
    grounds = PHASES.of(Passage("They visited elders.", section="results"), role="strategy", asserted=["affirmed"])
    assert {(one.facet, one.cue, one.start is None) for one in grounds} == {
        ("phase", "told as done", False),
        ("lifecycle", "default", True),
        ("purpose", "role strategy, and no other purpose told", True),
    }
