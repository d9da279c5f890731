"""Tagged lines are cut into stretches that leave out no line, whatever stands between records."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats import tagged
from relsynth.formats.decoding import decode
from relsynth.formats.tagged import FOLD, Segment, Syntax, blocks, joined, kept, parts, plain, segments, unkept, unread
from relsynth.records import Unread

MARKED = Syntax(
    tags={"AA: ": "AA", "BB: ": "BB", "GO: ": "GO"},
    tagged=lambda line: (found[1], found[2]) if (found := re.match(r"([A-Z]{2}):(.*)", line)) else None,
    begins=frozenset({"GO"}),
    ends=frozenset({"ED"}),
    between=re.compile("== "),
)
PARTED = Syntax(
    tags=MARKED.tags, tagged=MARKED.tagged, begins=frozenset({"GO"}), blank_ends=True, indent="   ", between=None
)


def cut(text: str, syntax: Syntax) -> list[tuple[int, int, list[tuple[str, str]]]]:
    return [(s.first, s.last, s.pairs) for s in segments(text.encode(), syntax)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\n \n\t\n", [], id="blank lines alone"),
        pytest.param("GO: a\nAA: b\nED:", [(1, 3, [("GO", "a"), ("AA", "b"), ("ED", "")])], id="one record"),
        pytest.param(
            "GO: a\n\nED:\n\nGO: b\nED:",
            [(1, 3, [("GO", "a" + FOLD), ("ED", "")]), (5, 6, [("GO", "b"), ("ED", "")])],
            id="a blank line within",
        ),
        pytest.param(
            "1.\nGO: a\nED:\nsee also\n\n2.\n", [(1, 1, []), (2, 3, [("GO", "a"), ("ED", "")]), (4, 6, [])], id="asides"
        ),
        pytest.param(
            "GO: a\nand so on\nED:", [(1, 3, [("GO", f"a{FOLD}and so on"), ("ED", "")])], id="a line that goes on"
        ),
        pytest.param("GO: a\nGO: b", [(1, 1, [("GO", "a")]), (2, 2, [("GO", "b")])], id="no end"),
        pytest.param(
            "AA: x\nGO: a\nED:", [(1, 3, [("AA", "x"), ("GO", "a"), ("ED", "")])], id="a field before the first tag"
        ),
        pytest.param(
            "GO: a\n== link\nmore\nGO: b",
            [(1, 1, [("GO", "a")]), (2, 3, []), (4, 4, [("GO", "b")])],
            id="a line never in a record",
        ),
        pytest.param(
            "GO: a\nZZ:odd\nED:", [(1, 3, [("GO", "a"), ("ZZ", "odd"), ("ED", "")])], id="a tag not in the table"
        ),
        pytest.param("\r\rGO: a\r\nED:\r", [(3, 4, [("GO", "a"), ("ED", "")])], id="line ends of all kinds"),
    ],
)
def test_a_source_is_cut_where_tags_say(text: str, expected: list[object]) -> None:
    assert cut(text, MARKED) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "GO: a\nAA: b\n\nAA: c", [(1, 2, [("GO", "a"), ("AA", "b")]), (4, 4, [("AA", "c")])], id="a blank line ends"
        ),
        pytest.param(
            "AA: b\n   c\n   d\n\nnote", [(1, 3, [("AA", f"b{FOLD}c{FOLD}d")]), (5, 5, [])], id="indented lines go on"
        ),
        pytest.param("GO: a\nGO: b", [(1, 1, [("GO", "a")]), (2, 2, [("GO", "b")])], id="a first tag begins"),
    ],
)
def test_a_blank_line_ends_a_record_where_the_syntax_says(text: str, expected: list[object]) -> None:
    assert cut(text, PARTED) == expected


LINES = st.sampled_from(
    ["GO: a", "AA: b", "ED:", "", " ", "   more", "text", "== x", "Zz: é", "ER", "GO:", "\ufeffAA: c"]
)


@pytest.mark.parametrize("syntax", [MARKED, PARTED], ids=["marked", "parted"])
@given(lines=st.lists(LINES), end=st.sampled_from(["\n", "\r\n", "\r"]), block=st.integers(1, 40))
def test_each_line_is_in_one_stretch_as_it_stood(syntax: Syntax, lines: list[str], end: str, block: int) -> None:
    source = end.join(lines).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagged, "BLOCK", block)
        found = list(segments(source, syntax))
    stood = decode(source).split("\n")
    covered = [number for s in found for number in range(s.first, s.last + 1)]
    assert covered == sorted(set(covered))
    assert {number for number, line in enumerate(stood, start=1) if line.strip()} <= set(covered)
    for s in found:
        assert s.text == "\n".join(stood[s.first - 1 : s.last])


@given(text=st.text(alphabet="ab é\n\r—", max_size=60), block=st.integers(1, 20))
def test_blocks_are_the_whole_whatever_their_size(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagged, "BLOCK", block)
        assert "\n".join(blocks(text.encode())) == decode(text.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_blocks_are_decoded_whatever_the_encoding(encoding: str) -> None:
    text = "GO: caf\u00e9\nAA: b\n" * 50
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagged, "BLOCK", 30)
        assert "\n".join(blocks(text.encode(encoding))) == text


def test_the_beginnings_of_lines_have_one_length() -> None:
    with pytest.raises(ValueError, match="one length"):
        Syntax(tags={"AA ": "AA", "B ": "B"}, tagged=lambda _: None, begins=frozenset())


def test_what_is_unread_keeps_its_place_and_text() -> None:
    segment = Segment(first=3, last=5, lines=["AA: b" + FOLD + "c", "d"], pairs=[], indent="   ")
    assert unread(segment, "odd") == Unread(origin=segment.origin, text="AA: b\n   c\nd", reason="odd", kind="record")
    assert (segment.origin.first, segment.origin.last) == (3, 5)


def test_two_stretches_are_joined_with_the_blank_lines_between_them() -> None:
    one = Segment(first=1, last=1, lines=["GO: a"], pairs=[("GO", "a")])
    other = Segment(first=4, last=4, lines=["AA: b"], pairs=[("AA", "b")], ended=True)
    assert joined(one, other) == Segment(
        first=1, last=4, lines=["GO: a", "", "", "AA: b"], pairs=[("GO", "a"), ("AA", "b")], ended=True
    )


@pytest.mark.parametrize(
    ("value", "line", "lines"),
    [
        pytest.param(" a ", "a", ["a"], id="one line"),
        pytest.param(f" a {FOLD}{FOLD}   b", "a b", ["a", "b"], id="several"),
        pytest.param("", "", [], id="nothing"),
        pytest.param(" a  b ", "a  b", ["a  b"], id="blanks within stay"),
    ],
)
def test_a_value_has_one_line_or_its_own(value: str, line: str, lines: list[str]) -> None:
    assert (plain(value), parts(value)) == (line, lines)


@given(tag=st.text(min_size=1, alphabet=st.characters(codec="utf-8")), value=st.text())
def test_a_kept_value_is_found_again_under_its_tag(tag: str, value: str) -> None:
    assert unkept(kept(tag, value)) == (tag, value)


@pytest.mark.parametrize("note", ["", "relsynth", "see relsynth:AU: x", "relsynth:AU:x", "relsynth:A B: x"])
def test_other_notes_are_nobody_elses(note: str) -> None:
    assert unkept(note) is None
