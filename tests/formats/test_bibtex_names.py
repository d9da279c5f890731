"""Lists of names in BibTeX."""

from __future__ import annotations

import time

import pytest

from relsynth.formats.bibtex_names import names


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("Okafor, Ada and Lind, Per", ("Okafor, Ada", "Lind, Per"), id="family-first"),
        pytest.param("Ada Okafor AND Per Lind", ("Okafor, Ada", "Lind, Per"), id="given-first"),
        pytest.param("Ada Okafor and\n   Per  Lind", ("Okafor, Ada", "Lind, Per"), id="over-lines"),
        pytest.param("Ada Okafor and others", ("Okafor, Ada",), id="others-are-no-name"),
        pytest.param("Jan van der Berg", ("van der Berg, Jan",), id="von-given-first"),
        pytest.param("van der Berg, Jan", ("van der Berg, Jan",), id="von-family-first"),
        pytest.param("van Berg", ("van Berg",), id="von-alone"),
        pytest.param(
            "Charles de la Vall{\\'e}e Poussin", ("de la Vallée Poussin, Charles",), id="all-behind-von-is-family"
        ),
        pytest.param("ada okafor", ("okafor, ada",), id="lower-case-is-no-von"),
        pytest.param("King, Jr., Martin", ("King, Martin, Jr.",), id="jr-between"),
        pytest.param("Martin King Jr.", ("King, Martin, Jr.",), id="jr-behind"),
        pytest.param("Aristotle", ("Aristotle",), id="one-word"),
        pytest.param(
            "{World Health Organization} and Okafor, A.", ("World Health Organization", "Okafor, A."), id="body"
        ),
        pytest.param("{Barnes and Noble, Inc.}", ("Barnes and Noble, Inc.",), id="and-within-braces"),
        pytest.param("{{Barnes and Noble}}", ("Barnes and Noble",), id="two-braces"),
        pytest.param("{Okafor, Ada and Lind, Per}", ("Okafor, Ada", "Lind, Per"), id="a-list-within-braces"),
        pytest.param("Ministry of Health", ("Ministry of Health",), id="body-without-braces"),
        pytest.param("Erd{\\H o}s, P. and {\\'E}mile Zola", ("Erdős, P.", "Zola, Émile"), id="accents"),
        pytest.param("{\\O}rsted, H.~C.", ("Ørsted, H. C.",), id="ties"),
        pytest.param("Okafor, A.; Lind, P.", ("Okafor, A.", "Lind, P."), id="semicolons"),
        pytest.param(
            "Ada Okafor, Per Lind, Bo Ek, Al Ek", ("Okafor, Ada", "Lind, Per", "Ek, Bo", "Ek, Al"), id="commas"
        ),
        pytest.param("Okafor, A. and", ("Okafor, A.",), id="nothing-behind-and"),
        pytest.param("Anderson, Andy", ("Anderson, Andy",), id="and-within-words"),
        pytest.param("", (), id="empty"),
        pytest.param("{}", (), id="empty-braces"),
        pytest.param("{ and {", ("and",), id="braces-that-do-not-pair"),
    ],
)
def test_a_list_is_read_name_by_name(raw: str, expected: tuple[str, ...]) -> None:
    assert names(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("A{0}B", id="plain"),
        pytest.param("A; B{0}C and", id="trailing-and"),
        pytest.param("{{A}}{0}B and {{C}}", id="braces"),
        pytest.param("{{A, B{0}C}}", id="within-braces"),
        pytest.param("A, B{0}C,", id="comma"),
        pytest.param("{{\\a}}{0}x;y", id="semicolon"),
    ],
)
def test_a_run_of_spaces_takes_little_time(raw: str) -> None:
    begun = time.process_time()
    assert names(raw.format(" \t" * 20_000))
    assert time.process_time() - begun < 2


def test_braces_within_braces_are_no_stack() -> None:
    assert names("{" * 5000 + "Okafor, A. and Lind, P." + "}" * 5000) == ("Okafor, A. and Lind, P.",)


def test_a_long_list_takes_no_longer_a_name() -> None:
    assert len(names("{A} and " * 20_000 + "B")) == 20_001
