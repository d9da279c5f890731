"""Screenings from other programs as decisions.

The records of a file that are new are a source like any other, and its labels are decisions of the people it names.
Records that are here already, in whatever words, are no second find: a project that was screened elsewhere and comes
back adds decisions and no record. What is decided here stays: the same decision is not kept twice, and another one
by the same coder is listed, not overwritten. The way out is in ``screening_export``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth import dedupe
from relsynth.errors import InputError
from relsynth.formats import format_of_records
from relsynth.formats.screening_labels import Label, UnreadLabel, labels_of, record_named
from relsynth.project import Project
from relsynth.records import Record, folded, folded_doi, record_id
from relsynth.screening.decisions import Decision, Stage, Verdict
from relsynth.screening.protocol import Protocol
from relsynth.workflow.duplicates import draw
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.papers import person_named
from relsynth.workflow.screening_export import ScreeningExported, export_screening
from relsynth.workflow.sources import SourceImported, add_source, content_of

__all__ = ["LabelProblem", "ScreeningExported", "ScreeningImported", "export_screening", "import_screening"]

NO_LABELS = (
    "no label of a screening in it; where the whole file is a list of what was decided alike, say which: "
    "include, exclude or maybe"
)
NOBODY = "the file names nobody; --coder says whose decisions these are"
NO_REASON = "an exclusion at full text needs a criterion, and the file names none"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelProblem:
    """A label that became no decision: the line of the file, what it says, and why."""

    line: int
    said: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.said}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningImported:
    """What became of a file's labels: ``labels == added + already + len(differs) + len(unused)``.

    ``records`` were read, of which ``unlabelled`` have no label. ``unread`` are labels that could not be told.
    ``unknown_reasons`` are no criteria of the protocol and were kept as they are written; of ``several`` labels with
    more than one reason the first that is a criterion was taken. ``matched`` records are here in other words, and were
    not added; ``source`` is None where there was no record to add.
    """

    file: str
    stage: Stage | None
    records: int
    unlabelled: int
    labels: int
    added: int
    already: int
    coders: tuple[str, ...]
    differs: tuple[LabelProblem, ...]
    unused: tuple[LabelProblem, ...]
    unread: tuple[LabelProblem, ...]
    unknown_reasons: tuple[tuple[str, int], ...]
    several: int
    matched: int
    source: SourceImported | None

    def __str__(self) -> str:
        who = f" by {', '.join(self.coders)}" if self.coders else ""
        counts = f"{self.added} added, {self.already} there already, {len(self.differs)} differ"
        lines = [str(self.source)] if self.source else []
        lines.append(f"{self.file}: {counted(self.labels, 'label')}{who}: {counts}; {self.unlabelled} without a label")
        if self.matched:
            lines.append(f"{counted(self.matched, 'record')} known here in other words, and not added again")
        lines += listing("Differ from what the same coder decided here, which is kept", self.differs)
        lines += listing("Not used", self.unused)
        lines += listing("Labels that cannot be read", self.unread)
        unknown = [f"{text} ({count})" for text, count in self.unknown_reasons]
        lines += listing("Reasons that are no criterion of the protocol, kept as they are written", unknown)
        if self.several:
            lines.append(f"With several reasons, of which one was taken: {self.several}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A label where it stands: its line, and the record that it is about."""

    line: int
    record: str
    label: Label

    def problem(self, what: str) -> LabelProblem:
        who = f" ({self.label.coder})" if self.label.coder else ""
        return LabelProblem(line=self.line, said=f"{self.label.verdict}{who}", problem=what)


def import_screening(
    project: Project,
    path: Path,
    *,
    coder: str | None = None,
    stage: Stage | None = None,
    verdict: Verdict | None = None,
    at: str,
) -> ScreeningImported:
    """Read a screening made in another program: records that are new as a source, labels as decisions.

    ``coder`` is whose a label is that names nobody, ``stage`` that of all labels (else as the file says, or title and
    abstract), ``verdict`` that of every record without a label, for a file that is a list of what was decided alike.

    Raises:
        InputError: the file cannot be read, has no label at all, or ``coder`` is no person's name.
        FormatError: no installed format recognises the file.
    """
    usual = person_named(coder) if coder is not None else None
    content = content_of(path)
    read = format_of_records(content, path_name=path.name).read_records(content)
    said = [(item, labels_of(item, verdict=verdict)) for item in read if isinstance(item, Record)]
    if not any(labels for _, labels in said):
        raise InputError(NO_LABELS, path=path)
    known = _known(project, [record for record, _ in said])
    source = None
    if any(record_id(record) not in known for record, _ in said):
        source = add_source(project, content, name=path.name, at=at, less=known.keys())
    rows = list(_rows(said, known))
    taken = _Taken(project, usual=usual, stage=stage, at=at)
    placed = draw(project).placed
    with project.store.atomic():
        taken.append(rows, report_of={row.record: placed[row.record][0] for row in rows})
    return ScreeningImported(
        file=path.name,
        stage=stage,
        records=len(said),
        unlabelled=sum(not labels for _, labels in said),
        labels=len(rows),
        added=len(taken.new),
        already=taken.already,
        coders=tuple(dict.fromkeys(decision.coder for decision in taken.new)),
        differs=tuple(taken.differs),
        unused=tuple(taken.unused),
        unread=tuple(_unread(said)),
        unknown_reasons=tuple(taken.unknown.items()),
        several=taken.several,
        matched=sum(own != id for own, id in known.items()),
        source=source,
    )


def _known(project: Project, records: Iterable[Record]) -> dict[str, str]:
    """Which of a file's records are in the project, in the same words or in others: own id -> id of the one here."""
    of_file = {record_id(record): record for record in records}
    here = project.store.catalogue.records()
    found = {id: id for id in of_file if id in here}
    found |= {
        id: named
        for id, record in of_file.items()
        if id not in found and (named := record_named(record)) is not None and named in here
    }
    rest = {id: record for id, record in of_file.items() if id not in found}
    return found | (_matched(project, rest, here) if rest else {})


def _matched(project: Project, records: Mapping[str, Record], here: Mapping[str, Record]) -> dict[str, str]:
    """Records that are surely of one report of the project; those that may be of several, or none, are new."""
    placed = draw(project).placed
    candidates: dict[str, list[str]] = {}
    for match in dedupe.find({**here, **records}, known=here.keys()):
        own, other = (match.a, match.b) if match.a in records else (match.b, match.a)
        if match.relation == "duplicate" and other in here and not _other_doi(records[own], here[other]):
            candidates.setdefault(own, []).append(other)
    return {own: ids[0] for own, ids in candidates.items() if len({placed[id][0] for id in ids}) == 1}


def _other_doi(a: Record, b: Record) -> bool:
    return bool(a.doi and b.doi and folded_doi(a.doi) != folded_doi(b.doi))


def _rows(said: Iterable[tuple[Record, tuple[Label | UnreadLabel, ...]]], known: Mapping[str, str]) -> Iterator[_Row]:
    for record, labels in said:
        own = record_id(record)
        for one in labels:
            if isinstance(one, Label):
                yield _Row(line=record.origin.first, record=known.get(own, own), label=one)


def _unread(said: Iterable[tuple[Record, tuple[Label | UnreadLabel, ...]]]) -> Iterator[LabelProblem]:
    for record, labels in said:
        for one in labels:
            if isinstance(one, UnreadLabel):
                yield LabelProblem(line=record.origin.first, said=one.text, problem=one.reason)


class _Taken:
    """What becomes of labels, one after the other."""

    def __init__(self, project: Project, *, usual: str | None, stage: Stage | None, at: str) -> None:
        self._project = project
        self._protocol = project.config.protocol
        self._usual = usual
        self._stage = stage
        self._at = at
        planned = [name for plan in self._protocol.plans.values() for name in plan.screeners]
        self._spelt = {name.casefold(): name for name in (*project.store.screening.coders(), *planned)}
        self.new: list[Decision] = []
        self.already = 0
        self.several = 0
        self.differs: list[LabelProblem] = []
        self.unused: list[LabelProblem] = []
        self.unknown: Counter[str] = Counter()

    def append(self, rows: Iterable[_Row], *, report_of: Mapping[str, str]) -> None:
        """Append what is new; to be called within a transaction, so that nobody decides meanwhile."""
        placed = self._project.store.catalogue.reports()
        held = {
            (placed.get(one.record, (one.record, ""))[0], one.stage, one.coder): one
            for one in self._project.store.screening.current()
            if not one.adjudicates
        }
        for row in rows:
            decision = self._decision(row)
            if isinstance(decision, str):
                self.unused.append(row.problem(decision))
                continue
            key = (report_of[row.record], decision.stage, decision.coder)
            before = held.setdefault(key, decision)
            if before is decision:
                self.new.append(decision)
                self._count(row.label, decision)
            elif _is_same(before, decision):
                self.already += 1
            else:
                yours = f"{before.verdict}{f' ({before.criterion})' if before.criterion else ''}"
                self.differs.append(row.problem(f"{decision.coder} decided {yours}"))
        self._project.store.screening.add(self.new)

    def _count(self, label: Label, decision: Decision) -> None:
        if decision.criterion and self._protocol.criterion(decision.criterion) is None:
            self.unknown[decision.criterion] += 1
        self.several += len(label.reasons) > 1 and decision.criterion is not None

    def _decision(self, row: _Row) -> Decision | str:
        """The decision that a label is, or why it is none."""
        label = row.label
        if self._stage and label.stage and label.stage != self._stage:
            return f"is of another stage ({label.stage})"
        try:
            coder = person_named(label.coder) if label.coder and label.coder.strip() else self._usual
        except InputError as error:
            return error.message
        if coder is None:
            return NOBODY
        stage = self._stage or label.stage or "title_abstract"
        criterion = _criterion(self._protocol, label.reasons) if label.verdict != "include" else None
        if stage == "full_text" and label.verdict == "exclude" and criterion is None:
            return NO_REASON
        return Decision(
            record=row.record,
            stage=stage,
            verdict=label.verdict,
            coder=self._spelt.setdefault(coder.casefold(), coder),
            at=self._at,
            criterion=criterion,
            drawn="imported",
            note=label.note,
            tags=label.tags,
        )


def _is_same(before: Decision, decision: Decision) -> bool:
    """Whether two decisions of a coder on a report say the same; at full text the reason counts, for it is reported."""
    same_reason = decision.stage != "full_text" or before.criterion == decision.criterion
    return before.verdict == decision.verdict and same_reason


def _criterion(protocol: Protocol, reasons: tuple[str, ...]) -> str | None:
    """The criterion that reasons name, by its id, its text, or both; the first reason as written where none does."""
    for said in (*(sign.join(reasons) for sign in (",", ", ")), *reasons):
        if known := protocol.criterion(said.strip()):
            return known.id
        words = folded(said)
        for one in protocol.criteria:
            if words and words in (folded(one.text), folded(f"{one.id} {one.text}")):
                return one.id
    return next((said.strip() for said in reasons if said.strip()), None)
