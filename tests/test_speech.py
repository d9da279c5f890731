"""Which stretches are words of participants, and which only stand in marks of quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.documents import Block, BlockKind
from relsynth.sections import assemble
from relsynth.speech import spoken

ASKED = Block(text="We held interviews with drivers.")


def said(*blocks: Block, heading: str = "Results", asked: bool = True) -> list[str]:
    intro = (Block(text="Methods", kind="heading", depth=1), ASKED) if asked else ()
    text, paragraphs, sections, _ = assemble((*intro, Block(text=heading, kind="heading", depth=1), *blocks))
    return [text[first:last] for first, last in spoken(text, paragraphs, sections)]


def text(words: str, kind: BlockKind = "text", column: str | None = None) -> Block:
    return Block(text=words, kind=kind, column_head=column)


VAN = "We never knew who would pay for the van."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(f"Money was short: “{VAN}” (Nurse, site 2).", [VAN], id="role"),
        pytest.param(f"Money was short: “{VAN}” [FG3, teacher]", [VAN], id="group"),
        pytest.param("They worried “nobody asked the drivers” (P07) often.", ["nobody asked the drivers"], id="number"),
        pytest.param(f"“{VAN}” — Driver, north town", [VAN], id="dash"),
        pytest.param(f"One partner said, “{VAN}” Others agreed.", [VAN], id="verb-before"),
        pytest.param(
            "“They met without the drivers,” explained a manager.", ["They met without the drivers,"], id="verb-after"
        ),
        pytest.param(
            "“We met only once,” she said, “and then the money was gone for all of us.”",
            ["We met only once,", "and then the money was gone for all of us."],
            id="goes-on",
        ),
        pytest.param(f'A midwife recalled: "{VAN}"', [VAN], id="straight"),
        pytest.param(
            "A midwife recalled: ‘We didn’t know the drivers’ names until that winter.’ (P2)",
            ["We didn’t know the drivers’ names until that winter."],
            id="single-with-apostrophes",
        ),
        pytest.param(f"P07: “{VAN}”", [VAN], id="label-before"),
        pytest.param("The so-called “shared van of both towns” was late.", [], id="term"),
        pytest.param("The “shared van” was “ours” (Nurse, site 2).", [], id="scare-quotes"),
        pytest.param("Most agreed with the statement “I can rely on my colleagues at work”.", [], id="item"),
        pytest.param("Item 4 asked “How often did you meet with the other town?”", [], id="question"),
        pytest.param("They used the “Guide to Shared Vans in Small Towns”.", [], id="title"),
        pytest.param("The policy states that “vans shall be kept by the council at all times”.", [], id="document"),
        pytest.param("Trust is “the willingness to rely on others in spite of risk” (Okafor, 2019).", [], id="work"),
        pytest.param("They left the van “in the yard", [], id="never-closed"),
        pytest.param("As Okafor said, “we are driving alone in our own vans these days”.", [], id="writer"),
        pytest.param("This is what Okafor calls “our van that we drive alone to every town”.", [], id="coined"),
        pytest.param("Okafor (2019) said “we never shared our van with the other town”.", [], id="year"),
        pytest.param("We never got our van back (P04, female, driver).", ["We never got our van back"], id="no-marks"),
        pytest.param(
            "Money was short: we never got our van back (Driver, P4)", ["we never got our van back"], id="after-colon"
        ),
        pytest.param("We read the marker (CD4, CD8) in the van.", [], id="other-numbers"),
        pytest.param("Most participants lost our van (P04, female, driver).", [], id="told-by-authors"),
    ],
)
def test_a_quotation_is_weighed(words: str, expected: list[str]) -> None:
    assert said(text(words)) == expected


@pytest.mark.parametrize(
    ("heading", "asked", "expected"),
    [
        pytest.param("Results", True, ["it was a long and hard road for us all"], id="results"),
        pytest.param("Discussion", True, [], id="discussion"),
        pytest.param("Methods", True, [], id="methods"),
        pytest.param("Results", False, [], id="nobody-asked"),
        pytest.param("Acknowledgements", True, [], id="back-matter"),
    ],
)
def test_the_place_of_a_quotation_counts(heading: str, asked: bool, expected: list[str]) -> None:
    words = "The drivers found that “it was a long and hard road for us all” in both towns."
    assert said(text(words), heading=heading, asked=asked) == expected


@pytest.mark.parametrize(
    ("blocks", "heading", "expected"),
    [
        pytest.param([text(VAN, "quote")], "Results", [VAN], id="in-results"),
        pytest.param([text(f"“{VAN}” (Driver 3)", "quote")], "Results", [VAN], id="without-its-marks-and-note"),
        pytest.param([text(f"{VAN} (Driver 3)", "quote")], "Discussion", [VAN], id="signed-elsewhere"),
        pytest.param([text(f"“{VAN}” PT12", "quote")], "Results", [VAN], id="signed-without-brackets"),
        pytest.param([text(VAN, "quote")], "Introduction", [], id="motto"),
        pytest.param([text(f"{VAN} (Okafor, 2019, p. 3)", "quote")], "Results", [], id="cited"),
        pytest.param(
            [text(VAN, "quote"), text("A driver, north town", "quote")], "Discussion", [VAN], id="signed-below"
        ),
        pytest.param(
            [text("They said it plainly:"), text("We paid for it all (driver, north town)")],
            "Results",
            ["We paid for it all"],
            id="set-off-without-marks",
        ),
        pytest.param([text("The town shall keep a van at all times.", "quote")], "Results", [], id="statute"),
        pytest.param([text("The national policy reads:"), text(VAN, "quote")], "Results", [], id="policy"),
        pytest.param([text("They met (drivers, north town)")], "Results", [], id="no-colon-before"),
        pytest.param([text(VAN, "table", "Illustrative quotes")], "Results", [VAN], id="cell-under-quotes"),
        pytest.param(
            [text(f"“{VAN}” (P1) “Nor did we in the north.” (P2)", "table", "Quotes")],
            "Results",
            [VAN, "Nor did we in the north."],
            id="cell-of-several",
        ),
        pytest.param([text("They met in the hall each week", "table", "Activity")], "Results", [], id="other-cell"),
    ],
)
def test_blocks_and_cells(blocks: list[Block], heading: str, expected: list[str]) -> None:
    assert said(*blocks, heading=heading) == expected


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "(P7)", "— nurse", "she said,", "We never knew of it.", "van", ":", " "]
)


@given(st.lists(st.tuples(st.lists(PIECES, max_size=30), st.sampled_from(["text", "quote", "table", "list_item"]))))
def test_stretches_ascend_inside_their_paragraphs(parts: list[tuple[list[str], BlockKind]]) -> None:
    blocks = [Block(text="Results", kind="heading", depth=1), ASKED]
    blocks += [Block(text=" ".join(words), kind=kind) for words, kind in parts]
    whole, paragraphs, sections, _ = assemble(blocks)
    last = 0
    for start, end in spoken(whole, paragraphs, sections):
        assert last <= start < end
        assert any(p.start <= start and end <= p.end for p in paragraphs)
        last = end


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize("piece", ["“", '"', "‘a", "’ ", "(", "“a” (", "s’ a", "— "])
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    assert len(said(text(piece * 20_000), text(piece * 20_000, "quote"))) <= 20_000
