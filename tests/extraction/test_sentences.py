"""A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import paper
from relsynth.documents import plain_line
from relsynth.extraction.sentences import sentences, split


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(["One met.", "Two left."], id="plain"),
        pytest.param(["Who met?", "Nobody!", "And then…", "They left."], id="other-stops"),
        pytest.param(["Dr. Quill and Mrs. Oake met."], id="titles"),
        pytest.param(["A. B. Quill led the raft."], id="initials"),
        pytest.param(["Quill et al. Found nothing."], id="et-al-goes-on"),
        pytest.param(["This was seen by Quill et al.", "The rafts held."], id="et-al-ends"),
        pytest.param(["Rafts, barges, etc.", "We counted them."], id="etc-ends"),
        pytest.param(["Many helped (e.g. The mill, i.e. Its owner)."], id="latin"),
        pytest.param(["See Fig. 2 and Table 3.", "They differ."], id="figures"),
        pytest.param(["It cost approx. 5 EUR.", "Éva paid."], id="accented-start"),
        pytest.param(["It took 3.5 hours.", "12 rafts left."], id="numbers"),
        pytest.param(["The U.S. Department led.", "We met in the U.S.", "The rafts held."], id="dotted-country"),
        pytest.param(["1. Build trust early.", "Share power."], id="list-number"),
        pytest.param(["Trust grew.[4, 7–9]", "Rafts held."], id="citation-in-brackets"),
        pytest.param(["Trust grew.4,5", "Rafts held."], id="citation-set-high"),
        pytest.param(["“We trust them.”", "They said so."], id="quotation"),
        pytest.param(["They met (twice).", "(Nobody knew.)", "Rafts held."], id="brackets"),
        pytest.param(["Ask them.", "“Why?”", "[Laughter]"], id="opening-signs"),
        pytest.param(["the www.rafts.example site is v. good"], id="no-capital-no-break"),
        pytest.param(["A 🤝.", "B 👩\u200d⚕️ x\u0302.", "C."], id="emoji"),
        pytest.param(["No stop at the end"], id="no-stop"),
    ],
)
def test_a_paragraph_is_split_where_a_person_would(said: list[str]) -> None:
    line = " ".join(said)
    assert [line[start:end] for start, end in split(line)] == said


def test_nothing_has_no_sentence() -> None:
    assert list(split("")) == []


@given(st.text(alphabet="AbÉ .?!…”)(“[]14,-\u0301🤝").map(plain_line))
def test_every_sign_but_the_space_between_is_in_one_sentence(line: str) -> None:
    spans = list(split(line))
    assert "".join(line[start:end] for start, end in spans).replace(" ", "") == line.replace(" ", "")
    assert all(line[start:end] == line[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_sentences_of_a_document_stand_inside_their_paragraph() -> None:
    document = paper({"methods": ["We met. They left 🤝. Then", "It rained."], "results": ["Rafts held. All did."]})
    found = list(sentences(document))
    assert [document.quote(s.start, s.end) for s in found] == [
        *("We met.", "They left 🤝.", "Then", "It rained.", "Rafts held.", "All did.")
    ]
    assert [s.paragraph for s in found] == [0, 0, 0, 1, 2, 2]
