"""How a place asserts, by its sentence, its table and what is cited; add a case where it is heard wrongly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import document
from relsynth.documents import Paragraph
from relsynth.extraction.asserting import assertion_of
from relsynth.extraction.assertion import ASSERTIONS

SAID = (
    "Trust grew over the years. The partners should build trust first. There were no ties. "
    "Trust was said to matter. Would trust have lasted?"
)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("Trust grew over the years.", ("affirmed",), id="a-sentence"),
        pytest.param("The partners should build trust first.", ("recommended",), id="advice"),
        pytest.param("build trust", ("recommended",), id="part-of-a-sentence"),
        pytest.param("ties", ("negated",), id="a-word"),
    ],
)
def test_a_place_is_heard_in_its_sentence(quote: str, expected: tuple[str, ...]) -> None:
    start = SAID.index(quote)
    assert assertion_of(document(SAID), start, start + len(quote)) == expected


def test_what_is_cited_is_told_by_others() -> None:
    of = document("Trust is known to grow.\nTrust grew.")
    cited = replace(of, citations=(22,), sections=(replace(of.sections[0], label="introduction"),))
    assert assertion_of(cited, 0, 23) == ("reported_by_others",)
    assert assertion_of(cited, 24, 35) == ("affirmed",)


def test_a_cell_is_heard_with_its_heads_and_its_caption() -> None:
    text = "What was seen [3]\nJoint fund\nTrust"
    cell = Paragraph(start=18, end=28, section=0, kind="table", column_head="Recommendations")
    plain = document(text)
    of = replace(
        plain,
        sections=(replace(plain.sections[0], label="introduction"),),
        paragraphs=(
            Paragraph(start=0, end=17, section=0, kind="caption"),
            cell,
            Paragraph(start=29, end=34, section=0),
        ),
    )
    assert assertion_of(of, 18, 28) == ("recommended",)
    assert "reported_by_others" in assertion_of(replace(of, citations=(15,)), 18, 28)
    assert assertion_of(replace(of, citations=(15,)), 29, 34) == ("affirmed",)


@given(st.text(st.characters(exclude_characters="\n\r"), min_size=1, max_size=80), st.data())
def test_any_place_asserts_something_known(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert set(assertion_of(document(text), start, end)) <= {*ASSERTIONS, "affirmed"}
