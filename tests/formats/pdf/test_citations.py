from __future__ import annotations

import pytest

from made_up_pdf import line
from relsynth.documents import CITATION
from relsynth.formats.pdf.citations import cited, cites_in_round_brackets, with_superscripts_cited

C = CITATION


@pytest.mark.parametrize(
    ("text", "raised", "expected"),
    [
        pytest.param("trust grew.12,13 Then", (11, 16), f"trust grew.{C} Then", id="after-a-stop"),
        pytest.param("the teams4 met", (9, 10), f"the teams{C} met", id="after-a-word"),
        pytest.param("a room of 20 m2 or so", (14, 15), "a room of 20 m2 or so", id="square-metres"),
        pytest.param("it took 10 kg2", (13, 14), "it took 10 kg2", id="power-of-a-unit"),
        pytest.param("trust in4 the", (8, 9), f"trust in{C} the", id="after-a-word-that-is-a-unit"),
        pytest.param("within 20 min4 of", (13, 14), f"within 20 min{C} of", id="no-power-of-a-unit"),
        pytest.param("the CO2 sensor", (6, 7), "the CO2 sensor", id="chemistry"),
        pytest.param("3Hillside University", (0, 1), "Hillside University", id="mark-of-an-address"),
        pytest.param("the 4th week", (5, 7), "the 4th week", id="letters"),
    ],
)
def test_raised_numbers_become_signs(text: str, raised: tuple[int, int], expected: str) -> None:
    assert with_superscripts_cited(line(text, raised=(raised,))).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("as shown [3, 5–7].", f"as shown{C}.", id="brackets"),
        pytest.param("a range [IQR 3, 5]", "a range [IQR 3, 5]", id="interval-with-words"),
        pytest.param("(Okafor et al., 2019) said", f"(Okafor et al., 2019{C}) said", id="name-and-year"),
        pytest.param("Okafor and Berg (2019a), too", f"Okafor and Berg (2019a{C}), too", id="two-names"),
        pytest.param("in the spring (2019)", "in the spring (2019)", id="year-without-a-name"),
        pytest.param("in step (3) we", "in step (3) we", id="round-brackets-number-steps"),
    ],
)
def test_citations_in_the_line_become_signs(text: str, expected: str) -> None:
    assert cited(text, in_round=False) == expected


def test_round_brackets_cite_where_the_paper_does_so() -> None:
    texts = [f"trust grew ({n}), and work ({n},{n + 1})." for n in range(1, 8)]
    assert cites_in_round_brackets(texts)
    assert cited("trust grew (3,4).", in_round=True) == f"trust grew {C}."
    assert not cites_in_round_brackets(["in steps (1), (2) and (3)"])
    assert not cites_in_round_brackets([*texts, *[f"as shown [{n}]" for n in range(1, 12)]])
