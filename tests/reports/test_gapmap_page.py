"""What a gap map's page says of itself, and what makes it contradict itself."""

import re
from dataclasses import replace

import pytest

from gapmap_pages import coding, small_page
from relsynth.reports.gapmap import render
from relsynth.reports.gapmap_page import MapCrossing, MapFacet, MapFramework, count_studies, facets_of

COUNTRY = MapFacet(id="country", label="Country", values=(("Kenya", "Kenya"),))


def without_lessons(page):
    return replace(page.facets[0], values=page.facets[0].values[:-1])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param(lambda _: {"facets": ()}, "the first facet must be the section", id="no-section"),
        pytest.param(lambda _: {"n": 5}, "n is 5, the page lists 4 studies", id="n"),
        pytest.param(lambda p: {"domains": p.domains[1:]}, "STA.TRUST: unknown domain 'STA'", id="domain"),
        pytest.param(
            lambda p: {"codings": p.codings[1:2]}, "STA.TRUST: k is 3, its codings give 1", id="k-without-codings"
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("X", 0, "results", "No."))},
            "unknown construct 'X'",
            id="construct",
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("STA.TRUST", -1, "results", "No."))}, "no study -1", id="study"
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("STA.TRUST", 0, "results", "No.", mark=(1, 4)))},
            "mark 1-4 lies outside its quote",
            id="mark",
        ),
        pytest.param(
            lambda p: {"facets": (without_lessons(p),)}, "unknown section 'lessons_learned'", id="section-value"
        ),
        pytest.param(
            lambda p: {"facets": (*p.facets, replace(p.facets[1], id="q"))},
            "q: no facet may be called so",
            id="reserved",
        ),
        pytest.param(
            lambda p: {"characteristics": (replace(COUNTRY, id="role"),)}, "role: 2 axes are called so", id="twice"
        ),
        pytest.param(lambda _: {"view": (("rows", "moon"),)}, "view: no rows 'moon'", id="view-rows"),
        pytest.param(lambda _: {"view": (("cell", "moon"),)}, "view: no cell 'moon'", id="view-cell"),
        pytest.param(lambda _: {"late": ("moon",)}, "late: unknown section 'moon'", id="late"),
        pytest.param(
            lambda p: {
                "characteristics": (COUNTRY,),
                "studies": (replace(p.studies[0], facets=(("country", ("Mars",)),)), *p.studies[1:]),
            },
            "study 0: unknown country 'Mars'",
            id="characteristic-value",
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("STA.TRUST", 0, "results", "No.", facets=(("role", ("foe",)),)))},
            "unknown role 'foe'",
            id="facet-value",
        ),
    ],
)
def test_a_page_that_contradicts_itself_is_refused(changes, problem):
    page = small_page()
    with pytest.raises(ValueError, match=re.escape(problem)):
        render(replace(page, **changes(page)))


def test_many_problems_are_counted_and_the_first_ones_named():
    wrong = tuple(coding(f"X{at}", 0, "results", "No.", evidence=False) for at in range(8))
    with pytest.raises(ValueError, match=r"unknown construct 'X4'; and 3 more$"):
        render(small_page(codings=(*small_page().codings, *wrong)))


def test_a_facet_that_the_page_does_not_list_is_not_shown():
    page = small_page(
        codings=(*small_page().codings, coding("STA.TRUST", 0, "results", "So.", facets=(("moon", ("full",)),)))
    )
    assert "moon" not in render(page)


def test_a_study_that_has_presence_and_lack_is_no_lack_alone():
    lacking = coding("STA.TRUST", 2, "results", "Later they lost faith.", lack=True)
    tally = count_studies(small_page(codings=(*small_page().codings, lacking)))
    assert tally["construct", "STA.TRUST", "results"] == {0: True, 1: False, 2: False}
    assert tally["construct", "STA.TRUST", ""] == {0: True, 1: False, 2: True}


def test_the_section_is_a_facet_like_any_other():
    assert facets_of(small_page().codings[0]) == {
        "role": ("facilitator",),
        "level": ("interpersonal",),
        "section": ("methods",),
    }


def test_axes_come_in_groups_and_no_group_is_empty():
    framework = MapFramework(id="RIVER", label="Rivers", constructs=(MapCrossing(label="depth", codes=("STA.TRUST",)),))
    assert [name for name, _ in small_page().axes] == ["Codebook", "Facets"]
    assert small_page(frameworks=(framework,)).axes[-1] == ("Frameworks", (("RIVER", "Rivers"),))
