"""Answers of a model: what stands, and why the rest does not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_model import CODEBOOK, HELD, PAPER, TRUSTED, chunk_of, said
from relsynth.extraction.language_model.reply import MOST_CODINGS, Checked, Judge, Unusable, reason_of

JUDGE = Judge(CODEBOOK)
CHUNK = chunk_of()
CODES = {code.id for code in CODEBOOK.codes}


def checked(answer: str) -> Checked:
    found = JUDGE.check(answer, CHUNK)
    assert isinstance(found, Checked)
    return found


def told(found: Checked) -> list[tuple[str, str]]:
    return [(PAPER.quote(one.start, one.end), one.code) for one in found.proposals]


def test_a_good_answer_stands_at_its_offsets() -> None:
    found = checked(said(TRUSTED, {**HELD, "level": "interpersonal", "role": ["outcome"], "assertion": ["affirmed"]}))
    trusted, held = found.proposals
    assert told(found) == [
        ("The ferry crews came to trust the harbour office.", "STA.TRUST"),
        ("We held a forum.", "STR.FORUM"),
    ]
    assert trusted.cue == "came to trust the harbour office"
    assert PAPER.quote(trusted.cue_start or 0, trusted.cue_end or 0) == trusted.cue
    assert (trusted.score, trusted.reason, trusted.facets) == (0.9, "no reason given", {})
    assert (held.score, held.reason) == (0.7, "a place")
    assert held.facets == {"assertion": ("affirmed",), "role": ("outcome",), "level": ("interpersonal",)}
    assert (found.rejected, found.abstained, found.dropped) == ({}, 0, 0)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(said(TRUSTED), id="json"),
        pytest.param(json.dumps([TRUSTED]), id="a-bare-list"),
        pytest.param(f"Here it is:\n```json\n{said(TRUSTED)}\n```\nDone.", id="in-a-fence"),
        pytest.param(f"Sure! {said(TRUSTED)} I hope this helps.", id="among-words"),
        pytest.param(f"<think>Could be {{}} or {said(HELD)}.</think>\n{said(TRUSTED)}", id="behind-thoughts"),
        pytest.param(said({**TRUSTED, "sentences": 1}), id="a-number-for-a-list"),
        pytest.param(said({**TRUSTED, "sentences": ["1"], "confidence": "0.9"}), id="numbers-in-quotes"),
        pytest.param(said({**TRUSTED, "mood": "good"}), id="a-field-more"),
        pytest.param(said({**TRUSTED, "role": None}), id="null-for-a-list"),
    ],
)
def test_forms_that_models_answer_in(answer: str) -> None:
    assert told(checked(answer)) == [("The ferry crews came to trust the harbour office.", "STA.TRUST")]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param("", "it is no JSON", id="nothing"),
        pytest.param("I cannot help with that.", "it is no JSON", id="words"),
        pytest.param(said(TRUSTED)[:-20], "it is no JSON", id="cut"),
        pytest.param("[" * 100_000, "it is no JSON", id="nested-too-deep"),
        pytest.param('{"codings": ' + "9" * 5000 + "}", "it is no JSON", id="a-number-without-end"),
        pytest.param("```" + "\n" * 200_000, "it is no JSON", id="a-fence-without-end"),
        pytest.param("{}", "its JSON has no list of codings", id="empty-object"),
        pytest.param('{"codings": {"1": "STA.TRUST"}}', "its JSON has no list of codings", id="another-shape"),
        pytest.param("null", "its JSON has no list of codings", id="null"),
        pytest.param("7", "its JSON has no list of codings", id="a-number"),
    ],
)
def test_what_is_no_answer(answer: str, reason: str) -> None:
    assert JUDGE.check(answer, CHUNK) == Unusable(reason=reason)


@pytest.mark.parametrize(
    ("coding", "reason"),
    [
        pytest.param({**TRUSTED, "code": "STA.LOVE"}, "unknown code", id="code-unknown"),
        pytest.param({**TRUSTED, "code": "sta.trust"}, "unknown code", id="code-in-small-letters"),
        pytest.param({**TRUSTED, "code": "STA.TRUST; DROP TABLE codings"}, "unknown code", id="code-and-more"),
        pytest.param({**TRUSTED, "quote": "came to love the office"}, "quote not in the text", id="quote-made-up"),
        pytest.param({**TRUSTED, "quote": "Trust grew"}, "quote in the text more than once", id="quote-twice"),
        pytest.param({**TRUSTED, "quote": "the"}, "quote too short to tell", id="quote-short"),
        pytest.param({**TRUSTED, "quote": "x" * 6000}, "malformed", id="quote-too-long"),
        pytest.param({**TRUSTED, "quote": "\ud800 trust the harbour"}, "malformed", id="half-a-sign"),
        pytest.param({**TRUSTED, "quote": ["came", "to"]}, "malformed", id="quote-in-pieces"),
        pytest.param({**TRUSTED, "confidence": "high"}, "malformed", id="confidence-in-words"),
        pytest.param({"sentences": [1], "quote": "came to trust"}, "malformed", id="no-code"),
        pytest.param("STA.TRUST", "malformed", id="no-object"),
        pytest.param(None, "malformed", id="null"),
    ],
)
def test_what_may_not_stand_is_counted_and_spoils_nothing_else(coding: Any, reason: str) -> None:
    found = checked(said(coding, HELD))
    assert told(found) == [("We held a forum.", "STR.FORUM")]
    assert found.rejected == {reason: 1}


@pytest.mark.parametrize("code", [None, "", "none", "N/A"])
def test_a_model_may_abstain(code: str | None) -> None:
    found = checked(said({**TRUSTED, "code": code, "quote": ""}))
    assert (found.proposals, found.abstained, found.rejected) == ((), 1, {})


def test_values_of_facets_that_the_codebook_lacks_are_left_out_and_counted() -> None:
    found = checked(said({**HELD, "role": ["hero", "barrier", "barrier"], "assertion": "sung", "level": ["system"]}))
    assert found.proposals[0].facets == {"role": ("barrier",)}
    assert found.dropped == 3


def test_a_code_stands_once_in_a_sentence_with_the_surest_coding() -> None:
    found = checked(said({**HELD, "confidence": 0.2}, HELD, {**HELD, "quote": "a forum", "confidence": 0.5}))
    assert [one.score for one in found.proposals] == [0.7]
    assert found.rejected == {"said twice": 2}


def test_more_codings_than_a_chunk_can_hold_are_cut_off() -> None:
    found = checked(said(*[{**TRUSTED, "code": "STA.LOVE"}] * MOST_CODINGS, HELD))
    assert found.proposals == ()
    assert found.rejected == {"too many": 1, "unknown code": MOST_CODINGS}


@pytest.mark.parametrize(
    ("confidence", "score"),
    [("0.4", 0.4), ("-3", 0.0), ("17", 1.0), ("NaN", 0.0), ("Infinity", 1.0), ("-Infinity", 0.0), ("1e400", 1.0)],
)
def test_the_score_is_a_share_whatever_the_model_says(confidence: str, score: float) -> None:
    answer = said({**TRUSTED, "confidence": "SCORE"}).replace('"SCORE"', confidence)
    assert [one.score for one in checked(answer).proposals] == [score]


@pytest.mark.parametrize(
    ("rationale", "reason"),
    [
        ("They rely on the office.", "They rely on the office."),
        (" two\nlines\tand  spaces ", "two lines and spaces"),
        ("\x1b[31mred\x07\u202e and \ud800back", "[31mred and back"),
        ("", "no reason given"),
        ("\x00\x01", "no reason given"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
    ],
)
def test_a_reason_is_one_short_line(rationale: str, reason: str) -> None:
    assert reason_of(rationale) == reason


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([*CODES, PAPER.text, "forum"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["codings", *TRUSTED, "role", "level", "rationale", "x"]), inner, max_size=6)
    ),
    max_leaves=30,
)


@given(JSON | st.text())
def test_whatever_is_answered_only_known_codes_on_words_of_the_chunk_come_of_it(answer: object) -> None:
    for text in (json.dumps(answer), json.dumps({"codings": answer}), str(answer)):
        found = JUDGE.check(text, CHUNK)
        if isinstance(found, Checked):
            assert all(one.code in CODES for one in found.proposals)
            assert all(PAPER.quote(one.cue_start or 0, one.cue_end or 0) == one.cue for one in found.proposals)
            assert all(0 <= one.score <= 1 and len(one.reason) <= 200 for one in found.proposals)


@given(st.lists(st.tuples(st.integers(-2, 9), st.sampled_from(PAPER.text.split()), st.sampled_from([*CODES, "X.Y"]))))
def test_every_coding_is_accepted_rejected_or_an_abstention(codings: list[tuple[int, str, str]]) -> None:
    found = checked(said(*({"sentences": n, "quote": q, "code": c, "confidence": 1} for n, q, c in codings)))
    assert len(found.proposals) + sum(found.rejected.values()) + found.abstained == len(codings)
