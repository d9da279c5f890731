"""From blocks to a text with labelled sections."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.documents import CITATION, LABELS, Block, Section, plain_line
from relsynth.section_model import MOST_SECTIONS, SectionModel
from relsynth.sections import article_form, assemble, label_of, parts_of, relabel


def heading(text: str, depth: int = 1, label: str | None = None, hint: str | None = None) -> Block:
    return Block(text=text, kind="heading", depth=depth, label=label, hint=hint)


def labels(*blocks: Block) -> list[tuple[str, str]]:
    return [(section.heading, section.label) for section in assemble(blocks)[2]]


def test_text_is_one_paragraph_a_line_with_headings_kept_outside() -> None:
    text, paragraphs, sections, _ = assemble(
        [
            Block(text="Before all."),
            heading("2.  Methods\n"),
            Block(text="We met\n monthly."),
            Block(text="  "),
            heading("Partners", 2),
            Block(text="Twelve groups.", kind="list_item"),
        ]
    )
    assert text == "Before all.\nWe met monthly.\nTwelve groups."
    assert [text[p.start : p.end] for p in paragraphs] == text.split("\n")
    assert [p.section for p in paragraphs] == [0, 1, 2]
    assert [s.heading for s in sections] == ["", "2. Methods", "Partners"]
    assert [s.parent for s in sections] == [None, None, 1]
    assert paragraphs[2].kind == "list_item"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([heading("Lessons learned", label="abstract")], ["abstract"], id="markup-over-words"),
        pytest.param([heading("Discussion", hint="conclusions")], ["discussion"], id="words-over-hint"),
        pytest.param([heading("How we went about it", hint="methods")], ["methods"], id="hint-where-words-fail"),
        pytest.param([heading("What we did"), heading("Setting", 2)], ["other", "methods"], id="words-under-other"),
        pytest.param([heading("Results"), heading("Methods used", 2)], ["results", "results"], id="child-inherits"),
        pytest.param(
            [heading("Results"), heading("Talks", 2, hint="methods")], ["results", "results"], id="parent-over-hint"
        ),
        pytest.param(
            [heading("Discussion"), heading("Limitations", 2), heading("Lessons learned", 2), heading("Trust", 3)],
            ["discussion", "limitations", "lessons_learned", "lessons_learned"],
            id="late-parts-stand-inside",
        ),
        pytest.param(
            [heading("Results"), heading("Limitations of screening tools", 2)],
            ["results", "results"],
            id="loose-words-do-not",
        ),
        pytest.param(
            [heading("Introduction"), heading("Aims", 2)], ["introduction", "aims"], id="aims-in-introduction"
        ),
        pytest.param([heading("Methods"), heading("Aims", 2)], ["methods", "methods"], id="aims-elsewhere"),
        pytest.param(
            [heading("Abstract"), heading("Results", 2), heading("Conclusions", 2)],
            ["abstract"] * 3,
            id="abstract-whole",
        ),
        pytest.param(
            [heading("Acknowledgements"), heading("Lessons learned", 2)], ["back_matter"] * 2, id="back-whole"
        ),
        pytest.param(
            [heading("Conclusion"), heading("Competing interests", 2)], ["conclusion", "back_matter"], id="declarations"
        ),
        pytest.param([heading("Partnerships"), heading("Funding", 2)], ["other", "other"], id="funding-as-a-theme"),
        pytest.param(
            [heading("Results and discussion"), heading("Discussion", 2), heading("Trust", 2)],
            ["results", "discussion", "results"],
            id="parts-of-a-combined-section",
        ),
        pytest.param(
            [heading("Highlights"), heading("Introduction")], ["abstract", "introduction"], id="highlights-first"
        ),
        pytest.param([heading("Methods"), heading("Highlights")], ["methods", "other"], id="highlights-later"),
        pytest.param([heading("Summary"), heading("Methods")], ["abstract", "methods"], id="summary-first"),
        pytest.param([heading("Methods"), heading("Summary")], ["methods", "conclusion"], id="summary-last"),
        pytest.param(
            [heading("", label="title"), Block(text="T"), heading(""), Block(text="A few."), heading("Methods")],
            ["title", "introduction", "methods"],
            id="before-the-first-heading",
        ),
        pytest.param([Block(text="A few."), heading("Trust")], ["other", "other"], id="no-known-heading-follows"),
        pytest.param(
            [heading("Methods"), Block(text="A."), heading(""), Block(text="B.")],
            ["methods", "other"],
            id="after-all-sections",
        ),
    ],
)
def test_each_section_gets_the_label_that_decides(blocks: list[Block], expected: list[str]) -> None:
    assert [label for _, label in labels(*blocks)] == expected


def test_an_empty_heading_only_closes_what_is_deeper() -> None:
    _, paragraphs, sections, _ = assemble(
        [
            heading("Results"),
            heading("Box 1. Lessons learned", 2),
            Block(text="In the box."),
            heading("", 2),
            Block(text="After the box."),
        ]
    )
    assert [sections[p.section].label for p in paragraphs] == ["lessons_learned", "results"]
    assert len(sections) == 2


@pytest.mark.parametrize(
    ("marked", "text", "places"),
    [
        pytest.param("Trust grew@.", "Trust grew.", (10,), id="before-the-stop"),
        pytest.param("Trust grew.@ Then", "Trust grew. Then", (11,), id="after-the-stop"),
        pytest.param("Trust @ grew @ @.", "Trust grew.", (5, 10), id="spaces-and-runs"),
        pytest.param("@ Trust@", "Trust", (0, 5), id="at-both-ends"),
        pytest.param("one @two", "one two", (3,), id="never-joins-words"),
        pytest.param("cafe@\u0301s", "caf\u00e9s", (4,), id="composes"),
        pytest.param("@", "", (), id="nothing-else"),
    ],
)
def test_signs_of_citations_leave_the_text_and_their_places_stay(marked: str, text: str, places: tuple[int]) -> None:
    frozen, _, _, citations = assemble([Block(text=marked.replace("@", CITATION))])
    assert (frozen, citations) == (text, places)


def test_a_heading_keeps_no_sign_of_a_citation() -> None:
    assert assemble([heading(f"Methods {CITATION}")])[2][0] == Section(
        heading="Methods", label="methods", reason="heading words", confidence=0.98
    )


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        pytest.param([heading("Abstract", label="abstract")], "markup", id="markup"),
        pytest.param([heading("Methods")], "heading words", id="words"),
        pytest.param([heading("Results/discussion")], "combined: results, discussion", id="combined"),
        pytest.param([heading("Methods"), heading("Trust", 2)], "under Methods", id="parent"),
        pytest.param([heading("Our way", hint="methods")], "markup suggests methods", id="hint"),
        pytest.param([heading("Trust")], "heading says nothing", id="nothing"),
        pytest.param([Block(text="A few.")], "no heading", id="no-heading"),
    ],
)
def test_each_label_comes_with_its_reason(blocks: list[Block], reason: str) -> None:
    assert assemble(blocks)[2][-1].reason == reason


@pytest.mark.parametrize(
    ("title", "around", "label"),
    [
        pytest.param("Lessons learned from a van", "Methods", "lessons_learned", id="lessons-paper"),
        pytest.param("Fractions in the classroom", "Methods", "other", id="curriculum"),
        pytest.param("A van", "What we learned", "lessons_learned", id="heading-of-lessons"),
    ],
)
def test_numbered_lessons_are_lessons_where_the_paper_says_so(title: str, around: str, label: str) -> None:
    front = [heading("", label="title"), Block(text=title), heading("")]
    assert labels(*front, heading(around), heading("Lesson 2. Ask early"))[-1] == ("Lesson 2. Ask early", label)


LESSONS = [
    heading("Discussion"),
    Block(text="Trust grew."),
    Block(text="Lessons learned include:"),
    Block(text="Ask early.", kind="list_item"),
    Block(text="It snowed."),
    heading("Vans", 2),
    Block(text="We learned that vans break."),
    heading("Limitations"),
    Block(text="In retrospect, a map was missing."),
]


def test_paragraphs_of_lessons_become_sections_inside_theirs() -> None:
    text, paragraphs, sections, _ = assemble(LESSONS)
    assert [(s.heading, s.label, s.parent) for s in sections] == [
        ("Discussion", "discussion", None),
        ("", "lessons_learned", 0),
        ("Vans", "discussion", 0),
        ("", "lessons_learned", 2),
        ("Limitations", "limitations", None),
        ("", "lessons_learned", 4),
    ]
    assert [p.section for p in paragraphs] == [0, 1, 1, 0, 3, 5]
    assert sections[1].reason == "tells lessons: “Lessons learned include: …”"
    assert "\n".join(text[p.start : p.end] for p in paragraphs) == text


@pytest.mark.parametrize("before", ["Introduction", "Methods", "Abstract", "Acknowledgements", "Lessons learned"])
def test_lessons_are_looked_for_only_where_authors_tell_theirs(before: str) -> None:
    assert len(assemble([heading(before), Block(text="We learned that vans break.")])[2]) == 1


def test_a_cited_lesson_a_caption_and_a_cell_are_no_lessons() -> None:
    blocks = [
        heading("Discussion"),
        Block(text=f"A key lesson from the Fareham van is that keys get lost {CITATION}."),
        Block(text="We learned that vans break.", kind="caption"),
        Block(text="We learned that vans break.", kind="table", row_head="1", column_head="Lesson"),
    ]
    assert len(assemble(blocks)[2]) == 1


SURE = SectionModel(
    labels=("methods", "other", "results"), weights={"heading:van": (4.0, 0.0, 0.0)}, sharpness=1.0, enough=0.5
)


@pytest.mark.parametrize(
    ("blocks", "label", "reason"),
    [
        pytest.param(
            [heading("Introduction"), Block(text="A."), heading("The van"), Block(text="B.")],
            "methods",
            "model: heading words 'van' (0.96)",
            id="sure",
        ),
        pytest.param(
            [heading("Introduction"), Block(text="A."), heading("The map"), Block(text="B.")],
            "other",
            "model is not sure: methods at most (0.33)",
            id="unsure",
        ),
        pytest.param([heading("Introduction"), heading("The van")], "other", "heading says nothing", id="no-text"),
        pytest.param(
            [heading("Results"), Block(text="A."), heading(""), Block(text="B.")],
            "methods",
            "model: its place (0.33)",
            id="no-heading-no-doubt",
        ),
        pytest.param([Block(text="The van.")], "other", "no heading", id="text-without-sections"),
        pytest.param(
            [heading("Results"), Block(text="A."), heading("The van", 2), Block(text="B.")],
            "results",
            "under Results",
            id="never-against-the-section-around",
        ),
    ],
)
def test_the_model_is_asked_last(blocks: list[Block], label: str, reason: str) -> None:
    section = assemble(blocks, SURE)[2][-1]
    assert (section.label, section.reason) == (label, reason)
    assert 0 < section.confidence < 1


def test_the_model_sees_each_section_with_all_that_is_in_it() -> None:
    text, paragraphs, sections, _ = assemble([heading("The van"), heading("Map", 2), Block(text="A."), heading("End")])
    assert [(p.label, text[p.start : p.end]) for p in parts_of(paragraphs, sections)] == [
        (None, "A."),
        (None, "A."),
        ("other", ""),
    ]


@pytest.mark.parametrize(
    ("blocks", "confidence"),
    [
        pytest.param([heading("Abstract", label="abstract")], 1.0, id="markup"),
        pytest.param([heading("Methods")], 0.98, id="words"),
        pytest.param([heading("Challenges")], 0.92, id="usual"),
        pytest.param([heading("Methods"), heading("Trust", 2)], 0.93, id="inherited"),
        pytest.param([heading("Trust")], 0.12, id="nothing"),
    ],
)
def test_a_label_is_as_sure_as_its_reason(blocks: list[Block], confidence: float) -> None:
    assert assemble(blocks)[2][-1].confidence == confidence


def test_a_person_s_label_goes_to_what_merely_inherited() -> None:
    sections = assemble(
        [
            heading("Our van"),
            heading("Results"),
            heading("Routes", 2),
            heading("Winter", 3),
            heading("Limitations", 2),
            heading("Snow", 3),
        ]
    )[2]
    changed = relabel(sections, {1: "discussion", 5: "methods"}, "set by Ana")
    assert [s.label for s in changed] == ["other", "discussion", "discussion", "discussion", "limitations", "methods"]
    assert [(s.reason, s.confidence) for s in changed][1] == ("set by Ana", 1.0)
    assert changed[2].reason == "under Results"
    assert changed[4] == sections[4]
    assert relabel(sections, {}, "nobody") == sections


def test_label_of_answers_for_one_heading() -> None:
    assert label_of("Lessons learned") == ("lessons_learned", "heading announces lessons")
    assert label_of("Trust") == (None, "heading says nothing")


@pytest.mark.parametrize(
    ("title", "tops", "form"),
    [
        pytest.param("Lessons learned from a van", ["methods", "results"], "lessons_paper", id="title"),
        pytest.param("A van", ["introduction", "lessons_learned", "conclusion"], "lessons_paper", id="mostly-lessons"),
        pytest.param("A van", ["introduction", "methods", "results", "lessons_learned"], "other", id="one-of-three"),
        pytest.param("School lessons", ["methods", "results"], "other", id="school"),
        pytest.param(None, [], "other", id="nothing"),
    ],
)
def test_lessons_papers_are_told_by_title_or_by_most_sections(title: str | None, tops: list[str], form: str) -> None:
    sections = [Section(heading=top, label=top) for top in tops]
    assert article_form(title, sections) == form


BLOCKS = st.lists(
    st.builds(
        Block,
        text=st.text(max_size=30)
        | st.sampled_from(
            [
                "Methods",
                "Lessons learned",
                "We learned that vans break.",
                "Lessons include:",
                "Résumé",
                "Ame\u0301lie",
                "\u200b",
                f" {CITATION}",
                f"a {CITATION}.",
                f"{CITATION} e{CITATION}\u0301 {CITATION}",
            ]
        ),
        kind=st.sampled_from(["heading", "heading", "text", "quote"]),
        depth=st.integers(0, 4),
        label=st.sampled_from([None, None, "abstract", "back_matter"]),
        hint=st.sampled_from([None, "methods"]),
    ),
    max_size=20,
)


@given(BLOCKS)
def test_paragraphs_tile_the_text_and_the_tree_is_one(blocks: list[Block]) -> None:
    text, paragraphs, sections, citations = assemble(blocks)
    words = [plain_line(block.text.replace(CITATION, "")) for block in blocks if block.kind != "heading"]
    assert text.replace(" ", "") == "\n".join(filter(None, words)).replace(" ", "")
    assert list(citations) == sorted(citations)
    assert all(0 <= at <= len(text) for at in citations)
    assert "\n".join(text[p.start : p.end] for p in paragraphs) == text
    assert all(p.end > p.start for p in paragraphs)
    assert text == unicodedata.normalize("NFC", text)
    assert all(0 <= p.section < len(sections) for p in paragraphs)
    assert all(s.parent is None or s.parent < place for place, s in enumerate(sections))
    assert {s.label for s in sections} <= set(LABELS)
    assert all(s.reason for s in sections)
    assert assemble(blocks, SURE)[0] == text
    assert [p.section for p in paragraphs if p.section >= len(sections)] == []


def test_the_model_is_not_asked_about_a_text_of_more_sections_than_papers_have() -> None:
    model = SectionModel(labels=("methods", "other"), weights={"constant": (5.0, 0.0)})
    few, many = (
        assemble([b for _ in range(number) for b in (heading("The van"), Block(text="A."))], model)[2]
        for number in (2, MOST_SECTIONS + 1)
    )
    assert {s.label for s in few} == {"methods"}
    assert {(s.label, s.reason) for s in many} == {
        ("other", f"{MOST_SECTIONS + 1} sections are too many for the model")
    }
