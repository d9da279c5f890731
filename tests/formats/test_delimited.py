"""Lines into rows: sound ones as they are, broken ones read again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.delimited import cells_in, lines_of, rows_of


def rows(text: str, *, width: int, trusted: bool = False) -> list[tuple[int, list[str]]]:
    """Number of lines and cells of each row."""
    lines = iter(io.StringIO(text, newline="\n"))
    return [(len(taken), cells) for taken, cells in rows_of(lines, ",", width=width, trusted=trusted)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a,b,c\n", [(1, ["a", "b", "c"])], id="plain"),
        pytest.param('a,"b\n\nb",c\n', [(3, ["a", "b\n\nb", "c"])], id="a-cell-of-lines"),
        pytest.param('a,"b\nb",c,d\n', [(2, ["a", "b\nb", "c", "d"])], id="too-wide"),
        pytest.param('a, "b, b",c\n', [(1, ["a", "b, b", "c"])], id="blank-before-a-mark"),
        pytest.param('"a,b,c\n"d","e","f"\n', [(1, ['"a', "b", "c"]), (1, ["d", "e", "f"])], id="open-mark"),
        pytest.param('"a,b\n"d","e","f"\n', [(1, []), (1, ["d", "e", "f"])], id="open-mark-in-a-short-row"),
        pytest.param('a,b,"c\nd,e,f\ng,h,i"\n', [(1, ["a", "b", '"c']), (1, ["d", "e", "f"]), (1, ["g", "h", 'i"'])],
                     id="a-cell-over-whole-rows"),
        pytest.param("\n\na,b,c", [(1, []), (1, []), (1, ["a", "b", "c"])], id="blank-lines"),
        pytest.param("", [], id="empty"),
    ],
)  # fmt: skip
def test_rows(text: str, expected: list[tuple[int, list[str]]]) -> None:
    assert rows(text, width=3) == expected


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param(b"a\nb\n", ["a\n", "b\n", "\n"], id="plain"),
        pytest.param(b"a\r\nb", ["a\n", "b\n"], id="no-last-line-end"),
        pytest.param("a\u2028b\x0c\n".encode(), ["a\u2028b\ufffd\n", "\n"], id="other-separators-are-text"),
        pytest.param(b"", [], id="empty"),
    ],
)
def test_lines_end_in_line_feeds(source: bytes, lines: list[str]) -> None:
    assert list(lines_of(source)) == lines


def test_a_trusted_table_is_read_strictly_where_it_can_be() -> None:
    assert rows('a,b,"c\nd,e,f\ng,h,i"\n', width=3, trusted=True) == [(3, ["a", "b", "c\nd,e,f\ng,h,i"])]


cells = st.text(alphabet=st.sampled_from('ab ",;'), max_size=6)


@given(st.lists(cells, min_size=2, max_size=5))
def test_a_sound_line_is_cut_as_it_was_joined(row: list[str]) -> None:
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(row)
    assert rows(sheet.getvalue(), width=len(row)) == [(1, row)]


@given(st.text(alphabet=st.sampled_from('ab",\n'), max_size=80), st.integers(0, 5))
def test_every_line_is_in_one_row(text: str, width: int) -> None:
    assert sum(taken for taken, _ in rows(text, width=width)) == len(io.StringIO(text, newline="\n").readlines())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param('"a ""b""",c', ['a "b"', "c"], id="doubled"),
        pytest.param('"a "b" c",d', ['a "b" c', "d"], id="not-doubled"),
        pytest.param('"a,b', ['"a', "b"], id="open"),
        pytest.param("a,\nb", [], id="a-line-end-in-a-plain-cell"),
        pytest.param(",", ["", ""], id="blank-cells"),
    ],
)
def test_cells_of_a_line(line: str, expected: list[str]) -> None:
    assert cells_in(line, ",") == expected
