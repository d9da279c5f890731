"""What BibTeX's fields mean."""

from __future__ import annotations

from typing import Any

import pytest

from relsynth.formats.bibtex_blocks import Entry, entries
from relsynth.formats.bibtex_fields import is_plain_extra, record
from relsynth.formats.bibtex_tables import ENTRY_TYPES, TYPES
from relsynth.records import FIELDS, Origin, Record

HERE = Origin(first=1, last=1)
HEAD = (("entrytype", "article"), ("key", "k"))


def read(fields: str, entry_type: str = "article") -> Record:
    (entry,) = entries(f"@{entry_type}{{k, {fields}}}")
    return record(entry, HERE)


def said(found: Record) -> dict[str, Any]:
    """What a record says besides its type, and the extra that it does not owe to its head."""
    values = {
        name: getattr(found, name) for name in FIELDS if name != "type" and getattr(found, name) not in (None, ())
    }
    return values | ({"extra": found.extra[2:]} if found.extra[2:] else {})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param("title={{A} {B}}", {"title": "A B"}, id="title"),
        pytest.param("title={A}, subtitle={B}", {"title": "A: B", "extra": (("subtitle", "B"),)}, id="subtitle"),
        pytest.param(
            "title={A?}, subtitle={B}", {"title": "A? B", "extra": (("subtitle", "B"),)}, id="subtitle-of-a-question"
        ),
        pytest.param("Author={Okafor, A. and Lind, P.}", {"authors": ("Okafor, A.", "Lind, P.")}, id="authors"),
        pytest.param(
            "author={Ada Okafor}",
            {"authors": ("Okafor, Ada",), "extra": (("author", "Ada Okafor"),)},
            id="name-turned-round-is-kept",
        ),
        pytest.param("author={A, B}, author={C, D}", {"authors": ("A, B", "C, D")}, id="an-author-each"),
        pytest.param(
            "journal={J}, booktitle={B}", {"container_title": "J", "extra": (("booktitle", "B"),)}, id="container"
        ),
        pytest.param(
            "journal={J.}, fjournal={Journal}",
            {"container_title": "Journal", "extra": (("journal", "J."),)},
            id="mathscinet",
        ),
        pytest.param(
            "journaltitle={J}, date={2013-05}",
            {"container_title": "J", "issued": "2013-05", "year": 2013},
            id="biblatex",
        ),
        pytest.param("year=2013", {"issued": "2013", "year": 2013}, id="year"),
        pytest.param(
            "year=2013, month=jan", {"issued": "2013-01", "year": 2013, "extra": (("month", "jan"),)}, id="month"
        ),
        pytest.param(
            "year=2013, month={Oct 5}", {"issued": "2013-10-05", "year": 2013, "extra": (("month", "Oct 5"),)}, id="day"
        ),
        pytest.param(
            "year=2013, month={Spring}", {"issued": "2013", "year": 2013, "extra": (("month", "Spring"),)}, id="season"
        ),
        pytest.param("year={in press}", {"issued": "in press"}, id="no-year"),
        pytest.param(
            "date={2013}, year={2014}", {"issued": "2013", "year": 2013, "extra": (("year", "2014"),)}, id="two-years"
        ),
        pytest.param(
            "volume={1}, number={2}, issue={S}", {"volume": "1", "issue": "2", "extra": (("issue", "S"),)}, id="issue"
        ),
        pytest.param('number="null", keywords="", note=""', {"extra": (("number", "null"),)}, id="ebsco-says-null"),
        pytest.param(
            "author={[No author name available]}, abstract={{[No abstract available]}}",
            {"extra": (("author", "[No author name available]"), ("abstract", "[No abstract available]"))},
            id="scopus-has-none",
        ),
        pytest.param(
            "author={[No authors listed]}", {"extra": (("author", "[No authors listed]"),)}, id="pubmed-has-none"
        ),
        pytest.param("title={[No pain]}", {"title": "[No pain]"}, id="translated-title"),
        pytest.param("pages={12--19}", {"page": "12-19"}, id="pages"),
        pytest.param("pages={12–19, e4 -- e9}", {"page": "12-19, e4-e9"}, id="pages-with-other-dashes"),
        pytest.param("doi={10.1000/ab}", {"doi": "10.1000/ab"}, id="doi"),
        pytest.param(
            "DOI={https://doi.org/10.1000/AB}",
            {"doi": "10.1000/ab", "extra": (("DOI", "https://doi.org/10.1000/AB"),)},
            id="doi-as-address",
        ),
        pytest.param("doi={10.1000/a\\_b}", {"doi": "10.1000/a_b"}, id="doi-escaped"),
        pytest.param("doi={none}", {"extra": (("doi", "none"),)}, id="doi-is-none"),
        pytest.param(
            "url={https://doi.org/10.1000/ab}",
            {"doi": "10.1000/ab", "url": ("https://doi.org/10.1000/ab",)},
            id="doi-in-address",
        ),
        pytest.param(
            "note={doi: 10.1000/ab}", {"doi": "10.1000/ab", "extra": (("note", "doi: 10.1000/ab"),)}, id="doi-in-note"
        ),
        pytest.param(
            "note={Reply to 10.1000/ab}", {"extra": (("note", "Reply to 10.1000/ab"),)}, id="another-reports-doi"
        ),
        pytest.param(
            "pmid={PMID: 123}, pmcid={99}",
            {"pmid": "123", "pmcid": "PMC99", "extra": (("pmid", "PMID: 123"), ("pmcid", "99"))},
            id="pubmed",
        ),
        pytest.param(
            "eprinttype={pubmed}, eprint={77}",
            {"pmid": "77", "extra": (("eprinttype", "pubmed"), ("eprint", "77"))},
            id="eprint",
        ),
        pytest.param(
            "issn={1234-5678, 8765-432X}, eissn={11112222}", {"issn": ("1234-5678", "8765-432X", "11112222")}, id="issn"
        ),
        pytest.param("isbn={978-0-306-40615-7}", {"isbn": ("978-0-306-40615-7",)}, id="isbn"),
        pytest.param("issn={see note}", {"issn": ("see note",)}, id="issn-in-words"),
        pytest.param("keywords={a, b; c}", {"keywords": ("a, b", "c")}, id="keywords-by-semicolon"),
        pytest.param("keywords={a, {b, c}, d}", {"keywords": ("a", "b, c", "d")}, id="keywords-in-braces"),
        pytest.param("keywords={{a; b}}", {"keywords": ("a", "b")}, id="keywords-all-in-braces"),
        pytest.param("keywords={R \\& D, b}", {"keywords": ("R & D", "b")}, id="keywords-escaped"),
        pytest.param("title={A}, title={B}", {"title": "A", "extra": (("title", "B"),)}, id="second-title"),
        pytest.param(
            "institution={I}, publisher={P}", {"publisher": "P", "extra": (("institution", "I"),)}, id="publisher"
        ),
        pytest.param("langid={german}", {"language": "german"}, id="language"),
        pytest.param("abstract={a\n b\n\n c}", {"abstract": "a b\nc"}, id="abstract"),
        pytest.param(
            "Web-Of={x\\&y}, file={C\\:\\\\a.pdf}",
            {"extra": (("Web-Of", "x&y"), ("file", "C\\:\\\\a.pdf"))},
            id="unknown",
        ),
        pytest.param("bdsk-url-1={https://example.org}", {"url": ("https://example.org",)}, id="bibdesk"),
        pytest.param("title={\\relax}", {}, id="nothing-left"),
    ],
)
def test_a_field_is_put_in_its_place(fields: str, expected: dict[str, Any]) -> None:
    assert said(read(fields)) == expected


@pytest.mark.parametrize(
    ("entry_type", "expected"),
    [
        ("ARTICLE", "article-journal"),
        ("InProceedings", "paper-conference"),
        ("phdthesis", "thesis"),
        ("misc", "document"),
        ("electronic", "webpage"),
        ("no-such", None),
    ],
)
def test_types_are_csls(entry_type: str, expected: str | None) -> None:
    found = read("title={T}", entry_type)
    assert found.type == expected
    assert found.extra == (("entrytype", entry_type), ("key", "k"))


def test_a_number_is_no_issue_where_a_report_has_it() -> None:
    assert read("number={TR-7}", "techreport").extra[2:] == (("number", "TR-7"),)


def test_an_entry_without_key_has_none() -> None:
    assert record(Entry(0, 1, "book", "", (("title", "T"),)), HERE).extra == (("entrytype", "book"),)


def test_what_is_inherited_fills_fields_and_leaves_extra() -> None:
    entry = Entry(0, 1, "article", "k", (("title", "T"),))
    found = record(
        entry, HERE, (("publisher", "P"), ("address", "Lagos"), ("title", "Other"), ("author", "Ada Okafor"))
    )
    assert (found.title, found.publisher, found.authors) == ("T", "P", ("Okafor, Ada",))
    assert found.extra == HEAD


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            "relsynth-x-author={A}, relsynth-x-a_20_b__2={}", {"extra": (("author", "A"), ("a b", ""))}, id="extra"
        ),
        pytest.param('relsynth-f-issn={["1"]}, relsynth-f-doi={null}, doi={10.1000/a}', {"issn": ("1",)}, id="field"),
        pytest.param("relsynth-f-title={[1}", {"extra": (("relsynth-f-title", "[1"),)}, id="broken"),
        pytest.param("relsynth-f-title={[1]}", {"extra": (("relsynth-f-title", "[1]"),)}, id="no-such-value"),
        pytest.param("relsynth-f-origin={1}", {"extra": (("relsynth-f-origin", "1"),)}, id="no-such-field"),
        pytest.param("relsynth-new={1}", {"extra": (("relsynth-new", "1"),)}, id="of-a-later-version"),
    ],
)
def test_our_own_fields_are_read(fields: str, expected: dict[str, Any]) -> None:
    assert said(read(fields)) == expected


def test_our_own_head_says_that_key_and_type_were_made() -> None:
    assert read("relsynth-head={own}, note={n}").extra == (("note", "n"),)


@pytest.mark.parametrize("name", ["title", "DOI", "keywords", "url", "crossref", "xdata", "relsynth-x", "bdsk-url-2"])
def test_fields_with_a_place_are_no_plain_extra(name: str) -> None:
    assert not is_plain_extra(name)
    assert is_plain_extra(f"my-{name}")


def test_types_are_written_as_they_are_read() -> None:
    assert {csl: TYPES[name] for csl, name in ENTRY_TYPES.items()} == {csl: csl for csl in set(TYPES.values())}
