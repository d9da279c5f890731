"""The methods of a synthesis in words, from what the project has kept: a text for a team to edit, nothing invented.

What the project cannot know (why these searches, who is on the team) is left to the team, and said to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus
from relsynth.version import __version__
from relsynth.workflow.coding_agreement import coding_agreement
from relsynth.workflow.flow import flow
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import ABSENCE, COUNTING, MACHINE, UNIT, underpowered

TO_WRITE = (
    "To be written by the team: the question, the searches and why these, who screened and coded with which training, "
    "and how differences were settled."
)
INTERVALS = (
    "Intervals of shares are Wilson's, 95 %; densities and odds ratios by section have 95 % bootstrap intervals, "
    "drawn by study. Reports of one study are counted once, and so is a construct in a study, whichever of its parts "
    "was coded."
)
UNREAD = "No paper was read by two people alone, so how far people agree is unknown."
MEASURES = 4
"""Figures of agreement that a paragraph has room for; `relsynth codings agreement` has all."""


def methods(project: Project, corpus: Corpus) -> tuple[str, ...]:
    """Paragraphs on papers, codebook, coding, agreement, counting and thresholds, in this order."""
    return tuple(_paragraphs(project, corpus))


def _paragraphs(project: Project, corpus: Corpus) -> Iterator[str]:
    yield from _searches(project)
    yield f"Papers. {corpus.statement}"
    yield _codebook(project)
    yield _coding(corpus)
    yield _agreement(project)
    yield " ".join([f"Counting. {UNIT} {COUNTING}", INTERVALS, *underpowered(project, corpus)])
    yield _thresholds(project)
    yield f"Limits. {MACHINE} {ABSENCE} Nothing here shows that one thing caused another."
    yield f"Software. relsynth {__version__}; the same project, codebook and version give the same figures."
    yield TO_WRITE


def _searches(project: Project) -> Iterator[str]:
    sources = list(project.store.catalogue.sources())
    if not sources:
        yield "Searches. No search results are kept in the project; papers were added as files."
        return
    drawn = flow(project)
    found = drawn.searched.records + drawn.others.records
    told = f"{counted(len(sources), 'source')} gave {counted(found, 'record')}"
    if not drawn.begun:
        yield f"Searches. {told}; nobody has screened them yet."
        return
    yield (
        f"Searches and screening. {told}; {counted(drawn.studies, 'study', 'studies')} were included after screening, "
        f"{counted(drawn.undecided, 'record')} are undecided. {' '.join(drawn.notes)}".rstrip()
    )


def _codebook(project: Project) -> str:
    book = project.codebook
    return (
        f"Codebook. {book.title}, {book.id} {book.version} (SHA-256 {book.digest}), with "
        f"{counted(len(book.codes), 'code')} in {counted(len(book.domains), 'domain')}. {_sources(project)}".rstrip()
    )


def _sources(project: Project) -> str:
    named = len(project.codebook.sources)
    return f"It draws on {counted(named, 'source')}, which its file lists." if named else ""


def _coding(corpus: Corpus) -> str:
    by_coder = Counter((one.coding.coder.kind, one.coding.coder.name) for one in corpus.segments)
    people = [f"{name} ({counted(n, 'coding')})" for (kind, name), n in sorted(by_coder.items()) if kind == "person"]
    machines = [f"{name} ({counted(n, 'coding')})" for (kind, name), n in sorted(by_coder.items()) if kind == "machine"]
    evidence = sum(one.coding.is_evidence for one in corpus.segments)
    by_people = f"By people: {'; '.join(people)}." if people else "No coding that holds now is by a person."
    by_machine = f"By machine: {'; '.join(machines)}." if machines else "None is by a machine."
    return (
        f"Coding. {counted(len(corpus.segments), 'coding')} hold now, {evidence} of which are evidence. {by_people} "
        f"{by_machine} Where a person and the machine differ, the person's word stands."
    )


def _agreement(project: Project) -> str:
    found = coding_agreement(project, by="construct")
    if not found.papers:
        return f"Agreement. {UNREAD}"
    figures = "; ".join(str(one) for one in found.overall.figures[:MEASURES])
    return (
        f"Agreement. {counted(found.papers, 'paper')} read by two or more of {', '.join(found.coders)}, by construct "
        f"on {counted(found.overall.units, found.unit)}: {figures}."
    )


def _thresholds(project: Project) -> str:
    """All thresholds by the names they have in settings, so that a reader can set them alike."""
    said = ", ".join(f"{name} {value:g}" for name, value in project.thresholds.model_dump().items())
    own = ", ".join(sorted(project.config.gaps))
    return f"Thresholds of gaps. {said}{f'; set in this project: {own}' if own else ', all as the codebook has them'}."
