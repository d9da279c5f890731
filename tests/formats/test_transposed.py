"""Tables with a row for each field."""

from __future__ import annotations

import pytest

from relsynth.formats.transposed import is_transposed, read
from relsynth.records import Record

EMBASE = """"EMBASE"
"2 records"

"TITLE","Ferry crews, as partners"
"AUTHOR NAMES","Okafor A.","Lund B."
"SOURCE","Crew Health (2019) 12:3 (101-109). Date of Publication: 1 May 2019"
"PUBLICATION YEAR","2019"
"ABSTRACT","They said ""aye"".
All of them."
"EMTREE MEDICAL INDEX TERMS","ferry","trust"
"DOI","10.5555/A"
"CLINICAL NOTE","kept"

"TITLE","Bakers"
"PUBLICATION YEAR","2020"
"TITLE","Herons"
"PUBLICATION YEAR","2021"
"""


def test_a_record_is_what_stands_between_blank_lines_or_titles() -> None:
    aside, *records = read(iter(EMBASE.splitlines(keepends=True)))
    assert (aside.origin.first, aside.origin.last, isinstance(aside, Record)) == (1, 2, False)
    assert [(one.origin.first, one.origin.last) for one in records] == [(4, 12), (14, 15), (16, 17)]
    assert [one.title for one in records if isinstance(one, Record)] == ["Ferry crews, as partners", "Bakers", "Herons"]


def test_the_fields_of_a_record() -> None:
    one = next(item for item in read(iter(EMBASE.splitlines(keepends=True))) if isinstance(item, Record))
    assert (one.authors, one.year, one.doi) == (("Okafor, A.", "Lund, B."), 2019, "10.5555/a")
    assert (one.container_title, one.volume, one.issue, one.page) == ("Crew Health", "12", "3", "101-109")
    assert (one.abstract, one.keywords) == ('They said "aye".\nAll of them.', ("ferry", "trust"))
    assert {("CLINICAL NOTE", "kept"), ("AUTHOR NAMES", "Okafor A.")} <= set(one.extra)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(EMBASE, True, id="embase"),
        pytest.param('"Title","Year"\n"Ferries","2019"\n', False, id="an-ordinary-table"),
        pytest.param('"TITLE","a"\n"YEAR","2019"\n', False, id="too-few-fields"),
        pytest.param("", False, id="empty"),
    ],
)
def test_told_by_the_first_cells(text: str, *, expected: bool) -> None:
    assert is_transposed(text) is expected
