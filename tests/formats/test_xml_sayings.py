"""What an element says: its fields by a plan, and all else under its own name."""

from __future__ import annotations

import pytest
from lxml import etree

from relsynth.formats.xml_sayings import THROUGH, WITHIN, record_of, said, sayings
from relsynth.records import Origin, Record

PLAN = {"title": "title", "doi": "doi", "group": THROUGH, "dates": WITHIN}


def record(inside: str) -> Record:
    """The record that an element of the given content is, by the plan above."""
    element = etree.fromstring(f"<record><title>T</title>{inside}</record>")
    return record_of(sayings(element, PLAN), Origin(1, 1))


@pytest.mark.parametrize(
    ("inside", "extra"),
    [
        pytest.param("<kind UI='7'>x</kind>", [("kind", "x"), ("kind/@UI", "7")], id="attribute"),
        pytest.param("<id IdType='pii'>x</id>", [("id/pii", "x")], id="kind-in-its-name"),
        pytest.param("<note type='x'/>", [("note/@type", "x")], id="nothing-but-a-kind"),
        pytest.param("<g><a>1</a><b z='2'>3</b></g>", [("g", "1; 3 (z 2)")], id="in-one-line"),
        pytest.param("<group>lost<other>x</other></group>", [("group", "lost"), ("other", "x")], id="text-between"),
        pytest.param("<dates><day>1</day></dates>", [("dates/day", "1")], id="named-within"),
        pytest.param("<title>Beta</title><title>T</title>", [("title", "Beta")], id="a-second-value"),
        pytest.param("<doi>none yet</doi>", [("doi", "none yet")], id="no-doi"),
        pytest.param("<doi>https://doi.org/10.1234/X</doi>", [("doi", "https://doi.org/10.1234/X")], id="resolver"),
        pytest.param("<doi>10.1234/X</doi>", [], id="as-its-field-has-it"),
        pytest.param("<note>one&#xD;two</note>", [("note", "one\ntwo")], id="a-line-in-a-value"),
    ],
)
def test_what_has_no_field_is_in_extra(inside: str, extra: list[tuple[str, str]]) -> None:
    found = record(inside)
    assert list(found.extra) == extra


def test_two_authors_may_have_one_name() -> None:
    found = record_of(
        [("authors", "a", "Li, W"), ("authors", "a", "Li, W"), ("issn", "i", "1"), ("issn", "i", "1")], Origin(1, 1)
    )
    assert (found.authors, found.issn) == (("Li, W", "Li, W"), ("1",))


def test_all_an_element_says_is_one_line() -> None:
    element = etree.fromstring("<g k='v'><a>1</a><b><c>2</c><d/></b><e z='3'>4</e></g>")
    assert said(element) == "1; 2; 4 (z 3) (k v)"
