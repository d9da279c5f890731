"""Items of a service's page, one by one, with the lines that they stand on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.formats import json_pages
from relsynth.records import Origin, Record, Unread

PATH = ("answer", "items")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner))
ITEMS = st.lists(st.dictionaries(st.text(max_size=6), VALUES, max_size=5), max_size=4)


def record_of(item: json_pages.Item, origin: Origin) -> Record:
    record = Record(origin=origin, title=json_pages.line(item.get("title")))
    return json_pages.with_extra(record, item, paths={"title"})


def read(text: str) -> list[Record | Unread]:
    return list(json_pages.read_items(text.encode(), PATH, record_of))


def shown(text: str) -> list[tuple[str, int, int]]:
    """What was read: a record's title, or an unread's kind; and its lines."""
    return [
        (one.kind if isinstance(one, Unread) else str(one.title), one.origin.first, one.origin.last)
        for one in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '{"total": 2, "answer": {"items": [{"title": "a"}, {"title": "b"}]}}',
            [("aside", 1, 1), ("a", 1, 1), ("b", 1, 1), ("aside", 1, 1)],
            id="one-line",
        ),
        pytest.param(
            '{\n"answer":\n{"items": [\n{"title":\n"a"}\n,\n\n{"title": "b"}\n]\n}\n}\n',
            [("aside", 1, 3), ("a", 4, 6), ("b", 8, 8), ("aside", 9, 11)],
            id="many-lines",
        ),
        pytest.param(
            '{"answer": {"items": [{"title": "a"}, {"title": "b", "abst',
            [("aside", 1, 1), ("a", 1, 1), ("record", 1, 1)],
            id="cut-in-an-item",
        ),
        pytest.param(
            '{"answer": {"items": [{"title": "a"},\n',
            [("aside", 1, 1), ("a", 1, 1)],
            id="cut-between-items",
        ),
        pytest.param(
            '{"answer": {"items": [{"title": "a"} {"title": "b"}]}}',
            [("aside", 1, 1), ("a", 1, 1), ("record", 1, 1)],
            id="no-comma",
        ),
        pytest.param(
            '{"answer": {"items": ["a text", {}, {"title": "c"}]}}',
            [("aside", 1, 1), ("record", 1, 1), ("record", 1, 1), ("c", 1, 1), ("aside", 1, 1)],
            id="items-that-are-none",
        ),
        pytest.param('{"answer": {"items": []}}', [("aside", 1, 1), ("aside", 1, 1)], id="no-items"),
        pytest.param('{"answer": {"total": 0}}', [("record", 1, 1)], id="no-list"),
        pytest.param('{"answer": "no', [("record", 1, 1)], id="cut-before-the-list"),
        pytest.param('["answer"]', [("record", 1, 1)], id="something-else"),
        pytest.param("no JSON", [("record", 1, 1)], id="no-json"),
        pytest.param(" \n", [], id="nothing"),
        pytest.param(
            '{"answer": {"items": [' + '{"a":' * 50_000,
            [("aside", 1, 1), ("record", 1, 1)],
            id="too-deep",
        ),
    ],
)
def test_items_are_records_and_what_is_around_them_is_told(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert shown(text) == expected


@settings(max_examples=40)
@given(ITEMS, st.sampled_from([None, 2]))
def test_each_line_belongs_to_something_and_each_value_is_held(items: list[dict[str, Any]], indent: int | None) -> None:
    text = json.dumps({"total": len(items), "answer": {"items": items}}, indent=indent)
    found = read(text)
    covered = {line for one in found for line in range(one.origin.first, one.origin.last + 1)}
    assert covered >= {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    records = [one for one in found if isinstance(one, Record)]
    kept = [item for item in items if any(item.values())]
    assert len(records) == len(kept)
    for record, item in zip(records, kept, strict=True):
        held = [record.title or "", *(value for _, value in record.extra)]
        assert {"".join(text.split()) for text in texts(item)} <= {"".join(text.split()) for text in held}


def texts(value: object) -> list[str]:
    """Every text and number of a value, as it is held."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return [text] if json_pages.line(text) and json_pages.line(text) == text else []


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for source in (text, '{"answer": {"items": [' + text):
        assert all(isinstance(one, Record | Unread) for one in read(source.encode(errors="replace").decode()))


def test_a_value_is_extra_unless_a_field_made_from_its_path_holds_it() -> None:
    (record,) = [
        one
        for one in read('{"answer": {"items": [{"title": "12", "cited": 12, "a": [{"b": "x"}, {"b": "y"}]}]}}')
        if isinstance(one, Record)
    ]
    assert (record.title, record.extra) == ("12", (("cited", "12"), ("a.b", "x"), ("a.b", "y")))


def test_a_key_that_is_there_twice_and_a_number_too_long_lose_nothing() -> None:
    text = '{"answer": {"items": [{"title": "a", "k": 1, "k": 2, "k": 3.10, "n": ' + "9" * 5_000 + "}]}}"
    (record,) = [one for one in read(text) if isinstance(one, Record)]
    assert record.extra == (("k", "1"), ("k (2)", "2"), ("k (3)", "3.10"), ("n", "9" * 5_000))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param(
            "<jats:title>Aim</jats:title><jats:p>To <jats:italic>see</jats:italic></jats:p>", "Aim\nTo see", id="jats"
        ),
        pytest.param("<h4>Aim</h4>To see &amp; hear", "Aim\nTo see & hear", id="html"),
        pytest.param("p < 0.05 and q > 0.1", "p < 0.05 and q > 0.1", id="signs"),
        pytest.param("", None, id="nothing"),
        pytest.param(None, None, id="none"),
    ],
)
def test_markup_goes_and_blocks_stay_apart(text: str | None, plain: str | None) -> None:
    assert json_pages.without_markup(text) == plain


def test_signs_that_no_text_has_are_replaced() -> None:
    assert json_pages.line("a\x00b\ud800c\te\u0301") == "a\ufffdb\ufffdc \u00e9"
