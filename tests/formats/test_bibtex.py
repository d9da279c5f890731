"""BibTeX exports: every line is a record's or an aside's, and every value is kept."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED_DATA
from relsynth.formats import RecordsFormat, RecordsWriter, bibtex
from relsynth.records import Record, Unread

IMPORTS = SHARED_DATA / "imports"


def read(text: str) -> list[Record | Unread]:
    return list(bibtex.read_records(text.encode()))


def records(text: str) -> list[Record]:
    return [found for found in read(text) if isinstance(found, Record)]


def assert_each_line_has_one(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    held = [(found.origin.first, found.origin.last) for found in read(text)]
    assert all(last <= first for (_, last), (first, _) in pairwise(held))
    covered = {line for first, last in held for line in range(first, last + 1)}
    assert not [number for number, line in enumerate(lines, 1) if line.strip() and number not in covered]


def test_it_is_a_format_to_read_and_to_write() -> None:
    assert isinstance(bibtex, RecordsFormat)
    assert isinstance(bibtex, RecordsWriter)


EXPORT = """Scopus
EXPORT DATE: 1 May 2020

@string{r = "Roads"}

@ARTICLE{Okafor2020,
 author={Okafor, A.},
 journal=r,
 year={2020},
}
, }
@comment{x}
@misc{}
@book{b,
 title = {B}} @book{c, title = {C}}
end
"""


def test_everything_is_a_record_or_unread_with_its_lines() -> None:
    found = [
        (type(each).__name__, getattr(each, "kind", ""), each.origin.first, each.origin.last) for each in read(EXPORT)
    ]
    assert found == [
        ("Unread", "aside", 1, 4),
        ("Record", "", 6, 10),
        ("Unread", "aside", 11, 12),
        ("Unread", "record", 13, 13),
        ("Record", "", 14, 15),
        ("Record", "", 15, 15),
        ("Unread", "aside", 16, 16),
    ]
    assert_each_line_has_one(EXPORT)
    assert [each.text for each in read(EXPORT) if isinstance(each, Unread)][1:] == [
        ", }\n@comment{x}",
        "@misc{}",
        "end",
    ]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        pytest.param("@a{k, title={Über}}".encode("utf-8-sig"), "Über", id="utf-8-with-mark"),
        pytest.param(
            "% Encoding: x\n@article{k,\r\n title={Über}}\r\n".encode("utf-16-be"), "Über", id="utf-16-without-mark"
        ),
        pytest.param("@a{k,\r title={Über}}\r".encode("cp1252"), "Über", id="windows-1252-and-carriage-returns"),
        pytest.param("@a{k, title={测试标题}}".encode("gb18030"), "测试标题", id="gb-18030"),
        pytest.param(b"@a{k, title={a\x00b}}", "a\ufffdb", id="null"),
    ],
)
def test_bytes_are_decoded(source: bytes, title: str) -> None:
    assert [found.title for found in bibtex.read_records(source) if isinstance(found, Record)] == [title]


def test_duplicates_are_records_each() -> None:
    text = "@a{k, title={X}}\n@a{k, title={Y}}\n@a{K, title={X}}\n"
    assert [found.title for found in records(text)] == ["X", "Y", "X"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "@inproceedings{c, title={C}, crossref={b}}\n@proceedings{b, title={B}, year=2006, doi={10.1000/b}}",
            ("C", "B", 2006, None, None),
            id="before-its-book",
        ),
        pytest.param(
            "@xdata{x, publisher={P}, year=1999}\n@book{c, title={C}, xdata={x}}",
            ("C", None, 1999, "P", None),
            id="xdata",
        ),
        pytest.param(
            "@xdata{y, publisher={P}}\n@xdata{x, xdata={y}}\n@book{c, title={C}, xdata={x}}",
            ("C", None, None, "P", None),
            id="chain",
        ),
        pytest.param("@book{c, title={C}, xdata={c}, crossref={c}}", ("C", None, None, None, None), id="circle"),
        pytest.param("@book{c, title={C}, crossref={none}}", ("C", None, None, None, None), id="to-nothing"),
        pytest.param(
            "@book{b, year=2006}\n@inbook{c, title={C}, year=7, crossref={b}}",
            ("C", None, None, None, None),
            id="own-comes-first",
        ),
    ],
)
def test_entries_inherit_what_they_do_not_say(text: str, expected: tuple[object, ...]) -> None:
    (found,) = [each for each in records(text) if ("key", "c") in each.extra]
    assert (found.title, found.container_title, found.year, found.publisher, found.doi) == expected


def test_references_that_fan_out_are_followed_to_an_end() -> None:
    keys = ",".join(f"k{number}" for number in range(200))
    text = "\n".join(f"@misc{{k{number}, xdata={{{keys}}}, note={{{number}}}}}" for number in range(200))
    assert len(records(text)) == 200


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param("@article{k,\n title={T}}", "", True, id="entry"),
        pytest.param("Scopus\nEXPORT DATE: x\n\n@ARTICLE{k,", ".txt", True, id="text-before"),
        pytest.param("% c\n@string{a = {b}}\n", "", True, id="macro"),
        pytest.param("@article{,\n title={T}}", "", True, id="no-key"),
        pytest.param("@newtype{k, title={T}}", "", True, id="unknown-type"),
        pytest.param("@article(k, title={T})", "", True, id="parentheses"),
        pytest.param("TY  - JOUR\nAB  - x\n@article{k, title={T}}\nER  - \n", ".bib", False, id="ris-that-quotes-some"),
        pytest.param('[{"note": "\n@article{k, title={T}}"}]', ".json", False, id="json"),
        pytest.param("<records>\n@article{k, title={T}}</records>", ".xml", False, id="xml"),
        pytest.param("@media (max-width: 9px) {\n a { b: c }\n}", ".css", False, id="style-sheet"),
        pytest.param("@override\ndef f(x={}):", ".py", False, id="program"),
        pytest.param("title,mail\nA,me@example.org\n", ".csv", False, id="table"),
        pytest.param("", ".bib", False, id="empty"),
    ],
)
def test_it_is_recognised_by_content(head: str, suffix: str, *, expected: bool) -> None:
    assert bibtex.recognises(head.encode() + b"\n", suffix) is expected


PIECES = st.sampled_from(["@article{", "@a(", "title = {", "@comment{", "@string{", "\n}", *'@{}(),="#%\n ab1'])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_is_lost_of_whatever_text(text: str) -> None:
    assert_each_line_has_one(text)


@given(st.binary(max_size=60))
def test_whatever_bytes_are_read(source: bytes) -> None:
    assert isinstance(list(bibtex.read_records(b"@a{k, t={" + source)), list)


@pytest.mark.skipif(
    not (IMPORTS / "MANIFEST.csv").is_file(), reason="needs the real exports, which are not distributed"
)
def test_real_exports_give_as_many_records_as_they_hold() -> None:
    with (IMPORTS / "MANIFEST.csv").open(encoding="utf-8", newline="") as manifest:
        listed = [row for row in csv.DictReader(manifest) if row["format"] == "bib"]
    found = {
        row["file"]: sum(isinstance(each, Record) for each in bibtex.read_records((IMPORTS / row["file"]).read_bytes()))
        for row in listed
    }
    assert found == {row["file"]: int(row["expected_records"]) for row in listed}
