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
        pytest.param({"methods": "Parks funded by the Elm Council were seen."}, [], id="not-the-study's"),
    ],
)
def test_funders(paper: Paper, parts: dict[str, str], found: list[str]) -> None:
    assert [each.value for each in found_in(Reading(paper(**parts)))] == found
