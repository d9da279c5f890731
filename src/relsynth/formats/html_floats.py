"""Tables and figures that a page keeps under a heading of their own, put where the text speaks of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relsynth.formats.floats import is_heading, key_of, keys_in
from relsynth.formats.html_pieces import Piece
from relsynth.headings import read_heading


def placed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those of tables and figures kept under "Tables" behind the paragraph that first names each.

    Those that none names stand at the end of the results; where there are none, they stay
    under their heading, which suggests results.
    """
    kept = [place for start, end in _sections(pieces) for place in range(start + 1, end) if not pieces[place].mark]
    if not kept:
        return list(pieces)
    taken = frozenset(kept)
    pointers = _pointers(pieces, taken)
    results = _end_of_results(pieces, taken)
    behind: dict[int, list[Piece]] = {}
    left: set[int] = set()
    for key, group in _groups(pieces, kept):
        place = pointers.get(key or "", results)
        if place is None:
            left |= set(group)
        else:
            behind.setdefault(place, []).extend(_captioned(pieces[one]) for one in group)
    return list(_put(pieces, taken - left, behind))


def _put(pieces: Sequence[Piece], moved: frozenset[int], behind: dict[int, list[Piece]]) -> Iterator[Piece]:
    for place, piece in enumerate(pieces):
        if place not in moved:
            yield replace(piece, hint="results") if piece.level and is_heading(piece.text) else piece
        yield from behind.get(place, ())


def _sections(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where sections of tables and figures begin and end: at the next heading as high."""
    place = 0
    while place < len(pieces):
        if pieces[place].level and is_heading(pieces[place].text):
            end = _end(pieces, place)
            yield place, end
            place = end
        else:
            place += 1


def _end(pieces: Sequence[Piece], start: int) -> int:
    level = pieces[start].level
    return next((n for n in range(start + 1, len(pieces)) if 0 < pieces[n].level <= level), len(pieces))


def _groups(pieces: Sequence[Piece], kept: Sequence[int]) -> Iterator[tuple[str | None, list[int]]]:
    """The pieces of each table or figure, which begin with its label, and its key; those before any have none."""
    key: str | None = None
    group: list[int] = []
    for place in kept:
        found = key_of(pieces[place].text) if pieces[place].kind != "table" else None
        if found and found != key:
            if group:
                yield key, group
            key, group = found, []
        group.append(place)
    if group:
        yield key, group


def _captioned(piece: Piece) -> Piece:
    """A heading within a table's group is its caption."""
    return replace(piece, kind="caption", level=0) if piece.level else piece


def _pointers(pieces: Sequence[Piece], taken: frozenset[int]) -> dict[str, int]:
    """The paragraph that first names each table or figure."""
    pointers: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        is_text = piece.kind in ("text", "list_item") and not (piece.level or piece.mark or piece.abstract)
        if is_text and place not in taken:
            for key in keys_in(piece.text):
                pointers.setdefault(key, place)
    return pointers


def _end_of_results(pieces: Sequence[Piece], taken: frozenset[int]) -> int | None:
    """The last piece of the results, None where there are none."""
    for place, piece in enumerate(pieces):
        if piece.level and not piece.abstract and read_heading(piece.text).label == "results":
            inside = (n for n in range(_end(pieces, place) - 1, place, -1) if n not in taken and not pieces[n].mark)
            return next(inside, None)
    return None
