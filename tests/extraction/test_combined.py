"""The default coder on our own papers and on codebooks its model never saw: what holds whatever the weights."""

from __future__ import annotations

import re
from typing import Any

import pytest

from invented import code_of, paper, small_codebook
from relsynth import formats
from relsynth.bundled import default_codebook, example_papers
from relsynth.codebook import Codebook
from relsynth.documents import Document
from relsynth.extraction import combined
from relsynth.extraction.learned.coder import LearnedProposer
from relsynth.extraction.learned.examples import LONGEST, examples_of
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderPlugin, CoderSettings, Proposal, Proposer, Reading, read
from relsynth.extraction.weighing import WEIGHED
from relsynth.formats.codebook_yaml import read_codebook

SETTINGS = CoderSettings()
PAPERS = sorted(path.name for path in example_papers().iterdir() if path.name[:2].isdigit())
LIKE = re.compile(r"like “(?P<example>.+)” \((?P<cosine>-?[01]\.\d\d)\)$", re.DOTALL)


class Kept:
    """A proposer whose proposals were made before."""

    name = "kept@1"

    def __init__(self, proposals: list[Proposal]) -> None:
        self._proposals = proposals

    def propose(self, reading: Reading) -> list[Proposal]:
        return self._proposals


@pytest.fixture(scope="module")
def book() -> Codebook:
    return read_codebook(default_codebook().read_bytes())


@pytest.fixture(scope="module")
def coder(book: Codebook) -> LearnedProposer:
    made = combined.proposer(book, SETTINGS)
    assert isinstance(made, LearnedProposer)
    return made


@pytest.fixture(scope="module")
def found(coder: LearnedProposer) -> dict[str, tuple[Reading, list[Proposal]]]:
    """Each of our papers, read, with all candidates."""
    readings = {name: read(document_of(name)) for name in PAPERS}
    return {name: (reading, list(coder.candidates(reading))) for name, reading in readings.items()}


def document_of(name: str) -> Document:
    return formats.read((example_papers() / name).read_bytes(), path_name=name)


def proposals(book: Codebook, *sentences: str) -> list[Proposal]:
    made = combined.proposer(book, SETTINGS)
    assert isinstance(made, LearnedProposer)
    return list(made.candidates(read(paper({"results": list(sentences)}))))


# -- on our own papers


def test_something_is_found_in_nearly_all_of_the_twelve(found: dict[str, tuple[Reading, list[Proposal]]]) -> None:
    assert len(found) == 12
    assert (
        sum(bool(candidates) for _, candidates in found.values()) >= 10
    )  # two are not about partnering, or not English


@pytest.mark.parametrize("name", PAPERS)
def test_every_candidate_may_stand_and_says_why(
    name: str, found: dict[str, tuple[Reading, list[Proposal]]], book: Codebook
) -> None:
    reading, candidates = found[name]
    spans = {(one.start, one.end) for one in reading.codable}
    for one in candidates:
        assert (one.start, one.end) in spans
        assert 0.05 <= one.score <= 1
        assert_reason(one, book)
        for chances in one.likely.values():
            assert sum(chances.values()) == pytest.approx(1, abs=0.01)
    said = [(one.start, one.end, one.code) for one in candidates]
    assert len(said) == len(set(said))


def assert_reason(one: Proposal, book: Codebook) -> None:
    """The cue, an example of that very code, or both."""
    code = book.code(one.code)
    if one.cue:
        assert one.cue in {*code.cues.strong, *code.cues.weak, *code.cues.lack}
        assert f"cue {one.cue}" in one.reason
    quoted = LIKE.search(one.reason)
    assert one.cue or quoted
    if quoted:
        example = quoted["example"]
        known = examples_of(code)
        assert example in known or any(example == f"{text[: LONGEST - 1]}…" for text in known if len(text) > LONGEST), (
            one.reason
        )


@pytest.mark.parametrize("name", PAPERS)
def test_every_candidate_can_stand_in_the_pipeline_word_for_word(
    name: str, found: dict[str, tuple[Reading, list[Proposal]]], book: Codebook
) -> None:
    reading, candidates = found[name]
    document = reading.document
    sentences = {(one.start, one.end): reading.text(one) for one in reading.codable}
    codings = DocumentCoder(book, Kept(candidates)).code(document).codings
    assert bool(codings) is bool(candidates)
    for one in codings:
        quote = document.quote(one.span.start, one.span.end)
        assert quote == sentences[one.span.start, one.span.end] == quote.strip()
        assert one.span.version == document.version
        assert one.facet("assertion"), quote
        if one.cue_start is not None:
            assert one.span.start <= one.cue_start < (one.cue_end or 0) <= one.span.end
        for facet in WEIGHED:
            assert set(one.facet(facet)) <= set(book.facets[facet].values)


def test_proposals_are_those_candidates_that_reach_their_threshold(
    coder: LearnedProposer, found: dict[str, tuple[Reading, list[Proposal]]]
) -> None:
    assert set(coder.thresholds) >= {one.code for _, candidates in found.values() for one in candidates}
    for reading, candidates in list(found.values())[:2]:
        assert list(coder.propose(reading)) == [one for one in candidates if one.score >= coder.thresholds[one.code]]


def test_a_paper_gives_the_same_again_whatever_was_read_between(
    coder: LearnedProposer, found: dict[str, tuple[Reading, list[Proposal]]]
) -> None:
    reading, candidates = found[PAPERS[0]]
    assert list(coder.candidates(reading)) == candidates


def test_every_codable_sentence_is_ranked(
    coder: LearnedProposer, found: dict[str, tuple[Reading, list[Proposal]]]
) -> None:
    reading, _ = found[PAPERS[0]]
    assert len(coder.rank(reading)) == len(reading.codable)


# -- names


def test_it_is_a_plug_in_and_made_under_its_name(book: Codebook, coder: Proposer) -> None:
    assert isinstance(combined, CoderPlugin)
    assert coder.name == combined.name_of(book, SETTINGS)
    assert coder.name.startswith(f"combined@{book.digest[:12]}.")


def test_another_codebook_is_another_name(book: Codebook) -> None:
    assert combined.name_of(small_codebook(), SETTINGS) != combined.name_of(book, SETTINGS)


# -- codes that the model never saw

DUCKS = code_of(
    "STA.DUCKS",
    label="Ducks on the pond",
    definition="How many ducks swim on the village pond, and who feeds them.",
    cues={"strong": ["duck*"]},
    examples=["Nine ducks swam on the pond that spring."],
)
SENTENCE = "Every morning the ducks came to be fed."


def test_a_codebook_that_it_never_saw_works() -> None:
    for book in (small_codebook(), small_codebook(DUCKS)):
        for one in proposals(book, SENTENCE, "Trust between the crews grew in the forum."):
            assert one.code in {code.id for code in book.codes}
            assert 0.05 <= one.score <= 1
            assert one.reason


def test_a_new_code_whose_cue_fires_is_proposed_with_an_example_of_its_own() -> None:
    (one,) = (one for one in proposals(small_codebook(DUCKS), SENTENCE) if one.cue)
    assert (one.code, one.cue) == ("STA.DUCKS", "duck*")


def test_a_changed_definition_makes_a_code_new(book: Codebook) -> None:
    """Its score comes from the words of its definition then, and no longer from what was learned of the code."""
    sentences = ["Over the years the crews and the clinic came to trust each other.", "We could rely on the clinic."]

    def scores_of(one: Codebook) -> dict[tuple[int, str], float]:
        return {(p.start, p.code): p.score for p in proposals(one, *sentences)}

    before = scores_of(book)
    after = scores_of(changed(book, "STA.TRUST", definition="How many ducks swim on the village pond."))
    assert {pair: score for pair, score in before.items() if pair[1] == "STA.TRUST"} != {
        pair: score for pair, score in after.items() if pair[1] == "STA.TRUST"
    }


def changed(book: Codebook, code_id: str, **fields: Any) -> Codebook:
    codes = [code.model_copy(update=fields) if code.id == code_id else code for code in book.codes]
    return book.model_copy(update={"codes": tuple(codes)})


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param(["household", "village"], id="values-that-the-model-does-not-know"),
        pytest.param(["inter_organisational"], id="fewer-values"),
    ],
)
def test_a_codebook_with_values_of_its_own_gets_none_but_these(levels: list[str]) -> None:
    facets = {
        "level": {"definition": "Between whom.", "values": levels},
        "assertion": {"definition": "What is claimed.", "values": ["affirmed", "negated"]},
    }
    book = small_codebook(code_of("STA.TRUST", "trust*", levels=levels[:1]), facets=facets)
    sentences = ["The crews trusted the clinic.", "They should trust us.", "Would trust have grown?"]
    codings = DocumentCoder(book, combined.proposer(book, SETTINGS)).code(paper({"results": sentences})).codings
    assert codings
    for one in codings:
        assert one.facet("assertion")
        assert set(one.facet("level")) <= set(levels)
