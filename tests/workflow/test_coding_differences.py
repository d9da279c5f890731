"""Codes that people put in place of each other, with the codebook's rule for them."""

from __future__ import annotations

import pytest

from made_up import TIES, TRUST, code, codebook, document
from relsynth.documents import Sentence
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.synthesis.double_coding import CodedPaper
from relsynth.workflow.coding_differences import Differences, difference_table, differences, rules_of

PAPER = document("Trust grew.\nTies held.\nThe van was green.")
CUT = tuple(Sentence(start=one.start, end=one.end, paragraph=at) for at, one in enumerate(PAPER.paragraphs))
RULE = "Trust is between persons, ties are between organisations."
BOOK = read_codebook(codebook(TRUST, TIES, confusable_pairs=[{"pair": ["STA.TRUST", "NET.TIES"], "rule": RULE}]))


def found(ana: set[tuple[int, str]], ben: set[tuple[int, str]]) -> Differences:
    paper = CodedPaper(
        name=PAPER.version,
        sentences=3,
        length=len(PAPER.text),
        readers=(("Ana", frozenset(ana)), ("Ben", frozenset(ben))),
        units=(("Ana", ()), ("Ben", ())),
    )
    return differences([paper], {PAPER.version: (PAPER, CUT)}, BOOK, str)


@pytest.mark.parametrize(
    ("ana", "ben", "mixed", "alone"),
    [
        pytest.param({(0, "STA.TRUST")}, {(0, "STA.TRUST")}, [], [], id="alike"),
        pytest.param({(0, "STA.TRUST")}, {(0, "NET.TIES")}, [("NET.TIES", "STA.TRUST")], [], id="mixed-up"),
        pytest.param({(0, "STA.TRUST")}, set(), [], ["STA.TRUST"], id="one-alone"),
        pytest.param(
            {(0, "STA.TRUST"), (0, "NET.TIES")}, {(0, "NET.TIES")}, [], ["STA.TRUST"], id="one-more-is-no-mix-up"
        ),
    ],
)
def test_what_stands_in_place_of_what(
    ana: set[tuple[int, str]], ben: set[tuple[int, str]], mixed: list[tuple[str, str]], alone: list[str]
) -> None:
    told = found(ana, ben)
    assert [one.codes for one in told.mixed_up] == mixed
    assert [one.code for one in told.alone] == alone


def test_the_rule_of_the_codebook_is_told_and_where_there_is_none() -> None:
    told = found({(0, "STA.TRUST"), (1, "STA.TRUST")}, {(0, "NET.TIES"), (1, "NET.TIES")})
    assert [(len(one.sentences), one.rule) for one in told.mixed_up] == [(2, RULE)]
    assert str(told).splitlines()[:4] == [
        "Codes put in place of each other (1):",
        f"  NET.TIES and STA.TRUST: 2 sentences; {RULE}",
        f"    {PAPER.name}: “Trust grew.”",
        "      Ana: STA.TRUST; Ben: NET.TIES",
    ]
    assert "no rule yet" in str(found({(0, "A")}, {(0, "B")}))


def test_a_rule_of_a_code_itself_is_known_too() -> None:
    own = code("NET.TIES", "ties", confusable=[{"code": "STA.TRUST", "rule": RULE}])
    book = read_codebook(codebook(TRUST, own))
    assert rules_of(book, str) == {frozenset({"NET.TIES", "STA.TRUST"}): RULE}
    assert rules_of(book, lambda _: "one") == {}


def test_the_table_has_a_row_for_each_coder() -> None:
    table = difference_table(found({(2, "STA.TRUST")}, set()))
    assert [(row[3], row[4], row[5]) for row in table.rows] == [
        ("The van was green.", "Ana", "STA.TRUST"),
        ("The van was green.", "Ben", ""),
    ]
