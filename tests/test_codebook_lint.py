"""The style of a codebook: what a team needs to code alike with it, and does not stand there."""

from typing import Any

import pytest

from made_up import code, codebook
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.codebook_lint import RULES, Remark, lint
from relsynth.formats.codebook_yaml import read_codebook, read_with_lines


def whole(id_: str, *strong: str, **others: Any) -> dict[str, Any]:
    """A code of which nothing is wanting."""
    word = id_.rsplit(".", maxsplit=1)[-1].lower()
    said = {
        "definition": f"What people report on how the {word} came about between them.",
        "examples_journal": [f"The {word} was there from the start."],
        "near_misses": [{"text": f"A {word} of the other kind.", "why": "another sense"}],
    }
    return code(id_, *(strong or (word,)), **{**said, **others})


TRUST, TIES = whole("STA.TRUST"), whole("NET.TIES")


def book(*codes: dict[str, Any], **others: Any) -> Codebook:
    return read_codebook(codebook(*codes, **others))


def rules(found: Codebook) -> list[tuple[str, str]]:
    return [(remark.rule, remark.path) for remark in lint(found)]


def test_nothing_is_said_of_a_codebook_that_has_all() -> None:
    assert lint(book(TRUST, TIES)) == ()


@pytest.mark.parametrize(
    ("codes", "rule", "path", "severity"),
    [
        pytest.param([{**TRUST, "definition": None}, TIES], "no-definition", "codes.0", "warning", id="definition"),
        pytest.param([{**TRUST, "include": None}, TIES], "no-include", "codes.0", "warning", id="include"),
        pytest.param([TRUST, {**TIES, "exclude": None}], "no-exclude", "codes.1", "warning", id="exclude"),
        pytest.param([{**TRUST, "examples_journal": []}, TIES], "no-example", "codes.0", "warning", id="example"),
        pytest.param([{**TRUST, "near_misses": []}, TIES], "no-near-miss", "codes.0", "note", id="near-miss"),
        pytest.param([{**TRUST, "cues": {}}, TIES], "no-cue", "codes.0", "note", id="cue"),
        pytest.param(
            [{**TRUST, "label": "Trust", "definition": "The trust."}, TIES],
            "circular",
            "codes.0.definition",
            "warning",
            id="label-said-again",
        ),
        pytest.param(
            [{**TRUST, "definition": "many words " * 51}, TIES],
            "long-definition",
            "codes.0.definition",
            "note",
            id="long-definition",
        ),
        pytest.param(
            [{**TRUST, "exclude": "Faith (STA.FAITH); see also NET.TIES."}, TIES],
            "unknown-code",
            "codes.0.exclude",
            "warning",
            id="names-a-code-that-is-no-more",
        ),
        pytest.param(
            [{**TRUST, "label": "Strong ties"}, {**TIES, "label": "Strong tie"}],
            "labels-alike",
            "codes.1.label",
            "warning",
            id="labels-alike",
        ),
        pytest.param(
            [{**TRUST, "examples": TIES["examples_journal"]}, TIES],
            "used-twice",
            "codes.1.examples_journal.0",
            "warning",
            id="example-used-twice",
        ),
        pytest.param([TIES, TRUST], "out-of-order", "codes.1.id", "note", id="domains-out-of-order"),
        pytest.param(
            [whole("STA.TRUST.KEPT", parent="STA.TRUST"), TRUST, TIES],
            "out-of-order",
            "codes.0.id",
            "note",
            id="part-before-its-whole",
        ),
        pytest.param([TRUST], "empty-domain", "domains.1", "note", id="empty-domain"),
    ],
)
def test_what_is_wanting_is_told_where_it_is(codes: list[dict[str, Any]], rule: str, path: str, severity: str) -> None:
    (remark,) = lint(book(*codes))
    assert (remark.rule, remark.path, remark.severity) == (rule, path, severity)
    assert remark.message
    assert remark.mend


def test_a_codebook_without_codes_is_told() -> None:
    content = book(TRUST).model_dump(mode="json")
    empty = Codebook.model_validate({**content, "codes": []})
    assert [remark.rule for remark in lint(empty)] == ["no-code", "empty-domain", "empty-domain"]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        pytest.param(
            ["mutual trust"],
            ["mutual trust"],
            ["cue 'mutual trust' of STA.TRUST is a cue of NET.TIES as well"],
            id="same-cue",
        ),
        pytest.param(
            ["(mutual|common) trust"],
            ["trust*"],
            ["cue '(mutual|common) trust' of STA.TRUST fires cue 'trust*' of NET.TIES as well"],
            id="wording-inside",
        ),
        pytest.param(["(mutual|common) ground"], ["(common|firm) ground"], [], id="some-wordings-only"),
        pytest.param(
            ["trust*"],
            ["trust fund"],
            ["cue 'trust fund' of NET.TIES fires cue 'trust*' of STA.TRUST as well"],
            id="the-other-way-round",
        ),
        pytest.param(["give-and-take"], ["give and take"], [True], id="the-same-in-two-spellings-told-once"),
        pytest.param(["trust", "deep trust"], ["deep trust*"], [True], id="the-cue-that-says-more"),
    ],
)
def test_cues_that_fire_another_code_are_told(one: list[str], other: list[str], said: list[object]) -> None:
    found = [r for r in lint(book(whole("STA.TRUST", *one), whole("NET.TIES", *other))) if "overlap" in r.rule]
    assert [(r.rule, r.severity) for r in found] == [("overlap-without-rule", "warning")] * len(said)
    assert [r.message for r in found] == said or said == [True]


@pytest.mark.parametrize(
    "ruled",
    [
        pytest.param({"confusable_pairs": [{"pair": ["NET.TIES", "STA.TRUST"], "rule": "Ask who."}]}, id="pair"),
        pytest.param({"confusable": [{"code": "NET.TIES", "rule": "Ask who."}]}, id="codes-own"),
    ],
)
def test_an_overlap_that_a_rule_parts_is_a_note(ruled: dict[str, Any]) -> None:
    own = {"confusable": ruled["confusable"]} if "confusable" in ruled else {}
    of_book = {} if own else ruled
    found = lint(book(whole("STA.TRUST", "mutual trust", **own), whole("NET.TIES", "trust"), **of_book))
    assert [(remark.rule, remark.severity) for remark in found] == [("overlap", "note")]


@pytest.mark.parametrize(
    ("trust", "ties"),
    [
        pytest.param({"cues": {"weak": ["mutual trust"]}}, {"cues": {"strong": ["trust"]}}, id="weak-cue"),
        pytest.param(
            {"cues": {"strong": ["mutual trust"]}},
            {"cues": {"strong": ["trust"]}, "masks": ["mutual trust"]},
            id="masked",
        ),
    ],
)
def test_cues_that_do_not_fire_by_themselves_overlap_with_nothing(trust: dict[str, Any], ties: dict[str, Any]) -> None:
    found = lint(book({**TRUST, **trust}, {**TIES, **ties}))
    assert not [remark for remark in found if "overlap" in remark.rule]


def test_a_part_may_share_the_cues_of_its_whole() -> None:
    assert lint(book(TRUST, whole("STA.TRUST.KEPT", "trust kept", parent="STA.TRUST"), TIES)) == ()


def test_a_near_miss_may_be_an_example_of_the_right_code() -> None:
    miss = {"text": TIES["examples_journal"][0], "why": "that is a tie", "code": "NET.TIES"}
    assert lint(book({**TRUST, "near_misses": [miss]}, TIES)) == ()


@pytest.mark.parametrize(
    ("times", "rule", "told"),
    [
        pytest.param(2, False, True, id="twice"),
        pytest.param(1, False, False, id="once-is-a-slip"),
        pytest.param(2, True, False, id="a-rule-is-there"),
    ],
)
def test_pairs_that_coders_confuse_want_a_rule(times: int, rule: bool, told: bool) -> None:
    pairs = [{"pair": ["STA.TRUST", "NET.TIES"], "rule": "Ask who."}] if rule else []
    found = lint(book(TRUST, TIES, confusable_pairs=pairs), confused={("NET.TIES", "STA.TRUST"): times})
    assert [(one.rule, one.path) for one in found] == ([("confused-without-rule", "codes.1")] if told else [])


def test_a_cue_that_cannot_be_compiled_is_left_to_the_check() -> None:
    assert lint(book(whole("STA.TRUST", "trust", "(a"), TIES)) == ()


def test_our_codebook_has_what_a_code_needs_and_overlaps_that_are_known() -> None:
    ours, lines = read_with_lines(default_codebook().read_text(encoding="utf-8"))
    found: tuple[Remark, ...] = lint(ours)
    assert {remark.rule for remark in found} <= {"overlap", "overlap-without-rule"}
    assert all(remark.path in lines for remark in found)


def test_every_rule_has_its_own_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
