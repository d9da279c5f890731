"""Which outcome a construct is tied to, and which way, on invented sentences."""

from __future__ import annotations

import pytest

from relsynth.bundled import default_codebook
from relsynth.extraction.grounds import Passage
from relsynth.extraction.outcomes import Outcomes
from relsynth.formats.codebook_yaml import read_codebook

OUTCOMES = Outcomes(read_codebook(default_codebook().read_bytes()))

Tied = tuple[list[str], list[str]]


def tied(sentence: str, role: str = "descriptive", before: tuple[str, ...] = (), behind: tuple[str, ...] = ()) -> Tied:
    """Outcomes and directions."""
    found = OUTCOMES.of(
        Passage(sentence),
        role=role,
        before=tuple(map(Passage, before)),
        behind=tuple(map(Passage, behind)),
    )
    return (
        [one.value for one in found if one.facet == "linked_outcome"],
        [one.value for one in found if one.facet == "direction"],
    )


CASES = [
    pytest.param("Trust led to adoption of the model.", "strategy", ["adoption"], ["positive"], id="led-to"),
    pytest.param("Rivalry hampered adoption.", "descriptive", ["adoption"], ["negative"], id="hampered"),
    pytest.param("Fidelity to the model rested on trust.", "facilitator", ["fidelity"], ["positive"], id="by-the-role"),
    pytest.param("Fidelity fell with trust.", "barrier", ["fidelity"], ["negative"], id="by-the-other-role"),
    pytest.param("Ties did not lead to adoption.", "descriptive", ["adoption"], ["negative"], id="denied"),
    pytest.param(
        "The forum reduced delays in the roll-out.", "strategy", ["speed_timeliness"], ["positive"], id="less-bad"
    ),
    pytest.param(
        "The forum helped build trust among the clinics.",
        "strategy",
        ["partnership_outcome_only"],
        ["positive"],
        id="only-the-partnership-gained",
    ),
    pytest.param("Trust helped them meet their goals.", "facilitator", ["stated_goal"], ["positive"], id="a-goal"),
    pytest.param(
        "Ties with elders helped sustain the programme and health equity.",
        "facilitator",
        ["sustainability", "equity_outcome"],
        ["positive"],
        id="several",
    ),
    pytest.param("Trust boosted satisfaction.", "descriptive", ["acceptability"], ["positive"], id="satisfaction"),
    pytest.param("Ties spurred the use of guidelines.", "descriptive", ["adoption"], ["positive"], id="use"),
    pytest.param(
        "Elders helped make it culturally relevant.", "strategy", ["appropriateness"], ["positive"], id="relevant"
    ),
    pytest.param(
        "Shared staff eased the workload: it reduced workload.",
        "strategy",
        ["feasibility"],
        ["positive"],
        id="workload",
    ),
    pytest.param("Coaching improved adherence.", "strategy", ["fidelity"], ["positive"], id="adherence"),
    pytest.param("Pooling vans lowered costs and helped.", "strategy", ["cost"], ["positive"], id="costs"),
    pytest.param("Church ties boosted attendance.", "strategy", ["penetration_reach"], ["positive"], id="attendance"),
    pytest.param("Trust paved the way for longevity.", "strategy", ["sustainability"], ["positive"], id="longevity"),
    pytest.param("Ties enabled wider dissemination.", "strategy", ["scale_up_spread"], ["positive"], id="spread"),
    pytest.param("Calls expedited approval.", "strategy", ["speed_timeliness"], ["positive"], id="expedited"),
    pytest.param(
        "Ties helped reduce hospitalisations.", "strategy", ["effectiveness_client"], ["positive"], id="clients"
    ),
    pytest.param(
        "The pact improved linkage to treatment.", "strategy", ["service_access_quality"], ["positive"], id="linkage"
    ),
    pytest.param("The pact helped to reduce inequalities.", "strategy", ["equity_outcome"], ["positive"], id="equity"),
    pytest.param("The coach helped to build confidence.", "strategy", ["capacity"], ["positive"], id="confidence"),
    pytest.param("Talks helped reach project milestones.", "strategy", ["stated_goal"], ["positive"], id="milestones"),
    pytest.param("Turf stymied replication.", "descriptive", ["scale_up_spread"], ["negative"], id="stymied"),
    pytest.param("Slow talks frustrated adoption.", "descriptive", ["adoption"], ["negative"], id="frustrated"),
]
TRAPS = [
    pytest.param("Adoption was measured, and partners met.", "descriptive", [], [], id="beside-it-is-no-tie"),
    pytest.param("Trust helped.", "facilitator", [], [], id="no-outcome"),
    pytest.param("Children with developmental delays helped.", "descriptive", [], [], id="delays-of-another-kind"),
    pytest.param("Sustained talks helped.", "descriptive", [], [], id="sustained-is-not-sustainability"),
    pytest.param("They met.", "strategy", [], [], id="nothing"),
    pytest.param("Timelines boosted morale.", "descriptive", [], [], id="a-timeline-is-not-timely"),
    pytest.param("Partners in the east raised dogs and costumes.", "descriptive", [], [], id="words-within-words"),
    pytest.param("Long-term partners helped.", "facilitator", [], [], id="long-term-ties-are-no-long-term-effect"),
]


@pytest.mark.parametrize(("sentence", "role", "outcomes", "directions"), [*CASES, *TRAPS])
def test_ties_within_a_sentence(sentence: str, role: str, outcomes: list[str], directions: list[str]) -> None:
    assert tied(sentence, role) == (outcomes, directions)


@pytest.mark.parametrize(
    ("before", "sentence", "behind", "outcomes"),
    [
        pytest.param((), "They met.", ("This led to adoption.",), ["adoption"], id="taken-up-behind"),
        pytest.param((), "They met.", ("As a result, fidelity improved.",), ["fidelity"], id="as-a-result"),
        pytest.param((), "They met.", ("Rain fell.", "This led to adoption."), [], id="not-taken-up-at-once"),
        pytest.param((), "They met.", ("Sites improved fidelity.",), [], id="another-story"),
        pytest.param(
            (), "They met.", ("This was it.", "This was so.", "This led to adoption."), [], id="too-far-behind"
        ),
        pytest.param(
            ("Delays in roll-out hampered us.",), "This was due to rivalry.", (), ["speed_timeliness"], id="why"
        ),
        pytest.param(("Adoption improved.",), "Rivalry was due to money.", (), [], id="the-reason-of-something-else"),
    ],
)
def test_ties_over_sentences(
    before: tuple[str, ...], sentence: str, behind: tuple[str, ...], outcomes: list[str]
) -> None:
    assert tied(sentence, before=before, behind=behind)[0] == outcomes


def test_a_ground_in_another_sentence_points_there() -> None:
    found = OUTCOMES.of(Passage("They met.", 0), role="strategy", behind=(Passage("This led to adoption.", 10),))
    outcome = next(one for one in found if one.facet == "linked_outcome")
    assert (outcome.start, outcome.end) == (22, 30)
    assert outcome.cue.endswith("in the sentence behind")
