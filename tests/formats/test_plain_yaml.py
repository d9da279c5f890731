"""YAML as text and nothing else: no word becomes a truth, nothing unfolds, every entry has its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.errors import InputError
from relsynth.formats.plain_yaml import MAX_BYTES, line_of, read_plain


def test_scalars_are_the_text_that_stands_there() -> None:
    content, lines = read_plain("a: no\nb: [1.10, 12:30, ~, '~']\nc:\n  d: ''\n", what="list")
    assert content == {"a": "no", "b": ["1.10", "12:30", None, "~"], "c": {"d": ""}}
    assert lines == {"": 1, "a": 1, "b": 2, "b.0": 2, "b.1": 2, "b.2": 2, "b.3": 2, "c": 3, "c.d": 4}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("a: &x 1\nb: *x\n", "line 1: anchors and aliases .* are not read in a list", id="anchor"),
        pytest.param("a: !!python/object:os.system x\n", "line 1: tags .* are not read in a list", id="tag"),
        pytest.param("a: 1\n---\nb: 2\n", "line 2: a second document begins here; a list is one", id="two-documents"),
        pytest.param("a: 1\na: 2\n", "line 2: key 'a' is given twice", id="a-key-twice"),
        pytest.param("", "the file is empty", id="empty"),
        pytest.param("a: [", "not YAML", id="cut-short"),
        pytest.param("[" * 20 + "]" * 20, "nested more than", id="deep"),
        pytest.param(b"\xff", "not UTF-8 at byte 0", id="latin"),
        pytest.param(b" " * (MAX_BYTES + 1), "a list of more than 5,000,000 bytes is not read", id="large"),
    ],
)
def test_more_than_plain_yaml_is_refused(source: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_plain(source, what="list")


@pytest.mark.parametrize(("path", "line"), [("a.b.3", 4), ("a.b.9", 3), ("a", 2), ("z", 1)])
def test_the_line_is_that_of_the_nearest_entry_around(path: str, line: int) -> None:
    assert line_of(path, {"a": 2, "a.b": 3, "a.b.3": 4}) == line


@given(st.text(max_size=80) | st.binary(max_size=80))
def test_nothing_but_an_input_error_is_raised(source: str | bytes) -> None:
    try:
        held, lines = read_plain(source, what="list")
    except InputError:
        return
    assert held is None or isinstance(held, dict | list | str)
    assert all(line >= 1 for line in lines.values())
