"""A document in, codings out: each stands on a sentence of the text, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import code_of, paper, small_codebook
from relsynth.codebook import Codebook
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.extraction import lexicon_coder
from relsynth.extraction.parser import Parser, load
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderSettings
from relsynth.extraction.sentences import sentences

CODES = (
    code_of("STA.TRUST", cues={"strong": ["trust*"], "lack": ["mistrust*"]}),
    code_of("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST"),
    code_of("STR.FORUM", "forum*", type="structure"),
)
FACETS = {
    "level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]},
    "actor": {
        "definition": "Who.",
        "values": ["nurse", "farmer"],
        "cues": {"nurse": ["nurse*"], "farmer": ["farmer*"]},
    },
}
CODEBOOK = small_codebook(*CODES, facets=FACETS)


def lexicon(codebook: Codebook, parser: Parser | None = None) -> DocumentCoder:
    """The dictionary coder of a codebook."""
    return DocumentCoder(codebook, lexicon_coder.proposer(codebook, CoderSettings()), parser)


def name_of(codebook: Codebook) -> str:
    """Its name."""
    return lexicon_coder.name_of(codebook, CoderSettings())


CODER = lexicon(CODEBOOK)
PAPER = paper(
    {
        "abstract": ["Trust grew."],
        "methods": [
            "It rained. We held a forum, and nurses trusted it.",
            "A forum 🤝 of good will and trust was held.",
        ],
        "discussion": ["They mistrusted us.", "Nobody should trust a forum."],
        "back_matter": ["We thank the forum for its trust."],
    }
)


def told(document: Document, codings: tuple[Coding, ...]) -> list[tuple[str, str, str | None]]:
    """Quote, code and cue of each coding."""
    return [(document.quote(c.span.start, c.span.end), c.code, c.cue) for c in codings]


def test_sentences_with_a_cue_are_coded_in_the_order_of_the_text() -> None:
    assert told(PAPER, CODER.code(PAPER).codings) == [
        ("Trust grew.", "STA.TRUST", "trust*"),
        ("We held a forum, and nurses trusted it.", "STA.TRUST", "trust*"),
        ("We held a forum, and nurses trusted it.", "STR.FORUM", "forum*"),
        ("A forum 🤝 of good will and trust was held.", "STA.TRUST.GOODWILL", "good will"),
        ("A forum 🤝 of good will and trust was held.", "STR.FORUM", "forum*"),
        ("They mistrusted us.", "STA.TRUST", "mistrust*"),
        ("Nobody should trust a forum.", "STA.TRUST", "trust*"),
        ("Nobody should trust a forum.", "STR.FORUM", "forum*"),
    ]


def test_sentences_are_counted_whether_coded_or_not() -> None:
    assert CODER.code(PAPER).sentences == len(list(sentences(PAPER))) == 7


def test_back_matter_is_never_coded() -> None:
    labels = {
        PAPER.sections[p.section].label
        for coding in CODER.code(PAPER).codings
        for p in PAPER.paragraphs
        if p.start <= coding.span.start < p.end
    }
    assert labels == {"abstract", "methods", "discussion"}


def test_a_cue_keeps_its_own_place_in_the_same_text() -> None:
    quotes = [
        PAPER.quote(c.cue_start, c.cue_end)
        for c in CODER.code(PAPER).codings
        if c.cue_start is not None and c.cue_end is not None
    ]
    assert quotes == ["Trust", "trusted", "forum", "good will", "forum", "mistrusted", "trust", "forum"]


def test_what_is_asserted_is_told_at_the_cue() -> None:
    asserted = [coding.facet("assertion") for coding in CODER.code(PAPER).codings]
    assert asserted[0] == ("affirmed",)
    assert "negated" in asserted[5]
    assert "recommended" in asserted[6]
    assert all(coding.facet("level") == ("inter_organisational",) for coding in CODER.code(PAPER).codings)


def test_a_coding_belongs_to_the_version_that_was_read_and_to_its_coder() -> None:
    again = replace(PAPER, reader="plain-2")
    codings = CODER.code(again).codings
    assert {coding.span.version for coding in codings} == {again.version} != {PAPER.version}
    assert {coding.coder for coding in codings} == {CODER.coder}
    assert [(c.span.start, c.span.end, c.code) for c in codings] == [
        (c.span.start, c.span.end, c.code) for c in CODER.code(PAPER).codings
    ]


def test_coding_again_gives_the_same() -> None:
    assert CODER.code(PAPER) == CODER.code(PAPER) == lexicon(CODEBOOK).code(PAPER)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(paper({}), id="empty"),
        pytest.param(paper({"back_matter": ["Trust."]}), id="back-matter-only"),
        pytest.param(paper({"results": ["It rained."]}), id="no-cue"),
    ],
)
def test_where_nothing_is_said_nothing_is_coded(document: Document) -> None:
    assert CODER.code(document).codings == ()


ROLES = {
    "role": {
        "definition": "What it did.",
        "values": ["barrier", "facilitator", "descriptive"],
        "default": "descriptive",
        "cues": {"facilitator": ["help*"]},
    },
    "speaker": {"definition": "Who says it.", "values": ["participant", "author"]},
}


def table(*cells: tuple[str, str | None, str | None]) -> Document:
    """A paper whose paragraphs are cells of a table: words, row head, column head."""
    of = paper({"results": [words for words, _, _ in cells]})
    headed = zip(of.paragraphs, cells, strict=True)
    return replace(
        of,
        paragraphs=tuple(
            replace(place, kind="table", row_head=row, column_head=column) for place, (_, row, column) in headed
        ),
    )


def test_a_cell_of_a_table_has_the_role_that_its_heads_give() -> None:
    of = table(
        ("Trust of nurses.", None, "Barriers"),
        ("Trust that helped.", None, "Barriers"),
        ("Trust.", "Facilitator", "Theme"),
        ("Trust.", None, None),
    )
    codings = lexicon(small_codebook(*CODES, facets=FACETS | ROLES)).code(of).codings
    assert [coding.facet("role") for coding in codings] == [
        ("barrier",),
        ("facilitator",),
        ("facilitator",),
        ("descriptive",),
    ]


def test_who_speaks_is_coded_where_the_codebook_asks() -> None:
    of = paper({"results": ["We saw trust.", "“I trusted them.”"]})
    spoken = replace(of, spoken=((of.paragraphs[1].start, of.paragraphs[1].end),))
    asked = lexicon(small_codebook(*CODES, facets=FACETS | ROLES))
    assert [c.facet("speaker") for c in asked.code(spoken).codings] == [("author",), ("participant",)]
    assert [c.facet("speaker") for c in CODER.code(spoken).codings] == [(), ()]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(small_codebook(*CODES[:2], facets=FACETS), id="code-gone"),
        pytest.param(small_codebook(*CODES, facets=FACETS, version="2"), id="version"),
        pytest.param(small_codebook(code_of("STA.TRUST", "trust"), *CODES[1:], facets=FACETS), id="one-cue"),
    ],
)
def test_the_coder_is_named_by_what_it_was_built_from(other: Codebook) -> None:
    assert name_of(other) != name_of(CODEBOOK)
    assert name_of(CODEBOOK) == CODER.coder.name == lexicon(CODEBOOK).coder.name
    assert CODER.coder.name.startswith(f"lexicon@{CODEBOOK.digest[:12]}.")
    assert CODER.coder.kind == "machine"


WORDS = st.sampled_from(
    [
        "trust",
        "Trusted",
        "forum,",
        "good will",
        "🤝",
        "👩\u200d⚕️",
        "x\u0302",
        "İs",
        "e.g.",
        "We.",
        "No?",
        "(1)",
        "[2]",
        "it.",
    ]
)
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=3)
LABELLED = st.dictionaries(st.sampled_from(["abstract", "methods", "results", "back_matter"]), PARAGRAPHS, max_size=4)


@given(LABELLED)
def test_every_coding_is_a_whole_sentence_word_for_word(sections: dict[str, list[str]]) -> None:
    document = paper(sections)
    spans = {(s.start, s.end): document.paragraphs[s.paragraph] for s in sentences(document)}
    for coding in CODER.code(document).codings:
        paragraph = spans[coding.span.start, coding.span.end]
        quote = document.quote(coding.span.start, coding.span.end)
        assert quote in document.text.split("\n")[document.paragraphs.index(paragraph)]
        assert document.sections[paragraph.section].label != "back_matter"
        assert coding.cue_start is not None
        assert coding.cue_end is not None
        assert coding.span.start <= coding.cue_start < coding.cue_end <= coding.span.end
        fired = document.quote(coding.cue_start, coding.cue_end).lower()
        assert fired.startswith((coding.cue or "").rstrip("*"))


@pytest.fixture(scope="module")
def parser(spacy_model: str) -> Parser:
    return load(spacy_model)


@pytest.mark.model
def test_a_parser_names_the_actors_and_is_part_of_the_coders_name(parser: Parser) -> None:
    helped = lexicon(CODEBOOK, parser)
    assert helped.coder.name == f"{CODER.coder.name}+{parser.name}"
    assert told(PAPER, helped.code(PAPER).codings) == told(PAPER, CODER.code(PAPER).codings)
    named = [coding.facet("actor") for coding in helped.code(PAPER).codings]
    assert named[1] == ("nurse",)
    assert named[0] == ()
    assert not any(coding.facet("actor") for coding in CODER.code(PAPER).codings)


def test_a_cell_asserts_what_its_heads_say() -> None:
    of = table(("Trust.", None, "Recommendations"), ("Trust.", "Lacking", "Theme"), ("Trust.", None, "Survey item"))
    told = [(c.facet("assertion"), c.is_evidence) for c in CODER.code(of).codings]
    assert told == [(("recommended",), False), (("negated",), True), (("hypothetical",), False)]


def test_a_singular_head_names_a_role_beside_the_column_of_another() -> None:
    coder = lexicon(small_codebook(*CODES, facets=FACETS | ROLES))
    roles = [
        [coding.facet("role")[0] for coding in coder.code(table(*cells)).codings]
        for cells in ([("Trust.", None, "Barrier"), ("Trust.", None, "Facilitator")], [("Trust.", None, "Facilitator")])
    ]
    assert roles == [["barrier", "facilitator"], ["descriptive"]]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("introduction", "reported_by_others", id="another-s-table"),
        pytest.param("results", "affirmed", id="own-results-by-a-framework"),
    ],
)
def test_the_cells_under_a_caption_that_cites_are_cited(label: str, expected: str) -> None:
    of = table(("Table 2. What others saw.", None, None), ("Trust. It rained.", None, "Theme"), ("Trust.", None, None))
    caption = replace(of.paragraphs[0], kind="caption", column_head=None)
    cited = replace(of, paragraphs=(caption, *of.paragraphs[1:]), citations=(caption.end,))
    cited = replace(cited, sections=tuple(replace(section, label=label) for section in of.sections))
    assert [c.facet("assertion") for c in CODER.code(cited).codings] == [(expected,)] * 2


def test_a_citation_anywhere_in_a_cell_is_of_the_whole_cell() -> None:
    of = table(("Trust. It rained.", None, "Theme"), ("Trust.", None, "Theme"))
    cited = replace(of, citations=(of.paragraphs[0].end,))
    assert [c.is_evidence for c in CODER.code(cited).codings] == [False, True]
