"""Writing a project as REFI-QDA (QDPX): valid by Project.xsd, and the same bytes for the same project.

What the format has no place for is written as notes (``refi_remarks``), which every program shows and this one reads
back. A rejection is no coding to anybody else, so it is a note on a selection without a code.

Source: REFI-QDA 1.5, Project.xsd; positions are code points, the end not included, as in Annex A.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.formats.refi_codebook import ORIGIN, put_codes, put_sets, sets_by_domain
from relsynth.formats.refi_project import ForeignCoding, ForeignProject, ForeignSource
from relsynth.formats.refi_remarks import MEMO, REJECTION, REMARKS, TO_ADJUDICATOR, remarks_on
from relsynth.formats.refi_xml import PROJECT, guid, new_root, put, written

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMED = 80  # characters of a selection's words that it is named by
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the archive: the earliest that ZIP can say."""

_DATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")


def write_qdpx(project: ForeignProject, codebook: Codebook) -> bytes:
    """Return a project as an archive.

    Args:
        project: what is to be written; its codes and sets are taken from the codebook, and its codings name codes by
            ``guid("code", id)``.
        codebook: the codes.
    """
    root = _root(project, codebook)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _pack(archive, "project.qde", written(root))
        for source in project.sources:
            _pack(archive, f"sources/{source.guid}.txt", source.text.encode())
    return made.getvalue()


def _pack(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    part = zipfile.ZipInfo(name, date_time=EARLIEST)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.create_system = 0  # or the machine's would be told
    part.external_attr = 0
    archive.writestr(part, content)


def _root(project: ForeignProject, codebook: Codebook) -> _Element:
    root = new_root(PROJECT, "Project", name=project.name, origin=ORIGIN)
    notes = _Notes(project, {guid("code", code.id): code.label for code in codebook.codes})
    if project.users:
        users = put(root, "Users")
        for user in project.users:
            put(users, "User", guid=user.guid, name=user.name)
    book = put(root, "CodeBook")
    put_codes(book, codebook, {code.id: notes.on("code", guid("code", code.id)) for code in codebook.codes})
    if project.sources:
        sources = put(root, "Sources")
        of_source = _by_source(project.codings)
        for source in project.sources:
            _put_source(sources, source, of_source.get(source.guid, []), notes)
    if notes.all:
        holder = put(root, "Notes")
        for element in notes.all:
            holder.append(element)
    if sets := sets_by_domain(codebook):
        put_sets(root, sets)
    for note in notes.on("project", None):
        put(root, "NoteRef", targetGUID=note)
    return root


class _Notes:
    """The notes of a project: memos by what they are about, and remarks on codings as they are made."""

    def __init__(self, project: ForeignProject, labels: Mapping[str, str]) -> None:
        self._labels = labels
        self.all: list[_Element] = []
        self._users = {user.guid for user in project.users}
        self._on: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for number, memo in enumerate(project.notes):
            own = guid("memo", memo.about, memo.target, memo.user, memo.at, memo.text, number)
            self._add(own, TO_ADJUDICATOR if memo.to_adjudicator else MEMO, memo.text, user=memo.user, at=memo.at)
            self._on[memo.about, memo.target].append(own)

    def on(self, about: str, target: str | None) -> Sequence[str]:
        """GUIDs of the notes on something."""
        return self._on.get((about, target), ())

    def remark(self, coding: ForeignCoding, own: str) -> str | None:
        """The GUID of the note that says what a coding says beside its code; None where it says nothing."""
        text = remarks_on(_as_ours(coding), coding.settles)
        if text is None:
            return None
        note = guid("remarks", own)
        is_rejected = coding.verdict == "reject"
        told = f"{self._labels.get(coding.code, coding.code)} does not hold here" if is_rejected else None
        name = REJECTION if is_rejected else REMARKS
        self._add(note, name, text, user=coding.user, at=coding.at, told=told)
        return note

    def stamped(self, user: str | None, at: str | None) -> Mapping[str, str]:
        """Who and when, as attributes, where they can be said."""
        said = {}
        if user in self._users:
            said["creatingUser"] = user or ""
        if time := _time(at):
            said["creationDateTime"] = time
        return said

    def _add(
        self, own: str, name: str, text: str, *, user: str | None, at: str | None, told: str | None = None
    ) -> None:
        element = new_root(PROJECT, "Note", guid=own, name=name, **self.stamped(user, at))
        if told:
            put(element, "Description", told)
        put(element, "PlainTextContent", text)
        self.all.append(element)


def _put_source(parent: _Element, source: ForeignSource, codings: Sequence[ForeignCoding], notes: _Notes) -> None:
    element = put(
        parent,
        "TextSource",
        guid=source.guid,
        name=source.name,
        plainTextPath=f"internal://{source.guid}.txt",
        **notes.stamped(source.user, None),
    )
    for here in _by_place(codings):
        selection = _selection(element, source, here, notes)
        for coding in here:
            _put_coding(selection, coding, notes)
    for note in notes.on("source", source.guid):
        put(element, "NoteRef", targetGUID=note)


def _put_coding(selection: _Element, coding: ForeignCoding, notes: _Notes) -> None:
    """A coding on its selection; of a rejection, what is noted on it, on a selection of its own."""
    own = _guid_of(coding)
    remark = notes.remark(coding, own)
    said = [*([remark] if remark else []), *notes.on("coding", own)]
    made = selection
    if coding.verdict == "code":
        made = put(selection, "Coding", guid=own, **notes.stamped(coding.user, coding.at))
        put(made, "CodeRef", targetGUID=coding.code)
    for note in said:
        put(made, "NoteRef", targetGUID=note)


def _selection(parent: _Element, source: ForeignSource, here: Sequence[ForeignCoding], notes: _Notes) -> _Element:
    first, dated = here[0], all(_time(one.at) for one in here)  # whoever reads it takes its time for an undated one
    is_rejected = first.verdict == "reject"
    return put(
        parent,
        "PlainTextSelection",
        guid=_guid_of(first) if is_rejected else guid("selection", source.guid, first.start, first.end),
        name=_named(source.text[first.start : first.end]),
        startPosition=str(first.start),
        endPosition=str(first.end),
        **notes.stamped(first.user, first.at if dated else None),
    )


def _guid_of(coding: ForeignCoding) -> str:
    said = (coding.source, coding.start, coding.end, coding.code, coding.user, coding.verdict)
    return coding.guid or guid("coding", *said)


def _by_place(codings: Sequence[ForeignCoding]) -> Iterable[Sequence[ForeignCoding]]:
    """The codings of a source that share a selection, in the order of the text; a rejection has one of its own."""
    shared: dict[tuple[int, int, str], list[ForeignCoding]] = defaultdict(list)
    for coding in codings:
        shared[coding.start, coding.end, _guid_of(coding) if coding.verdict == "reject" else ""].append(coding)
    return [shared[place] for place in sorted(shared)]


def _as_ours(coding: ForeignCoding) -> Coding:
    """A coding as ``remarks_on`` reads it; of its place and coder nothing is told there."""
    return Coding(
        span=Span(version="", start=coding.start, end=coding.end),
        code=coding.code,
        coder=Coder(name="", kind="person"),
        facets=coding.facets,
        reason=coding.reason,
        verdict=coding.verdict,
    )


def _by_source(codings: Iterable[ForeignCoding]) -> Mapping[str, list[ForeignCoding]]:
    found: dict[str, list[ForeignCoding]] = defaultdict(list)
    for coding in codings:
        found[coding.source].append(coding)
    return found


def _named(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= NAMED else f"{line[:NAMED]}…"


def _time(at: str | None) -> str | None:
    """A moment as the schema wants it; None where it is none."""
    if not at or not _DATED.fullmatch(at):
        return None
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return None
    return at
