"""Texts that are kept sign for sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.errors import InputError
from relsynth.extraction.sentences import sentences
from relsynth.formats.refi_text import kept
from relsynth.formats.verbatim import is_verbatim, read_document, written

TALK = (
    "  Interview 1\n\nI: How was it?\n\tP:  Trust  grew.  \n\nMethods\n\nWe asked all drivers.\n2. Results\nTies held."
)


def test_the_text_is_the_file_and_a_paragraph_is_a_line_that_is_not_blank() -> None:
    made = read_document(TALK.encode(), name="talk")
    assert made.text == TALK
    assert [made.quote(p.start, p.end) for p in made.paragraphs] == [
        line.strip() for line in TALK.split("\n") if line.strip()
    ]


def test_a_heading_opens_a_section_and_stays_in_the_text_and_is_no_sentence() -> None:
    made = read_document(TALK.encode(), name="talk")
    headed = {made.quote(p.start, p.end): made.sections[p.section].label for p in made.paragraphs}
    assert (headed["Methods"], headed["We asked all drivers."]) == ("methods", "methods")
    assert (headed["2. Results"], headed["Ties held."]) == ("results", "results")
    assert [made.quote(p.start, p.end) for p in made.paragraphs if p.kind == "heading"] == ["Methods", "2. Results"]
    assert "Methods" not in [made.quote(one.start, one.end) for one in sentences(made)]


SIGNS = st.sampled_from([*"ab .\n\t", "Methods\n", "é", "\U0001f600", "\ue000", "\x85", "\u2028", "한"])


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_any_text_is_kept_as_it_is_and_its_paragraphs_tile_its_words(text: str) -> None:
    own = kept(text).text
    try:
        made = read_document(written(own), name="a")
    except InputError:
        assert not own.replace("\ufffd", "").strip()
        return
    assert made.text == own
    words = [sign for p in made.paragraphs for sign in own[p.start : p.end] if not sign.isspace()]
    assert words == [sign for sign in own if not sign.isspace()]
    assert all(0 <= p.section < len(made.sections) for p in made.paragraphs)


@pytest.mark.parametrize("source", [b"", b" \n\t\n"])
def test_a_text_without_words_is_none(source: bytes) -> None:
    with pytest.raises(InputError, match="no text"):
        read_document(source, name="a")


def test_a_reading_of_this_reader_is_known_by_its_name() -> None:
    assert is_verbatim("verbatim/1+0123abcd")
    assert not is_verbatim("plain/2")
    assert not is_verbatim(None)
