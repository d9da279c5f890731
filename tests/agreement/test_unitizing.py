"""Alpha for unitizing is what its authors printed, and behaves as they say it does."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.agreement.unitizing import Cell, Continuum, Unit, Unitizing, unitizing


def units(*given: tuple[int, int, str]) -> tuple[Unit, ...]:
    return tuple(Unit(start=start, end=end, code=code) for start, end, code in given)


ALEX = units((0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7"))
PAUL = units((0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6"))
SUZAN = units((0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6"))
BOOK = unitizing([Continuum(length=60, coders=(ALEX, PAUL, SUZAN))])
"""Krippendorff (2019), Content Analysis, 4th ed., figure 12.11, p. 340; segments as in the tests of quallmer (R)."""


def test_the_published_example() -> None:
    """The book prints .510, .413 and .724; the second is .4136 by its own formula."""
    assert BOOK.u_alpha.value == pytest.approx(0.510, abs=0.0005)
    assert BOOK.units_and_gaps.value == pytest.approx(0.413, abs=0.001)
    assert BOOK.cu_alpha.value == pytest.approx(0.724, abs=0.0005)


@pytest.mark.parametrize(
    ("code", "alpha", "covered"),
    [
        pytest.param("1", 1.0, 1.0, id="same-words"),
        pytest.param("2", 0.0, 1.0, id="others-have-other-codes"),
        pytest.param("5", 1.0, 8 / 18, id="where-both-have-it"),
        pytest.param("6", 1.0, 1.0, id="cut-otherwise"),
        pytest.param("7", None, 0.0, id="one-has-it-alone"),
    ],
)
def test_the_published_example_by_code(code: str, alpha: float | None, covered: float) -> None:
    found = next(one for one in BOOK.by_code if one.value == code)
    assert found.alpha.value == (None if alpha is None else pytest.approx(alpha))
    assert found.covered == pytest.approx(covered)


def test_the_matrix_of_the_published_example() -> None:
    matrix = BOOK.coincidences
    assert matrix.values == ("nothing", "1", "2", "3", "4", "5", "6", "7")
    observed = {(cell.one, cell.other): cell.observed for cell in matrix.cells}
    assert observed["nothing", "nothing"] == 45
    assert observed["nothing", "7"] == observed["7", "nothing"] == 16
    assert observed["2", "3"] == 3
    assert sum(observed.values()) == sum(matrix.lengths) == 180
    assert [(cell.one, cell.other, cell.observed) for cell in matrix.confused[:2]] == [
        ("7", "nothing", 16),
        ("5", "nothing", 10),
    ]


def test_the_matrix_is_shown_as_a_table() -> None:
    found = unitizing([Continuum(length=10, coders=(units((0, 4, "a")), units((2, 6, "a"))))])
    assert str(found.coincidences).splitlines() == [
        "         nothing        a",
        "nothing        8        4",
        "a              4        4",
    ]


# -- an obvious implementation: every character beside every other


def obvious(length: int, coders: tuple[tuple[Unit, ...], ...]) -> tuple[float | None, float | None]:
    """u-alpha and |u|alpha of units that do not overlap: pairs of characters, a unit's own left out (2019, eq. 33)."""
    said = [
        [next((n for n, unit in enumerate(own) if unit.start <= at < unit.end), None) for at in range(length)]
        for own in coders
    ]
    value = [["" if n is None else coders[who][n].code for n in row] for who, row in enumerate(said)]
    places = [(who, at) for who in range(len(coders)) for at in range(length)]

    def alpha(differ: object) -> float | None:
        observed = sum(
            differ(value[a][at], value[b][at])  # type: ignore[operator]
            for a, b in product(range(len(coders)), repeat=2)
            if a != b
            for at in range(length)
        ) / (len(coders) * (len(coders) - 1) * length)
        pairs = [
            (value[a][i], value[b][j])
            for (a, i), (b, j) in product(places, repeat=2)
            if not (a == b and (i == j if said[a][i] is None else said[a][i] == said[b][j]))
        ]
        expected = sum(differ(one, other) for one, other in pairs) / len(pairs)  # type: ignore[operator]
        return None if expected == 0 else 1 - observed / expected

    return alpha(lambda one, other: one != other), alpha(lambda one, other: bool(one) != bool(other))


@st.composite
def cut(draw: st.DrawFn, length: int = 8) -> tuple[Unit, ...]:
    bounds = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    codes = draw(st.lists(st.sampled_from(["a", "b", ""]), min_size=len(bounds), max_size=len(bounds)))
    return tuple(
        Unit(start=start, end=end, code=code)
        for start, end, code in zip(bounds, bounds[1:], codes, strict=False)
        if code
    )


@settings(max_examples=30)
@given(st.lists(cut(), min_size=2, max_size=3))
def test_alpha_is_the_obvious_one(coders: list[tuple[Unit, ...]]) -> None:
    found = unitizing([Continuum(length=8, coders=tuple(coders))], replicates=10)
    expected = obvious(8, tuple(coders))
    for figure, value in zip((found.u_alpha, found.units_and_gaps), expected, strict=True):
        assert figure.value == (None if value is None else pytest.approx(value, abs=1e-9))


@given(st.lists(cut(), min_size=2, max_size=3))
def test_the_matrix_holds_all_the_text_and_is_symmetric(coders: list[tuple[Unit, ...]]) -> None:
    matrix = unitizing([Continuum(length=8, coders=tuple(coders))], replicates=10).coincidences
    cells = {(cell.one, cell.other): cell.observed for cell in matrix.cells}
    assert sum(cells.values()) == pytest.approx(8 * len(coders))
    assert all(cells.get((other, one), 0.0) == pytest.approx(length) for (one, other), length in cells.items())


@given(cut())
def test_alpha_of_the_same_units_is_one(own: tuple[Unit, ...]) -> None:
    found = unitizing([Continuum(length=12, coders=(own, own))], replicates=10)
    assert all(figure.value in (None, pytest.approx(1.0)) for figure in found.figures)


# -- what coders have that the published examples have not


def test_several_codes_on_the_same_words_are_a_value_of_their_own() -> None:
    both = units((0, 10, "a"), (5, 15, "b"))
    found = unitizing([Continuum(length=20, coders=(both, both))])
    assert found.coincidences.values == ("nothing", "a", "a + b", "b")
    assert found.u_alpha.value == pytest.approx(1.0)
    assert [one.value for one in found.by_code] == ["a", "b"]


def test_units_of_one_code_that_overlap_are_one_and_such_as_touch_are_two() -> None:
    def alone(*own: tuple[int, int, str]) -> Unitizing:
        return unitizing([Continuum(length=20, coders=(units(*own), units((8, 12, "a"))))])

    assert alone((0, 6, "a"), (4, 10, "a")) == alone((0, 10, "a"))
    assert alone((0, 5, "a"), (5, 10, "a")) != alone((0, 10, "a"))


def test_a_text_that_one_has_read_counts_in_nothing() -> None:
    twice = Continuum(length=60, coders=(ALEX, PAUL, SUZAN))
    once = Continuum(length=600, coders=(ALEX,))
    assert unitizing([once, twice, once]) == unitizing([twice])


def test_texts_are_drawn_for_the_interval() -> None:
    texts = [Continuum(length=60, coders=(ALEX, PAUL)), Continuum(length=60, coders=(PAUL, PAUL))] * 4
    figure = unitizing(texts).u_alpha
    assert figure.value is not None
    assert figure.lower is not None
    assert figure.upper is not None
    assert figure.lower < figure.value < figure.upper
    assert BOOK.u_alpha.note == "too few units for an interval"


@pytest.mark.parametrize(
    ("coders", "notes"),
    [
        pytest.param((), ["no text was read by two coders"] * 3, id="nobody"),
        pytest.param(
            ((), ()),
            ["one code only, or nothing, was used"] * 2 + ["coders have no words in common that both coded"],
            id="nothing-coded",
        ),
        pytest.param(
            (units((0, 5, "a")), units((6, 9, "a"))),
            ["too few units for an interval"] * 2 + ["coders have no words in common that both coded"],
            id="nothing-in-common",
        ),
    ],
)
def test_what_is_missing_is_told(coders: tuple[tuple[Unit, ...], ...], notes: list[str]) -> None:
    found = unitizing([Continuum(length=12, coders=coders)])
    assert [figure.note for figure in found.figures] == notes


def test_a_unit_beyond_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="beyond the text"):
        unitizing([Continuum(length=5, coders=(units((0, 9, "a")), ()))])
    with pytest.raises(ValueError, match="start < end"):
        Unit(start=3, end=3, code="a")


def test_a_cell_says_what_chance_would_give() -> None:
    """By hand: 4 of 10 characters each, wholly apart; 8 and 12 of 20 in all, two units of 4: 20 (8·12) / (400 - 44)."""
    found = unitizing([Continuum(length=10, coders=(units((0, 4, "a")), units((4, 8, "a"))))])
    cell = next(one for one in found.coincidences.cells if (one.one, one.other) == ("a", "nothing"))
    assert cell == Cell(one="a", other="nothing", observed=8.0, expected=pytest.approx(20 * 96 / (400 - 44)))
