from __future__ import annotations

from dataclasses import replace

import pytest

from made_up_pdf import LEFT, line
from relsynth.formats.pdf.lines import Line, Type
from relsynth.formats.pdf.paragraphs import is_ended, passages

BODY = Type(font="Times-Roman", size=10.0, leading=12.0)
RIGHT = LEFT + 230


def stack(*said: str | tuple[str, dict[str, object]]) -> tuple[Line, ...]:
    """Lines down a column; a full one unless ``right`` says where it stops."""
    run = []
    base = 700.0
    for each in said:
        text, facts = each if isinstance(each, tuple) else (each, {})
        base -= 12.0 + float(facts.pop("white", 0.0))  # type: ignore[arg-type]
        run.append(line(text, **({"base": base, "right": RIGHT} | facts)))
    return tuple(run)


FULL = "the teams met in a room above the clinic and"
LAST = ("they stayed.", {"right": LEFT + 60})
SET_IN = {"left": LEFT + 10}


@pytest.mark.parametrize(
    ("run", "sizes"),
    [
        pytest.param(stack(FULL, FULL, FULL, FULL), [4], id="one"),
        pytest.param(stack(FULL, LAST, "Then the " + FULL, FULL), [2, 2], id="last-line-stops-short"),
        pytest.param(stack(FULL, "and left.", ("Then " + FULL, SET_IN), FULL, FULL), [2, 3], id="set-in"),
        pytest.param(stack(FULL, FULL, ("Then " + FULL, {"white": 10}), FULL), [2, 2], id="white-above"),
        pytest.param(stack(FULL, "of Mr.", ("Berg " + FULL), FULL), [4], id="a-full-stop-within"),
        pytest.param(
            stack(("• first item that is long", {}), (FULL, SET_IN), ("• second one", {}), (FULL, SET_IN)),
            [4],
            id="items-without-a-stop-stay",
        ),
        pytest.param(
            stack("• first item that is long", ("and ends.", SET_IN), "• second one", ("goes on.", SET_IN)),
            [2, 2],
            id="items-that-hang",
        ),
        pytest.param(
            stack(("Methods", {"font": "Bold", "right": LEFT + 50}), FULL, FULL, FULL), [1, 3], id="heading-in-bold"
        ),
        pytest.param(
            stack(("2. Methods", {"right": LEFT + 50}), ("2.1. Setting", {"right": LEFT + 60}), FULL, FULL),
            [1, 3],
            id="number-of-a-subsection",
        ),
        pytest.param(stack(FULL, FULL, (FULL, {"size": 8.0}), (FULL, {"size": 8.0})), [2, 2], id="smaller-type"),
        pytest.param(stack(FULL, "and part\ufffe", (FULL, {"white": 10}), FULL), [2, 2], id="white-after-a-hyphen"),
    ],
)
def test_paragraphs_begin_where_a_printer_shows_it(run: tuple[Line, ...], sizes: list[int]) -> None:
    assert [len(each.lines) for each in passages([run], BODY)] == sizes


def test_a_short_run_takes_its_edges_from_its_column() -> None:
    column, alone = stack(FULL, FULL, FULL, FULL, FULL), stack(LAST)
    found = passages([column, alone], BODY)
    assert (found[1].left, found[1].right, found[1].run) == (LEFT, RIGHT, 1)
    assert not found[1].is_full
    assert found[0].is_full


def test_a_narrow_column_is_not_as_wide_as_the_abstract_above_it() -> None:
    wide = tuple(replace(each, right=RIGHT + 250) for each in stack(FULL, FULL, FULL, FULL))
    narrow = stack(FULL, FULL, FULL, FULL)
    assert [each.right for each in passages([wide, narrow], BODY)] == [RIGHT + 250, RIGHT]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        pytest.param("They stayed.", True, id="full-stop"),
        pytest.param("They stayed.”", True, id="quotation"),
        pytest.param("They stayed.12,13", True, id="numbers-of-citations"),
        pytest.param("They stayed [4].", True, id="citation-before"),
        pytest.param("They stayed with", False, id="amid"),
        pytest.param("They stayed (Fig.", True, id="abbreviation-looks-alike"),
        pytest.param("in 2.5", False, id="decimal"),
    ],
)
def test_a_sentence_has_an_end(text: str, ended: bool) -> None:
    assert is_ended(text) is ended


def test_an_abstract_set_wide_is_one_paragraph_and_a_table_is_none() -> None:
    wide = {"size": 8.0, "white": 4.0}
    drawn = stack(*[(FULL, dict(wide)) for _ in range(5)])
    assert len(passages([drawn], BODY)) == 1
    assert len(passages([tuple(replace(one, page=2) for one in drawn)], BODY)) == 5
