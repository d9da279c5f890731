"""What a team sees of its rounds when it codes apart: who is how far, what is noted for the adjudicator, who agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from relsynth.agreement import Figure
from relsynth.coding_rounds import Round
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.synthesis import double_coding
from relsynth.synthesis.double_coding import CodedPaper
from relsynth.workflow.accounts import list_accounts
from relsynth.workflow.coding_agreement import coded_paper
from relsynth.workflow.memos import MemoLine, list_memos
from relsynth.workflow.people import person_of
from relsynth.workflow.readers import read_by_people
from relsynth.workflow.rounds import PaperStatus, RoundStatus, list_rounds, round_status


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSeen:
    """An open round as somebody may see it, and the paper that they are to code next in it, if any."""

    status: RoundStatus
    next: PaperStatus | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsSeen:
    """Rounds that are open and those that are closed, and who could be assigned something: all who are known here."""

    open: tuple[RoundSeen, ...]
    closed: tuple[Round, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoSeen:
    """A memo for the adjudicator, and where in its paper the coding stands that it is on, if it is on one."""

    memo: MemoLine
    start: int | None
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """How far two coders agree over all codes, on ``papers`` that both have read."""

    coders: tuple[str, str]
    papers: int
    units: int
    figures: tuple[Figure, ...]


def rounds_seen(project: Project, *, coder: str) -> RoundsSeen:
    """Show somebody the rounds; numbers of others' codings are not told of papers that they code blind.

    Raises:
        InputError: whoever looks has no name.
    """
    name = person_of(project, coder).name
    status = round_status(project, coder=_known(project, name))
    accounts = {one.name for one in list_accounts(project).accounts if one.closed is None}
    return RoundsSeen(
        open=tuple(RoundSeen(status=one, next=_next(one, name)) for one in status.rounds),
        closed=tuple(one for one in list_rounds(project).rounds if not one.is_open),
        people=tuple(sorted({*project.store.people(), *accounts, name})),
    )


def memos_seen(project: Project, *, coder: str) -> tuple[MemoSeen, ...]:
    """The memos to the adjudicator that somebody may see, newest first.

    Raises:
        InputError: whoever looks has no name.
    """
    name = person_of(project, coder).name
    found = list_memos(project, to_adjudicator=True, as_coder=_known(project, name)).memos
    starts = {one.number: one.span.start for one in project.codings(grounds=False)} if found else {}
    return tuple(
        MemoSeen(memo=one, start=starts.get(one.coding) if one.holds else None, mine=one.coder == name)
        for one in reversed(found)
    )


def pair_agreement(
    project: Project, *, round: str | None = None, unit: str = "sentence", include_assisted: bool = False
) -> tuple[PairAgreement, ...]:
    """Tell of each two coders who have read the same papers how far they agree there.

    Raises:
        InputError: there is no such round.
    """
    found = read_by_people(project, round=round, include_assisted=include_assisted)
    read = [one for one in found.papers if len(one.readers) > 1]
    papers = [coded_paper(one, tuple(sentences(one.document))) for one in read]
    names = sorted({who for one in read for who in one.readers})
    return tuple(_pairs(papers, names, unit)) if len(names) > 2 else ()  # noqa: PLR2004 two are all


def _pairs(papers: Sequence[CodedPaper], names: Sequence[str], unit: str) -> Iterator[PairAgreement]:
    for pair in combinations(names, 2):
        both = [one for one in (_of(paper, pair) for paper in papers) if len(one.readers) == len(pair)]
        if both:
            units, figures = _measured(both, unit)
            yield PairAgreement(coders=pair, papers=len(both), units=units, figures=figures)


def _of(paper: CodedPaper, pair: Sequence[str]) -> CodedPaper:
    return replace(
        paper,
        readers=tuple((who, pairs) for who, pairs in paper.readers if who in pair),
        units=tuple((who, units) for who, units in paper.units if who in pair),
    )


def _measured(papers: Sequence[CodedPaper], unit: str) -> tuple[int, tuple[Figure, ...]]:
    if unit == "span":
        made = sum(len(units) for paper in papers for _, units in paper.units)
        return made, (*double_coding.on_spans(papers, None), *double_coding.on_places(papers).figures)
    found = double_coding.over_all(double_coding.as_wholes(papers) if unit == "paper" else papers)
    return found.units, found.figures


def _next(status: RoundStatus, name: str) -> PaperStatus | None:
    return next((one for one in status.papers if one.coder == name and one.is_left), None)


def _known(project: Project, name: str) -> str | None:
    """The name, where it is known here; to a person who has done nothing and has nothing to do, nothing is blind."""
    return name if name in project.store.people() else None
