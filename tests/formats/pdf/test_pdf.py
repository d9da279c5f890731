from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_pdf import HEIGHT, LEFT, RIGHT, SENTENCES, Words, column, pdf, pdf_of_pictures
from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.formats import pdf as reader

ONE, TWO, THREE, FOUR, FIVE = SENTENCES


def head(text: str, y: float, *, x: float = LEFT, size: float = 12) -> Words:
    return Words(text=text, x=x, y=y, font="Times-Bold", size=size)


def front() -> list[Words]:
    return [
        head("Keeping partners at one table: a study of two towns", 790, size=18),
        Words(text="Ana B. Okafor, Jonas van der Berg and Mira Lindqvist", y=765, size=11),
        Words(text="Department of Nursing, Hillside University, 12 Park Road, Leeds", y=750, size=8),
        Words(text="Received: 1 May 2020; Accepted: 3 June 2020; doi: 10.5555/tables.2020.12", y=735, size=8),
        head("Abstract", 710),
        *column([f"{ONE} {TWO} {THREE}"], top=695, width=480),
        Words(text="Keywords: partnership; trust; clinics", y=640, font="Times-Bold"),
    ]


def paper(*, foot: str = "") -> bytes:
    """Two pages in two columns, with a running head, page numbers and a reference list."""
    first = [*front(), head("Introduction", 610), *column([f"{ONE} {TWO}", f"{THREE} {FOUR}"], top=595)]
    right = [head("Methods", 610, x=RIGHT), *column([f"{FIVE} {ONE}", f"{TWO} {THREE}"], x=RIGHT, top=595)]
    second = [
        Words(text="Journal of Invented Towns 12", y=820, size=8),
        head("Results", 780),
        *column([f"{FOUR} {FIVE}", f"{ONE} {THREE}"], top=765),
        head("References", 780, x=RIGHT),
        Words(text="1. Dale R, Finch P. Tables and chairs. J Rooms. 2011;4:12–19.", x=RIGHT, y=765, size=8),
        Words(text="2. Finch P. Chairs. J Rooms. 2012;5:1–9.", x=RIGHT, y=755, size=8),
    ]
    third = [Words(text="Journal of Invented Towns 13", y=820, size=8), *column([TWO], top=765)]
    feet = [Words(text=foot, y=30, size=8)] if foot else []
    return pdf([[*first, *right, *feet], [*second, *feet], [*third, *feet]])


def paragraphs(document: Document, label: str) -> list[str]:
    return [document.quote(p.start, p.end) for p in document.paragraphs if document.sections[p.section].label == label]


@pytest.fixture(scope="module")
def read() -> Document:
    return reader.read_document(paper(foot="Printed for nobody in particular"), name="towns")


def test_a_paper_has_its_title_authors_year_and_doi(read: Document) -> None:
    assert (read.title, read.authors, read.year, read.doi) == (
        "Keeping partners at one table: a study of two towns",
        ("Okafor, Ana B.", "van der Berg, Jonas", "Lindqvist, Mira"),
        2020,
        "10.5555/tables.2020.12",
    )


def test_two_columns_are_read_down_the_left_and_then_the_right_one(read: Document) -> None:
    assert paragraphs(read, "abstract") == [f"{ONE} {TWO} {THREE}"]
    assert paragraphs(read, "introduction") == [f"{ONE} {TWO}", f"{THREE} {FOUR}"]
    assert paragraphs(read, "methods") == [f"{FIVE} {ONE}", f"{TWO} {THREE}"]
    assert paragraphs(read, "results") == [f"{FOUR} {FIVE}", f"{ONE} {THREE}"]
    assert paragraphs(read, "keywords") == ["partnership; trust; clinics"]


def test_furniture_addresses_and_references_are_no_text(read: Document) -> None:
    for words in ("Invented Towns", "Hillside", "Received", "J Rooms", "Printed for nobody", "Okafor"):
        assert words not in read.text


def test_paragraphs_carry_their_page(read: Document) -> None:
    pages = {read.sections[p.section].label: p.page for p in read.paragraphs if p.page}
    assert (pages["introduction"], pages["results"]) == (1, 2)


def test_both_columns_drawn_row_by_row_are_parted() -> None:
    left, right = column([f"{ONE} {TWO} {THREE} {FOUR}"]), column([f"{FIVE} {FOUR} {THREE} {TWO}"], x=RIGHT)
    rows = [words for row in zip(left, right, strict=False) for words in row]
    document = reader.read_document(pdf([rows]), name="rows")
    assert document.text.startswith(f"{ONE} {TWO}")


def test_lines_of_a_manuscript_lose_their_numbers() -> None:
    body = column([f"{ONE} {TWO} {THREE} {FOUR} {FIVE}", f"{THREE} {ONE}"], width=200)
    numbers = [Words(text=str(number), x=LEFT - 20, y=words.y, size=8) for number, words in enumerate(body, 1)]
    drawn = [words for pair in zip(numbers, body, strict=True) for words in pair]
    document = reader.read_document(pdf([drawn]), name="numbered")
    assert document.text.startswith(f"{ONE} {TWO} {THREE}")


def test_a_paragraph_goes_on_past_a_footnote_and_a_page() -> None:
    first = column([f"{ONE} {TWO} {THREE} {FOUR} Then the two"], top=400, width=480)
    note = Words(text="* Names of towns are made up by the authors.", y=60, size=8)
    second = column([f"teams shared one desk for a year. {FIVE}"], width=480)
    document = reader.read_document(pdf([[*first, note], second]), name="note")
    assert "Then the two teams shared one desk for a year." in document.text
    assert [p.kind for p in document.paragraphs] == ["text", "footnote"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param(b"<html><body>Not today</body></html>", "is no PDF", id="web-page"),
        pytest.param(b"%PDF-1.7\n", "damaged or cut short", id="header-alone"),
        pytest.param(paper()[:900], "damaged or cut short", id="cut-short"),
        pytest.param(pdf([column([ONE])], password="secret"), "locked with a password", id="password"),
        pytest.param(pdf_of_pictures(), "ocrmypdf IN.pdf OUT.pdf", id="scan"),
        pytest.param(pdf([[]]), "holds no text", id="blank"),
        pytest.param(pdf([[]] * 501), "501 pages", id="book"),
    ],
)
def test_what_cannot_be_read_says_why(source: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        reader.read_document(source, name="broken")


def test_pages_that_are_mostly_pictures_are_a_scan() -> None:
    cover = Words(text="Downloaded from a shelf of old papers, with a long line of words on it.", y=700)
    with pytest.raises(InputError, match="OCRmyPDF"):
        reader._refuse_wordless(reader.Scan(pages=reader.scan(pdf([[cover], [], []])).pages, title="", pictures=2))


def test_letters_without_meaning_are_refused() -> None:
    signs = Words(text="#$%&()*+,-./0123456789:;<=>?@[]^_{|}~" * 3, y=HEIGHT / 2, size=6)
    with pytest.raises(InputError, match="letters cannot be told"):
        reader.read_document(pdf([[signs]]), name="signs")


@pytest.mark.parametrize(
    ("head", "suffix", "is_ours"),
    [
        pytest.param(b"%PDF-1.4 ...", ".pdf", True, id="pdf"),
        pytest.param(b"\n\n%PDF-1.4 ...", "", True, id="no-suffix"),
        pytest.param(b"<html>", ".pdf", True, id="web-page-named-pdf"),
        pytest.param(b"\n%PDF-1.4 ...", ".docx", True, id="pdf-named-docx"),
        pytest.param(b"They begin with %PDF-1.4.", ".txt", False, id="text-on-pdf"),
        pytest.param(b"# Title", ".md", False, id="markdown"),
    ],
)
def test_a_pdf_is_recognised(head: bytes, suffix: str, is_ours: bool) -> None:
    assert reader.recognises(head, suffix) is is_ours


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from([*SENTENCES, "e\u0301tude", "Methods", "Table 1. Costs", "• one"]), min_size=2, max_size=9)
)
def test_reading_twice_gives_the_same_and_spans_tile_the_text(chosen: list[str]) -> None:
    source = pdf([column([ONE, *chosen])])
    document = reader.read_document(source, name="any")
    assert document == reader.read_document(source, name="any")
    assert unicodedata.is_normalized("NFC", document.text)
    assert document.text == "\n".join(document.quote(p.start, p.end) for p in document.paragraphs)
    assert all(0 <= p.section < len(document.sections) for p in document.paragraphs)


def test_bent_files_are_read_or_refused() -> None:
    whole = paper()
    for step in range(0, len(whole), len(whole) // 12):
        for source in (whole[: max(9, step)], whole[:step] + b"\x00" * 40 + whole[step + 40 :]):
            with suppress(InputError):
                assert reader.read_document(source, name="bent").text
