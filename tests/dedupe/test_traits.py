"""What two databases write differently of one report is compared as the same."""

from __future__ import annotations

from typing import Any

import pytest

from relsynth.dedupe.traits import ABSTRACT, initials, pages, traits
from relsynth.records import Origin, Record


def record(**said: Any) -> Record:
    return Record(origin=Origin(1, 1), **said)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        pytest.param("123-129", ("123",), ("129",), id="in-full"),
        pytest.param("123-9", ("123",), ("129",), id="cut"),
        pytest.param("S123–S129", ("123",), ("129",), id="supplement"),
        pytest.param("H1508-23", ("1508",), ("1523",), id="section-letter"),
        pytest.param("0123-0129", ("123",), ("129",), id="leading-zeros"),
        pytest.param("06-Oct", ("6",), ("10",), id="a-sheet-took-it-for-a-day"),
        pytest.param("Mar-48", ("3",), ("48",), id="a-sheet-took-it-for-a-month"),
        pytest.param("e0191240", ("191240",), (), id="electronic"),
        pytest.param("230-5, 246-51", ("230", "246"), ("235", "251"), id="in-two-places"),
        pytest.param("xiii-xv", (), (), id="roman"),
        pytest.param("", (), (), id="empty"),
        pytest.param("No pagination", (), (), id="words"),
    ],
)
def test_pages_are_read_in_every_spelling(text: str, starts: tuple[str, ...], ends: tuple[str, ...]) -> None:
    assert pages(text) == (starts, ends)


@pytest.mark.parametrize(
    "doi",
    [
        pytest.param("10.1016/S0140-6736(05)12345-6", id="plain"),
        pytest.param("10.1016%2Fs0140-6736%2805%2912345-6", id="encoded"),
        pytest.param("10.1016/s0140673605123456", id="without-punctuation"),
        pytest.param("10.1016/s0140&#45;6736(05)12345-6", id="html-entity"),
    ],
)
def test_a_doi_is_one_in_every_spelling(doi: str) -> None:
    assert traits(record(doi=doi)).doi == "101016s0140673605123456"


@pytest.mark.parametrize("doi", [None, "", "-"])
def test_what_is_no_doi_is_none(doi: str | None) -> None:
    assert traits(record(doi=doi)).doi is None


@pytest.mark.parametrize("name", ["Xu JM", "Xu, J. M.", "Jun-Mei X.", "J M Xu"])
def test_initials_are_the_same_whichever_name_comes_first(name: str) -> None:
    assert initials(name) == "jmx"


@pytest.mark.parametrize(
    ("said", "trait", "value"),
    [
        pytest.param({"volume": "38 (Supplement 1)"}, "volume", "38", id="volume-with-supplement"),
        pytest.param({"volume": "1)"}, "volume", None, id="end-of-a-bracket"),
        pytest.param({"issue": "05-Jun"}, "issue", "5", id="issue"),
        pytest.param({"authors": ("Zuna, R E", "Wang, S S")}, "names", "zuna wang", id="initials-are-no-names"),
        pytest.param({"authors": ("KÃ¶nig, R.",)}, "first", "konig", id="mojibake"),
        pytest.param({"authors": ()}, "first", "", id="no-author"),
        pytest.param({"url": ("https://www.ncbi.nlm.nih.gov/pubmed/12345678",)}, "pmid", "12345678", id="pubmed"),
        pytest.param({"url": ("https://pubmed.ncbi.nlm.nih.gov/12345678/",)}, "pmid", "12345678", id="pubmed-now"),
        pytest.param({"url": ("https://example.org/12345678",)}, "pmid", None, id="another-address"),
        pytest.param({"issn": ("1234-567x (Print)",)}, "issns", ("1234567X",), id="issn"),
        pytest.param({"doi": "10.1101/2020.01.02.123456"}, "preprint", True, id="preprint-by-doi"),
        pytest.param({"doi": "10.1101/gr.123456.1"}, "preprint", False, id="the-same-press-prints-journals"),
        pytest.param({"container_title": "medRxiv"}, "preprint", True, id="preprint-by-name"),
        pytest.param({"url": ("https://www.medrxiv.org/content/1",)}, "preprint", True, id="preprint-by-address"),
        pytest.param({"url": ("https://osf.io/preprints/psyarxiv/1",)}, "preprint", True, id="preprint-on-osf"),
        pytest.param({"publisher": "Research Square"}, "preprint", True, id="preprint-by-publisher"),
        pytest.param({"publisher": "Preprints.org"}, "preprint", True, id="preprints-org"),
        pytest.param({"type": "article"}, "preprint", True, id="preprint-by-type"),
        pytest.param({"doi": "10.48550/ARXIV.2005.00001"}, "preprint", True, id="preprint-by-doi-in-capitals"),
        pytest.param({"extra": (("archivePrefix", "arXiv"),)}, "preprint", True, id="preprint-by-archive"),
        pytest.param({"extra": (("eprint", "2005.00001v2"),)}, "preprint", True, id="preprint-by-eprint-number"),
        pytest.param({"doi": "10.5281/zenodo.1", "type": "manuscript"}, "preprint", True, id="manuscript-on-zenodo"),
        pytest.param({"doi": "10.5281/zenodo.1", "type": "dataset"}, "preprint", False, id="data-on-zenodo"),
        pytest.param(
            {
                "container_title": "Town Planning",
                "url": ("https://arxiv.org/abs/1",),
                "extra": (("eprint", "2005.00001"),),
            },
            "preprint",
            False,
            id="an-article-with-a-free-copy-on-arxiv",
        ),
        pytest.param({"type": "thesis"}, "thesis", True, id="thesis"),
        pytest.param({"container_title": "Dissertation Abstracts International"}, "thesis", True, id="thesis-listed"),
        pytest.param(
            {"container_title": "Cochrane Database of Systematic Reviews", "page": "CD006828"},
            "cochrane",
            "cd006828",
            id="cochrane",
        ),
        pytest.param({"container_title": "Cochrane Database Syst Rev"}, "cochrane", "", id="cochrane-without-number"),
        pytest.param({"container_title": "Town Planning", "page": "CD006828"}, "cochrane", None, id="not-cochrane"),
        pytest.param({"title": None}, "title", "", id="no-title"),
    ],
)
def test_each_field_is_reduced_to_what_databases_agree_on(said: dict[str, Any], trait: str, value: object) -> None:
    assert getattr(traits(record(**said)), trait) == value


def test_no_more_is_kept_than_is_compared() -> None:
    many = traits(record(authors=("Long, Name",) * 500, abstract="word " * 5000, page="9" * 5000))
    assert (many.names.count("long"), len(many.abstract) <= ABSTRACT, len(many.starts[0]) < 100) == (6, True, True)
