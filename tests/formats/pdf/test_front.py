from __future__ import annotations

import pytest

from made_up_pdf import HEIGHT, WIDTH, line, lines
from relsynth.formats.pdf.front import authors_in, doi_of, is_byline, title_lines, year_of
from relsynth.formats.pdf.lines import Line, Page, Type

BODY = Type(font="Times-Roman", size=10.0, leading=12.0)
TITLE = lines("Keeping partners at one table:", "a study of two towns", top=780.0, step=20.0, size=18.0)


def page(*drawn: Line) -> Page:
    return Page(number=1, width=WIDTH, height=HEIGHT, lines=drawn)


@pytest.mark.parametrize(
    ("drawn", "own", "title"),
    [
        pytest.param(TITLE, "", TITLE, id="largest-type"),
        pytest.param((line("Research Article", base=800.0, size=18.0), *TITLE), "", TITLE, id="kind-of-article-above"),
        pytest.param((line("ROOMS", base=820.0, size=30.0), *TITLE), "", TITLE, id="name-of-the-journal-is-short"),
        pytest.param(
            (line("The Journal of Rooms and Chairs", base=820.0, size=24.0), *TITLE),
            "Keeping partners at one table: a study of two towns",
            TITLE,
            id="own-title-of-the-file",
        ),
        pytest.param(TITLE, "manuscript_final.docx", TITLE, id="name-of-a-file"),
        pytest.param(lines("All of this is set in one and the same type."), "", (), id="nothing-stands-out"),
    ],
)
def test_the_title_is_found(drawn: tuple[Line, ...], own: str, title: tuple[Line, ...]) -> None:
    assert title_lines(page(*drawn, line("A line of the running text")), own, BODY) == title


@pytest.mark.parametrize(
    ("texts", "authors"),
    [
        pytest.param(
            ["Ana B. Okafor, Jonas Berg and Mira Lindqvist"],
            ("Okafor, Ana B.", "Berg, Jonas", "Lindqvist, Mira"),
            id="commas-and-and",
        ),
        pytest.param(["Ana Okafor1,2, Jonas van der Berg2*"], ("Okafor, Ana", "van der Berg, Jonas"), id="marks"),
        pytest.param(["Ana Okafor, PhD; Jonas Berg, MPH"], ("Okafor, Ana", "Berg, Jonas"), id="degrees"),
        pytest.param(
            ["Ana Okafor,", "Jonas Berg", "Department of Nursing, Hillside University"],
            ("Okafor, Ana", "Berg, Jonas"),
            id="address-ends-them",
        ),
        pytest.param(["Ana Okafor1", "Jonas Berg2"], ("Okafor, Ana", "Berg, Jonas"), id="a-mark-ends-a-name"),
        pytest.param(
            ["Okafor A*, van der Berg JP**, Lindqvist MS***"],
            ("Okafor, A", "van der Berg, JP", "Lindqvist, MS"),
            id="family-first",
        ),
        pytest.param(["OKAFOR A.B., BERG J."], ("OKAFOR, A.B", "BERG, J"), id="family-first-in-capitals"),
        pytest.param(["Ana OKAFOR and Wei Li"], ("OKAFOR, Ana", "Li, Wei"), id="family-in-capitals"),
        pytest.param(["AO JB, JB and ML"], (), id="initials-are-nobody"),
        pytest.param(["Vitamin D"], (), id="subtitle-that-ends-in-a-letter"),
        pytest.param(["Abstract", "Ana Okafor met Jonas Berg"], (), id="none"),
    ],
)
def test_authors_are_named_family_first(texts: list[str], authors: tuple[str, ...]) -> None:
    assert authors_in(lines(*texts)) == authors


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        pytest.param(["Received 3 May 2019; Accepted 2 June 2019", "Published: 4 January 2020"], 2020, id="published"),
        pytest.param(["Accepted 2 June 2019", "Copyright © 2020 Ana Okafor"], 2020, id="copyright"),
        pytest.param(["Rooms 12 (2018) 4–9"], 2018, id="any"),
        pytest.param(["no year at all"], None, id="none"),
    ],
)
def test_the_year_is_that_of_publication(texts: list[str], year: int | None) -> None:
    assert year_of(page(*lines(*texts))) == year


def test_the_doi_may_stand_beside_the_citation_on_the_last_page() -> None:
    first, last = page(*lines("Rooms")), page(*lines("doi:10.5555/own.4", "Cite this article as: Okafor: Rooms."))
    assert doi_of([first], [first, last]) == "10.5555/own.4"
    other = page(*lines("doi:10.5555/other.5", "a list of works"))
    assert doi_of([first], [first, first, first, other]) is None


@pytest.mark.parametrize(
    ("texts", "is_one"),
    [
        pytest.param(["Ana Okafor, MD; Li Berg, PhD; Tom Dale, MPH"], True, id="degrees"),
        pytest.param(["Ana Okafor1, Li Berg2 and Tom Dale1"], True, id="marks"),
        pytest.param(["Ana Okafor met Li Berg and Tom Dale in rooms of the clinic."], False, id="sentence"),
        pytest.param(["Clinics and Costs of Travel"], False, id="words"),
        pytest.param(["weekly case conferences in five counties;"], False, id="an-item-of-a-list"),
    ],
)
def test_a_byline_names_authors_and_says_no_more(texts: list[str], is_one: bool) -> None:
    assert is_byline(lines(*texts)) is is_one


@pytest.mark.parametrize(
    ("texts", "doi"),
    [
        pytest.param(["see 10.5555/other.1", "https://doi.org/10.5555/own.2"], "10.5555/own.2", id="called-so"),
        pytest.param(["registered as 10.17605/osf.io/abcde"], None, id="registration"),
        pytest.param(["Rooms 2020, 10.5555/own.3"], "10.5555/own.3", id="any-on-the-page"),
        pytest.param(["no number"], None, id="none"),
    ],
)
def test_the_doi_is_the_papers_own(texts: list[str], doi: str | None) -> None:
    first = page(*lines(*texts))
    assert doi_of([first], [first]) == doi
