"""From hand-made looks to scores: what each weighs, which code of a family, what is lifted and what dropped."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import code_of, small_codebook
from made_up_weights import stack
from relsynth.dictionary import CueHit, Tier
from relsynth.extraction.learned.scoring import FLOOR, TIERS, Scored, Stack
from relsynth.extraction.learned.sight import Hits, Seen, define

TRUST, SWIFT, FORUM = "STA.TRUST", "STA.TRUST.SWIFT", "STR.FORUM"
BOOK = small_codebook(
    code_of(SWIFT, "swift*", parent=TRUST, refines=TRUST),  # before the code that it refines
    code_of(TRUST, "trust*"),
    code_of(FORUM, "forum*", type="structure"),
)
OFF = -50.0  # a logit that no threshold lets through
Sentence = dict[str, Any]


def cued(**tiers: Tier) -> Hits:
    """A cue of a tier for each code named, with ``_`` for a point."""
    return {code.replace("_", "."): (CueHit(0, 1, "x", tier),) for code, tier in tiers.items()}


def seen(*sentences: Sentence) -> Seen:
    """Looks at sentences; one with ``linear`` alone was not read closely."""
    rows = [n for n, one in enumerate(sentences) if set(one) - {"linear", "hits"}]
    close = [sentences[n] for n in rows]

    def column(name: str, usual: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.array([one.get(name, usual) for one in close], np.float32)

    return Seen(
        linear=np.array([one.get("linear", 0.0) for one in sentences], np.float32),
        rows=tuple(rows),
        hits=tuple(one.get("hits", {}) for one in sentences),
        coded=column("coded", 0.0),
        codes=column("code", 0.0).reshape(-1, 1),
        matched=column("matched", (0.0, 0.0, 0.0)).reshape(-1, 3),  # in the order of the codebook
        facets={},
        vectors=np.zeros((len(rows), 4), np.float32),
    )


def make(
    kind: str = "combined",
    *,
    threshold: float = 0.3,
    new_threshold: float | None = None,
    sure: float = 2.0,
    said: str | None = None,
    **weights: Any,
) -> Stack:
    """Weights of looks of codes of which one, trust, was learned."""
    weighed = stack(**weights)
    if kind == "learned":
        del weighed["unread"]  # those have cues alone
    settings = {
        "codes": [TRUST],
        "definitions": {TRUST: said or define(BOOK.code(TRUST))},
        "stack": {kind: weighed},
        "thresholds": {kind: threshold},
        "thresholds_new": {kind: threshold if new_threshold is None else new_threshold},
        "sure": sure,
    }
    return Stack(settings, BOOK, kind=kind)


def scores(made: Stack, *sentences: Sentence) -> dict[tuple[int, str], float]:
    return {(one.sentence, one.code): one.score for one in made.scores(seen(*sentences))}


def share(logit: float) -> float:
    return 1 / (1 + exp(-logit))


# -- what each look weighs


NEVER = {"bias": OFF}


@pytest.mark.parametrize(
    ("weights", "sentence", "logit"),
    [
        pytest.param({"bias": 0.5}, {"coded": 9.0}, 0.5, id="bias"),
        pytest.param({"coded": 2.0}, {"coded": 0.25}, 0.5, id="coded-at-all"),
        pytest.param({"code": 2.0}, {"code": 0.5}, 1.0, id="the-code-learned"),
        pytest.param(
            {"matched": 2.0}, {"matched": (9.0, 0.5, 9.0)}, 1.0, id="its-definition-not-that-of-one-refining-it"
        ),
        pytest.param({"linear": -1.0}, {"coded": 0.0, "linear": 0.5}, -0.5, id="the-linear-look"),
        pytest.param({"strong": 1.5}, {"coded": 0.0, "hits": cued(STA_TRUST="strong")}, 1.5, id="a-cue"),
        pytest.param(
            {"strong": 1.5}, {"coded": 0.0, "hits": cued(STR_FORUM="strong")}, 0.0, id="a-cue-of-another-code"
        ),
        pytest.param({"weak": 1.0}, {"coded": 0.0, "hits": cued(STA_TRUST="weak")}, 1.0, id="a-weak-cue"),
        pytest.param({"strong": -1.0}, {"coded": 0.0, "hits": cued(STA_TRUST="lack")}, -1.0, id="a-cue-of-lack"),
        pytest.param(
            {"strong": 1.5, "weak": 9.0},
            {"coded": 0.0, "hits": cued(STA_TRUST="weak", STA_TRUST_SWIFT="strong")},
            1.5,
            id="the-surest-cue-of-a-family-alone",
        ),
        pytest.param(
            {"bias": -1.0, "coded": 1.0, "code": 1.0, "matched": 1.0, "linear": 1.0, "weak": 1.0},
            {"coded": 0.1, "code": 0.2, "matched": (0, 0.3, 0), "linear": 0.4, "hits": cued(STA_TRUST="weak")},
            1.0,
            id="all-together",
        ),
    ],
)
def test_a_look_and_what_it_makes_of_a_learned_code(
    weights: dict[str, float], sentence: Sentence, logit: float
) -> None:
    found = scores(make(known=weights, new=NEVER), sentence)
    assert [score for (_, code), score in found.items() if code.startswith(TRUST)] == [pytest.approx(share(logit))]
    assert FORUM not in {code for _, code in found}


def test_a_code_that_was_not_learned_has_weights_of_its_own() -> None:
    made = make(known=NEVER, new={"matched": 1.0, "code": 9.0})
    assert scores(made, {"matched": (5, 5, 0.5), "code": 5.0}) == {(0, FORUM): pytest.approx(share(0.5))}


def test_a_code_whose_definition_was_changed_was_not_learned() -> None:
    made = make(said="Trust: What it was.", known=NEVER, new={"matched": 1.0})
    assert set(scores(made, {"matched": (0, 0.5, 0.1)})) == {(0, TRUST), (0, FORUM)}


def test_a_learned_coder_weighs_no_cue() -> None:
    made = make("learned", known={"bias": 0.0}, new=NEVER, sentence={"bias": 0.0})
    assert list(scores(made, {"coded": 0.0, "hits": cued(STA_TRUST="strong")}).values()) == [0.5]
    assert scores(made, {"linear": 5.0, "hits": cued(STA_TRUST="strong")}) == {}


# -- one of a family


@pytest.mark.parametrize(
    ("hits", "matched", "code"),
    [
        pytest.param(cued(STA_TRUST_SWIFT="weak"), (0, 9, 0), SWIFT, id="by-its-cue"),
        pytest.param(cued(STA_TRUST="weak"), (9, 0, 0), TRUST, id="by-the-cue-of-the-one-refined"),
        pytest.param(cued(STA_TRUST="weak", STA_TRUST_SWIFT="strong"), (0, 9, 0), SWIFT, id="by-the-surer-cue"),
        pytest.param(cued(STA_TRUST="lack", STA_TRUST_SWIFT="weak"), (9, 0, 0), TRUST, id="lack-before-weak"),
        pytest.param(cued(STA_TRUST="weak", STA_TRUST_SWIFT="weak"), (2, 1, 0), SWIFT, id="like-cues-by-definition"),
        pytest.param(cued(STR_FORUM="strong"), (1, 2, 0), TRUST, id="a-cue-of-another-family-tells-nothing"),
        pytest.param({}, (2, 1, 0), SWIFT, id="by-definition"),
        pytest.param({}, (1, 1, 0), TRUST, id="of-two-alike-the-one-refined"),
    ],
)
def test_one_code_of_a_family_is_proposed(hits: Hits, matched: tuple[float, ...], code: str) -> None:
    made = make(known={}, new=NEVER)
    assert set(scores(made, {"coded": 0.0, "hits": hits, "matched": matched})) == {(0, code)}


# -- sentences that are as good as sure


def test_a_sentence_as_good_as_sure_is_given_its_likeliest_code_at_the_threshold() -> None:
    made = make(sure=0.5, threshold=0.3, sentence={"coded": 1.0}, known={"bias": -2.0}, new={"bias": -2.5})
    assert scores(made, {"coded": 1.0}, {"coded": -1.0}) == {
        (0, TRUST): pytest.approx(0.3),
        (0, FORUM): pytest.approx(share(-2.5)),
        (1, TRUST): pytest.approx(share(-2)),
        (1, FORUM): pytest.approx(share(-2.5)),
    }


def test_one_that_has_its_threshold_already_is_not_lowered() -> None:
    made = make(sure=0.5, threshold=0.3, sentence={"bias": 9.0}, known={"bias": 1.0}, new=NEVER)
    assert scores(made, {"coded": 0.0}) == {(0, TRUST): pytest.approx(share(1))}


def test_a_code_is_lifted_from_below_the_floor_too() -> None:
    made = make(sure=0.5, threshold=0.3, sentence={"bias": 9.0}, known={"bias": -20.0}, new=NEVER)
    assert scores(made, {"coded": 0.0}) == {(0, TRUST): pytest.approx(0.3)}


@pytest.mark.parametrize(
    ("weights", "sentence", "logit"),
    [
        ({"bias": 0.5}, {"coded": 9.0}, 0.5),
        ({"coded": 2.0, "linear": 1.0}, {"coded": 0.5, "linear": -0.5}, 0.5),
        ({"strong": 1.0, "weak": 0.5}, {"coded": 0.0, "hits": cued(STA_TRUST="weak", STR_FORUM="strong")}, 1.5),
        ({"lack": 1.0}, {"coded": 0.0, "hits": cued(STA_TRUST="weak")}, 0.0),
    ],
)
def test_how_likely_a_sentence_is_coded_at_all(weights: dict[str, float], sentence: Sentence, logit: float) -> None:
    assert make(sentence=weights).relational(seen(sentence)).tolist() == [pytest.approx(share(logit))]


# -- sentences that were not read closely, and the floor


def test_a_sentence_not_read_closely_counts_by_its_cues() -> None:
    made = make(unread={"bias": -1.0, "linear": 1.0, "weak": 0.5})
    found = scores(made, {"linear": 0.25, "hits": cued(STA_TRUST_SWIFT="weak")}, {"linear": 9.0})
    assert found == {(0, SWIFT): pytest.approx(share(-0.25))}


def test_numbers_are_those_of_the_sentences_read_or_not() -> None:
    made = make(known={}, new=NEVER)
    found = scores(made, {"linear": 0.0}, {"coded": 1.0}, {"linear": 0.0, "hits": cued(STR_FORUM="weak")})
    assert set(found) == {(1, TRUST), (2, FORUM)}


@pytest.mark.parametrize(("above", "kept"), [(0.01, True), (-0.01, False)])
def test_what_is_under_the_floor_is_dropped(above: float, kept: bool) -> None:
    floor = log(FLOOR / (1 - FLOOR))
    made = make(known={"bias": floor + above}, new=NEVER, unread={"bias": floor + above})
    close, far = {"coded": 0.0}, {"linear": 0.0, "hits": cued(STA_TRUST="weak")}
    assert bool(scores(made, close)) is bool(scores(made, far)) is kept


def test_no_sentence_gives_no_score() -> None:
    assert scores(make()) == {}


def test_every_code_has_a_threshold() -> None:
    assert make(threshold=0.3).thresholds == {TRUST: 0.3, SWIFT: 0.3, FORUM: 0.3}


def test_codes_that_were_never_learned_have_another_threshold() -> None:
    assert make(threshold=0.3, new_threshold=0.1).thresholds == {TRUST: 0.3, SWIFT: 0.3, FORUM: 0.1}


LOGITS = st.floats(-20, 20, width=32)
SENTENCES = st.fixed_dictionaries(
    {"coded": LOGITS, "code": LOGITS, "linear": LOGITS, "matched": st.tuples(LOGITS, LOGITS, LOGITS)}
) | st.fixed_dictionaries(
    {"linear": LOGITS, "hits": st.sampled_from([{}, cued(STA_TRUST="weak"), cued(STA_TRUST="weak", STR_FORUM="lack")])}
)


@given(st.lists(SENTENCES, max_size=5))
def test_scores_are_shares_of_codes_of_the_book_each_family_once_a_sentence(sentences: list[Sentence]) -> None:
    ones = {name: 1.0 for name in ("coded", "code", "linear", "matched", *TIERS)}
    made = make(known=ones, new=ones, unread=ones, sentence=ones, sure=0.4)
    found: list[Scored] = list(made.scores(seen(*sentences)))
    assert all(FLOOR - 1e-6 <= one.score <= 1 and 0 <= one.sentence < len(sentences) for one in found)
    pairs = [(one.sentence, BOOK.base_id(one.code)) for one in found]
    assert len(pairs) == len(set(pairs))
