"""Study characteristics: what a paper says of its own study, each with the words that say it.

    document ─▶ passages, weighed by place ─▶ mentions ─▶ added up by value ─▶ Characteristic

Rules and tables of our own making, no model and no file. Every value is verbatim or from a list of ours, and points
to a place in the text where a person can check it. What is not found is not said to be absent: a field without a
value means "not found". The rules of each field stand in its module; how well they do is told in
docs/explanation/characteristics.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from relsynth.characteristics import countries, funding, innovations, partners, populations, terms
from relsynth.characteristics.country_table import COUNTRIES, INCOME_CLASSES, INCOME_YEAR
from relsynth.characteristics.design_table import DESIGNS
from relsynth.characteristics.mentions import Characteristic
from relsynth.characteristics.passages import Reading
from relsynth.characteristics.setting_table import SECTORS, SETTINGS
from relsynth.characteristics.terms import Instrument
from relsynth.documents import Document

__all__ = [
    "FIELDS",
    "INCOME_YEAR",
    "REVISION",
    "Characteristic",
    "Instrument",
    "allowed",
    "canonical",
    "characteristics_of",
    "income_group_of",
]

REVISION = "characteristics/2"
"""Raised whenever the same text would give other characteristics."""

FIELDS = (
    "country",
    "income_group",
    "setting",
    "sector",
    "design",
    "population",
    "innovation",
    "partners",
    "partner_count",
    "frameworks",
    "instruments",
    "funding",
)
"""Fields of a study, in the order of the characteristics table."""


_ALLOWED: dict[str, tuple[str, ...]] = {
    "country": tuple(country.name for country in COUNTRIES),
    "income_group": tuple(INCOME_CLASSES.values()),
    "setting": tuple(row[0] for row in SETTINGS),
    "sector": tuple(row[0] for row in SECTORS),
    "design": tuple(row[0] for row in DESIGNS),
}


_INCOMES = {country.name: country.income for country in COUNTRIES}


def allowed(field: str) -> tuple[str, ...] | None:
    """Values that a field may have, in the order of their table; None where its values are the paper's own words."""
    return _ALLOWED.get(field)


def canonical(field: str, value: str) -> str | None:
    """A value as its table writes it: "USA" and "united states of america" are one country.

    None where the field has a table and the value is not in it; the value itself where the field has none.
    """
    values = allowed(field)
    if values is None:
        return value
    plain = value.strip().casefold()
    named = next((each for each in values if each.casefold() == plain), None)
    return countries.name_of(value) if named is None and field == "country" else named


def income_group_of(country: str) -> str | None:
    """Income class of a country by its short name (``INCOME_YEAR``); None where the World Bank gives none."""
    return _INCOMES.get(country)


def characteristics_of(
    document: Document, *, instruments: Mapping[str, Instrument] | None = None
) -> tuple[Characteristic, ...]:
    """What a paper says of its study: in the order of ``FIELDS``, within a field the surest first.

    Args:
        instruments: the measures of a codebook (``Codebook.instruments``), looked for beside those listed here.

    Raises:
        CueError: a pattern of an instrument is not cue syntax; a codebook that was read has none such.
    """
    reading = Reading(document)
    found = terms.found_in(reading, instruments=instruments or {})
    found["country"] = countries.found_in(reading)
    found["income_group"] = countries.income_groups(found["country"])
    found["population"] = populations.found_in(reading)
    found["innovation"] = innovations.found_in(reading)
    found["partners"] = partners.found_in(reading)
    found["partner_count"] = partners.counted_in(reading)
    found["funding"] = funding.found_in(reading)
    return tuple(each for field in FIELDS for each in found[field])
