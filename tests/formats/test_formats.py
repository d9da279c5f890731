"""Choosing the format of a file, and what holds for whatever is read.

``tests/exports`` holds invented search exports: ``<format>/<case>.<suffix>``, and beside each what
is expected of it (null where only the laws are): some fields of each record, and how many
stretches look like a record and give none. The laws, and the damage done to exports, are those of
``scripts/bench``.
"""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.documents import LABELS, Document
from relsynth.errors import FormatError, InputError
from relsynth.formats import (
    ASKED_LAST,
    HEAD,
    RECORDS_HEAD,
    DocumentFormat,
    RecordsFormat,
    format_of_records,
    installed,
    installed_for_records,
    installed_writers,
    is_paper,
    read,
)
from relsynth.records import Origin, Record, Unread

JATS = b"<article><body><p>We met.</p></body></article>"


def test_the_built_in_formats_come_by_the_common_door_with_the_least_choosy_last() -> None:
    names = [format_.name for format_ in installed()]
    assert {"jats", "markdown", "plain"} <= set(names)
    assert names[-2:] == [name for name in ASKED_LAST if name in names]
    assert all(isinstance(format_, DocumentFormat) for format_ in installed())


def test_the_formats_of_search_exports_come_by_the_same_door_tables_last() -> None:
    names = [format_.name for format_ in installed_for_records()]
    assert {"bibtex", "nbib", "ris", "wos"} <= set(names)
    assert (names[-1], names[:-1]) == ("tabular", sorted(names[:-1]))
    assert all(isinstance(format_, RecordsFormat) for format_ in installed_for_records())
    assert {"bibtex", "csl", "nbib", "ris", "tabular", "xlsx"} <= {writer.name for writer in installed_writers()}


@pytest.mark.parametrize(
    ("source", "path_name", "format_", "name"),
    [
        pytest.param(JATS, "in/PMC1.nxml", "jats", "PMC1", id="jats"),
        pytest.param(JATS, "PMC1.txt", "jats", "PMC1", id="content-before-suffix"),
        pytest.param(b"# T\n\nWe met.", "a.b.MD", "markdown", "a.b", id="markdown"),
        pytest.param(b"# T\n\nWe met.", "a.txt", "plain", "a", id="plain"),
        pytest.param("We met — naïvely".encode("utf-16"), "a", "plain", "a", id="no-suffix"),
    ],
)
def test_a_paper_is_read_in_the_format_that_recognises_it(
    source: bytes, path_name: str, format_: str, name: str
) -> None:
    document = read(source, path_name=path_name)
    assert (document.format, document.name) == (format_, name)


@pytest.mark.parametrize(
    ("source", "path_name", "reason"),
    [
        pytest.param(b"\x00\x01", "a.docx", "ends in .docx, but this is no Word document", id="docx"),
        pytest.param(b"\x00\x01", "a.xml", "no XML, whatever its name says", id="xml"),
        pytest.param(b"{\\rtf1 We met.}", "a.txt", "this is a Rich Text file", id="before-it-is-taken-for-text"),
        pytest.param(b"{\\rtf1 We met.}", "a.pdf", "this is a Rich Text file", id="before-it-is-taken-for-a-pdf"),
        pytest.param(b"%!PS We met.", "a", "this is PostScript", id="without-a-suffix"),
    ],
)
def test_a_file_that_nobody_reads_is_refused_with_what_it_is_and_what_is_read(
    source: bytes, path_name: str, reason: str
) -> None:
    with pytest.raises(FormatError, match=rf"{reason}.*; formats that are read: .*jats.*, markdown, plain"):
        read(source, path_name=path_name)


@pytest.mark.parametrize("path_name", ["a.pdf", "a.docx", "a.xml"])
def test_a_page_to_log_in_on_is_not_taken_for_the_paper(path_name: str) -> None:
    page = b"<!DOCTYPE html><html><head><title>Log in</title></head><body><p>Log in to read.</p></body></html>"
    with pytest.raises(FormatError, match=rf"ends in \{path_name[1:]}, but this is a web page: .* log in"):
        read(page, path_name=path_name)


def test_a_search_export_is_no_paper() -> None:
    export = b'<?xml version="1.0"?>\n<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>'
    with pytest.raises(FormatError, match="this is a search export, not a paper: relsynth import"):
        read(export, path_name="a.xml")


@pytest.mark.parametrize("path_name", ["a.txt", "a.text", "a.md", "a"])
@pytest.mark.parametrize(
    "export",
    [
        pytest.param(b"TY  - JOUR\nTI  - Trust\nAU  - Okafor, Ada\nER  - \n", id="ris"),
        pytest.param("TY  - JOUR\nTI  - Trust\nER  - \n".encode("utf-16"), id="ris-in-utf-16"),
        pytest.param(b"@article{okafor, title = {Trust}, author = {Okafor, Ada}}", id="bibtex"),
        pytest.param(b"PMID- 9990\nOWN - NLM\nTI  - Trust\n", id="medline"),
        pytest.param(b"\xef\xbb\xbfFN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Trust\nER\n", id="wos"),
        pytest.param(b"PT\tAU\tTI\nJ\tOkafor, A\tTrust\n", id="wos-table"),
    ],
)
def test_a_search_export_is_no_paper_under_a_name_of_text(export: bytes, path_name: str) -> None:
    with pytest.raises(FormatError, match="a search export, not a paper: relsynth import FILE"):
        read(export, path_name=path_name)


@pytest.mark.parametrize("path_name", ["a.txt", "a.md"])
def test_a_paper_that_quotes_a_search_export_is_read(path_name: str) -> None:
    quoting = b"Trust in records\n\nWe kept each record as follows.\n\nTY  - JOUR\nTI  - Trust\nER  - \n"
    assert "TY - JOUR" in " ".join(read(quoting, path_name=path_name).text.split())


@pytest.mark.parametrize("path_name", ["a.xml", "a.txt", "a"])
def test_an_empty_file_is_called_empty(path_name: str) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        read(b" \n", path_name=path_name)


def test_a_broken_file_is_refused_with_path_and_line() -> None:
    with pytest.raises(InputError) as raised:
        read(b"<article>\n<body></article>", path_name="in/a.xml")
    assert (raised.value.path, raised.value.line) == (Path("in/a.xml"), 2)


@pytest.mark.parametrize(
    ("path_name", "expected"),
    [
        pytest.param("in/PMC1.xml", True, id="xml"),
        pytest.param("a.pdf", True, id="pdf-even-if-unread"),
        pytest.param("a.html", True, id="html-even-if-unread"),
        pytest.param("paper", True, id="no-suffix"),
        pytest.param("in/manifest.csv", False, id="data"),
        pytest.param("A.XLSX", False, id="sheet"),
        pytest.param("README.md", False, id="readme"),
        pytest.param("LICENCE", False, id="licence"),
        pytest.param(".DS_Store", False, id="hidden"),
        pytest.param("~$draft.docx", False, id="lock-file"),
    ],
)
def test_files_that_lie_beside_papers_are_told_from_them(path_name: str, expected: bool) -> None:
    assert is_paper(b"x", path_name) is expected


def test_an_empty_file_without_suffix_is_no_paper() -> None:
    assert not is_paper(b"", "paper")


# -- what holds for whatever is read

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | st.sampled_from(
    ["Methods", "Lessons learned", "e\u0301", "We met [1].", "\u00a0", "# a", "| a | b |", "- a", "References"]
)


def markup(tag: str) -> st.SearchStrategy[str]:
    return WORDS.map(lambda words: f"<{tag}>{escape(words)}</{tag}>")


CITED = WORDS.map(lambda words: f'<xref ref-type="bibr">{escape(words)}</xref>')
INLINE = markup("italic") | CITED | WORDS.map(escape)
ELEMENTS = st.recursive(
    st.lists(INLINE | markup("sup") | markup("label"), max_size=4).map(lambda parts: f"<p>{''.join(parts)}</p>"),
    lambda inner: st.tuples(
        st.sampled_from(
            ["sec", "p", "list", "list-item", "boxed-text", "disp-quote", "fig", "table", "tr", "td", "title"]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=12,
)
ARTICLES = st.lists(ELEMENTS, max_size=5).map(
    lambda parts: f"<article><body><p>A first word.</p>{''.join(parts)}</body></article>".encode()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(["A first word.", *lines]).encode())
)


def assert_sound(document: Document) -> None:
    assert document.text == unicodedata.normalize("NFC", document.text)
    assert "\n".join(document.quote(p.start, p.end) for p in document.paragraphs) == document.text
    assert all(0 <= p.section < len(document.sections) for p in document.paragraphs)
    assert {section.label for section in document.sections} <= set(LABELS)
    assert list(document.citations) == sorted(document.citations)
    assert all(0 <= at <= len(document.text) for at in document.citations)


@settings(max_examples=150)
@given(ARTICLES)
def test_any_article_becomes_a_sound_document_twice_the_same(source: bytes) -> None:
    document = read(source, path_name="a.xml")
    assert_sound(document)
    assert document == read(source, path_name="a.xml")


@settings(max_examples=150)
@given(TEXTS, st.sampled_from(["a.md", "a.txt"]))
def test_any_text_becomes_a_sound_document_twice_the_same(source: bytes, path_name: str) -> None:
    document = read(source, path_name=path_name)
    assert_sound(document)
    assert document == read(source, path_name=path_name)


RANDOM = st.binary(max_size=200) | st.binary(max_size=60).map(lambda b: b"<article><front>" + b)


@settings(max_examples=300)
@given(RANDOM, st.sampled_from([".xml", ".md", ".txt", "", ".html"]))
def test_random_bytes_are_read_or_refused_and_nothing_else(source: bytes, suffix: str) -> None:
    for format_ in installed():
        assert format_.recognises(source[:HEAD], suffix) in (True, False)
        outcome = read_or_refuse(format_, source)
        if isinstance(outcome, Document):
            assert_sound(outcome)
        else:
            assert str(outcome)


def read_or_refuse(format_: DocumentFormat, source: bytes) -> Document | InputError | FormatError:
    try:
        return format_.read_document(source, name="a")
    except (InputError, FormatError) as error:
        return error


def test_real_papers_are_read_whole(shared_data: Path) -> None:
    papers = sorted(p for p in (shared_data / "papers").iterdir() if p.suffix in (".xml", ".md"))
    incomplete = {p.name for p in papers[::6] if (read(p.read_bytes(), path_name=p.name)).completeness != "full_text"}
    assert papers
    assert not incomplete


# -- search exports

HOUSE = Path(__file__).resolve().parents[2]
EXPORTS = [
    path for path in sorted((HOUSE / "tests" / "exports").glob("*/*")) if not path.name.endswith(".expected.json")
]


def of_bench(name: str) -> ModuleType:
    """A module of ``scripts/bench``, under its own name, as its neighbours import it."""
    spec = util.spec_from_file_location(name, HOUSE / "scripts" / "bench" / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


laws, fuzz = of_bench("records_laws"), of_bench("records_fuzz")
every_export = pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")


def reader_of(path: Path) -> RecordsFormat:
    return next(format_ for format_ in installed_for_records() if format_.name == path.parent.name)


def items_of(path: Path) -> list[Record | Unread]:
    return list(reader_of(path).read_records(path.read_bytes()))


def expected_of(path: Path) -> dict[str, Any]:
    beside = path.with_name(f"{path.name.partition('.')[0]}.expected.json")
    return dict(json.loads(beside.read_text(encoding="utf-8")))


def as_json(record: Record, name: str) -> Any:
    value = getattr(record, name)
    return list(value) if isinstance(value, tuple) else value


@every_export
def test_an_export_is_recognised_by_its_content(path: Path) -> None:
    source = path.read_bytes()
    assert format_of_records(source, path_name=path.name).name == path.parent.name
    assert format_of_records(source, path_name="export").name == path.parent.name
    takers = {f.name for f in installed_for_records() if f.recognises(source[:RECORDS_HEAD], "")}
    assert takers - {"tabular"} <= {path.parent.name}


@every_export
def test_an_export_gives_the_records_that_are_in_it(path: Path) -> None:
    expected, items = expected_of(path), items_of(path)
    records = [item for item in items if isinstance(item, Record)]
    if expected["records"] is None:
        assert items
        return
    assert len(records) == len(expected["records"])
    found = [
        {name: as_json(record, name) for name in one} for record, one in zip(records, expected["records"], strict=True)
    ]
    assert found == expected["records"]
    assert sum(isinstance(item, Unread) and item.kind == "record" for item in items) == expected["unread"]


@every_export
def test_nothing_of_an_export_is_lost(path: Path) -> None:
    judged = laws.judge(path.read_bytes(), items_of(path), path.parent.name)
    assert judged.stretches
    assert not judged.breaches


@pytest.mark.parametrize("writer", ["bibtex", "csl", "nbib", "ris", "tabular", "xlsx"])
def test_what_was_read_is_written_and_read_again(writer: str) -> None:
    records = [item for path in EXPORTS for item in items_of(path) if isinstance(item, Record)]
    once = through(writer, records)
    assert len(once) == len(records)
    assert through(writer, once) == once
    # the others have rules of their own for what is an ISSN, a type or a first name, and keep what breaks them in extra
    if writer in ("csl", "tabular", "xlsx"):
        assert once == [replace(record, origin=Origin(1, 1)) for record in records]
    assert all(not (said(before) - said(after)) for before, after in zip(records, once, strict=True))


def through(writer: str, records: Sequence[Record]) -> list[Record]:
    """Records written in a format and read again, wherever they stood."""
    format_ = next(one for one in installed_writers() if one.name == writer)
    assert isinstance(format_, RecordsFormat)
    again = format_.read_records(format_.write_records(records))
    return [replace(item, origin=Origin(1, 1)) for item in again if isinstance(item, Record)]


def said(record: Record) -> set[str]:
    """Words of all that a record says, less its type, which formats name differently."""
    return set(laws.words(laws.spoken(replace(record, type=None))).split())


SEEDS = {
    format_: [path.read_bytes() for path in EXPORTS if path.parent.name == format_]
    for format_ in sorted({path.parent.name for path in EXPORTS})
}


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60)
@given(number=st.integers(0, 10**6))
def test_a_damaged_export_is_read_without_loss_or_refused(name: str, number: int) -> None:
    format_ = next(one for one in installed_for_records() if one.name == name)
    source = fuzz.damaged(SEEDS[name], random.Random(number))
    assert [what for what in fuzz.faults(format_, source) if what[0] != "fuzz_refused"] == []


@settings(max_examples=100)
@given(RANDOM, st.sampled_from([".ris", ".csv", ".txt", ""]))
def test_random_bytes_are_records_or_unread_or_refused_and_nothing_else(source: bytes, suffix: str) -> None:
    for format_ in installed_for_records():
        assert format_.recognises(source[:RECORDS_HEAD], suffix) in (True, False)
        assert [what for what in fuzz.faults(format_, source) if what[0] != "fuzz_refused"] == []


# -- the laws can be broken

TWO = b"TY  - JOUR\nTI  - Ferries at night\nVL  - 7\nER  - \nTY  - JOUR\nTI  - Bakers\nER  - \n"
FERRIES = Record(origin=Origin(1, 4), title="Ferries at night", volume="7", extra=(("TY", "JOUR"),))
BAKERS = Record(origin=Origin(5, 7), title="Bakers", extra=(("TY", "JOUR"),))


@pytest.mark.parametrize(
    ("items", "broken"),
    [
        pytest.param([FERRIES, BAKERS], [], id="kept"),
        pytest.param([FERRIES], ["belongs to nobody"] * 3, id="record-left-out"),
        pytest.param([replace(FERRIES, title="Ferries"), BAKERS], ["value is lost"], id="title-cut"),
        pytest.param([replace(FERRIES, volume="17"), BAKERS], ["value is lost"], id="short-value-within-another"),
        pytest.param([replace(FERRIES, extra=()), BAKERS], ["value is lost"], id="type-forgotten"),
        pytest.param([FERRIES, replace(BAKERS, origin=Origin(3, 7))], ["belongs to two"], id="lines-claimed-twice"),
    ],
)
def test_what_breaks_a_law_is_found(items: Sequence[Record], broken: list[str]) -> None:
    assert [breach.law for breach in laws.judge(TWO, items, "ris").breaches] == broken
