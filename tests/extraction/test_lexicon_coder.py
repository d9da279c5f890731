"""The coder by words proposes what the codebook's cues find, with the cue and its tier as its reason."""

from __future__ import annotations

import pytest

from invented import code_of, paper, small_codebook
from relsynth.extraction import lexicon_coder
from relsynth.extraction.coders import CoderPlugin
from relsynth.extraction.lexicon_coder import SCORE
from relsynth.extraction.proposals import CoderSettings, Proposal, read

BOOK = small_codebook(
    code_of("STA.TRUST", cues={"strong": ["trust*"], "weak": ["rely on"], "lack": ["mistrust*"]}),
    code_of("STR.FORUM", "forum*", type="structure"),
)
SETTINGS = CoderSettings()


def proposed(*sentences: str, label: str = "results") -> list[Proposal]:
    return [*lexicon_coder.proposer(BOOK, SETTINGS).propose(read(paper({label: [" ".join(sentences)]})))]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("The crews trusted us.", [("STA.TRUST", "strong", "trust*", False)], id="strong"),
        pytest.param("They mistrusted us.", [("STA.TRUST", "lack", "mistrust*", True)], id="a-cue-that-names-the-lack"),
        pytest.param("It rained hard.", [], id="nothing"),
        pytest.param(
            "The forum built trust.",
            [("STR.FORUM", "strong", "forum*", False), ("STA.TRUST", "strong", "trust*", False)],
            id="two-codes",
        ),
        pytest.param("Trust, and more trust.", [("STA.TRUST", "strong", "trust*", False)], id="a-code-once-a-sentence"),
    ],
)
def test_a_sentence_and_what_is_proposed(sentence: str, found: list[tuple[str, str, str, bool]]) -> None:
    assert [(one.code, one.reason, one.cue, one.score, one.names_lack) for one in proposed(sentence)] == [
        (code, f"{tier} cue {cue}", cue, SCORE[tier], lack) for code, tier, cue, lack in found
    ]


def test_a_proposal_stands_on_its_sentence_and_its_cue_within() -> None:
    document = paper({"results": ["It rained. The crews trusted us. We left."]})
    (one,) = lexicon_coder.proposer(BOOK, SETTINGS).propose(read(document))
    assert document.quote(one.start, one.end) == "The crews trusted us."
    assert document.quote(one.cue_start or 0, one.cue_end or 0) == "trusted"


def test_back_matter_is_not_coded() -> None:
    assert proposed("We thank the forum for its trust.", label="back_matter") == []


def test_the_name_tells_the_codebook_and_the_revision() -> None:
    assert isinstance(lexicon_coder, CoderPlugin)
    other = small_codebook(code_of("STA.TRUST", "faith"))
    names = {lexicon_coder.name_of(book, SETTINGS) for book in (BOOK, other)}
    assert len(names) == 2
    assert lexicon_coder.proposer(BOOK, SETTINGS).name in names
    assert all(name.endswith(f".{lexicon_coder.REVISION}") for name in names)
