"""Words are cut into the pieces that the encoder was trained on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.extraction.learned.wordpiece import CLS, LONGEST_WORD, PAD, SEP, UNKNOWN, WordPiece

VOCABULARY = (
    *(
        PAD,
        UNKNOWN,
        CLS,
        SEP,
        "trust",
        "##ed",
        "##s",
        "##worthy",
        "un",
        "##trust",
        "naive",
        "cafe",
        "partner",
        "##ship",
    ),
    *("don", "t", "sep", "'", "[", "]", "-", ".", ",", "(", ")", "%", "—", "“", "…", "−", "°", "##c", "5", "##5"),
    *("信", "任", "a", "##a", "i", "e", "##e", "🤝"),
)
PIECES = WordPiece(VOCABULARY)
NO_CONTROLS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


def cut(text: str) -> list[str]:
    return [VOCABULARY[number] for number in PIECES.ids(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \t\n ", [], id="nothing-but-space"),
        pytest.param("trust", ["trust"], id="a-word"),
        pytest.param("Trusted TRUSTS", ["trust", "##ed", "trust", "##s"], id="lower-and-longest-piece-first"),
        pytest.param("untrustworthy", ["un", "##trust", "##worthy"], id="three-pieces"),
        pytest.param("zebra", [UNKNOWN], id="unknown"),
        pytest.param("trustz", [UNKNOWN], id="unknown-from-its-second-piece-on"),
        pytest.param("trust zebra trust", ["trust", UNKNOWN, "trust"], id="unknown-among-others"),
        pytest.param("naïve café", ["naive", "cafe"], id="accents"),
        pytest.param("cafe\u0301", ["cafe"], id="an-accent-of-its-own"),
        pytest.param("İ", ["i"], id="a-letter-whose-lower-form-is-two"),
        pytest.param("don't", ["don", "'", "t"], id="an-apostrophe"),
        pytest.param("trust—trust", ["trust", "—", "trust"], id="a-dash"),
        pytest.param("“trust…", ["“", "trust", "…"], id="marks-that-are-not-ascii"),
        pytest.param("(trust-partnership).", ["(", "trust", "-", "partner", "##ship", ")", "."], id="marks"),
        pytest.param("5%", ["5", "%"], id="a-percent-sign-is-a-mark"),
        pytest.param("−5 °C", ["−", "##5", "°", "##c"], id="a-minus-and-a-degree-are-none"),
        pytest.param("🤝trust", ["🤝", "##trust"], id="nor-is-an-emoji"),
        pytest.param("🤝 trust", ["🤝", "trust"], id="an-emoji-that-is-known"),
        pytest.param("信任", ["信", "任"], id="a-script-without-spaces"),
        pytest.param("trust信trust", ["trust", "信", "trust"], id="such-a-letter-within-a-word"),
        pytest.param("part\u00adner\u200bship", ["partner", "##ship"], id="soft-hyphen-and-zero-width-space"),
        pytest.param("trust\u00a0trust", ["trust", "trust"], id="a-space-that-does-not-break"),
        pytest.param("[SEP]", ["[", "sep", "]"], id="a-text-cannot-say-a-special-piece"),
        pytest.param("a" * LONGEST_WORD, ["a", *["##a"] * (LONGEST_WORD - 1)], id="the-longest-word"),
        pytest.param("a" * (LONGEST_WORD + 1), [UNKNOWN], id="a-longer-one"),
    ],
)
def test_a_text_and_its_pieces(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_special_pieces_are_found_by_name() -> None:
    assert [VOCABULARY[n] for n in (PIECES.cls, PIECES.sep, PIECES.pad)] == [CLS, SEP, PAD]


@given(st.text(st.characters()))
def test_any_text_gives_known_numbers_and_none_of_the_special_ones(text: str) -> None:
    special = {PIECES.cls, PIECES.sep, PIECES.pad}
    assert all(0 <= number < len(VOCABULARY) and number not in special for number in PIECES.ids(text))


@given(st.lists(st.one_of(NO_CONTROLS, st.sampled_from([*VOCABULARY, "Σ", "ΑΣ", "e\u0301"])), max_size=5))
def test_parts_with_a_space_between_are_cut_each_by_itself(parts: list[str]) -> None:
    assert PIECES.ids(" ".join(parts)) == [number for part in parts for number in PIECES.ids(part)]


@given(st.text(alphabet="trusedw un-'", max_size=30))
def test_words_remembered_are_cut_as_they_were_the_first_time(text: str) -> None:
    assert PIECES.ids(text) == WordPiece(VOCABULARY).ids(text) == PIECES.ids(text)
