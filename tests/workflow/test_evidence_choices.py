"""Every table by its name, and what may be chosen of it."""

import pytest

from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow.evidence_choices import FINDING_PAGES, finding_names, finding_of, options_of, table_names
from relsynth.workflow.evidence_held import EvidenceHeld

AT = "2026-01-05T09:00:00+00:00"


@pytest.fixture(scope="module")
def look(examples):
    with (
        open_project(examples) as project,
        EvidenceHeld().look(project, viewer="Ana", charts=True, at=AT) as look,
    ):
        yield look


def test_names_are_told_once():
    assert len({*table_names(), *finding_names()}) == len(table_names()) + len(finding_names())
    assert {*finding_names()} == {*FINDING_PAGES}


@pytest.mark.parametrize("name", FINDING_PAGES)
def test_every_choice_that_is_offered_can_be_made(look, name):
    for option in options_of(look, name, {}):
        assert option.choices
        value = option.choices[-1][0]
        assert options_of(look, name, {option.name: value})
        assert finding_of(look, name, {option.name: value}).table.notes


@pytest.mark.parametrize("name", ["evidence", "relegation", "trends"])
def test_it_is_the_table_of_the_verb(look, name):
    verb = getattr(workflow, name, None)
    expected = verb(look.project).table if verb else workflow.tabulate(look.project, name)
    assert finding_of(look, name, {}).table == expected


def test_gaps_are_told_by_kind(look):
    table = finding_of(look, "gaps", {"kind": "thin"}).table
    assert {row[table.columns.index("kind")] for row in table.rows} == {"thin"}


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        pytest.param("nothing", {}, "no table 'nothing'", id="name"),
        pytest.param("relegation", {"code": "X"}, "no code 'X'", id="choice"),
    ],
)
def test_what_is_not_there_is_told(look, name, given, says):
    with pytest.raises(InputError, match=says):
        options_of(look, name, given)
