"""The learned coder: by a tiny model what it does with scores, by the one that ships what always holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from invented import code_of, paper, small_codebook
from made_up_weights import FACETS, stack, trained
from relsynth.extraction.learned import coder, weights
from relsynth.extraction.learned.coder import Kind, LearnedProposer, coder_name
from relsynth.extraction.learned.examples import LONGEST
from relsynth.extraction.local_layer import Teachable
from relsynth.extraction.proposals import CoderPlugin, CoderSettings, Proposal, Ranking, read

SETTINGS = CoderSettings()
LONG = f"The crew met {'and met ' * 30}again."
BOOK = small_codebook(
    code_of("STA.TRUST", cues={"strong": ["trust*"], "lack": ["mistrust*"]}, examples=["The crew trusted the forum."]),
    code_of("STR.FORUM", "forum*", type="structure", examples=[LONG]),
    code_of("STR.PLAIN", "partnership*"),
)
PAPER = paper(
    {
        "results": ["It rained. We mistrusted the crew.", "The forum met each week."],
        "back_matter": ["We thank the forum for its trust."],
    }
)
READING = read(PAPER)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a proposer with a tiny model that learned the first two codes."""

    def make(kind: Kind = "combined", **settings: Any) -> LearnedProposer:
        model = trained(BOOK, ["STA.TRUST", "STR.FORUM"], **settings)
        monkeypatch.setattr(weights, "load", lambda: model)
        return LearnedProposer(BOOK, kind=kind, name="tiny@1")

    return make


def stacked(**parts: dict[str, float]) -> dict[str, Any]:
    return {"learned": stack(**parts), "combined": stack(**parts)}


def told(*proposals: Proposal) -> list[tuple[str, str]]:
    return [(PAPER.quote(one.start, one.end), one.code) for one in proposals]


# -- by a tiny model

ONLY_CUES = stacked(known={"bias": -20.0, "strong": 25.0, "lack": 25.0}, new={"bias": -20.0, "strong": 25.0})


def test_a_sentence_is_proposed_whole_with_its_cue_and_its_place(tiny: Any) -> None:
    mistrusted, forum = tiny(stack=ONLY_CUES).propose(READING)
    assert told(mistrusted, forum) == [
        ("We mistrusted the crew.", "STA.TRUST"),
        ("The forum met each week.", "STR.FORUM"),
    ]
    assert (mistrusted.cue, mistrusted.names_lack) == ("mistrust*", True)
    assert PAPER.quote(mistrusted.cue_start or 0, mistrusted.cue_end or 0) == "mistrusted"
    assert (forum.cue, forum.names_lack) == ("forum*", False)
    assert mistrusted.score == pytest.approx(0.9933)


def test_the_reason_tells_the_cue_and_the_likest_example(tiny: Any) -> None:
    mistrusted, forum = tiny(stack=ONLY_CUES).propose(READING)
    assert mistrusted.reason.startswith("lack cue mistrust*; like “The crew trusted the forum.” (")
    assert forum.reason.startswith(f"strong cue forum*; like “{LONG[: LONGEST - 1]}…” (")


def test_a_code_without_examples_and_cues_is_just_learned(tiny: Any) -> None:
    reasons = {one.code: one.reason for one in tiny("learned", stack=stacked()).propose(READING)}
    assert reasons["STR.PLAIN"] == "learned"
    assert reasons["STA.TRUST"].startswith("like “The crew trusted")


def test_a_learned_coding_names_no_cue(tiny: Any) -> None:
    found = list(tiny("learned", stack=stacked()).propose(READING))
    assert found
    assert {(one.cue, one.cue_start, one.cue_end, one.names_lack) for one in found} == {(None, None, None, False)}


def test_a_sentence_not_read_closely_has_its_cue_for_a_reason_and_no_likely_facets(tiny: Any) -> None:
    made = tiny(stack=stacked(unread={"bias": 1.0}), keep=1e6)
    assert [(one.reason, one.likely) for one in made.propose(READING)] == [
        ("lack cue mistrust*", {}),
        ("strong cue forum*", {}),
    ]


def test_values_of_facets_come_with_their_chances(tiny: Any) -> None:
    for one in tiny(stack=stacked()).propose(READING):
        assert {name: list(chances) for name, chances in one.likely.items()} == FACETS
        for chances in one.likely.values():
            assert sum(chances.values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("kind", ["learned", "combined"])
@pytest.mark.parametrize("threshold", [0.3, 0.18262, 0.16337, 0.123456, 0.05])
def test_the_code_of_a_sure_sentence_is_proposed_whatever_the_threshold(
    tiny: Any, kind: Kind, threshold: float
) -> None:
    """It is lifted to the very threshold, so no rounding may bring it below."""
    parts = stacked(known={"bias": -20.0}, new={"bias": -21.0}, sentence={"bias": 20.0})
    made = tiny(kind, stack=parts, thresholds={kind: threshold}, sure=0.5)
    assert len(list(made.propose(READING))) == len(READING.codable)


def test_what_is_under_its_threshold_is_a_candidate_alone(tiny: Any) -> None:
    parts = stacked(known={"bias": -1.0}, new={"bias": -2.0})  # 0.27 and 0.12
    made = tiny(stack=parts, thresholds={"combined": 0.2})
    assert {one.code for one in made.propose(READING)} <= {"STA.TRUST", "STR.FORUM"}
    assert {one.code for one in made.candidates(READING)} == {"STA.TRUST", "STR.FORUM", "STR.PLAIN"}
    candidates = list(made.candidates(READING))
    assert all(one in candidates for one in made.propose(READING))


def test_sentences_read_closely_rank_before_all_others(tiny: Any) -> None:
    every = tiny().rank(READING)
    assert len(every) == len(READING.codable)
    linear = np.array(tiny(keep=1e6).rank(READING))
    middle = float(np.sort(linear)[1]) + 100 + 1e-3
    some = tiny(keep=middle).rank(READING)
    read_closely = [n for n, one in enumerate(linear) if one + 100 >= middle]
    assert sorted(range(len(some)), key=lambda n: -some[n])[: len(read_closely)] == sorted(
        read_closely, key=lambda n: -some[n]
    )


def test_nothing_to_read_gives_nothing(tiny: Any) -> None:
    nothing = replace(READING, sentences=())
    made = tiny()
    assert (list(made.propose(nothing)), list(made.rank(nothing))) == ([], [])


# -- names


def test_it_is_a_plug_in_that_can_be_taught_and_ranks(tiny: Any) -> None:
    assert isinstance(coder, CoderPlugin)
    assert isinstance(tiny(), Teachable)
    assert isinstance(tiny(), Ranking)


def test_names_change_with_kind_codebook_and_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    other = small_codebook(code_of("STA.TRUST", "faith"))
    names = [coder_name("learned", BOOK), coder_name("combined", BOOK), coder_name("learned", other)]
    assert names[0] == coder.name_of(BOOK, SETTINGS)
    monkeypatch.setattr(weights, "digest", lambda: "00000000")
    names.append(coder_name("learned", BOOK))
    assert len(set(names)) == len(names)
    assert all(name.endswith(f".{coder.REVISION}") for name in names)


# -- by the model that ships


@pytest.fixture(scope="module")
def shipped() -> LearnedProposer:
    return LearnedProposer(BOOK, kind="learned", name=coder.name_of(BOOK, SETTINGS))


def test_it_is_made_under_its_name(shipped: LearnedProposer) -> None:
    assert coder.proposer(BOOK, SETTINGS).name == shipped.name


def test_two_looks_at_a_paper_propose_the_same(shipped: LearnedProposer) -> None:
    assert list(shipped.candidates(READING)) == list(shipped.candidates(READING))
    assert shipped.rank(READING) == shipped.rank(READING)


def test_every_candidate_is_a_sentence_that_may_be_coded(shipped: LearnedProposer) -> None:
    spans = {(one.start, one.end) for one in READING.codable}
    found = list(shipped.candidates(READING))
    assert {(one.start, one.end) for one in found} <= spans
    assert {one.code for one in found} <= {code.id for code in BOOK.codes}
    assert all(0.05 <= one.score <= 1 and one.reason for one in found)


def test_talk_of_trust_ranks_before_the_weather(shipped: LearnedProposer) -> None:
    reading = read(
        paper({"results": ["Over the years trust grew between the clinic and the crews.", "It rained on Tuesday."]})
    )
    ranked = dict(zip(map(reading.text, reading.codable), shipped.rank(reading), strict=True))
    assert ranked["Over the years trust grew between the clinic and the crews."] > ranked["It rained on Tuesday."]
