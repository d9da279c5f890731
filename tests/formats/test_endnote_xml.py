"""EndNote XML: styled or plain, new or old, and everything that a record of it says."""

from __future__ import annotations

import pytest

from relsynth.formats import endnote_xml
from relsynth.records import Record, Unread


def styled(text: str) -> str:
    return f'<style face="normal" font="default" size="100%">{text}</style>'


def record(inside: str) -> Record:
    """The one record of a library."""
    found = [*endnote_xml.read_records(f"<xml><records><record>{inside}</record></records></xml>".encode())]
    assert [isinstance(each, Unread) and each.kind for each in found] == ["aside", False, "aside"]
    assert isinstance(found[1], Record)
    return found[1]


WHOLE = record(
    '<database name="My.enl" path="C:/My.enl">My.enl</database><rec-number>7</rec-number>'
    '<ref-type name="Journal Article">17</ref-type><contributors><authors>'
    f"<author>{styled('Obi, U.')}</author><author>{styled('Town Council,')}</author></authors>"
    f"<secondary-authors><author>{styled('Ek, Bo')}</author></secondary-authors></contributors>"
    f'<titles><title>{styled("Trust in ")}<style face="italic" size="100%">three</style>{styled(" towns")}</title>'
    f"<secondary-title>{styled('J Inv Trials')}</secondary-title></titles>"
    f"<periodical><full-title>{styled('Journal of Invented Trials')}</full-title></periodical>"
    f"<pages>{styled('12-9')}</pages><volume>{styled('4')}</volume><number>{styled('2')}</number>"
    f"<keywords><keyword>{styled('Trust')}</keyword></keywords>"
    f"<dates><year>{styled('2009')}</year><pub-dates><date>{styled('Nov')}</date></pub-dates></dates>"
    f"<isbn>{styled('1234-5679 (Print)&#xD;2345-678X (Electronic)')}</isbn><accession-num>1234567</accession-num>"
    f"<abstract>{styled('One.&#xD;Two.')}</abstract><urls><related-urls><url>{styled('https://a.example/1')}</url>"
    "</related-urls><pdf-urls><url>internal-pdf://1/a.pdf</url></pdf-urls></urls>"
    f"<electronic-resource-num>{styled('10.1234/ABC')}</electronic-resource-num><custom2>{styled('PMC77')}</custom2>"
    "<remote-database-provider>NLM</remote-database-provider><language>eng</language>"
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "article-journal"),
        ("title", "Trust in three towns"),
        ("authors", ("Obi, U.", "Town Council")),
        ("editors", ("Ek, Bo",)),
        ("container_title", "J Inv Trials"),
        ("issued", "2009"),
        ("year", 2009),
        ("volume", "4"),
        ("issue", "2"),
        ("page", "12-9"),
        ("doi", "10.1234/abc"),
        ("pmid", "1234567"),
        ("pmcid", "PMC77"),
        ("issn", ("1234-5679", "2345-678X")),
        ("url", ("https://a.example/1",)),
        ("abstract", "One.\nTwo."),
        ("keywords", ("Trust",)),
        ("language", "eng"),
    ],
)
def test_every_field(field: str, value: object) -> None:
    assert getattr(WHOLE, field) == value


@pytest.mark.parametrize(
    "kept",
    [
        ("database/@path", "C:/My.enl"),
        ("rec-number", "7"),
        ("ref-type", "17"),
        ("ref-type/@name", "Journal Article"),
        ("full-title", "Journal of Invented Trials"),
        ("pub-dates/date", "Nov"),
        ("isbn", "1234-5679 (Print)\n2345-678X (Electronic)"),
        ("pdf-urls/url", "internal-pdf://1/a.pdf"),
        ("remote-database-provider", "NLM"),
    ],
)
def test_what_has_no_field_is_kept(kept: tuple[str, str]) -> None:
    assert kept in WHOLE.extra


@pytest.mark.parametrize(
    ("inside", "field", "value"),
    [
        pytest.param('<ref-type name="Book Section">5</ref-type>', "type", "chapter", id="book-section"),
        pytest.param("<ref-type>32</ref-type>", "type", "thesis", id="a-number-only"),
        pytest.param(
            '<ref-type name="Conference Proceedings">10</ref-type>', "type", "paper-conference", id="proceedings"
        ),
        pytest.param("<title>T</title><isbn>978-0-00-000000-2 (hbk)</isbn>", "isbn", ("978-0-00-000000-2",), id="isbn"),
        pytest.param(
            "<title>T</title><isbn>12345679;2345678X</isbn>", "issn", ("12345679", "2345678X"), id="no-hyphens"
        ),
        pytest.param(
            "<title>T</title><accession-num>1234567</accession-num>", "pmid", None, id="not-known-to-be-pubmeds"
        ),
        pytest.param("<title>T</title><custom2>a note</custom2>", "pmcid", None, id="custom2-of-another"),
        pytest.param(
            "<title>T</title><authors><author>Ada Obi</author></authors>", "authors", ("Ada Obi",), id="one-piece"
        ),
        pytest.param(
            "<titles>\n <title>\n  <style>A</style>\n  <style>B</style>\n </title></titles>",
            "title",
            "A B",
            id="pretty",
        ),
    ],
)
def test_dialects(inside: str, field: str, value: object) -> None:
    assert getattr(record(inside), field) == value


def test_the_xml_of_endnote_4_to_7() -> None:
    text = """<XML><RECORDS><RECORD><REFERENCE_TYPE>7</REFERENCE_TYPE><AUTHORS><AUTHOR>Obi, U.</AUTHOR></AUTHORS>
    <YEAR>1999</YEAR><TITLE>Trust</TITLE><SECONDARY_TITLE>Towns</SECONDARY_TITLE><PLACE_PUBLISHED>Ayton</PLACE_PUBLISHED>
    </RECORD></RECORDS></XML>"""
    _, found, _ = endnote_xml.read_records(text.encode())
    assert isinstance(found, Record)
    assert (found.type, found.title, found.container_title, found.year) == ("chapter", "Trust", "Towns", 1999)
    assert found.extra == (("reference-type", "7"), ("place-published", "Ayton"))


HEAD = "<?xml version='1.0' encoding='UTF-8' ?><xml><records><record><source-app name='X'/>"


@pytest.mark.parametrize(
    ("head", "is_endnote"),
    [
        pytest.param(f"{HEAD}<rec-number>1</rec-number>", True, id="a-library"),
        pytest.param(f"```{HEAD}<ref-type name='Book'>", True, id="fenced"),
        pytest.param("<records><record><contributors/>", True, id="no-wrapper"),
        pytest.param("<record>\n<titles>", True, id="a-bare-record"),
        pytest.param("<xml><records></records></xml>", True, id="empty"),
        pytest.param("<XML><RECORDS><RECORD><REFERENCE_TYPE>0", True, id="old"),
        pytest.param("<collection><record><leader>", False, id="marcxml"),
        pytest.param("<record><leader/><controlfield tag='1'/>", False, id="a-bare-marc-record"),
        pytest.param("<records><REC r_id='x'><titles>", False, id="web-of-science"),
        pytest.param("<article><front><contributors/>", False, id="jats"),
        pytest.param("<html><body><record><titles>", False, id="html"),
        pytest.param("TY  - JOUR\nAB  - <contributors>\n", False, id="ris"),
    ],
)
def test_recognised_by_its_elements(head: str, is_endnote: bool) -> None:
    assert endnote_xml.recognises(head.encode(), ".xml") is is_endnote
