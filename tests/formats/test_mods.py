"""MODS: items, what holds them, people by their roles, and dates by how they are written."""

from __future__ import annotations

import pytest

from relsynth.formats import mods
from relsynth.records import Record


def record(inside: str) -> Record:
    """The one record of a file."""
    (found,) = mods.read_records(f"<mods><titleInfo><title>Trust</title></titleInfo>{inside}</mods>".encode())
    assert isinstance(found, Record)
    return found


def host(inside: str) -> str:
    return f'<relatedItem type="host">{inside}</relatedItem>'


def person(*parts: str, role: str = "") -> str:
    term = f"<role><roleTerm>{role}</roleTerm></role>" if role else ""
    return f'<name type="personal">{"".join(parts)}{term}</name>'


FAMILY, GIVEN = '<namePart type="family">Obi</namePart>', '<namePart type="given">Uju</namePart>'
PART = """<part><detail type="volume"><number>4</number></detail><detail type="issue"><caption>no.</caption>
<number>2</number></detail><extent unit="pages"><start>12</start><end>19</end></extent><date>2008</date></part>"""
JOURNAL = host(f"<titleInfo><title>Towns</title></titleInfo><identifier type='issn'>1234-5679</identifier>{PART}")


@pytest.mark.parametrize(
    ("inside", "field", "value"),
    [
        pytest.param(person(GIVEN, FAMILY), "authors", ("Obi, Uju",), id="no-role"),
        pytest.param(person(GIVEN, FAMILY, role="aut"), "authors", ("Obi, Uju",), id="a-code"),
        pytest.param(person(FAMILY, role="Editor"), "editors", ("Obi",), id="editor"),
        pytest.param(person(FAMILY, role="ths"), "authors", (), id="a-supervisor"),
        pytest.param(person("<namePart>Obi, Uju</namePart>"), "authors", ("Obi, Uju",), id="in-one-piece"),
        pytest.param(
            "<name><role>author</role><namePart>Obi</namePart></name>", "authors", ("Obi",), id="no-role-term"
        ),
        pytest.param(host(person(FAMILY, GIVEN, role="editor")), "editors", ("Obi, Uju",), id="editor-of-the-host"),
        pytest.param(host(person(FAMILY)), "authors", (), id="of-the-host-without-role"),
        pytest.param(JOURNAL, "type", "article-journal", id="in-an-issue"),
        pytest.param(JOURNAL, "container_title", "Towns", id="journal"),
        pytest.param(JOURNAL, "volume", "4", id="volume"),
        pytest.param(JOURNAL, "issue", "2", id="issue"),
        pytest.param(JOURNAL, "page", "12-19", id="pages"),
        pytest.param(JOURNAL, "issued", "2008", id="date-of-the-part"),
        pytest.param(JOURNAL, "issn", ("1234-5679",), id="issn-of-the-host"),
        pytest.param(PART, "volume", "4", id="a-part-of-its-own"),
        pytest.param("<part><detail type='number'><number>3</number></detail></part>", "issue", "3", id="number"),
        pytest.param(
            host("<part><extent unit='page'><start>7</start><end>7</end></extent></part>"), "page", "7", id="page"
        ),
        pytest.param(host("<part><extent unit='page'><list>7, 9</list></extent></part>"), "page", "7, 9", id="a-list"),
        pytest.param("<genre authority='local'>bookSection</genre>", "type", "chapter", id="zoteros-genre"),
        pytest.param("<genre>theses</genre>", "type", "thesis", id="marcs-genre"),
        pytest.param("<typeOfResource>still image</typeOfResource>", "type", "graphic", id="resource"),
        pytest.param("<originInfo><issuance>monographic</issuance></originInfo>", "type", "book", id="issuance"),
        pytest.param("<identifier type='doi'>https://doi.org/10.1234/X</identifier>", "doi", "10.1234/x", id="doi"),
        pytest.param("<identifier type='isbn' invalid='yes'>1</identifier>", "isbn", (), id="invalid"),
        pytest.param("<location><url>https://a.example</url></location>", "url", ("https://a.example",), id="url"),
        pytest.param("<subject><topic>A</topic><topic>B</topic></subject>", "keywords", ("A", "B"), id="topics"),
        pytest.param("<language><languageTerm>ger</languageTerm></language>", "language", "ger", id="language"),
        pytest.param("<abstract>Why.</abstract>", "abstract", "Why.", id="abstract"),
        pytest.param(
            "<originInfo><dateCreated>1955</dateCreated><dateIssued>-1988</dateIssued>"
            "<dateIssued encoding='marc' point='end'>1988</dateIssued>"
            "<dateIssued encoding='marc' point='start'>1985</dateIssued></originInfo>",
            "issued",
            "1985",
            id="a-date-for-machines",
        ),
        pytest.param(
            f"<originInfo><dateCreated>1955</dateCreated></originInfo>{host(PART)}",
            "issued",
            "2008",
            id="issued-not-made",
        ),
        pytest.param(
            f"<originInfo><dateIssued>2001</dateIssued></originInfo>{host(PART)}", "issued", "2001", id="its-own-date"
        ),
    ],
)
def test_fields(inside: str, field: str, value: object) -> None:
    assert getattr(record(inside), field) == value


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<nonSort>The</nonSort><title>towns</title><subTitle>a trial</subTitle>", "The towns: a trial"),
        ("<nonSort>L'</nonSort><title>eau</title><partNumber>2</partNumber>", "L'eau. 2"),
    ],
)
def test_a_title_is_whole(title: str, expected: str) -> None:
    (found,) = mods.read_records(f"<mods><titleInfo>{title}</titleInfo></mods>".encode())
    assert isinstance(found, Record)
    assert found.title == expected


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        pytest.param(
            "<titleInfo type='alternative'><title>T</title></titleInfo>", ("titleInfo/alternative", "T"), id="title"
        ),
        pytest.param(person(FAMILY, role="ths"), ("name/ths", "Obi"), id="another-role"),
        pytest.param(person(FAMILY, '<namePart type="date">1950-</namePart>'), ("name", "Obi; 1950-"), id="life"),
        pytest.param("<note type='x'>N</note>", ("note/x", "N"), id="note"),
        pytest.param(
            "<relatedItem type='series'><titleInfo><title>S</title></titleInfo></relatedItem>",
            ("relatedItem/series", "S"),
            id="series",
        ),
        pytest.param(JOURNAL, ("part/issue/caption", "no."), id="caption"),
        pytest.param(host("<note>N</note>"), ("relatedItem/host/note", "N"), id="note-of-the-host"),
        pytest.param(
            "<identifier type='lccn' invalid='yes'>1</identifier>", ("identifier/lccn/invalid", "1"), id="lccn"
        ),
        pytest.param("<subject><geographic>Ayton</geographic></subject>", ("subject/geographic", "Ayton"), id="place"),
        pytest.param("<genre>ballad</genre>", ("genre", "ballad"), id="genre"),
    ],
)
def test_all_else_is_kept(inside: str, kept: tuple[str, str]) -> None:
    assert kept in record(inside).extra


def test_prefixes_declared_on_the_collection() -> None:
    text = """<m:modsCollection xmlns:m="http://www.loc.gov/mods/v3">
    <m:mods><m:titleInfo><m:title>Trust</m:title></m:titleInfo></m:mods>
    <m:mods><m:titleInfo><m:title>Towns</m:title></m:titleInfo></m:mods></m:modsCollection>"""
    assert [each.title for each in mods.read_records(text.encode()) if isinstance(each, Record)] == ["Trust", "Towns"]


@pytest.mark.parametrize(
    ("head", "is_mods"),
    [
        pytest.param("<mods version='3.0'>", True, id="bare"),
        pytest.param("<?xml version='1.0'?>\n<m:modsCollection xmlns:m='x'><m:mods>", True, id="prefixed"),
        pytest.param("<OAI-PMH><ListRecords><record><metadata><mods:mods>", True, id="oai"),
        pytest.param("<OAI-PMH><ListRecords><record><metadata><article>", False, id="oai-of-jats"),
        pytest.param("<html><mods>", False, id="html"),
        pytest.param("<modsy>", False, id="another-root"),
        pytest.param("@article{mods,\n title = {<mods>}}\n", False, id="bibtex"),
    ],
)
def test_recognised_by_its_root(head: str, is_mods: bool) -> None:
    assert mods.recognises(head.encode(), ".xml") is is_mods
