"""Measures for what nobody measures."""

from __future__ import annotations

import pytest

from invented_gaps import BOOK
from relsynth.bundled import default_codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.synthesis.gaps.instruments import OF_CONSTRUCT, OF_SOURCE, instruments_for

DEFAULT = read_codebook(default_codebook().read_text(encoding="utf-8"))


def test_the_tables_name_what_the_default_codebook_has() -> None:
    assert {*OF_SOURCE} <= {*DEFAULT.sources}
    assert {*OF_CONSTRUCT} <= {code.id for code in DEFAULT.constructs}
    named = {key for keys in [*OF_SOURCE.values(), *OF_CONSTRUCT.values()] for key in keys}
    assert {*DEFAULT.instruments} - named == {"vichealth", "nuffield", "cei", "cctc", "hsim", "custom_survey"}
    assert named <= {*DEFAULT.instruments}


@pytest.mark.parametrize(
    ("construct", "first"),
    [
        pytest.param("STA.TRUST", "Trusting Relationship Questionnaire (adapted)", id="by-its-name"),
        pytest.param("STA.SYNERGY", "Partnership Self-Assessment Tool (synergy)", id="by-its-source"),
        pytest.param("CTX.HIST", "Wilder Collaboration Factors Inventory", id="by-the-crosswalk"),
    ],
)
def test_a_construct_has_the_instruments_of_its_sources_its_own_first(construct: str, first: str) -> None:
    names = instruments_for(DEFAULT, construct)
    assert names[0] == first
    assert len(names) == len({*names})


def test_a_codebook_without_instruments_has_none_to_suggest() -> None:
    assert instruments_for(BOOK, "STA.TRUST") == ()
