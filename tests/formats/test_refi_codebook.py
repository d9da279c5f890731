"""Codebooks of REFI-QDA."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import code as told
from made_up import codebook as book_file
from made_up_refi import assert_valid
from relsynth.codebook import Code, Codebook
from relsynth.codebook_import import ForeignCode
from relsynth.errors import InputError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.refi_codebook import book_of, every, own_code, read_qdc, told_of, write_qdc
from relsynth.formats.refi_xml import guid, root_of

WORDS = (
    st.lists(
        st.sampled_from(
            ["trust", "Include: not", "\\Exclude: ", "Code id: STA.X", "\n", "\n\n", "é😀", "שלום", "<&>", "Example:"]
        ),
        min_size=1,
        max_size=5,
    )
    .map(" ".join)
    .map(str.strip)
    .filter(bool)
)
MAYBE = st.none() | WORDS


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Codebooks with a tree of codes of any words."""
    ids: list[str] = []
    codes = []
    for n in range(draw(st.integers(1, 5))):
        parent = draw(st.none() | st.sampled_from(ids)) if ids else None
        id_ = f"{parent}.C{n}" if parent else f"{draw(st.sampled_from(['STA', 'NET']))}.C{n}"
        ids.append(id_)
        texts = {name: draw(MAYBE) for name in ("definition", "include", "exclude")}
        codes.append(
            told(
                id_, parent=parent, label=draw(WORDS), examples=draw(st.lists(WORDS, max_size=2)), cues={}, **{**texts}
            )
        )
    return Codebook.model_validate(json.loads(book_file(*codes)))


def held(code: Code) -> tuple[object, ...]:
    return code.id, code.parent, code.label, code.definition, code.include, code.exclude, code.examples


@given(codebooks())
def test_a_codebook_of_ours_comes_back_as_it_was(book: Codebook) -> None:
    read = read_qdc(write_qdc(book))
    again, ids = book_of(read.codes, read.sets, id="again", title="Again")
    assert {held(code) for code in again.codes} == {held(code) for code in book.codes}
    used = {code.domain for code in book.codes}
    assert [(d.id, d.label) for d in again.domains] == [(d.id, d.label) for d in book.domains if d.id in used]
    assert ids == {guid("code", code.id): code.id for code in book.codes}
    assert read.losses == ()


@given(codebooks())
def test_what_is_written_is_valid_and_the_same_every_time(book: Codebook) -> None:
    made = write_qdc(book)
    assert made == write_qdc(book)
    assert_valid(made, "Codebook.xsd")


def test_a_code_is_told_in_paragraphs_that_people_read() -> None:
    code = Code(
        id="STA.TRUST",
        label="Trust",
        type="state",
        levels=(),
        definition="Faith.",
        include="In staff.",
        examples=("We trust them.",),
    )
    assert told_of(code) == "Faith.\n\nInclude: In staff.\n\nExample: We trust them.\n\nCode id: STA.TRUST"


@pytest.mark.parametrize(
    "book",
    [
        pytest.param('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{}</Codes></CodeBook>', id="as-it-ought-to-be"),
        pytest.param('<CodeBook xmlns="urn:QDA-XML:codebook:1:0"><Codes>{}</Codes></CodeBook>', id="nvivo-12"),
        pytest.param("<CodeBook><Codes>{}</Codes><Sets/></CodeBook>", id="empty-sets"),
        pytest.param("<CodeBook>{}</CodeBook>", id="no-codes-element"),
        pytest.param(
            '<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>{}</Codes></CodeBook></Project>', id="project"
        ),
    ],
)
def test_codes_are_read_however_the_file_is_written(book: str) -> None:
    below = '<Code guid="DEF" name=""><Description>In\nstaff</Description></Code>'
    codes = f'<Code guid="{{abc}}" name="Trust" isCodable="false">{below}</Code>'
    read = read_qdc(book.format(codes).encode())
    (trust,) = read.codes
    assert (trust.name, trust.guid, trust.is_codable) == ("Trust", "ABC", False)
    assert trust.children == (ForeignCode(name="unnamed", guid="DEF", description="In\nstaff"),)


def test_what_has_no_place_is_counted() -> None:
    sets = '<Sets><Set guid="S" name="Mine"><MemberCode guid="A"/></Set></Sets>'
    source = f'<CodeBook><Codes><Code guid="A" name="Trust" color="#FF0000"/></Codes>{sets}</CodeBook>'
    read = read_qdc(source.encode())
    assert [(loss.what, loss.count, loss.examples) for loss in read.losses] == [
        ("colours of codes", 1, ("Trust",)),
        ("sets of codes", 1, ("Mine",)),
    ]
    assert read.sets[0].codes == ("A",)


def test_a_code_that_another_program_puts_below_ours_gets_an_id_there() -> None:
    ours = read_codebook(book_file())
    read = read_qdc(write_qdc(ours))
    new = ForeignCode(name="In staff", guid="NEW")
    tree = (replace(read.codes[0], children=(new,)), *read.codes[1:])
    book, ids = book_of(tree, read.sets, id="x", title="X")
    assert ids["NEW"] == "STA.TRUST.INSTAFF"
    assert book.code("STA.TRUST.INSTAFF").parent == "STA.TRUST"


def test_two_codes_that_claim_one_id_of_ours_are_told_apart() -> None:
    first = ForeignCode(name="Trust", guid="A", description="Code id: STA.TRUST")
    book, ids = book_of((first, replace(first, guid="B", name="Trust, copied")), id="x", title="X")
    assert ids["A"] == "STA.TRUST"
    assert ids["B"] != "STA.TRUST"
    assert len(book.codes) == 2


@pytest.mark.parametrize("description", [None, "", "Faith", "Code id: not one", "Code id: A.B\nCode id: A.C"])
def test_a_description_that_is_not_ours_is_none(description: str | None) -> None:
    assert own_code(ForeignCode(name="Trust", description=description)) is None


def test_a_deep_tree_is_read() -> None:
    deep = '<Code guid="A{}" name="N">'
    source = f"<CodeBook><Codes>{''.join(deep.format(n) for n in range(200))}{'</Code>' * 200}</Codes></CodeBook>"
    assert len(list(every(read_qdc(source.encode()).codes))) == 200


def test_a_codebook_is_no_project_and_it_is_said_what_takes_it() -> None:
    with pytest.raises(InputError, match="holds codes alone, and no project: take them with `relsynth codebook new"):
        root_of(b"<CodeBook/>", "Project")


def test_another_file_is_refused() -> None:
    with pytest.raises(InputError, match="no file of REFI-QDA"):
        read_qdc(b"<html/>")
