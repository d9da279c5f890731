"""Coding a whole literature into a dataset: a plan first, then partition by partition, on many processes or machines.

No project is needed, and none is changed: one only lends its codebook and coder. What is finished stays finished; the
same command goes on where it was stopped, and files that were coded before, by their content, are not coded again.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from relsynth.datasets import writing
from relsynth.datasets.schema import TABLES
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.scaling import ledger
from relsynth.scaling.batch import Batch, Recipe
from relsynth.scaling.cluster import Cluster
from relsynth.scaling.driving import Partition, Piece, drive
from relsynth.scaling.inputs import Columns, Input, found, loaded
from relsynth.scaling.pool import Pool
from relsynth.version import __version__
from relsynth.workflow.files import files_in
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.machines import Machines
from relsynth.workflow.ours import is_ours, written_from
from relsynth.workflow.recipes import codebook_of, recipe_of
from relsynth.workflow.track import Tell, untold

SAMPLE = 20  # papers that are timed before a plan is told
SAMPLE_SHARE = 10  # of a small plan no more than one in ten
HOUR = 3600
MANY = 2  # of a unit of time, from which on it is said in it


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetPlan:
    """What coding is going to be: inputs that are new, those there already, and what they are likely to take.

    An archive of up to 16 MB is one input, however many papers it holds. ``seconds_per_input`` is the mean of a timed
    sample, None where nothing was timed; ``price`` is of all CPU-hours. ``memory`` is the bound of a worker in bytes.
    """

    dataset: str
    coder: str
    new: int
    known: int
    not_papers: int
    bytes: int
    partitions: int
    workers: int | None
    memory: int
    sampled: int
    seconds_per_input: float | None
    price_per_hour: float | None = None

    @property
    def cpu_hours(self) -> float | None:
        """CPU-hours that all of it is likely to take."""
        return None if self.seconds_per_input is None else self.new * self.seconds_per_input / HOUR

    @property
    def price(self) -> float | None:
        """What that costs, where the price of a CPU-hour is known."""
        hours = self.cpu_hours
        return None if hours is None or self.price_per_hour is None else hours * self.price_per_hour

    def __str__(self) -> str:
        held = f"{self.memory / (1 << 30):.3g} GB"
        lines = [
            f"{self.dataset}: {counted(self.new, 'input')} to code ({self.bytes / 1e6:,.1f} MB) "
            f"in {counted(self.partitions, 'partition')}; {self.known} planned before, {self.not_papers} not papers",
            f"coder {self.coder}",
            f"workers: {self.workers or 'as the cluster has'}; no worker on this machine uses more than {held}",
        ]
        if self.seconds_per_input is not None and (hours := self.cpu_hours) is not None:
            lasts = f", {_lasting(hours / self.workers)} on these workers" if self.workers else ""
            each = f"{self.seconds_per_input:.3g} s each, timed on {counted(self.sampled, 'input')}"
            lines.append(f"estimate: {_lasting(hours)} of processor time{lasts} ({each})")
        if self.price is not None:
            lines.append(f"price: {self.price:,.2f} at {self.price_per_hour:g} a CPU-hour")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetCoded:
    """What was coded now; ``poisoned`` are inputs set apart since they ended the worker that read them."""

    dataset: str
    partitions: int
    papers: int
    codings: int
    unread: int
    poisoned: tuple[str, ...]
    seconds: float
    peak: int

    def __str__(self) -> str:
        if not self.partitions:
            return f"{self.dataset}: nothing was left to code"
        done = (
            f"{self.dataset}: {counted(self.partitions, 'partition')} coded: {counted(self.papers, 'paper')}, "
            f"{counted(self.codings, 'coding')}, {self.unread} unread"
        )
        return "\n".join([done, *listing("Set apart", self.poisoned)])


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetStatus:
    """How far a dataset is, and what is wrong with it: ``reasons`` of what is unread with their number."""

    dataset: str
    coder: str
    planned: int
    finished: int
    inputs_left: int
    papers: int
    codings: int
    unread: int
    reasons: tuple[tuple[str, int], ...]
    damaged: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{self.dataset}: {self.finished} of {counted(self.planned, 'partition')} finished: "
                f"{counted(self.papers, 'paper')}, {counted(self.codings, 'coding')}, {self.unread} unread; "
                f"{counted(self.inputs_left, 'input')} left",
                f"coder {self.coder}",
                *listing("Unread", [f"{reason}: {count}" for reason, count in self.reasons]),
                *listing("Damaged", self.damaged),
            ]
        )


def _lasting(hours: float) -> str:
    """Hours as people say them."""
    if hours * 60 < MANY:
        return f"{hours * HOUR:.3g} seconds"
    return f"{hours * 60:.0f} minutes" if hours < MANY else f"{hours:,.1f} hours"


def plan_dataset(
    papers: Iterable[Path],
    into: Path,
    *,
    machines: Machines,
    project: Project | None = None,
    coder: str | None = None,
    parser: str | None = None,
    columns: Columns | None = None,
    partition: int = ledger.PARTITION,
    price_per_hour: float | None = None,
) -> DatasetPlan:
    """Tell what coding some papers into a dataset is going to take; nothing is written.

    Raises:
        InputError: a path does not exist, or a table lacks a column.
        ProjectError: the dataset there was coded otherwise.
        CoderError: there is no such coder, it lacks something, or sends text away.
        ScaleError: the extra ``scale`` is not installed.
    """
    writing.require_scale()
    recipe = recipe_of(project, coder=coder, parser=parser)
    offered = _Offered(papers, into, recipe, project, columns)
    if (into / writing.ABOUT).is_file():
        writing.begin(into, _about(recipe, partition), codebook=recipe.codebook)
    partitions = sum(1 for _ in offered.partitions(partition))
    return offered.plan(machines, partitions, price_per_hour)


def code_dataset(
    papers: Iterable[Path],
    into: Path,
    *,
    machines: Machines,
    project: Project | None = None,
    coder: str | None = None,
    parser: str | None = None,
    columns: Columns | None = None,
    partition: int = ledger.PARTITION,
    price_per_hour: float | None = None,
    tell: Tell = untold,
) -> DatasetCoded:
    """Code papers into a dataset: what is planned there and not finished, then what is new.

    Stopped at any moment, it leaves finished partitions behind, and goes on from there when it is called again.

    Args:
        papers: files, folders, archives and Parquet tables; none, to go on with what was planned.
        machines: who codes; a worker that dies costs time and nothing else.
        project: lends its codebook and the settings of its coder; not what people have taught that.
        tell: is told the plan first, then how far it has come, and of whatever is set apart.

    Raises:
        InputError: a path does not exist, or a table lacks a column.
        ProjectError: the folder is no dataset, was coded otherwise, or cannot be written.
        CoderError: there is no such coder, it lacks something, or sends text away.
        ScaleError: the extra ``scale`` is not installed.
        WorkerError: no worker can be started. SourceError: no cluster answers.
    """
    writing.require_scale()
    recipe = recipe_of(project, coder=coder, parser=parser)
    offered = _Offered(papers, into, recipe, project, columns)
    writing.begin(into, _about(recipe, partition), codebook=recipe.codebook)
    added = ledger.add(into, offered.partitions(partition))
    with _crew(machines, recipe) as crew:
        timer = crew if isinstance(crew, Pool) else None
        tell(str(offered.plan(machines, added, price_per_hour, timer=timer)))
        return _coded(into, drive(_pieces(into, columns), crew, tell=tell), tell)


def dataset_status(into: Path, *, check: bool = False) -> DatasetStatus:
    """How far a dataset is.

    Args:
        check: every file is held against its digest.

    Raises:
        ProjectError: the folder is no dataset, or damaged where it must not be.
        ScaleError: the extra ``scale`` is not installed.
    """
    writing.require_scale()
    about = writing.read_about(into)
    done = {one.key: one.rows for one in writing.finished(into)}
    planned = {one.key: len(one.inputs) for one in ledger.read(into)}
    rows = {name: sum(one[name] for one in done.values()) for name in TABLES}
    reasons = Counter(writing.column(into, "unread", "reason"))
    return DatasetStatus(
        dataset=str(into),
        coder=about.coder,
        planned=len(planned.keys() | done.keys()),
        finished=len(done),
        inputs_left=sum(inputs for key, inputs in planned.items() if key not in done),
        papers=rows["papers"],
        codings=rows["codings"],
        unread=rows["unread"],
        reasons=tuple(reasons.most_common()),
        damaged=tuple(writing.damaged(into)) if check else (),
    )


class _Offered:
    """What people offer, gone through once; counts as it goes, and keeps a few inputs to be timed."""

    def __init__(
        self, papers: Iterable[Path], into: Path, recipe: Recipe, project: Project | None, columns: Columns | None
    ) -> None:
        self._into, self._recipe, self._columns = into, recipe, columns
        written = written_from(project) if project else frozenset()
        inside = into.resolve()
        self._files = (
            path
            for path in files_in(papers)
            if not is_ours(path, written) and not path.resolve().is_relative_to(inside)
        )
        self.new = self.bytes = self.known = self.not_papers = 0
        self._sample: list[tuple[int, int, Input]] = []

    def partitions(self, most: int) -> Iterator[ledger.Planned]:
        """What is new, cut into partitions."""
        before = {ledger.marked(one) for planned in ledger.read(self._into) for one in planned.inputs}
        return ledger.partitions(self._counted(before), self._recipe.digest, most=most)

    def plan(
        self, machines: Machines, partitions: int, price: float | None, *, timer: Pool | None = None
    ) -> DatasetPlan:
        """What it comes to, with the time that a sample took in one worker, of ``timer`` where there is one."""
        most = min(SAMPLE, max(1, self.new // SAMPLE_SHARE))
        sample = tuple(one for _, _, one in sorted(self._sample, reverse=True)[:most])
        timed = self._timed(machines, sample, timer) if sample else None
        return DatasetPlan(
            dataset=str(self._into),
            coder=self._recipe.coder_name,
            new=self.new,
            known=self.known,
            not_papers=self.not_papers,
            bytes=self.bytes,
            partitions=partitions,
            workers=machines.workers,
            memory=machines.memory,
            sampled=len(sample) if timed else 0,
            seconds_per_input=timed.seconds / len(sample) if timed else None,
            price_per_hour=price,
        )

    def _counted(self, before: set[bytes]) -> Iterator[Input]:
        offered = 0

        def papers() -> Iterator[Input]:
            nonlocal offered
            for one in found(self._files, columns=self._columns):
                if one is None:
                    self.not_papers += 1
                else:
                    offered += 1
                    yield one

        for one in ledger.new(papers(), before):
            self.new += 1
            self.bytes += one.size
            self._keep(one)
            yield one
        self.known = offered - self.new

    def _keep(self, one: Input) -> None:
        """Keep the inputs of the lowest digests: a draw that is the same every time, and in one pass."""
        if one.refused is None:
            held = (-int(one.digest[:16], 16), -self.new, one)
            (heapq.heappush if len(self._sample) < SAMPLE else heapq.heappushpop)(self._sample, held)

    def _timed(self, machines: Machines, sample: tuple[Input, ...], timer: Pool | None) -> Batch | None:
        """One worker's time over the sample; None where that is not to be had."""
        ordered = sorted(sample, key=lambda one: (one.path, one.turn))
        inputs = tuple(loaded(ordered, columns=self._columns))
        with ExitStack() as made:
            one_worker = partial(Pool, self._recipe, workers=1, memory=machines.memory, seconds=machines.seconds)
            pool = timer or made.enter_context(one_worker())
            pool.start(Piece(key="sample", inputs=inputs))
            ((_, outcome),) = pool.ended()
        return outcome if isinstance(outcome, Batch) else None


def _pieces(into: Path, columns: Columns | None) -> Iterator[Piece]:
    """What is planned and not finished, with the bytes that travel; read as it is asked for."""
    for one in ledger.filled(_unfinished(into, columns), columns=columns):
        yield Piece(key=one.key, inputs=one.inputs)


def _unfinished(into: Path, columns: Columns | None) -> Iterator[ledger.Planned]:
    for planned in ledger.read(into):
        if writing.is_finished(into, planned.key):
            continue
        if columns is None and any(one.kind == "row" for one in planned.inputs):
            raise InputError(f"{planned.inputs[0].path}: papers are in a column of a table; say which with --column")
        yield planned


def _crew(machines: Machines, recipe: Recipe) -> AbstractContextManager[Pool | Cluster]:
    if machines.scheduler or machines.slurm:
        return Cluster(recipe, seconds=machines.seconds, scheduler=machines.scheduler, slurm=machines.slurm)
    return Pool(recipe, workers=machines.workers or 1, memory=machines.memory, seconds=machines.seconds)


def _coded(into: Path, done: Iterable[Partition], tell: Tell) -> DatasetCoded:
    rows: Counter[str] = Counter()
    poisoned: list[str] = []
    partitions, seconds, peak = 0, 0.0, 0
    for one in done:
        rows.update(writing.write_partition(into, one.key, writing.unpack(one.parts)).rows)
        partitions += 1
        seconds += one.seconds
        peak = max(peak, one.peak)
        poisoned += one.poisoned
        tell(f"{counted(partitions, 'partition')} done: {counted(rows['papers'], 'paper')}")
    return DatasetCoded(
        dataset=str(into),
        partitions=partitions,
        papers=rows["papers"],
        codings=rows["codings"],
        unread=rows["unread"],
        poisoned=tuple(poisoned),
        seconds=seconds,
        peak=peak,
    )


def _about(recipe: Recipe, partition: int) -> writing.About:
    book = codebook_of(recipe)
    return writing.About(
        codebook=book.id,
        codebook_version=book.version,
        codebook_digest=book.digest,
        coder=recipe.coder_name,
        recipe=recipe.digest,
        parser=recipe.parser,
        papers_per_partition=partition,
        relsynth=__version__,
    )
