"""Tables kept at a page's end: where they are put."""

from __future__ import annotations

from relsynth.formats.html_floats import placed
from relsynth.formats.html_pieces import Piece


def head(text: str, level: int = 2) -> Piece:
    return Piece(text=text, kind="heading", level=level)


TABLES = (
    head("Tables"),
    head("Table 1. Roles", 3),
    Piece(text="Crew", kind="table"),
    Piece(text="Note", kind="footnote"),
)
TALK = Piece(text="They met on the quay.")


def texts(*pieces: Piece) -> list[str]:
    return [piece.text for piece in placed(pieces)]


def test_a_table_stands_behind_the_paragraph_that_first_names_it() -> None:
    named = Piece(text="Who did what is in Table 1.")
    read = placed((head("Methods"), named, TALK, named, *TABLES))
    assert [p.text for p in read] == [
        "Methods", named.text, "Table 1. Roles", "Crew", "Note", TALK.text, named.text, "Tables",
    ]  # fmt: skip
    assert (read[2].kind, read[2].level) == ("caption", 0)


def test_a_table_that_nothing_names_stands_at_the_end_of_the_results() -> None:
    read = texts(head("Results"), TALK, head("Discussion"), TALK, *TABLES)
    assert read == ["Results", TALK.text, "Table 1. Roles", "Crew", "Note", "Discussion", TALK.text, "Tables"]


def test_without_results_the_heading_suggests_them() -> None:
    read = placed((head("Talk"), TALK, *TABLES))
    assert [(p.text, p.hint) for p in read][2:4] == [("Tables", "results"), ("Table 1. Roles", None)]


def test_a_page_without_such_a_section_is_left_as_it_is() -> None:
    pieces = (head("Results"), TALK, head("Appendix"), Piece(text="Table 1. More", kind="caption"))
    assert placed(pieces) == list(pieces)
