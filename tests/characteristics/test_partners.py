"""Who partnered and how many, as tables that a reviewer can extend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relsynth.characteristics.partners import counted_in, found_in
from relsynth.characteristics.passages import Reading
from relsynth.documents import Document

Paper = Callable[..., Document]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        pytest.param("We partnered with the Beech City Council.", ["Beech City Council"], id="named"),
        pytest.param(
            "A partnership of churches and schools grew.", ["faith-based organisations", "schools"], id="kinds"
        ),
        pytest.param("Beech City Council sites were searched for partners with Oak Church.", [], id="searched"),
        pytest.param("Stakeholders met at the Beech City Council.", [], id="in-the-same-sentence-alone"),
        pytest.param("It ran in partnership with school meals staff.", [], id="a-word-before-another"),
        pytest.param("It ran in partnership with a school.", ["schools"], id="one-school"),
        pytest.param("It should be led with partners such as schools.", [], id="wished-for"),
        pytest.param("The Beech City Council repaired roads.", [], id="no-word-of-partnering"),
        pytest.param("The Beech Health Coalition repaired roads.", [], id="a-word-of-partnering-in-the-name-alone"),
        pytest.param("The University of Beech ethics board approved the partnership.", [], id="ethics"),
        pytest.param("Sexual partners of men at the Beech Hospital were asked.", [], id="other-partners"),
        pytest.param("Partners filled in the Beech Council Trust Scale.", [], id="a-scale"),
    ],
)
def test_partners(paper: Paper, abstract: str, found: list[str]) -> None:
    assert sorted(each.value for each in found_in(Reading(paper(abstract=abstract)))) == found


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        pytest.param("It joined 14 partner organisations.", ["14 partner organisations"], id="digits"),
        pytest.param("Seven local partners signed.", ["Seven local partners"], id="words"),
        pytest.param("A coalition of 23 agencies formed.", ["23 agencies"], id="of-a-coalition"),
        pytest.param("They named 14 sexual partners.", [], id="other-partners"),
        pytest.param("A group of 23 practices was drawn.", [], id="a-group-is-no-network"),
        pytest.param("It cost 23 dollars.", [], id="something-else"),
        pytest.param("There were 23 agencies.", [], id="no-partners"),
    ],
)
def test_counts_of_partners(paper: Paper, abstract: str, found: list[str]) -> None:
    assert [each.value for each in counted_in(Reading(paper(abstract=abstract)))] == found
