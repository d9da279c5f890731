"""Writing BibTeX: it reads back exactly, here and in bibtexparser, whatever a record says."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from bibtexparser.splitter import Splitter
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.formats.bibtex import read_records
from relsynth.formats.bibtex_writing import write_records
from relsynth.records import Origin, Record, Unread

HERE = Origin(first=1, last=1)


def one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters="\ufeff\ufffe\uffff")
HOSTILE = st.sampled_from(
    [
        "{",
        "}",
        "\\",
        "$",
        "%",
        "&",
        "&amp;",
        "~",
        "--",
        "``",
        "''",
        "@article{x,",
        '"',
        "#",
        " and ",
        ",",
        ";",
        "\\'e",
        "^_",
        "?`",
    ]
)
TEXTS = st.lists(st.one_of(HOSTILE, st.text(SIGNS, max_size=8)), max_size=6).map("".join).map(one_line).filter(bool)
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
MAYBE = st.none() | TEXTS
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
NAMES = st.sampled_from(
    [
        "entrytype",
        "key",
        "author",
        "title",
        "doi",
        "note",
        "month",
        "crossref",
        "file",
        "eprint",
        "AU",
        "x y",
        "",
        "é",
        "relsynth-x-a",
    ]
)
RECORDS = st.builds(
    Record,
    origin=st.just(HERE),
    type=st.sampled_from([None, "article-journal", "book", "chapter", "webpage", "no-such-type"]),
    title=MAYBE,
    authors=LISTS,
    editors=LISTS,
    container_title=MAYBE,
    issued=st.none() | st.sampled_from(["2020", "2020-05", "May 2020", "in press"]) | TEXTS,
    year=st.none() | st.integers(1500, 2099),
    volume=MAYBE,
    issue=MAYBE | st.just("null"),
    page=MAYBE | st.just("12-19"),
    doi=st.none() | st.just("10.1000/abc_d") | TEXTS,
    pmid=st.none() | st.just("123") | TEXTS,
    pmcid=st.none() | st.just("PMC123") | TEXTS,
    issn=LISTS | st.just(("1234-5678", "8765-432X")),
    isbn=LISTS,
    url=LISTS | st.just(("https://example.org/a_b%20c?d=e&f=~g",)),
    abstract=st.none() | PARAGRAPHS,
    keywords=LISTS,
    language=MAYBE,
    publisher=MAYBE,
    extra=st.lists(st.tuples(NAMES | TEXTS, PARAGRAPHS), max_size=5).map(tuple),
)


def read_back(records: list[Record]) -> list[Record | Unread]:
    return [
        replace(found, origin=HERE) if isinstance(found, Record) else found
        for found in read_records(write_records(records))
    ]


@settings(max_examples=60)
@given(st.lists(RECORDS, max_size=3))
def test_records_are_read_back_as_they_were(records: list[Record]) -> None:
    found = read_back(records)
    assert [each for each in found if isinstance(each, Record)] == records
    assert all(isinstance(each, Record) or each.kind == "aside" for each in found)


@settings(max_examples=40)
@given(st.lists(RECORDS, max_size=3))
def test_bibtexparser_reads_an_entry_for_each_record(records: list[Record]) -> None:
    library = Splitter(write_records(records).decode()).split()
    assert not library.failed_blocks
    assert len(library.entries) == len(records)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            Record(
                origin=HERE,
                type="article-journal",
                title="Vans & 5% of {hills}",
                authors=("Okafor, Ada", "Van Collective"),
                container_title="Roads",
                issued="2021-03",
                year=2021,
                page="12-19",
                doi="10.1000/x_1",
                keywords=("a", "b"),
            ),
            "% Encoding: UTF-8\n\n@article{okafor_vans_2021,\n"
            "  title = {Vans \\& 5\\% of \\{hills\\}},\n  journal = {Roads},\n  date = {2021-03},\n  year = {2021},\n"
            "  pages = {12--19},\n  author = {Okafor, Ada and {Van Collective}},\n  doi = {10.1000/x_1},\n"
            "  keywords = {a, b},\n  relsynth-head = {own},\n}\n",
            id="from-another-format",
        ),
        pytest.param(
            Record(
                origin=HERE,
                type="paper-conference",
                title="T",
                extra=(("entrytype", "INPROCEEDINGS"), ("key", "a:1"), ("address", "Lagos"), ("doi", "none")),
            ),
            "% Encoding: UTF-8\n\n@INPROCEEDINGS{a:1,\n"
            "  title = {T},\n  address = {Lagos},\n  relsynth-x-doi = {none},\n}\n",
            id="from-bibtex-with-its-key-and-type",
        ),
        pytest.param(
            Record(
                origin=HERE,
                type="document",
                title="T",
                issued="2018/10/",
                year=2018,
                extra=(("Chemicals/CAS", "c"), ("pub-dates.date", "d"), ("Key", "K1"), ("art_number", "7")),
            ),
            "% Encoding: UTF-8\n\n@misc{2018,\n"
            "  title = {T},\n  year = {2018},\n"
            '  relsynth-f-issued = {"2018/10/"},\n  relsynth-head = {own},\n'
            "  relsynth-x-Chemicals_2f_CAS = {c},\n  relsynth-x-pub-dates_2e_date = {d},\n  relsynth-x-Key = {K1},\n"
            "  art_number = {7},\n}\n",
            id="names-and-dates-that-other-readers-refuse",
        ),
    ],
)
def test_an_entry_is_plain_bibtex(record: Record, expected: str) -> None:
    assert write_records([record]).decode() == expected


def test_keys_differ_even_where_case_is_not_minded() -> None:
    records = [Record(origin=HERE, extra=(("entrytype", "misc"), ("key", key))) for key in ("Ab", "aB", "ab")]
    keys = [entry.key for entry in Splitter(write_records(records).decode()).split().entries]
    assert keys == ["Ab", "aB-2", "ab-3"]
    assert read_back(records)[1:] == records


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        pytest.param("2018", "2018", id="year"),
        pytest.param("2018-10", "2018-10", id="month"),
        pytest.param("2018-10-31", "2018-10-31", id="day"),
        pytest.param("2018-13", None, id="no-such-month"),
        pytest.param("2018 Oct", None, id="words"),
        pytest.param("2018-10-31/2018-11-01", None, id="span"),
    ],
)
def test_a_date_is_written_only_as_biblatex_takes_it(issued: str, date: str | None) -> None:
    record = Record(origin=HERE, title="T", issued=issued, year=2018)
    (entry,) = Splitter(write_records([record]).decode()).split().entries
    fields = {field.key: field.value for field in entry.fields}
    assert (fields.get("date"), fields["year"]) == (date and f"{{{date}}}", "{2018}")
    assert read_back([record])[1:] == [record]
