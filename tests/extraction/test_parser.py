"""What the parser tells: clauses and noun phrases, as plain values, and how to get a model."""

from __future__ import annotations

import sys

import pytest

from relsynth.errors import InputError
from relsynth.extraction.parser import INSTALL, MODELS, Parsed, Parser, installed_model, load

SENTENCES = [
    "The nurses trusted the clinic, but the county did not trust the nurses.",
    "School nurses met a farmer.",
    "🤝 Partners met.",
]


@pytest.fixture(scope="module")
def parser(spacy_model: str) -> Parser:
    return load(spacy_model)


@pytest.mark.parametrize(("offset", "clause"), [(0, 4), (3, 4), (5, 4), (9, 7), (99, 7)])
def test_a_place_belongs_to_the_clause_of_its_word(offset: int, clause: int) -> None:
    assert Parsed(starts=(0, 4, 9), clauses=(4, 4, 7), chunks=()).clause_of(offset) == clause


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("no_such_model", id="not-installed"),
        pytest.param("pytest", id="no-model"),
        pytest.param("json", id="no-model-but-it-loads"),
        pytest.param("../models/mine", id="no-package-name"),
        pytest.param("", id="empty"),
    ],
)
def test_a_model_that_is_not_there_is_said_to_be_with_the_remedy(name: str) -> None:
    with pytest.raises(InputError) as refused:
        load(name)
    assert str(refused.value) == f"no spaCy model {name!r} is installed; {INSTALL}, or run with --parser none"


def test_nothing_of_spacy_is_needed_to_look_for_a_model() -> None:
    assert installed_model() in {None, *MODELS}
    assert "spacy" not in vars(sys.modules["relsynth.extraction.parser"])


@pytest.mark.model
def test_a_loaded_model_tells_its_name_and_version(parser: Parser, spacy_model: str) -> None:
    assert installed_model() == spacy_model
    assert parser.name.startswith(f"{spacy_model}-3.")


@pytest.mark.model
def test_two_clauses_are_told_apart(parser: Parser) -> None:
    (parsed,) = parser.parse(SENTENCES[:1])
    first, second = SENTENCES[0].index("trusted"), SENTENCES[0].index("trust the")
    assert parsed.clause_of(first) != parsed.clause_of(second)
    assert parsed.clause_of(SENTENCES[0].index("not")) == parsed.clause_of(second)


@pytest.mark.model
def test_noun_phrases_keep_their_place_and_the_subject_is_known(parser: Parser) -> None:
    (parsed,) = parser.parse(SENTENCES[1:2])
    told = [(SENTENCES[1][c.start : c.end], c.head, c.is_subject) for c in parsed.chunks]
    assert told == [("School nurses", "nurses", True), ("a farmer", "farmer", False)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Nurses met farmers.", [("nsubj of met", True), ("dobj of met", False)], id="a-verb-and-its-object"
        ),
        pytest.param("Nurses met.", [("nsubj of met", True)], id="a-subject-alone"),
        pytest.param(
            "Nurses worked with farmers.", [("nsubj of worked", True), ("with of worked", False)], id="a-preposition"
        ),
        pytest.param(
            "Nurses built ties with farmers.",
            [("nsubj of built", True), ("dobj of built", False), ("with of ties", False)],
            id="a-noun-between",
        ),
    ],
)
def test_a_link_tells_what_a_phrase_hangs_on(parser: Parser, sentence: str, expected: list[tuple[str, bool]]) -> None:
    (parsed,) = parser.parse([sentence])
    assert [(link.path, link.is_subject) for link in parsed.links] == expected


@pytest.mark.model
def test_sentences_are_parsed_in_order_each_for_itself(parser: Parser) -> None:
    together = list(parser.parse(SENTENCES))
    assert len(together) == len(SENTENCES)
    assert together == [next(parser.parse([sentence])) for sentence in SENTENCES]
    assert all(start < len(text) for parsed, text in zip(together, SENTENCES, strict=True) for start in parsed.starts)


@pytest.mark.model
def test_nothing_to_parse_gives_nothing(parser: Parser) -> None:
    assert list(parser.parse([])) == []
