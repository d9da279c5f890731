"""Markdown: its blocks, its words, and what a paper says of itself."""

from __future__ import annotations

import time

import pytest

from relsynth.documents import CITATION, Document
from relsynth.errors import InputError
from relsynth.formats.markdown import read_document, recognises, words_of


def read(text: str) -> Document:
    return read_document(text.encode(), name="paper")


def lines(document: Document) -> list[tuple[str, str, str]]:
    return [(document.sections[p.section].heading, p.kind, document.quote(p.start, p.end)) for p in document.paragraphs]


LONG = "The crews trusted the van. " * 10 + "So did we."


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        pytest.param("**Trust** and _hope_ and *will*", "Trust and hope and will", id="emphasis"),
        pytest.param("__a _b_ c__ snake_case_name 2*3*4", "a b c snake_case_name 2*3*4", id="emphasis-in-emphasis"),
        pytest.param("[the *map*](http://x.y/a_(b)) and <http://x.y>", "the map and http://x.y", id="links"),
        pytest.param("[![alt](p.png)](http://x.y) text", "text", id="linked-image"),
        pytest.param(r"5 \* 3 and \[sic\]", "5 * 3 and [sic]", id="escapes"),
        pytest.param("R&amp;D<br/>now <!-- no --> `code`", "R&D now code", id="html-and-code"),
        pytest.param("a line\nthat *goes\non*", "a line that goes on", id="folded-lines"),
        pytest.param("shown^12^ and CO^2^", f"shown{CITATION} and CO{CITATION}", id="superscript-numbers-cite"),
        pytest.param("note[^1] and 5^†^", "note and 5", id="footnote-marks"),
        pytest.param("shown (_1_,_3_), and (_2–4_)", f"shown{CITATION}, and{CITATION}", id="numbers-in-italics-cite"),
        pytest.param("shown [[3]](#r3), [\\[4\\]](#r4).", f"shown{CITATION}.", id="linked-numbers-cite"),
        pytest.param("shown [1, 2] or [-@okafor; @li]", f"shown{CITATION} or{CITATION}", id="typed-and-keyed"),
        pytest.param("in [Table 1](#t1) of (n = 12)", "in Table 1 of (n = 12)", id="other-links-and-numbers"),
    ],
)
def test_the_words_of_markup(markup: str, words: str) -> None:
    assert words_of(markup) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# A van\n\n## Methods ##\nWe\ndrove.\n\n### Sites\nTwo.",
            [("", "text", "A van"), ("Methods", "text", "We drove."), ("Sites", "text", "Two.")],
            id="headings",
        ),
        pytest.param(
            "A van\n=====\n\nMethods\n---\n\nWe drove.\n\n---\n\nTwice.",
            [("", "text", "A van"), ("Methods", "text", "We drove."), ("Methods", "text", "Twice.")],
            id="underlined-headings-and-rules",
        ),
        pytest.param(
            "## Methods\n* one\n  more\n* two\n1. three\n\n> We knew.\n> All.\n\nAfter.",
            [
                ("Methods", "list_item", "one more"),
                ("Methods", "list_item", "two"),
                ("Methods", "list_item", "three"),
                ("Methods", "quote", "We knew. All."),
                ("Methods", "text", "After."),
            ],
            id="lists-and-quotes",
        ),
        pytest.param(
            "## Results\n| Barrier | Partner |\n| --- | :-: |\n| Turnover | Clinic |\n| 12 | 3 |\n\nAfter.",
            [("Results", "table", "Turnover"), ("Results", "table", "Clinic"), ("Results", "text", "After.")],
            id="table",
        ),
        pytest.param(
            "## Results\n| Table 1. What held | |\n|---|---|\n| **Theme** | **Held** |\n| Trust | yes \\| no |",
            [
                ("Results", "caption", "Table 1. What held"),
                ("Results", "table", "Trust"),
                ("Results", "table", "yes | no"),
            ],
            id="table-with-its-title-inside",
        ),
        pytest.param(
            f"## Results\n\n| A note. | {LONG} |\n| --- | --- |\n| Trust | held |\n",
            [("Results", "table", words) for words in ("A note.", LONG, "Trust", "held")],
            id="text-laid-out-in-a-table",
        ),
        pytest.param(
            "## Methods\n```r\nfit(x)\n```\nThen.",
            [("Methods", "text", "fit(x)"), ("Methods", "text", "Then.")],
            id="fence",
        ),
        pytest.param("#Methods\n\na # b", [("", "text", "#Methods"), ("", "text", "a # b")], id="number-signs-in-text"),
        pytest.param(
            "# T\n\nAn aside.\n\n## Methods\nm",
            [("", "text", "T"), ("", "text", "An aside."), ("Methods", "text", "m")],
            id="before-headings",
        ),
        pytest.param(
            "## Methods\nm\n\n## References\n1. Okafor\n\n## Funding\nNone.",
            [("Methods", "text", "m"), ("Funding", "text", "None.")],
            id="references",
        ),
        pytest.param(
            "**Abstract:** We drove.\n\n## Methods\nm",
            [("Abstract", "text", "We drove."), ("Methods", "text", "m")],
            id="label-in-line",
        ),
    ],
)
def test_blocks_of_a_paper(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert lines(read(text)) == expected


def test_cells_have_their_heads() -> None:
    document = read("## Results\n| Theme | Held |\n|---|---|\n| Early | |\n| Trust | yes |\n| **Town** | **Saw** |\n")
    assert [(p.row_head, p.column_head, document.quote(p.start, p.end)) for p in document.paragraphs] == [
        (None, "Theme", "Early"),
        ("Early", "Theme", "Trust"),
        ("Early – Trust", "Held", "yes"),
        ("Early", "Theme", "Town"),
        ("Early – Town", "Held", "Saw"),
    ]


def test_a_line_in_bold_is_a_heading() -> None:
    document = read("# A van\n\n**Methods**\n\nWe drove.\n\n## Costs\n\nNone.")
    assert [(s.heading, s.parent) for s in document.sections if s.heading] == [("Methods", None), ("Costs", None)]


FRONT = """---
title: "A van: one night"
authors: Ngũgĩ, N.; O'Farrell, Bríd
year: 2021
journal: Tests
doi: https://doi.org/10.5555/X.1
tags:
  - none
---
"""


@pytest.mark.parametrize("rest", ["## Methods\nm", "# A van: one night\n\n## Methods\nm"], ids=["alone", "said-again"])
def test_the_front_matter_gives_the_citation_once(rest: str) -> None:
    document = read(FRONT + rest)
    assert (document.title, document.year, document.journal) == ("A van: one night", 2021, "Tests")
    assert document.authors == ("Ngũgĩ, N.", "O'Farrell, Bríd")
    assert document.doi == "10.5555/x.1"
    assert document.text == "A van: one night\nm"


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert read("---\n\nWe drove.\n\n---\n\nTwice.").text == "We drove.\nTwice."


def test_a_converted_web_page_is_cleared() -> None:
    navigation = "".join(f"* [Page {n} of the site](/{n})\n" for n in range(9))
    document = read(
        f"{navigation}\n# A van\n\n## Methods\nWe drove.\n\n## References\n1. Okafor\n\nAll rights reserved.\n"
    )
    assert document.text == "A van\nWe drove."


@pytest.mark.parametrize("text", ["", "# ", "<!-- nothing -->"], ids=["empty", "heading", "comment"])
def test_a_file_without_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(text)


@pytest.mark.parametrize(
    "piece", ["[", "![", "[\\[\\]", "**a ", "_a", "<!--", "<a", "^1", "[a](", "|-", "# ", "- ", "`", "(()", "> "]
)
def test_a_hostile_file_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    try:
        read("## Methods\na " + piece * 4_000)
    except InputError:
        assert piece == "<!--"
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param(b"# A van", ".md", True, id="md"),
        pytest.param("# A".encode("utf-16"), ".markdown", True, id="utf-16"),
        pytest.param(b"# A van", ".txt", False, id="txt"),
        pytest.param(b"a\x00b", ".md", False, id="binary"),
    ],
)
def test_recognises_markdown_by_suffix(head: bytes, suffix: str, expected: bool) -> None:
    assert recognises(head, suffix) is expected
