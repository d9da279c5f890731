from __future__ import annotations

import pytest

from made_up_pdf import LEFT, line
from relsynth.formats.pdf.flow import flowing
from relsynth.formats.pdf.paragraphs import Passage
from relsynth.formats.pdf.roles import Part, Role

RIGHT = LEFT + 230


def part(
    text: str, role: Role = "text", *, run: int = 0, is_full: bool = True, left: float = LEFT, size: float = 10.0
) -> Part:
    drawn = line(text, left=left, right=RIGHT if is_full else LEFT + 90, size=size)
    return Part(passage=Passage(lines=(drawn,), left=LEFT, right=RIGHT, run=run), text=text, role=role)


def texts(*parts: Part) -> list[str]:
    return [" ".join(each.text for each in flow.parts) for flow in flowing(parts)]


CAPTION = part("Figure 1. A room", "caption", size=8.0)
HEADING = part("Results", "heading", size=12.0)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([part("They met in"), part("a room.", run=1)], ["They met in a room."], id="small-letter"),
        pytest.param([part("They met Dr"), part("Berg.", run=1)], ["They met Dr Berg."], id="full-line"),
        pytest.param([part("They met."), part("Then they left.", run=1)], ["They met.", "Then they left."], id="ended"),
        pytest.param(
            [part("They met in"), CAPTION, part("a room.", run=2)],
            ["They met in a room.", "Figure 1. A room"],
            id="past-a-caption",
        ),
        pytest.param(
            [part("They met in"), part("A box of its own that ends.", size=8.0), part("a room.", run=2)],
            ["They met in a room.", "A box of its own that ends."],
            id="past-a-box-in-smaller-type",
        ),
        pytest.param(
            [part("They met in"), HEADING, part("a room.", run=2)],
            ["They met in", "Results", "a room."],
            id="not-past-a-heading",
        ),
        pytest.param(
            [part("They met Dr"), part("Berg came.", run=1, left=LEFT + 12)],
            ["They met Dr", "Berg came."],
            id="not-where-the-next-is-set-in",
        ),
        pytest.param([part("The part\ufffe"), part("Ners.", run=1)], ["The part\ufffe Ners."], id="broken-word"),
    ],
)
def test_paragraphs_go_on_past_what_parts_them(parts: list[Part], expected: list[str]) -> None:
    assert texts(*parts) == expected
