"""A place found again in another reading: by its words and those around them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.anchoring import CONTEXT, MOST, Anchored, fold, reanchor

LONG = "Trust between the drivers and the clinic grew slowly."
BEFORE = "The villages on the hill have no clinic of their own, and the road is long. "
BEHIND = " The nurses kept a diary of every journey, and read it to the council in spring."


def place(old: str, quote: str, new: str, *, turn: int = 1) -> Anchored:
    """Look for the ``turn``-th occurrence of a quote in another text."""
    start = -1
    for _ in range(turn):
        start = old.index(quote, start + 1)
    return reanchor(fold(old), start, start + len(quote), fold(new))


def found(old: str, quote: str, new: str, *, turn: int = 1) -> str | None:
    span = place(old, quote, new, turn=turn).span
    return None if span is None else new[slice(*span)]


@pytest.mark.parametrize(
    ("old", "quote", "new", "expected"),
    [
        pytest.param("A " + LONG, LONG, "Something else. " + LONG, LONG, id="as-it-was"),
        pytest.param(LONG, LONG, LONG.replace(" ", "\n", 3), LONG.replace(" ", "\n", 3), id="white-space"),
        pytest.param(LONG, LONG, LONG.replace(" ", "\u00a0 "), LONG.replace(" ", "\u00a0 "), id="no-break-space"),
        pytest.param(
            "They say they co- design and co-produce all of the services together.",
            "co- design and co-produce all of the services",
            "They say they co\u2010design and co-\u2010produce all of the services together!",
            "co\u2010design and co-\u2010produce all of the services",
            id="hyphens-at-line-ends",
        ),
        pytest.param(
            f"{BEFORE}They co-\ndesign and co-produce all of the services.{BEHIND}",
            "They co-\ndesign and co-produce all of the services.",
            f"{BEFORE}They codesign and coproduce all of the services.{BEHIND}",
            "They codesign and coproduce all of the services.",
            id="hyphens-missing-where-all-around-agrees",
        ),
        pytest.param(
            "The ﬁrst oﬃce staﬀ said “it's ours” – all of it was for them.",
            "ﬁrst oﬃce staﬀ said “it's ours” – all of it",
            'The first office staff said "it’s ours"—all of it was for them.',
            'first office staff said "it’s ours"—all of it',
            id="ligatures-quotes-dashes",
        ),
        pytest.param(
            "In 2010–2014 [3, 5–7] the council met the drivers [8]–[9] every month [10].",
            "In 2010–2014 [3, 5–7] the council met the drivers [8]–[9] every month [10].",
            "Then: In 2010-2014 the council met the drivers every month.",
            "In 2010-2014 the council met the drivers every month.",
            id="citation-numbers",
        ),
        pytest.param(
            f"{BEFORE}In 2014 (3, 5–7) the council^8^ met the drivers⁹⁻¹⁰ every^(11)^ month (12).{BEHIND}",
            "In 2014 (3, 5–7) the council^8^ met the drivers⁹⁻¹⁰ every^(11)^ month (12).",
            f"{BEFORE}In 2014 the council met the drivers every month.{BEHIND}",
            "In 2014 the council met the drivers every month.",
            id="citation-numbers-raised-or-in-round-brackets",
        ),
        pytest.param(
            BEFORE + LONG + " And.", LONG + " ", "x " + BEFORE + LONG + " So.", LONG + " ", id="its-space-kept"
        ),
        pytest.param(BEFORE + LONG + " And.", LONG + " ", "x " + BEFORE + LONG, LONG, id="its-space-gone"),
    ],
)
def test_the_same_words_are_found_however_they_are_written(old: str, quote: str, new: str, expected: str) -> None:
    assert found(old, quote, new) == expected


@pytest.mark.parametrize(
    ("old", "quote", "new", "reason"),
    [
        pytest.param(LONG, LONG, LONG.replace("slowly", "fast"), "not in the text", id="another-word"),
        pytest.param(LONG, LONG, LONG.lower(), "not in the text", id="another-case"),
        pytest.param(LONG, " ", "x" + LONG, "holds no words", id="a-space"),
        pytest.param("We saw [3] it.", "[3]", "We saw it.", "holds no words", id="a-citation-number"),
        pytest.param("A cell of 2-5 vans.", "2-5", "A cell of 25 vans.", "not in the text", id="a-range-is-no-number"),
        pytest.param("At -5 degrees.", "-5", "At 5 degrees.", "not in the text", id="another-number"),
        pytest.param(
            f"{BEFORE}It was so (2010) in the month when all of it began.",
            "It was so (2010) in the month when all of it began.",
            f"{BEFORE}It was so in the month when all of it began.",
            "not in the text",
            id="a-year-is-no-citation",
        ),
        pytest.param(
            f"{BEFORE}Of all the vans 10² were blue and the others were not.",
            "Of all the vans 10² were blue and the others were not.",
            f"{BEFORE}Of all the vans 10 were blue and the others were not.",
            "not in the text",
            id="a-power-is-no-citation",
        ),
        pytest.param(
            f"{BEFORE}The staff resigned.{BEHIND}",
            "The staff resigned.",
            f"{BEFORE}The staff re-signed.{BEHIND}",
            "not in the text",
            id="a-hyphen-in-a-short-place",
        ),
        pytest.param(
            f"{BEFORE}The staff resigned from the council over the pay. So",
            "The staff resigned from the council over the pay.",
            f"{BEFORE}The staff re-signed from the council over the pay. No",
            "not in the text",
            id="a-hyphen-where-what-follows-differs",
        ),
        pytest.param(
            f"{BEFORE}It began so. {LONG} Then came other words.",
            LONG,
            f"Summary. {LONG} It went well.\n{BEFORE}It began so. Then came other words.",
            "stand there once",
            id="lost-here-and-left-in-the-summary",
        ),
        pytest.param("There was trust.", "trust", "There was mistrust.", "not in the text", id="part-of-a-word"),
        pytest.param(
            f"{LONG} {BEFORE}{LONG}", LONG, f"Now {LONG} Then {LONG}", "stand there 2 times", id="twice-alone"
        ),
        pytest.param("Trust. " * 3, "Trust", "Trust. " * 5000, "over 1000 times", id="everywhere"),
        pytest.param("Trust grew.", "Trust", "He wrote: Trust fell!", "stand there once", id="a-word-elsewhere"),
        pytest.param(
            f"{BEFORE}{LONG}{BEHIND} Then again: {LONG}",
            LONG,
            f"It began there. {LONG} So it was.",
            "stand there once",
            id="one-of-two-is-gone",
        ),
        pytest.param(
            f"{BEFORE}{LONG}{BEHIND}",
            LONG,
            f"{BEFORE}{LONG} It was so. But: {LONG}{BEHIND}",
            "stand there 2 times",
            id="torn-in-two",
        ),
    ],
)
def test_what_is_not_certain_is_not_moved(old: str, quote: str, new: str, reason: str) -> None:
    told = place(old, quote, new)
    assert told.span is None
    assert reason in told.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(f"{LONG} {BEFORE}{LONG}{BEHIND}", f"x {BEFORE}{LONG}{BEHIND} {LONG}", id="both-sides"),
        pytest.param(f"{LONG} {BEFORE}{LONG}", f"{LONG} So. {BEFORE}{LONG} Quite.", id="words-before"),
        pytest.param(f"{LONG} No. {LONG}{BEHIND}", f"{LONG} No! Yes: {LONG}{BEHIND}", id="words-behind"),
        pytest.param(
            f"One. {BEFORE}{LONG}{BEHIND}\nTwo. {BEFORE}{LONG}{BEHIND}",
            f"x\nOne. {BEFORE}{LONG}{BEHIND}\nTwo. {BEFORE}{LONG}{BEHIND}\nx",
            id="far-away-words-tell",
        ),
    ],
)
def test_of_several_places_the_words_around_tell_which_it_is(old: str, new: str) -> None:
    told = place(old, LONG, new, turn=2)
    assert told.span is not None
    expected = new.index(LONG, new.index("Two.") if "Two." in new else new.index(BEFORE) if BEFORE in new else 30)
    assert told == Anchored(span=(expected, expected + len(LONG)), reason="its words and those around them stand there")


WORDS = st.lists(
    st.sampled_from(
        ["trust", "co-design", "oﬃce", "2–5", "“so”", "the", "[3]", "grew.", "İ", "é", "🚤", "-", "a\u00a0b"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
ANY = st.text(max_size=40) | WORDS


@given(text=ANY, data=st.data())
def test_in_the_same_text_every_place_is_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded = fold(text)
    span = reanchor(folded, start, end, folded).span
    first, last = folded.stretch(start, end)
    assert span == ((start, end) if first < last else None)


@given(before=ANY, quote=ANY, behind=ANY, more=ANY)
def test_what_is_inserted_elsewhere_moves_a_place_with_its_words(
    before: str, quote: str, behind: str, more: str
) -> None:
    old = f"{before} {LONG}{quote} {behind}"
    new = f"{more} \n{old}" if LONG not in more else old
    start = len(before) + 1
    end = start + len(LONG) + len(quote)
    span = reanchor(fold(old), start, end, fold(new)).span
    if span is not None:
        assert new[slice(*span)] == old[start:end]
    else:
        assert old.count(LONG) > 1 or not fold(quote).folded.strip()


@given(old=ANY, new=ANY, data=st.data())
def test_what_is_found_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    before, after = fold(old), fold(new)
    span = reanchor(before, start, end, after).span
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(new)
        assert after.folded[slice(*after.stretch(*span))] == before.folded[slice(*before.stretch(start, end))]


@given(text=ANY)
def test_every_sign_of_a_folded_text_stands_in_the_text(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded.folded)):
        start, end = folded.place(at, at + 1)
        if folded.folded[at] not in " -":
            first, last = folded.stretch(start, end)
            assert first <= at < last


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("a" * 300_000, 150_000, id="one-letter"),
        pytest.param("ab " * 100_000, 120_000, id="one-word"),
        pytest.param("[1 " * 100_000, 90_000, id="brackets-never-closed"),
        pytest.param("- " * 150_000, 90_000, id="dashes"),
        pytest.param("[1]-" * 75_000, 90_000, id="citations"),
    ],
)
def test_no_text_takes_long(text: str, quote: int) -> None:
    assert reanchor(fold(text), 0, quote, fold(f"x {text}")).span is None or len(text) > CONTEXT * MOST
