"""Codings as a DocBin, read with spaCy itself."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import assume, given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

import made_up
from relsynth.coding import Coding
from relsynth.documents import Document, Span
from relsynth.extraction.docbin import GROUP, to_docbin

VOCAB = spacy.blank("en").vocab
WORDS = st.sampled_from(
    ["Trust", " ", "  ", "grew.", "\n", "😀", "👩\u200d👧", "שלום", "e\u0301", "co-design", "don't", "(n=3)"]
)


def read(made: bytes) -> list[Doc]:
    return list(DocBin(store_user_data=True).from_bytes(made).get_docs(VOCAB))


def coding(of: Document, start: int, end: int, code: str = "STA.TRUST") -> Coding:
    span = Span(version=of.version, start=start, end=end)
    return Coding(span=span, code=code, coder=made_up.ANA, facets=(("assertion", ("affirmed",)),), number=3)


@given(st.lists(WORDS, min_size=1, max_size=25).map("".join).filter(str.strip), st.data())
def test_a_span_covers_the_coding_and_its_exact_place_is_kept(text: str, data: st.DataObject) -> None:
    document = made_up.document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(words := text[start:end].strip())  # a place begins and ends in words (workflow.placing)
    start = text.index(words, start)
    end = start + len(words)
    (doc,) = read(to_docbin([(document, (coding(document, start, end),))]))
    (span,) = doc.spans[GROUP]
    (said,) = doc.user_data[GROUP]
    assert doc.text == text
    assert (span.start_char <= start, end <= span.end_char, span.label_) == (True, True, "STA.TRUST")
    assert (said["start"], said["end"], said["code"], said["number"]) == (start, end, "STA.TRUST", 3)
    assert list(said["facets"]["assertion"]) == ["affirmed"]


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        pytest.param(0, 10, "Trust grew", id="whole-words"),
        pytest.param(2, 8, "Trust grew", id="parts-of-words"),
        pytest.param(0, 23, "Trust grew. Ties held.\n", id="across-a-line"),
    ],
)
def test_spans_are_of_whole_tokens(start: int, end: int, covered: str) -> None:
    document = made_up.document("Trust grew. Ties held.\nMore.")
    (doc,) = read(to_docbin([(document, (coding(document, start, end),))]))
    assert doc.spans[GROUP][0].text == covered


def test_every_paper_is_there_with_what_tells_it() -> None:
    first, second = made_up.document("Trust grew.", name="a"), made_up.document("", name="b", doi="10.1/b")
    codings = (coding(first, 0, 5), coding(first, 0, 5, "NET.TIES"))
    made = to_docbin([(first, codings), (second, ())])
    docs = read(made)
    assert [doc.user_data["document"]["name"] for doc in docs] == ["a", "b"]
    assert [[span.label_ for span in doc.spans[GROUP]] for doc in docs] == [["STA.TRUST", "NET.TIES"], []]
    assert docs[1].user_data["document"]["doi"] == "10.1/b"
    assert to_docbin([(first, codings), (second, ())]) == made
