"""Columns of tables: which database calls a field what, and a row as a record."""

from __future__ import annotations

import time
from typing import Any

import pytest

from relsynth.formats.columns import NAMES, columns_of, keywords_in, name_of, numbering_in, record_of
from relsynth.records import FIELDS, Origin, Record

AT = Origin(2, 2)


def read(row: dict[str, str]) -> Record:
    record = record_of(columns_of(row), list(row.values()), origin=AT)
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            {"Authors": "Okafor A.; Lund B.", "Title": "Ferries", "Year": "2019", "Source title": "Crew Health",
             "Volume": "12", "Issue": "3", "Page start": "101", "Page end": "109", "Source": "Scopus"},
            {"authors": ("Okafor, A.", "Lund, B."), "title": "Ferries", "year": 2019, "container_title": "Crew Health",
             "volume": "12", "issue": "3", "page": "101-109",
             "extra": (("Authors", "Okafor A.; Lund B."), ("Source", "Scopus"))},
            id="scopus",
        ),
        pytest.param(
            {"Title": "Ferries", "Author full names": "Okafor, Ada (57193852372); Lund, Ben (57193852373)"},
            {"authors": ("Okafor, Ada", "Lund, Ben"),
             "extra": (("Author full names", "Okafor, Ada (57193852372); Lund, Ben (57193852373)"),)},
            id="numbers-of-authors",
        ),
        pytest.param(
            {"PT": "J", "AU": "Okafor, A", "TI": "Ferries", "SO": "CREW", "PD": "MAY", "PY": "2019", "DI": "10.5555/A"},
            {"title": "Ferries", "container_title": "CREW", "issued": "2019", "doi": "10.5555/a",
             "extra": (("PT", "J"), ("PD", "MAY"))},
            id="web-of-science-tags",
        ),
        pytest.param(
            {"PMID": "99900001", "Title": "Ferries", "Citation": "J Crew. 2019 May;12(3):e27. doi: 10.5555/a.",
             "PMCID": "PMC9990001"},
            {"pmid": "99900001", "pmcid": "PMC9990001", "volume": "12", "issue": "3", "page": "e27",
             "extra": (("Citation", "J Crew. 2019 May;12(3):e27. doi: 10.5555/a."),)},
            id="pubmed",
        ),
        pytest.param(
            {"Title": "Ferries", "Date": "2019-05-02", "Publication Year": "2019",
             "Extra": "kept\nPMID: 99900001\nDOI: 10.5555/A"},
            {"issued": "2019-05-02", "year": 2019, "pmid": "99900001", "doi": "10.5555/a",
             "extra": (("Publication Year", "2019"), ("Extra", "kept\nPMID: 99900001\nDOI: 10.5555/A"))},
            id="zotero",
        ),
        pytest.param(
            {"Title": "Ferries", "Year": "2019", "Notes": "Comment on PMID: 99900001 DOI: 10.5555/other"},
            {"pmid": None, "doi": None, "extra": (("Notes", "Comment on PMID: 99900001 DOI: 10.5555/other"),)},
            id="a-note-names-another-report",
        ),
        pytest.param(
            {"Title": "Ferries", "Year": "2019", "Notes": "PMID: 99900001 was its first part"},
            {"pmid": None}, id="a-note-begins-with-another-report",
        ),
        pytest.param(
            {"Title": "Ferries", "Extra": "PMID: 99900001 PMCID: PMC9990001"},
            {"pmid": "99900001", "pmcid": "PMC9990001"}, id="two-numbers-on-a-line",
        ),
        pytest.param(
            {"Title": "Ferries", "Authors": "[No author name available]", "Author(s) ID": "[No author id available]",
             "Abstract": "[No abstract available]"},
            {"authors": (), "abstract": None,
             "extra": (("Authors", "[No author name available]"), ("Author(s) ID", "[No author id available]"),
                       ("Abstract", "[No abstract available]"))},
            id="placeholders-of-scopus-are-no-values",
        ),
        pytest.param({"Title": "Ferries", "Authors": "[No authors listed]", "Abstract": "No abstract available"},
                     {"authors": (), "abstract": None}, id="placeholders-of-pubmed-are-no-values"),
        pytest.param({"Title": "[No effect of ferries]", "Authors": "[Anonymous]", "Year": "2019"},
                     {"title": "[No effect of ferries]", "authors": ("[Anonymous]",)},
                     id="brackets-alone-say-something"),
        pytest.param(
            {"Title": "Ferries", "Publication date": "2018-12-30", "Year": "2019"},
            {"issued": "2019", "year": 2019, "extra": (("Publication date", "2018-12-30"),)},
            id="a-date-of-another-year-gives-way",
        ),
        pytest.param(
            {"title": "Ferries", "ISSN/ISBN": "5550-0001; 978-3-16-148410-0"},
            {"issn": ("5550-0001",), "isbn": ("978-3-16-148410-0",), "extra": ()},
            id="two-kinds-of-number-in-one-column",
        ),
        pytest.param(
            {"Title": "Ferries", "Link": "https://doi.org/10.5555/x; https://a.org/b;c"},
            {"doi": "10.5555/x", "url": ("https://doi.org/10.5555/x", "https://a.org/b;c")},
            id="doi-in-an-address",
        ),
        pytest.param(
            {"Title": "NA", "Abstract": "They came.", "DOI": "n/a"},
            {"title": None, "doi": None, "extra": (("Title", "NA"), ("DOI", "n/a"))},
            id="words-for-nothing",
        ),
        pytest.param(
            {"Title": "Ferries", "Author Keywords": "trust; crew", "Index Keywords": "boats"},
            {"keywords": ("trust", "crew", "boats"), "extra": ()},
            id="keywords-of-every-column",
        ),
        pytest.param(
            {"Title": "Ferries", "Source": "Crew Health (2020) 12:3 (101-109)", "Year": "2020"},
            {"container_title": "Crew Health", "volume": "12", "issue": "3", "page": "101-109"},
            id="embase",
        ),
        pytest.param(
            {"Título": "Barcos", "Autores": "Roca, Ana", "Año": "2019", "Revista": "Mar"},
            {"title": "Barcos", "authors": ("Roca, Ana",), "year": 2019, "container_title": "Mar"},
            id="spanish",
        ),
    ],
)  # fmt: skip
def test_a_row_as_a_record(row: dict[str, str], expected: dict[str, Any]) -> None:
    record = read(row)
    assert {name: getattr(record, name) for name in expected} == expected


def test_cells_beyond_the_header_are_kept_by_their_number() -> None:
    record = record_of(columns_of(["Title", ""]), ["Ferries", "odd", " ", "more"], origin=AT)
    assert record is not None
    assert record.extra == (("column 2", "odd"), ("column 4", "more"))


def test_a_row_that_says_nothing_known_is_no_record() -> None:
    assert record_of(columns_of(["Title", "Shelf"]), ["", "B2"], origin=AT) is None


@pytest.mark.parametrize(
    ("cells", "is_header"),
    [
        pytest.param(["Title", "Year"], True, id="title-and-another"),
        pytest.param(["article_title ", "AUTHOR(S)"], True, id="folded"),
        pytest.param(["Title", "Shelf"], False, id="nothing-else-known"),
        pytest.param(["Authors", "Year"], False, id="no-title"),
        pytest.param(["ti", "ab"], False, id="two-tags-of-a-search"),
        pytest.param(["We read the title", " abstract and year"], False, id="prose"),
        pytest.param(["Title", "Notes"], False, id="notes-alone-tell-nothing"),
    ],
)
def test_what_is_a_header(cells: list[str], *, is_header: bool) -> None:
    assert columns_of(cells).is_header is is_header


def test_names_are_folded_and_of_fields() -> None:
    parts = {"first_page", "last_page", "article_number", "citation", "remarks"}
    assert set(NAMES) <= {*FIELDS, *parts}
    assert [name for names in NAMES.values() for name in names.split() if name_of(name) != name] == []


@pytest.mark.parametrize(
    ("citation", "parts"),
    [
        pytest.param("J Crew. 2019;12(3):101-9.", ("12", "3", "101-9"), id="medline"),
        pytest.param("Crew Health. 28(2):103-106, April 2015.", ("28", "2", "103-106"), id="ovid"),
        pytest.param("Revista do Mar; 8(1); 132-145", ("8", "1", "132-145"), id="scielo"),
        pytest.param("Crew (2020) 12:3 (101-109)", ("12", "3", "101-109"), id="embase"),
        pytest.param("Annals. 7:1-4, 2020.", ("7", None, "1-4"), id="no-issue"),
        pytest.param("Annals of Small Towns", (None, None, None), id="none"),
    ],
)
def test_the_numbers_of_a_citation(citation: str, parts: tuple[str | None, ...]) -> None:
    found = numbering_in(citation)
    assert (found.get("volume"), found.get("issue"), found.get("page")) == parts


@pytest.mark.parametrize(
    ("cell", "keywords"),
    [
        pytest.param("trust; crew, boats", ("trust", "crew, boats"), id="semicolons-before-commas"),
        pytest.param("trust, crew", ("trust", "crew"), id="commas"),
        pytest.param("['trust', 'crew']", ("trust", "crew"), id="list"),
        pytest.param(" ; ", (), id="none"),
    ],
)
def test_the_keywords_of_a_cell(cell: str, keywords: tuple[str, ...]) -> None:
    assert keywords_in(cell) == keywords


@pytest.mark.parametrize(
    ("column", "piece", "field"), [("ISSN", "1 ", "issn"), ("Keywords", "a, ", "keywords")], ids=["numbers", "keywords"]
)
def test_a_long_list_is_read_in_one_pass(column: str, piece: str, field: str) -> None:
    begun = time.process_time()
    record = read({"Title": "Ferries", column: piece * 40_000})
    assert len(getattr(record, field)) == 40_000
    assert time.process_time() - begun < 1
