"""A field is found under whichever tag a database puts it, and what no field holds is kept."""

from __future__ import annotations

import pytest

from relsynth.formats.ris_dialects import pairs_of, record_of
from relsynth.formats.tagged import FOLD
from relsynth.records import Origin, Record

HERE = Origin(1, 1)


def record(*lines: str) -> Record:
    found = record_of([(line[:2], line[3:].replace("|", FOLD)) for line in lines], HERE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        pytest.param(["TY JOUR"], "type", "article-journal", id="type"),
        pytest.param(["TY XYZ"], "type", None, id="unknown type"),
        pytest.param(["T1 A"], "title", "A", id="T1"),
        pytest.param(["ST A", "TI A: b"], "title", "A: b", id="TI before the short title"),
        pytest.param(["ST A"], "title", "A", id="a short title alone"),
        pytest.param(["TY BOOK", "BT A"], "title", "A", id="BT of a book"),
        pytest.param(["TY CHAP", "TI A", "BT B"], "container_title", "B", id="BT of a chapter"),
        pytest.param(["TY JOUR", "T2 B", "JO J"], "container_title", "B", id="T2 of an article"),
        pytest.param(["TY JOUR", "JO J", "JF Journal"], "container_title", "Journal", id="JF before JO"),
        pytest.param(["TY JOUR", "JA J"], "container_title", "J", id="a short journal alone"),
        pytest.param(["TY BOOK", "T2 Series"], "container_title", None, id="T2 of a book is a series"),
        pytest.param(["AU A, B", "A1 C, D"], "authors", ("A, B", "C, D"), id="AU and A1"),
        pytest.param(["AU A, B; C, D"], "authors", ("A, B", "C, D"), id="several authors on a line"),
        pytest.param(["TY JOUR", "A2 E, F"], "editors", ("E, F",), id="A2 of an article"),
        pytest.param(["TY BOOK", "A2 E, F", "A3 G, H"], "editors", ("G, H",), id="A3 of a book"),
        pytest.param(["TY THES", "A2 E, F"], "editors", (), id="A2 of a thesis is an advisor"),
        pytest.param(["KW a", "KW b|c||d"], "keywords", ("a", "b", "c", "d"), id="keywords by line"),
        pytest.param(["PY 2014", "Y1 2013/06/01"], "issued", "2014", id="the year before the date"),
        pytest.param(["PY n.d.", "DA 2014/06"], "year", 2014, id="the date that has a year"),
        pytest.param(["PY 99", "PY 2001/09/01/"], "year", 2001, id="a second year"),
        pytest.param(["PY Year"], "issued", "Year", id="a date without year"),
        pytest.param(["SP 12", "EP 19"], "page", "12-19", id="pages"),
        pytest.param(["SP 12", "EP 12"], "page", "12", id="one page"),
        pytest.param(["SP 12-19", "EP 19"], "page", "12-19", id="pages in one tag"),
        pytest.param(["EP 19"], "page", None, id="a last page alone"),
        pytest.param(["TY JOUR", "C7 e12"], "page", "e12", id="an article number"),
        pytest.param(["DO https://doi.org/10.1234/A.b"], "doi", "10.1234/a.b", id="a resolver"),
        pytest.param(["DO n/a", "M3 doi: 10.1234/ab"], "doi", "10.1234/ab", id="a DOI in M3"),
        pytest.param(["M3 doi:http://dx.doi.org/10.1234/ab"], "doi", "10.1234/ab", id="a DOI in PsycINFO's M3"),
        pytest.param(["TY DATA", "N1 10.1234/ab"], "doi", None, id="a DOI in a note is another's"),
        pytest.param(["TY DATA", "L2 https://doi.org/10.1234/ab"], "doi", None, id="a DOI in L2 is another's"),
        pytest.param(["UR https://doi.org/10.1234/ab"], "doi", "10.1234/ab", id="a DOI in an address"),
        pytest.param(["AB see 10.1234/ab for more"], "doi", None, id="a DOI in a text is none"),
        pytest.param(["SN 1234-567X (print)", "SN 12345678"], "issn", ("1234-567X", "12345678"), id="ISSNs"),
        pytest.param(
            ["SN 978-3-16-148410-0; 0-19-852663-6"], "isbn", ("978-3-16-148410-0", "0-19-852663-6"), id="ISBNs"
        ),
        pytest.param(["DB MEDLINE", "AN 12345678"], "pmid", "12345678", id="an accession number of MEDLINE"),
        pytest.param(["DB CINAHL", "AN 12345678"], "pmid", None, id="of another database"),
        pytest.param(["U1 12345678[pmid]"], "pmid", "12345678", id="PMC's own"),
        pytest.param(["C2 12345678"], "pmid", "12345678", id="Scopus's"),
        pytest.param(["N1 PMID: 12345678"], "pmid", "12345678", id="in a note"),
        pytest.param(
            ["N1 Comment on: J Crew. 2016;30(12):1165-80; PMID: 27909164"], "pmid", None, id="a comment on another"
        ),
        pytest.param(
            ["N1 Erratum for: https://pubmed.ncbi.nlm.nih.gov/27909164/ and PMC1234567"], "pmid", None, id="an erratum"
        ),
        pytest.param(["N1 Erratum for: a report and PMC1234567"], "pmcid", None, id="an erratum's PMCID"),
        pytest.param(["N1 PMID: 1", "U1 12345678[pmid]"], "pmid", "12345678", id="a note counts last"),
        pytest.param(["N1 PMID: 1|PMCID: PMC123456"], "pmcid", "PMC123456", id="numbers on lines of a note"),
        pytest.param(["U2 PMC123456[pmcid]"], "pmcid", "PMC123456", id="a PMCID with its label"),
        pytest.param(["AU [No author name available]"], "authors", (), id="Scopus's placeholder is no author"),
        pytest.param(
            ["TY JOUR", "A2 [No author name available]"], "editors", (), id="Scopus's placeholder is no editor"
        ),
        pytest.param(["AB [No abstract available]", "N2 A"], "abstract", "A", id="a placeholder is no abstract"),
        pytest.param(["UR https://pubmed.ncbi.nlm.nih.gov/12345678/"], "pmid", "12345678", id="in an address"),
        pytest.param(["L2 http://x.y?T=JS&D=med5&AN=12345678"], "pmid", "12345678", id="in Ovid's link to MEDLINE"),
        pytest.param(["L2 http://x.y?T=JS&D=psyc5&AN=12345678"], "pmid", None, id="in Ovid's link to PsycINFO"),
        pytest.param(["C2 PMC123456"], "pmcid", "PMC123456", id="PMCID"),
        pytest.param(["UR http://a", "LK http://b"], "url", ("http://a", "http://b"), id="addresses"),
        pytest.param(["N2 A", "AB A"], "abstract", "A", id="abstract"),
        pytest.param(["LA en"], "language", "en", id="language"),
        pytest.param(["PU P"], "publisher", "P", id="publisher"),
    ],
)
def test_a_field_is_found_under_the_tags_of_all_dialects(lines: list[str], field: str, expected: object) -> None:
    assert getattr(record("ID 1", *lines), field) == expected


@pytest.mark.parametrize(
    ("lines", "extra"),
    [
        pytest.param(["TI A", "TY JOUR"], (("TY", "JOUR"),), id="the type comes first, as it was"),
        pytest.param(["TI A", "T1 B", "T1 A"], (("T1", "B"),), id="a second title, but not the same again"),
        pytest.param(["DO 10.1234/A"], (("DO", "10.1234/A"),), id="a DOI that was written otherwise"),
        pytest.param(["DO 10.1234/a", "DO 10.1234/b"], (("DO", "10.1234/b"),), id="a second DOI"),
        pytest.param(["SN 1234-5678 (print)"], (("SN", "1234-5678 (print)"),), id="an ISSN's qualifier"),
        pytest.param(["SN 1234-5678"], (), id="a plain ISSN"),
        pytest.param(["SP 1", "EP 2", "EP 3"], (("EP", "3"),), id="a second last page"),
        pytest.param(["ZZ x", "U1 y"], (("ZZ", "x"), ("U1", "y")), id="other tags, in order"),
        pytest.param(["AU [No authors listed]"], (("AU", "[No authors listed]"),), id="a placeholder for an author"),
        pytest.param(["AB No abstract available"], (("AB", "No abstract available"),), id="one for an abstract"),
        pytest.param(["N1 Comment on PMID: 1"], (("N1", "Comment on PMID: 1"),), id="a note on another report"),
        pytest.param(["N1 relsynth:Author%20Keywords: x"], (("Author Keywords", "x"),), id="a kept note"),
        pytest.param(["N1 |x"], (("N1", "x"),), id="a note in lines"),
    ],
)
def test_what_no_field_holds_is_kept(lines: list[str], extra: tuple[tuple[str, str], ...]) -> None:
    assert record("LA en", *lines).extra == extra


@pytest.mark.parametrize(
    ("dates", "issued", "extra"),
    [
        pytest.param([("PY", "2018"), ("DA", "2018/10/01")], "2018/10/01", [], id="DA says more"),
        pytest.param([("PY", "2018"), ("DA", "2017/12")], "2018", [("DA", "2017/12")], id="DA of another year"),
        pytest.param([("PY", "2018/10/"), ("DA", "2018/10/05")], "2018/10/", [("DA", "2018/10/05")], id="both more"),
        pytest.param([("Y1", "2018"), ("Y2", "2018"), ("DA", "Oct 2018")], "Oct 2018", [("Y2", "2018")], id="Y1"),
        pytest.param([("PY", "n.d."), ("DA", "2018/10")], "2018/10", [("PY", "n.d.")], id="PY without a year"),
    ],
)
def test_a_date_is_written_so_that_it_is_read_again(
    dates: list[tuple[str, str]], issued: str, extra: list[tuple[str, str]]
) -> None:
    read = record_of([("TY", "JOUR"), ("TI", "A"), *dates], HERE)
    assert read is not None
    assert (read.issued, read.extra) == (issued, (("TY", "JOUR"), *extra))
    assert record_of(pairs_of(read), HERE) == read


@pytest.mark.parametrize("pairs", [[], [("TY", "JOUR")], [("TY", "JOUR"), ("TI", " "), ("ER", "")]])
def test_no_value_is_no_record(pairs: list[tuple[str, str]]) -> None:
    assert record_of(pairs, HERE) is None


@pytest.mark.parametrize(
    ("written", "pair"),
    [
        pytest.param(Record(origin=HERE, title="A", type="thesis"), ("TY", "THES"), id="a type of another format"),
        pytest.param(Record(origin=HERE, title="A", page="12-19"), ("EP", "19"), id="pages"),
        pytest.param(Record(origin=HERE, title="A", year=2001), ("PY", "2001"), id="a year without a date"),
        pytest.param(
            Record(origin=HERE, title="A", issued="2018/10/", year=2018), ("PY", "2018"), id="PY a year alone"
        ),
        pytest.param(Record(origin=HERE, title="A", issued="2018/10/", year=2018), ("DA", "2018/10/"), id="DA a date"),
        pytest.param(Record(origin=HERE, title="A", issued="in press"), ("DA", "in press"), id="a date without a year"),
        pytest.param(Record(origin=HERE, title="A", pmid="12345"), ("U1", "12345[pmid]"), id="a PMID"),
        pytest.param(Record(origin=HERE, title="A", extra=(("U1", "x"),)), ("U1", "x"), id="a tag of RIS"),
        pytest.param(
            Record(origin=HERE, title="A", extra=(("AU", "x"),)),
            ("N1", "relsynth:AU: x"),
            id="a tag that is read as a field",
        ),
        pytest.param(Record(origin=HERE, title="A", extra=(("MH", "x\ny"),)), ("MH", "x y"), id="a line break"),
        pytest.param(
            Record(origin=HERE, title="A", type="article"), ("N1", "relsynth:type: article"), id="a type RIS has not"
        ),
    ],
)
def test_a_record_is_written_in_tags_that_others_read(written: Record, pair: tuple[str, str]) -> None:
    assert pair in pairs_of(written)
