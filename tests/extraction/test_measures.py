"""Whether the construct was measured, and by what, on invented sentences."""

from __future__ import annotations

import pytest

from relsynth.bundled import default_codebook
from relsynth.extraction.grounds import Passage
from relsynth.extraction.measures import Measures
from relsynth.formats.codebook_yaml import read_codebook

MEASURES = Measures(read_codebook(default_codebook().read_bytes()))

CASES = [
    pytest.param("Trust was scored with the Wilder Collaboration Factors Inventory.", ["instrument_named"], id="named"),
    pytest.param("Partners answered survey items on respect.", ["study_items"], id="own-items"),
    pytest.param("Two thirds of sites rated the ties as good.", ["study_items"], id="rated"),
    pytest.param("A social network analysis showed who talked.", ["network_data"], id="network"),
    pytest.param("Participants described how trust grew.", ["qualitative_only"], id="told"),
    pytest.param("“We trust them,” as one nurse put it.", ["qualitative_only"], id="as-one-put-it"),
    pytest.param(
        "In interviews, ties scored high on the Team Climate Inventory.", ["instrument_named"], id="the-most-specific"
    ),
]
TRAPS = [
    pytest.param("The PARTNER platform is known to many.", [], id="no-word-of-measurement"),
    pytest.param("Each partner tool was shared.", [], id="a-partner-is-no-PARTNER"),
    pytest.param("Network coverage was poor.", [], id="another-network"),
    pytest.param("Trust grew.", [], id="not-measured"),
]


@pytest.mark.parametrize(("sentence", "expected"), [*CASES, *TRAPS])
def test_measured(sentence: str, expected: list[str]) -> None:
    assert [one.value for one in MEASURES.of(Passage(sentence), ["affirmed"])] == expected


@pytest.mark.parametrize("asserted", ["recommended", "planned", "hypothetical", "reported_by_others"])
def test_what_this_study_did_not_do_measures_nothing(asserted: str) -> None:
    assert MEASURES.of(Passage("Trust was rated by all partners."), [asserted]) == ()


def test_the_instrument_is_told_by_name() -> None:
    (ground,) = MEASURES.of(Passage("Trust was scored with the WCFI."), ["affirmed"])
    assert ground.cue == "Wilder Collaboration Factors Inventory"


def test_words_of_a_participant_are_told_in_an_interview() -> None:
    (ground,) = MEASURES.of(Passage("We just trust them.", is_spoken=True), ["affirmed"])
    assert (ground.value, ground.cue, ground.start) == ("qualitative_only", "words of a participant", None)
