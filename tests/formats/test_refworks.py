"""RefWorks tagged text, and records under words."""

from __future__ import annotations

import time

import pytest

from relsynth.formats.refworks import read_records, recognises
from relsynth.records import Record

TAGGED = """RT Journal Article
SR Electronic(1)
A1 Okafor,Ada
A1 Lund, Ben
T1 Ferries
JF Crew Health
YR 2019
FD May
VO 12
SP 101
OP 109
K1 trust; crew
AB They came.
US citizens did not.
NO kept
SN 5550-0001
DO 10.5555/a
LA English

RT Book, Whole
T1 Bakers
"""
LABELLED = """Reference Type:  Journal Article
Record Number: 7
Author: Okafor, Ada
Lund, Ben
Year: 2019
Title: Ferries
Journal: Crew Health
Pages: 101-109
Abstract: Methods: they were asked.
Results: They came.

Reference Type:  Book
Title: Bakers
"""


def test_tags() -> None:
    one, two = read_records(TAGGED.encode())
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.origin.first, one.origin.last, two.origin.first) == (1, 18, 20)
    assert (one.authors, one.year, one.page) == (("Okafor, Ada", "Lund, Ben"), 2019, "101-109")
    assert one.keywords == ("trust; crew",)
    assert (one.container_title, one.volume, one.issue, one.doi) == ("Crew Health", "12", None, "10.5555/a")
    assert one.abstract == "They came. US citizens did not."
    assert {("SR", "Electronic(1)"), ("A1", "Okafor,Ada"), ("FD", "May"), ("NO", "kept")} <= set(one.extra)
    assert (two.type, two.title) == ("book", "Bakers")


def test_labels() -> None:
    one, two = read_records(LABELLED.encode())
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.authors, one.year, one.page) == (("Okafor, Ada", "Lund, Ben"), 2019, "101-109")
    assert (one.abstract, one.container_title) == ("Methods: they were asked. Results: They came.", "Crew Health")
    assert ("Record Number", "7") in one.extra
    assert (two.type, two.title) == ("book", "Bakers")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Exported in May\n\nRT Book\nT1 A\n", ["aside", "A"], id="text-before"),
        pytest.param("RT Book\nRT Book\nT1 A\n", [None, "A"], id="a-type-alone"),
        pytest.param("ID 7\nT1 A\n", ["A"], id="no-type"),
        pytest.param("NO kept\n", ["record"], id="nothing-known"),
        pytest.param("", [], id="empty"),
    ],
)
def test_what_each_stretch_is(text: str, expected: list[str | None]) -> None:
    found = [item.title if isinstance(item, Record) else item.kind for item in read_records(text.encode())]
    assert found == expected


def test_many_numbers_are_read_in_one_pass() -> None:
    begun = time.process_time()
    (one,) = read_records(f"RT Journal\nT1 A\nSN {'1 ' * 40_000}\n".encode())
    assert isinstance(one, Record)
    assert len(one.issn) == 40_000
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(TAGGED, True, id="tags"),
        pytest.param(LABELLED, True, id="labels"),
        pytest.param("TY  - JOUR\nT1  - A\nID  - 1\n", False, id="ris"),
        pytest.param("PT J\nAU Okafor, A\nTI A\nER\n", False, id="web-of-science"),
        pytest.param("RT Journal Article is a line.\n", False, id="prose"),
    ],
)
def test_recognised_by_its_tags(head: str, *, expected: bool) -> None:
    assert recognises(head.encode(), ".txt") is expected
