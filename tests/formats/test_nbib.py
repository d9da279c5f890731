"""MEDLINE files of PubMed, PMC and ERIC are read whole, and written so that PubMed's readers take them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.nbib import read_records, recognises, suffixes, write_records, written_suffixes
from relsynth.records import FIELDS, Origin, Record, Unread


def read(text: str) -> list[Record | Unread]:
    return list(read_records(text.encode()))


def only(text: str) -> Record:
    (found,) = read(text)
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\nPMID- 1\nTI  - A\n\nPMID- 2\nTI  - B\n", ["A", "B"], id="two"),
        pytest.param("PMID- 1\nTI  - A\nPMID- 2\nTI  - B\n", ["A", "B"], id="no blank line between"),
        pytest.param("PMC - PMC12\nPMID- 1\nTI  - A\n", ["A"], id="PMC's number first"),
        pytest.param("OWN - ERIC\nTI  - A\n\n\n\nOWN - ERIC\nTI  - B\n", ["A", "B"], id="ERIC has no number"),
        pytest.param("PMID- 1\nTI  - A\n      goes on \n      and on\n", ["A goes on and on"], id="lines that go on"),
        pytest.param("PMID- 1\r\nTI  - A\r\n      goes on\r\n", ["A goes on"], id="CRLF"),
        pytest.param("PMID-1\nTI- A\n", ["A"], id="tags not padded"),
        pytest.param("PMID- 1\n\nNothing here.\n\nPMID- 2\n", [None, "aside: Nothing here.", None], id="an aside"),
        pytest.param("PMID- 1\nTI  - A\n\nDP  - 2001\n\nPMID- 2\n", ["A", None], id="a blank line within a record"),
        pytest.param("TI  - A\n\nTI  - B\n", ["A", "B"], id="no numbers"),
        pytest.param("TI  -\nAB  - \n", ["record: TI  -\nAB  - "], id="no values"),
        pytest.param("Nothing", ["aside: Nothing"], id="no MEDLINE"),
    ],
)
def test_every_stretch_is_a_record_or_says_why_not(text: str, expected: list[str | None]) -> None:
    found = read(text)
    assert [f"{r.kind}: {r.text}" if isinstance(r, Unread) else r.title for r in found] == expected


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        pytest.param("PMID- 123", "pmid", "123", id="PMID"),
        pytest.param("PMC - PMC123", "pmcid", "PMC123", id="PMCID"),
        pytest.param("PMC - 123", "pmcid", "PMC123", id="PMCID without prefix"),
        pytest.param("FAU - Okafor, Ada\nAU  - Okafor A", "authors", ("Okafor, Ada",), id="full names"),
        pytest.param(
            "AU  - Okafor A\nAU  - Lund BC\nAU  - et al.", "authors", ("Okafor, A", "Lund, BC"), id="short names"
        ),
        pytest.param("AU  - Okafor, Ada", "authors", ("Okafor, Ada",), id="ERIC's names"),
        pytest.param(
            "FAU - Okafor, Ada\nAU  - Okafor A\nCN  - The Group", "authors", ("Okafor, Ada", "The Group"), id="a body"
        ),
        pytest.param(
            "FAU - Okafor, Ada\nAU  - Okafor A\nAU  - Lund B",
            "authors",
            ("Okafor, Ada", "Lund, B"),
            id="one short name",
        ),
        pytest.param("FED - Lund, Ben\nED  - Lund B", "editors", ("Lund, Ben",), id="editors"),
        pytest.param("TA  - J A\nJT  - Journal A", "container_title", "Journal A", id="journal"),
        pytest.param("TA  - J A", "container_title", "J A", id="journal, short"),
        pytest.param("BTI - Book\nCTI - Chapter", "container_title", "Book", id="book of a chapter"),
        pytest.param("BTI - Book\nCTI - Chapter", "title", "Chapter", id="chapter"),
        pytest.param("DP  - 2013 Jun 10", "year", 2013, id="year"),
        pytest.param("IS  - 1234-5678 (Print)\nIS  - 8765-4321", "issn", ("1234-5678", "8765-4321"), id="ISSNs"),
        pytest.param("ISSN - EISSN-1234-5678", "issn", ("1234-5678",), id="ERIC's ISSN"),
        pytest.param("ISBN - ISBN-978-3-1614-8410-0", "isbn", ("978-3-1614-8410-0",), id="ERIC's ISBN"),
        pytest.param("LID - S12 [pii]\nLID - 10.1234/Ab [doi]", "doi", "10.1234/ab", id="DOI"),
        pytest.param("AID - doi:10.1234/ab", "doi", "10.1234/ab", id="DOI with prefix"),
        pytest.param("AID - http://dx.doi.org/10.1234/ab", "doi", "10.1234/ab", id="DOI as an address"),
        pytest.param("SO  - J A. 2013;1:2. doi: 10.1234/ab.", "doi", "10.1234/ab", id="DOI in the citation"),
        pytest.param("LID - http://a.b/c", "url", ("http://a.b/c",), id="address"),
        pytest.param("MH  - Sleep/*physiology\nOT  - rest", "keywords", ("Sleep/*physiology", "rest"), id="keywords"),
        pytest.param("PT  - Journal Article\nPT  - Review", "type", "article-journal", id="article"),
        pytest.param("PT  - Journal Article\nPT  - Preprint", "type", "article", id="preprint"),
        pytest.param("OWN - ERIC\nPT  - Books\nJT  - Press", "publisher", "Press", id="ERIC's publisher"),
        pytest.param("PT  - Something", "type", None, id="unknown type"),
    ],
)
def test_a_field_is_found_under_its_tags(line: str, field: str, expected: object) -> None:
    assert getattr(only(f"STAT- x\n{line}\n"), field) == expected


@pytest.mark.parametrize(
    ("line", "extra"),
    [
        pytest.param("FAU - Okafor, Ada\nAU  - Okafor A", (("AU", "Okafor A"),), id="short names"),
        pytest.param("AU  - Okafor A", (("AU", "Okafor A"),), id="a short name that was turned"),
        pytest.param("AU  - Okafor, Ada", (), id="a name as it is"),
        pytest.param("IS  - 1234-5678 (Print)", (("IS", "1234-5678 (Print)"),), id="a qualifier"),
        pytest.param("TI  - A\nTI  - B", (("TI", "B"),), id="a second title"),
        pytest.param("PT  - Review", (("PT", "Review"),), id="the type as it was"),
        pytest.param("AD  - Somewhere\n      far", (("AD", "Somewhere far"),), id="a tag without field"),
        pytest.param("ZZZZ- x", (("ZZZZ", "x"),), id="an unknown tag"),
        pytest.param("PMID- none", (("PMID", "none"),), id="no number"),
    ],
)
def test_what_no_field_holds_is_kept(line: str, extra: tuple[tuple[str, str], ...]) -> None:
    assert only(f"VI  - 1\n{line}\n").extra == extra


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        pytest.param("PMID- 1\n", ".txt", True, id="PMID"),
        pytest.param("\nOWN - ERIC\nTI  - A\n", ".txt", True, id="ERIC"),
        pytest.param("PMC - PMC12\n", ".txt", True, id="PMC"),
        pytest.param("TI  - A\nFAU - B\nJT  - C\n", ".txt", True, id="no number"),
        pytest.param("TI  - A\nJT  - C\n", ".nbib", True, id="by suffix and one tag"),
        pytest.param("TY  - JOUR\nJT  - C\nDP  - D\nER  - \n", ".nbib", False, id="RIS"),
        pytest.param("PT J\nAU A\nER\n", ".nbib", False, id="Web of Science"),
        pytest.param("<a>\nPMID- 1\n</a>", ".nbib", False, id="XML"),
        pytest.param("<pre>\nPMID- 1\n</pre>", ".txt", True, id="a saved page"),
        pytest.param("a,b\n", ".nbib", False, id="a table"),
    ],
)
def test_medline_is_told_by_its_content(text: str, suffix: str, *, expected: bool) -> None:
    assert recognises(text.encode(), suffix) is expected


WORDS = st.lists(st.sampled_from(["sleep", "PMID- 1", "é", "a  b", "long" * 30, "-"]), min_size=1, max_size=30).map(
    " ".join
)
RECORDS = st.builds(
    Record,
    origin=st.just(Origin(1, 1)),
    type=st.sampled_from([None, "article-journal", "article", "book"]),
    title=WORDS,
    authors=st.lists(st.sampled_from(["Okafor, Ada", "The Group"]), max_size=3).map(tuple),
    container_title=st.just("A Journal"),
    issued=st.none() | st.just("2001 May"),
    doi=st.none() | st.just("10.1234/a-b"),
    pmid=st.none() | st.just("12345678"),
    pmcid=st.none() | st.just("PMC123456"),
    issn=st.sampled_from([(), ("1234-5678",)]),
    url=st.sampled_from([(), ("http://a.b/c",)]),
    abstract=st.none() | WORDS,
    keywords=st.lists(st.sampled_from(["a", "b"])).map(tuple),
    extra=st.lists(
        st.tuples(st.sampled_from(["AU", "AD", "TI", "JT", "note", "GN", "IS", "AID", "OWN", "url"]), WORDS)
    ).map(tuple),
)


@given(records=st.lists(RECORDS, max_size=3))
def test_what_is_written_is_read_as_the_same_records(records: list[Record]) -> None:
    written = write_records(records)
    again = [r for r in read_records(written) if isinstance(r, Record)]
    assert len(again) == len(records)
    for got, record in zip(again, records, strict=True):
        issued = record.issued or None
        fields = [name for name in FIELDS if name not in ("type", "year", "issn")]
        assert [getattr(got, name) for name in fields] == [getattr(record, name) for name in fields]
        assert set(record.issn) <= set(got.issn)
        assert got.issued == issued
        kept = {*got.extra, *(("TI", got.title), ("JT", got.container_title))}
        assert [pair for pair in record.extra if pair not in kept] == []


def test_lines_are_wrapped_as_pubmed_does() -> None:
    record = Record(origin=Origin(1, 1), title="word " * 40 + "end", abstract="x" * 200)
    lines = write_records([record]).decode().splitlines()
    assert [len(line) > 88 for line in lines] == ["x" * 200 in line for line in lines]
    assert all(line.startswith(("OWN - ", "TI  - ", "AB  - ", " " * 6)) for line in lines)


def test_an_export_is_written_as_it_was_read() -> None:
    text = "PMID- 1\nTI  - A\nFAU - B, C\nIS  - 1234-5678 (Print)\nLID - 10.1234/x [doi]\nPT  - Review\nAD  - Far\n"
    record = only(text)
    assert [
        replace(r, origin=record.origin) for r in read_records(write_records([record])) if isinstance(r, Record)
    ] == [record]


def test_records_without_number_or_title_stay_apart() -> None:
    records = [Record(origin=Origin(1, 1), authors=(name,)) for name in ("Okafor, Ada", "Lund, Ben")]
    assert [r.authors for r in read_records(write_records(records)) if isinstance(r, Record)] == [
        r.authors for r in records
    ]


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        pytest.param(
            Record(origin=Origin(1, 1), title="A", url=("http://a.b/c",)),
            ["OWN - relsynth", "TI  - A", "GN  - relsynth:record%20url: http://a.b/c"],
            id="an-address-is-no-article-id",
        ),
        pytest.param(
            Record(origin=Origin(1, 1), pmid="12", doi="10.1234/x", url=("https://doi.org/10.1234/x",)),
            ["PMID- 12", "GN  - relsynth:record%20url: https://doi.org/10.1234/x", "AID - 10.1234/x [doi]"],
            id="a-doi-with-its-address",
        ),
        pytest.param(
            Record(origin=Origin(1, 1), title="A", extra=(("AID", "see there"), ("LID", "S1 [pii]"))),
            ["OWN - relsynth", "TI  - A", "GN  - relsynth:AID: see there", "LID - S1 [pii]"],
            id="what-is-no-article-id-under-its-tag",
        ),
        pytest.param(
            Record(origin=Origin(1, 1), title="A", extra=(("OWN", "ERIC"),)), ["TI  - A", "OWN - ERIC"], id="an-owner"
        ),
        pytest.param(
            Record(origin=Origin(1, 1), title="A", extra=(("OWN", "relsynth"),)),
            ["OWN - relsynth", "TI  - A", "GN  - relsynth:OWN: relsynth"],
            id="an-owner-called-as-ours",
        ),
    ],
)
def test_a_record_is_written_in_tags_that_others_read(record: Record, lines: list[str]) -> None:
    written = write_records([record])
    assert written.decode().split("\n")[:-1] == lines
    assert recognises(written, ".txt")
    (again,) = read_records(written)
    assert isinstance(again, Record)
    assert [getattr(again, name) for name in FIELDS] == [getattr(record, name) for name in FIELDS]
    assert [pair for pair in again.extra if pair != ("AID", f"{record.doi} [doi]")] == list(record.extra)


def test_a_type_that_medline_has_not_is_kept() -> None:
    (again,) = read_records(write_records([Record(origin=Origin(1, 1), title="A", type="legal_case")]))
    assert isinstance(again, Record)
    assert again.extra == (("type", "legal_case"),)


def test_a_file_is_not_written_under_a_suffix_that_its_content_is_not() -> None:
    assert set(written_suffixes) < set(suffixes)
    assert ".medline" in suffixes
    assert ".medline" not in written_suffixes
