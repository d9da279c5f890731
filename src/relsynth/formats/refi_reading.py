"""Reading a project of another program (QDPX, or a bare QDE): what it holds, where, and what has no place here.

Read tolerantly: programs leave out what the schema wants, write what it forbids, and count positions in their own ways
(``refi_counting``). What cannot be taken is counted with the reason, and never guessed: a selection stands where its
positions say, or where its words stand once, or nowhere.

Source: REFI-QDA 1.5, Project.xsd and Annex A.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.anchoring import fold
from relsynth.formats.refi_archive import Beside, nothing_beside, opened
from relsynth.formats.refi_codebook import Loss, codes_of, domain_in, every, sets_of
from relsynth.formats.refi_counting import Counting, Picked, counting_of, place
from relsynth.formats.refi_notes import notes_of, remarks_of
from relsynth.formats.refi_project import ForeignCoding, ForeignProject, ForeignSource, ForeignUser, Tally
from relsynth.formats.refi_remarks import Remarks
from relsynth.formats.refi_sources import Selection, Source, sources_of
from relsynth.formats.refi_text import kept
from relsynth.formats.refi_xml import guid_of, root_of, said_by, targets
from relsynth.formats.xml_papers import child, children, local

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMELESS = "unnamed"
NO_PLACE = "there is no place for them here"


def read_qdpx(source: bytes, *, beside: Beside = nothing_beside) -> ForeignProject:
    """Read a project.

    Args:
        beside: gives a file that lies beside the archive by its name, where a source is told to be outside of it.

    Raises:
        InputError: no project, or one that is made to do harm.
    """
    archive = opened(source, beside)
    root = root_of(archive.project, "Project")
    tally = Tally()
    with archive:
        found = tuple(sources_of(root, archive))
    counting, why = _counting(found, said_by(root, "origin"))
    reader = _Reader(root, counting, tally)
    codings = tuple(coding for one in found for coding in reader.codings(one))
    return ForeignProject(
        name=said_by(root, "name") or NAMELESS,
        origin=said_by(root, "origin"),
        users=_users(root),
        codes=codes_of(child(root, "CodeBook")),
        sources=tuple(_kept_source(one, tally) for one in found if one.text is not None),
        codings=codings,
        notes=notes_of(root, found, reader.noted, archive, tally),
        sets=sets_of(root),
        selections=sum(len(one.selections) for one in found),
        told=sum(1 for _ in root.iter("{*}Coding")),
        user=guid_of(root, "creatingUserGUID") or guid_of(root, "modifyingUserGUID"),
        counting=f"{counting}: {why}" if why else None,
        losses=(*_without_text(found), *tally.losses(), *_without_place(root)),
    )


def _users(root: _Element) -> tuple[ForeignUser, ...]:
    users: dict[str, ForeignUser] = {}
    for element in children(child(root, "Users"), "User"):
        if own := guid_of(element):
            name = said_by(element, "name") or said_by(element, "id") or NAMELESS
            users.setdefault(own, ForeignUser(guid=own, name=name))
    return tuple(users.values())


def _counting(found: Sequence[Source], origin: str | None) -> tuple[Counting, str | None]:
    told = [
        Picked(text=one.text.raw, start=selection.start, end=selection.end, name=selection.words)
        for one in found
        if one.text is not None and one.counts
        for selection in one.selections
        if selection.start is not None and selection.end is not None
    ]
    return counting_of(told, origin)


def _kept_source(one: Source, tally: Tally) -> ForeignSource:
    assert one.text is not None
    if not one.counts:
        tally.add("texts of their own", "the source has none; ours was read from its file", one.name)
    return ForeignSource(guid=_key(one), name=one.name, text=one.text.text, kind=one.kind, user=one.user)


def _key(one: Source) -> str:
    return one.guids[0] if one.guids else f"NAME:{one.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """Where a selection stands in the kept text; or nowhere, and why."""

    start: int = 0
    end: int = 0
    why: str | None = None


class _Reader:
    """What is needed to read the selections of one project."""

    def __init__(self, root: _Element, counting: Counting, tally: Tally) -> None:
        self._counting = counting
        self._tally = tally
        self._codes = {one.guid for one in every(codes_of(child(root, "CodeBook")))}
        self._cases = {guid_of(case) for case in children(child(root, "Cases"), "Case")}
        self._remarks = remarks_of(root)
        self._user = guid_of(root, "creatingUserGUID") or guid_of(root, "modifyingUserGUID")
        self.noted: dict[_Element, str] = {}
        """Selection -> GUID of the coding that what is noted on the selection is about."""

    def codings(self, one: Source) -> Iterator[ForeignCoding]:
        """The codings in a source; all others are counted."""
        self._tally.add("codes on a whole source", "a code stands on words here", one.name, number=len(one.whole))
        for selection in one.selections:
            where = self._where(one, selection)
            made = list(children(selection.element, "Coding"))
            rejected = [r for g in targets(selection.element, "NoteRef") if (r := self._remarks.get(g)) and r.rejects]
            if where.why:
                self._tally.add(
                    "codings" if made else "selections", where.why, selection.words or one.name, number=len(made) or 1
                )
                continue
            if not (made or rejected or self._is_noted(selection)):
                self._tally.add("selections without a code", "nothing is said there", selection.words or one.name)
            for coding in self._made(one, selection, where, made):
                self.noted.setdefault(selection.element, coding.guid or "")
                yield coding
            for remarks in rejected:
                self.noted.setdefault(selection.element, guid_of(selection.element) or "")
                yield self._coding(one, selection, where, code=remarks.rejects or "", remarks=remarks)

    def _made(self, one: Source, selection: Selection, where: _At, made: Sequence[_Element]) -> Iterator[ForeignCoding]:
        for element in made:
            codes = list(targets(element, "CodeRef"))
            if not codes:
                self._tally.add("codings", "they name no code", selection.words)
            for code in codes:
                if code in self._codes:
                    remarks = [r for g in targets(element, "NoteRef") if (r := self._remarks.get(g))]
                    said = remarks[0] if remarks else Remarks()
                    yield self._coding(one, selection, where, code=code, remarks=said, element=element)
                elif code in self._cases:
                    self._tally.add("selections of a case", "there are no cases here", selection.words)
                else:
                    self._tally.add("codings", "their code is not in the project", selection.words)

    def _coding(
        self,
        one: Source,
        selection: Selection,
        where: _At,
        *,
        code: str,
        remarks: Remarks,
        element: _Element | None = None,
    ) -> ForeignCoding:
        """A coding by its element; a rejection by its selection's."""
        held = selection.element
        own = held if element is None else element
        return ForeignCoding(
            guid=guid_of(own),
            source=_key(one),
            start=where.start,
            end=where.end,
            code=code,
            user=_by(own) or _by(held) or one.user or self._user,
            at=said_by(own, "creationDateTime") or said_by(held, "creationDateTime"),
            facets=remarks.facets,
            reason=remarks.reason,
            verdict="reject" if remarks.rejects else "code",
            settles=remarks.settles,
        )

    def _is_noted(self, selection: Selection) -> bool:
        return any(local(one) in ("NoteRef", "Description") for one in selection.element if isinstance(one.tag, str))

    def _where(self, one: Source, selection: Selection) -> _At:
        """Where a selection stands: by its positions, or by its words, or nowhere."""
        if one.text is None:
            return _At(why=selection.area or one.why)
        if selection.start is not None and selection.end is not None and one.counts:
            return self._by_positions(one, selection)
        if selection.words:
            found = _stands(one.text.text, selection.words)
            if found:
                self._tally.add("places of a page or file", "found by their words, not by positions", selection.words)
                return _At(start=found[0], end=found[1])
            return _At(why=f"{selection.area or 'a place of a file'}, whose words do not stand once in the text")
        return _At(why=selection.area or "they have no positions")

    def _by_positions(self, one: Source, selection: Selection) -> _At:
        assert one.text is not None
        assert selection.start is not None
        assert selection.end is not None
        first, last = selection.start, selection.end
        if last < first:
            first, last = last, first
            self._tally.add("ends before starts", "start and end were taken in the other order", selection.words)
        raw = one.text.raw
        start, end = place(Picked(text=raw, start=first, end=last), self._counting)
        if first < 0 or start >= len(raw):
            return _At(why="their positions are outside the text")
        if end > len(raw):
            self._tally.add("ends behind the text", "the end of the text was taken", selection.words)
        begin, stop = one.text.start(start), one.text.end(min(end, len(raw)))
        if not one.text.text[begin:stop].strip():
            return _At(why="no words stand there")
        return _At(start=begin, end=stop)


def _by(element: _Element) -> str | None:
    return guid_of(element, "creatingUser") or guid_of(element, "modifyingUser")


def _stands(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand once in a text, but for white space and kinds of dashes and quotation marks."""
    there, wanted = fold(text), fold(kept(words).text).folded.strip(" ")
    at = there.folded.find(wanted) if wanted else -1
    if at < 0 or there.folded.find(wanted, at + 1) >= 0:
        return None
    return there.place(at, at + len(wanted))


def _without_text(found: Sequence[Source]) -> tuple[Loss, ...]:
    tally = Tally()
    for one in found:
        if one.text is None:
            tally.add("sources", one.why or "they hold no text", one.name)
    return tally.losses()


def _without_place(root: _Element) -> tuple[Loss, ...]:
    """What the format knows and we do not."""
    tally = Tally()
    variables: Mapping[str | None, str] = {
        guid_of(one): said_by(one, "name") or NAMELESS for one in children(child(root, "Variables"), "Variable")
    }
    for one in children(child(root, "Cases"), "Case"):
        tally.add("cases", NO_PLACE, said_by(one, "name"))
    for name in variables.values():
        tally.add("variables", NO_PLACE, name)
    tally.add("values of variables", NO_PLACE, number=sum(1 for _ in root.iter("{*}VariableValue")))
    for one in children(child(root, "Graphs"), "Graph"):
        tally.add("graphs", NO_PLACE, said_by(one, "name"))
    for code in every(codes_of(child(root, "CodeBook"))):
        if code.color:
            tally.add("colours of codes", "a code has no colour here", code.name)
    for named in sets_of(root):
        if domain_in(named) is None:
            tally.add("sets", "kept as a memo on the project", named.name)
    return tally.losses()
