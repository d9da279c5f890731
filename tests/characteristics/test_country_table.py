"""The table of countries says of each what the evidence table needs."""

from __future__ import annotations

from collections import Counter

from relsynth.characteristics.country_table import COUNTRIES, INCOME_CLASSES
from relsynth.characteristics.place_table import NOWHERE, PLACES


def test_codes_and_names_are_unique() -> None:
    assert len({country.code for country in COUNTRIES}) == len(COUNTRIES) == len({c.name for c in COUNTRIES})
    assert {len(country.code) for country in COUNTRIES} == {2}


def test_classes_count_what_the_bank_counts() -> None:
    counts = Counter(country.income for country in COUNTRIES)
    assert counts[INCOME_CLASSES["L"]] == 26
    assert counts[INCOME_CLASSES["LM"]] == 51
    assert counts[INCOME_CLASSES["UM"]] == 54


def test_every_place_belongs_to_a_country_of_the_table() -> None:
    assert PLACES.keys() <= {country.code for country in COUNTRIES}


def test_no_form_stands_for_two_countries_without_a_mark() -> None:
    """A form that is listed twice would be whichever came last."""
    forms = [
        (form.removeprefix("?"), country.code)
        for country in COUNTRIES
        for form in (*country.names, *country.adjectives, *country.places)
    ]
    forms += [
        (" ".join(form.split()).removeprefix("?"), code) for code, row in PLACES.items() for form in row.split(";")
    ]
    owners: dict[str, set[str]] = {}
    for form, code in forms:
        owners.setdefault(form, set()).add(code)
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}
    assert not {" ".join(form.split()) for form in NOWHERE.split(";")} & owners.keys()
