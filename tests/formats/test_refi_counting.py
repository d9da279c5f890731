"""How positions are counted, told by the selections themselves."""

from __future__ import annotations

import pytest

from relsynth.formats.refi_counting import RULE, Counting, Picked, counting_of, place

WORDS = "Trust grew in every one of the small villages on that long hill road"
CRLF = "\r\n".join(f"Line {n} tells of trust and ties" for n in range(12))
EMOJI = " ".join(f"\U0001f600 word{n}" for n in range(12))


def of_words(text: str, *, shift: int = 0, count: int = 10) -> list[Picked]:
    """A selection of each of the last words of a text, its end shifted."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append(Picked(text=text, start=at, end=at + len(word) + shift))
        at += len(word)
    return [one for one in found if one.end - one.start > 1][-count:]


def in_other_units(text: str, form: str) -> list[Picked]:
    picked = of_words(text)
    if form == "one":
        return [
            Picked(
                text=text,
                start=len(text[: p.start].replace("\r\n", "\n")),
                end=len(text[: p.end].replace("\r\n", "\n")),
            )
            for p in picked
        ]
    return [
        Picked(
            text=text,
            start=len(text[: p.start].encode("utf-16-le")) // 2,
            end=len(text[: p.end].encode("utf-16-le")) // 2,
        )
        for p in picked
        if text[p.start].isalnum()
    ]


@pytest.mark.parametrize(
    ("selections", "origin", "counting"),
    [
        pytest.param(of_words(WORDS), None, RULE, id="the-rule"),
        pytest.param(of_words(WORDS, shift=-1), None, Counting(last="of the last sign"), id="inclusive-ends"),
        pytest.param(of_words(WORDS, shift=-1, count=3), None, RULE, id="too-few-to-tell"),
        pytest.param([*of_words(WORDS, shift=-1), *of_words(WORDS)], None, RULE, id="selections-that-do-not-agree"),
        pytest.param(of_words(CRLF), "NVivo", RULE, id="line-ends-as-kept"),
        pytest.param(in_other_units(CRLF, "one"), "NVivo", Counting(line_ends="one"), id="line-ends-as-one-sign"),
        pytest.param(in_other_units(CRLF, "one"), "ATLAS.ti", Counting(line_ends="one"), id="known-of-the-program"),
        pytest.param(of_words(CRLF), "ATLAS.ti", RULE, id="the-selections-are-believed-before-the-program"),
        pytest.param(in_other_units(EMOJI, "utf-16"), None, Counting(unit="UTF-16"), id="utf-16"),
        pytest.param(of_words(WORDS, shift=-1), "relsynth 0.1", RULE, id="our-own-is-never-doubted"),
        pytest.param([], None, RULE, id="nothing"),
    ],
)
def test_a_way_of_counting_is_taken_only_where_the_selections_tell_it(
    selections: list[Picked], origin: str | None, counting: Counting
) -> None:
    assert counting_of(selections, origin)[0] == counting


def test_a_selection_that_quotes_its_words_is_judged_by_them() -> None:
    starts = [n for n in range(len(WORDS) - 9) if " " not in (WORDS[n], WORDS[n + 8], WORDS[n + 9])]
    cut = [Picked(text=WORDS, start=n, end=n + 9, name=WORDS[n : n + 10]) for n in starts]
    found, why = counting_of(cut, None)
    assert found.last == "of the last sign"
    assert why is not None
    assert "whole words only so" in why


def test_a_place_is_where_the_counting_says() -> None:
    picked = Picked(text="a\r\nbc", start=2, end=3)
    assert place(picked, RULE) == (2, 3)
    assert place(picked, Counting(line_ends="one", last="of the last sign")) == (3, 5)
