"""Settings, sectors, designs, frameworks and instruments, as tables that a reviewer can extend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from relsynth.characteristics.design_table import DESIGNS, INSTEAD_OF, TOLD_IN_FRONT
from relsynth.characteristics.framework_table import FRAMEWORKS
from relsynth.characteristics.instrument_table import INSTRUMENTS
from relsynth.characteristics.passages import Reading
from relsynth.characteristics.setting_table import SECTORS, SETTINGS
from relsynth.characteristics.terms import found_in
from relsynth.cues import parse_cue
from relsynth.documents import CITATION, Document

Paper = Callable[..., Document]


def values(document: Document, field: str) -> list[str]:
    return [each.value for each in found_in(Reading(document), instruments={})[field]]


@pytest.mark.parametrize(
    ("parts", "settings"),
    [
        pytest.param({"title": "Salad bars in primary schools"}, {"school"}, id="school"),
        pytest.param({"abstract": "Nurses in four rural hospitals met."}, {"hospital"}, id="hospital"),
        pytest.param({"abstract": "We asked staff of nursing homes."}, {"long-term care"}, id="a-home-that-is-none"),
        pytest.param({"abstract": "A mental health clinic joined."}, {"mental health service"}, id="no-health-clinic"),
        pytest.param({"abstract": "Community pharmacies joined."}, {"pharmacy"}, id="no-community"),
        pytest.param({"abstract": "People in jails and prisons were asked."}, {"prison and justice"}, id="justice"),
        pytest.param({"abstract": "It spread across the land. Hospitals were not asked."}, set(), id="two-sentences"),
        pytest.param({"abstract": "Trust was low."}, set(), id="none"),
    ],
)
def test_settings(paper: Paper, parts: dict[str, str], settings: set[str]) -> None:
    assert set(values(paper(**parts), "setting")) == settings


@pytest.mark.parametrize(
    ("parts", "sectors"),
    [
        pytest.param({"abstract": "Patients and nurses agreed."}, {"health"}, id="health"),
        pytest.param({"abstract": "Farmers agreed with the food industry."}, {"agriculture and food"}, id="food"),
        pytest.param(
            {"abstract": "Child welfare agencies met the courts."},
            {"social care and child welfare", "justice"},
            id="two",
        ),
        pytest.param({"abstract": "Trust was low."}, set(), id="none"),
    ],
)
def test_sectors(paper: Paper, parts: dict[str, str], sectors: set[str]) -> None:
    assert set(values(paper(**parts), "sector")) == sectors


@pytest.mark.parametrize(
    ("parts", "designs"),
    [
        pytest.param({"title": "Song: a cluster randomised trial"}, ["cluster randomised trial"], id="a-kind-of-trial"),
        pytest.param({"title": "Song: a randomized controlled trial"}, ["randomised trial"], id="a-trial"),
        pytest.param(
            {"title": "Song: protocol for a randomised trial"},
            ["protocol", "randomised trial"],
            id="a-protocol-of-a-trial",
        ),
        pytest.param({"abstract": "We conducted a multiple case study."}, ["multiple case study"], id="cases"),
        pytest.param({"abstract": "We report a case of a choir."}, ["case report"], id="a-case"),
        pytest.param(
            {"abstract": "This was a mixed-methods study with interviews."}, ["mixed methods study"], id="mixed"
        ),
        pytest.param(
            {"abstract": "We held semi-structured interviews and focus groups."},
            ["qualitative study"],
            id="by-what-was-done",
        ),
        pytest.param({"title": "First pediatric case of kite fever"}, ["case report"], id="a-first-case"),
        pytest.param({"abstract": "After the first case of kite fever, schools shut."}, [], id="an-epidemic"),
        pytest.param({"abstract": "We held four focus groups."}, ["qualitative study"], id="focus-groups"),
        pytest.param(
            {"methods": "Interviews were transcribed. Transcripts were read and coded by two of us."},
            ["qualitative study"],
            id="coded-transcripts",
        ),
        pytest.param({"title": "Lessons learned from a food alliance"}, ["lessons report"], id="lessons"),
        pytest.param({"title": "Swimming lessons for all"}, [], id="school-lessons"),
        pytest.param({"abstract": "Randomised controlled trials are needed."}, [], id="what-is-needed"),
        pytest.param({"methods": f"A systematic review found none {CITATION}."}, [], id="somebody-else's"),
        pytest.param({"results": "One of us likes case studies."}, [], id="not-told-there"),
        pytest.param({"abstract": "A social network analysis was done."}, ["social network analysis"], id="networks"),
    ],
)
def test_designs(paper: Paper, parts: dict[str, str], designs: list[str]) -> None:
    assert sorted(values(paper(**parts), "design")) == designs


@pytest.mark.parametrize(
    ("text", "frameworks"),
    [
        pytest.param(f"Interviews were guided by the CFIR {CITATION}.", ["CFIR"], id="cited-as-frameworks-are"),
        pytest.param("We used the RE-AIM framework.", ["RE-AIM"], id="with-a-hyphen"),
        pytest.param(
            "The Theoretical Domains Framework (TDF) helped.", ["Theoretical Domains Framework"], id="spelt-out"
        ),
        pytest.param("Half of them took TDF daily.", [], id="a-drug"),
        pytest.param("Light fell through a prism, and Eric saw it.", [], id="words-of-every-day"),
        pytest.param("We searched ERIC and two other libraries.", [], id="a-library"),
        pytest.param("We aim to reach them all.", [], id="we-aim"),
        pytest.param("Expert Recommendations for Implementing Change (ERIC) were ranked.", ["ERIC"], id="strategies"),
    ],
)
def test_frameworks(paper: Paper, text: str, frameworks: list[str]) -> None:
    assert values(paper(methods=text), "frameworks") == frameworks


@dataclass(frozen=True)
class Measure:
    name: str
    patterns: tuple[str, ...]


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        pytest.param("Members filled in the Harbour Bond Scale.", ["Harbour Bond"], id="of-the-codebook"),
        pytest.param("Harbour bonds were sold.", [], id="not-the-pattern"),
        pytest.param("The Team Climate Inventory was scored.", ["Team Climate Inventory"], id="of-the-table"),
        pytest.param("Lines of the HBSX were read aloud.", [], id="no-word-of-measurement"),
        pytest.param("Items of the HBSX were read aloud.", ["Harbour Bond"], id="a-word-of-measurement"),
        pytest.param("Items of the hbsx were read aloud.", [], id="an-acronym-in-small-letters"),
    ],
)
def test_instruments(paper: Paper, text: str, instruments: list[str]) -> None:
    codebook = {"hb": Measure("Harbour Bond", ("Harbour Bond Scale", "HBSX"))}
    found = found_in(Reading(paper(methods=text)), instruments=codebook)["instruments"]
    assert [each.value for each in found] == instruments


def test_the_title_is_surer_than_the_methods(paper: Paper) -> None:
    titled = found_in(Reading(paper(title="Coalitions and the CFIR")), instruments={})["frameworks"][0]
    said = found_in(Reading(paper(discussion="The CFIR might have helped.")), instruments={})["frameworks"][0]
    assert titled.confidence > said.confidence


TABLES = {"SETTINGS": SETTINGS, "SECTORS": SECTORS, "DESIGNS": DESIGNS, "FRAMEWORKS": FRAMEWORKS}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_table_holds_cues_and_each_value_once(
    table: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...],
) -> None:
    assert len({row[0] for row in table}) == len(table)
    assert all(parse_cue(cue) for _, strong, weak in table for cue in (*strong, *weak))


def test_the_table_of_instruments_holds_cues() -> None:
    assert all(parse_cue(cue) for _, cues in INSTRUMENTS for cue in cues)


def test_rules_about_designs_name_designs() -> None:
    designs = {row[0] for row in DESIGNS}
    assert designs >= TOLD_IN_FRONT
    assert designs >= INSTEAD_OF.keys() | {each for lesser in INSTEAD_OF.values() for each in lesser}


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        pytest.param("Members completed the PARTNER survey.", ["Ties"], id="shouted"),
        pytest.param("Members completed a partner survey.", [], id="said"),
    ],
)
def test_a_pattern_in_capitals_finds_capitals(paper: Paper, text: str, instruments: list[str]) -> None:
    codebook = {"ties": Measure("Ties", ("PARTNER (tool|survey)",))}
    found = found_in(Reading(paper(methods=text)), instruments=codebook)["instruments"]
    assert [each.value for each in found] == instruments


def test_evidence_of_a_framework_is_its_whole_name(paper: Paper) -> None:
    document = paper(methods="The Consolidated Framework for Implementation Research guided us.")
    (found,) = found_in(Reading(document), instruments={})["frameworks"]
    assert document.quote(found.start, found.end) == "Consolidated Framework for Implementation Research"
