"""The papers of a project as they stand for one coder: what they have read, and what waits for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.project import Project
from relsynth.workflow.coding_listing import Lines
from relsynth.workflow.coding_sight import Sight
from relsynth.workflow.eligibility import screened_out
from relsynth.workflow.paper_desk import Working, state_of
from relsynth.workflow.people import person_of
from relsynth.workflow.rounds import view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper in a coder's list; ``rounds`` are the open ones that wait for them to finish it."""

    document: str
    name: str
    citation: str
    title: str | None
    format: str
    state: Working
    rounds: tuple[str, ...]
    left_out: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCount:
    """How many codings of theirs a coder has in a paper, others' that they may see, and proposals that wait.

    ``waiting`` is None where the round that they code it in goes without proposals.
    """

    document: str
    mine: int
    others: int
    waiting: int | None


def papers_for(project: Project, *, coder: str) -> tuple[PaperRow, ...]:
    """List every paper as it stands for a coder, by name.

    Raises:
        InputError: the coder is nobody, or a machine.
    """
    name = person_of(project, coder).name
    view, excluded = view_of(project, name), screened_out(project)
    done = {document for document, who, _ in project.store.rounds.finished() if who == name}
    begun = {one.document for one in project.store.rounds.work(name)}
    rows = []
    for document in project.store.papers.heads():
        rounds = tuple(one.name for one in view.before(document.id))
        rows.append(
            PaperRow(
                document=document.id,
                name=document.name,
                citation=document.short_citation,
                title=document.title,
                format=document.format,
                state=state_of(
                    is_before=bool(rounds), has_finished=document.id in done, has_begun=document.id in begun
                ),
                rounds=rounds,
                left_out=excluded.get(document.id) or document.out_of_scope,
            )
        )
    return tuple(rows)


def count_papers(project: Project, *, coder: str) -> tuple[PaperCount, ...]:
    """Count what is coded in each paper, as a coder may see it.

    Raises:
        InputError: as ``papers_for``.
    """
    name = person_of(project, coder).name
    view, sight = view_of(project, name), Sight(project, name)
    lines = Lines(project, sight)
    of: dict[str, list[Coding]] = defaultdict(list)
    for coding in project.codings(grounds=False):
        of[lines.document_id(coding.span.version)].append(coding)
    counts = []
    for document in project.store.papers.names():
        held = lines.held(of.get(document, ()), judge=name if view.before(document) else None)
        made = [coding.coder.name for coding, status in held if coding.verdict == "code" and status != "proposal"]
        counts.append(
            PaperCount(
                document=document,
                mine=made.count(name),
                others=len(made) - made.count(name),
                waiting=sum(status == "proposal" for _, status in held) if view.shows_proposals(document) else None,
            )
        )
    return tuple(counts)
