"""Lines of pages, told by their words."""

from __future__ import annotations

import pytest

from relsynth.formats.html_lines import (
    CAPTION,
    KEYWORDS,
    NOTE,
    VERSIONS,
    is_byline,
    is_control,
    is_front_line,
    is_furniture,
    is_licence,
)


@pytest.mark.parametrize(
    "line",
    [
        "Top", "Back to top", "Go to:", "PEER REVIEWED", "Print",
        "[Google Scholar] [CrossRef] [PubMed]", "Full size image",
        "Open in a new tab", "Download figure", "PowerPoint slide", "View all citations", "1.2k views", "doi:10.5555/x",
        "https://example.org/a", "* * *", "1Department of Health, Utopia", "Figure 1",
        "Page last reviewed: 1 May 2020",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Open access to records was agreed.", "The top of the list was trust.", "2nd-year nurses at the school joined.",
        "Figure 1 shows the route.", "Print copies were left at the clinic.", "Trust", "We viewed the table together.",
    ],
)  # fmt: skip
def test_no_furniture(line: str) -> None:
    assert not is_furniture(line)
    assert not is_licence(line)


@pytest.mark.parametrize(
    "line",
    [
        "This is an open access article distributed under terms.", "© 2021 The Authors.", "Copyright 2021 Okafor.",
        "Received: 1 May 2020; Accepted: 2 June 2020", "Correspondence to: Ada Okafor.", "We use cookies to work.",
        "Publisher’s Note The publisher stays neutral.", "Citation: Okafor A (2021).", "Author Affiliations: Us.",
        "Articles from Invented Practice are provided here courtesy of Us", "This work is licensed under CC BY 4.0.",
    ],
)  # fmt: skip
def test_notices(line: str) -> None:
    assert is_licence(line)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Published 4 March 2021 by the society.", True),
        ("From the Department of Health, Utopia University, Utopia, USA", True),
        ("Invented Pract. 2021;9:12. doi: 10.5555/van", True),
        ("Two councils published a plan that nobody read.", False),
    ],
)
def test_front_lines(line: str, is_one: bool) -> None:
    assert is_front_line(line) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Ada Okafor, Ben Lund", True),
        ("Ada Okafor1 and colleagues", True),
        ("Cy Nemo, MPH; Di Roe, PhD", True),
        ("Okafor and the crews met each month in the library, and they agreed on one list of families", False),
        ("Two councils met", False),
    ],
)
def test_bylines(line: str, is_one: bool) -> None:
    assert is_byline(line, ("Okafor, Ada", "Lund, Ben")) is is_one


def test_controls_are_whole_links() -> None:
    assert is_control("Open in figure viewer")
    assert not is_control("PubMed")


@pytest.mark.parametrize(
    ("caption", "rest"),
    [
        ("Figure 1. The route", "The route"),
        ("TABLE 2a: What held", "What held"),
        ("Fig. S3 The route", "The route"),
        ("Figure. The route", "The route"),
        ("Table IV The route", "The route"),
        ("Tables were kept", "Tables were kept"),
        ("Figure of speech", "Figure of speech"),
    ],
)
def test_labels_of_captions(caption: str, rest: str) -> None:
    assert CAPTION.sub("", caption, count=1) == rest


def test_what_stands_at_the_edges_of_lines() -> None:
    assert KEYWORDS.sub("", "Key words: trust") == "trust"
    assert KEYWORDS.match("Keywords were agreed") is None
    assert NOTE.match("Abbreviations: V, van.")
    assert VERSIONS.sub("", "The route. [A text version of this figure is available.]") == "The route."


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
def test_long_runs_of_digits_take_no_time() -> None:
    assert not is_furniture("12345678901234567890 " * 11 + "x")
