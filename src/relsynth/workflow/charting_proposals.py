"""What the machine proposes for a form's fields: characteristics of the study, each with the words that say it.

A proposal is nobody's answer until a person takes it, and holds in no table of charting before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relsynth.characteristics import Characteristic
from relsynth.charting import Field, Form, values_of
from relsynth.charting.answers import BETWEEN
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.corpus import section_of
from relsynth.workflow.characteristics import UNSURE, found_by_machine
from relsynth.workflow.charted import StudyPapers

Found = Mapping[str, tuple[Characteristic, ...]]
"""Version -> what the machine finds in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A value that the machine found, how surely, and the words that say it."""

    value: str
    confidence: float
    quote: str
    paper: str
    section: str
    document: str
    span: Span

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look twice."""
        return self.confidence < UNSURE

    def __str__(self) -> str:
        unsure = " ?" if self.is_unsure else ""
        return f'proposed: {self.value}  ({self.confidence:.2f}{unsure})  "{self.quote}" [{self.section}]'


def proposals(
    project: Project, study: StudyPapers, form: Form, *, found: Found | None = None
) -> Mapping[str, tuple[Proposal, ...]]:
    """Field -> what the machine proposes for it, the surest first; a value that several papers tell, once.

    Nothing is written. A field for which the settings name no characteristic is not there.

    Args:
        found: what the machine finds in the study's papers, where it is known already.
    """
    wanted = {field.propose for field in form.fields if field.propose}
    if not wanted:
        return {}
    found = found_by_machine(project, study.documents) if found is None else found
    told: dict[str, dict[str, Proposal]] = {name: {} for name in wanted}
    for document in study.documents:
        for one in found[document.version]:
            if one.field in wanted:
                proposal = _proposal(document, one)
                best = told[one.field].get(proposal.value)
                if best is None or proposal.confidence > best.confidence:
                    told[one.field][proposal.value] = proposal
    ordered = {name: tuple(sorted(by.values(), key=lambda one: -one.confidence)) for name, by in told.items()}
    return {field.id: ordered[field.propose] for field in form.fields if field.propose}


def accepted(field: Field, proposed: Sequence[Proposal], wanted: Sequence[str]) -> tuple[tuple[str, ...], Proposal]:
    """The answer that proposals make, and the one whose words are its quote: the surest of those taken.

    Args:
        wanted: which values are taken, in whatever case; all of them where none is named.

    Raises:
        InputError: nothing is proposed, or not what is wanted; or the field does not take it.
    """
    if not field.propose:
        raise InputError(f"{field.id}: nothing is proposed for it; `propose` in relsynth.toml names a characteristic")
    named = {value.strip().casefold() for value in wanted}
    taken = [one for one in proposed if not named or one.value.casefold() in named]
    if not taken or len(taken) < len(named):
        values = ", ".join(one.value for one in proposed) or "nothing: answer it yourself"
        raise InputError(f"{field.id}: the machine proposes {values}")
    if field.answer == "text":
        said: tuple[str, ...] = (BETWEEN.join(one.value for one in taken),)
    else:
        said = tuple(one.value for one in (taken if field.answer == "choices" else taken[:1]))
    try:
        return values_of(field, said), taken[0]
    except InputError as error:
        raise InputError(f"{error.message}; the machine's words are not the form's: answer it yourself") from error


def unsurely(proposal: Proposal) -> str:
    """A value as tables show it: with a ``?`` where a person should look twice."""
    return f"{proposal.value}{'?' if proposal.is_unsure else ''}"


def _proposal(document: Document, one: Characteristic) -> Proposal:
    return Proposal(
        value=one.value,
        confidence=one.confidence,
        quote=document.quote(one.start, one.end),
        paper=document.name,
        section=document.sections[section_of(document, one.start)].label,
        document=document.id,
        span=Span(version=document.version, start=one.start, end=one.end),
    )
