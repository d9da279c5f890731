"""Codings and memos of another program's project, appended to one of ours as their coders' own word.

What is there already is not added twice, so that the same file may be brought in again after more was coded. What has
no place, or no code, is counted with the reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.extraction.asserting import assertion_of
from relsynth.formats.refi_codebook import Loss, domain_in, every
from relsynth.formats.refi_project import ForeignCoding, ForeignNote, ForeignProject, Tally
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.decisions import ASSERTION
from relsynth.workflow.foreign_people import People
from relsynth.workflow.foreign_texts import Placed, Texts
from relsynth.workflow.listing import listing
from relsynth.workflow.people import keep

Said = tuple[str, Span, str]
_Made = tuple[Coder, ForeignCoding, Coding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """A code of theirs that no code of ours is, and how many of its codings were left out."""

    name: str
    guid: str
    codings: int

    def __str__(self) -> str:
        return f"{self.name} ({self.guid}): {self.codings} codings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of a foreign project: of the codings ``told``, ``codings`` were added, ``already`` were there.

    ``texts`` are sources with a text, ``documents`` those of them that are new here. Every coding that was told is
    added, there already, of an unmapped code, or among the losses. ``out_of_scope`` are papers that no n includes.
    """

    origin: str | None
    codes: int
    texts: int
    documents: int
    selections: int
    told: int
    codings: int
    already: int
    coders: tuple[str, ...]
    memos: int
    counting: str | None
    unmapped: tuple[Unmapped, ...]
    out_of_scope: tuple[str, ...]
    losses: tuple[Loss, ...]

    def __str__(self) -> str:
        counts = (
            ("codes", self.codes),
            ("texts", self.texts),
            ("new documents", self.documents),
            ("selections", self.selections),
            ("codings in the file", self.told),
            ("codings added", self.codings),
            ("codings there already", self.already),
            ("coders", len(self.coders)),
            ("memos added", self.memos),
        )
        lines = [f"  {name:<22}{number:>7,}" for name, number in counts]
        if self.coders:
            lines.append(f"Coders: {', '.join(self.coders)}")
        if self.counting:
            lines.append(f"Positions were taken otherwise than the format says: {self.counting}")
        return "\n".join(
            [
                f"From {self.origin or 'a program that does not say its name'}:",
                *lines,
                *listing(
                    "Codes that no code here is; name them in a table: --codes FILE.csv", self.unmapped, most=None
                ),
                *listing("Kept with its codings, and left out of every n", self.out_of_scope),
                *listing("Left out, or taken otherwise", self.losses, most=None),
            ]
        )


def bring(
    project: Project, foreign: ForeignProject, ids: Mapping[str, str], *, at: str, losses: Iterable[Loss] = ()
) -> Brought:
    """Append what a foreign project holds.

    Args:
        ids: GUID of a foreign code -> id of ours.
        losses: what was lost before.

    Raises:
        ProjectError: a text cannot be written.
    """
    return _Bringing(project, foreign, ids, at).brought(tuple(losses))


class _Bringing:
    """One foreign project on its way in."""

    def __init__(self, project: Project, foreign: ForeignProject, ids: Mapping[str, str], at: str) -> None:
        self._project = project
        self._foreign = foreign
        self._ids = ids
        self._at = at
        self._tally = Tally()
        self._people = People(project, foreign, self._tally)
        self._unmapped: Counter[str] = Counter()
        self._numbers: dict[str, int] = {}
        """GUID of a foreign coding -> number of the coding here."""
        self._said: dict[Said, list[Coding]] = defaultdict(list)
        self._already = 0

    def brought(self, losses: tuple[Loss, ...]) -> Brought:
        """Keep all that has a place here, and tell the rest."""
        foreign, texts = self._foreign, Texts(self._project, at=self._at)
        placed = {source.guid: texts.place(source) for source in foreign.sources}
        for coding in self._project.codings():
            if coding.coder.kind == "person":
                self._said[coding.coder.name, coding.span, coding.code].append(coding)
        made = self._codings(placed)
        coders, added = list[str](), 0
        for step in _in_turn(made):
            more, later = self._kept(step)
            coders, added = [*coders, *more], added + later
        memos = self._memos(placed)
        names = {code.guid: code.name for code in every(foreign.codes)}
        return Brought(
            origin=foreign.origin,
            codes=sum(1 for _ in every(foreign.codes)),
            texts=len(foreign.sources),
            documents=sum(one.is_new for one in placed.values()),
            selections=foreign.selections,
            told=foreign.told,
            codings=added,
            already=self._already,
            coders=tuple(sorted({*coders})),
            memos=memos,
            counting=foreign.counting,
            unmapped=tuple(
                Unmapped(name=names.get(guid) or guid, guid=guid, codings=n) for guid, n in self._unmapped.most_common()
            ),
            out_of_scope=tuple(
                sorted({f"{d.name}: {d.out_of_scope}" for d in (p.document for p in placed.values()) if d.out_of_scope})
            ),
            losses=(*losses, *foreign.losses, *self._tally.losses()),
        )

    def _codings(self, placed: Mapping[str, Placed]) -> dict[str, tuple[Coder, ForeignCoding, Coding]]:
        """What is to be added, by the GUID of the foreign coding, or a number where it has none."""
        made: dict[str, tuple[Coder, ForeignCoding, Coding]] = {}
        for number, foreign in enumerate(self._foreign.codings):
            own = self._coding(foreign, placed)
            if own is not None:
                made[foreign.guid if foreign.guid and foreign.guid not in made else f"#{number}"] = own
        return made

    def _coding(
        self, foreign: ForeignCoding, placed: Mapping[str, Placed]
    ) -> tuple[Coder, ForeignCoding, Coding] | None:
        coder = self._people.coder(foreign.user)
        if coder is None:
            self._tally.add("codings of a machine", "relsynth code makes them again")
            return None
        code = self._ids.get(foreign.code)
        if code is None:
            self._unmapped[foreign.code] += 1
            return None
        source = placed[foreign.source]
        try:
            span = source.span(foreign.start, foreign.end)
        except InputError as error:
            self._tally.add("codings", error.message, source.document.name)
            return None
        coding = Coding(
            span=span,
            code=code,
            coder=coder,
            facets=foreign.facets or self._asserted(source, span, foreign),
            reason=foreign.reason,
            verdict=foreign.verdict,
        )
        return coder, foreign, coding

    def _asserted(self, source: Placed, span: Span, foreign: ForeignCoding) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """How a code holds where other programs do not ask: as its sentence tells, as for a sheet that does not say."""
        if self._foreign.is_ours or foreign.verdict == "reject" or ASSERTION not in self._project.codebook.facets:
            return ()
        return ((ASSERTION, assertion_of(source.document, span.start, span.end)),)

    def _kept(self, made: Mapping[str, tuple[Coder, ForeignCoding, Coding]]) -> tuple[list[str], int]:
        """Append codings, each coder's as one act; those said before are numbered as they are kept."""
        acts: dict[Coder, list[tuple[str, Coding]]] = defaultdict(list)
        for guid, (coder, foreign, coding) in made.items():
            key = (coder.name, coding.span, coding.code)
            earlier = next((one for one in reversed(self._said[key]) if _is_said(coding, one, foreign)), None)
            if earlier is not None and earlier.number is not None:
                self._numbers[guid] = earlier.number
                self._already += 1
                continue
            if any(_is_said(coding, one, foreign) for one in self._said[key]):
                self._tally.add("codings told twice", "one word of a coder on a code at a place is enough")
                continue
            settles = tuple(self._numbers[one] for one in foreign.settles if one in self._numbers)
            acts[coder].append((guid, replace(coding, settles=settles)))
            self._said[key].append(coding)
        told = sum(foreign.at is not None for guid, (_, foreign, _) in made.items() if guid not in self._numbers)
        self._tally.add("times of codings", "a coding is dated when it is brought in", number=told)
        for coder, codings in acts.items():
            number = keep(self._project, coder, [coding for _, coding in codings], at=self._at)
            self._numbers |= {guid: (number or 0) + place for place, (guid, _) in enumerate(codings)}
        return [coder.name for coder in acts], sum(map(len, acts.values()))

    def _memos(self, placed: Mapping[str, Placed]) -> int:
        store = self._project.store
        held = store.memos.current()
        there = {_key(memo) for memo in held}
        # What we wrote as a note on the project was on something that the file does not hold, as a machine's coding.
        written = {(memo.text, memo.coder, memo.at) for memo in held} if self._foreign.is_ours else frozenset()
        memos = [memo for note in (*self._foreign.notes, *self._sets(placed)) if (memo := self._memo(note, placed))]
        new = [
            memo
            for memo in dict.fromkeys(memos)
            if _key(memo) not in there and not (memo.about == "project" and (memo.text, memo.coder, memo.at) in written)
        ]
        with store.atomic():
            for memo in new:
                store.add_coder(Coder(name=memo.coder, kind="person"))
                store.memos.add(memo)
        return len(new)

    def _memo(self, note: ForeignNote, placed: Mapping[str, Placed]) -> Memo | None:
        author = self._people.author(note.user)
        if author is None or not note.text.strip():
            self._tally.add("notes", "written by a machine, or without words")
            return None
        memo = Memo(
            about="project",
            text=note.text.strip(),
            coder=author.name,
            at=note.at or self._at,
            to_adjudicator=note.to_adjudicator,
        )
        target = note.target or ""
        if note.about == "source" and target in placed:
            return replace(memo, about="document", document=placed[target].document.id)
        if note.about == "code" and target in self._ids:
            return replace(memo, about="code", code=self._ids[target])
        if note.about == "coding" and target in self._numbers:
            return replace(memo, about="coding", coding=self._numbers[target])
        if note.about != "project":
            self._tally.add(f"notes on a {note.about}", "kept as a memo on the project", note.text)
        return memo

    def _sets(self, placed: Mapping[str, Placed]) -> Sequence[ForeignNote]:
        """Sets of theirs as memos on the project; those that we have written are domains."""
        codes = {code.guid: code.name for code in every(self._foreign.codes)}
        sources = {source.guid: source.name for source in self._foreign.sources}
        notes = []
        for one in self._foreign.sets:
            if domain_in(one) is None:
                members = [codes.get(m, m) for m in one.codes] + [sources.get(m, m) for m in one.sources]
                told = f"Set “{one.name}”: {', '.join(members) or 'empty'}"
                notes.append(ForeignNote(text=f"{told}\n{one.description}" if one.description else told))
        return notes


def _in_turn(made: Mapping[str, _Made]) -> Iterator[Mapping[str, _Made]]:
    """Codings, then what settles them, then what settles that: each after all that it points to.

    What points to each other in a circle, as no adjudicator does, comes last.
    """
    left = dict(made)
    while left:
        ready = {guid: one for guid, one in left.items() if not left.keys() & {*one[1].settles} - {guid}}
        step = ready or left
        yield step
        left = {guid: one for guid, one in left.items() if guid not in step}


def _is_said(coding: Coding, before: Coding, foreign: ForeignCoding) -> bool:
    """Whether a coder has said so; of a coding without facets of its own, whether they have coded so at all."""
    return coding.verdict == before.verdict and (not foreign.facets or coding.facets == before.facets)


def _key(memo: Memo) -> tuple[object, ...]:
    return memo.about, memo.document, memo.code, memo.coding, memo.text, memo.coder, memo.to_adjudicator
