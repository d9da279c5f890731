"""Furniture of pages: what is taken out, and what only looks like it."""

from __future__ import annotations

import pytest

from relsynth.formats.html_furniture import clear
from relsynth.formats.html_page import parsed, words_in

LONG = "The crews met in the library and agreed on one list of families, which they kept for a year. " * 3


def left(body: str) -> str:
    root = parsed(f"<html><head><title>t</title></head><body><p>{LONG}</p>{body}<p>end</p></body></html>".encode())
    clear(root)
    return words_in(root).removeprefix(LONG.strip()).replace(" ", "").removesuffix("end")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<script>x</script><style>y</style><noscript>z</noscript><button>b</button>", id="tags"),
        pytest.param("<nav>Home</nav><footer>Us</footer><header><p>Site</p></header><form>Ask</form>", id="page"),
        pytest.param('<div role="banner">x</div><div role="doc-toc">y</div><a role="doc-backlink">z</a>', id="roles"),
        pytest.param('<div hidden>x</div><p style="display: none">y</p><i aria-hidden="true">z</i>', id="hidden"),
        pytest.param('<div class="cookie-banner"><p>x</p></div><ul class="share-row"><li>y</li></ul>', id="classes"),
        pytest.param('<div id="related-articles"><p>x</p></div>', id="id"),
        pytest.param(
            '<span class="u-visually-hidden">x</span><span class="sr-only">y</span>', id="for-readers-of-screens"
        ),
        pytest.param(
            '<ul><li><a href="/a">A</a></li><li><a href="/b">B</a></li><li><a href="/c">C</a></li></ul>', id="links"
        ),
        pytest.param('<p><a href="/f">Open in figure viewer</a></p>', id="controls"),
        pytest.param("<div><h3>Related articles</h3><p>Another one.</p></div>", id="container-of-a-heading"),
        pytest.param(
            "<section><div><h2>References</h2></div><ol><li>Other A.</li></ol></section>", id="wrapped-heading"
        ),
        pytest.param('<div class="h4">Cite this article</div>', id="named-heading"),
    ],
)
def test_furniture_is_taken_out(body: str) -> None:
    assert left(body) == ""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<h2>Statistics</h2><p>x</p>", id="statistics"),
        pytest.param("<h2>Privacy and confidentiality</h2><p>x</p>", id="privacy"),
        pytest.param("<h2>Resources</h2><p>x</p>", id="resources"),
        pytest.param('<div class="related-content"><h2>Methods</h2><p>x</p></div>', id="a-paper's-heading"),
        pytest.param('<section id="social-context"><p>x</p></section>', id="id-made-of-a-heading"),
        pytest.param("<div hidden><table><tr><td>x</td></tr></table></div>", id="table-shown-on-demand"),
        pytest.param("<header><h2>Methods</h2></header><p>x</p>", id="header-of-a-section"),
        pytest.param(
            '<ul class="keywords"><li><a href="/a">A</a><li><a href="/b">B</a><li><a href="/c">C</a></ul>',
            id="keywords",
        ),
        pytest.param('<p>We searched <a href="/m">Medline</a> first.</p>', id="link-in-a-sentence"),
    ],
)
def test_what_only_looks_like_it_stays(body: str) -> None:
    assert left(body) == words_in(parsed(body.encode())).replace(" ", "")


def test_a_page_in_a_class_of_furniture_is_not_thrown_away() -> None:
    root = parsed(
        f'<html><body><form class="modal"><h2>One</h2><p>{LONG}</p><h2>Two</h2></form></body></html>'.encode()
    )
    clear(root)
    assert "library" in words_in(root)


def test_what_follows_the_references_is_kept_by_its_heading() -> None:
    body = """<h2>References</h2><ol><li id="r1">Other A.</li></ol><p>More of them.</p><h2>Tables</h2><p>A table.</p>
    <p><b>Bibliography</b></p><p>Other B.</p><p>Acknowledgements</p><p>Thanks.</p>"""
    assert left(body) == "TablesAtable.AcknowledgementsThanks."


def test_ids_of_works_are_returned() -> None:
    body = """<html><body><div class="ref-list"><p id="a">x</p></div><h2>References</h2><ol><li id="b"><a name="c"></a>
    y</li></ol></body></html>"""
    assert clear(parsed(body.encode())) == {"a", "b", "c"}
