"""Headings that open what is no part of an article."""

from __future__ import annotations

import pytest

from relsynth.formats.html_headings import is_references, is_unwanted


@pytest.mark.parametrize(
    "heading",
    [
        "References", "5. REFERENCES AND NOTES", "Cite this article", "Citations (12)", "Rights and permissions",
        "Author affiliations", "Related articles", "Article metrics", "You may also like", "Get access", "Log in",
        "Privacy policy", "Resumen", "Graphical abstract", "Peer review reports", "Associated Data",
    ],
)  # fmt: skip
def test_unwanted(heading: str) -> None:
    assert is_unwanted(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "", "Statistics", "Privacy and confidentiality", "Rights of partners", "Citation analysis", "Search",
        "Licensing", "Actions", "Impact", "History of the partnership", "Access to care", "Comments",
        "Acknowledgements",
        "Resources",
    ],
)  # fmt: skip
def test_wanted(heading: str) -> None:
    assert not is_unwanted(heading)


@pytest.mark.parametrize(
    ("heading", "are"), [("Bibliography", True), ("Referencias", True), ("Reference groups", False)]
)
def test_lists_of_works(heading: str, are: bool) -> None:
    assert is_references(heading) is are
