"""The evidence is read once a state, and each sees what they may."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from made_up import AT
from made_up_team import GREEN_VAN, double, team_project
from relsynth import open_project, workflow
from relsynth.errors import ProjectError
from relsynth.workflow.evidence_held import MADE, EvidenceHeld, state_of


@pytest.fixture
def project(tmp_path):
    with team_project(tmp_path, 1, 2) as project:
        yield project


def look(held, project, viewer="Ana", *, charts=True):
    return held.look(project, viewer=viewer, charts=charts, at=AT)


def test_it_is_read_once_for_all_who_may_see_the_same(project):
    held = EvidenceHeld()
    with look(held, project) as first:
        pass
    with look(held, project, "Ben", charts=False) as second:
        assert second.moment is first.moment


def test_it_is_read_again_once_anything_was_written(project):
    held = EvidenceHeld()
    with look(held, project) as before:
        number = next(one.number for one in project.codings())
    workflow.reject_codings(project, [number], coder="Ana", at=AT)
    with look(held, project) as after:
        assert after.moment.state != before.moment.state
        assert len(after.moment.corpus.segments) == len(before.moment.corpus.segments) - 1


def test_settings_and_codebooks_are_part_of_the_state(project):
    before = state_of(project)
    project.codebook_path.write_text(project.codebook_path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert state_of(project) != before


def test_those_who_come_at_once_wait_for_one_reading(project):
    held = EvidenceHeld()

    def moment(_):
        with open_project(project.path) as own, look(held, own) as seen:
            return seen.moment

    with ThreadPoolExecutor(4) as pool:
        assert len({id(one) for one in pool.map(moment, range(8))}) == 1


@pytest.mark.parametrize(
    ("blind", "proposals", "sees"),
    [
        pytest.param(True, True, {"machine"}, id="blind"),
        pytest.param(False, False, {"person"}, id="without-proposals"),
        pytest.param(True, False, set(), id="blind-without-proposals"),
        pytest.param(False, True, {"machine", "person"}, id="open"),
    ],
)
def test_what_is_kept_from_a_coder_is_not_in_it(project, blind, proposals, sees):
    double(project, blind=blind, proposals=proposals)
    first = project.codebook.codes[-1].id
    workflow.add_coding(project, GREEN_VAN, first, coder="Ben", at=AT, round="r1")
    held = EvidenceHeld()
    with look(held, project, "Ana") as seen:
        paper = next(one.version for one in project.store.documents() if one.name.startswith("van-001"))
        there = [one.coding for one in seen.moment.corpus.segments if one.coding.span.version == paper]
        assert {one.coder.kind for one in there} == sees
        assert (seen.project.viewer == "Ana") is (sees != {"machine", "person"})
    with look(held, project, "Cy") as whole:
        assert {"machine", "person"} == {one.coding.coder.kind for one in whole.moment.corpus.segments}


def test_tables_of_a_view_say_that_something_is_kept(project):
    double(project, blind=True)
    with look(EvidenceHeld(), project, "Ana") as seen:
        notes = " ".join(workflow.tabulate(seen.project, "evidence").notes)
    assert "what is kept from Ana is not counted here" in notes


def test_what_was_made_is_kept_and_not_without_end(project):
    with look(EvidenceHeld(), project) as seen:
        assert seen.moment.made("one", list) is seen.moment.made("one", list)
        first = seen.moment.made("first", list)
        for number in range(MADE):
            seen.moment.made(number, list)
        assert seen.moment.made("first", list) is not first


def test_where_nothing_can_be_counted_it_says_so(tmp_path):
    workflow.init(tmp_path / "review")
    with (
        open_project(tmp_path / "review") as project,
        pytest.raises(ProjectError, match="has no papers yet"),
        look(EvidenceHeld(), project),
    ):
        pass
