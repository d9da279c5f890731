"""Notes, memos and comments, and what they are about."""

from __future__ import annotations

import pytest

from made_up_refi import ANA, CODES, STORY, TEXT, TRUST, coding, qde, qdpx, selection, text_source
from relsynth.formats.refi_project import ForeignNote
from relsynth.formats.refi_reading import read_qdpx

SAID = "<PlainTextContent>Mind this.</PlainTextContent>"
NOTE = f'<Notes><Note guid="A1" name="Memo" creatingUser="{ANA}">{SAID}</Note></Notes>'
REFERENCE = '<NoteRef targetGUID="A1"/>'
OWN = "DDDDDDDD-DDDD-4DDD-8DDD-000000000001"


def notes(sources: str = "", *, rest: str = NOTE, codes: str = CODES) -> list[ForeignNote]:
    project = read_qdpx(qdpx(qde(sources, rest=rest, codes=codes), {f"{TEXT}.txt": STORY.encode()}))
    return list(project.notes)


@pytest.mark.parametrize(
    ("sources", "about", "target", "text"),
    [
        pytest.param("", "project", None, "Mind this.", id="nothing-refers-to-it"),
        pytest.param(text_source(REFERENCE), "source", TEXT, "Mind this.", id="source"),
        pytest.param(text_source(selection(0, 5, coding(inside=REFERENCE))), "coding", OWN, "Mind this.", id="coding"),
        pytest.param(text_source(selection(0, 5, coding(), REFERENCE)), "coding", OWN, "Mind this.", id="selection"),
        pytest.param(text_source(selection(0, 5, REFERENCE)), "source", TEXT, "“Trust”: Mind this.", id="no-coding"),
    ],
)
def test_a_note_is_about_what_refers_to_it(sources: str, about: str, target: str | None, text: str) -> None:
    assert [(one.about, one.target, one.text, one.user) for one in notes(sources)] == [(about, target, text, ANA)]


def test_a_note_on_a_code_is_about_the_code() -> None:
    codes = f'<Code guid="{TRUST}" name="Trust" isCodable="true">{REFERENCE}</Code>'
    assert [(one.about, one.target) for one in notes(codes=codes)] == [("code", TRUST)]


def test_a_description_is_a_note_but_of_a_code() -> None:
    told = text_source(
        "<Description>Told at noon.</Description>", selection(0, 5, "<Description>Odd.</Description>", coding())
    )
    codes = f'<Code guid="{TRUST}" name="Trust" isCodable="true"><Description>Faith.</Description></Code>'
    found = notes(told, rest="<Description>All vans.</Description>", codes=codes)
    assert [(one.about, one.text) for one in found] == [
        ("project", "All vans."),
        ("source", "Told at noon."),
        ("coding", "Odd."),
    ]


def test_a_link_from_a_note_says_what_it_is_about() -> None:
    link = f'<Links><Link guid="L" originGUID="A1" targetGUID="{TEXT}" direction="OneWay"/></Links>'
    assert [(one.about, one.target) for one in notes(text_source(), rest=NOTE + link)] == [("source", TEXT)]


def test_a_name_that_says_something_is_kept_with_the_note() -> None:
    assert [one.text for one in notes(rest=NOTE.replace('"Memo"', '"Plan"'))] == ["Plan: Mind this."]


def test_a_note_without_a_text_is_counted() -> None:
    project = read_qdpx(qde(rest='<Notes><Note guid="A1" name="Plan"/></Notes>').encode())
    assert [(loss.what, loss.count, loss.examples) for loss in project.losses] == [("notes", 1, ("Plan",))]
