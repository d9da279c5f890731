"""The cue syntax is read into steps, and what is no cue is refused with the reason."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.cues import MAX_DEPTH, MAX_GAP, MAX_GAPS, MAX_HYPHENS, MAX_VARIANTS, CueError, Step, parse_cue


def step(*variants: str, gap: int | None = None) -> Step:
    return Step(variants=frozenset(tuple(variant.split()) for variant in variants), gap=gap)


@pytest.mark.parametrize(
    ("cue", "steps"),
    [
        pytest.param("Trust", [step("trust")], id="case"),
        pytest.param("  mutual \t respect ", [step("mutual"), step("respect")], id="space"),
        pytest.param("trust*", [step("trust*")], id="any-ending"),
        pytest.param("organi?ation", [step("organi?ation")], id="one-letter"),
        pytest.param("(build|built) trust", [step("build", "built"), step("trust")], id="one-of-several"),
        pytest.param("(the |)trust", [step("the trust", "trust")], id="left-out"),
        pytest.param("(a|(b|c) d)", [step("a", "b d", "c d")], id="nested"),
        pytest.param("stake(holder|)s", [step("stakeholders", "stakes")], id="part-of-a-word"),
        pytest.param("(a|) b", [step("a", ""), step("b")], id="a-whole-step-left-out"),
        pytest.param("a ~3 b", [step("a"), step("b", gap=3)], id="gap"),
        pytest.param("a ~3 ~2 b", [step("a"), step("b", gap=3)], id="two-gaps-are-the-wider"),
        pytest.param("(a ~2 b|c)", [step("a ~2 b", "c")], id="gap-within-brackets"),
        pytest.param("risk, and", [step("risk"), step("and", gap=0)], id="comma"),
        pytest.param("(risk, |)and", [step("risk ~0 and", "and")], id="comma-within-brackets"),
        pytest.param("risk ,", [step("risk")], id="comma-at-the-end"),
        pytest.param("cross-sector", [step("cross-sector")], id="hyphen"),
        pytest.param("# percent", [step("#"), step("percent")], id="number"),
        pytest.param("R&D", [step("r & d")], id="ampersand"),
        pytest.param("each other’s", [step("each"), step("other's")], id="curly-apostrophe"),
        pytest.param("'trust'", [step("trust")], id="quoted"),
        pytest.param("re\u0301gion", [step("région")], id="nfc"),
        pytest.param("İzmir", [step("i\u0307zmir")], id="dotted-capital"),
    ],
)
def test_a_cue_is_read_into_steps(cue: str, steps: list[Step]) -> None:
    assert list(parse_cue(cue)) == steps


@pytest.mark.parametrize(
    ("cue", "reason"),
    [
        pytest.param("", "no word", id="empty"),
        pytest.param("-", "no word", id="only-a-hyphen"),
        pytest.param("(|)", "no word", id="only-nothing"),
        pytest.param("(trust", "unbalanced brackets", id="open"),
        pytest.param("trust)", "unbalanced brackets", id="closed"),
        pytest.param(")trust(", "unbalanced brackets", id="wrong-way-round"),
        pytest.param("(the|) (trust|)", "every part of cue .* may be left out", id="all-optional"),
        pytest.param("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "brackets within more than", id="too-deep"),
        pytest.param("(a|" * 900 + "b" + ")" * 900, "brackets within more than", id="far-too-deep"),
        pytest.param("trust|respect", r"'\|' outside of brackets", id="bare-alternative"),
        pytest.param("[Tt]rust", r"'\[' is not cue syntax", id="character-class"),
        pytest.param("(a+)+$", r"'\+' is not cue syntax", id="regular-expression"),
        pytest.param("~3 trust", "a gap needs words on both sides", id="gap-first"),
        pytest.param("trust ~3", "a gap needs words on both sides", id="gap-last"),
        pytest.param("(~3 a|b) c", "a gap needs words on both sides", id="gap-first-in-brackets"),
        pytest.param("(a ~3|b) c", "a gap needs words on both sides", id="gap-last-in-brackets"),
        pytest.param("a ~x b", "'~' without a number of words", id="gap-without-number"),
        pytest.param("a ~ 3 b", "'~' without a number of words", id="gap-apart-from-its-number"),
        pytest.param(f"a ~{MAX_GAP + 1} b", f"a gap of {MAX_GAP + 1} words .*; at most {MAX_GAP}", id="gap-too-wide"),
        pytest.param(f"a ~{'9' * 5000} b", "a gap of 9", id="gap-of-many-digits"),
        pytest.param(f"(a ~{MAX_GAP + 1} b|c)", "a gap of 21 words", id="gap-too-wide-in-brackets"),
        pytest.param("a" + " ~1 a" * (MAX_GAPS + 1), f"more than {MAX_GAPS} gaps", id="too-many-gaps"),
        pytest.param("(a|b)" * 13, f"more than {MAX_VARIANTS} spellings", id="too-many-spellings"),
        pytest.param("(a|b)" * 2000, f"more than {MAX_VARIANTS} spellings", id="far-too-many-spellings"),
        pytest.param("-".join("a" * (MAX_HYPHENS + 2)), f"more than {MAX_HYPHENS} hyphens", id="too-many-hyphens"),
    ],
)
def test_what_is_no_cue_is_refused_with_the_reason(cue: str, reason: str) -> None:
    with pytest.raises(CueError, match=reason):
        parse_cue(cue)


@pytest.mark.parametrize(
    "cue",
    [
        pytest.param("a" + f" ~{MAX_GAP} a" * MAX_GAPS, id="gaps"),
        pytest.param("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH, id="depth"),
        pytest.param("-".join("a" * (MAX_HYPHENS + 1)), id="hyphens"),
        pytest.param("(a|b)" * 12, id="spellings"),
    ],
)
def test_the_limits_themselves_are_allowed(cue: str) -> None:
    assert parse_cue(cue)


@given(st.text(alphabet="ab -*?#'’,&()|~12é\u0301", max_size=30))
def test_any_text_is_a_cue_or_is_refused(cue: str) -> None:
    with suppress(CueError):
        steps = parse_cue(cue)
        assert any(variant for step in steps for variant in step.variants)
        assert steps[0].gap is None
