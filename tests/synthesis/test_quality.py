"""Claimed, looked into in words, or measured: every study that has a construct is one of these."""

from __future__ import annotations

from invented import coding, corpus_of, papers
from relsynth.synthesis.quality import quality

TRUST, FORUM = "STA.TRUST", "STR.FORUM"


def test_each_study_is_claimed_or_qualitative_or_measured() -> None:
    made = papers(5)
    codings = [
        coding(made[0], TRUST, "results", valence="1"),
        coding(made[1], TRUST, "results", measured="qualitative_only", valence="-2"),
        coding(made[1], TRUST, "methods", valence="mixed"),
        coding(made[2], TRUST, "results", measured="qualitative_only"),
        coding(made[2], TRUST, "methods", measured="instrument_named study_items", valence="2"),
        coding(made[3], "STA.TRUST.GOODWILL", "methods", measured="network_data", valence="0"),
        coding(made[4], TRUST, "methods", "planned", measured="instrument_named"),
    ]
    named = {2: ("Scale A",), 3: ("Scale A", "Scale B"), 0: ("Scale C",)}
    row, empty = quality(corpus_of(made, codings), [TRUST, FORUM], instruments=named)
    assert (row.n, row.k, row.claimed, row.qualitative, row.measured) == (5, 4, 1, 1, 2)
    assert dict(row.how) == {"instrument_named": 1, "network_data": 1, "study_items": 1}
    assert row.instruments == (("Scale A", 2), ("Scale B", 1))
    assert (row.positive, row.negative) == (2, 1)
    assert dict(row.parts) == {TRUST: 3, "STA.TRUST.GOODWILL": 1}
    assert row.codings == (0, 1, 2, 3, 4, 5)
    assert (empty.k, empty.measured, (empty.lower, empty.upper)) == (0, 0, (0, 1))
