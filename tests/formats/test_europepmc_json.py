"""What Europe PMC answers becomes records, and nothing of it is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relsynth.formats import crossref_json, csl, europepmc_json, openalex_json
from relsynth.records import Record

CORE: dict[str, Any] = {
    "id": "31000001",
    "source": "MED",
    "pmid": "31000001",
    "pmcid": "PMC7000001",
    "doi": "10.5555/EPMC.1",
    "title": "Partners in <i>two</i> valleys.",
    "authorString": "Okafor A, Lindqvist B, Valley Partnership Group.",
    "authorList": {
        "author": [
            {"fullName": "Okafor A", "firstName": "Ada", "lastName": "Okafor", "initials": "A"},
            {"fullName": "Lindqvist B", "lastName": "Lindqvist", "initials": "B"},
            {"collectiveName": "Valley Partnership Group"},
        ]
    },
    "journalInfo": {
        "issue": "2",
        "volume": "7",
        "dateOfPublication": "2021 Mar",
        "yearOfPublication": 2021,
        "journal": {"title": "Journal of Made-up Valleys", "issn": "1234-5678", "essn": "8765-432X", "nlmid": "99"},
    },
    "pubYear": "2021",
    "pageInfo": "12-19",
    "abstractText": "<h4>Aim</h4>To meet. <h4>Result</h4>We met.",
    "language": "eng",
    "keywordList": {"keyword": ["Trust", "Power"]},
    "isOpenAccess": "Y",
    "citedByCount": 7,
}
LITE: dict[str, Any] = {
    "id": "PPR1",
    "source": "PPR",
    "title": "A preprint",
    "authorString": "Okafor A, Lindqvist B.",
    "journalTitle": "J Valleys",
    "journalVolume": "7",
    "issue": "3",
    "journalIssn": "1234-5678; 8765-4321; ",
    "pubYear": "2022",
}
BOOK: dict[str, Any] = {
    "id": "C1",
    "source": "CTX",
    "bookOrReportDetails": {"publisher": "Valley Press", "isbn13": "9781234567897", "yearOfPublication": 2020},
    "firstPublicationDate": "2020-05-01",
}


def answer(*results: Any) -> bytes:
    told = {"version": "6.9", "hitCount": 3, "nextCursorMark": "Ao", "resultList": {"result": list(results)}}
    return json.dumps(told).encode()


def record(result: dict[str, Any]) -> Record:
    (found,) = [one for one in europepmc_json.read_records(answer(result)) if isinstance(one, Record)]
    return found


def test_a_result_in_full() -> None:
    found = record(CORE)
    assert (found.title, found.type, found.year, found.issued) == (
        "Partners in <i>two</i> valleys.",
        "article-journal",
        2021,
        "2021 Mar",
    )
    assert found.authors == ("Okafor, Ada", "Lindqvist, B", "Valley Partnership Group")
    assert (found.container_title, found.volume, found.issue, found.page) == (
        "Journal of Made-up Valleys",
        "7",
        "2",
        "12-19",
    )
    assert (found.doi, found.pmid, found.pmcid) == ("10.5555/epmc.1", "31000001", "PMC7000001")
    assert (found.issn, found.keywords, found.language) == (("1234-5678", "8765-432X"), ("Trust", "Power"), "eng")
    assert found.abstract == "Aim\nTo meet. Result\nWe met."


def test_what_no_field_holds_as_it_was_written_is_extra() -> None:
    extra = record(CORE).extra
    assert ("citedByCount", "7") in extra  # although the volume is 7, too
    assert ("doi", "10.5555/EPMC.1") in extra
    assert ("journalInfo.journal.nlmid", "99") in extra
    assert ("authorList.author.initials", "A") in extra
    assert ("abstractText", CORE["abstractText"]) in extra
    assert not {"title", "pageInfo", "journalInfo.volume", "keywordList.keyword"} & {tag for tag, _ in extra}


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(
            LITE,
            {
                "type": "article",
                "authors": ("Okafor A", "Lindqvist B"),
                "container_title": "J Valleys",
                "issue": "3",
                "issn": ("1234-5678", "8765-4321"),
                "year": 2022,
            },
            id="lite",
        ),
        pytest.param(
            BOOK,
            {
                "type": "book",
                "publisher": "Valley Press",
                "isbn": ("9781234567897",),
                "issued": "2020-05-01",
                "year": 2020,
            },
            id="book",
        ),
        pytest.param({"source": "PAT", "title": "A device"}, {"type": "patent", "authors": ()}, id="patent"),
        pytest.param({"title": ["not", "a text"], "authorList": "none"}, {"title": "not", "authors": ()}, id="odd"),
    ],
)
def test_other_results(result: dict[str, Any], expected: dict[str, object]) -> None:
    found = record(result)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("head", "formats"),
    [
        pytest.param(answer(CORE), {"europepmc_json"}, id="europe-pmc"),
        pytest.param(answer(), {"europepmc_json"}, id="europe-pmc-without-results"),
        pytest.param(
            b'{"status":"ok","message-type":"work-list","message":{"items":[]}}', {"crossref_json"}, id="crossref"
        ),
        pytest.param(
            b'{"meta":{"count":1,"db_response_time_ms":9},"results":[{"id":"https://openalex.org/W1"}]}',
            {"openalex_json"},
            id="openalex",
        ),
        pytest.param(b'{"meta":{"count":1,"db_response_time_ms":9},"results":[{"id":"A1"}]}', set(), id="other-json"),
        pytest.param(b'[{"type": "article-journal", "title": "hitCount"}]', {"csl"}, id="csl-json"),
        pytest.param(b"TY  - JOUR\nTI  - A\nER  - \n", set(), id="ris"),
        pytest.param(b"", set(), id="nothing"),
    ],
)
def test_each_answer_is_recognised_by_one_format(head: bytes, formats: set[str]) -> None:
    asked = (crossref_json, csl, europepmc_json, openalex_json)
    assert {one.name for one in asked if one.recognises(head, ".json")} == formats
