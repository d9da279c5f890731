"""A JATS tree made ready: what is cut out, moved and turned into signs."""

from __future__ import annotations

import pytest
from lxml import etree

from relsynth.documents import CITATION
from relsynth.formats.jats_tree import cut_and_place, dissolve_inline, words_in

REFS = '<back><ref-list><ref id="r1"><mixed-citation>Okafor 2001</mixed-citation></ref></ref-list></back>'


def prepared(body: str, rest: str = "") -> etree._Element:
    article = etree.fromstring(f"<article><body>{body}</body>{rest}</article>")
    cut_and_place(article)
    dissolve_inline(article)
    return article


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param('grew<xref ref-type="ref" rid="r1">1</xref>', "grew@", id="told-by-its-target"),
        pytest.param('grew<xref rid="r1">1</xref>', "grew@", id="without-a-type"),
        pytest.param('see <xref ref-type="fn" rid="n">Note 2</xref>', "see Note 2", id="a-note-by-its-name"),
        pytest.param("grew<sup>1,2</sup>", "grew@", id="numbers-without-a-link"),
        pytest.param("grew<sup>1</sup>", "grew@", id="number-without-a-link-where-nothing-is-linked"),
        pytest.param('grew<xref rid="r1">1</xref> by m<sup>2</sup>', "grew@ by m2", id="power"),
        pytest.param("10<sup>6</sup> km<sup>2</sup>", "106 km2", id="powers-where-nothing-is-linked"),
        pytest.param(
            'grew<xref rid="r1">1</xref> fast<sup>2</sup>', "grew@ fast@", id="number-where-others-are-linked"
        ),
        pytest.param("a<sup>,</sup>b<sup>th</sup>", "abth", id="superscripts"),
        pytest.param("a<break/>b <italic>c <bold>d</bold></italic>e", "a b c de", id="inline-tags"),
        pytest.param(
            "<inline-formula><alternatives><tex-math>x</tex-math><graphic/></alternatives></inline-formula>a",
            "a",
            id="formula-without-words",
        ),
    ],
)
def test_a_paragraph_is_one_string(inner: str, expected: str) -> None:
    paragraph = prepared(f"<p>{inner}</p>", REFS)[0][0]
    assert (paragraph.text, len(paragraph)) == (expected.replace("@", CITATION), 0)


def order(article: etree._Element) -> list[str]:
    return [e.get("id", "") for e in article.iter() if e.get("id")]


NOTES = '<back><fn-group><title>Notes</title><fn id="n1"/><fn id="n2"/></fn-group></back>'


@pytest.mark.parametrize(
    ("body", "rest", "expected"),
    [
        pytest.param(
            '<p id="p1">a<xref ref-type="fn" rid="n2"/><xref ref-type="fn" rid="n1"/></p><p id="p2"/>',
            NOTES,
            ["p1", "n1", "n2", "p2"],
            id="in-their-own-order",
        ),
        pytest.param('<p id="p1"/><p id="p2"/>', NOTES, ["p1", "p2", "n1", "n2"], id="nobody-points"),
        pytest.param(
            '<p id="p1"><fig><caption><p>a<xref ref-type="fn" rid="n1"/></p></caption></fig></p><p id="p2"/>',
            NOTES,
            ["p1", "p2", "n1", "n2"],
            id="not-into-floats",
        ),
        pytest.param(
            '<p id="p1"><xref ref-type="fig" rid="f1 f2"/></p><p id="p2"><xref ref-type="fig" rid="f2"/></p>',
            '<floats-group><fig id="f1"/><fig id="f2"/></floats-group>',
            ["p1", "f1", "f2", "p2"],
            id="floats-at-first-mention",
        ),
        pytest.param(
            '<p id="p1"><list><list-item><p id="p2"><xref ref-type="table" rid="t1"/></p></list-item></list></p>',
            '<floats-group><table-wrap id="t1"/></floats-group>',
            ["p1", "p2", "t1"],
            id="after-the-outermost-paragraph",
        ),
    ],
)
def test_notes_and_floats_move_to_their_paragraph(body: str, rest: str, expected: list[str]) -> None:
    assert order(prepared(body, rest)) == expected


def test_a_group_of_notes_that_all_moved_is_empty() -> None:
    article = prepared('<p>a<xref ref-type="fn" rid="n1"/><xref ref-type="fn" rid="n2"/></p>', NOTES)
    assert words_in(article[1]) == ""
