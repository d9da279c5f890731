"""Residue of invented papers, in which villages lend each other tools and no code of the codebook says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from made_up import ANA, AT, TIES, TRUST, code, write_project
from relsynth import workflow
from relsynth.coding import Coding
from relsynth.documents import Span
from relsynth.errors import InputError, ProjectError
from relsynth.extraction.proposals import Reading
from relsynth.project import Project, open_project
from relsynth.synthesis.statistics import Floats
from relsynth.workflow.residue import Residue, find_residue

LENDING = (
    "The clinic and the fishers lent tools to each other when the harvest came.",
    "Tool lending between the drivers and the nurses was settled together by the elders.",
    "Tools that the council had lent to the midwives came back with thanks from their partners.",
    "Each village kept a shed so that staff could share and lend tools among the agencies.",
)
CODED = "Trust between the drivers and the clinic grew in their partnership."
CLINICAL = (
    "Blood pressure was associated with age between the groups (odds ratio 1.4, 95% CI 1.1 to 1.8).",
    "The relationship between body weight and glucose was significant in women.",
)
BACK = "We thank the village partners who lent their tools to the team and worked together with us."
NEAR_TRUST = "The partners relied on one another's word, and the agencies trusting neighbours shared their boats."
RELIANCE = code("STA.TRUST", "trust", definition="Partners rely on the word of neighbours who share boats.")


def paper(number: int) -> str:
    lending = LENDING[number] if number < len(LENDING) else "The van was painted green."
    return (
        f"# Boats and tools on shore {number}\n\n"
        "## Introduction\n\nThe villages on the shore have no clinic of their own, and the road to town is long.\n\n"
        f"## Results\n\n{CODED} {lending} {' '.join(CLINICAL)} It rained on {number} days of that year.\n\n"
        "## Discussion\n\nThe drivers want to go on, and the nurses would like to have a second van.\n\n"
        f"## Acknowledgements\n\n{BACK}\n"
    )


def write_shore_papers(folder: Path) -> Path:
    folder.mkdir()
    for number in range(6):
        (folder / f"shore-{number}.md").write_text(paper(number), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Six papers, coded; four of them tell of lending tools."""
    with open_project(write_project(tmp_path / "review", TRUST, TIES)) as opened:
        workflow.add_documents(opened, [write_shore_papers(tmp_path / "papers")], at=AT)
        workflow.code(opened, at=AT, coder="lexicon")
        yield opened


def quotes(found: Residue) -> set[str]:
    groups = (*found.groups, *found.singletons)
    return {one.quote for group in groups for one in group.sentences} | {one.quote for one in found.loose}


def test_a_planted_construct_comes_up_as_one_group_with_its_phrases(project: Project) -> None:
    first = find_residue(project).groups[0]
    assert {one.quote for one in first.sentences} == set(LENDING)
    assert {"tools", "tool", "lent", "lend", "lending"} & set(first.phrases)
    assert (first.studies, first.papers) == (4, 4)


def test_what_is_coded_clinical_or_back_matter_stays_out(project: Project) -> None:
    assert not quotes(find_residue(project)) & {CODED, *CLINICAL, BACK}


def test_a_sentence_is_told_with_its_place_and_how_it_is_asserted(project: Project) -> None:
    documents = {document.version: document for document in project.store.documents()}
    for one in find_residue(project).groups[0].sentences:
        assert documents[one.version].quote(one.start, one.end) == one.quote
        assert (one.section, one.path, one.assertion, one.speaker) == ("results", "Results", "affirmed", "author")


def test_a_persons_coding_takes_a_sentence_out_and_their_rejection_puts_it_back(project: Project) -> None:
    lent = find_residue(project).groups[0].sentences[0]
    trusting = next(document for document in project.store.documents() if document.version == lent.version)
    start = trusting.text.index(CODED)
    span = Span(version=lent.version, start=lent.start, end=lent.end)
    rejected = Span(version=lent.version, start=start, end=start + len(CODED))
    project.store.add_coder(ANA)
    said = [
        Coding(span=span, code="NET.TIES", coder=ANA),
        Coding(span=rejected, code="STA.TRUST", coder=ANA, verdict="reject"),
    ]
    project.store.add_codings(said, codebook=project.codebook.digest, at=AT)
    left = find_residue(project, least=0.0)
    assert lent.quote not in quotes(left)
    assert CODED in quotes(left)


def test_a_trained_coder_may_say_what_sounds_relational(project: Project) -> None:
    def of(reading: Reading) -> Sequence[float]:
        return [float("rained" in reading.text(sentence)) for sentence in reading.codable]

    found = find_residue(project, relatedness=of)
    assert quotes(found) == {"It rained on 0 days of that year."}
    assert found.repeated == 5
    assert "by a trained coder" in "\n".join(found.notes)


def test_an_encoder_may_say_what_is_alike(project: Project) -> None:
    def vectors(texts: Sequence[str]) -> Floats:
        return np.ones((len(texts), 3))

    found = find_residue(project, vectors=vectors)
    assert len(found.groups) == 1
    assert not found.loose


def test_near_a_code_stands_what_its_cues_miss(project: Project, tmp_path: Path) -> None:
    late = tmp_path / "late.md"
    late.write_text(paper(9).replace(CODED, NEAR_TRUST), encoding="utf-8")
    project.codebook_path.write_text(
        (write_project(tmp_path / "other", RELIANCE, TIES) / "codebook.yaml").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    with open_project(project.path) as opened:
        workflow.add_documents(opened, [late], at=AT)
        workflow.code(opened, at=AT, coder="lexicon")
        found = find_residue(opened, code="STA.TRUST")
        assert quotes(found) & {NEAR_TRUST, *LENDING} == {NEAR_TRUST}


def test_an_unknown_code_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match=r"no code 'STA\.TRUTS'"):
        find_residue(project, code="STA.TRUTS")


def test_papers_have_to_be_coded_first(project: Project, tmp_path: Path) -> None:
    late = tmp_path / "late.md"
    late.write_text(paper(9), encoding="utf-8")
    workflow.add_documents(project, [late], at=AT)
    with pytest.raises(ProjectError, match="run `relsynth code`"):
        find_residue(project)


def test_for_people_it_tells_groups_with_counts_and_nearest_codes(project: Project) -> None:
    told = str(find_residue(project))
    assert "4 studies, 4 papers, 4 sentences; nearest:" in told
    assert "A group is a candidate for people to judge" in told
    assert all(sentence in told for sentence in LENDING)
