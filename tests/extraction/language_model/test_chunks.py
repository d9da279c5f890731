"""Papers in pieces: every sentence in one of them, none cut, sections together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import paper
from relsynth.extraction.language_model.chunks import BESIDE_A_SENTENCE, chunks, tokens_in
from relsynth.extraction.proposals import Reading, read

SENTENCE = "The crews met the office again."  # 8 tokens, and as many beside it
ONE = tokens_in(SENTENCE) + BESIDE_A_SENTENCE


def reading(*sections: tuple[str, list[int]]) -> Reading:
    """Sections, each with so many sentences in its paragraphs."""
    return read(paper({label: [" ".join([SENTENCE] * n) for n in sizes] for label, sizes in sections}))


@pytest.mark.parametrize(
    ("sections", "most", "sizes"),
    [
        pytest.param([("results", [2])], 100 * ONE, [2], id="all-of-it"),
        pytest.param([("methods", [2]), ("results", [1])], 3 * ONE, [3], id="sections-that-fit-together"),
        pytest.param([("methods", [2]), ("results", [2])], 3 * ONE, [2, 2], id="a-section-is-not-parted-in-vain"),
        pytest.param([("results", [2, 2, 1])], 3 * ONE, [2, 3], id="a-long-section-between-paragraphs"),
        pytest.param([("results", [5])], 2 * ONE, [2, 2, 1], id="a-long-paragraph-between-sentences"),
        pytest.param([("results", [2])], 1, [1, 1], id="a-long-sentence-is-never-cut"),
        pytest.param([("methods", [1]), ("back_matter", [3])], 100 * ONE, [1], id="no-back-matter"),
        pytest.param([("back_matter", [3])], 100 * ONE, [], id="nothing-to-code"),
    ],
)
def test_sizes_of_chunks(sections: list[tuple[str, list[int]]], most: int, sizes: list[int]) -> None:
    assert [len(chunk.sentences) for chunk in chunks(reading(*sections), most=most)] == sizes


@given(st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=4), min_size=1, max_size=4), st.integers(1, 200))
def test_every_sentence_is_in_one_chunk_in_order(sizes: list[list[int]], most: int) -> None:
    labels = ("methods", "results", "discussion", "conclusion")
    whole = reading(*zip(labels, sizes, strict=False))
    made = list(chunks(whole, most=most))
    assert tuple(sentence for chunk in made for sentence in chunk.sentences) == whole.codable
    assert all(len(chunk.sentences) == 1 or len(chunk.sentences) * ONE <= most for chunk in made)


def test_halves_hold_what_the_whole_holds() -> None:
    (chunk,) = chunks(reading(("results", [3])), most=1000)
    first, second = chunk.halves()
    assert first.sentences + second.sentences == chunk.sentences
    assert first.halves() == (first,)


def test_sentences_are_numbered_through_the_sections() -> None:
    (chunk,) = chunks(reading(("methods", [1]), ("results", [2])), most=1000)
    assert list(chunk.by_section()) == [
        ("Methods", [(1, SENTENCE)]),
        ("Results", [(2, SENTENCE), (3, SENTENCE)]),
    ]
