"""Text of Ovid and of the Cochrane Library: three layouts, numbers and strategies between."""

from __future__ import annotations

import time

import pytest

from relsynth.formats.ovid import read_records, recognises
from relsynth.records import Record

STRATEGY = """Database: Imagined MEDLINE <1946 to March 2021>
Search Strategy:
--------------------
1     exp Ferries/ (123)
2     trust.ti,ab. (55)

"""
LABELLED = """<1>
Accession Number
  00550001-201905000-00002.
Author
  Okafor, Ada MD *;  Lund, Ben MD, PhD +;  FAAN 1
Title
  Ferry crews as partners.[Article]
Source
  Crew Health.   12(3):101-109, May 2019.
Abstract
  They came.
  All of them.
Author Keywords
  trust;  crew
Language
  English.
ISSN
  5550-0001
DOI Number
  10.5555/A
Link to the Ovid Full Text or citation
 https://example.org/1

<2>
Title
  Bakers.
"""
TAGGED = """<1>
VN  - Ovid Technologies
DB  - Imagined MEDLINE(R)
UI  - 99900001
AU  - Okafor A
AU  - Lund B
TI  - Ferry crews as
      partners.
SO  - Crew Health. 12(3):101-109, 2019 May.
IS  - 5550-0001
DO  - https://dx.doi.org/10.5555/a
YR  - 2019
<2>
VN  - Ovid Technologies
TI  - Bakers.
"""
COCHRANE = """Record #1 of 2
ID: CD555001
AU: Okafor A
AU: Lund B
TI: Ferry crews as partners
SO: Imagined Reviews
YR: 2019
NO: 3
AB: Aim: to see.
They came.
DOI: 10.5555/14651858.CD555001
US: https://example.org/1

Record #2 of 2
ID: CN-2
TI: Bakers
"""


def records(text: str) -> list[Record]:
    return [item for item in read_records(text.encode()) if isinstance(item, Record)]


def test_labels() -> None:
    one, two = records(STRATEGY + LABELLED)
    assert (one.authors, one.title) == (("Okafor, Ada", "Lund, Ben"), "Ferry crews as partners.")
    assert (one.container_title, one.volume, one.issue, one.page) == ("Crew Health", "12", "3", "101-109")
    assert one.year == 2019
    assert (one.abstract, one.keywords, one.language) == ("They came. All of them.", ("trust", "crew"), "English")
    assert (one.doi, one.issn, one.url) == ("10.5555/a", ("5550-0001",), ("https://example.org/1",))
    assert ("Title", "Ferry crews as partners.[Article]") in one.extra
    assert ("Author", "Okafor, Ada MD *;  Lund, Ben MD, PhD +;  FAAN 1") in one.extra
    assert two.title == "Bakers."


def test_tags() -> None:
    one, two = records(TAGGED)
    assert (one.authors, one.title, one.doi) == (("Okafor, A", "Lund, B"), "Ferry crews as partners.", "10.5555/a")
    assert (one.container_title, one.volume, one.page, one.issued) == ("Crew Health", "12", "101-109", "2019")
    assert two.title == "Bakers."


def test_cochrane() -> None:
    one, two = records(COCHRANE)
    assert (one.authors, one.container_title, one.year, one.issue) == (
        ("Okafor, A", "Lund, B"),
        "Imagined Reviews",
        2019,
        "3",
    )
    assert (one.abstract, one.doi) == ("Aim: to see. They came.", "10.5555/14651858.cd555001")
    assert (two.title, two.extra) == ("Bakers", (("ID", "CN-2"),))


@pytest.mark.parametrize("text", [STRATEGY + LABELLED, TAGGED, COCHRANE, "<1>\n\nstray\nTitle\n  A\n"])
def test_every_line_is_in_one_stretch(text: str) -> None:
    items = list(read_records(text.encode()))
    owned = [n for item in items for n in range(item.origin.first, item.origin.last + 1)]
    assert len(owned) == len(set(owned))
    assert [line for n, line in enumerate(text.split("\n"), 1) if line.strip() and n not in owned] == []


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        pytest.param("<1>\nUnique Identifier\n  99900001\nDB\n  Ovid MEDLINE(R) <1946 on>\n", "99900001", id="labels"),
        pytest.param("<1>\nUnique Identifier\n  99900001\nDatabase\n  Embase\n", None, id="of-another-database"),
        pytest.param("<1>\nUnique Identifier\n  9990000112\nDatabase\n  Ovid MEDLINE\n", None, id="too-long"),
    ],
)
def test_the_unique_identifier_of_medline_is_a_pmid(text: str, pmid: str | None) -> None:
    (one,) = records(f"{text}Title\n  Ferries\n")
    assert one.pmid == pmid


def test_the_unique_identifier_under_a_tag_is_a_pmid() -> None:
    one, two = records(TAGGED)
    assert (one.pmid, two.pmid) == ("99900001", None)


def test_numbers_and_strategies_are_asides() -> None:
    kinds = [
        "record" if isinstance(item, Record) else item.kind for item in read_records((STRATEGY + LABELLED).encode())
    ]
    assert kinds == ["aside", "record", "aside", "record"]


def test_a_line_at_the_margin_without_value_is_kept() -> None:
    (one,) = records("<1>\nTitle\n  A\nCopyright of nobody\n")
    assert one.extra == (("line", "Copyright of nobody"),)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(LABELLED, True, id="labels"),
        pytest.param(TAGGED, True, id="tags"),
        pytest.param(COCHRANE, True, id="cochrane"),
        pytest.param("Record #1 of 2\nTY  - JOUR\nTI  - A\nER  - \n", False, id="ris-of-cochrane"),
        pytest.param("<1>\nTY  - JOUR\nDB  - Somewhere\nER  - \n", False, id="ris-of-ovid"),
        pytest.param("PMID- 1\nTI  - A\nSO  - B\n", False, id="nbib"),
        pytest.param("Title\n\nWe came.\n", False, id="prose"),
    ],
)
def test_recognised_by_its_layout(head: str, *, expected: bool) -> None:
    assert recognises(head.encode(), ".txt") is expected


@pytest.mark.parametrize("piece", ["0", "*", " 1", ", AB", "(1)", " ", "; ", ","])
@pytest.mark.parametrize("label", ["Authors", "Title", "Source"])
def test_a_hostile_value_takes_no_time(label: str, piece: str) -> None:
    begun = time.process_time()
    records(f"<1>\n{label}\n  a{piece * 20_000} .\nTitle\n  A\n")
    assert time.process_time() - begun < 1
