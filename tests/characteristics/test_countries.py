"""Where a study was, as a table that a reviewer can extend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relsynth.characteristics.countries import found_in, income_groups, name_of
from relsynth.characteristics.passages import Reading
from relsynth.documents import CITATION, Document

US, UK = "United States of America", "United Kingdom"
Paper = Callable[..., Document]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        pytest.param({"title": "A coalition in rural Kenya"}, ["Kenya"], id="named-in-the-title"),
        pytest.param(
            {"abstract": "We worked in Kenya, Malawi and Uganda."}, ["Kenya", "Malawi", "Uganda"], id="several"
        ),
        pytest.param({"abstract": "Four Dutch hospitals took part."}, ["Netherlands"], id="by-an-adjective"),
        pytest.param({"abstract": "Clinics in North Carolina took part."}, [US], id="by-a-state"),
        pytest.param({"abstract": "Schools in New Mexico took part."}, [US], id="not-old-mexico"),
        pytest.param({"abstract": "Farmers in Niger State, Nigeria, took part."}, ["Nigeria"], id="niger-state"),
        pytest.param({"abstract": "Villages in Niger were visited."}, ["Niger"], id="niger-itself"),
        pytest.param({"abstract": "Homes in Papua New Guinea were visited."}, ["Papua New Guinea"], id="a-guinea"),
        pytest.param({"abstract": "Homes in Guinea-Bissau were visited."}, ["Guinea-Bissau"], id="another-guinea"),
        pytest.param({"abstract": "Nurses in Atlanta, Georgia, met."}, [US], id="georgia-the-state"),
        pytest.param({"abstract": "Nurses in Tbilisi, Georgia, met."}, ["Georgia"], id="georgia-the-country"),
        pytest.param({"abstract": "Clinics in London, Ontario, took part."}, ["Canada"], id="london-ontario"),
        pytest.param({"abstract": "American Indian elders in Oklahoma met."}, [US], id="american-indians"),
        pytest.param({"abstract": "Chinese Americans were visited."}, [US], id="chinese-americans"),
        pytest.param({"abstract": "Jobs in Côte d’Ivoire were counted."}, ["Côte d'Ivoire"], id="curly-apostrophe"),
        pytest.param(
            {"abstract": "Clinics in the Democratic Republic of Congo met."},
            ["Democratic Republic of the Congo"],
            id="congo",
        ),
        pytest.param({"abstract": "Patients told us of the turkey, the china and the chad."}, [], id="no-capitals"),
        pytest.param({"abstract": "Leaflets were in English or Spanish."}, [], id="a-language"),
        pytest.param(
            {"abstract": "A Spanish-speaking nurse helped Somali refugees and those born in Syria."},
            [],
            id="people-from-elsewhere",
        ),
        pytest.param({"abstract": "It cost 200 US dollars, or US$ 3 each."}, [], id="money"),
        pytest.param({"abstract": "We followed the Declaration of Helsinki."}, [], id="a-declaration"),
        pytest.param({"abstract": "Symptoms met the Rome III criteria."}, [], id="criteria-named-after-a-town"),
        pytest.param(
            {"abstract": "Clinics in Ghana took part.", "methods": "Data went into Stata (StataCorp, Texas, USA)."},
            ["Ghana"],
            id="the-maker-of-the-software",
        ),
        pytest.param(
            {"abstract": "Clinics in Ghana took part.", "discussion": "In Sweden and in Japan it was otherwise."},
            ["Ghana"],
            id="others-in-the-discussion",
        ),
        pytest.param(
            {"methods": "Wards in Peru were chosen.", "introduction": f"A trial in Chile failed {CITATION}."},
            ["Peru"],
            id="a-cited-study-elsewhere",
        ),
        pytest.param(
            {"acknowledgements": "We thank the Ministry of Health of Rwanda."}, ["Rwanda"], id="a-last-resort"
        ),
        pytest.param({"discussion": "In Sweden, in Japan and in Peru it was otherwise."}, [], id="named-in-passing"),
        pytest.param({"methods": "She was seen at a clinic in Białystok, Poland."}, ["Poland"], id="letters"),
        pytest.param({"methods": "He was seen in São Paulo, Brazil."}, ["Brazil"], id="more-letters"),
        pytest.param({"methods": "He was given kitamol 5 mg (Shanghai, China)."}, [], id="the-maker-of-a-drug"),
        pytest.param(
            {"methods": "He was given kitamol (Acorn Pharmaceutical Co., Ltd., Shanghai, China)."}, [], id="a-maker"
        ),
        pytest.param({"methods": "Nurses of Elm Hospital (Shanghai, China) sang."}, ["China"], id="no-maker"),
        pytest.param({}, [], id="none"),
    ],
)
def test_countries_are_those_of_the_study(paper: Paper, parts: dict[str, str], names: list[str]) -> None:
    assert sorted(found.value for found in found_in(Reading(paper(**parts)))) == sorted(names)


def test_what_the_title_says_is_surest(paper: Paper) -> None:
    titled = found_in(Reading(paper(title="Coalitions in Kenya")))[0].confidence
    thanked = found_in(Reading(paper(acknowledgements="We thank the people of Kenya.")))[0].confidence
    assert titled > 0.85
    assert thanked < 0.5


@pytest.mark.parametrize(
    ("abstract", "groups"),
    [
        pytest.param("Clinics in Uganda took part.", ["low income"], id="low"),
        pytest.param("Clinics in Kenya and Malawi took part.", ["lower middle income", "low income"], id="two"),
        pytest.param("Clinics in Sweden and Norway took part.", ["high income"], id="one-for-two-countries"),
        pytest.param("Clinics in Venezuela took part.", [], id="not-classed"),
    ],
)
def test_income_follows_from_the_country(paper: Paper, abstract: str, groups: list[str]) -> None:
    document = paper(abstract=abstract)
    found = income_groups(found_in(Reading(document)))
    assert [each.value for each in found] == groups
    assert all("2025" in each.rule for each in found)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        pytest.param("USA", US, id="short"),
        pytest.param(" uk ", UK, id="in-small-letters"),
        pytest.param("kenyan", "Kenya", id="an-adjective"),
        pytest.param("Kenya and Chad", None, id="two"),
        pytest.param("Guinea pig", None, id="no-country"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_form_names_its_country(form: str, name: str | None) -> None:
    assert name_of(form) == name
