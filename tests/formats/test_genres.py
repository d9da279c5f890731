"""Kinds of publication: what databases call them, and CSL's name."""

from __future__ import annotations

import pytest

from relsynth.formats.genres import KINDS, genre


@pytest.mark.parametrize(
    ("called", "kind"),
    [
        pytest.param("Journal Article", "article-journal", id="plain"),
        pytest.param("journalArticle", "article-journal", id="camel-case"),
        pytest.param("article-journal", "article-journal", id="csl-itself"),
        pytest.param("Article", "article-journal", id="an-article-in-a-table-is-in-a-journal"),
        pytest.param("Review", "article-journal", id="a-review-article-is-no-book-review"),
        pytest.param("Journal Article; Randomized Controlled Trial", "article-journal", id="first-of-several"),
        pytest.param("Review:  PDF Only.", "article-journal", id="first-before-a-colon"),
        pytest.param("Ph.D. dissertation of a ferry crew", "thesis", id="a-telling-word"),
        pytest.param("inproceedings", "paper-conference", id="bibtex"),
        pytest.param("Book, Whole", "book", id="refworks"),
        pytest.param("JOUR", "article-journal", id="ris"),
        pytest.param("Preprint", "article", id="preprint"),
        pytest.param("quilt", None, id="unknown"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_kind_of_publication_by_its_name(called: str, kind: str | None) -> None:
    assert genre(called) == kind


def test_no_name_is_of_two_kinds() -> None:
    names = [(name.strip().lower(), kind) for kind, listed in KINDS.items() for name in listed.split(";")]
    several = {name for name, kind in names if {other for same, other in names if same == name} != {kind}}
    assert several == set()
