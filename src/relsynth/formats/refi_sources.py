"""The sources of a project: their texts, wherever these are kept, and the selections in them as they are told.

A text is in the file (``PlainTextContent``), beside it (``plainTextPath``), in the text representation of a PDF, in the
transcript of a recording, or in the description of a picture. Where a source has but a DOCX or a PDF, it is read by our
readers; positions in it mean nothing then, and a selection is found by the words that it is named by, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relsynth.errors import FormatError, InputError
from relsynth.formats.refi_archive import Archive, base
from relsynth.formats.refi_project import SourceKind
from relsynth.formats.refi_text import KeptText, decoded, kept
from relsynth.formats.refi_xml import guid_of, number_of, said_by, text_of
from relsynth.formats.xml_papers import child, children, local

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMELESS = "unnamed"
RECORDINGS = {"AudioSource": "recording", "VideoSource": "recording"}
_AREAS = {
    "PDFSelection": "a place on a page of a PDF",
    "PictureSelection": "a place in a picture",
    "AudioSelection": "a stretch of a recording",
    "VideoSelection": "a stretch of a recording",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Selection:
    """A selection as it is told: its element, and its positions where it has any; ``words`` are the words it quotes.

    ``area`` says what it is a place of, where that is no text.
    """

    element: _Element
    start: int | None = None
    end: int | None = None
    words: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A source with what became of its text: ``text`` is None where there is none, for the reason in ``why``.

    ``counts`` says whether positions mean places of this text; ``guids`` are all by which it is referred to.
    """

    name: str
    guids: tuple[str, ...]
    kind: SourceKind
    element: _Element
    user: str | None
    text: KeptText | None
    why: str | None = None
    counts: bool = True
    selections: tuple[Selection, ...] = ()
    whole: tuple[_Element, ...] = field(default=())


def sources_of(root: _Element, archive: Archive) -> Iterator[Source]:
    """Every source of a project that may hold a text; a recording has one for each of its transcripts."""
    holder = child(root, "Sources")
    for element in () if holder is None else holder:
        if not isinstance(element.tag, str):
            continue
        kind = local(element)
        if kind == "PDFSource":
            yield _represented(element, child(element, "Representation"), "PDF", archive)
        elif kind == "PictureSource":
            yield _represented(element, child(element, "TextDescription"), "picture", archive)
        elif kind in RECORDINGS:
            yield from _recorded(element, archive)
        elif kind == "TextSource":
            yield _text_source(element, archive)


def _text_source(element: _Element, archive: Archive) -> Source:
    text, why, counts = _text(element, archive)
    return Source(
        name=_name(element),
        guids=_guids(element),
        kind="text",
        element=element,
        user=_user(element),
        text=text,
        why=why,
        counts=counts,
        selections=tuple(_plain(element)),
        whole=tuple(children(element, "Coding")),
    )


def _represented(element: _Element, text_of_it: _Element | None, kind: SourceKind, archive: Archive) -> Source:
    """A PDF or a picture with the text that stands for it."""
    text: KeptText | None = None
    why: str | None = f"a {kind} without a text of its own"
    counts = True
    if text_of_it is not None:
        text, why, counts = _text(text_of_it, archive)
    if text is None and kind == "PDF":
        text, why = _read(element, "path", archive) or (None, why)
        counts = False
    own = () if text_of_it is None else tuple(_plain(text_of_it))
    areas = tuple(_areas(element))
    return Source(
        name=_name(element),
        guids=(*_guids(element), *(() if text_of_it is None else _guids(text_of_it))),
        kind=kind,
        element=element,
        user=_user(element),
        text=text,
        why=why,
        counts=counts,
        selections=(*own, *areas),
        whole=(*children(element, "Coding"), *(() if text_of_it is None else children(text_of_it, "Coding"))),
    )


def _recorded(element: _Element, archive: Archive) -> Iterator[Source]:
    transcripts: list[_Element | None] = [*children(element, "Transcript")]
    for transcript in transcripts or [None]:
        text, why, counts = (
            (None, "recordings without a transcript", True) if transcript is None else _text(transcript, archive)
        )
        is_first = transcript is None or transcript is transcripts[0]
        spoken = () if transcript is None else tuple(_transcribed(transcript))
        yield Source(
            name=(said_by(transcript, "name") if transcript is not None else None) or _name(element),
            guids=(*(_guids(element) if is_first else ()), *(() if transcript is None else _guids(transcript))),
            kind="transcript",
            element=element,
            user=_user(element),
            text=text,
            why=why,
            counts=counts,
            selections=(*spoken, *(_areas(element) if is_first else ())),
            whole=tuple(children(element, "Coding")) if is_first else (),
        )


def _text(element: _Element, archive: Archive) -> tuple[KeptText | None, str | None, bool]:
    """The text of an element, or why there is none; and whether positions are places of it."""
    inline = text_of(child(element, "PlainTextContent"))
    if inline is not None:
        return kept(inline), None, True
    path = said_by(element, "plainTextPath")
    found = archive.source(path)
    if found is None and not path and (own := guid_of(element)):
        found = archive.source(f"internal://{own}.txt")
    if found is not None:
        text = kept(decoded(found))
        return (text, None, True) if text.text.strip() else (None, "their text is empty", True)
    if read := _read(element, "richTextPath", archive):
        return *read, False
    rich = said_by(element, "richTextPath")
    why = "the file of their text is not in the archive" if path or rich else "they name no file of a text"
    return None, why, True


def _read(element: _Element, attribute: str, archive: Archive) -> tuple[KeptText | None, str | None] | None:
    """The text of a DOCX or PDF, as our readers read it; None where there is no such file."""
    path = said_by(element, attribute)
    found = archive.source(path)
    if found is None:
        return None
    try:
        return kept(archive.reader.read(found, path_name=base(path)).text), None
    except (InputError, FormatError) as error:
        return None, f"their file cannot be read: {getattr(error, 'message', error)}"


def _plain(element: _Element) -> Iterator[Selection]:
    for selection in children(element, "PlainTextSelection"):
        yield Selection(
            element=selection,
            start=number_of(selection, "startPosition"),
            end=number_of(selection, "endPosition"),
            words=said_by(selection, "name"),
        )


def _areas(element: _Element) -> Iterator[Selection]:
    """Selections of what is no text; of a place on a page the words may be told."""
    for name, area in _AREAS.items():
        for selection in children(element, name):
            words = child(selection, "Representation")
            told = text_of(child(words, "PlainTextContent")) if words is not None else None
            if told is None and name == "PDFSelection":
                told = said_by(selection, "name")
            yield Selection(element=selection, words=told, area=area)
            if words is not None:
                yield from (
                    Selection(element=inner, words=said_by(inner, "name") or told, area=area)
                    for inner in children(words, "PlainTextSelection")
                )


def _transcribed(transcript: _Element) -> Iterator[Selection]:
    """Selections between two sync points, as places of the transcript's text."""
    points: Mapping[str | None, int | None] = {
        guid_of(point): number_of(point, "position") for point in children(transcript, "SyncPoint")
    }
    for selection in children(transcript, "TranscriptSelection"):
        first, last = (guid_of(selection, name) for name in ("fromSyncPoint", "toSyncPoint"))
        yield Selection(
            element=selection,
            start=points.get(first) if first else None,
            end=points.get(last) if last else None,
            words=said_by(selection, "name"),
        )


def _guids(element: _Element) -> tuple[str, ...]:
    own = guid_of(element)
    return (own,) if own else ()


def _name(element: _Element) -> str:
    return said_by(element, "name") or NAMELESS


def _user(element: _Element) -> str | None:
    return guid_of(element, "creatingUser") or guid_of(element, "modifyingUser")
