"""Writing a project as REFI-QDA, for NVivo, ATLAS.ti, MAXQDA, QualCoder and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from relsynth.codebook import Codebook
from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.formats.refi_codebook import ORIGIN, Loss
from relsynth.formats.refi_project import (
    About,
    ForeignCoding,
    ForeignNote,
    ForeignProject,
    ForeignSource,
    ForeignUser,
    Tally,
)
from relsynth.formats.refi_writing import write_qdpx
from relsynth.formats.refi_xml import guid
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.import_codings import last_words
from relsynth.workflow.listing import counted, listing

FOREIGN = "other programs have no place for it; codebook.yaml has it"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedProject:
    """What a file was written of; ``rejections`` are notes on selections, ``proposals`` a machine's codings."""

    file: str
    codes: int
    documents: int
    codings: int
    rejections: int
    proposals: int
    coders: tuple[str, ...]
    memos: int
    losses: tuple[Loss, ...]

    def __str__(self) -> str:
        told = (
            counted(self.codes, "code"),
            counted(self.documents, "document"),
            counted(self.codings, "coding"),
            *((counted(self.rejections, "rejection") + " as notes",) if self.rejections else ()),
            *((counted(self.proposals, "proposal") + " of machines",) if self.proposals else ()),
            counted(len(self.coders), "coder"),
            counted(self.memos, "memo"),
        )
        return "\n".join([f"{self.file}: {', '.join(told)}", *listing("Left out, or written otherwise", self.losses)])


def export_qdpx(project: Project, out: Path, *, proposals: bool = False) -> ExportedProject:
    """Write a project, with each person's last word on every code at a place.

    Args:
        proposals: with the codings of machines that hold now, each machine as a user.

    Raises:
        InputError: the file cannot be written.
        CodebookError: the codebook is at fault.
    """
    tally = Tally()
    foreign = foreign_of(project, proposals=proposals, tally=tally)
    _save(out, write_qdpx(foreign, project.codebook))
    by_machine = {guid("user", name) for name in _machines(project)}
    made = [one for one in foreign.codings if one.verdict == "code"]
    return ExportedProject(
        file=str(out),
        codes=len(project.codebook.codes),
        documents=len(foreign.sources),
        codings=sum(one.user not in by_machine for one in made),
        rejections=len(foreign.codings) - len(made),
        proposals=sum(one.user in by_machine for one in made),
        coders=tuple(user.name for user in foreign.users),
        memos=len(foreign.notes),
        losses=(*tally.losses(), *left_of(project.codebook)),
    )


def foreign_of(project: Project, *, proposals: bool, tally: Tally) -> ForeignProject:
    """A project of ours as other programs hold one."""
    documents = {one.version: one for one in project.store.documents()}
    held = [one for one in project.codings() if one.span.version in documents]
    people = list(last_words(held).values())
    machines = [one for one in held if one.coder.kind == "machine" and one.verdict == "code"] if proposals else []
    known = {code.id for code in project.codebook.codes}
    for coding in (*people, *machines):
        if coding.code not in known:
            tally.add("codings", "the codebook has their code no longer", coding.code)
    made = [one for one in (*people, *machines) if one.code in known]
    sources = {version: guid("document", one.id) for version, one in documents.items()}
    guids = {one.number: _guid(one, sources) for one in made if one.number is not None}
    codings = tuple(_foreign(one, sources, guids) for one in made)
    notes = tuple(_note(memo, guids, tally) for memo in project.memos())
    names = sorted({one.coder.name for one in made} | {memo.coder for memo in project.memos()})
    return ForeignProject(
        name=project.config.title,
        origin=ORIGIN,
        users=tuple(ForeignUser(guid=guid("user", name), name=name) for name in names),
        codes=(),
        sources=tuple(
            ForeignSource(guid=sources[version], name=one.name, text=one.text) for version, one in documents.items()
        ),
        codings=codings,
        notes=notes,
        sets=(),
        selections=len({(one.source, one.start, one.end) for one in codings}),
    )


def _guid(coding: Coding, sources: Mapping[str, str]) -> str:
    span = coding.span
    said = (sources[span.version], span.start, span.end, coding.code, coding.coder.name, coding.verdict)
    return guid("coding", *said, *((coding.cue_start,) if coding.coder.kind == "machine" else ()))


def _foreign(coding: Coding, sources: Mapping[str, str], guids: Mapping[int, str]) -> ForeignCoding:
    return ForeignCoding(
        guid=_guid(coding, sources),
        source=sources[coding.span.version],
        start=coding.span.start,
        end=coding.span.end,
        code=guid("code", coding.code),
        user=guid("user", coding.coder.name),
        at=coding.at,
        facets=coding.facets,
        reason=coding.reason,
        verdict=coding.verdict,
        settles=tuple(guids[number] for number in coding.settles if number in guids),
    )


def _note(memo: Memo, guids: Mapping[int, str], tally: Tally) -> ForeignNote:
    """A memo as a note; one on a coding that holds no longer is on the project."""
    about: About = "project"
    target: str | None = None
    if memo.about == "document":
        about, target = "source", guid("document", memo.document)
    elif memo.about == "code":
        about, target = "code", guid("code", memo.code)
    elif memo.coding is not None and memo.coding in guids:
        about, target = "coding", guids[memo.coding]
    elif memo.about == "coding":
        tally.add("memos on codings that hold no longer", "written as notes on the project", memo.text)
    user = guid("user", memo.coder)
    return ForeignNote(
        text=memo.text, about=about, target=target, user=user, at=memo.at, to_adjudicator=memo.to_adjudicator
    )


def _machines(project: Project) -> Iterable[str]:
    return {one.coder.name for one in project.codings() if one.coder.kind == "machine"}


def left_of(codebook: Codebook) -> Iterator[Loss]:
    """What of a codebook has no place in REFI-QDA."""
    parts: Sequence[tuple[str, int]] = (
        ("codes with cues", sum(bool(c.cues.strong or c.cues.weak or c.cues.lack or c.masks) for c in codebook.codes)),
        ("codes with near misses", sum(bool(code.near_misses) for code in codebook.codes)),
        ("codes with a crosswalk", sum(bool(code.crosswalk) for code in codebook.codes)),
        ("rules between codes", len(codebook.confusable_pairs) + sum(len(code.confusable) for code in codebook.codes)),
        ("definitions of facets", len(codebook.facets)),
        ("sources", len(codebook.sources)),
    )
    yield from (Loss(what=what, count=count, why=FOREIGN) for what, count in parts if count)


def _save(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", path=out) from error
