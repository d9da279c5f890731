"""The sections of a paper, with why each has its label; and people's word on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from relsynth.documents import LABELS, Document
from relsynth.errors import InputError
from relsynth.labelling import SectionJudgement, SectionPlace, placed, places, unplaced
from relsynth.project import Project
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.papers import paper_named, person_named

TITLE = "title"
UNSURE = 0.7
"""Below this a label is marked: of ten such, three or more are wrong. A person's eye is worth it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A section as it is listed: its number from 1, how deep it stands, and its label with reason and words."""

    number: int
    depth: int
    heading: str
    label: str
    confidence: float
    reason: str
    words: int

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look."""
        return self.confidence < UNSURE

    def __str__(self) -> str:
        mark = " ?" if self.is_unsure else ""
        what = f"{self.label} {self.confidence:.2f}{mark}"
        heading = f"{'  ' * self.depth}{self.heading or '(no heading)'}"
        return f"{self.number:>3}. {heading}  [{what}]  {counted(self.words, 'word')}; {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Homeless:
    """A person's label on a section that is not in the reading that holds now; its number takes it back."""

    number: int
    judgement: SectionJudgement

    def __str__(self) -> str:
        return f"{self.number:>3}. {self.judgement}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTree:
    """The sections of a paper, in order, and people's labels that found no place in it."""

    paper: str
    citation: str
    sections: tuple[SectionRow, ...]
    unplaced: tuple[Homeless, ...] = ()

    def __str__(self) -> str:
        unsure = sum(row.is_unsure for row in self.sections)
        marked = f", {unsure} unsure (?)" if unsure else ""
        number = counted(len(self.sections), "section")
        lines = [f"{self.paper}  {self.citation}: {number}{marked}", *map(str, self.sections)]
        return "\n".join([*lines, *listing("Set on sections that are not there", self.unplaced, most=None)])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureSections:
    """The sections whose labels are unsure, of each paper in scope that has such, numbered as in the whole paper."""

    papers: tuple[SectionTree, ...]
    read: int

    def __str__(self) -> str:
        unsure = sum(len(tree.sections) for tree in self.papers)
        if not unsure:
            return f"No section is unsure in {counted(self.read, 'paper')}."
        head = f"Unsure: {counted(unsure, 'section')} in {len(self.papers)} of {counted(self.read, 'paper')}"
        told = (line for tree in self.papers for line in (f"{tree.paper}  {tree.citation}", *map(str, tree.sections)))
        return "\n".join([head, *told, "Correct one: relsynth sections set PAPER NUMBER LABEL --coder YOU"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSet:
    """What a section is now, whether that changed the paper, and whether the paper is to be coded again for it.

    It is not where it was not coded before, nor where it was once coded as it is labelled now.
    """

    paper: str
    place: SectionPlace
    label: str | None
    reason: str
    changed: bool
    to_code: bool = False

    def __str__(self) -> str:
        what = f"{self.label} ({self.reason})" if self.label else self.reason
        again = f"\n{self.paper} is to be coded again: relsynth code" if self.to_code else ""
        return f"{self.place}: {what}{again}"


def show_sections(project: Project, paper: str) -> SectionTree:
    """List the sections of a paper with their labels, and why.

    Raises:
        InputError: no paper is called so, or several.
    """
    return _tree(project, project.store.papers.current(paper_named(project, paper)))


def show_unsure_sections(project: Project) -> UnsureSections:
    """List the sections of the papers in scope of whose labels the machine is unsure, for people to look at."""
    trees = [_tree(project, document) for document in project.store.documents() if not document.out_of_scope]
    unsure = (
        replace(tree, sections=tuple(row for row in tree.sections if row.is_unsure), unplaced=()) for tree in trees
    )
    return UnsureSections(papers=tuple(tree for tree in unsure if tree.sections), read=len(trees))


def _tree(project: Project, document: Document) -> SectionTree:
    words = Counter[int]()
    for paragraph in document.paragraphs:
        words[paragraph.section] += len(document.text[paragraph.start : paragraph.end].split())
    rows = (
        SectionRow(
            number=n + 1,
            depth=_depth(document, n),
            heading=section.heading,
            label=section.label,
            confidence=section.confidence,
            reason=section.reason,
            words=words[n],
        )
        for n, section in enumerate(document.sections)
    )
    return SectionTree(
        paper=document.name,
        citation=document.short_citation,
        sections=tuple(rows),
        unplaced=homeless(project, document),
    )


def set_section(project: Project, paper: str, number: int, label: str, *, coder: str, at: str) -> SectionSet:
    """Say what a section is. It overrules the machine and whoever said so before, and can be taken back.

    The text stays as it is: people's codings stay with it, and the machine is to code the paper again.

    Raises:
        InputError: no paper is called so, it has no such section, or that is its title; there is no such label, or
            nobody says so.
    """
    person = person_named(coder)
    if label not in LABELS:
        raise InputError(f"no label {label!r}; there are {', '.join(LABELS)}")
    document = project.store.papers.current(paper_named(project, paper))
    place = _place(document, number)
    if TITLE in (label, document.sections[number - 1].label):
        raise InputError(
            f"{TITLE} is what a paper gives as its own: no section is made its title, and its title nothing else"
        )
    coded = project.store.current_coders().get(document.version)
    with project.store.atomic():
        project.store.papers.judge(document.id, SectionJudgement(place=place, label=label, coder=person), at=at)
    return _told(project, document, place, number, coded)


def unset_section(project: Project, paper: str, number: int, *, coder: str, at: str) -> SectionSet:
    """Take back what was said of a section: it has the machine's label again.

    Raises:
        InputError: no paper is called so, it has no such section, nobody has said what it is, or nobody asks.
    """
    person = person_named(coder)
    document = project.store.papers.current(paper_named(project, paper))
    judgements = project.store.papers.judgements(document.id)
    held = {n + 1: said.place for n, said in placed(document.sections, judgements).items()}
    held |= {other.number: other.judgement.place for other in homeless(project, document)}
    if number not in held:
        _place(document, number)
        raise InputError(f"nobody has set section {number} of {document.name}; its label is the machine's")
    coded = project.store.current_coders().get(document.version)
    with project.store.atomic():
        project.store.papers.withdraw(document.id, held[number], coder=person, at=at)
    return _told(project, document, held[number], number, coded)


def homeless(project: Project, document: Document) -> tuple[Homeless, ...]:
    """People's labels on sections that a paper does not have, as it is read now, numbered behind those it has."""
    judgements = unplaced(document.sections, project.store.papers.judgements(document.id))
    numbered = enumerate(judgements, start=len(document.sections) + 1)
    return tuple(Homeless(number=number, judgement=judgement) for number, judgement in numbered)


def _depth(document: Document, section: int) -> int:
    depth, parent = 0, document.sections[section].parent
    while parent is not None:
        depth, parent = depth + 1, document.sections[parent].parent
    return depth


def _place(document: Document, number: int) -> SectionPlace:
    there = places(document.sections)
    if not 1 <= number <= len(there):
        show = f"`relsynth sections show {document.name}`"
        raise InputError(f"{document.name} has no section {number} among its {len(there)}; {show} numbers them")
    return there[number - 1]


def _told(project: Project, before: Document, place: SectionPlace, number: int, coded: str | None) -> SectionSet:
    """What came of it; ``coded``: the machine that had coded the paper last, as it was labelled before."""
    now = project.store.papers.current(before.id)
    there = now.sections[number - 1] if number <= len(now.sections) else None
    return SectionSet(
        paper=now.name,
        place=place,
        label=there.label if there else None,
        reason=there.reason if there else "taken back",
        changed=now.version != before.version,
        to_code=coded is not None and project.store.current_coders().get(now.version) != coded,
    )
