"""What a row of a sheet means, as a table that anybody may add to."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from made_up import MACHINE, codebook
from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.coding_sheet import CodingSheet, SheetRow
from relsynth.synthesis.agreement import is_assisted
from relsynth.workflow.decisions import Judged, Sheet, decision_of

ANA = Coder(name="Ana", kind="person")
SMALL = json.loads(codebook())
AMOUNT = {"definition": "How much, in the paper's words.", "values": ["frequency", "strength"]}
BOOK = read_codebook(codebook(facets=SMALL["facets"] | {"amount": AMOUNT}))
HERE = Span(version="v1:0", start=10, end=40)
FOUND = Coding(
    span=HERE,
    code="STA.TRUST",
    coder=MACHINE,
    facets=(("assertion", ("hedged",)), ("level", ("system",)), ("role", ("goal",))),
    cue="trust*",
    score=0.4,
)
EXPORTED = {"document": "van-001", "coder": MACHINE.name, "code": "STA.TRUST"}


UNSAID = {(HERE, "STA.TRUST"): ("recommended",)}
"""How the code holds there, where neither the row nor the machine's coding says."""


def judged(*, machine: Coding | None = FOUND, columns: tuple[str, ...] = (), others: Any = (), **cells: str) -> Judged:
    row = SheetRow(line=2, cells=EXPORTED | cells)
    sheet = CodingSheet(columns=frozenset({*row.cells, *columns}), rows=(row, *others))
    return Sheet(sheet, BOOK, ANA, asserted=lambda span, code: UNSAID[span, code]).judged(row, HERE, machine)


def told(said: Judged) -> list[tuple[str, str, dict[str, tuple[str, ...]]]]:
    return [(one.verdict, one.code, dict(one.facets)) for one in said.codings]


AS_FOUND = dict(FOUND.facets)
CASES: list[Any] = [
    pytest.param({"decision": "accept"}, [("code", "STA.TRUST", AS_FOUND)], id="accept"),
    pytest.param({"decision": " Accept"[1:]}, [("code", "STA.TRUST", AS_FOUND)], id="accept-in-capitals"),
    pytest.param(
        {"decision": "accept", "role": "barrier", "assertion": "negated;hedged"},
        [("code", "STA.TRUST", AS_FOUND | {"role": ("barrier",), "assertion": ("negated", "hedged")})],
        id="accept-with-facets-as-given",
    ),
    pytest.param(
        {"decision": "accept", "columns": ("role", "assertion")},
        [("code", "STA.TRUST", {"assertion": ("hedged",), "level": ("system",)})],
        id="accept-with-a-facet-emptied-but-never-the-assertion",
    ),
    pytest.param(
        {"decision": "accept", "machine": None},
        [("code", "STA.TRUST", {"assertion": ("recommended",)})],
        id="accept-what-the-machine-says-no-longer",
    ),
    pytest.param(
        {"decision": "accept", "amount": "weekly; strong"},
        [("code", "STA.TRUST", AS_FOUND | {"amount": ("weekly", "strong")})],
        id="accept-with-an-amount-in-the-papers-words",
    ),
    pytest.param(
        {"decision": "accept", "role": "old-role", "machine": replace(FOUND, facets=(("role", ("old-role",)),))},
        [("code", "STA.TRUST", {"role": ("old-role",), "assertion": ("recommended",)})],
        id="accept-a-value-of-the-machines-that-the-codebook-lost",
    ),
    pytest.param({"decision": "reject"}, [("reject", "STA.TRUST", {})], id="reject"),
    pytest.param(
        {"decision": "change", "changed_to": "NET.TIES"},
        [("reject", "STA.TRUST", {}), ("code", "NET.TIES", AS_FOUND)],
        id="change-to-another-code",
    ),
    pytest.param(
        {"decision": "change", "changed_to": "NET.TIES; STA.LEGIT"},
        [("reject", "STA.TRUST", {}), ("code", "NET.TIES", AS_FOUND), ("code", "STA.LEGIT", AS_FOUND)],
        id="change-to-two",
    ),
    pytest.param(
        {"decision": "change", "role": "barrier"},
        [("code", "STA.TRUST", AS_FOUND | {"role": ("barrier",)})],
        id="change-of-a-facet",
    ),
]


@pytest.mark.parametrize(("cells", "codings"), CASES)
def test_a_decision_becomes_codings_of_the_person(cells: dict[str, Any], codings: list[Any]) -> None:
    said = judged(**cells)
    assert said.decision == cells["decision"].lower()
    assert told(said) == codings
    assert {(one.coder, one.span, one.score, one.cue) for one in said.codings} == {(ANA, HERE, None, None)}
    assert all(is_assisted(one) for one in said.codings)


@pytest.mark.parametrize(
    ("cells", "others", "own", "assisted"),
    [
        pytest.param({"coder": ""}, (), True, False, id="nobody-else-named"),
        pytest.param({"coder": "ana"}, (), True, False, id="their-own-name"),
        pytest.param({}, (), False, None, id="a-machines-and-undecided"),
        pytest.param({"coder": "Ben"}, (), False, None, id="another-persons-and-undecided"),
        pytest.param({"code": ""}, (), False, None, id="no-code-and-undecided"),
        pytest.param({"coder": "", "reason": "residue: lent boats"}, (), True, True, id="of-the-residue"),
        pytest.param({"coder": "", "reason": "Residue"}, (), True, True, id="of-the-residue-in-no-group"),
        pytest.param({"coder": "", "reason": "lent boats"}, (), True, False, id="a-reason-of-their-own"),
        pytest.param(
            {"coder": "", "document": "van-001"},
            ({"document": "van-001", "reason": "residue"},),
            *(True, True),
            id="put-beside-the-residue",
        ),
        pytest.param({"coder": "", "document": "van-001"}, (EXPORTED,), True, True, id="put-beside-the-machines"),
        pytest.param({"coder": "", "document": "van-002"}, (EXPORTED,), True, False, id="in-another-paper"),
        pytest.param(
            {"coder": "Ana", "reason": "accepts lexicon@1"}, (), True, True, id="an-earlier-decision-exported"
        ),
    ],
)
def test_an_empty_decision_is_a_coding_of_their_own_or_none_yet(
    cells: dict[str, Any], others: tuple[dict[str, str], ...], own: bool, assisted: bool | None
) -> None:
    said = judged(**cells, machine=None, others=[SheetRow(line=3, cells=other) for other in others])
    assert said.decision == ("own" if own else None)
    assert [is_assisted(one) for one in said.codings] == ([assisted] if own else [])


def test_what_a_person_codes_alone_is_theirs_whatever_the_machine_says() -> None:
    said = judged(coder="", role="barrier", level="interpersonal")
    facets = {"assertion": ("recommended",), "level": ("interpersonal",), "role": ("barrier",)}
    assert told(said) == [("code", "STA.TRUST", facets)]


def test_an_assertion_that_a_row_says_stands_above_what_the_sentence_tells() -> None:
    assert told(judged(coder="", assertion="negated")) == [("code", "STA.TRUST", {"assertion": ("negated",)})]


@pytest.mark.parametrize(
    ("cells", "decisions"),
    [
        pytest.param({"decision": "accept"}, ["accept"], id="accept"),
        pytest.param({"decision": "reject"}, ["reject"], id="reject"),
        pytest.param({"decision": "change", "role": "barrier"}, ["change"], id="change-of-a-facet"),
        pytest.param({"decision": "change", "changed_to": "NET.TIES"}, ["reject", "change"], id="change-of-the-code"),
        pytest.param({"coder": ""}, ["own"], id="own"),
        pytest.param({"coder": "", "reason": "residue"}, ["own"], id="of-the-residue"),
        pytest.param({"coder": "Ana", "reason": "accepts lexicon@1"}, ["accept"], id="accepted-and-exported"),
    ],
)
def test_a_coding_tells_which_decision_it_came_of(cells: dict[str, Any], decisions: list[str]) -> None:
    assert [decision_of(one) for one in judged(**cells).codings] == decisions


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param({"decision": "yes"}, "write accept, reject or change", id="unknown-decision"),
        pytest.param({"changed_to": "NET.TIES"}, "write change there", id="changed-and-not-said"),
        pytest.param({"decision": "reject", "changed_to": "NET.TIES"}, "write change there", id="rejected-and-changed"),
        pytest.param({"decision": "change"}, "changes nothing", id="changed-to-nothing"),
        pytest.param({"decision": "change", "changed_to": "STA.TRUST"}, "changes nothing", id="changed-to-itself"),
        pytest.param({"decision": "change", "changed_to": "STA.TROST"}, "is it STA.TRUST?", id="changed-to-a-misspelt"),
        pytest.param({"code": "sta.trust "[:-1]}, "is it STA.TRUST?", id="code-in-small-letters"),
        pytest.param({"code": "XYZ"}, "`relsynth codebook show` lists them", id="unknown-code"),
        pytest.param({"decision": "accept", "code": ""}, "names no code", id="no-code"),
        pytest.param({"decision": "accept", "role": "help"}, "role has no value 'help'; it has barrier", id="facet"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_way_to_mend_it(cells: dict[str, Any], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        judged(**cells)
