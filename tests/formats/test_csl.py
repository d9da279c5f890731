"""Files of CSL-JSON: where items stand, what is broken among them, and nothing lost."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any_records import read_again, records
from relsynth.formats.csl import read_records, recognises, suffixes, write_records, written_suffixes
from relsynth.formats.decoding import decode
from relsynth.records import Record, Unread

A = '{"type": "book", "title": "A"}'
B = '{"type": "book", "title": "B"}'


def read(text: str) -> tuple[list[str | None], list[str]]:
    """Titles of the records, and texts of what looks like a record and is none."""
    items = list(read_records(text.encode()))
    unread = [item.text for item in items if isinstance(item, Unread) and item.kind == "record"]
    return [item.title for item in items if isinstance(item, Record)], unread


@pytest.mark.parametrize(
    ("text", "titles", "unread"),
    [
        pytest.param(f"[{A}, {B}]", ["A", "B"], [], id="array"),
        pytest.param(A, ["A"], [], id="one-item"),
        pytest.param(f"{A}\n{B}\n", ["A", "B"], [], id="a-line-each"),
        pytest.param(f'{{"config": {{"x": [1]}}, "items": [{A},{B}], "more": 1}}', ["A", "B"], [], id="wrapper"),
        pytest.param(f'{{"a": {A}, "b": {B}}}', ["A", "B"], [], id="object-of-items"),
        pytest.param(f"[{A}]\n[{B}]", ["A", "B"], [], id="array-after-array"),
        pytest.param(f"\ufeff[\n{A}\n,\n{B}\n]\n", ["A", "B"], [], id="mark-and-commas-on-lines"),
        pytest.param("[]", [], [], id="empty-array"),
        pytest.param(f'[{A}, {{"title": "B"', ["A"], ['{"title": "B"'], id="cut-short"),
        pytest.param(f'[{A},\n{{"title": "x" "y"}},\n{B}]', ["A", "B"], ['{"title": "x" "y"},'], id="broken-in-one"),
        pytest.param(f'{A}\n{{"title": "x\n{B}\n', ["A", "B"], ['{"title": "x'], id="broken-line"),
        pytest.param(f"[{A}, 3, null]", ["A"], ["3,", "null"], id="no-objects"),
        pytest.param(f'[{A}, {{"id": 3}}]', ["A"], ['{"id": 3}'], id="no-value-known"),
        pytest.param('[{"title": ' + "[" * 3000 + "]" * 3000 + "}]", [], None, id="too-deep"),
        pytest.param("no JSON at all", [], ["no JSON at all"], id="prose"),
        pytest.param("", [], [], id="empty"),
    ],
)
def test_items_wherever_they_stand(text: str, titles: list[str], unread: list[str] | None) -> None:
    found, told = read(text)
    assert found == titles
    assert told == unread if unread is not None else len(told) == 1


def test_a_key_that_is_there_twice_loses_nothing() -> None:
    (one,) = read_records(b'{"title": "A", "title": "B", "author": [{"family": "C", "family": "D"}]}')
    assert isinstance(one, Record)
    assert one.title == "A"
    assert one.extra == (("title (2)", "B"), ("author", '[{"family": "C", "family (2)": "D"}]'))


def test_numbers_stay_as_they_are_written() -> None:
    (one,) = read_records(b'{"title": "A", "type": "book", "volume": 4.50, "number": 12345678901234567890123}')
    assert isinstance(one, Record)
    assert (one.volume, one.extra) == ("4.50", (("number", "12345678901234567890123"),))


@given(st.text(alphabet=st.sampled_from('[]{},:"a1 \n\\'), max_size=60))
def test_every_line_of_any_text_is_somewhere(text: str) -> None:
    source = f"[{A},\n{text}\n{B}]".encode()
    owned = {n for item in read_records(source) for n in range(item.origin.first, item.origin.last + 1)}
    assert [line for n, line in enumerate(decode(source).split("\n"), 1) if line.strip() and n not in owned] == []


@given(st.lists(records(), max_size=4))
@settings(max_examples=60)
def test_what_is_written_reads_the_same(written: list[Record]) -> None:
    source = write_records(written)
    assert len(json.loads(source)) == len(written)
    assert read_again(list(read_records(source))) == written


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(f"[{A}]", True, id="least"),
        pytest.param('[{"id": "a", "type": "book", "title": "A"}]', True, id="csl"),
        pytest.param('{"items": [{"itemType": "book", "title": "A"}]}', True, id="zotero"),
        pytest.param('{"status": "ok", "message-type": "work-list", "title": ["A"]}', False, id="crossref"),
        pytest.param('{"meta": {}, "results": [{"title": "A", "type": "x", "authorships": []}]}', False, id="openalex"),
        pytest.param('{"name": "relsynth", "version": "1"}', False, id="other-json"),
        pytest.param("@article{a, title = {A}}", False, id="bibtex"),
        pytest.param("TY  - JOUR\nTI  - A\n", False, id="ris"),
    ],
)
def test_recognised_by_its_keys(head: str, *, expected: bool) -> None:
    assert recognises(head.encode(), ".json") is expected


@pytest.mark.parametrize("piece", ["{", '{"title":', ",{", '\n{"a":1}', '"a":{},', '"\\', "[", "}{", '"a":1,'])
def test_a_hostile_file_takes_little_time(piece: str) -> None:
    begun = time.process_time()
    list(read_records(("[" + piece * 9000).encode()))
    list(read_records(("{" + piece * 9000).encode()))
    assert time.process_time() - begun < 20  # seconds; takes a part of one, and hours where it grows by squares


def test_a_file_is_not_written_under_a_suffix_that_its_content_is_not() -> None:
    assert set(written_suffixes) < set(suffixes)
    assert ".jsonl" in suffixes
    assert ".jsonl" not in written_suffixes
