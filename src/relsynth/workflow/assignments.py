"""Who codes which papers in a round: all of them, a random sample, or papers by name, each by one or more people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from relsynth.coding_rounds import deal, lots
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.papers import paper_named
from relsynth.workflow.rounds import coder_named, left_out, open_round_named


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A paper that was not assigned, and why."""

    paper: str
    reason: str

    def __str__(self) -> str:
        return f"{self.paper}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderShare:
    """How many papers a coder was assigned just now, and how many they have in the round."""

    coder: str
    new: int
    total: int

    def __str__(self) -> str:
        return f"{self.coder}: {self.new} new, {counted(self.total, 'paper')} in all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What was assigned in a round: ``papers`` were chosen; of their readings ``new`` were assigned, and ``already``
    stood. ``sampled`` is of how many papers they are a random sample, by ``seed``; None where they are no sample.
    """

    round: str
    papers: int
    new: int
    already: int
    sampled: int | None
    seed: int
    shares: tuple[CoderShare, ...]
    left_out: tuple[LeftOut, ...]

    def __str__(self) -> str:
        drawn = f", drawn at random from {self.sampled} (seed {self.seed})" if self.sampled is not None else ""
        there = f", {self.already} assigned already" if self.already else ""
        head = f"{self.round}: {counted(self.papers, 'paper')}{drawn}; {counted(self.new, 'reading')} assigned{there}"
        shares = [f"  {one}" for one in self.shares]
        return "\n".join([head, *shares, *listing("Left out", self.left_out)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """An assignment was taken back."""

    round: str
    paper: str
    coder: str

    def __str__(self) -> str:
        return f"{self.paper} is no longer assigned to {self.coder} in {self.round}; what they coded is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPaper:
    """The paper that a coder is to code next in a round, None where they have finished all; ``left`` with this one."""

    round: str
    coder: str
    paper: str | None
    document: str | None
    left: int

    def __str__(self) -> str:
        if self.paper is None:
            return f"{self.coder} has finished all that {self.round} assigned to them."
        return f"{self.paper} ({counted(self.left, 'paper')} left for {self.coder} in {self.round})"


def assign(
    project: Project,
    round: str,
    *,
    coders: Sequence[str],
    papers: Sequence[str] | None = None,
    sample: int | None = None,
    share: float | None = None,
    each: int | None = None,
    seed: int = 0,
    at: str,
) -> Assigned:
    """Assign papers of a round to coders: all that count, those named, or a random sample of either.

    Nothing is assigned twice. Papers out of scope and papers screened out are left out, and told. The sample is simple,
    without replacement, and drawn by the seed and the round's name: the same again draws the same, and a larger one
    holds the smaller.

    Args:
        papers: names of papers, or their beginnings; all where None.
        sample: how many papers, from 1.
        share: the part of the papers, above 0 up to 1; at least one.
        each: deal so many of the coders to each paper, evenly; where None, each paper goes to every coder.

    Raises:
        InputError: there is no such round, or it is closed; a coder is nobody, a machine, or named twice; there is no
            paper of a name; nothing is left to assign; or the numbers make no sense.
    """
    opened = open_round_named(project, round)
    people = _people(project, coders, each)
    wanted, out = _wanted(project, papers)
    names = project.store.papers.names()
    place = {id: number for number, id in enumerate(names)}
    seed_here = f"{seed} {opened.name}"
    drawn = _drawn(wanted, sample=sample, share=share, seed=seed_here)
    with project.store.atomic():
        standing = project.store.rounds.assignments(opened.name)
        held = [(one.document, one.coder) for one in standing]
        new = (
            [(id, coder) for id in drawn for coder in people if (id, coder) not in set(held)]
            if each is None
            else deal(lots(drawn, seed=seed_here), people, each=each, seed=seed_here, held=held)
        )
        for id, coder in sorted(new, key=lambda one: place[one[0]]):
            project.store.rounds.assign(opened.name, id, coder, at=at)
    added, had = Counter(coder for _, coder in new), Counter(coder for _, coder in held)
    return Assigned(
        round=opened.name,
        papers=len(drawn),
        new=len(new),
        already=sum(id in drawn and coder in people for id, coder in held),
        sampled=None if sample is None and share is None else len(wanted),
        seed=seed,
        shares=tuple(CoderShare(coder=one, new=added[one], total=added[one] + had[one]) for one in people),
        left_out=tuple(LeftOut(paper=names[id], reason=why) for id, why in out.items()),
    )


def withdraw_assignment(project: Project, round: str, paper: str, coder: str, *, at: str) -> Withdrawn:
    """Take a paper off a coder's list in a round; what they coded is kept.

    Raises:
        InputError: there is no such round or paper, the round is closed, or the paper is not assigned to the coder.
    """
    opened = open_round_named(project, round)
    person = coder_named(project, coder)
    document = paper_named(project, paper)
    name = project.store.papers.names()[document]
    with project.store.atomic():
        taken = project.store.rounds.withdraw_assignment(opened.name, document, person, at=at)
    if taken is None:
        raise InputError(f"{name} is not assigned to {person} in {opened.name}; `relsynth rounds status` lists who is")
    return Withdrawn(round=opened.name, paper=name, coder=person)


def next_paper(project: Project, coder: str, round: str) -> NextPaper:
    """The first paper assigned to a coder in a round that they have not finished.

    Raises:
        InputError: there is no such round, it is closed, or it has assigned nothing to the coder.
    """
    person = coder_named(project, coder)
    opened = open_round_named(project, round)
    own = [one.document for one in project.store.rounds.assignments(opened.name, person)]
    if not own:
        raise InputError(
            f"{opened.name} has assigned no paper to {person}; do it with `relsynth rounds assign {opened.name} "
            f"--to {person}`"
        )
    done = project.store.rounds.finished()
    unfinished = [id for id in own if (id, person, opened.name) not in done]
    out = left_out(project, unfinished)
    left = [id for id in unfinished if id not in out]
    first = left[0] if left else None
    return NextPaper(
        round=opened.name,
        coder=person,
        paper=None if first is None else project.store.papers.names()[first],
        document=first,
        left=len(left),
    )


def _people(project: Project, coders: Sequence[str], each: int | None) -> tuple[str, ...]:
    people = tuple(coder_named(project, coder) for coder in coders)
    folded = Counter(one.casefold() for one in people)
    twice = sorted({one for one in people if folded[one.casefold()] > 1})
    if not people:
        raise InputError("name who is to code, with --to; repeat it for more people")
    if twice:
        raise InputError(f"coders are named twice: {', '.join(twice)}; name each once")
    if each is not None and not 1 <= each <= len(people):
        raise InputError(
            f"each paper cannot have {each} of {counted(len(people), 'coder')}; name more coders, or fewer each"
        )
    return people


def _wanted(project: Project, papers: Sequence[str] | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """The papers that are asked for and may be coded, and those that may not, with why."""
    names = project.store.papers.names()
    asked = tuple(names) if papers is None else tuple(dict.fromkeys(paper_named(project, one) for one in papers))
    out = dict(left_out(project, asked))
    wanted = tuple(id for id in asked if id not in out)
    if not wanted:
        why = "; ".join(f"{names[id]}: {said}" for id, said in list(out.items())[:3])
        raise InputError(f"there is no paper to assign{f' ({why})' if why else '; add some with `relsynth add`'}")
    return wanted, out


def _drawn(wanted: Sequence[str], *, sample: int | None, share: float | None, seed: str) -> tuple[str, ...]:
    if sample is not None and share is not None:
        raise InputError("give a sample or a share of the papers, not both")
    if share is not None and not 0 < share <= 1:
        raise InputError(f"a share is above 0 and up to 1, as in 0.2, not {share}")
    if sample is not None and not 1 <= sample <= len(wanted):
        raise InputError(f"a sample is of 1 to {len(wanted)} papers, as many as there are, not {sample}")
    if share is not None:
        sample = max(1, round(share * len(wanted)))
    if sample is None:
        return tuple(wanted)
    chosen = frozenset(lots(wanted, seed=seed)[:sample])
    return tuple(one for one in wanted if one in chosen)
