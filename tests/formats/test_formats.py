"""Choosing the format of a file, and what holds for whatever is read."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.documents import LABELS, Document
from relsynth.errors import FormatError, InputError
from relsynth.formats import ASKED_LAST, HEAD, DocumentFormat, installed, is_paper, read

JATS = b"<article><body><p>We met.</p></body></article>"


def test_the_built_in_formats_come_by_the_common_door_with_the_least_choosy_last() -> None:
    names = [format_.name for format_ in installed()]
    assert {"jats", "markdown", "plain"} <= set(names)
    assert names[-len(ASKED_LAST) :] == list(ASKED_LAST)
    assert all(isinstance(format_, DocumentFormat) for format_ in installed())


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
    ("path_name", "reason"),
    [
        pytest.param("a.pdf", r"no installed format reads \.pdf files yet", id="pdf"),
        pytest.param("a.html", r"no installed format reads \.html files yet", id="html"),
        pytest.param("a.docx", r"no installed format reads \.docx files yet", id="docx"),
        pytest.param("a.xml", "XML, but no JATS article", id="xml"),
    ],
)
def test_a_file_that_nobody_reads_is_refused_with_what_is_installed(path_name: str, reason: str) -> None:
    with pytest.raises(FormatError, match=rf"{reason}; installed: .*jats.*, markdown, plain"):
        read(b"\x00\x01", path_name=path_name)


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
