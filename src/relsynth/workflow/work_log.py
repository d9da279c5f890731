"""When coders begin, leave off, finish and take up a paper again: the log that hours are counted from."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.coding_rounds import Event, Work
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.papers import paper_named
from relsynth.workflow.rounds import coder_named, open_round_named, round_of

TOLD: dict[Event, str] = {"start": "began", "stop": "left off", "finish": "finished", "reopen": "took up again"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What was kept of a coder's work on a paper."""

    paper: str
    work: Work

    def __str__(self) -> str:
        where = f" in {self.work.round}" if self.work.round else ""
        return f"{self.work.coder} {TOLD[self.work.event]} {self.paper}{where} at {self.work.at}"


def start_work(project: Project, paper: str, *, coder: str, round: str | None = None, at: str) -> Logged:
    """Keep that a coder begins, or goes on, with a paper; in the round that has it before them, or in none.

    Beginning another paper leaves this one off.

    Raises:
        InputError: there is no such paper or round, the round is closed, has not assigned the paper to the coder, or
            they have finished it there; or several rounds have it before them, and none is named.
    """
    return _log(project, paper, "start", coder=coder, round=round, at=at)


def stop_work(project: Project, paper: str, *, coder: str, round: str | None = None, at: str) -> Logged:
    """Keep that a coder leaves a paper off.

    Raises:
        InputError: as for ``start_work``; or they had not begun.
    """
    return _log(project, paper, "stop", coder=coder, round=round, at=at)


def finish_paper(project: Project, paper: str, *, coder: str, round: str | None = None, at: str) -> Logged:
    """Keep that a coder has finished a paper: in a blind round they see what others said of it from now on.

    Raises:
        InputError: as for ``start_work``; or they have finished it already.
    """
    return _log(project, paper, "finish", coder=coder, round=round, at=at)


def reopen_paper(project: Project, paper: str, *, coder: str, round: str | None = None, at: str) -> Logged:
    """Keep that a coder takes up a paper again that they had finished. What they have seen of others they have seen.

    Raises:
        InputError: there is no such paper or round, the round is closed, or the coder has not finished the paper.
    """
    person = coder_named(project, coder)
    document = paper_named(project, paper)
    name = project.store.papers.names()[document]
    done = {where for id, who, where in project.store.rounds.finished() if (id, who) == (document, person)}
    open_ = {one.name for one in project.store.rounds.all() if one.is_open}
    where = open_round_named(project, round).name if round else None
    if round is None and (in_rounds := sorted(one for one in done if one in open_)):
        if len(in_rounds) > 1:
            raise InputError(f"{person} has finished {name} in {', '.join(in_rounds)}; name one with --round")
        where = in_rounds[0]
    if where not in done:
        raise InputError(
            f"{person} has not finished {name}{f' in {where}' if where else ''}; there is nothing to reopen"
        )
    return _keep(project, name, Work(coder=person, document=document, event="reopen", at=at, round=where))


def _log(project: Project, paper: str, event: Event, *, coder: str, round: str | None, at: str) -> Logged:
    person = coder_named(project, coder)
    document = paper_named(project, paper)
    name = project.store.papers.names()[document]
    running = _running(project, person, document)
    if event == "stop" and (running is None or round not in (None, running.round)):
        raise InputError(f"{person} has not begun {name}; there is nothing to leave off")
    if running and event != "start" and round is None:
        where = running.round  # also where the round was closed, or the paper taken off their list, meanwhile
    else:
        where = round_of(project, document, coder=person, round=round)
    is_again = event == "finish" and where is None and _finished_in_a_round(project, document, person)
    if is_again or (event != "stop" and (document, person, where) in project.store.rounds.finished()):
        raise InputError(
            f"{person} has finished {name}; take it up again with `relsynth work reopen {name} --coder {person}`"
        )
    return _keep(project, name, Work(coder=person, document=document, event=event, at=at, round=where))


def _finished_in_a_round(project: Project, document: str, coder: str) -> bool:
    """Whether a coder has finished a paper in an open round: to say it twice is a slip, and no reading of their own."""
    open_ = {one.name for one in project.store.rounds.all() if one.is_open}
    return any((document, coder, name) in project.store.rounds.finished() for name in open_)


def _running(project: Project, coder: str, document: str) -> Work | None:
    """The beginning of a paper, where it is the last that a coder said of their work."""
    logged = project.store.rounds.work(coder)
    last = logged[-1] if logged else None
    return last if last and (last.event, last.document) == ("start", document) else None


def _keep(project: Project, name: str, work: Work) -> Logged:
    with project.store.atomic():
        project.store.rounds.log(
            coder=work.coder, document=work.document, event=work.event, at=work.at, round=work.round
        )
    return Logged(paper=name, work=work)
