"""XML exports: each record is found and parsed on its own, and whatever breaks, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element

from relsynth.formats.xml_records import opening, read_elements
from relsynth.formats.xml_sayings import Saying, sayings
from relsynth.records import FIELDS, Record, Unread

PLAN = {"title": "title"}


def by_plan(element: _Element) -> Iterator[Saying]:
    return sayings(element, PLAN)


def read(text: str) -> list[Record | Unread]:
    return list(read_elements(text.encode(), ("record",), by_plan))


def shape(found: list[Record | Unread]) -> list[str | None]:
    """Titles of records, and kinds of what is unread."""
    return [each.title if isinstance(each, Record) else each.kind for each in found]


def words(found: list[Record | Unread]) -> str:
    """All that was read, in one text."""
    told = [
        [str(getattr(each, field)) for field in FIELDS] + [value for _, value in each.extra]
        if isinstance(each, Record)
        else [each.text]
        for each in found
    ]
    return "\n".join(text for texts in told for text in texts)


A = "<record><title>Alpha</title></record>"
B = "<record><title>Beta</title></record>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(A, ["Alpha"], id="a-bare-record"),
        pytest.param(f"<x>{A}{B}</x>", ["aside", "Alpha", "Beta", "aside"], id="all-on-one-line"),
        pytest.param(f"```<?xml version='1.0'?>\n<x>\n{A}\n</x>\n```", ["aside", "Alpha", "aside"], id="fenced"),
        pytest.param(f"<?xml version='1.0'><x>{A}</x>", ["aside", "Alpha", "aside"], id="prolog-without-its-mark"),
        pytest.param(
            f"<x>{A}</x><?xml version='1.0'?><x>{B}</x>", ["aside", "Alpha", "aside", "Beta", "aside"], id="two"
        ),
        pytest.param(f"<x>{A}", ["aside", "Alpha"], id="wrapper-not-closed"),
        pytest.param(f"{A}<record><title>Cut of", ["Alpha", "record"], id="cut-off"),
        pytest.param(f"<record><title>Open</title>\n{A}", ["record", "Alpha"], id="not-closed-before-the-next"),
        pytest.param(f"{A}<record/>{B}", ["Alpha", "record", "Beta"], id="empty"),
        pytest.param(f"<!-- {A} -->{B}", ["record", "Beta"], id="commented-out"),
        pytest.param(f"{B}<!-- {A}", ["Beta", "record"], id="comment-not-closed"),
        pytest.param("<record><title><![CDATA[<record>]]></title></record>", ["<record>"], id="a-tag-in-cdata"),
        pytest.param("<x><records/></x>", ["aside"], id="none"),
        pytest.param("<x>Nothing to be found</x>", ["record"], id="text-and-no-record"),
        pytest.param("<record><title>Fish &amp; co</title></record>", ["Fish & co"], id="entity"),
        pytest.param("<record><title>caf&eacute; &#233; &nope;</title></record>", ["café é &nope;"], id="named"),
        pytest.param("<record><title>Fish & co, p < .05</title></record>", ["Fish & co, p < .05"], id="bare-signs"),
        pytest.param("<record><title>a &#0; b</title></record>", ["a \ufffd b"], id="no-such-character"),
        pytest.param("<m:record><m:title>Alpha</m:title></m:record>", ["Alpha"], id="prefix-declared-elsewhere"),
        pytest.param("<record><title>A<i>l</i>pha</title></record>", ["Alpha"], id="markup-in-text"),
        pytest.param("<record><title>Alpha</titel><x/></record>", ["Alpha"], id="mended-by-recovery"),
        pytest.param(f"<record>{'<i>' * 400}{'</i>' * 400}</record>{A}", ["record", "Alpha"], id="deep"),
    ],
)
def test_every_record_is_read_and_all_the_rest_kept(text: str, expected: list[str | None]) -> None:
    assert shape(read(text)) == expected


def test_what_recovery_may_leave_out_is_kept_as_it_stood() -> None:
    raw = "<record><title>Alpha</titel><b>rest"
    (found,) = read(f"{raw}</record>")
    assert isinstance(found, Record)
    assert found.extra[-1] == ("xml", f"{raw}</record>")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"<x>\n{A}\n\n{B}\n</x>\n", [(1, 1), (2, 2), (4, 4), (5, 5)], id="a-line-each"),
        pytest.param("<x>\n<record>\n<title>A</title>\n</record></x>", [(1, 1), (2, 4), (4, 4)], id="a-shared-line"),
        pytest.param(f"\r\n\r\n<x>\r\n\r\n{A}\r\n", [(3, 3), (5, 5)], id="blank-lines-before"),
        pytest.param("\n" * 70_000 + A, [(70_001, 70_001)], id="past-what-libxml2-counts"),
    ],
)
def test_lines_are_exact(text: str, lines: list[tuple[int, int]]) -> None:
    assert [(each.origin.first, each.origin.last) for each in read(text)] == lines


@pytest.mark.parametrize(
    "doctype",
    [
        pytest.param('<!DOCTYPE x [<!ENTITY a "b">]>', id="an-entity"),
        pytest.param('<!DOCTYPE x SYSTEM "x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>', id="a-file"),
        pytest.param(f'<!DOCTYPE x [<!ENTITY a "{B}">]>', id="a-record"),
    ],
)
def test_entities_of_a_files_own_are_refused(doctype: str) -> None:
    (found,) = read(f"{doctype}\n<x>{A}</x>")
    assert isinstance(found, Unread)
    assert (found.kind, found.origin.last) == ("record", 2)


def test_a_doctype_elsewhere_is_no_harm() -> None:
    assert shape(read(f'<!DOCTYPE x PUBLIC "-//X" "http://x.example/x.dtd" []>{A}')) == ["aside", "Alpha"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_what_they_are_not_what_is_declared(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='UTF-8'?>\n<record><title>Küche</title></record>\n{A}"
    found = list(read_elements(text.encode(encoding), ("record",), by_plan))
    assert shape(found) == ["aside", "Küche", "Alpha"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        pytest.param(b"<?xml version='1.0'?><!-- <a> --><!DOCTYPE b><m:c x='1'>", "c", id="after-the-prolog"),
        pytest.param("<mods>".encode("utf-16"), "mods", id="utf-16"),
        pytest.param(b"\n<c>", "c", id="on-the-last-line"),
        pytest.param(b"TY  - JOUR\nTI  - a < b\n", "", id="not-xml"),
        pytest.param(b"x" * 2_000 + b"<c>", "", id="far-down"),
    ],
)
def test_the_first_element_is_found(head: bytes, name: str) -> None:
    assert opening(head) == name


PIECES = ["<record>", "</record>", "<title>", "</title>", "word", "&", "<", ">", "&eacute;", "<!--", "-->", "\n"]
PIECES += ["<![CDATA[", "]]>", "<?", "<x:y z='1'>", "</x:y>", "<record/>", " ", "é", "&#1;", '"', "</mended>"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_line_has_a_place_and_every_word_is_kept(text: str) -> None:
    found = read(text)
    covered = {line for each in found for line in range(each.origin.first, each.origin.last + 1)}
    assert {n for n, line in enumerate(text.split("\n"), 1) if line.strip()} <= covered
    assert words(found).count("word") >= min(1, text.count("word"))
    assert all(each.text == each.text.strip() for each in found if isinstance(each, Unread))
