"""Numbers as people write them: read exactly, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.charting.numbers import are_near, number_of


@pytest.mark.parametrize(
    ("said", "unit", "number"),
    [
        pytest.param("12", None, "12", id="whole"),
        pytest.param(" 012.50 ", None, "12.5", id="signs-that-say-nothing"),
        pytest.param(".5", None, "0.5", id="no-whole"),
        pytest.param("1,234", None, "1234", id="thousands-by-comma"),
        pytest.param("1 234 567.8", None, "1234567.8", id="thousands-by-space"),
        pytest.param("1\u202f234", None, "1234", id="thousands-by-thin-space"),
        pytest.param("-3", None, "-3", id="minus"),
        pytest.param("\u22123", None, "-3", id="true-minus"),
        pytest.param("+3", None, "3", id="plus"),
        pytest.param("-0.0", None, "0", id="no-negative-nothing"),
        pytest.param("18 months", "months", "18", id="unit-behind"),
        pytest.param("18 Months", "months", "18", id="unit-in-another-case"),
        pytest.param("18", "months", "18", id="unit-left-out"),
        pytest.param("45%", "%", "45", id="unit-without-space"),
        pytest.param("€ 1,000", "€", "1000", id="unit-before"),
    ],
)
def test_a_number_is_read_as_it_is_meant(said: str, unit: str | None, number: str) -> None:
    assert number_of(said, unit=unit) == number


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        pytest.param("1,5", None, id="decimal-comma"),
        pytest.param("0,123", None, id="decimal-comma-before-three-digits"),
        pytest.param("-0,050", None, id="decimal-comma-of-a-small-loss"),
        pytest.param("0 123", None, id="thousands-of-nothing"),
        pytest.param("1.234,5", None, id="points-between-thousands"),
        pytest.param("12,34,567", None, id="thousands-of-two"),
        pytest.param("18 weeks", "months", id="another-unit"),
        pytest.param("18 months", None, id="a-unit-where-there-is-none"),
        pytest.param("about 18", None, id="words"),
        pytest.param("10-12", None, id="a-range"),
        pytest.param("1e9", None, id="exponent"),
        pytest.param("٣", None, id="digits-of-another-script"),
        pytest.param("", None, id="nothing"),
        pytest.param(".", None, id="a-point"),
        pytest.param("-", None, id="a-sign"),
        pytest.param("9" * 41, None, id="longer-than-any-count"),
        pytest.param("İ5", "i̇", id="a-sign-of-two-in-lower-case"),
    ],
)
def test_what_is_no_number_is_refused(said: str, unit: str | None) -> None:
    with pytest.raises(ValueError, match=r"no number|two ways"):
        number_of(said, unit=unit)


@given(
    number=st.decimals(min_value=-(10**12), max_value=10**12, places=6),
    unit=st.sampled_from([None, "months", "%", "people per day"]),
)
def test_a_number_that_is_written_is_read_again(number: Decimal, unit: str | None) -> None:
    said = f"{number:,.6f}" + (f" {unit}" if unit else "")
    read = number_of(said, unit=unit)
    assert Decimal(read) == number
    assert number_of(read, unit=unit) == read


@given(said=st.text(max_size=50), unit=st.none() | st.text(min_size=1, max_size=5))
def test_anything_is_a_number_or_refused(said: str, unit: str | None) -> None:
    try:
        read = number_of(said, unit=unit)
    except ValueError:
        return
    assert Decimal(read).is_finite()


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        pytest.param("20", "19", True, id="at-the-bound"),
        pytest.param("20", "18.9", False, id="beyond"),
        pytest.param("0", "0", True, id="nothing"),
        pytest.param("0", "1", False, id="nothing-and-one"),
        pytest.param("-20", "-19", True, id="below-nothing"),
        pytest.param("-1", "1", False, id="across-nothing"),
    ],
)
def test_numbers_are_near_within_a_twentieth_of_the_larger(a: str, b: str, near: bool) -> None:
    assert are_near(a, b) is are_near(b, a) is near
