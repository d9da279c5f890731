"""A coder's steps in the paper that they have before them, each with what is then to be seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_history import undo_coding
from relsynth.workflow.coding_steps import CodingStep, Steps
from relsynth.workflow.paper_desk import PaperSaid, said_of
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import person_of
from relsynth.workflow.placing import placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """What a step came to: numbers of the codings that were ``made``, and where it was, where it was at a place.

    ``said`` is without the grounds of codings: whoever takes a step has seen these already.

    ``beside`` are others' codings that say something else now, and stay.
    """

    said: PaperSaid
    made: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    start: int | None = None


class PaperSteps:
    """The steps of one coder in one paper, in the round that they code it in, if any."""

    def __init__(self, project: Project, paper: str, *, coder: str, round: str | None = None) -> None:
        """Make ready for a step.

        Raises:
            InputError: no paper is called so, or the coder is nobody.
        """
        self._project = project
        self._document = project.store.papers.current(paper_named(project, paper))
        self._person = person_of(project, coder)
        self._round = round
        self._steps = Steps(project, self._person, round=round, document=self._document, is_shown=True)

    def put(
        self,
        version: str,
        start: int,
        end: int,
        codes: Sequence[str],
        *,
        facets: Mapping[str, Sequence[str]] | None = None,
        at: str,
    ) -> Stepped:
        """Put codes on words; beside what others said, where that is shown.

        Raises:
            InputError: as ``add_coding``; or the words are of a text that holds no longer.
        """
        document = self._document
        if version != document.version and self._is_other_text(version):
            raise InputError(f"{document.name} was read anew meanwhile; load the page again")
        asked = placed(document, start, end)
        span = Span(version=document.version, start=asked.start, end=asked.end)
        return self._told(self._steps.add(span, codes, facets=facets or {}, memo=None, beside=None, at=at))

    def accept(self, numbers: Sequence[int], *, at: str) -> Stepped:
        """Accept codings."""
        return self._told(self._steps.confirm(numbers, at=at))

    def reject(self, numbers: Sequence[int], *, at: str) -> Stepped:
        """Say that codings do not hold."""
        return self._told(self._steps.reject(numbers, memo=None, at=at))

    def change(
        self,
        number: int,
        *,
        to: Sequence[str] = (),
        facets: Mapping[str, Sequence[str]] | None = None,
        at: str,
    ) -> Stepped:
        """Put other codes in the place of a coding's, or give it other facets."""
        return self._told(self._steps.change(number, to=to, facets=facets or {}, at=at))

    def undo(self, *, at: str) -> Stepped:
        """Take back the coder's last step, if it was in this paper.

        Raises:
            InputError: it was in another one, or there is none.
        """
        acts = self._project.store.acts
        name = self._person.name
        last = next((act for act in reversed(acts.history(coder=name)) if act.withdrawn is None), None)
        if last and last.number not in {act.number for act in acts.history(coder=name, document=self._document.id)}:
            raise InputError("your last step was in another paper; take it back there")
        undone = undo_coding(self._project, coder=name, at=at).act
        codings = self._project.codings(document=self._document.id, grounds=False)
        return Stepped(said=self._said(codings), start=undone.codings[0].start if undone.codings else None)

    def _told(self, step: CodingStep) -> Stepped:
        made = tuple(one.number for one in step.codings)
        start = step.codings[0].start if step.codings else None
        return Stepped(said=self._said(self._steps.codings), made=made, beside=step.beside, start=start)

    def _said(self, codings: Iterable[Coding]) -> PaperSaid:
        return said_of(self._project, self._document, coder=self._person.name, round=self._round, codings=codings)

    def _is_other_text(self, version: str) -> bool:
        papers = self._project.store.papers
        return not papers.has_version(version) or not _is_same_text(papers.version(version), self._document)


def _is_same_text(a: Document, b: Document) -> bool:
    return (a.id, a.text_digest) == (b.id, b.text_digest)
