"""What a page says of its article: head, JSON-LD, and byline."""

from __future__ import annotations

import pytest

from relsynth.formats.html_metadata import citation_of, names_in_byline, with_byline
from relsynth.formats.html_page import parsed
from relsynth.formats.reading import Citation

LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Site"}, {"@type":
"ScholarlyArticle", "headline": "A van", "author": [{"name": "Ada Okafor"}, {"name": "Lund, Ben"}], "datePublished":
"2020-02-01", "isPartOf": {"@type": "PublicationIssue", "isPartOf": {"name": "Invented"}}, "sameAs":
"https://doi.org/10.5555/AV"}]}</script>"""


def meta(**said: str) -> str:
    return "".join(f'<meta name="{name.replace("__", ".")}" content="{value}">' for name, value in said.items())


def read(head: str, body: str = "") -> Citation:
    return citation_of(parsed(f"<html><head>{head}</head><body>{body}</body></html>".encode()))


AV = Citation(title="A van", authors=("Okafor, Ada", "Lund, Ben"), year=2020, journal="Invented", doi="10.5555/av")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            meta(citation_title="A van", citation_authors="Okafor, Ada; Ben Lund", citation_date="2020/02")
            + meta(citation_journal_title="Invented", citation_doi="doi:10.5555/AV"),
            id="highwire",
        ),
        pytest.param(
            meta(
                DC__Title="A van", DC__Date="2020-02-01", prism__publicationName="Invented", DC__Identifier="10.5555/av"
            )
            + '<meta name="DC.Creator" content="Ada Okafor"><meta name="DC.Creator" content="Lund, Ben">',
            id="dublin-core",
        ),
        pytest.param(LINKED, id="json-ld"),
    ],
)
def test_each_way_to_say_it_is_read(head: str) -> None:
    assert read(head) == AV


def test_the_first_publication_counts_and_not_the_page() -> None:
    said = meta(citation_publication_date="2021", citation_online_date="2020/12/30", DC__date="2019-01-01")
    assert read(said).year == 2020


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(meta(citation_title="A &lt;i&gt;van&lt;/i&gt;"), "<h1>Other</h1>", "A van", id="markup-in-it"),
        pytest.param("<title>A van | Invented</title>", "<h1>The <i>van</i></h1>", "The van", id="heading"),
        pytest.param(
            "<title>A van | Invented</title>", "<h1>Methods</h1><h1>Results</h1>", "A van", id="name-of-the-page"
        ),
        pytest.param('<meta property="og:title" content="A van - Invented">', "", "A van", id="open-graph"),
        pytest.param("", "", None, id="none"),
    ],
)
def test_titles(head: str, body: str, title: str | None) -> None:
    assert read(head, body).title == title


def test_identifiers_stand_in_addresses_too() -> None:
    found = read('<link rel="canonical" href="https://pmc.example/articles/PMC77889/">' + meta(citation_pmid="123"))
    assert (found.pmid, found.pmcid) == ("123", "PMC77889")
    assert read('<link rel="canonical" href="https://example.org/doi/full/10.5555/av">').doi == "10.5555/av"


@pytest.mark.parametrize(
    "script", ["{", "[" * 10_000, "[[1]]", '{"@type": ["Article"], "author": {"name": [1]}}', '"x"']
)
def test_json_that_says_nothing_does_no_harm(script: str) -> None:
    assert read(f'<script type="application/ld+json">{script}</script>') == Citation()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param(
            "Ada Okafor, MPH1; Ben Lund Jr, PhD1,2; Cy van Nemo, XYZ (View affiliations)",
            ["Okafor, Ada", "Lund, Ben, Jr", "van Nemo, Cy"],
            id="semicolons",
        ),
        pytest.param(
            "Ada Okafor, PhD, MSc1, Ben Lund, and Cy Nemo", ["Okafor, Ada", "Lund, Ben", "Nemo, Cy"], id="commas"
        ),
        pytest.param("Okafor, Ada; Lund, Ben", ["Okafor, Ada", "Lund, Ben"], id="families-first"),
        pytest.param("By Ada Okafor & Ben Lund", ["Okafor, Ada", "Lund, Ben"], id="by"),
        pytest.param("Two councils and a van", [], id="a-title"),
        pytest.param("METHODS AND MATERIALS", [], id="a-heading"),
        pytest.param("Ada Okafor, Utopia", [], id="a-place"),
    ],
)
def test_names_in_bylines(line: str, names: list[str]) -> None:
    assert list(names_in_byline(line)) == names


@pytest.mark.parametrize(
    ("known", "lines", "authors"),
    [
        pytest.param(
            ("Okafor, Ada",), ["Two towns", "Ada Okafor1; Ben Lund2"], ("Okafor, Ada", "Lund, Ben"), id="more"
        ),
        pytest.param(("Okafor, Ada",), ["Cy Nemo; Di Roe"], ("Okafor, Ada",), id="others"),
        pytest.param(
            ("Okafor, Ada", "Lund, Ben"), ["Ada Okafor; Cy Nemo; Di Roe"], ("Okafor, Ada", "Lund, Ben"), id="known"
        ),
        pytest.param((), ["Public Health and Primary Care", "Ada Okafor, MPH"], ("Okafor, Ada",), id="none-known"),
    ],
)
def test_bylines_fill_what_the_head_leaves_out(
    known: tuple[str, ...], lines: list[str], authors: tuple[str, ...]
) -> None:
    assert with_byline(Citation(authors=known), lines).authors == authors
