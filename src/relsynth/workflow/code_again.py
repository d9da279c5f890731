"""A paper that the machine has coded, coded anew once people have said what its sections are."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.errors import InputError
from relsynth.extraction.proposals import Costly
from relsynth.project import Project
from relsynth.workflow.code import code_papers
from relsynth.workflow.coders import make_proposer
from relsynth.workflow.papers import paper_named
from relsynth.workflow.track import untold, untracked


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedAgain:
    """Whether a paper was coded anew, or why it was left as it is."""

    paper: str
    coded: bool
    why_not: str | None = None

    def __str__(self) -> str:
        return f"{self.paper} was coded anew" if self.coded else f"{self.paper} was not coded anew: {self.why_not}"


def code_again(project: Project, paper: str, *, at: str) -> CodedAgain:
    """Have the project's coder code one paper as it is labelled now, if it sends no text and costs nothing.

    Args:
        paper: one that a machine has coded before; nobody asks for the first run but ``code``.

    Raises:
        InputError: no paper is called so, or no machine has coded it before.
        CoderError, CodebookError, ProjectError: as ``code``.
    """
    document = project.store.papers.current(paper_named(project, paper))
    if not project.store.is_coded(document.id):
        raise InputError(f"{document.name} was never coded by machine; `relsynth code` codes every paper")
    if document.version in project.store.current_coders():
        return CodedAgain(paper=document.name, coded=False, why_not="it is coded as it is now")
    family = project.config.coder
    proposer = make_proposer(project, family)
    if isinstance(proposer, Costly):
        why_not = f"the coder {family} sends text away, or costs something; `relsynth code` asks before it does"
        return CodedAgain(paper=document.name, coded=False, why_not=why_not)
    parser = project.config.parser
    code_papers(project, (document,), proposer, parser=parser, at=at, track=untracked, tell=untold)
    return CodedAgain(paper=document.name, coded=True)
