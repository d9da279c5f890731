"""Identifiers on a line of their own, and values that say there is none."""

from __future__ import annotations

import time

import pytest

from relsynth.formats.remarks import identifiers_in, is_placeholder


@pytest.mark.parametrize(
    ("line", "found"),
    [
        pytest.param("PMID: 1", {"pmid": "1"}, id="zotero"),
        pytest.param("99900001[pmid]", {"pmid": "99900001"}, id="pmc"),
        pytest.param("pmc9990001", {"pmcid": "PMC9990001"}, id="pmcid-alone"),
        pytest.param("DOI: 10.5555/A; PMID: 2", {"doi": "10.5555/a", "pmid": "2"}, id="two"),
        pytest.param("PMID: 1, PMID: 2", {"pmid": "1"}, id="the-first-of-a-kind"),
        pytest.param("Place: New Harbour PMID: 1  PMCID: PMC9990001", {"pmid": "1", "pmcid": "PMC9990001"}, id="place"),
        pytest.param("Publisher: Harbour Press Place: Bay PMID: 1", {"pmid": "1"}, id="publisher-and-place"),
        pytest.param("Place: Bay Comment in: J Crew. PMID: 1", {}, id="a-sentence-after-the-place"),
        pytest.param("Comment on: J Crew. PMID: 1", {}, id="a-sentence-with-a-label"),
        pytest.param("Comment on PMID: 1", {}, id="a-sentence"),
        pytest.param("PMID: 123456789", {}, id="too-long"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_identifiers_of_a_line_that_says_nothing_else(line: str, found: dict[str, str]) -> None:
    assert identifiers_in(line) == found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("[No author name available]", True, id="author"),
        pytest.param("[No author id available]", True, id="author-id"),
        pytest.param("[No authors listed]", True, id="pubmed"),
        pytest.param("no abstract available.", True, id="no-brackets"),
        pytest.param("[Anonymous]", False, id="anonymous"),
        pytest.param("[No abstract rule is available]", False, id="a-title-in-brackets"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_placeholder_says_that_there_is_no_value(value: str, *, expected: bool) -> None:
    assert is_placeholder(value) is expected


@pytest.mark.parametrize(
    "piece", ["PMID: 1 ", "1", "12345678[pmid]", "PMC9990001", "DOI: 10.", "[no ", "Place: ", "Place: a "]
)
def test_a_hostile_line_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    identifiers_in(piece * 20_000 + "x")
    is_placeholder(piece * 20_000 + "x")
    assert time.process_time() - begun < 1
