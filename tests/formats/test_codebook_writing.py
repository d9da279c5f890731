from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import codebook
from relsynth.bundled import default_codebook
from relsynth.codebook import Code, Codebook, CodeCues, ConfusablePair, Domain, Facet, Lexicon, NearMiss, Source
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.codebook_yaml import read_codebook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=150).filter(str.strip)
WORDS = st.lists(st.sampled_from(["no", "1.10", "~", "a: b", "# c", "- d", "ties", "—", "é", "\U0001f600"]), min_size=1)
SAID = st.one_of(TEXTS, WORDS.map(" ".join), st.lists(st.just("between partners"), min_size=8).map(" ".join))
CUES = st.lists(SAID, max_size=3).map(tuple)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    first = Code(
        id="OWN.A",
        label=draw(SAID),
        type="state",
        levels=("system",),
        definition=draw(st.none() | SAID),
        crosswalk=(f"SRC:x{draw(SAID)}"[:4000],),
        examples=draw(CUES),
        near_misses=tuple(NearMiss(text=text, why="so") for text in draw(CUES)),
        cues=CodeCues(strong=draw(CUES)),
        unspecific=draw(st.booleans()),
    )
    second = Code(id="OWN.B", parent="OWN.A", replaces=("OWN.C",), label=draw(SAID), type="state", levels=())
    return Codebook(
        id=draw(SAID),
        version=draw(SAID),
        title=draw(SAID),
        language="en",
        licence=draw(SAID),
        description=draw(SAID),
        unit_of_coding={"segment": draw(SAID)},
        domains=(Domain(id="OWN", label=draw(SAID), seed=draw(st.none() | SAID)),),
        construct_types=("state",),
        lexicon=Lexicon(partner_anchors=draw(CUES), masks={"one": draw(CUES)}),
        facets={"level": Facet(definition=draw(SAID), values=("system",), multi=draw(st.booleans()))},
        sources={"SRC": Source(cite=draw(SAID))},
        confusable_pairs=(ConfusablePair(pair=("OWN.A", "OWN.B"), rule=draw(SAID)),),
        aliases={draw(SAID): ("SRC:y",)},
        codes=(first, second),
    )


@given(codebooks())
def test_what_is_written_is_read_back_as_the_same_book(book: Codebook) -> None:
    again = read_codebook(write_codebook(book))
    assert again == book
    assert again.digest == book.digest


def test_the_default_codebook_is_read_back_as_the_same_book() -> None:
    book = read_codebook(default_codebook().read_bytes())
    assert read_codebook(write_codebook(book)).digest == book.digest


@pytest.mark.parametrize(
    ("label", "line"),
    [
        pytest.param("Trust between partners", "label: Trust between partners", id="bare"),
        pytest.param("Vertrauen (gegenüber)", "label: Vertrauen (gegenüber)", id="letters"),
        pytest.param("no", 'label: "no"', id="a-truth-elsewhere"),
        pytest.param("1.10", 'label: "1.10"', id="a-number-elsewhere"),
        pytest.param("2024-01-01", 'label: "2024-01-01"', id="a-date-elsewhere"),
        pytest.param("~", 'label: "~"', id="nothing"),
        pytest.param("a: b", 'label: "a: b"', id="a-key"),
        pytest.param("a\tb\u2028c", 'label: "a\\tb\\u2028c"', id="unseen"),
        pytest.param("x " * 70 + "y", "label: >-", id="prose"),
        pytest.param("x  " * 70 + "y", "label: x  x", id="prose-of-two-spaces"),
    ],
)
def test_a_text_stands_as_plainly_as_it_can_be_read(label: str, line: str) -> None:
    code = Code(id="STA.A", label=label, type="state", levels=())
    book = read_codebook(codebook()).model_copy(update={"codes": (code,)})
    written = write_codebook(book)
    assert f"\n    {line}" in written
    assert read_codebook(written).codes == (code,)


def test_a_key_longer_than_yaml_lets_stand_alone_is_read_back() -> None:
    long = read_codebook(codebook()).model_copy(update={"aliases": {"x" * 3000: ("OWN:y",)}})
    assert read_codebook(write_codebook(long)).aliases == long.aliases
