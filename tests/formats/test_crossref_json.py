"""What Crossref answers becomes records, and nothing of it is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relsynth.formats import crossref_json
from relsynth.records import Record

WORK: dict[str, Any] = {
    "DOI": "10.5555/CR.1",
    "type": "journal-article",
    "title": ["Partners in\n two valleys", "A second title"],
    "subtitle": ["A story"],
    "author": [
        {"given": "Ada", "family": "Okafor", "suffix": "Jr", "sequence": "first", "affiliation": [{"name": "Uni"}]},
        {"name": "Valley Partnership Group", "sequence": "additional"},
    ],
    "editor": [{"given": "Carl", "family": "Lindqvist"}],
    "container-title": ["Journal of Made-up Valleys", "J Valleys"],
    "issued": {"date-parts": [[2021, 3, 9]]},
    "volume": "7",
    "issue": "2",
    "page": "12-19",
    "ISSN": ["1234-5678", "8765-432X"],
    "ISBN": ["http://id.example/isbn/9781234567897"],
    "URL": "https://doi.org/10.5555/CR.1",
    "abstract": "<jats:title>Aim</jats:title><jats:p>To meet.</jats:p>",
    "subject": ["Trust"],
    "language": "en",
    "publisher": "Valley Press",
    "is-referenced-by-count": 7,
    "reference": [{"key": "r1", "unstructured": "Somebody (2001)"}],
}


def record(work: dict[str, Any]) -> Record:
    message = {"total-results": 1, "items": [work], "next-cursor": "x"}
    source = json.dumps({"status": "ok", "message-type": "work-list", "message": message}).encode()
    (found,) = [one for one in crossref_json.read_records(source) if isinstance(one, Record)]
    return found


def test_a_work_in_full() -> None:
    found = record(WORK)
    assert (found.type, found.title, found.issued, found.year) == (
        "article-journal",
        "Partners in two valleys",
        "2021-03-09",
        2021,
    )
    assert (found.authors, found.editors) == (("Okafor, Ada Jr", "Valley Partnership Group"), ("Lindqvist, Carl",))
    assert (found.container_title, found.volume, found.issue, found.page) == (
        "Journal of Made-up Valleys",
        "7",
        "2",
        "12-19",
    )
    assert (found.doi, found.url) == ("10.5555/cr.1", ("https://doi.org/10.5555/CR.1",))
    assert (found.issn, found.isbn) == (("1234-5678", "8765-432X"), ("9781234567897",))
    assert (found.keywords, found.language, found.publisher) == (("Trust",), "en", "Valley Press")
    assert found.abstract == "Aim\nTo meet."


def test_what_no_field_holds_as_it_was_written_is_extra() -> None:
    extra = record(WORK).extra
    for kept in (
        ("DOI", "10.5555/CR.1"),
        ("type", "journal-article"),
        ("title", "A second title"),
        ("subtitle", "A story"),
        ("author.suffix", "Jr"),
        ("author.affiliation.name", "Uni"),
        ("container-title", "J Valleys"),
        ("ISBN", "http://id.example/isbn/9781234567897"),
        ("abstract", WORK["abstract"]),
        ("is-referenced-by-count", "7"),
        ("reference.unstructured", "Somebody (2001)"),
    ):
        assert kept in extra
    assert not {tag for tag, _ in extra} & {"author.family", "author.given", "volume", "page", "ISSN", "subject"}


@pytest.mark.parametrize(
    ("value", "date"),
    [
        pytest.param({"date-parts": [[2021, 3]]}, "2021-03", id="month"),
        pytest.param({"date-parts": [[2021]]}, "2021", id="year"),
        pytest.param({"date-parts": [[None]]}, None, id="null"),
        pytest.param({"date-parts": []}, None, id="empty"),
        pytest.param({"date-parts": [[21, 3]]}, None, id="no-year"),
        pytest.param("2021", None, id="a-text"),
        pytest.param(None, None, id="none"),
    ],
)
def test_dates(value: object, date: str | None) -> None:
    assert crossref_json.date_of(value) == date


def test_a_posted_work_without_issue_has_its_date_of_publication() -> None:
    found = record({"type": "posted-content", "published": {"date-parts": [[2022, 12, 1]]}, "title": "A text"})
    assert (found.type, found.issued, found.year, found.title) == ("article", "2022-12-01", 2022, "A text")
