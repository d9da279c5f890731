"""Title, authors and what is no text at the head of a Word file."""

from __future__ import annotations

import pytest

from made_up_docx import p, r, raised, word
from relsynth.formats.docx_body import items_of
from relsynth.formats.docx_front import Front, front_of, keywords_of
from relsynth.formats.docx_headings import depths_of
from relsynth.formats.docx_package import opened

REST = p("Introduction", style="H1") + p("We met.")
TITLE = "Ferries and trust in two harbours"
NAMES = ("Okafor, Ada", "de Vries, Ben")


def front(body: str, core: str = "") -> Front:
    package = opened(word(body, core=core))
    items = items_of(package)
    return front_of(items, depths_of(items), package.core)


def large(text: str) -> str:
    return p(r(text, 'sz w:val="32"'))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(p("Original Article") + p(TITLE, style="T"), TITLE, id="by-style"),
        pytest.param(p(TITLE), TITLE, id="first-line"),
        pytest.param(p("Running head: Ferries") + p(TITLE), TITLE, id="after-a-running-head"),
        pytest.param(p("The Journal of Small Ports") + large(TITLE), TITLE, id="the-largest"),
        pytest.param(p("Full title: " + TITLE), TITLE, id="keyed"),
        pytest.param(p(TITLE, raised("1")), f"{TITLE}1".removesuffix("1"), id="with-a-note"),
        pytest.param(p("Ada Okafor, Ben de Vries"), None, id="names-are-no-title"),
        pytest.param(
            p("Ferries@20: lessons learned from two harbours"),
            "Ferries@20: lessons learned from two harbours",
            id="a-title-of-lessons-is-no-heading",
        ),
    ],
)
def test_the_title(head: str, title: str | None) -> None:
    assert front(head + REST).citation.title == title


def test_a_heading_above_all_others_is_the_title() -> None:
    below = "".join(p(name, style="H2") + p("We met.") for name in ("Introduction", "Methods", "Results"))
    assert front(p(TITLE, style="H1") + below).citation.title == TITLE


@pytest.mark.parametrize(
    "byline",
    [
        pytest.param(p("Ada Okafor", raised("1,2"), ", Ben de Vries", raised("2*")), id="raised-marks"),
        pytest.param(p("Ada Okafor1, Ben de Vries2*"), id="typed-marks"),
        pytest.param(p("Ada Okafor, PhD, MPH; Ben de Vries, MD"), id="degrees"),
        pytest.param(p("Ada Okafor and Ben de Vries"), id="and"),
        pytest.param(p("Authors: Ada Okafor, Ben de Vries"), id="keyed"),
        pytest.param(p("Ada Okafor", style="Au") + p("Ben de Vries", style="Au"), id="by-style"),
    ],
)
def test_the_authors(byline: str) -> None:
    read = front(p(TITLE, style="T") + byline + p("1 University of the Harbour, Portstadt") + REST)
    assert read.citation.authors == NAMES


@pytest.mark.parametrize(
    ("core", "title", "authors"),
    [
        pytest.param(
            "<dc:title>Ferries at night, a study</dc:title><dc:creator>Ada Okafor;Ben de Vries</dc:creator>",
            "Ferries at night, a study",
            NAMES,
            id="said",
        ),
        pytest.param(
            "<dc:title>Paper</dc:title><dc:creator>Microsoft Office User</dc:creator>", None, (), id="useless"
        ),
        pytest.param("", None, (), id="nothing"),
    ],
)
def test_properties_say_what_the_text_does_not(core: str, title: str | None, authors: tuple[str, ...]) -> None:
    citation = front(REST, core).citation
    assert (citation.title, citation.authors) == (title, authors)


def test_doi_and_year_stand_at_the_head() -> None:
    read = front(p(TITLE) + p("© 2021 The Authors. https://doi.org/10.5555/ferry.1") + REST)
    assert (read.citation.doi, read.citation.year) == ("10.5555/ferry.1", 2021)


def test_what_is_no_text_is_left_out_and_prose_is_kept() -> None:
    prose = "The crews met every week in the harbour office, and each time somebody else made the tea for all of them, "
    prose += "so that in the end everybody had made it once and nobody had to say so."
    head = p(TITLE) + p("Ada Okafor") + p("1 University of the Harbour") + p("Word count: 3,000") + p(prose)
    items = front(head + REST).items
    assert [item.line.text for item in items if item.line] == [prose, "Introduction", "We met."]


@pytest.mark.parametrize("body", [p("One line."), p("One line.") + p("Another one."), ""])
def test_a_text_without_sections_or_prose_has_no_head(body: str) -> None:
    assert len(front(body).items) == body.count("<w:p>")


def test_keywords_may_stand_in_the_properties() -> None:
    assert keywords_of(opened(word("", core="<cp:keywords>trust; ferries</cp:keywords>")).core) == "trust; ferries"
    assert keywords_of(None) is None
