"""A coder learns from what people accept, reject, change and code: a layer in a file beside the project.

The layer is used only where it is shown to help, on papers that it was not taught with; or where somebody insists.
Papers of one study are learned from, or tried on, together: they tell of the same people in the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan

from relsynth.coding import Coding, is_same_place
from relsynth.documents import Span
from relsynth.errors import ProjectError
from relsynth.extraction import teaching
from relsynth.extraction.local_layer import Figures, Layer, Trial, candidates, file_of, kept, left_out, save, thresholds
from relsynth.extraction.proposals import CoderError, Costly, Proposal, Proposer, Reading, read
from relsynth.extraction.teaching import Candidate, Learned, Lessons
from relsynth.project import Project
from relsynth.synthesis.agreement import Counts, f1, gain
from relsynth.workflow.coders import is_taught, untaught_proposer
from relsynth.workflow.duplicates import draw
from relsynth.workflow.judgements import Judgements, judgements
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.track import Track, untracked


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtCode:
    """A code that was learned: how many judgements, how many of them for it, and the bias of its score, in log odds.

    ``before`` and ``after`` say how often it is proposed in the judged papers, without what was learned and with it.
    """

    code: str
    judged: int
    agreed: int
    bias: float
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.code}: {self.agreed} of {self.judged} agreed; proposed {self.before} times, then {self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What was learned, whether it helped on papers that it was not learned from, and whether it is used.

    ``untaught`` are codes with too few judgements, each with how many it has. ``file`` is what was written, if it was;
    ``notes`` say what becomes of what the coder was taught before.
    """

    coder: str
    trial: Trial
    codes: tuple[TaughtCode, ...]
    untaught: tuple[tuple[str, int], ...]
    used: bool
    file: str | None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(_told(self))


def learn(
    project: Project,
    *,
    at: str,
    coder: str | None = None,
    force: bool = False,
    dry_run: bool = False,
    track: Track = untracked,
) -> Learning:
    """Learn a layer over a coder's proposals from people's judgements, and try it by cross-validation over studies.

    A coder that sends text, or costs something, is asked nothing: what is learned from is what it has coded.

    Args:
        coder: family of an installed coder; the project's where none is given.
        force: use the layer although it is not shown to help.
        dry_run: write nothing.

    Raises:
        CoderError: there is no such coder, or it lacks something, or the layer cannot be written.
        CodebookError: the codebook cannot be used.
        ProjectError: too few papers are judged, or of too few studies; or a coder that is asked nothing has not coded
            them as it is now.
    """
    family = coder or project.config.coder
    judged = judgements(project)
    study_of = {member: study for member, (_, study) in draw(project).placed.items()}
    _require_enough(project, judged, {study_of[one.document.id] for one in judged})
    proposer = untaught_proposer(project, family)  # what it was taught before is learned anew, from all judgements
    shown = _shown(project, proposer, family, judged)
    papers = [_lessons(project, proposer, one, shown) for one in track(judged, "Reading what was judged")]
    lessons = _by_study(papers, study_of)
    learned = teaching.learn(lessons)
    trial = _trial(lessons, papers=len(papers))
    layer = Layer(
        on=bool(learned.codes) and (trial.helped or force),
        family=family,
        coder=proposer.name,
        codebook=project.codebook.digest,
        at=at,
        slope=learned.slope,
        codes=dict(learned.codes),
        trial=trial,
    )
    notes = tuple(_notes(project, layer, dry_run=dry_run))
    file = None if dry_run else str(save(project.path, layer))
    return _learning(layer, learned, lessons, file, notes)


def _require_enough(project: Project, judged: Sequence[Judgements], studies: Collection[str]) -> None:
    if len(studies) < teaching.FEWEST_PAPERS:
        of = f" of {counted(len(studies), 'study', 'studies')}" if len(studies) < len(judged) else ""
        raise ProjectError(
            f"{project.path}: people have judged codings in {counted(len(judged), 'paper')}{of}; learning needs "
            f"{teaching.FEWEST_PAPERS} or more, so that it can be tried on papers that it was not learned from"
        )


def _notes(project: Project, layer: Layer, *, dry_run: bool) -> Iterator[str]:
    """What becomes of what the coder was taught before."""
    try:
        before = kept(project.path, layer.family)
    except CoderError:  # spoilt, and about to be written anew
        return
    if before is None or not before.on:
        return
    if said := left_out(project.path, layer.family, codebook=layer.codebook, coder=layer.coder):
        yield said.split("; run")[0] + "."
    elif not layer.on:
        turned = "would be turned off" if dry_run else "is turned off"
        yield f"What {layer.family} was taught before, at {before.at}, {turned}; `relsynth code` then codes without it."


def _learning(
    layer: Layer, learned: Learned, lessons: Iterable[Lessons], file: str | None, notes: tuple[str, ...]
) -> Learning:
    shown = [one for paper in lessons for one in paper.candidates]
    before = Counter(one.code for one in shown if one.proposed)
    after = Counter(one.code for one in shown if learned.keeps(one))
    taught = (
        TaughtCode(
            code=code, judged=one.judged, agreed=one.agreed, bias=one.bias, before=before[code], after=after[code]
        )
        for code, one in learned.codes.items()
    )
    return Learning(
        coder=layer.coder,
        trial=layer.trial,
        codes=tuple(sorted(taught, key=lambda one: (-one.judged, one.code))),
        untaught=tuple(sorted(learned.untaught.items(), key=lambda item: (-item[1], item[0]))),
        used=layer.on,
        file=file,
        notes=notes,
    )


# -- what people said of what a coder proposes -------------------------------------------------


def _shown(
    project: Project, proposer: Proposer, family: str, judged: Sequence[Judgements]
) -> Callable[[Reading], Iterable[Proposal]]:
    """What tells all that a coder shows of a paper: the coder, or where asking costs, what it has coded."""
    if not isinstance(proposer, Costly):
        return partial(candidates, proposer)
    last = project.store.latest_coders(family)
    current = [last.get(one.document.version, "").split("+")[0] == proposer.name for one in judged]
    if left := current.count(False):
        again = f"run `relsynth code --coder {family}`"
        if is_taught(project, family):  # what it codes as taught is a part of what it proposes
            again = f"delete {project.path / file_of(family)}, {again} and learn again"
        raise ProjectError(
            f"{project.path}: {left} of {counted(len(judged), 'judged paper')} {'is' if left == 1 else 'are'} not "
            f"coded by {proposer.name}, and learning asks it nothing: {again}"
        )
    made: dict[str, list[Proposal]] = defaultdict(list)
    for one in project.store.codings_of(family):
        made[one.span.version].append(_proposed(one))
    return lambda reading: made[reading.document.version]


def _proposed(one: Coding) -> Proposal:
    score = 1.0 if one.score is None else one.score
    return Proposal(start=one.span.start, end=one.span.end, code=one.code, score=score, reason=one.reason or "")


def _by_study(papers: Iterable[Lessons], study_of: Mapping[str, str]) -> list[Lessons]:
    """Lessons of one study as one."""
    parts: dict[str, list[Lessons]] = defaultdict(list)
    for paper in papers:
        parts[study_of[paper.paper]].append(paper)
    return [
        Lessons(
            paper=study,
            candidates=tuple(one for part in of for one in part.candidates),
            missed=sum(part.missed for part in of),
        )
        for study, of in parts.items()
    ]


def _lessons(
    project: Project, proposer: Proposer, judged: Judgements, show: Callable[[Reading], Iterable[Proposal]]
) -> Lessons:
    own = thresholds(proposer)
    shown = list(show(read(judged.document)))
    people = _people(project, judged)
    made = tuple(
        Candidate(
            code=one.code,
            score=one.score,
            proposed=one.score >= own.get(one.code, 0.0),
            words=tuple(word for person in people if (word := person.word_on(one)) is not None),
        )
        for one in shown
    )
    missed = sum(not _is_met(coding, shown) for coding in judged.codings)
    return Lessons(paper=judged.document.id, candidates=made, missed=missed)


def _is_met(coding: Coding, shown: Iterable[Proposal]) -> bool:
    return any(one.code == coding.code and is_same_place(coding.span, _span(coding, one)) for one in shown)


def _span(like: Coding, one: Proposal) -> Span:
    return Span(version=like.span.version, start=one.start, end=one.end)


class _Person:
    """One person's word on one paper."""

    def __init__(self, project: Project, alone: Sequence[Coding], shown: Sequence[Coding], *, has_read: bool) -> None:
        self._has_read = has_read
        self._book = project.codebook
        self._said: dict[str, list[Coding]] = defaultdict(list)
        for coding in (*alone, *shown):  # what was decided on last stands above
            self._said[coding.code].append(coding)
        self._finer: dict[str, list[Coding]] = defaultdict(list)
        for coding in alone:
            if parent := self._book.code(coding.code).parent:
                self._finer[parent].append(coding)

    def word_on(self, one: Proposal) -> bool | None:
        """Whether the person is for a proposal; None where they have not said, or a part of it stands there.

        Who read the paper alone is against all that they did not code.
        """
        if here := [said for said in self._said[one.code] if is_same_place(said.span, _span(said, one))]:
            return here[-1].verdict == "code"
        finer = any(is_same_place(said.span, _span(said, one)) for said in self._finer[one.code])
        return False if self._has_read and not finer else None


def _people(project: Project, judged: Judgements) -> list[_Person]:
    shown: dict[str, list[Coding]] = defaultdict(list)
    for coding in judged.shown:
        shown[coding.coder.name].append(coding)
    return [
        _Person(project, judged.alone.get(name, ()), shown[name], has_read=name in judged.alone)
        for name in sorted({*judged.alone, *shown})
    ]


# -- whether it helped -------------------------------------------------------------------------


def _trial(lessons: Sequence[Lessons], *, papers: int) -> Trial:
    before, after = teaching.tried(lessons)
    rose = gain(before, after)
    return Trial(
        papers=papers,
        judgements=sum(one.judged for one in lessons),
        folds=min(teaching.FOLDS, len(lessons)),
        before=_figures(before),
        after=_figures(after),
        gain=_known(rose.value) or 0.0,
        lower=_known(rose.lower),
        upper=_known(rose.upper),
    )


def _figures(counts: Sequence[Counts]) -> Figures:
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return Figures(
        precision=_known(right / (right + wrong)) if right + wrong else None,
        recall=_known(right / (right + missed)) if right + missed else None,
        f1=_known(f1(counts).value),
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else round(value, 4)


def _told(of: Learning) -> Iterator[str]:
    trial = of.trial
    yield f"{of.coder}: {counted(trial.judgements, 'judgement')} in {counted(trial.papers, 'paper')}"
    yield from listing("Learned", of.codes)
    if of.untaught:
        needed = f"{teaching.NEEDED} in {teaching.NEEDED_PAPERS} papers are needed"
        yield from listing(f"Too few judgements ({needed}), left as they are", [f"{c}: {n}" for c, n in of.untaught])
    yield f"Tried on papers that it was not learned from ({trial.folds} folds of papers):"
    yield f"  {'':9}  precision  recall  F1"
    for name, one in (("before", trial.before), ("after", trial.after)):
        yield f"  {name:9}  {_two(one.precision):9}  {_two(one.recall):6}  {_two(one.f1)}"
    yield f"  F1 {trial.gain:+.3f}, 95 % interval {_two(trial.lower, signed=True)} to {_two(trial.upper, signed=True)}"
    yield from of.notes
    yield _verdict(of)


def _verdict(of: Learning) -> str:
    shown = "It helped." if of.trial.helped else "It did harm." if of.trial.harmed else "It is not shown to help."
    if of.file is None:
        return f"{shown} Nothing was written."
    if not of.used:
        return f"{shown} It stays off; `relsynth learn --force` uses it all the same."
    return f"{shown} It is used from now on: run `relsynth code` to code the papers anew. {of.file} holds it."


def _two(value: float | None, *, signed: bool = False) -> str:
    return "-" if value is None else f"{value:+.3f}" if signed else f"{value:.2f}"
