"""Plain text: paragraphs, headings and what a text says of itself."""

from __future__ import annotations

import pytest

from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.formats.plain import read_document, recognises

LONG = "The council and the clinic met every month to settle who would pay for the van that winter."


def read(text: str) -> Document:
    return read_document(text.encode(), name="paper")


def lines(document: Document) -> list[tuple[str, str, str]]:
    return [
        (document.sections[p.section].heading, document.sections[p.section].label, document.quote(p.start, p.end))
        for p in document.paragraphs
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A van at night\n\nAbstract\n\nWe drove.\n\n1. Introduction\n\nIt was\ndark.\n\n2.1 Setting\n\nA hill.",
            [
                ("", "title", "A van at night"),
                ("Abstract", "abstract", "We drove."),
                ("1. Introduction", "introduction", "It was dark."),
                ("2.1 Setting", "introduction", "A hill."),
            ],
            id="known-and-numbered-headings",
        ),
        pytest.param(
            f"A van\n\nFINDINGS\n\n{LONG}\n\nWhat went wrong\n\n{LONG}\n\nLESSONS LEARNED\n\nAsk.",
            [
                ("", "title", "A van"),
                ("FINDINGS", "results", LONG),
                ("What went wrong", "results", LONG),
                ("LESSONS LEARNED", "lessons_learned", "Ask."),
            ],
            id="what-is-less-than-capitals-is-below-them",
        ),
        pytest.param(
            f"A van\n\nIntroduction\n\n{LONG}\n\nThe hill road\n\n{LONG}",
            [("", "title", "A van"), ("Introduction", "introduction", LONG), ("The hill road", "other", LONG)],
            id="else-beside-them",
        ),
        pytest.param(
            "A van\n\nMethods\n\n1. Ask the drivers\n\n2. Pay them\n\n3. Start",
            [
                ("", "title", "A van"),
                ("Methods", "methods", "Ask the drivers"),
                ("Methods", "methods", "Pay them"),
            ],
            id="numbered-lines-in-a-row-are-a-list",
        ),
        pytest.param(
            "A van\n\nMethods\n\n- ask\n  twice\n- pay\n\nReferences\n\n1. Okafor. 2001.\n\nFunding\n\nNone.",
            [
                ("", "title", "A van"),
                ("Methods", "methods", "ask twice"),
                ("Methods", "methods", "pay"),
                ("Funding", "back_matter", "None."),
            ],
            id="bullets-and-references",
        ),
        pytest.param(
            "One line.\nAnother line.",
            [("", "other", "One line."), ("", "other", "Another line.")],
            id="no-blank-lines",
        ),
        pytest.param(
            "A van\n\nMethods\nWe drove.\nTwice.\n\nResults\nwere late.",
            [
                ("", "title", "A van"),
                ("Methods", "methods", "We drove. Twice."),
                ("Methods", "methods", "Results were late."),
            ],
            id="heading-at-the-head-of-a-paragraph",
        ),
        pytest.param(
            "A van at night\fMethods\n\nWe drove past the\n2\n\fA van at night\n\n"
            "hill and the con-\nvent.\n\fA van at night\n\nEnd.",
            [
                ("", "title", "A van at night"),
                ("Methods", "methods", "We drove past the hill and the convent."),
                ("Methods", "methods", "End."),
            ],
            id="pages",
        ),
        pytest.param("Abstract: We drove.", [("Abstract", "abstract", "We drove.")], id="label-in-line"),
        pytest.param(
            "A van\n\nABC\n\nText.",
            [("", "title", "A van"), ("", "other", "ABC"), ("", "other", "Text.")],
            id="abbreviation",
        ),
    ],
)
def test_paragraphs_and_headings(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert lines(read(text))[: len(expected)] == expected


def test_a_keyed_head_gives_the_citation() -> None:
    document = read(
        "Title: A van\nAuthors: Ngũgĩ, N.; 李, 美華\n\n"
        "Year: 2021\nJournal: Tests\nDOI: 10.5555/X\n\nMethods\n\nWe drove."
    )
    assert (document.title, document.authors, document.year) == ("A van", ("Ngũgĩ, N.", "李, 美華"), 2021)
    assert (document.journal, document.doi) == ("Tests", "10.5555/x")
    assert document.text == "A van\nWe drove."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("A van\n\nText.", "A van", id="first-line"),
        pytest.param("# A van #1\n\nText.", "A van #1", id="number-sign"),
        pytest.param("We drove at night.\n\nText.", None, id="a-sentence-is-none"),
        pytest.param("Methods\n\nText.", None, id="a-section-is-none"),
        pytest.param("word " * 41 + "\n\nText.", None, id="a-paragraph-is-none"),
    ],
)
def test_the_title_is_the_first_line_if_it_looks_like_one(text: str, title: str | None) -> None:
    assert read(text).title == title


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff"], ids=["empty", "blank", "mark"])
def test_a_file_without_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(text)


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param(b"A van\n", ".txt", True, id="text"),
        pytest.param(b"A van\n", "", True, id="no-suffix"),
        pytest.param("naïve".encode("cp1252"), ".txt", True, id="windows"),
        pytest.param("naïve".encode("utf-16"), ".txt", True, id="utf-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "", False, id="picture"),
        pytest.param(b"%PDF-1.7\n", ".pdf", False, id="pdf"),
        pytest.param(b"  <html>", ".txt", False, id="markup"),
        pytest.param(b"  \n", ".txt", False, id="blank"),
    ],
)
def test_recognises_printable_text_only(head: bytes, suffix: str, expected: bool) -> None:
    assert recognises(head, suffix) is expected
