"""From a number of a table to the sentences behind it."""

import pytest

from relsynth import open_project, workflow
from relsynth.workflow.evidence_places import QUOTES, Places
from relsynth.workflow.synthesise import load_corpus, one_corpus


@pytest.fixture(scope="module")
def project(examples):
    with open_project(examples) as project, one_corpus(project):
        yield project


@pytest.fixture(scope="module")
def places(project):
    return Places(load_corpus(project))


def rows(project, name):
    table = workflow.tabulate(project, name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def studies(places, row, column, value=None):
    return places.quotes(places.behind(row, column, value)).studies


@pytest.mark.parametrize("column", ["k", "barrier", "facilitator", "strategy", "recommended", "planned"])
def test_as_many_studies_stand_behind_a_number_as_it_counts(project, places, column):
    counted = [row for row in rows(project, "evidence") if row[column]]
    assert counted
    for row in counted:
        assert places.opens(row, column, has_sentences=bool(places.numbers_of(row)))
        assert studies(places, row, column) == row[column], row["construct"]


@pytest.mark.parametrize("column", ["sections", "levels", "linked_outcomes"])
def test_and_behind_a_count_of_several(project, places, column):
    for row in rows(project, "evidence"):
        for value, count in row[column].items():
            assert studies(places, row, column, value) == count, (row["construct"], value)


def test_rows_without_numbers_of_codings_are_told_by_study_and_construct(project, places):
    by_pair = {(row["study"], row["construct"]): row["codings"] for row in rows(project, "incidence")}
    for row in rows(project, "studies"):
        named = {"codings": by_pair[row["study"], row["construct"]]}
        assert {*places.numbers_of(row)} == {*places.numbers_of(named)}


def test_a_rating_leads_to_the_study_and_construct_that_it_is_of(project, places):
    row = next(one for one in rows(project, "ratings") if one["rated"])
    study = next(column for column in row if "(" in column and row[column] is not None)
    assert {one.citation for one in places.quotes(places.behind(row, study, None)).quotes} == {study}


def test_what_counts_no_study_leads_nowhere(project, places):
    row = rows(project, "evidence")[0]
    assert not any(places.opens(row, column, has_sentences=True) for column in ("n", "share", "label", "settings"))


def test_a_segment_has_its_place(project, places):
    row = rows(project, "segments")[0]
    place = places.place_of(row)
    assert place.coding == row["coding"]
    coding = rows(project, "codings")[0]
    assert places.place_of(coding).start == coding["start"]


def test_a_place_is_told_once_and_so_many_at_a_time(project, places):
    everything = range(len(load_corpus(project).segments))
    told = places.quotes(everything)
    assert len(told.quotes) == min(QUOTES, told.found)
    assert told.found < len(everything)
    later = places.quotes(everything, start=QUOTES)
    assert later.quotes[0] != told.quotes[0]
    assert {one.document for one in told.quotes}
