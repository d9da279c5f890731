"""What a sentence looks like before a coder."""

from __future__ import annotations

from typing import Any

from relsynth.cli.coding_page import sentence_page
from relsynth.workflow.coding_listing import CodingLine
from relsynth.workflow.coding_sitting import ShownSentence


def coding(**others: Any) -> CodingLine:
    told = {
        "number": 7,
        "paper": "van-001",
        "document": "d1:0",
        "section": "results",
        "path": "Results",
        "quote": "Trust grew.",
        "code": "STA.TRUST",
        "label": "Trust",
        "coder": "lexicon@0123456789ab.1",
        "verdict": "code",
        "status": "proposal",
        "score": 0.45,
        "facets": {"role": ("goal", "outcome")},
        "version": "v1:0",
        "start": 0,
        "end": 11,
    }
    return CodingLine(**(told | others))


def shown(**others: Any) -> ShownSentence:
    told = {
        "number": 2,
        "of": 9,
        "paper": "van-001",
        "section": "results",
        "path": "Results",
        "page": None,
        "heads": (),
        "before": "The van came. ",
        "words": "Trust grew.",
        "after": " Ties held.",
        "codings": (coding(),),
        "chosen": 7,
        "waiting": 3,
    }
    return ShownSentence(**(told | others))


def told(one: ShownSentence) -> list[str]:
    return [line.plain for line in sentence_page(one)]


def test_a_sentence_stands_in_its_paragraph_above_what_is_coded_on_it() -> None:
    assert told(shown()) == [
        "van-001  [results] Results",
        "",
        "The van came. Trust grew. Ties held.",
        "",
        "> 7  STA.TRUST Trust  lexicon, proposal 0.45  role goal and outcome",
        "sentence 2 of 9, 3 proposals left in the paper",
    ]


def test_only_the_sentence_is_bold() -> None:
    words = list(sentence_page(shown()))[2]
    assert [words.plain[span.start : span.end] for span in words.spans if span.style == "bold"] == ["Trust grew."]


def test_what_differs_from_the_sentence_is_told() -> None:
    word = coding(
        number=8, quote="Trust", verdict="reject", status="rejected", coder="Ana", score=None, memos=1, facets={}
    )
    lines = told(shown(codings=(coding(), word), waiting=0, page=4, heads=("Year", "Vans")))
    assert lines[:2] == ["van-001  [results] Results, page 4", "Year / Vans"]
    assert lines[-2:] == ['  8  not STA.TRUST Trust  Ana, rejected  on "Trust"  [1 memo]', "sentence 2 of 9"]


def test_nothing_coded_is_told_and_long_paragraphs_are_cut() -> None:
    lines = told(shown(codings=(), chosen=None, before="a" * 5000, after="b" * 5000))
    assert "nothing is coded here" in lines
    assert len(lines[2]) < 1000
    assert "Trust grew." in lines[2]


def test_no_paper_moves_the_cursor() -> None:
    lines = told(shown(words="\x1b[2Jgone", codings=(coding(label="\x07bell"),)))
    assert not [line for line in lines if "\x1b" in line or "\x07" in line]
