"""What people say a section is holds where its headings are, in every reading, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from made_up import document
from relsynth.documents import Document, Section
from relsynth.labelling import SectionJudgement, SectionPlace, confirmed, judged, placed, places, unplaced


def section(heading: str, label: str = "other", parent: int | None = None, reason: str = "heading words") -> Section:
    return Section(heading=heading, label=label, parent=parent, reason=reason, confidence=0.5)


OUTLINE = (
    section("What we did", "methods"),
    section("Interviews", "methods", 0, "under What we did"),
    section("Limits", "limitations", 0),
    section("What we saw", "results"),
    section("Interviews", "results", 3, "under What we saw"),
    section("", "lessons_learned", 3),
    section("Interviews", "results", 3, "under What we saw"),
)


def paper(*sections: Section) -> Document:
    return replace(document(), sections=sections or OUTLINE)


def said(
    *path: str, label: str = "discussion", ordinal: int = 1, among: int = 1, coder: str = "Ana"
) -> SectionJudgement:
    return SectionJudgement(place=SectionPlace(path=path, ordinal=ordinal, among=among), label=label, coder=coder)


def labels(of: Document) -> list[str]:
    return [one.label for one in of.sections]


def test_a_section_is_known_by_its_headings_and_its_turn_among_those_with_the_same() -> None:
    assert [(one.path, one.ordinal, one.among) for one in places(OUTLINE)] == [
        (("What we did",), 1, 1),
        (("What we did", "Interviews"), 1, 1),
        (("What we did", "Limits"), 1, 1),
        (("What we saw",), 1, 1),
        (("What we saw", "Interviews"), 1, 2),
        (("What we saw", ""), 1, 1),
        (("What we saw", "Interviews"), 2, 2),
    ]
    assert str(places(OUTLINE)[6]) == "What we saw > Interviews (2 of 2)"
    assert str(places(OUTLINE)[5]) == "What we saw > (no heading)"


@pytest.mark.parametrize(
    ("judgement", "section"),
    [
        pytest.param(said("What we saw"), 3, id="a-heading"),
        pytest.param(said("What  we\u00a0saw"), 3, id="written-otherwise"),
        pytest.param(said("What we saw", "Interviews", ordinal=2, among=2), 6, id="the-second-of-two"),
        pytest.param(said("What we saw", ""), 5, id="no-heading"),
        pytest.param(said("Interviews"), None, id="not-at-the-top"),
        pytest.param(said("What we saw", "Interviews"), None, id="one-there-were-and-two-there-are"),
        pytest.param(said("what we saw"), None, id="another-case"),
    ],
)
def test_a_judgement_holds_where_its_headings_are_or_is_told(judgement: SectionJudgement, section: int | None) -> None:
    assert placed(OUTLINE, [judgement]) == ({} if section is None else {section: judgement})
    assert unplaced(OUTLINE, [judgement]) == ((judgement,) if section is None else ())


def test_of_two_judgements_on_a_section_the_last_holds() -> None:
    first, last = said("What we saw"), said("What we  saw", label="methods", coder="Ben")
    assert placed(OUTLINE, [first, last]) == {3: last}


def test_a_section_hands_its_label_to_what_only_took_it_from_there() -> None:
    of = judged(paper(), [said("What we did")])
    assert labels(of)[:4] == ["discussion", "discussion", "limitations", "results"]
    assert (of.sections[0].reason, of.sections[0].confidence) == ("set by Ana", 1.0)
    assert (of.text, of.paragraphs) == (paper().text, paper().paragraphs)


def test_what_is_set_within_a_section_that_is_set_stays() -> None:
    inner = said("What we did", "Interviews", label="results", coder="Ben")
    for judgements in ([said("What we did"), inner], [inner, said("What we did")]):
        of = judged(paper(), judgements)
        assert labels(of)[:3] == ["discussion", "results", "limitations"]
        assert of.sections[1].reason == "set by Ben"


def test_a_label_that_people_confirm_has_their_word_for_a_reason_and_makes_no_other_version() -> None:
    of = confirmed(paper(), [said("What we saw", label="results"), said("What we did", label="results")])
    assert (of.sections[3].reason, of.sections[3].confidence) == ("set by Ana", 1.0)
    assert of.sections[0] == OUTLINE[0]
    assert of.version == paper().version
