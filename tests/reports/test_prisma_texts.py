"""The flow as CSV for the R package PRISMA2020, as Markdown and as JSON."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.prisma_texts import COLUMNS, to_json, to_markdown, to_r_csv
from relsynth.screening.flow import Course, Flow, Identified, Method, flow

KEYS = (
    *("previous_studies", "previous_reports", "database_results", "database_specific_results"),
    *("register_results", "register_specific_results", "website_results", "organisation_results"),
    *("citations_results", "duplicates", "excluded_automatic", "excluded_other"),
    *("records_screened", "records_excluded", "dbr_sought_reports", "dbr_notretrieved_reports"),
    *("other_sought_reports", "other_notretrieved_reports", "dbr_assessed", "dbr_excluded"),
    *("other_assessed", "other_excluded", "new_studies", "new_reports"),
    *("total_studies", "total_reports", "identification", "screening"),
    *("included",),
)
"""Keys of the package's template; the package finds each by a part of its name."""
BOXES = {
    "prevstud",
    "newstud",
    "othstud",
    "identification",
    "screening",
    "included",
    *(f"box{n}" for n in range(1, 17)),
}


def rows(drawn: Flow) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_r_csv(drawn))))


def numbers(drawn: Flow) -> dict[str, str]:
    return {row["data"]: row["n"] for row in rows(drawn) if row["data"] != "NA"}


def reviewed(*reasons: str, method: Method = "database", others: Method | None = None, undecided: int = 0) -> Flow:
    """Two included and one excluded by title, one excluded for each reason, some not decided; one of other methods."""
    went_on = {"title_abstract": "include", "attached": True, "searched": True}
    courses = [
        *(Course(study=name, full_text="include", **went_on) for name in "ab"),
        Course(study="c", searched=True, title_abstract="exclude"),
        *(Course(study="d", full_text="exclude", reason=reason, **went_on) for reason in reasons),
        *(Course(study="e", searched=True) for _ in range(undecided)),
    ]
    sources = [Identified(method=method, name="PubMed", n=len(courses) + 2)]
    if others:
        sources.append(Identified(method=others, name="Their pages", n=2))
        courses.append(Course(study="f", searched=False, title_abstract="exclude"))
    return flow(sources, courses)


# -- what the R package reads, by the rules of its own code


def found_by_package(drawn: Flow, key: str) -> list[str]:
    """As ``data[grep(key, data[, 1]), ]$n`` in R."""
    return [row["n"] for row in rows(drawn) if row["data"] != "NA" and re.search(key, row["data"])]


def parsed_by_package(reasons: str) -> list[tuple[str, str]]:
    """As ``PRISMA_parse_reasons_`` does: parts at semicolons, names up to the first comma, numbers after it."""
    if not re.search("[^0-9,]", reasons):
        return [("", reasons)]
    parts = re.split(r"; ?", reasons)
    return [(re.sub(",.*$", "", part), re.sub(r".*?,([ 0-9,]*)|.*()", r"\1", part).strip()) for part in parts]


@pytest.mark.parametrize("drawn", [flow([], []), reviewed("x", others="website", undecided=1)], ids=["empty", "full"])
def test_every_key_is_found_once_by_a_part_of_its_name(drawn: Flow) -> None:
    found = rows(drawn)
    assert tuple(found[0]) == COLUMNS
    assert [key for key in KEYS if len(found_by_package(drawn, key)) != 1] == []
    assert {row["box"] for row in found} >= BOXES
    nodes = [row["node"] for row in found if row["node"] != "NA"]
    assert sorted(nodes, key=lambda node: int(node[4:])) == [f"node{n}" for n in range(1, 23)]


def test_numbers_are_those_of_the_flow() -> None:
    told = numbers(reviewed("Wrong setting", "Wrong setting", "No study", others="citations"))
    assert told["database_results"] == "8"
    assert told["database_specific_results"] == "PubMed, 8"
    assert told["duplicates"] == "2"
    assert (told["records_screened"], told["records_excluded"], told["dbr_sought_reports"]) == ("6", "1", "5")
    assert told["dbr_excluded"] == "Wrong setting, 2; No study, 1"
    assert (told["new_studies"], told["new_reports"], told["total_reports"]) == ("2", "2", "2")
    assert (told["website_results"], told["citations_results"]) == ("0", "2")
    assert (told["extra_removed"], told["extra_left_out"]) == ("1", "1")


def test_the_column_of_other_methods_is_missing_where_there_are_none() -> None:
    told = numbers(reviewed())
    assert {told[f"{name}_results"] for name in ("website", "organisation", "citations")} == {"NA"}
    assert "not_yet_decided" not in told


def test_a_method_that_the_package_does_not_know_is_told_in_a_label() -> None:
    drawn = reviewed(others="other")
    row = next(row for row in rows(drawn) if row["data"] == "organisation_results")
    assert (row["n"], row["boxtext"]) == ("2", "Organisations and other methods")


def test_what_is_not_yet_decided_has_a_row_while_there_is_any() -> None:
    assert numbers(reviewed(undecided=3))["not_yet_decided"] == "3"


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("No study: an editorial, a letter; a note", "No study: an editorial - a letter - a note"),
        ("Fewer than 1,000 people", "Fewer than 1000 people"),
        ('The "team\'s" own', "The ’team’s’ own"),
        ("=HYPERLINK(1)", "HYPERLINK(1)"),
        ("a\\b\nc @@1", "a/b c @1"),
    ],
)
def test_a_reason_stays_one_reason_in_the_package(reason: str, expected: str) -> None:
    told = numbers(reviewed(reason, "Plain"))["dbr_excluded"]
    assert sorted(parsed_by_package(told)) == sorted([(expected, "1"), ("Plain", "1")])


@given(st.lists(st.text(min_size=1, max_size=30), max_size=5, unique=True))
def test_the_package_counts_as_many_exclusions_whatever_reasons_say(reasons: list[str]) -> None:
    drawn = reviewed(*reasons)
    told = parsed_by_package(numbers(drawn)["dbr_excluded"])
    assert sum(int(n) for _, n in told) == drawn.searched.excluded_full_text


# -- for people


def test_markdown_has_a_row_for_each_box_and_each_reason() -> None:
    lines = to_markdown(reviewed("Wrong | setting", others="website", undecided=1)).splitlines()
    assert lines[2] == "| Box | Databases and registers | Other methods |"
    assert "| – PubMed (database) | 7 |  |" in lines
    assert "| – Their pages (website) |  | 2 |" in lines
    assert "| – Wrong \\| setting | 1 | 0 |" in lines
    assert "| Not yet decided: records to screen | 1 | 0 |" in lines
    assert "Studies included in review: 2; reports of included studies: 2." in lines


def test_markdown_of_databases_alone_has_one_column() -> None:
    assert "| Box | Databases and registers |" in to_markdown(reviewed()).splitlines()


def test_json_has_every_box() -> None:
    drawn = reviewed("Wrong setting")
    content = json.loads(to_json(drawn))
    assert content["searched"]["reasons"] == [["Wrong setting", 1]]
    assert (content["studies"], content["reports"], content["undecided"]) == (2, 2, 0)
    assert content["searched"]["identified"][0]["name"] == "PubMed"
