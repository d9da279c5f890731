"""Citations on pages: what gives way to the sign, what stands before it, and what is no citation."""

from __future__ import annotations

import pytest

from relsynth.documents import CITATION
from relsynth.formats.citing import cleaned
from relsynth.formats.html_citing import cite
from relsynth.formats.html_page import parsed, words_in

C = CITATION


def cited(body: str, works: frozenset[str] = frozenset()) -> str:
    root = parsed(f"<html><body>{body}</body></html>".encode())
    cite(root, works)
    return cleaned(words_in(root))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param('held [<a href="#r1">1</a>, <a href="/p#r2">2</a>].', f"held{C}.", id="into-the-references"),
        pytest.param('held <a href="#r1">(Other, 2001)</a>', f"held (Other, 2001){C}", id="author-and-year"),
        pytest.param('held <a href="#CR7">7</a>', f"held{C}", id="by-its-id"),
        pytest.param('held <a class="xref-bibr" href="javascript:;">7</a>', f"held{C}", id="by-its-class"),
        pytest.param('held <a role="doc-biblioref" href="#x">7</a>', f"held{C}", id="by-its-role"),
        pytest.param('held <a data-rid="CIT3" href="#">Other 2014</a>', f"held Other 2014{C}", id="by-its-data"),
        pytest.param('held<sup><a href="#r1">1</a>–<a href="#r3">3</a></sup>', f"held{C}", id="raised"),
        pytest.param('see <a href="#t1">Table 1</a>', "see Table 1", id="a-table"),
        pytest.param('held<sup><a href="#fn1">a</a></sup> on', "held on", id="a-note"),
        pytest.param('held <a epub:type="noteref" href="#n1">1</a>', "held ", id="a-note-by-its-type"),
        pytest.param('<p>note <a href="#_ftnref1">[1]</a></p>', "note", id="back-from-a-note"),
        pytest.param(
            "5<sup>a,b</sup> and Stata<sup>®</sup>, the 1<sup>st</sup> of 10 m<sup>2</sup>",
            "5 and Stata®, the 1st of 10 m2",
            id="marks-and-powers",
        ),
    ],
)
def test_links_and_marks(body: str, words: str) -> None:
    assert cited(body, frozenset({"r1", "r2", "r3"})).strip() == words.strip()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("grew [1], held [2,3] and ended [4–6].", f"grew{C}, held{C} and ended{C}.", id="square"),
        pytest.param("grew (1). It held (2,3). It ended (4).", f"grew{C}. It held{C}. It ended{C}.", id="round"),
        pytest.param(
            "grew<sup>1</sup>, held<sup>2,3</sup> and slept.<sup>4</sup>",
            f"grew{C}, held{C} and slept.{C}",
            id="raised",
        ),
        pytest.param(
            "we aimed to (1) ask, (2) listen and (3) act; n (4)",
            "we aimed to (1) ask, (2) listen and (3) act; n (4)",
            id="a-list",
        ),
        pytest.param("grew (12) and (34) and held (56)", "grew (12) and (34) and held (56)", id="no-first"),
        pytest.param("two [1] only [2]", "two [1] only [2]", id="too-few"),
        pytest.param(
            "<sup>1</sup>School <sup>2</sup>Clinic <sup>3</sup>Town", "1School 2Clinic 3Town", id="affiliations"
        ),
        pytest.param(
            "<table><tr><td>a (1)</td><td>b (2)</td><td>c (3)</td></tr></table>",
            "a (1)b (2)c (3)",
            id="figures-in-tables",
        ),
    ],
)
def test_numbers_on_a_page_that_links_none(body: str, words: str) -> None:
    assert cited(body) == words
