"""What is left of a citation where it stands."""

from __future__ import annotations

import pytest

from relsynth.documents import CITATION
from relsynth.formats import html, jats, markdown, plain
from relsynth.formats.citing import cleaned, is_power, named, numbered, signed, typed


def marked(text: str) -> str:
    return text.replace("^", CITATION)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("[3, 4]", "^", id="numbers"),
        pytest.param("3–5", "^", id="raised-range"),
        pytest.param("(Okafor, 2021)", "(Okafor, 2021)^", id="author-and-year"),
        pytest.param("2021a", "^", id="a-year-alone"),
    ],
)
def test_a_number_gives_way_to_the_sign_and_a_name_keeps_it(words: str, expected: str) -> None:
    assert signed(words) == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("They met [^, ^–^].", "They met^.", id="brackets"),
        pytest.param("They met ([^]).", "They met^.", id="brackets-in-brackets"),
        pytest.param("They met (see also ^ and ^) twice", "They met^ twice", id="see-also"),
        pytest.param("They (the crew ^) met", "They (the crew^) met", id="words-stay"),
        pytest.param("met^, ^; ^ again", "met^ again", id="a-series"),
        pytest.param("(a model; [^]) held", "(a model^) held", id="stop-before-it"),
        pytest.param("“trust” (^, p. 3) held", "“trust” (^p. 3) held", id="stop-after-it"),
        pytest.param("Okafor et al. [^]. Next", "Okafor et al.^ Next", id="stop-on-both-sides"),
        pytest.param("They met\n  \xa0[^]", "They met^", id="one-line"),
        pytest.param("They met [, ].", "They met.", id="emptied-by-markup"),
        pytest.param("They (n = 3) met [sic]", "They (n = 3) met [sic]", id="brackets-with-words"),
        pytest.param("no  sign", "no  sign", id="untouched-without"),
    ],
)
def test_brackets_that_hold_only_citations_go(words: str, expected: str) -> None:
    assert cleaned(marked(words)) == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("They met [3].", "They met^.", id="one"),
        pytest.param("They met [3, 5–7].", "They met^.", id="several"),
        pytest.param("[in 2019] they [12 crews] met", "[in 2019] they [12 crews] met", id="other-brackets"),
        pytest.param("from [2019]", "from [2019]", id="a-year"),
    ],
)
def test_numbers_typed_in_square_brackets_are_citations(words: str, expected: str) -> None:
    assert typed(words) == marked(expected)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("rose (95% CI [12, 45])", id="confidence-interval"),
        pytest.param("aged 44 (IQR [31, 60])", id="quartiles"),
        pytest.param("on the interval [0, 10]", id="zero"),
        pytest.param("by 20 points [12, 45]", id="around-what-is-counted"),
        pytest.param("the range was [3, 12]", id="range"),
        pytest.param("ranged from [3, 12]", id="from"),
        pytest.param("n = [12]", id="equals"),
        pytest.param("room [999]", id="beyond-any-list"),
    ],
)
def test_figures_in_brackets_are_no_citations(words: str) -> None:
    assert numbered(words) == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("trust [12, 3] grew", "trust [12, 3]^ grew", id="falling"),
        pytest.param("of 44 [12]", "of 44 [12]^", id="after-a-count"),
        pytest.param("scores [3, 12]", "scores [3, 12]^", id="a-pair-after-scores"),
        pytest.param("is 60% [12].", "is 60%^.", id="sure-after-a-share"),
        pytest.param("COVID-19 [3, 4]", "COVID-19^", id="sure-after-a-name"),
        pytest.param("since 2015 [3, 4]", "since 2015^", id="sure-after-a-year"),
    ],
)
def test_words_stay_where_a_citation_is_not_sure(words: str, expected: str) -> None:
    assert numbered(words) == marked(expected)


def test_numbers_beyond_the_list_of_works_stay() -> None:
    assert numbered("met [7]", most=6) == "met [7]"


@pytest.mark.parametrize(
    "text",
    [
        "(Okafor, Berg, & Lima, 2010^)",
        "(see Okafor 2010^)",
        "(e.g., Okafor et al., 2010^)",
        "(To et al., 2010^)",
        "(UNAIDS, 2010^)",
        "(Ministry of Health, 2010^)",
        "(van der Berg, 2010^; Okafor et al., 2012a^)",
        "(Okafor, J., 2010a^, p. 3)",
        "As de Souza, Lima and Costa (2010^) say",
        "as Rao (2019^) says",
        *("(2010)", "(June 2010)", "(Table 2, 2010)", "(n = 2010)", "(since 2010)", "(Phase 2, 2010)"),
        *("(Clean Water Act, 2010)", "in Kenya (2010)", "after Hurricane Edna (2005)", "(Nairobi, Kenya, 2010)"),
    ],
)
def test_a_year_cites_where_a_name_stands_before_it(text: str) -> None:
    assert named(text.replace("^", "")) == marked(text)
    assert named(marked(text)) == marked(text)


@pytest.mark.parametrize(
    ("before", "raised", "expected"),
    [
        pytest.param("20 m", "2", True, id="unit-after-a-number"),
        pytest.param("kg/m", "2", True, id="unit-of-a-ratio"),
        pytest.param("some km", "2", True, id="unit-that-is-no-word"),
        pytest.param("CO", "2", True, id="chemistry"),
        pytest.param("of 10", "6", True, id="ten"),
        pytest.param("trust in", "4", False, id="in"),
        pytest.param("20 min", "4", False, id="no-such-power"),
        pytest.param("trust in", "3", False, id="a-word-that-is-a-unit"),
    ],
)
def test_powers(before: str, raised: str, expected: bool) -> None:
    assert is_power(before, raised) is expected


FILLING = "<p>Partners grew [1], met [2] and left [3].</p>" * 80
READERS = {
    "html": lambda words: html.read_document(
        f"<html><body><h1>Crews</h1><h2>Methods</h2>{FILLING}<p>{words}</p></body></html>".encode(), name="a.html"
    ),
    "jats": lambda words: jats.read_document(
        f"<article><front/><body><sec><title>Methods</title><p>{words}</p></sec></body></article>".encode(), name="a"
    ),
    "markdown": lambda words: markdown.read_document(f"# Crews\n\n## Methods\n\n{words}".encode(), name="a.md"),
    "plain": lambda words: plain.read_document(f"Crews\n\nMethods\n\n{words}".encode(), name="a.txt"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("words", "text", "is_cited"),
    [
        pytest.param("Trust grew (95% CI [12, 45]) here.", "Trust grew (95% CI [12, 45]) here.", False, id="interval"),
        pytest.param("Trust grew [3‐5] here.", "Trust grew here.", True, id="hyphen"),
        pytest.param("Trust grew [3−5] here.", "Trust grew here.", True, id="minus"),
        pytest.param("Trust grew [3, 4 and 7] here.", "Trust grew here.", True, id="and"),
        pytest.param("Trust grew [3, p. 10] here.", "Trust grew here.", True, id="page"),
        pytest.param("Trust grew (Lima, 2010) here.", "Trust grew (Lima, 2010) here.", True, id="name-and-year"),
        pytest.param("Trust grew (June 2010) here.", "Trust grew (June 2010) here.", False, id="month"),
        pytest.param("Trust \ue000 grew here.", "Trust grew here.", False, id="a-sign-in-the-source"),
    ],
)
def test_all_readers_cite_alike(reader: str, words: str, text: str, is_cited: bool) -> None:
    read = READERS[reader](words)
    last = read.paragraphs[-1]
    assert read.text[last.start : last.end] == text
    assert any(last.start <= at <= last.end for at in read.citations) is is_cited
