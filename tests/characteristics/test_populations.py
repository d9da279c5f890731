"""Whom a study was about, as a table that a reviewer can extend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relsynth.characteristics.passages import Reading
from relsynth.characteristics.populations import found_in
from relsynth.documents import CITATION, Document

Paper = Callable[..., Document]


@pytest.mark.parametrize(
    ("parts", "people"),
    [
        pytest.param({"title": "A choir for older adults with dementia"}, ["older adults with dementia"], id="with"),
        pytest.param(
            {"abstract": "We recruited 40 children aged 8 to 10 years."}, ["children aged 8 to 10 years"], id="aged"
        ),
        pytest.param({"abstract": "Songs to engage young fathers were sung."}, ["young fathers"], id="no-verb"),
        pytest.param({"abstract": "Patients in the intervention group sang."}, [], id="an-arm-of-a-trial"),
        pytest.param({"abstract": "Participants were healthy."}, [], id="nobody-in-particular"),
        pytest.param({"abstract": "Meetings were held among school nurses."}, ["school nurses"], id="professionals"),
        pytest.param({"abstract": f"Songs helped deaf sailors {CITATION}."}, [], id="of-a-cited-work"),
        pytest.param({"discussion": "Songs could help deaf sailors."}, [], id="not-told-there"),
        pytest.param(
            {"abstract": "The van and the choir sent people to them eleven mothers."}, [], id="no-verb-no-pronoun"
        ),
        pytest.param({"title": "Songs motivate communities"}, [], id="a-verb-by-its-ending"),
        pytest.param({"title": "Soup for displaced widows and mothers"}, ["mothers"], id="a-participle-is-no-verb"),
        pytest.param({"title": "Distrust of outside researchers"}, [], id="staff-of-the-study"),
        pytest.param({"abstract": "Songs helped patients with missing outcomes."}, [], id="of-an-analysis"),
        pytest.param(
            {"title": "Songs for rural villages and the clinic’s young mothers"}, ["young mothers"], id="possessive"
        ),
        pytest.param({"title": "Songs for intervention group mothers"}, [], id="an-arm-before-the-head"),
        pytest.param({"methods": "We interviewed young fathers."}, [], id="in-the-methods-alone"),
        pytest.param(
            {"methods": "We interviewed 23 nurses and 12 cooks."}, ["nurses"], id="counted-in-the-methods-alone"
        ),
        pytest.param(
            {"methods": "We interviewed 23 nurses and 12 midwives."}, ["nurses", "midwives"], id="two-counted"
        ),
        pytest.param(
            {"abstract": "We interviewed 23 nurses and 12 managers."}, ["nurses"], id="counted-in-the-abstract"
        ),
        pytest.param(
            {"title": "Songs among school doctors with respect to rest"}, ["school doctors"], id="with-respect"
        ),
        pytest.param({"abstract": "Songs were sung among numerous population."}, [], id="numerous"),
        pytest.param({"title": "Menus for children’s meals"}, [], id="what-is-theirs"),
    ],
)
def test_people_are_told_in_the_words_of_the_paper(paper: Paper, parts: dict[str, str], people: list[str]) -> None:
    assert [each.value for each in found_in(Reading(paper(**parts)))] == people
