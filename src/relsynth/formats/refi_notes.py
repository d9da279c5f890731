"""The notes of a project: what each says, and what it is about.

A note is a text source of its own, referred to from what it is about: the project, a source, a code, a selection or a
coding. What is said in a ``Description`` is a note as well. One that nothing refers to is about the project. What is
noted on a selection is about the first coding there; where there is none, about the source, with the words quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.formats.refi_archive import Archive
from relsynth.formats.refi_project import About, ForeignNote, Tally
from relsynth.formats.refi_remarks import MEMO, REJECTION, REMARKS, TO_ADJUDICATOR, Remarks, remarks_in
from relsynth.formats.refi_sources import Selection, Source
from relsynth.formats.refi_text import decoded, kept
from relsynth.formats.refi_xml import description_of, guid_of, said_by, targets, text_of
from relsynth.formats.xml_papers import child, children, local

if TYPE_CHECKING:
    from lxml.etree import _Element

QUOTED = 80  # characters of the words that a note without a coding is about


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    about: About
    guid: str | None = None
    quote: str | None = None


def remarks_of(root: _Element) -> Mapping[str, Remarks]:
    """What we have written of codings, by the note's GUID."""
    return {
        own: remarks_in(text_of(child(note, "PlainTextContent")) or "")
        for note in children(child(root, "Notes"), "Note")
        if _is_remarks(note) and (own := guid_of(note))
    }


def notes_of(
    root: _Element, found: Sequence[Source], noted: Mapping[_Element, str], archive: Archive, tally: Tally
) -> tuple[ForeignNote, ...]:
    """Every note and description, but those of codes, which are their definitions.

    Args:
        noted: selection -> GUID of the coding that notes on the selection are about.
    """
    aims = dict(_aims(root, found, noted))
    notes = list(_described(root, found, noted))
    for element in children(child(root, "Notes"), "Note"):
        if _is_remarks(element):
            continue
        text = _note_text(element, archive)
        if text is None:
            tally.add("notes", "they hold no text", said_by(element, "name"))
            continue
        about = aims.get(guid_of(element) or "", [_Target(about="project")])
        notes += [_note(element, text, target) for target in dict.fromkeys(about)]
        for selection in children(element, "PlainTextSelection"):
            tally.add("selections in notes", "notes are not coded here", said_by(selection, "name"))
    for link in children(child(root, "Links"), "Link"):
        if guid_of(link, "originGUID") not in aims:
            tally.add("links", "there is no place for them here", said_by(link, "name"))
    return tuple(notes)


def _aims(
    root: _Element, found: Sequence[Source], noted: Mapping[_Element, str]
) -> Iterator[tuple[str, list[_Target]]]:
    """What each note is about, by its GUID."""
    aims: dict[str, list[_Target]] = {}
    known: dict[str, _Target] = {}
    for element, target in _placed(root, found, noted):
        if own := guid_of(element):
            known[own] = target
        for note in targets(element, "NoteRef"):
            aims.setdefault(note, []).append(target)
    notes = {guid_of(note) for note in children(child(root, "Notes"), "Note")}
    for link in children(child(root, "Links"), "Link"):  # ATLAS.ti links a memo to what it is on
        ends = (guid_of(link, "originGUID"), guid_of(link, "targetGUID"))
        for origin, other in (ends, ends[::-1]):
            if origin and other and origin in notes and other in known:
                aims.setdefault(origin, []).append(known[other])
    yield from aims.items()


def _placed(
    root: _Element, found: Sequence[Source], noted: Mapping[_Element, str]
) -> Iterator[tuple[_Element, _Target]]:
    """Every element that a note may be on, and what the note is about then."""
    yield root, _Target(about="project")
    for code in root.iter("{*}Code"):
        yield code, _Target(about="code", guid=guid_of(code))
    for one in found:
        about = _Target(about="source", guid=one.guids[0] if one.guids else None)
        for element in (one.element, *(e for e in one.element if isinstance(e.tag, str) and local(e) in _TEXTS)):
            yield element, about
        for selection in one.selections:
            yield selection.element, _of_selection(one, selection, noted)
            for coding in children(selection.element, "Coding"):
                yield coding, _Target(about="coding", guid=guid_of(coding))


_TEXTS = frozenset({"Representation", "Transcript", "TextDescription"})


def _of_selection(one: Source, selection: Selection, noted: Mapping[_Element, str]) -> _Target:
    if coding := noted.get(selection.element):
        return _Target(about="coding", guid=coding)
    return _Target(about="source", guid=one.guids[0] if one.guids else None, quote=_quote(one, selection))


def _quote(one: Source, selection: Selection) -> str | None:
    words = selection.words
    if words is None and one.text and one.counts and selection.start is not None and selection.end is not None:
        words = one.text.raw[max(0, selection.start) : max(0, selection.end)]
    folded = " ".join((words or "").split())
    return f"{folded[:QUOTED]}…" if len(folded) > QUOTED else folded or None


def _described(root: _Element, found: Sequence[Source], noted: Mapping[_Element, str]) -> Iterator[ForeignNote]:
    for element, target in _placed(root, found, noted):
        said = description_of(element) if target.about != "code" else None
        if said:
            yield _note(element, said, target)


def _note(element: _Element, text: str, target: _Target) -> ForeignNote:
    name = said_by(element, "name") if local(element) == "Note" else None
    is_named = name not in (None, MEMO, TO_ADJUDICATOR) and not text.startswith(name or "")
    said = f"{name}: {text}" if is_named else text
    return ForeignNote(
        text=f"“{target.quote}”: {said}" if target.quote else said,
        about=target.about,
        target=target.guid,
        user=guid_of(element, "creatingUser") or guid_of(element, "modifyingUser"),
        at=said_by(element, "creationDateTime"),
        to_adjudicator=name == TO_ADJUDICATOR,
    )


def _note_text(element: _Element, archive: Archive) -> str | None:
    """What a note says: its description and its text, in the file or beside it."""
    inline = text_of(child(element, "PlainTextContent"))
    found = None if inline else archive.source(said_by(element, "plainTextPath"))
    body = inline if inline else kept(decoded(found)).text if found else None
    said = [text.strip() for text in (description_of(element), body) if text and text.strip()]
    return "\n\n".join(said).replace("\r\n", "\n") if said else None


def _is_remarks(note: _Element) -> bool:
    return said_by(note, "name") in (REMARKS, REJECTION)
