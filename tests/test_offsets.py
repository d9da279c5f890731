from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.offsets import Inside, Unit, converted, scale

TELLING = st.sampled_from(
    [
        "a",
        " ",
        "\r\n",
        "\n",
        "é",
        "e\u0301",
        "ß",
        "א",
        "ש\u05c1",
        "\u202bنص\u202c",
        "中",
        "—",
        "😀",
        "👩\u200d👩\u200d👧",
        "𝒜",
        "\u200b",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(TELLING, max_size=30).map("".join))
CODECS = {"code_points": "utf-32-le", "utf16": "utf-16-le", "utf8": "utf-8"}
BYTES = {"code_points": 4, "utf16": 2, "utf8": 1}
UNITS: tuple[Unit, ...] = ("code_points", "utf16", "utf8")


def slowly(text: str, offset: int, unit: Unit) -> int:
    """An offset as the encoder itself counts it."""
    return len(text[:offset].encode(CODECS[unit], "surrogatepass")) // BYTES[unit]


@given(TEXTS, st.sampled_from(UNITS))
def test_every_offset_is_as_the_encoder_counts_it_and_comes_back(text: str, unit: Unit) -> None:
    measured = scale(text, unit)
    for offset in range(len(text) + 1):
        there = measured.from_points(offset)
        assert there == slowly(text, offset, unit)
        assert measured.to_points(there) == offset


@given(TEXTS, st.sampled_from(("utf16", "utf8")))
def test_what_is_no_border_of_a_character_is_refused_or_snapped_to_one(text: str, unit: Unit) -> None:
    measured = scale(text, unit)
    borders = {slowly(text, offset, unit): offset for offset in range(len(text) + 1)}
    for offset in range(slowly(text, len(text), unit) + 1):
        start = borders[max(border for border in borders if border <= offset)]
        end = borders[min(border for border in borders if border >= offset)]
        assert measured.to_points(offset, inside="start") == start
        assert measured.to_points(offset, inside="end") == end
        if offset not in borders:
            with pytest.raises(ValueError, match="within a character"):
                measured.to_points(offset)


@given(TEXTS, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_offsets_go_from_any_unit_to_any_other(text: str, source: Unit, target: Unit) -> None:
    given_ = [slowly(text, offset, source) for offset in range(len(text) + 1)]
    wanted = tuple(slowly(text, offset, target) for offset in range(len(text) + 1))
    assert converted(text, given_, source=source, target=target) == wanted


@pytest.mark.parametrize(
    ("text", "offset", "unit", "inside", "point"),
    [
        pytest.param("a😀b", 3, "utf16", "refuse", 2, id="behind-a-surrogate-pair"),
        pytest.param("a😀b", 2, "utf16", "start", 1, id="within-a-pair-to-its-start"),
        pytest.param("a😀b", 2, "utf16", "end", 2, id="within-a-pair-to-its-end"),
        pytest.param("a😀b", 5, "utf8", "refuse", 2, id="behind-four-bytes"),
        pytest.param("e\u0301x", 1, "utf8", "refuse", 1, id="a-combining-mark-is-a-character"),
        pytest.param("שלום", 4, "utf8", "refuse", 2, id="right-to-left"),
        pytest.param("a\r\nb", 3, "utf16", "refuse", 3, id="line-ends-are-two"),
        pytest.param("", 0, "utf8", "refuse", 0, id="nothing"),
    ],
)
def test_offsets_that_people_meet(text: str, offset: int, unit: Unit, inside: Inside, point: int) -> None:
    assert scale(text, unit).to_points(offset, inside=inside) == point


@pytest.mark.parametrize("offset", [-1, 5])
def test_an_offset_outside_of_the_text_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside of a text of 4"):
        scale("a😀b", "utf16").to_points(offset)
    with pytest.raises(ValueError, match="outside of a text of 3"):
        scale("a😀b", "utf16").from_points(offset)
