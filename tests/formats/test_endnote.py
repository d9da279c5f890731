"""EndNote's tagged text: where records end, and what blank lines mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.endnote import read_records, recognises
from relsynth.records import Record, Unread

Found = list[tuple[int, int, str | None]]


def read(text: str) -> Found:
    """Lines of each stretch, and the title of its record or the kind of what is unread."""
    return [
        (item.origin.first, item.origin.last, item.title if isinstance(item, Record) else item.kind)
        for item in read_records(text.encode())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("%0 Book\n%T A\n\n%0 Book\n%T B\n", [(1, 2, "A"), (4, 5, "B")], id="blank-line-between"),
        pytest.param("%0 Book\n%T A\n%0 Book\n%T B\n", [(1, 2, "A"), (3, 4, "B")], id="no-blank-line-between"),
        pytest.param("%T A\n%0 Book\n\n%T B\n%0 Book\n", [(1, 2, "A"), (4, 5, "B")], id="title-before-type"),
        pytest.param("%0 Book\n%T A\n\n%T B\n", [(1, 2, "A"), (4, 4, "record")], id="no-type-beside-others"),
        pytest.param("%A Ada\n%T A\n\n%T B\n", [(1, 2, "A"), (4, 4, "B")], id="refer-has-no-types"),
        pytest.param("%0 Book\n%T A\n%X one\n\ntwo\n\n%K x\n", [(1, 7, "A")], id="blank-lines-in-an-abstract"),
        pytest.param("From the shelf\n\n%0 Book\n%T A\n", [(1, 1, "aside"), (3, 4, "A")], id="text-before"),
        pytest.param("%0 Book\n%T A\n\nPage 1\n", [(1, 2, "A"), (4, 4, "aside")], id="text-after-a-title"),
        pytest.param("%0 Book\n%T A\nlong\n", [(1, 3, "A long")], id="folded-title"),
        pytest.param("%0 \n\n%Q x\n", [(1, 3, "record")], id="nothing-known"),
        pytest.param("\ufeff%0 Book\r\n%T A\r\n", [(1, 2, "A")], id="mark-and-crlf"),
        pytest.param("", [], id="empty"),
    ],
)
def test_where_a_record_ends(text: str, expected: Found) -> None:
    assert read(text) == expected


def test_the_fields_of_a_record() -> None:
    (one,) = read_records(
        b"%0 Journal Article\n%A Okafor, Ada\n%A Harbour Board,\n%B Series\n%J Crew\n%D 2019\n"
        b"%8 May 2, 2019\n%V 12\n%N 3\n%P 1-9\n%R doi:10.5555/A\n%@ 5550-0001\n%K trust\ncrew\n%X one\n\ntwo\n"
        b"%2 PMC9990001\n%U https://a.org\n%M 77\n"
    )
    assert isinstance(one, Record)
    assert (one.type, one.authors, one.container_title) == ("article-journal", ("Okafor, Ada", "Harbour Board"), "Crew")
    assert (one.issued, one.year, one.volume, one.issue, one.page) == ("May 2, 2019", 2019, "12", "3", "1-9")
    assert (one.doi, one.pmcid, one.issn, one.url) == ("10.5555/a", "PMC9990001", ("5550-0001",), ("https://a.org",))
    assert (one.keywords, one.abstract) == (("trust", "crew"), "one two")
    assert {("%B", "Series"), ("%M", "77"), ("%D", "2019"), ("%A", "Harbour Board,")} <= set(one.extra)


@given(st.lists(st.sampled_from(["%0 Book", "%T a", "%X b", "%A c", "d", "", "%", "%% e", " %K f", "%0"]), max_size=12))
def test_every_line_is_in_one_stretch(lines: list[str]) -> None:
    items = list(read_records("\n".join(lines).encode()))
    owned = [n for item in items for n in range(item.origin.first, item.origin.last + 1)]
    assert len(owned) == len(set(owned))
    assert [line for n, line in enumerate(lines, 1) if line.strip() and n not in owned] == []
    said = " ".join(item.text if isinstance(item, Unread) else str(item) for item in items)
    assert [line for line in lines if line.strip("%0 ") and line.split()[-1] not in said] == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("%0 Journal Article\n%T A\n", True, id="endnote"),
        pytest.param("%A Ada\n%T A\n%D 1979\n", True, id="refer"),
        pytest.param("% a comment\n@book{a, title={A}}\n", False, id="bibtex"),
        pytest.param("TY  - BOOK\nTI  - A\n", False, id="ris"),
        pytest.param("%PDF-1.7\n%A b\n", False, id="pdf"),
        pytest.param("Half of them, or\n%50, came.\n", False, id="prose"),
    ],
)
def test_recognised_by_its_tags(head: str, *, expected: bool) -> None:
    assert recognises(head.encode(), ".enw") is expected
