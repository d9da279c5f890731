"""Lists that are nothing but links."""

from __future__ import annotations

import pytest

from relsynth.formats.html_links import lists_of_links
from relsynth.formats.html_page import parsed

LINK = '<li><a href="/x">Next page</a></li>'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(f"<ul>{LINK * 3}</ul>", ["ul"], id="list"),
        pytest.param(f"<ul>{LINK * 2}</ul>", [], id="too-few"),
        pytest.param(f"<ul>{LINK * 3}<li>and words that are none of them</li></ul>", [], id="words"),
        pytest.param(
            '<div><a href="/a">A</a> | <a href="/b">B</a> | <a href="/c">C</a> | <a href="/d">D</a></div>',
            ["div"],
            id="line",
        ),
        pytest.param(f"<ul><li><p>{LINK * 3}</p></li></ul>", [], id="paragraphs"),
        pytest.param(f'<ul class="kwd-group">{LINK * 3}</ul>', [], id="keywords"),
        pytest.param(f'<section property="keywords"><ol>{LINK * 3}</ol></section>', [], id="keywords-by-property"),
        pytest.param('<ul><li><a id="x">A</a><li><a>B</a><li><a>C</a></ul>', [], id="anchors"),
    ],
)
def test_lists_of_links_are_found(body: str, found: list[str]) -> None:
    assert [element.tag for element in lists_of_links(parsed(body.encode()))] == found
