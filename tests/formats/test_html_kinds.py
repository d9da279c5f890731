"""What a block on a page is, by tag, role, id and class."""

from __future__ import annotations

import pytest
from lxml.etree import _Element

from relsynth.documents import BlockKind
from relsynth.formats.html_kinds import is_abstract, is_float, is_keywords, is_section, kind_of, level_of
from relsynth.formats.html_page import parsed


def element(markup: str) -> _Element:
    body = parsed(f"<html><body>{markup}</body></html>".encode()).find("body")
    assert body is not None
    return body[0]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        pytest.param("<p>x</p>", "text", id="paragraph"),
        pytest.param("<blockquote>x</blockquote>", "quote", id="quote"),
        pytest.param('<p class="MsoQuote">x</p>', "quote", id="quote-by-class"),
        pytest.param("<figcaption>x</figcaption>", "caption", id="caption"),
        pytest.param('<div class="html-fig_description">x</div>', "caption", id="caption-by-class"),
        pytest.param('<p class="figure">x</p>', "caption", id="caption-of-a-figure"),
        pytest.param("<aside>x</aside>", "box", id="aside"),
        pytest.param('<div class="boxed-text">x</div>', "box", id="box"),
        pytest.param('<div class="box"><h2>A</h2><h2>B</h2></div>', "text", id="box-that-is-the-page"),
        pytest.param(f'<div class="panel">{"x" * 7_000}</div>', "text", id="box-too-long"),
        pytest.param('<div class="tw-foot">x</div>', "footnote", id="note-of-a-table"),
        pytest.param('<div role="doc-footnote">x</div>', "footnote", id="note-by-role"),
    ],
)
def test_kinds(markup: str, kind: BlockKind) -> None:
    assert kind_of(element(markup), "text") == kind


@pytest.mark.parametrize(
    ("markup", "level"),
    [
        ("<h3>x</h3>", 3),
        ("<hr>", 0),
        ("<p>x</p>", 0),
        ('<div role="heading" aria-level="4">x</div>', 4),
        ('<div role="heading">x</div>', 2),
        ('<p class="MsoHeading2">x</p>', 2),
        ('<p class="sectionHeading1">x</p>', 1),
        ('<div class="card-header h5">x</div>', 5),
        ('<div class="title">Background</div>', 6),
        ('<p class="abstract-sub-heading">It ends as sentences do.</p>', 0),
    ],
)
def test_levels(markup: str, level: int) -> None:
    assert level_of(element(markup), in_float=False) == level
    assert level_of(element(markup), in_float=True) == 0


@pytest.mark.parametrize(
    ("markup", "is_one"),
    [
        ('<div class="section abstract" id="a-1">x</div>', True),
        ('<section id="html-abstract">x</section>', True),
        ('<div id="abs0010">x</div>', True),
        ('<div class="c-article-section" id="Abs1-section">x</div>', True),
        ('<section role="doc-abstract">x</section>', True),
        ('<div class="graphical-abstract">x</div>', False),
        ('<div class="abs">x</div>', False),
        ('<h2 id="abstract">x</h2>', False),
        (f'<div class="abstract">{"x" * 9_000}</div>', False),
    ],
)
def test_abstracts(markup: str, is_one: bool) -> None:
    assert is_abstract(element(markup)) is is_one


def test_sections_floats_and_keywords() -> None:
    assert is_section(element("<section>x</section>"))
    assert is_section(element('<div class="NLM_sec NLM_sec_level_1">x</div>'))
    assert not is_section(element('<p class="sec">x</p>'))
    assert is_float(element("<figure>x</figure>"))
    assert is_float(element('<section class="tw xbox">x</section>'))
    assert not is_float(element('<div class="table">x</div>'))
    assert is_keywords(element('<ul class="kwd-group"><li>x</ul>'))
    assert is_keywords(element('<div id="html-keywords">x</div>'))
    assert not is_keywords(element('<div id="words">x</div>'))
