"""What a JATS file keeps at its end: where it is put."""

from __future__ import annotations

import pytest
from lxml import etree

from relsynth.formats.jats_floats import kept_floats, place

TABLE = '<table-wrap id="t"><label>Table 2</label></table-wrap>'
IN_BACK = f"<back><sec><title>Figures and Tables</title>{TABLE}</sec></back>"
RESULTS = '<sec id="r"><title>Results</title><p id="p">They met.</p></sec>'


@pytest.mark.parametrize(
    ("body", "rest", "before", "inside"),
    [
        pytest.param('<p id="a">As in Table 2.</p><p/>', IN_BACK, "a", "body", id="named-in-words"),
        pytest.param('<p id="a">See <xref rid="t">it</xref>.</p>', IN_BACK, "a", "body", id="linked"),
        pytest.param(RESULTS, IN_BACK, "p", "sec", id="at-the-end-of-the-results"),
        pytest.param("<p/>", IN_BACK, None, "floats-group", id="nowhere"),
        pytest.param("<p>As in Table 2.</p>", f"<back><app>{TABLE}</app></back>", None, "app", id="appendix"),
    ],
)
def test_where_a_table_goes(body: str, rest: str, before: str | None, inside: str) -> None:
    article = etree.fromstring(f"<article><body>{body}</body>{rest}</article>")
    place(article, kept_floats(article))
    (table,) = article.iter("table-wrap")
    previous, parent = table.getprevious(), table.getparent()
    assert (None if previous is None else previous.get("id"), None if parent is None else parent.tag) == (
        before,
        inside,
    )


def test_nothing_is_left_of_the_section_that_is_emptied() -> None:
    article = etree.fromstring(f"<article><body>{RESULTS}</body>{IN_BACK}</article>")
    place(article, kept_floats(article))
    assert "".join(article.find("back").itertext()) == ""
