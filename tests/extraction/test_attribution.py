"""Whose claim a sentence makes; add a case where the coder is wrong."""

from __future__ import annotations

import pytest

from relsynth.extraction.attribution import attribution, is_design, is_protocol


@pytest.mark.parametrize(
    ("sentence", "section", "is_cited", "expected"),
    [
        pytest.param("Ties speed adoption.", "introduction", True, "cites a work", id="cited"),
        pytest.param("Ties speed adoption.", "introduction", False, None, id="uncited"),
        pytest.param("Ties speed adoption [4].", "discussion", False, "[4]", id="number-that-the-reader-missed"),
        pytest.param("Ties speed adoption (; ).", "discussion", False, "(; )", id="brackets-that-lost-their-citation"),
        pytest.param("Ties sped adoption (CI [12, 45]).", "discussion", False, None, id="figures"),
        pytest.param("Ties were scored with the inventory.", "methods", True, None, id="what-was-used"),
        pytest.param("Ties are said to be slow, as reviews report.", "methods", True, "cites a work", id="reports"),
        pytest.param("A coalition is defined as a lasting bond.", "methods", True, "cites a work", id="definition"),
        pytest.param("Our coalition sped adoption.", "discussion", True, None, id="own"),
        pytest.param("In June 2014 the county formed a coalition.", "introduction", True, None, id="dated-event"),
        pytest.param("The Eastern Health Board formed a coalition.", "introduction", True, None, id="named-event"),
        pytest.param("The CFIR names partnerships.", "introduction", True, "cites a work", id="named-but-no-event"),
        pytest.param("Okello et al. found ties.", "methods", True, "Okello et al. found", id="et-al"),
        pytest.param(
            "Okello and colleagues (2010) argue for ties.",
            "results",
            False,
            "Okello and colleagues (2010) argue",
            id="colleagues",
        ),
        pytest.param("Okello (2010) argues for ties.", "results", False, "Okello (2010) argues", id="year"),
        pytest.param("In 2010, Okello found ties.", "discussion", False, "In 2010, Okello found", id="year-first"),
        pytest.param("As Okello notes, ties help.", "discussion", False, "As Okello notes", id="as-somebody-notes"),
        pytest.param("This was shown by Okello et al.", "discussion", False, "shown by Okello et al", id="shown-by"),
        pytest.param("We used the steps of Okello et al. to plan.", "methods", True, None, id="own-use"),
        pytest.param("Ties were strong (see Okello et al. for more).", "methods", True, None, id="see"),
        pytest.param(
            "According to Okello and Berg, ties help.", "discussion", False, "According to Okello and", id="by"
        ),
        pytest.param("According to the minutes, ties help.", "discussion", False, None, id="by-the-minutes"),
    ],
)
def test_who_says_it(sentence: str, section: str, is_cited: bool, expected: str | None) -> None:
    told = attribution(sentence, section, is_cited=is_cited, is_cell=False)
    assert (told and told[0]) == expected


def test_a_cell_that_cites_tells_of_others_in_every_section() -> None:
    assert attribution("Trust of partners", "results", is_cited=True, is_cell=True)
    assert attribution("Trust of partners", "results", is_cited=True, is_cell=False) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Stroke pathways: a study protocol", True, id="protocol"),
        pytest.param("Rationale and design of a coalition trial", True, id="rationale-and-design"),
        pytest.param("Lessons from a coalition", False, id="other"),
        pytest.param(None, False, id="untitled"),
    ],
)
def test_protocols_are_known_by_their_title(title: str | None, expected: bool) -> None:
    assert is_protocol(title) is expected


@pytest.mark.parametrize(
    ("sentence", "section", "expected"),
    [
        pytest.param("A coach is assigned to each clinic.", "methods", True, id="present"),
        pytest.param("The trained coach meets each clinic weekly.", "abstract", True, id="participle-is-no-past"),
        pytest.param("A coach was assigned to each clinic.", "methods", False, id="past"),
        pytest.param("A charter has already been agreed.", "methods", False, id="done-before"),
        pytest.param("Coaches joined each clinic.", "methods", False, id="nothing-in-the-present"),
        pytest.param("A coach is rarely found in clinics.", "introduction", False, id="background"),
    ],
)
def test_the_design_of_a_protocol(sentence: str, section: str, expected: bool) -> None:
    assert is_design(sentence, section) is expected
