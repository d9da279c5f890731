"""What is left of a citation where it stands."""

from __future__ import annotations

import pytest

from relsynth.documents import CITATION
from relsynth.formats.citing import cleaned, signed, typed


def marked(text: str) -> str:
    return text.replace("^", CITATION)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("[3, 4]", "^", id="numbers"),
        pytest.param("3–5", "^", id="raised-range"),
        pytest.param("(Okafor, 2021)", "(Okafor, 2021)^", id="author-and-year"),
        pytest.param("2021a", "^", id="a-year-alone"),
    ],
)
def test_a_number_gives_way_to_the_sign_and_a_name_keeps_it(words: str, expected: str) -> None:
    assert signed(words) == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("They met [^, ^–^].", "They met^.", id="brackets"),
        pytest.param("They met ([^]).", "They met^.", id="brackets-in-brackets"),
        pytest.param("They met (see also ^ and ^) twice", "They met^ twice", id="see-also"),
        pytest.param("They (the crew ^) met", "They (the crew^) met", id="words-stay"),
        pytest.param("met^, ^; ^ again", "met^ again", id="a-series"),
        pytest.param("(a model; [^]) held", "(a model^) held", id="stop-before-it"),
        pytest.param("“trust” (^, p. 3) held", "“trust” (^p. 3) held", id="stop-after-it"),
        pytest.param("Okafor et al. [^]. Next", "Okafor et al.^ Next", id="stop-on-both-sides"),
        pytest.param("They met\n  \xa0[^]", "They met^", id="one-line"),
        pytest.param("They met [, ].", "They met.", id="emptied-by-markup"),
        pytest.param("They (n = 3) met [sic]", "They (n = 3) met [sic]", id="brackets-with-words"),
        pytest.param("no  sign", "no  sign", id="untouched-without"),
    ],
)
def test_brackets_that_hold_only_citations_go(words: str, expected: str) -> None:
    assert cleaned(marked(words)) == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("They met [3].", "They met^.", id="one"),
        pytest.param("They met [3, 5–7].", "They met^.", id="several"),
        pytest.param("[in 2019] they [12 crews] met", "[in 2019] they [12 crews] met", id="other-brackets"),
        pytest.param("from [2019]", "from [2019]", id="a-year"),
    ],
)
def test_numbers_typed_in_square_brackets_are_citations(words: str, expected: str) -> None:
    assert typed(words) == marked(expected)
