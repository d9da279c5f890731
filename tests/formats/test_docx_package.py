"""Where the parts of a Word file are, and what is refused."""

from __future__ import annotations

import pytest

from made_up_docx import STRICT, archive, p, relations, word
from relsynth.errors import InputError
from relsynth.formats.docx_package import attribute, is_on, opened
from relsynth.formats.xml_papers import parsed

ELSEWHERE = {
    "_rels/.rels": relations({"officeDocument": "/Word/Document2.xml"}),
    "Word/_rels/document2.XML.rels": relations({"styles": "../other/s.xml"}),
    "Word/document2.xml": "<document><body/></document>",
    "other/s.xml": "<styles/>",
}


def test_the_parts_of_a_file_are_found() -> None:
    package = opened(word(p("hi"), notes='<w:footnote w:id="2"/><w:footnote w:id="0" w:type="separator"/>'))
    assert package.styles is not None
    assert package.core is not None
    assert list(package.notes) == [("footnote", "2")]


def test_parts_are_where_the_relations_say_whatever_the_case_of_their_names() -> None:
    package = opened(archive(ELSEWHERE))
    assert package.styles is not None
    assert package.notes == {}


def test_the_strict_form_is_read_alike() -> None:
    assert len(opened(word(p("hi"), namespace=STRICT)).body) == 2


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(archive({"a.txt": "x"}), "no Word document; if it holds papers, unpack it", id="some-archive"),
        pytest.param(word("", **{"word/document.xml": "<workbook/>"}), "is a workbook, not a text", id="workbook"),
        pytest.param(word("", **{"word/document.xml": "<document/>"}), "not a whole Word document", id="no-body"),
        pytest.param(word("", **{"word/document.xml": ""}), "not a whole Word document", id="empty-part"),
        pytest.param(
            archive({"_rels/.rels": ELSEWHERE["_rels/.rels"]}), "not a whole Word document", id="part-missing"
        ),
        pytest.param(word("", **{"word/document.xml": "<a"}), "not well-formed", id="no-xml"),
        pytest.param(
            word("", **{"word/styles.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a/>'}), "entities of its own", id="entities"
        ),
        pytest.param(word("")[:-400], "damaged or cut short", id="cut"),
    ],
)
def test_what_is_no_word_file_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        opened(source)


def test_a_part_outside_of_the_archive_is_not_looked_for() -> None:
    links = relations({"styles": "styles.xml"}).replace("Target=", 'TargetMode="External" Target=')
    assert opened(word("", **{"word/_rels/document.xml.rels": links})).styles is None


@pytest.mark.parametrize(
    ("value", "expected"), [(None, True), ("1", True), ("true", True), ("0", False), ("false", False), ("off", False)]
)
def test_a_property_is_on_unless_it_says_off(value: str | None, expected: bool) -> None:
    told = "" if value is None else f' x:val="{value}"'
    element = parsed(f'<b xmlns:x="urn:x"{told}/>'.encode())
    assert attribute(element, "val") == value
    assert is_on(element) is expected
    assert is_on(None) is False
