"""Rounds of coding: opened, closed, how far they are, and what a coder is not shown while they code in a blind one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.coding_rounds import Round, View
from relsynth.errors import InputError
from relsynth.formats.rows import storable
from relsynth.project import Project
from relsynth.workflow.eligibility import screened_out
from relsynth.workflow.import_codings import last_words
from relsynth.workflow.listing import LISTED, counted, listing
from relsynth.workflow.people import known_person, person_of

NO_ROUND = "No round is open; open one with `relsynth rounds open NAME --coder WHO`."


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStatus:
    """How far a coder is with a paper that a round assigned to them.

    ``codings`` are those of the round that hold, None where they are not for the eyes of who asks. ``left_out`` is why
    the paper is to be coded no longer.
    """

    paper: str
    document: str
    coder: str
    begun: bool
    codings: int | None
    finished: bool
    left_out: str | None = None

    @property
    def is_left(self) -> bool:
        """Whether it is still to be coded, or to be finished."""
        return not (self.finished or self.left_out)

    def __str__(self) -> str:
        how = "finished" if self.finished else "begun" if self.begun else "not begun"
        made = "" if self.codings is None else f", {counted(self.codings, 'coding')}"
        out = f"  LEFT OUT: {self.left_out}" if self.left_out else ""
        return f"{self.paper}  {self.coder}: {how}{made}{out}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderStatus:
    """How far a coder is with a round."""

    coder: str
    assigned: int
    finished: int
    begun: int
    left: int

    def __str__(self) -> str:
        return f"{self.coder}: {self.finished} of {self.assigned} finished, {self.begun} begun, {self.left} left"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStatus:
    """How far a round is, paper by paper and coder by coder."""

    round: Round
    coders: tuple[CoderStatus, ...]
    papers: tuple[PaperStatus, ...]

    @property
    def left(self) -> int:
        """How many assignments are still to be finished."""
        return sum(one.left for one in self.coders)

    def __str__(self) -> str:
        papers = counted(len({one.document for one in self.papers}), "paper")
        head = f"{self.round.name}: {papers}, {counted(self.left, 'reading')} left"
        waiting = [one for one in self.papers if one.is_left]
        out = [one for one in self.papers if one.left_out]
        lines = [*(f"  {one}" for one in self.coders), *listing("Left", waiting), *listing("Left out", out, most=None)]
        return "\n".join([head, *lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsStatus:
    """How far rounds are, in the order in which they were opened."""

    rounds: tuple[RoundStatus, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.rounds)) or NO_ROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Every round, in the order in which they were opened."""

    rounds: tuple[Round, ...]

    def __str__(self) -> str:
        return "\n".join(map(described, self.rounds)) or NO_ROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A round was opened."""

    round: Round

    def __str__(self) -> str:
        how = coded_how(self.round)
        return f"Opened {self.round.name} ({how})\nNext: relsynth rounds assign {self.round.name} --to NAME --to NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A round was closed; ``unfinished`` are papers that coders had not finished, which stay as they are."""

    round: Round
    unfinished: tuple[PaperStatus, ...]

    def __str__(self) -> str:
        lines = listing("Not finished, and compared as they are", self.unfinished)
        return "\n".join([f"Closed {self.round.name}; its coders see each other's codings now", *lines])


def open_round(
    project: Project,
    name: str,
    *,
    coder: str,
    at: str,
    blind: bool = True,
    proposals: bool = False,
    note: str | None = None,
) -> Opened:
    """Open a round of coding with the codebook as it is now.

    Args:
        blind: coders do not see each other's codings of a paper before they have finished it.
        proposals: they see the machine's codings. What is decided on these tells nothing of what people find alone.

    Raises:
        InputError: the name is empty or taken, or the coder is nobody, or a machine.
    """
    person = coder_named(project, coder)
    called = " ".join(storable(name).split())
    if not called:
        raise InputError("a round needs a name, as in `pilot` or `round-1`")
    book = project.codebook
    opened = Round(
        name=called,
        blind=blind,
        proposals=proposals,
        codebook=book.digest,
        note=note and storable(note),
        coder=person,
        at=at,
    )
    with project.store.atomic():
        like = [one.name for one in project.store.rounds.all() if one.name.casefold() == called.casefold()]
        if like:
            raise InputError(f"there is a round {like[0]!r} already; give this one another name")
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=at)
        project.store.rounds.open(opened)
    return Opened(round=opened)


def close_round(project: Project, name: str, *, coder: str, at: str) -> Closed:
    """Close a round: nobody codes in it any more, and its coders see what the others said. It cannot be opened again.

    Raises:
        InputError: there is no such round, it is closed already, or the coder is nobody, or a machine.
    """
    person = coder_named(project, coder)
    status = _status(project, open_round_named(project, name), viewer=None)
    with project.store.atomic():
        round = open_round_named(project, name)  # somebody else may have closed it meanwhile
        project.store.rounds.end(round.name, coder=person, at=at)
    closed = round_named(project, name)
    return Closed(round=closed, unfinished=tuple(one for one in status.papers if one.is_left))


def list_rounds(project: Project) -> Rounds:
    """Every round: how it is coded, since when, and whether it is open."""
    return Rounds(rounds=project.store.rounds.all())


def round_status(project: Project, round: str | None = None, *, coder: str | None = None) -> RoundsStatus:
    """How far a round is, or every open one: who has begun and finished what, and what is left.

    Args:
        coder: as they may see it: numbers of others' codings are not told of papers that they code blind.

    Raises:
        InputError: there is no such round, or nobody is called so here.
    """
    viewer = None if coder is None else known_person(project, coder)
    wanted = (
        [one for one in project.store.rounds.all() if one.is_open] if round is None else [round_named(project, round)]
    )
    return RoundsStatus(rounds=tuple(_status(project, one, viewer=viewer) for one in wanted))


def _status(project: Project, round: Round, *, viewer: str | None) -> RoundStatus:
    assigned = project.store.rounds.assignments(round.name)
    done = project.store.rounds.finished()
    begun = {(one.document, one.coder) for one in project.store.rounds.work() if one.round == round.name}
    made = _codings_in(project, round)
    out = left_out(project, {one.document for one in assigned})
    view = None if viewer is None else view_of(project, viewer)
    names = project.store.papers.names()
    papers = tuple(
        PaperStatus(
            paper=names.get(one.document, one.document),
            document=one.document,
            coder=one.coder,
            begun=(one.document, one.coder) in begun or made[one.document, one.coder] > 0,
            codings=None if _is_kept_from(view, round, one.document, one.coder) else made[one.document, one.coder],
            finished=(one.document, one.coder, round.name) in done,
            left_out=out.get(one.document),
        )
        for one in assigned
    )
    return RoundStatus(round=round, papers=papers, coders=tuple(_by_coder(papers)))


def _by_coder(papers: Iterable[PaperStatus]) -> Iterable[CoderStatus]:
    of: dict[str, list[PaperStatus]] = {}
    for one in papers:
        of.setdefault(one.coder, []).append(one)
    for coder, own in sorted(of.items()):
        yield CoderStatus(
            coder=coder,
            assigned=len(own),
            finished=sum(one.finished for one in own),
            begun=sum(one.begun and not one.finished for one in own),
            left=sum(one.is_left for one in own),
        )


def _is_kept_from(view: View | None, round: Round, document: str, coder: str) -> bool:
    return view is not None and coder != view.coder and round in view.before(document) and round.blind


def _codings_in(project: Project, round: Round) -> Counter[tuple[str, str]]:
    """Document and coder -> codings of theirs in a round that hold."""
    document_of = project.store.papers.documents_of_versions()
    said = last_words(project.codings(grounds=False)).values()
    return Counter(
        (document_of[one.span.version], one.coder.name)
        for one in said
        if one.round == round.name and one.verdict == "code"
    )


# -- blindness ---------------------------------------------------------------------------------


def view_of(project: Project, coder: str) -> View:
    """What a coder may see while they code, by the rule of `relsynth.coding_rounds`."""
    rounds = project.store.rounds
    return View(
        coder=coder,
        rounds=rounds.all(),
        assigned=frozenset((one.document, one.coder, one.round) for one in rounds.assignments()),
        done=rounds.finished(),
    )


def visible(project: Project, codings: Iterable[Coding], *, coder: str, round: str | None = None) -> tuple[Coding, ...]:
    """Of codings that hold now those that a coder may see, in their order.

    Args:
        round: the round that they code in, which says whether they see the machine's; where None, every one that they
            have the paper before them in does.
    """
    view = view_of(project, coder)
    document_of = project.store.papers.documents_of_versions()
    return tuple(one for one in codings if not view.hides(one, document_of[one.span.version], round=round))


def is_hidden_from(project: Project, coder: str, coding: Coding, *, round: str | None = None) -> bool:
    """Whether a coding that holds now is kept from a coder who codes its paper blind."""
    return not visible(project, [coding], coder=coder, round=round)


def round_of(project: Project, document: str, *, coder: str, round: str | None = None) -> str | None:
    """The round that a coder codes a paper in: the one named, or the one open round that has assigned it to them and
    that they have not finished it in; None where there is none such, so that they code it on their own.

    Raises:
        InputError: there is no such round, it is closed, it has not assigned the paper to them, or they have finished
            it there; or several rounds have, and none is named.
    """
    before = [one.name for one in view_of(project, coder).before(document)]
    if round is None:
        if len(before) > 1:
            raise InputError(f"{coder} has this paper in several rounds ({', '.join(before)}); name one with --round")
        return before[0] if before else None
    wanted = open_round_named(project, round).name
    if wanted in before:
        return wanted
    paper = project.store.papers.names().get(document, document)
    if (document, coder, wanted) in project.store.rounds.finished():
        raise InputError(
            f"{coder} has finished {paper} in {wanted}; take it up again with `relsynth work reopen {paper} "
            f"--coder {coder} --round {wanted}`"
        )
    raise InputError(
        f"{paper} is not assigned to {coder} in {wanted}; assign it with `relsynth rounds assign {wanted} {paper} "
        f"--to {coder}`"
    )


# -- names -------------------------------------------------------------------------------------


def round_named(project: Project, name: str) -> Round:
    """The round of a name, however its letters are written large or small.

    Raises:
        InputError: there is none.
    """
    rounds = project.store.rounds.all()
    called = " ".join(name.split()).casefold()
    found = next((one for one in rounds if one.name.casefold() == called), None)
    if found is None:
        there = f"there are {', '.join(one.name for one in rounds[-LISTED:])}" if rounds else "none was opened yet"
        raise InputError(f"no round is called {name!r}; {there}")
    return found


def open_round_named(project: Project, name: str) -> Round:
    """The round of a name, which coding goes on in.

    Raises:
        InputError: there is none, or it is closed.
    """
    found = round_named(project, name)
    if not found.is_open:
        raise InputError(f"the round {found.name!r} was closed at {found.ended}; open another one")
    return found


def coder_named(project: Project, name: str) -> str:
    """A person's name, as they are known in the project.

    Raises:
        InputError: it is nobody's, or a machine's, or somebody's who is known under the same name with other capitals.
    """
    return person_of(project, name).name


def left_out(project: Project, documents: Iterable[str]) -> Mapping[str, str]:
    """Of documents those that are not to be coded, and why."""
    papers = project.store.papers
    there, excluded = papers.names(), screened_out(project)
    why = {
        id: excluded.get(id) or (papers.current(id).out_of_scope if id in there else "is counted no longer")
        for id in documents
    }
    return {id: said for id, said in why.items() if said}


def described(round: Round) -> str:
    """A round in a line: how it is coded, and when."""
    when = f"since {round.at[:10]}" if round.ended is None else f"{round.at[:10]} to {round.ended[:10]}"
    return f"{round.name} ({coded_how(round)}, {when}){f': {round.note}' if round.note else ''}"


def coded_how(round: Round) -> str:
    """What is seen and used while a round is coded."""
    blind = "blind" if round.blind else "open to each other"
    proposals = "with the machine's proposals" if round.proposals else "without the machine's proposals"
    return f"{blind}, {proposals}, codebook {round.codebook[:12]}"
