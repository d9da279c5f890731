"""What the names and properties of styles say."""

from __future__ import annotations

import pytest

from relsynth.formats.docx_styles import Style, outline_level, role_of, styles_of
from relsynth.formats.xml_papers import parsed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("heading 2", ("heading", 2), id="word"),
        pytest.param("Überschrift 3", ("heading", 3), id="german"),
        pytest.param("Título 1", ("heading", 1), id="spanish"),
        pytest.param("标题 1", ("heading", 1), id="chinese"),
        pytest.param("MDPI_2.1_heading1", ("heading", 1), id="mdpi-heading"),
        pytest.param("Els-2nd-order-head", ("heading", 2), id="elsevier-heading"),
        pytest.param("Head1", ("heading", 1), id="acm-heading"),
        pytest.param("Subsection", ("heading", 2), id="subsection"),
        pytest.param("Title", ("title", None), id="title"),
        pytest.param("paper title", ("title", None), id="ieee-title"),
        pytest.param("MDPI_1.2_title", ("title", None), id="mdpi-title"),
        pytest.param("Table title", ("caption", None), id="a-table-has-a-caption"),
        pytest.param("MDPI_5.1_figure_caption", ("caption", None), id="caption"),
        pytest.param("Author names", ("author", None), id="authors"),
        pytest.param("Author contributions", (None, None), id="contributions-are-text"),
        pytest.param("Affiliation", ("affiliation", None), id="affiliation"),
        pytest.param("abstract", ("abstract", None), id="abstract"),
        pytest.param("Abstract Title", ("heading", 1), id="abstract-heading"),
        pytest.param("Intense Quote", ("quote", None), id="quote"),
        pytest.param("Displayed quotation", ("quote", None), id="quotation"),
        pytest.param("Bibliography", ("reference", None), id="references"),
        pytest.param("footnote text", ("footnote", None), id="footnote"),
        pytest.param("footnote reference", (None, None), id="sign-of-a-footnote"),
        pytest.param("toc 2", ("navigation", None), id="contents"),
        pytest.param("TOC Heading", ("navigation", None), id="head-of-contents"),
        pytest.param("header", ("furniture", None), id="running-head"),
        pytest.param("List Bullet 2", ("list", None), id="list"),
        pytest.param("List Paragraph", (None, None), id="set-in-and-no-more"),
        pytest.param("Body Text", (None, None), id="text"),
        pytest.param("x" * 10**6, (None, None), id="endless"),
    ],
)
def test_what_the_name_of_a_style_says(name: str, expected: tuple[str | None, int | None]) -> None:
    assert role_of(name) == expected


def styles(inner: str) -> dict[str, Style]:
    return dict(styles_of(parsed(f"<styles>{inner}</styles>".encode())).by_id)


def style(identity: str, name: str, inner: str = "", *, based: str = "", more: str = "") -> str:
    on = f'<basedOn val="{based}"/>' if based else ""
    return f'<style type="paragraph" styleId="{identity}" {more}><name val="{name}"/>{on}{inner}</style>'


def test_a_style_takes_what_it_does_not_say_from_the_one_below() -> None:
    found = styles(
        style("H", "heading 1", "<pPr><ind left='300'/></pPr><rPr><b/><sz val='32'/></rPr>")
        + style("Own", "Our parts", "<rPr><b val='0'/><i/></rPr>", based="H")
    )
    assert found["Own"] == Style(role="heading", level=1, is_bold=False, is_italic=True, size=32, left=300)


def test_an_outline_level_makes_a_heading_of_a_style_whose_name_says_nothing() -> None:
    found = styles(style("A", "Abschnitt", "<pPr><outlineLvl val='1'/><numPr><numId val='3'/></numPr></pPr>"))
    assert found["A"] == Style(role="heading", level=2, is_listed=True)


def test_styles_that_are_based_on_each_other_in_a_ring_end() -> None:
    assert styles(style("A", "Own", based="B") + style("B", "Quote", based="A"))["A"].role == "quote"


def test_a_paragraph_without_a_style_has_the_common_one() -> None:
    common = style("N", "Normal", "<rPr><sz val='24'/></rPr>", more='default="1"')
    root = parsed(f"<styles>{common}</styles>".encode())
    assert styles_of(root).of(None).size == 24
    assert styles_of(None).of("N") == Style()


@pytest.mark.parametrize(("value", "level"), [("0", 1), ("8", 9), ("9", 0), ("77", 0), ("x", None), ("", None)])
def test_the_level_in_the_outline_counts_from_one(value: str, level: int | None) -> None:
    assert outline_level(parsed(f'<pPr><outlineLvl val="{value}"/></pPr>'.encode())) == level
