"""What rows and columns of the gap map may be, made from a project's codings, characteristics and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import APPRAISAL, FORM, QUOTE, charting_project
from relsynth import workflow
from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus
from relsynth.workflow.mapping_axes import MOST_VALUES, facet_ids, facets_of, study_axes, words
from relsynth.workflow.synthesise import load_corpus


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with charting_project(tmp_path, 1, toml=FORM + APPRAISAL) as opened:
        workflow.code(opened, at=AT)
        yield opened


def said(project: Project, axis: str) -> list[tuple[str, ...]]:
    """What an axis says of each study: kenya, then van-001."""
    known = study_axes(project, load_corpus(project))
    return [dict(study).get(axis, ()) for study in known.studies]


def values(project: Project, axis: str) -> list[str]:
    known = study_axes(project, load_corpus(project))
    return [value for each in known.axes if each.id == axis for value, _ in each.values]


def test_section_comes_first_and_then_the_facets_that_were_coded(project: Project) -> None:
    facets, left = facets_of(load_corpus(project))
    assert facets[0].id == "section"
    assert {"level", "assertion"} <= {facet.id for facet in facets}
    assert left == ()


def with_facet(corpus: Corpus, name: str, *said: str) -> Corpus:
    """A corpus in which the first segment has another facet; its name is known to the codebook."""
    facets = {**corpus.codebook.facets, name: corpus.codebook.facets["level"]}
    first, *rest = corpus.segments
    coded = replace(first, coding=replace(first.coding, facets=(*first.coding.facets, (name, said))))
    book = corpus.codebook.model_copy(update={"facets": facets})
    return replace(corpus, codebook=book, segments=(coded, *rest))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        pytest.param("mood", "mood", id="as-it-is"),
        pytest.param("domain", "facet.domain", id="a-name-that-the-page-needs"),
        pytest.param("q", "facet.q", id="another"),
    ],
)
def test_a_facet_of_a_team_s_own_never_takes_a_name_of_the_page(project: Project, name: str, id: str) -> None:
    assert facet_ids(with_facet(load_corpus(project), name, "interpersonal"))[name] == id


def test_values_that_the_codebook_does_not_list_stand_behind_those_it_lists(project: Project) -> None:
    facets, _ = facets_of(with_facet(load_corpus(project), "mood", "zeal", "anger"))
    (mood,) = (facet for facet in facets if facet.id == "mood")
    assert [value for value, _ in mood.values][-2:] == ["anger", "zeal"]


def test_a_facet_of_free_words_is_left_off_and_told(project: Project) -> None:
    many = tuple(f"amount {number}" for number in range(MOST_VALUES + 1))
    facets, left = facets_of(with_facet(load_corpus(project), "amount_said", *many))
    assert "amount_said" not in {facet.id for facet in facets}
    (told,) = left
    assert told.startswith("Not among rows and columns: amount said, which has ")


def test_a_characteristic_is_the_machine_s_until_a_person_says_otherwise(project: Project) -> None:
    assert said(project, "country") == [("Kenya",), ()]
    workflow.set_characteristic(project, "kenya", "country", ["Peru"], coder="Ana", at=AT)
    workflow.set_characteristic(project, "van-001", "country", ["none"], coder="Ana", at=AT)
    assert said(project, "country") == [("Peru",), ("none",)]


def test_what_is_charted_is_an_axis_of_its_own_and_what_is_open_is_told(project: Project) -> None:
    for coder, design in (("Ana", "survey"), ("Ben", "trial")):
        workflow.chart(project, "van-001", "design", [design], coder=coder, at=AT, quote=QUOTE)
    workflow.chart(project, "van-001", "worry", ["some"], coder="Ana", at=AT, form="appraisal", quote=QUOTE)
    workflow.chart(project, "kenya", "worry", ["not reported"], coder="Ana", at=AT, form="appraisal")
    workflow.chart(project, "kenya", "weeks", ["13"], coder="Ana", at=AT, quote=QUOTE)
    assert said(project, "charting.design") == [(), ("[conflict]",)]
    assert said(project, "charting.weeks") == [("[waiting]",), ()]
    assert said(project, "appraisal.worry") == [("not reported",), ("some",)]


def test_values_of_a_scale_keep_their_order(project: Project) -> None:
    for paper, worry in (("van-001", "little"), ("kenya", "much")):
        workflow.chart(project, paper, "worry", [worry], coder="Ana", at=AT, form="appraisal", quote=QUOTE)
    assert values(project, "appraisal.worry") == ["little", "much"]


def test_the_page_says_that_characteristics_are_found_by_rule(project: Project) -> None:
    (note,) = study_axes(project, load_corpus(project)).notes
    assert note.startswith("Characteristics of studies are found by rule, by the machine")


@pytest.mark.parametrize(("name", "said"), [("inter_group", "Inter group"), ("role", "Role"), ("-2", "-2")])
def test_names_are_written_as_people_write_them(name: str, said: str) -> None:
    assert words(name) == said
