"""Who paid, as a table that a reviewer can extend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relsynth.characteristics.funding import NONE, found_in
from relsynth.characteristics.passages import Reading
from relsynth.documents import Document

Paper = Callable[..., Document]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        pytest.param({"funding": "This study was funded by the Acorn Trust (12-3)."}, ["Acorn Trust"], id="one"),
        pytest.param(
            {"funding": "Supported by grants from the Acorn Trust and the Beech Foundation."},
            ["Acorn Trust", "Beech Foundation"],
            id="two",
        ),
        pytest.param(
            {"funding": "Funded by an Acorn Trust Senior Research Fellowship."}, ["Acorn Trust"], id="no-scheme"
        ),
        pytest.param(
            {"funding": "Funded by the Acorn Research Fund (ARF)."}, ["Acorn Research Fund"], id="no-short-form"
        ),
        pytest.param(
            {"funding": "Funding: The TREES trial was funded by the Acorn Trust."}, ["Acorn Trust"], id="twice-said"
        ),
        pytest.param(
            {"acknowledgements": "The work was supported by Acorn Aid."}, ["Acorn Aid"], id="a-name-of-no-kind"
        ),
        pytest.param({"acknowledgements": "AB was helped by Ana Beech."}, [], id="help"),
        pytest.param({"funding": "The authors received no specific funding."}, [NONE], id="no-funding"),
        pytest.param({"discussion": "Parks were funded by the Elm Council."}, [], id="somebody-else's"),
        pytest.param(
            {"methods": "The study was funded by the Elm Council."}, ["Elm Council"], id="told-in-the-methods"
        ),
        pytest.param(
            {"funding": "Funded by the Beech Department of Health ME 04-12."},
            ["Beech Department of Health"],
            id="number",
        ),
        pytest.param(
            {"funding": "Funded by the Acorn Foundation Scaling Up Trees programme."},
            ["Acorn Foundation"],
            id="what-it-was-for",
        ),
        pytest.param(
            {"funding": "Funded by the Acorn Trust under Notice of Funding Opportunity 12, Shade and Other Trees."},
            ["Acorn Trust"],
            id="the-title-of-a-grant",
        ),
        pytest.param(
            {"funding": "Supported by the Acorn Trust in partnership with the National Association of Elms."},
            ["Acorn Trust"],
            id="a-partner",
        ),
        pytest.param(
            {"funding": "Funded by the Acorn Trust. The Elm Institute gave training."}, ["Acorn Trust"], id="a-helper"
        ),
        pytest.param(
            {"funding": "This work received grant no. N/ST/12 from the Medical University of Elmów."},
            ["Medical University of Elmów"],
            id="a-number-before-from",
        ),
        pytest.param({"funding": "Supported by the Łódź Elm Trust."}, ["Łódź Elm Trust"], id="letters-beyond-ascii"),
        pytest.param({"funding": "Internal funds, University of Beech."}, ["University of Beech"], id="no-verb"),
        pytest.param({"methods": "Parks funded by the Elm Council were seen."}, [], id="not-the-study's"),
    ],
)
def test_funders(paper: Paper, parts: dict[str, str], found: list[str]) -> None:
    assert [each.value for each in found_in(Reading(paper(**parts)))] == found


UNSURE = 0.7


@pytest.mark.parametrize(
    ("funding", "is_sure"),
    [
        pytest.param("The study was funded by the Acorn Trust.", True, id="verb-and-organisation"),
        pytest.param("The study was funded by Acorn Alba.", False, id="a-name-that-does-not-say-what-it-is"),
        pytest.param("Internal funds, University of Beech.", False, id="no-verb"),
        pytest.param("Funded by the Acorn Trust through the Elm Institute.", True, id="the-first-of-two"),
    ],
)
def test_confidence_goes_by_the_pattern(paper: Paper, funding: str, is_sure: bool) -> None:
    found = found_in(Reading(paper(funding=funding)))
    assert (found[0].confidence >= UNSURE) is is_sure
    assert all(each.confidence < UNSURE for each in found[1:])
