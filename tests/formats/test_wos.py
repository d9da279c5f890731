"""Exports of Web of Science are read whole, damaged ones too."""

from __future__ import annotations

import pytest

from relsynth.formats.wos import read_records, recognises
from relsynth.records import Record, Unread


def read(text: str) -> list[Record | Unread]:
    return list(read_records(text.encode()))


def only(text: str) -> Record:
    (found,) = [r for r in read(text) if isinstance(r, Record)]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "\ufeffFN Clarivate\nVR 1.0\nPT J\nTI A\nER\n\nPT J\nTI B\nER\n\nEF\n",
            ["aside: FN Clarivate\nVR 1.0", "A", "B", "aside: EF"],
            id="ordinary",
        ),
        pytest.param("PT J\nTI A\nER", ["A"], id="neither header nor end"),
        pytest.param("PT J\nTI A\nPT J\nTI B\nEF", ["A", "B", "aside: EF"], id="no ER"),
        pytest.param("PT J\nTI A\n   goes on\nER", ["A goes on"], id="lines that go on"),
        pytest.param("AU A\nTI B\nER", ["B"], id="no PT"),
        pytest.param("PT J\nAUOkafor, A\nTI A\nER", ["A"], id="no blank after the tag"),
        pytest.param("PT J\r\nTI A\r\n\r\nSO B\r\nER\r\n", ["A"], id="a blank line within"),
        pytest.param("PT J\nER\n", ["record: PT J\nER"], id="no values"),
        pytest.param("AU A\nER\n", ["record: AU A\nER"], id="neither type, title nor number"),
        pytest.param("PT J\nTI A\nER\nER\n", ["A", "aside: ER"], id="a stray ER"),
    ],
)
def test_every_stretch_is_a_record_or_says_why_not(text: str, expected: list[str | None]) -> None:
    assert [f"{r.kind}: {r.text}" if isinstance(r, Unread) else r.title for r in read(text)] == expected


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        pytest.param("AU Okafor, A\n   Lund, B", "authors", ("Okafor, A", "Lund, B"), id="authors by line"),
        pytest.param("AU Okafor, A; Lund, B", "authors", ("Okafor, A", "Lund, B"), id="authors on a line"),
        pytest.param("AU Okafor, A\nAF Okafor, Ada", "authors", ("Okafor, Ada",), id="full names"),
        pytest.param("AU Okafor, A\nCA The Group", "authors", ("Okafor, A", "The Group"), id="a body"),
        pytest.param("AUOkafor, A", "authors", ("Okafor, A",), id="no blank after the tag"),
        pytest.param("BE Lund, B", "editors", ("Lund, B",), id="editors"),
        pytest.param("SO J A", "container_title", "J A", id="journal"),
        pytest.param("PT P\nSO Gazette", "container_title", None, id="a patent is in none"),
        pytest.param("PY 2011\nPD FEB 2011", "issued", "FEB 2011", id="the fuller date"),
        pytest.param("PY 2011\nPD FEB 7", "issued", "2011", id="a day without year"),
        pytest.param("EA JAN 2021", "year", 2021, id="early access"),
        pytest.param("BP 12\nEP 19", "page", "12-19", id="pages"),
        pytest.param("PS 12-9", "page", "12-9", id="pages in one"),
        pytest.param("AR e12", "page", "e12", id="an article number"),
        pytest.param("DI 10.1234/AB", "doi", "10.1234/ab", id="DOI"),
        pytest.param("PM 123", "pmid", "123", id="PMID"),
        pytest.param("UT MEDLINE:123", "pmid", "123", id="PMID as accession number"),
        pytest.param("UT WOS:123", "pmid", None, id="another number"),
        pytest.param("SN 1234-5678\nEI 8765-4321", "issn", ("1234-5678", "8765-4321"), id="ISSNs"),
        pytest.param("BN 978-3-16-148410-0", "isbn", ("978-3-16-148410-0",), id="ISBN"),
        pytest.param("DE a b; c\nID D; E\n   F", "keywords", ("a b", "c", "D", "E F"), id="keywords"),
        pytest.param("PT J\nDT Book Review", "type", "article-journal", id="in a journal"),
        pytest.param("PT B\nDT Proceedings Paper", "type", "paper-conference", id="in proceedings"),
        pytest.param("PT S\nDT Article; Book Chapter", "type", "chapter", id="in a series"),
        pytest.param("PT P", "type", "patent", id="patent"),
    ],
)
def test_a_field_is_found_under_its_tags(lines: str, field: str, expected: object) -> None:
    head = "" if lines.startswith("PT") else "PT J\n"
    assert getattr(only(f"{head}{lines}\nTI T\nER\n"), field) == expected


@pytest.mark.parametrize(
    ("lines", "extra"),
    [
        pytest.param("AU Okafor, A\nAF Okafor, Ada", (("AU", "Okafor, A"),), id="short names"),
        pytest.param("CR One, 2001\n   Two, 2002", (("CR", "One, 2001"), ("CR", "Two, 2002")), id="references by line"),
        pytest.param("DI 10.1234/AB", (("DI", "10.1234/AB"),), id="a DOI that was written otherwise"),
        pytest.param("UT WOS:1\nZZ x\n   y", (("UT", "WOS:1"), ("ZZ", "x y")), id="other tags, in order"),
        pytest.param("SN 1234-5678\nTI A\nTI B", (("TI", "B"),), id="a second title"),
        pytest.param("PY 2011\nPD FEB 7", (("PD", "FEB 7"),), id="a day"),
    ],
)
def test_what_no_field_holds_is_kept(lines: str, extra: tuple[tuple[str, str], ...]) -> None:
    title = "" if "TI " in lines else "TI A\n"
    assert only(f"PT J\n{title}{lines}\nER\n").extra == (("PT", "J"), *extra)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("FN Thomson Reuters Web of Science\nVR 1.0\n", True, id="header"),
        pytest.param("PT J\nAU A\nTI B\n", True, id="no header"),
        pytest.param("TY  - JOUR\nTI  - B\n", False, id="RIS"),
        pytest.param("PMID- 1\nPT  - Review\nTI  - B\n", False, id="MEDLINE"),
        pytest.param("RT Journal\nTI B\n", False, id="RefWorks"),
        pytest.param("PT,AU,TI\nJ,A,B\n", False, id="a table"),
    ],
)
def test_web_of_science_is_told_by_its_content(text: str, *, expected: bool) -> None:
    assert recognises(text.encode(), ".txt") is expected
