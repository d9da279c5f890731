"""What all answers share: rows lead to their codings, and notes say what they rest on."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, coded_project
from relsynth import open_project, workflow
from relsynth.errors import FormatError, InputError
from relsynth.project import Project
from relsynth.reports.tables import Table, to_json
from relsynth.workflow.findings import (
    NOT_FOUND,
    OTHERS,
    Finding,
    on_screen,
    require_codes,
    require_facet,
    save_finding,
    strata,
    studied,
    values_of,
)
from relsynth.workflow.synthesise import searched_in

ANSWERS = {
    "relegation": workflow.relegation,
    "context": workflow.context,
    "beside": lambda project: workflow.context_beside(project, others=["STA"]),
    "alignment": workflow.alignment,
    "network": workflow.network,
    "links": workflow.links,
    "necessity": lambda project: workflow.necessity(project, outcome="scale_up_spread"),
    "quality": workflow.quality,
    "equity": workflow.equity,
    "lifecycle": workflow.lifecycle,
    "trends": workflow.trends,
}


@pytest.fixture(scope="module")
def project(examples: Path) -> Iterator[Project]:
    with open_project(examples) as opened:
        yield opened


@pytest.fixture(scope="module")
def answers(project: Project) -> dict[str, Table]:
    return {name: ask(project).table for name, ask in ANSWERS.items()}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_says_what_it_rests_on(project: Project, answers: dict[str, Table], name: str) -> None:
    table = answers[name]
    told = "\n".join(table.notes)
    assert table.rows
    assert project.codebook.digest[:12] in told
    assert "lexicon@" in told
    assert "left out of every n" in told
    assert "caus" not in told


@pytest.mark.parametrize("name", ANSWERS)
def test_every_row_leads_to_codings_that_are_in_the_project(
    project: Project, answers: dict[str, Table], name: str
) -> None:
    table = json.loads(to_json(answers[name]))
    known = {str(coding.number) for coding in project.codings()}
    found = {number for row in table["rows"] for number in row["codings"].split()}
    assert found
    assert found <= known


LISTED = Table(title="T", columns=("a", "counts", "codings"), rows=((1, {"x": 1}, "1 2 3 4 5"),), notes=("n",))


def test_a_screen_has_room_for_some_numbers_and_a_file_for_all(tmp_path: Path) -> None:
    shown = on_screen(LISTED)
    assert shown.rows == ((1, {"x": 1}, "1 2 3 4 … (5)"),)
    assert shown.notes == ("n", "Here lists are cut short (…); a file (-o) has them whole.")
    save_finding(Finding(table=LISTED), None, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8") as file:
        assert list(csv.reader(file))[1] == ["1", "x 1", "1 2 3 4 5"]


def test_a_long_count_is_cut_and_a_table_without_codings_is_not() -> None:
    counts = {name: 1 for name in "abcdefgh"}
    long = Table(title="T", columns=("counts", "codings"), rows=((counts, "1"),))
    assert on_screen(long).rows == (("a 1; b 1; c 1; d 1; e 1; f 1 … (8)", "1"),)
    bare = Table(title="T", columns=("counts",), rows=((counts,),))
    assert on_screen(bare) == bare


@pytest.mark.parametrize("name", ["picture.svg", "graph.graphml", "picture.PNG"])
def test_an_answer_without_a_picture_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match="this answer has no"):
        save_finding(Finding(table=LISTED), None, tmp_path / name)


def test_a_picture_is_written_by_its_name(tmp_path: Path) -> None:
    found = Finding(table=LISTED, picture="<svg/>", graph="<graphml/>")
    for name, content in (("a.svg", "<svg/>"), ("in/b.graphml", "<graphml/>")):
        save_finding(found, None, tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8") == content


def test_what_the_codebook_does_not_have_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match=r"no code 'STA\.NONE'; name one of yours with --code"):
        require_codes(project, ["STA.TRUST", "STA.NONE"])
    with pytest.raises(InputError, match="no facet 'colour'"):
        require_facet(project, "colour")


@pytest.mark.parametrize("code", ["", "sta.trust", "STA"])
def test_an_answer_about_one_code_is_about_one_of_the_codebook(project: Project, code: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"no code {code!r}")):
        studied(project, code)


def test_studies_of_which_nothing_was_found_are_a_kind_of_their_own(project: Project) -> None:
    corpus = studied(project)
    made = strata(project, corpus, "country")
    assert {number for numbers in made.kinds.values() for number in numbers} == set(range(corpus.n))
    found = values_of(project, corpus, "country")
    assert set(made.kinds.get(NOT_FOUND, ())) == {number for number in range(corpus.n) if not found[number]}
    with pytest.raises(InputError, match="no characteristic 'colour'"):
        strata(project, corpus, "colour")


def test_rare_kinds_are_told_together(project: Project) -> None:
    kinds = strata(project, studied(project), "partners").kinds
    assert len(kinds) <= 15
    assert OTHERS not in kinds or list(kinds)[12] == OTHERS


def test_a_persons_word_stands_in_place_of_the_machines(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        workflow.set_characteristic(project, "van-001", "setting", ["school"], coder="Ana", at=AT)
        made = strata(project, studied(project), "setting")
        assert made.kinds["school"] == (0,)


def test_a_construct_is_searched_once_a_person_has_read_the_list(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2, 3) as project:
        assert searched_in(project, studied(project)) == frozenset()
        workflow.search_code(project, "STA.LEGIT", at=AT, limit=20)
        workflow.record_search(project, "STA.LEGIT", coder="Ana", found=(), at=AT)
        assert searched_in(project, studied(project)) == {"STA.LEGIT"}
