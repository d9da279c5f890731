"""What a coding of ours says beside its code, written and read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.formats.refi_remarks import Remarks, remarks_in, remarks_on

VALUES = st.text(st.sampled_from([*"ab;:\\ \n\r(é😀"]), min_size=1, max_size=8)
FACETS = st.dictionaries(VALUES, st.lists(VALUES, max_size=3).map(tuple), max_size=3).map(
    lambda made: tuple(sorted(made.items()))
)


def coding(**others: object) -> Coding:
    return Coding(
        span=Span(version="v", start=0, end=1),
        code="STA.TRUST",
        coder=Coder(name="Ana", kind="person"),
        **others,  # type: ignore[arg-type]
    )


@given(FACETS, st.none() | VALUES, st.lists(st.sampled_from(["A-1", "B-2"]), max_size=2, unique=True))
def test_remarks_are_read_back_as_they_were(
    facets: tuple[tuple[str, tuple[str, ...]], ...], reason: str | None, settles: list[str]
) -> None:
    text = remarks_on(coding(facets=facets, reason=reason), tuple(settles))
    said = Remarks(facets=facets, reason=reason, settles=tuple(settles))
    assert (remarks_in(text) if text else Remarks()) == said


def test_remarks_are_lines_that_people_read() -> None:
    made = coding(facets=(("assertion", ("affirmed",)), ("role", ("barrier", "goal"))), reason="accepts STA.TRUST")
    assert remarks_on(made) == "assertion: affirmed\nrole: barrier; goal\n(reason): accepts STA.TRUST"


def test_a_rejection_says_which_code_it_is_of() -> None:
    assert remarks_in(remarks_on(coding(verdict="reject")) or "").rejects == "STA.TRUST"


def test_a_coding_that_says_nothing_has_no_note_and_other_notes_say_nothing() -> None:
    assert remarks_on(coding()) is None
    assert remarks_in("Just a note\nwith lines") == Remarks()
