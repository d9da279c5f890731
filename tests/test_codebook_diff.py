"""What changed between two versions of a codebook: told by what they declare, with the texts word by word."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import TIES, TRUST, code, codebook
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.codebook_diff import Difference, TextChange, diff, rule_changes
from relsynth.formats.codebook_yaml import read_codebook

FAITH = code("STA.FAITH", "faith*")


def book(*codes: dict[str, Any], **others: Any) -> Codebook:
    return read_codebook(codebook(*codes, **others))


def told(before: Codebook, after: Codebook) -> Difference:
    return diff(before, after)


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "successions"),
    [
        pytest.param([TRUST], [TRUST, TIES], ["NET.TIES"], [], [], id="added"),
        pytest.param([TRUST, TIES], [TRUST], [], ["NET.TIES"], [], id="removed"),
        pytest.param(
            [TRUST],
            [code("STA.RELY", "trust*", replaces=["STA.TRUST"])],
            [],
            [],
            [("renamed", "STA.TRUST → STA.RELY")],
            id="renamed",
        ),
        pytest.param(
            [TRUST, FAITH],
            [code("STA.RELY", "trust*", replaces=["STA.TRUST", "STA.FAITH"])],
            [],
            [],
            [("merged", "STA.TRUST + STA.FAITH → STA.RELY")],
            id="merged",
        ),
        pytest.param(
            [TRUST, FAITH],
            [code("STA.TRUST", "trust*", replaces=["STA.FAITH"])],
            [],
            [],
            [("merged", "STA.TRUST + STA.FAITH → STA.TRUST")],
            id="merged-into-one-that-stays",
        ),
        pytest.param(
            [TRUST],
            [code("STA.A", "a", replaces=["STA.TRUST"]), code("STA.B", "b", replaces=["STA.TRUST"])],
            [],
            [],
            [("split", "STA.TRUST → STA.A + STA.B")],
            id="split",
        ),
        pytest.param([TRUST], [FAITH], ["STA.FAITH"], ["STA.TRUST"], [], id="never-by-guess"),
        pytest.param(
            [TRUST],
            [code("STA.RELY", "trust*", replaces=["STA.OLDER"])],
            ["STA.RELY"],
            ["STA.TRUST"],
            [],
            id="replaces-what-neither-has",
        ),
    ],
)
def test_codes_come_and_go_by_what_the_new_version_declares(
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    added: list[str],
    removed: list[str],
    successions: list[tuple[str, str]],
) -> None:
    found = diff(book(*before), book(*after))
    assert (list(found.added), list(found.removed)) == (added, removed)
    assert [(one.kind, str(one)) for one in found.successions] == successions


def test_a_code_is_followed_over_versions_that_lie_between() -> None:
    between = book(code("STA.B", "b", replaces=["STA.TRUST"]))
    after = book(code("STA.C", "c", replaces=["STA.B"]))
    assert [str(one) for one in diff(book(TRUST), after, between=[between]).successions] == ["STA.TRUST → STA.C"]
    assert diff(book(TRUST), after).removed == ("STA.TRUST",)


@pytest.mark.parametrize(
    ("changed", "texts", "moved", "others", "cues_only"),
    [
        pytest.param({"label": "Faith"}, ["label: [-Sta.Trust-] {+Faith+}"], None, (), False, id="relabelled"),
        pytest.param({"include": "This too."}, ["include: [-This.-] {+This too.+}"], None, (), False, id="rule"),
        pytest.param({"exclude": None}, ["exclude: [-That.-]"], None, (), False, id="rule-taken-out"),
        pytest.param({"examples": ["They met."]}, [], None, ("examples",), False, id="example"),
        pytest.param({"levels": ["interpersonal"]}, [], None, ("levels",), False, id="level"),
        pytest.param({"cues": {"strong": ["faith"]}}, [], None, ("cues",), True, id="cues"),
        pytest.param({"masks": ["brain trust"]}, [], None, ("masks",), True, id="masks"),
        pytest.param({"parent": "STA.FAITH"}, [], (None, "STA.FAITH"), (), False, id="moved"),
    ],
)
def test_what_changed_in_a_code_is_told(
    changed: dict[str, Any], texts: list[str], moved: object, others: tuple[str, ...], cues_only: bool
) -> None:
    (change,) = diff(book(FAITH, TRUST), book(FAITH, {**TRUST, **changed})).changes
    assert ([str(one) for one in change.texts], change.moved, change.others) == (texts, moved, others)
    assert change.is_cues_only is cues_only
    assert bool(change.rules) is bool({"definition", "include", "exclude"} & set(changed))
    assert (change.relabelled is not None) is ("label" in changed)


def test_a_renamed_code_is_compared_with_what_it_was() -> None:
    (change,) = diff(
        book(TRUST), book({**TRUST, "id": "STA.RELY", "replaces": ["STA.TRUST"], "include": "Other."})
    ).changes
    assert (change.before, change.after, [one.field for one in change.rules]) == ("STA.TRUST", "STA.RELY", ["include"])


@pytest.mark.parametrize(
    ("new", "hint"),
    [
        pytest.param(
            {"label": "Sta.Trusts", "definition": "Quite another."},
            "if STA.RELY is STA.TRUST under a new id (label nearly the same), say `replaces: [STA.TRUST]` in STA.RELY",
            id="label",
        ),
        pytest.param(
            {"label": "Reliance"},
            "if STA.RELY is STA.TRUST under a new id (definition nearly the same), "
            "say `replaces: [STA.TRUST]` in STA.RELY",
            id="definition",
        ),
        pytest.param({"label": "Reliance", "definition": "Quite another thing."}, None, id="neither"),
    ],
)
def test_what_looks_like_a_renaming_is_hinted_at(new: dict[str, Any], hint: str | None) -> None:
    hints = diff(book(TRUST), book({**TRUST, "id": "STA.RELY", **new})).hints
    assert [str(one) for one in hints] == ([hint] if hint else [])


LEVEL = {"definition": "Between whom.", "values": ["interpersonal", "system"]}


@pytest.mark.parametrize(
    ("level", "said"),
    [
        pytest.param({"values": ["system", "interpersonal"]}, ["level: values in another order"], id="order"),
        pytest.param({"values": ["interpersonal", "system", "team"]}, ["level: values added: team"], id="value-added"),
        pytest.param({"definition": "Whom."}, ["level: definition changed"], id="definition"),
        pytest.param({"multi": True}, ["level: multi changed"], id="several-values"),
        pytest.param(None, ["level: removed"], id="removed"),
    ],
)
def test_facets_are_compared(level: dict[str, Any] | None, said: list[str]) -> None:
    none: dict[str, Any] = {"levels": []}
    before = book({**TRUST, **none}, facets={"level": LEVEL})
    after = book({**TRUST, **none}, facets={"level": {**LEVEL, **level}} if level else {})
    assert list(diff(before, after).facets) == said
    if level is None:
        assert list(diff(after, before).facets) == ["level: added"]


def test_thresholds_and_the_rest_of_the_book_are_compared() -> None:
    found = diff(book(), book(gap_thresholds={"k_thin": 5}, title="Other", sources={"NEW": {"cite": "N"}}))
    assert found.thresholds == ("k_thin: 2 → 5",)
    assert found.others == ("title changed", "sources: OWN, NEW")
    assert diff(book(TRUST, TIES), book(TIES, TRUST)).others == ("codes in another order",)


def test_texts_are_compared_word_by_word() -> None:
    change = TextChange(field="include", before="Trust among the partners.", after="Trust and faith among partners.")
    assert "".join(words for op, words in change.hunks if op != "new").split() == change.before.split()  # type: ignore[union-attr]
    assert "".join(words for op, words in change.hunks if op != "gone").split() == change.after.split()  # type: ignore[union-attr]
    assert str(change) == "include: Trust {+and faith+} among [-the-] partners."


def test_what_says_when_a_code_counts_is_told_apart_from_the_rest() -> None:
    one, other = book(TRUST).codes[0], book({**TRUST, "label": "L", "exclude": "E", "examples": ["X"]}).codes[0]
    assert [change.field for change in rule_changes(one, other)] == ["exclude"]


IDS = st.lists(st.sampled_from(["A", "B", "C", "D"]), min_size=1, unique=True)
BOOKS = st.builds(
    lambda ids, words: Codebook.model_validate_json(
        codebook(*(code(f"STA.{id}", id, definition=f"It says {words} of {id}.") for id in ids))
    ),
    IDS,
    st.text("ab ", max_size=8),
)


@given(one=BOOKS, other=BOOKS)
def test_a_difference_read_backwards_is_the_other_one(one: Codebook, other: Codebook) -> None:
    assert not diff(one, one)
    there, back = diff(one, other), diff(other, one)
    assert (set(there.added), set(there.removed)) == (set(back.removed), set(back.added))
    assert {change.after for change in there.changes} == {change.after for change in back.changes}


def test_our_codebook_does_not_differ_from_itself() -> None:
    ours = read_codebook(default_codebook().read_text(encoding="utf-8"))
    assert not diff(ours, ours)
