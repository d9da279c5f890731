"""What all readers share."""

from __future__ import annotations

import pytest

from relsynth.documents import CITATION, LABELS, Block, Document
from relsynth.errors import InputError
from relsynth.formats.reading import (
    Citation,
    citation_from,
    decode,
    document,
    doi_in,
    is_reference_heading,
    section_model,
    unquoted,
    with_label_lines,
    without_references,
    year_in,
)


def heading(text: str, depth: int = 1) -> Block:
    return Block(text=text, kind="heading", depth=depth)


def built(*blocks: Block, title: str | None = None, declared: str | None = None) -> Document:
    return document(
        blocks, Citation(title=title), source=b"s", name="n", format="f", reader="r/1", declared_language=declared
    )


def test_the_title_stands_first_in_a_section_of_its_own() -> None:
    read = built(Block(text=f"Before{CITATION}."), heading("Methods"), Block(text="We met."), title="Trust")
    assert read.text == "Trust\nBefore.\nWe met."
    assert [read.sections[p.section].label for p in read.paragraphs] == ["title", "introduction", "methods"]
    assert read.citations == (12,)
    assert (read.id, read.name, read.format, read.reader) == ("d1:043a718774c572bd", "n", "f", "r/1")


@pytest.mark.parametrize(
    ("blocks", "completeness"),
    [
        pytest.param([heading("Abstract"), Block(text="a"), heading("Trust"), Block(text="b")], "full_text", id="body"),
        pytest.param(
            [heading("Abstract"), Block(text="a"), heading("Funding"), Block(text="b")], "abstract_only", id="a"
        ),
        pytest.param([heading("Funding"), Block(text="b")], "no_body", id="none"),
        pytest.param(
            [heading("Abstract"), Block(text="The van ran all winter."), heading("Note"), Block(text="See PDF.")],
            "abstract_only",
            id="a-notice-is-no-body",
        ),
    ],
)
def test_completeness_is_told_from_the_labels(blocks: list[Block], completeness: str) -> None:
    assert built(*blocks, title="T").completeness == completeness


def test_a_declared_language_counts_only_where_words_are_few() -> None:
    english = "The clinic and the council met every month to settle who would pay for the van in the winter. " * 2
    assert built(Block(text="Few words."), declared="fr").language == "fr"
    assert built(Block(text=english), declared="fr").language == "en"


def test_a_document_without_any_text_is_refused() -> None:
    with pytest.raises(InputError, match="holds no text"):
        built(heading("Methods"), Block(text=" "))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("naïve".encode(), "naïve", id="utf-8"),
        pytest.param("naïve".encode("utf-8-sig"), "naïve", id="utf-8-bom"),
        pytest.param("naïve".encode("utf-16"), "naïve", id="utf-16"),
        pytest.param("naïve".encode("utf-32"), "naïve", id="utf-32"),
        pytest.param("naïve “yes”".encode("cp1252"), "naïve “yes”", id="windows-1252"),
        pytest.param(b"a\r\nb\rc", "a\nb\nc", id="line-ends"),
    ],
)
def test_text_is_decoded_by_mark_or_by_trial(source: bytes, text: str) -> None:
    assert decode(source) == text


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"a\x00b", id="zero-byte"),
        pytest.param(b"\x81\x8d", id="no-encoding"),
        pytest.param(b"\xff\xfea", id="half-a-unit"),
    ],
)
def test_bytes_that_are_no_text_are_refused(source: bytes) -> None:
    with pytest.raises(InputError, match="save it as UTF-8"):
        decode(source)


def test_fields_give_the_citation() -> None:
    fields = {
        "Title": ' "Trust" ',
        "Authors": "Ngũgĩ, N.; 李, 美華;",
        "date": "12 May 2021",
        "journal": "",
        "DOI": "https://doi.org/10.5555/AB.1",
    }
    assert citation_from(fields) == Citation(
        title="Trust", authors=("Ngũgĩ, N.", "李, 美華"), year=2021, doi="10.5555/ab.1"
    )
    assert citation_from({}) == Citation()


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        pytest.param("doi:10.5555/Ab(1)2.", "10.5555/ab(1)2", id="prefix-and-stop"),
        pytest.param("http://dx.doi.org/10.5555/a&amp;b", "10.5555/a&b", id="resolver-and-entity"),
        pytest.param("10.5/x", None, id="too-short"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_doi_is_found_in_whatever_surrounds_it(text: str, doi: str | None) -> None:
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    ("text", "year"),
    [("published 2019", 2019), ("page 20190", None), ("in 1499", None), ("", None)],
    ids=["year", "number", "too-early", "empty"],
)
def test_a_year_is_found(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize(("value", "words"), [('"a b"', "a b"), ("'a'", "a"), ("it's", "it's"), ('"', '"'), ("", "")])
def test_quotation_marks_around_a_scalar_go(value: str, words: str) -> None:
    assert unquoted(value) == words


def test_the_reference_list_is_left_out_until_the_next_heading_as_high() -> None:
    blocks = [
        heading("Methods", 2),
        Block(text="a"),
        heading("7. References", 2),
        Block(text="Okafor 2001"),
        heading("Online", 3),
        Block(text="Site"),
        heading("Appendix", 2),
        Block(text="b"),
    ]
    assert [block.text for block in without_references(blocks)] == ["Methods", "a", "Appendix", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("References", True),
        ("8 REFERENCES:", True),
        ("Literature cited", True),
        ("Terms of reference", False),
        ("", False),
    ],
)
def test_headings_of_reference_lists(text: str, expected: bool) -> None:
    assert is_reference_heading(text) is expected


def test_a_label_at_the_start_of_a_paragraph_becomes_a_heading() -> None:
    blocks = [Block(text="Abstract: We met: twice."), Block(text="Methods: none."), Block(text="Keywords: a; b")]
    kept = [(b.kind, b.text.strip(), b.label) for b in with_label_lines(blocks)]
    assert kept == [
        ("heading", "Abstract", "abstract"),
        ("text", "We met: twice.", None),
        ("text", "Methods: none.", None),
        ("heading", "Keywords", "keywords"),
        ("text", "a; b", None),
    ]


def test_the_model_of_the_package_is_whole() -> None:
    model = section_model()
    assert set(model.labels) < set(LABELS)
    assert {len(weights) for weights in model.weights.values()} == {len(model.labels)}
    assert "constant" in model.weights
    assert 0 < model.enough < 1


def test_sections_whose_heading_says_nothing_are_told_by_the_model() -> None:
    read = built(
        heading("Introduction"),
        Block(text="Vans are rare in the valley. " * 20),
        heading("Staff and drivers"),
        Block(text="Drivers were recruited and trained for two weeks; each session was observed. " * 5),
        heading("Results"),
        Block(text="Attendance increased by 12%. " * 20),
    )
    section = next(s for s in read.sections if s.heading == "Staff and drivers")
    assert section.label == "methods"
    assert section.reason.startswith("model: ")
    assert 0.4 < section.confidence < 1


def test_words_of_participants_are_told_from_those_of_authors() -> None:
    read = built(
        heading("Methods"),
        Block(text="We interviewed drivers."),
        heading("Results"),
        Block(text="One driver said, “I never knew who would open the gate for us in the morning.”"),
    )
    assert read.is_spoken(read.text.index("I never"), read.text.index("morning"))
    assert not read.is_spoken(0, 10)
