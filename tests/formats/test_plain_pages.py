"""What pages leave in a text: breaks, heads, numbers, hyphens, wrapped lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.plain_pages import are_wrapped, unpaged, unwrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\fTwo.", "One.\n\nTwo.", id="a-break-parts"),
        pytest.param("One of\n1\n\fthe two.\n2\n", "One of\nthe two.", id="a-sentence-goes-on"),
        pytest.param(
            "Vans 2021; 3:1\nOne.\fVans 2021; 3:2\nTwo.\fVans 2021; 3:3\nThree.", "One.\n\nTwo.\n\nThree.", id="heads"
        ),
        pytest.param("A van\n\nOne.\fA van\nTwo.\fA van\nThree.", "A van\n\nOne.\n\nTwo.\n\nThree.", id="title-once"),
        pytest.param("One.\nTwo.\fThree.\nTwo more.", "One.\nTwo.\n\nThree.\nTwo more.", id="different-edges-stay"),
        pytest.param(
            "One.\n\n1\n\nVans\n\nTwo.\n\n2\n\nVans\n\nThree.\n\n3\n\nVans\n\nFour.",
            "One.\n\n\n\nTwo.\n\n\n\nThree.\n\n\n\nFour.",
            id="numbers-and-heads-without-breaks",
        ),
        pytest.param(
            "One.\n\n12\n\nTwo.\n\n7\n\nThree.\n\n9\n\n", "One.\n\n12\n\nTwo.\n\n7\n\nThree.\n\n9\n\n", id="figures"
        ),
        pytest.param("the con-\nvent", "the convent", id="hyphen"),
        pytest.param(
            "a well-\nknown van, well-known there", "a well-known van, well-known there", id="hyphen-of-its-own"
        ),
        pytest.param("North-\nSouth", "North-South", id="hyphen-of-names"),
        pytest.param("con\u00ad\nvent con\ufffe\nvent", "convent convent", id="soft-hyphen"),
        pytest.param("3-\n4 and a -\nb", "3-\n4 and a -\nb", id="no-hyphen"),
    ],
)
def test_pages_leave_nothing(text: str, expected: str) -> None:
    assert unpaged(text) == expected


FULL = "they met in the hall and spoke of the van"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [FULL, FULL, "until dark.", FULL, "then slept."],
            [f"{FULL}\n{FULL}\nuntil dark.", f"{FULL}\nthen slept."],
            id="short-end",
        ),
        pytest.param(
            [FULL, "and so", "Methods", FULL, FULL, FULL, "slept."],
            [f"{FULL}\nand so", "Methods", f"{FULL}\n{FULL}\n{FULL}\nslept."],
            id="heading",
        ),
        pytest.param([FULL, f"  {FULL}", FULL], [FULL, f"  {FULL}\n{FULL}"], id="indented"),
    ],
)
def test_wrapped_lines_are_paragraphs(lines: list[str], expected: list[str]) -> None:
    assert unwrapped(lines, lambda line: line == "Methods") == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([FULL, FULL, FULL], True, id="goes-on"),
        pytest.param(["One.", "Another.", "a third."], False, id="ends"),
        pytest.param(["Van", "Hall", "Hill", "Road"], False, id="list"),
        pytest.param([FULL, FULL], False, id="too-few"),
    ],
)
def test_lines_are_wrapped_if_many_go_on(lines: list[str], expected: bool) -> None:
    assert are_wrapped(lines) is expected


@given(st.lists(st.sampled_from(["word", " ", "\n", "-\n", "\n\n", "."]), max_size=60).map("".join))
def test_no_word_of_a_text_without_pages_is_lost(text: str) -> None:
    assert unpaged(text).count("word") == text.count("word")


@given(st.lists(st.text("abc \n.", max_size=30), min_size=1, max_size=2))
def test_no_word_of_pages_that_differ_is_lost(pages: list[str]) -> None:
    edges = [{line.strip() for line in page.split("\n")} for page in pages]
    if len(pages) == 1 or not edges[0] & edges[1]:
        assert "".join(unpaged("\f".join(pages)).split()) == "".join("".join(pages).split())


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize("piece", ["a", "-\n", "\f", "1\n\n", "a\f", "a-", " "])
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    assert len(unpaged(piece * 100_000)) <= len(piece) * 100_000
    lines = (piece * 50_000).split("\n")
    are_wrapped(lines)
    assert "".join(unwrapped(lines, str.isupper)).count("a") == "".join(lines).count("a")
