"""Agreement is measured on what each said before they could know what others said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.decisions import VERDICTS, Decision, Verdict
from relsynth.screening.independent import independent

SHORT: dict[str, Verdict] = {"in": "include", "out": "exclude", "maybe": "maybe"}


def decided(said: str) -> tuple[Decision, ...]:
    """Decisions from a line such as ``Ana in, Ben out, Cat! in``: ``!`` adjudicates."""
    words = (one.split() for one in filter(None, said.split(", ")))
    return tuple(
        Decision(
            record="r1:a",
            stage="title_abstract",
            verdict=SHORT[verdict],
            coder=coder.rstrip("!"),
            adjudicates=coder.endswith("!"),
            at="now",
        )
        for coder, verdict in words
    )


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        pytest.param("", "", id="nobody"),
        pytest.param("Ana in", "Ana in", id="one"),
        pytest.param("Ana in, Ben out", "Ana in, Ben out", id="two"),
        pytest.param("Ana in, Ana out, Ben out", "Ana out, Ben out", id="changed-before-the-other-had-decided"),
        pytest.param("Ana in, Ben out, Ben in", "Ana in, Ben out", id="changed-after-both-had-decided"),
        pytest.param("Ana in, Ben out, Ana out", "Ana in, Ben out", id="the-first-gives-in"),
        pytest.param("Ana in, Ana out", "Ana out", id="changed-and-nobody-else"),
        pytest.param("Ana in, Ben out, Cat out", "Ana in, Ben out, Cat out", id="a-third-who-was-blind-too"),
        pytest.param("Ana in, Ben out, Ana out, Cat in, Cat out", "Ana in, Ben out, Cat in", id="all-three-talked"),
        pytest.param("Ana in, Ben out, Cat! in, Ana out", "Ana in, Ben out", id="after-it-was-settled"),
        pytest.param("Ana in, Ben out, Cat! in, Dee in", "Ana in, Ben out", id="who-came-when-it-was-settled"),
        pytest.param("Ana! in", "", id="only-settled"),
    ],
)
def test_what_a_coder_said_alone_is(said: str, alone: str) -> None:
    assert independent(decided(said)) == decided(alone)


@given(said=st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(VERDICTS)), max_size=12))
def test_each_coder_has_one_word_and_it_is_their_own(said: list[tuple[str, Verdict]]) -> None:
    decisions = [
        Decision(record="r1:a", stage="title_abstract", verdict=verdict, coder=coder, at=str(number))
        for number, (coder, verdict) in enumerate(said)
    ]
    alone = independent(decisions)
    assert [one.coder for one in alone] == list(dict.fromkeys(coder for coder, _ in said))
    assert set(alone) <= set(decisions)
    assert all(independent([one]) == (one,) for one in alone)
