from __future__ import annotations

import pytest

from made_up_pdf import LEFT, SENTENCES, line
from relsynth.documents import Block
from relsynth.formats.pdf.blocks import blocks_of
from relsynth.formats.pdf.flow import Flow
from relsynth.formats.pdf.headings import styles_of
from relsynth.formats.pdf.lines import Line, Type
from relsynth.formats.pdf.paragraphs import Passage
from relsynth.formats.pdf.roles import Part, Role

BODY = Type(font="Times-Roman", size=10.0, leading=12.0)
LONG = " ".join(SENTENCES)
ENTRY = "1. Dale R, Finch P. Tables and chairs in rooms. J Rooms. 2011;4:12–19."


def part(text: str, role: Role = "text", *, page: int = 1, **facts: object) -> Part:
    drawn: Line = line(text, page=page, **facts)
    return Part(passage=Passage(lines=(drawn,), left=LEFT, right=LEFT + 230, run=0), text=text, role=role)


def head(text: str, *, page: int = 1, size: float = 12.0) -> Part:
    return part(text, "heading", page=page, font="Times-Bold", is_bold=True, size=size)


def blocks(*parts: Part) -> list[Block]:
    known = [(each.passage, each.text) for each in parts if each.role == "heading"]
    flows = [Flow(parts=(each,)) for each in parts]
    return list(blocks_of(flows, styles_of(known, BODY), lambda flow: flow.parts[0].text))


def told(*parts: Part) -> list[tuple[str, str]]:
    return [(block.label or block.kind, block.text) for block in blocks(*parts)]


INTRODUCTION = (head("Introduction"), part(LONG))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [part("Hillside"), head("Abstract"), part(LONG), *INTRODUCTION],
            [("abstract", "Abstract"), ("text", LONG), ("heading", "Introduction"), ("text", LONG)],
            id="abstract-with-a-heading",
        ),
        pytest.param(
            [part(f"Abstract: {LONG}"), *INTRODUCTION],
            [("abstract", "Abstract"), ("text", LONG), ("heading", "Introduction"), ("text", LONG)],
            id="abstract-that-leads-in",
        ),
        pytest.param(
            [part(LONG, size=8.0), *INTRODUCTION],
            [("abstract", ""), ("text", LONG), ("heading", "Introduction"), ("text", LONG)],
            id="abstract-without-a-heading",
        ),
        pytest.param(
            [head("Abstract"), part(LONG), part("Keywords: trust; rooms"), *INTRODUCTION],
            [
                ("abstract", "Abstract"),
                ("text", LONG),
                ("keywords", "Keywords"),
                ("text", "trust; rooms"),
                ("heading", "Introduction"),
                ("text", LONG),
            ],
            id="keywords",
        ),
        pytest.param(
            [head("Abstract"), part(LONG, font="Arial"), part(LONG)],
            [("abstract", "Abstract"), ("text", LONG), ("heading", ""), ("text", LONG)],
            id="body-without-a-heading",
        ),
        pytest.param(
            [head("Abstract"), part(LONG), part(LONG)],
            [("abstract", "Abstract"), ("text", LONG), ("heading", ""), ("text", LONG)],
            id="body-in-the-type-of-the-abstract",
        ),
        pytest.param(
            [*INTRODUCTION, head("References"), part("One. Two."), head("Appendix"), part("More on rooms.")],
            [("heading", "Introduction"), ("text", LONG), ("heading", "Appendix"), ("text", "More on rooms.")],
            id="references-cut-out",
        ),
        pytest.param(
            [*INTRODUCTION, part(ENTRY, page=2)],
            [("heading", "Introduction"), ("text", LONG)],
            id="references-without-a-heading",
        ),
        pytest.param(
            [*INTRODUCTION, part("Setting. Two towns took part.", lead=8, is_bold=True)],
            [("heading", "Introduction"), ("text", LONG), ("heading", "Setting"), ("text", "Two towns took part.")],
            id="heading-that-leads-in",
        ),
        pytest.param(
            [
                *INTRODUCTION,
                part("• a room", "list_item"),
                part("Table 1. Costs", "caption"),
                part("Long travel", "table"),
                part("12 13 14", "table"),
                part("* changed", "footnote"),
                part("0.4", "label"),
                part("© us", "notice"),
            ],
            [
                ("heading", "Introduction"),
                ("text", LONG),
                ("list_item", "a room"),
                ("caption", "Table 1. Costs"),
                ("table", "Long travel"),
                ("footnote", "* changed"),
            ],
            id="kinds",
        ),
        pytest.param(
            [*INTRODUCTION, head("2 | METHODS"), part("We met.")],
            [("heading", "Introduction"), ("text", LONG), ("heading", "2 METHODS"), ("text", "We met.")],
            id="bar-after-a-number",
        ),
        pytest.param(
            [
                head("Abstract", size=14.0),
                head("Background"),
                part(LONG),
                head("Methods"),
                part(LONG),
                head("Background"),
                part(LONG),
            ],
            [
                ("abstract", "Abstract"),
                ("heading", "Background"),
                ("text", LONG),
                ("heading", "Methods"),
                ("text", LONG),
                ("heading", "Background"),
                ("text", LONG),
            ],
            id="abstract-of-parts",
        ),
    ],
)
def test_parts_become_blocks(parts: list[Part], expected: list[tuple[str, str]]) -> None:
    assert told(*parts) == expected


def test_an_abstract_of_parts_is_one_section() -> None:
    made = blocks(
        head("Abstract"), head("Background"), part(LONG), head("Methods"), part(LONG), head("Background"), part(LONG)
    )
    assert [block.depth for block in made if block.kind == "heading"] == [1, 2, 2, 1]


def test_blocks_carry_their_page() -> None:
    assert [block.page for block in blocks(*INTRODUCTION, part("We met.", page=3))] == [1, 1, 3]


def test_declarations_around_an_abstract_stand_at_the_end() -> None:
    found = told(head("Abstract"), part(LONG), part("Funding: The town paid for it."), *INTRODUCTION)
    assert found[-2:] == [("back_matter", "Funding"), ("text", "The town paid for it.")]
    assert ("text", "Funding: The town paid for it.") not in found


def test_a_statement_of_interests_leaves_the_conclusion() -> None:
    statement = "The authors declare that they have no competing interests."
    found = told(*INTRODUCTION, head("Conclusion", page=4), part(LONG, page=4), part(statement, page=4))
    assert found[-2:] == [("back_matter", ""), ("text", statement)]


def test_small_declarations_between_columns_leave_their_section() -> None:
    found = told(*INTRODUCTION, part("Funding: The town paid for it.", size=8.0), part(LONG))
    assert found[-2:] == [("back_matter", "Funding"), ("text", "The town paid for it.")]
