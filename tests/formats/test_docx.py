"""Word files whole: sections and paragraphs in order, whatever wrote them, and nothing raised but an InputError."""

from __future__ import annotations

import io
import random
from contextlib import suppress

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_docx import STRICT, archive, box, field, p, r, raised, table, word
from relsynth.documents import CITATION, Document
from relsynth.errors import InputError
from relsynth.formats.docx import read_document, recognises

TITLE = p("Ferries and trust in two harbours", style="T")


def read(body: str, **more: str) -> Document:
    return read_document(word(body, **more), name="paper")


def lines(document: Document) -> list[tuple[str, str, str]]:
    """Headings, kind and words of each paragraph."""
    return [
        (" > ".join(document.section_path(one.section)), one.kind, document.quote(one.start, one.end))
        for one in document.paragraphs
    ]


WHOLE = "".join(
    [
        TITLE,
        p("Ada Okafor", raised("1"), ", Ben Lund", raised("2")),
        p("1 University of the Harbour"),
        p("Abstract", style="H1"),
        p("Ferries need partners."),
        p("Keywords: trust; ferries"),
        p("Introduction", style="H1"),
        p(
            "Trust matters",
            field("ADDIN ZOTERO_ITEM {}", raised("1,2")),
            ".",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
        ),
        p("Results", style="H1"),
        p("Tea", style="H2"),
        p("They made tea:"),
        p("in turns", more='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        p("• every week"),
        p("“We never missed it.” (Crew 2)", style="Q"),
        p("“It was warm.”", more='<w:ind w:left="720" w:right="720"/>'),
        p("Table 1. Barriers"),
        table(("Barrier", "Whose"), ("No kettle", "The port")),
        p("Box", box(p("Bring a kettle."))).replace(r("Box"), ""),
        p("Acknowledgements", style="H1"),
        p("Thanks to the crews."),
        p("References", style="H1"),
        p("Okafor A. Ferries. 2011."),
        p("Table 2. Kettles"),
        table(("Kettle", "Whose"), ("The red one", "The town")),
    ]
)


def test_a_paper_is_read_whole_and_in_order() -> None:
    document = read(WHOLE, notes=f'<w:footnote w:id="2">{p("As the log says.")}</w:footnote>')
    assert (document.title, document.authors) == ("Ferries and trust in two harbours", ("Okafor, Ada", "Lund, Ben"))
    assert (document.format, document.reader, document.completeness) == ("docx", "docx/1", "full_text")
    assert lines(document)[1:] == [
        ("Abstract", "text", "Ferries need partners."),
        ("Keywords", "text", "trust; ferries"),
        ("Introduction", "text", "Trust matters."),
        ("Introduction", "footnote", "As the log says."),
        ("Results > Tea", "text", "They made tea:"),
        ("Results > Tea", "list_item", "in turns"),
        ("Results > Tea", "list_item", "every week"),
        ("Results > Tea", "quote", "“We never missed it.” (Crew 2)"),
        ("Results > Tea", "quote", "“It was warm.”"),
        ("Results > Tea", "caption", "Table 1. Barriers"),
        ("Results > Tea", "table", "No kettle"),
        ("Results > Tea", "table", "The port"),
        ("Results > Tea", "box", "Bring a kettle."),
        ("Acknowledgements", "text", "Thanks to the crews."),
        ("", "caption", "Table 2. Kettles"),
        ("", "table", "The red one"),
        ("", "table", "The town"),
    ]
    (cited,) = document.citations
    assert document.text[:cited].endswith("Trust matters")
    assert CITATION not in document.text


def test_reading_twice_gives_the_same_and_the_strict_form_the_same_words() -> None:
    assert read(WHOLE) == read(WHOLE)
    assert read_document(word(WHOLE, namespace=STRICT), name="paper").text == read(WHOLE).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p("Ferries need partners.", style="Abs")
            + p("They met.", style="Abs")
            + p("Methods", style="H1")
            + p("All."),
            [("abstract", "Ferries need partners."), ("abstract", "They met."), ("methods", "All.")],
            id="an-abstract-by-its-style",
        ),
        pytest.param(
            p("Abstract: Ferries need partners.") + p("Methods", style="H1") + p("All."),
            [("abstract", "Ferries need partners."), ("methods", "All.")],
            id="an-abstract-by-its-label",
        ),
        pytest.param(
            p("Abstract", style="H1") + p(r("Methods:", "b"), " All crews.") + p("Results", style="H1") + p("Both."),
            [("abstract", "All crews."), ("results", "Both.")],
            id="headings-that-run-into-an-abstract",
        ),
        pytest.param(
            p("Discussion", style="H1")
            + p(r("Limitations.", "b"), " Two harbours only.")
            + p(r("Trust.", "b"), " It grew."),
            [("limitations", "Two harbours only."), ("limitations", "Trust. It grew.")],
            id="a-known-heading-that-runs-in",
        ),
    ],
)
def test_labels_of_sections(body: str, expected: list[tuple[str, str]]) -> None:
    document = read(TITLE + body)
    assert [
        (document.sections[one.section].label, document.quote(one.start, one.end)) for one in document.paragraphs[1:]
    ] == expected


def test_keywords_come_from_the_properties_where_the_text_has_none() -> None:
    body = p("Methods", style="H1") + p("All.")
    assert ("", "text", "trust; ferries") in lines(read(TITLE + body, core="<cp:keywords>trust; ferries</cp:keywords>"))
    both = read(TITLE + p("Keywords: tea") + body, core="<cp:keywords>trust</cp:keywords>")
    assert "trust" not in both.text.splitlines()


def test_a_file_that_another_library_wrote_is_read() -> None:
    made = python_docx.Document()
    made.add_paragraph("Ferries and trust in two harbours", style="Title")
    made.add_heading("Methods", 1)
    made.add_heading("Setting", 2)
    made.add_paragraph("Two harbours.")
    made.add_paragraph("first", style="List Bullet")
    grid = made.add_table(rows=3, cols=2)
    for row, cells in enumerate((("Barrier", "Whose"), ("No kettle", "The port"), ("", "The town"))):
        for column, words in enumerate(cells):
            grid.cell(row, column).text = words
    grid.cell(1, 0).merge(grid.cell(2, 0))
    packed = io.BytesIO()
    made.save(packed)
    document = read_document(packed.getvalue(), name="paper")
    assert document.title == "Ferries and trust in two harbours"
    assert lines(document)[1:] == [
        ("Methods > Setting", "text", "Two harbours."),
        ("Methods > Setting", "list_item", "first"),
        ("Methods > Setting", "table", "No kettle"),
        ("Methods > Setting", "table", "The port"),
        ("Methods > Setting", "table", "The town"),
    ]


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param(word("")[:4096], ".docx", True, id="docx"),
        pytest.param(word("")[:4096], ".pdf", True, id="under-another-suffix"),
        pytest.param(archive({"x": "y"}), ".docx", True, id="by-its-suffix"),
        pytest.param(archive({"x": "y"}), ".zip", False, id="some-archive"),
        pytest.param(archive({"mimetype": "application/epub+zip", "word/x": ""}), ".docx", False, id="epub"),
        pytest.param(archive({"mimetype": "application/vnd.oasis.opendocument.text"}), ".docx", False, id="odt"),
        pytest.param(b"\xd0\xcf\x11\xe0", ".docx", False, id="old-doc"),
        pytest.param(b"", ".docx", False, id="empty"),
    ],
)
def test_word_files_are_recognised_by_their_parts_or_suffix(head: bytes, suffix: str, expected: bool) -> None:
    assert recognises(head, suffix) is expected


@pytest.mark.parametrize("body", ["", p(""), p("Methods", style="H1"), p(field("TOC", "Methods 3"))])
def test_a_file_without_text_says_so(body: str) -> None:
    with pytest.raises(InputError, match="holds no text; if it holds pictures of pages"):
        read(body)


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
def test_long_runs_of_the_same_take_little_time() -> None:
    hostile = [
        "[(" * 50_000 + CITATION,
        "," * 100_000,
        "x" * 500_000,
        "Table 1" * 20_000,
        "a b, " * 50_000,
        "“" * 100_000,
    ]
    for words in hostile:
        document = read(p(words) + p(r(words, "b")) + p(words, raised("1")))
        assert words.strip(CITATION)[:100].strip() in document.text


def test_damage_anywhere_is_read_or_refused() -> None:
    whole, chance = word(WHOLE), random.Random(3)
    read = refused = 0
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            read += bool(read_document(bytes(spoilt), name="paper").text)
        except InputError:  # and nothing else
            refused += 1
    assert (read + refused, refused > 0) == (300, True)


_NAMED = """
p r t tbl tr tc tcPr pPr rPr b sdt sdtContent sdtPr ins del hyperlink fldSimple fldChar instrText drawing pict
txbxContent vMerge gridSpan numPr ind outlineLvl pStyle footnoteReference AlternateContent Choice
"""
NAMES = st.sampled_from(_NAMED.split())
VALUES = st.sampled_from(["begin", "separate", "end", "H1", "T", "Abs", "2", "-1", "x", "", "restart"])
TREES = st.recursive(
    st.tuples(NAMES, VALUES, st.text("ab 1.[]“", max_size=12)).map(
        lambda made: f'<w:{made[0]} w:val="{made[1]}" w:fldCharType="{made[1]}" w:id="2">{made[2]}</w:{made[0]}>'
    ),
    lambda inner: st.tuples(NAMES, VALUES, st.lists(inner, max_size=4)).map(
        lambda made: f'<w:{made[0]} w:val="{made[1]}" w:fldCharType="{made[1]}">{"".join(made[2])}</w:{made[0]}>'
    ),
    max_leaves=25,
)


@settings(max_examples=200)
@given(st.lists(TREES | st.just(p("Words.")), max_size=6))
def test_any_elements_in_any_order_become_a_sound_document_or_none(parts: list[str]) -> None:
    with suppress(InputError):
        document = read("".join(parts))
        assert "\n".join(document.quote(one.start, one.end) for one in document.paragraphs) == document.text
        assert document == read("".join(parts))
