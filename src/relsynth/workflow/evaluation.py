"""What an evaluation found, as people are told it and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Literal

from relsynth.errors import InputError, ProjectError
from relsynth.reports.tables import WRITERS, Cell, Table
from relsynth.synthesis.agreement import Agreement, Confusion, Estimate
from relsynth.synthesis.prevalence import Prevalence, Share
from relsynth.workflow.listing import counted

By = Literal["code", "construct", "domain", "register", "section"]
SHOWN = 20  # rows of a group that people are shown unasked

ALONE = (
    "Precision, recall and F1 are of papers that a person read alone. A paper counts as read, whole, by whoever coded "
    "anything in it alone; what they left uncoded counts as not there."
)
DECIDED = (
    "Accepted: of the machine's codings that people decided on, those that they accepted. Such decisions tell nothing "
    "of what the machine misses, and are kinder to it than a reading alone."
)
NOBODY_ALONE = (
    "No person has read a paper alone, so what the machine misses cannot be told: no recall, no F1, no corrected "
    "prevalence. Code a few papers without looking at the machine's codings, and import that."
)
TAUGHT = (
    "This coder has learned from these very judgements, so that it looks better here than it is; what `relsynth learn` "
    "told of papers that it had not learned from is the figure to quote."
)
INTERVALS = (
    "Intervals: 95 %, F1 by bootstrap over papers; precision and recall the wider of that and Wilson's; "
    "one paper has no spread."
)
CORRECTION = (
    "Corrected prevalence: Rogan & Gladen (1978), interval by Lang & Reiczigel (2014); empty where sensitivity or "
    "specificity are of nothing, or together no better than chance."
)

AGREEMENT_COLUMNS = (
    *("group", "papers", "machine", "people", "both"),
    *("precision", "precision_lower", "precision_upper", "recall", "recall_lower", "recall_upper"),
    *("f1", "f1_lower", "f1_upper", "twice", "readers_f1", "readers_f1_lower", "readers_f1_upper"),
    *("machine_f1_twice", "machine_f1_twice_lower", "machine_f1_twice_upper"),
    *("decided", "accepted", "accepted_share", "accepted_lower", "accepted_upper"),
)
PREVALENCE_COLUMNS = (
    *("construct", "n", "k", "share", "lower", "upper"),
    *("with_it", "sensitivity", "sensitivity_lower", "sensitivity_upper"),
    *("without_it", "specificity", "specificity_lower", "specificity_upper"),
    *("corrected", "corrected_lower", "corrected_upper"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Prevalence of a construct: what the machine found, how often it is right by study, and what follows from it."""

    construct: str
    found: Share
    sensitivity: Share
    specificity: Share
    corrected: Prevalence


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A machine coder against people.

    ``read`` has each person and how many papers they read alone, ``papers`` of them in all and ``twice`` by two or
    more; in ``decided`` people decided on the machine's codings. ``taught`` says that the coder learned from these very
    judgements. ``levels`` are of all papers together, finest first,
    ``groups`` by what was asked.
    """

    coder: str
    by: By
    read: tuple[tuple[str, int], ...]
    papers: int
    twice: int
    decided: int
    taught: bool
    levels: tuple[Agreement, ...]
    groups: tuple[Agreement, ...]
    confusions: tuple[Confusion, ...]
    prevalence: tuple[Corrected, ...]

    def __str__(self) -> str:
        return "\n".join(_told(self))

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read the figures."""
        first = (*(() if self.papers else (NOBODY_ALONE,)), *((TAUGHT,) if self.taught else ()))
        return (*first, ALONE, DECIDED, INTERVALS, CORRECTION, f"Coder: {self.coder}.")


def tables(evaluation: Evaluation) -> tuple[Table, ...]:
    """Everything as tables: agreement of all together and by group, confusable pairs, prevalence."""
    rows = (*evaluation.levels, *evaluation.groups)
    return (
        Table(
            title=f"Machine and people, by {evaluation.by}",
            columns=AGREEMENT_COLUMNS,
            rows=tuple(_agreement_cells(row) for row in rows),
            notes=evaluation.notes,
        ),
        Table(
            title="Codes put in place of one another",
            columns=("machine", "person", "sentences"),
            rows=tuple((one.machine, one.person, one.sentences) for one in evaluation.confusions),
        ),
        Table(
            title="Prevalence, corrected for what the machine misses and imagines",
            columns=PREVALENCE_COLUMNS,
            rows=tuple(_prevalence_cells(row) for row in evaluation.prevalence),
        ),
    )


def save_evaluation(evaluation: Evaluation, path: Path) -> Path:
    """Write an evaluation: all of it to .md or .json, the table of agreement to .csv.

    Raises:
        InputError: the file's ending tells no form.
        ProjectError: the file cannot be written.
    """
    form = path.suffix.removeprefix(".").lower()
    if form not in WRITERS:
        raise InputError(f"{path.name}: end it in {', '.join(f'.{name}' for name in WRITERS)}, for its form")
    made = [WRITERS[form](table) for table in tables(evaluation)]
    text = {"csv": made[0], "md": "\n".join(made), "json": f"[{','.join(made)}]\n"}[form]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return path


# -- cells -------------------------------------------------------------------------------------


def _agreement_cells(row: Agreement) -> tuple[Cell, ...]:
    return (
        *(row.group, row.papers, row.machine, row.people, row.both),
        *(cell for one in (row.precision, row.recall, row.f1) for cell in _estimate_cells(one)),
        *(row.twice, *_estimate_cells(row.readers_f1), *_estimate_cells(row.machine_f1_twice)),
        *_share_cells(row.accepted),
    )


def _prevalence_cells(row: Corrected) -> tuple[Cell, ...]:
    known = (cell for one in (row.sensitivity, row.specificity) for cell in (one.n, *_share_cells(one)[2:]))
    now = row.corrected
    return (row.construct, *_share_cells(row.found), *known, now.value, now.lower, now.upper)


def _estimate_cells(one: Estimate) -> tuple[Cell, ...]:
    return one.value, one.lower, one.upper


def _share_cells(one: Share) -> tuple[Cell, ...]:
    """n, k, share and bounds; nothing where it is of nothing."""
    return one.n, one.k, one.value, *(one.bounds if one.n else (None, None))


# -- words -------------------------------------------------------------------------------------


def _told(of: Evaluation) -> Iterator[str]:
    yield f"{of.coder} and people"
    who = ", ".join(f"{name} {number}" for name, number in of.read)
    alone = f"Read alone: {counted(of.papers, 'paper')}{f' ({who}; {of.twice} by two or more)' if who else ''}"
    yield f"{alone}. Decided on: {counted(of.decided, 'paper')}."
    head = ("", "papers", "machine", "people", "both", "precision", "recall", "F1", "people's F1", "accepted")
    yield ""
    yield from _lines(head, map(_agreement_line, of.levels))
    rows = sorted(of.groups, key=_weight) if of.by in ("code", "construct") else of.groups
    yield ""
    yield from _lines((f"by {of.by}", *head[1:]), map(_agreement_line, rows[:SHOWN]))
    yield from _more(rows)
    if of.confusions:
        yield "\nIn place of one another (machine, person, sentences):"
        yield from (f"  {one.machine}  {one.person}  {one.sentences}" for one in of.confusions[:5])
    if known := [row for row in of.prevalence if not isnan(row.corrected.value)]:
        yield ""
        yield from _lines(
            ("prevalence", "found", "sensitivity", "specificity", "corrected"), map(_prevalence_line, known[:SHOWN])
        )
        yield from _more(known)
    yield ""
    yield from of.notes[:-1]


def _weight(row: Agreement) -> int:
    """What many sentences are about comes first."""
    return -(row.people + row.machine)


def _more(rows: Sequence[object]) -> Iterator[str]:
    if len(rows) > SHOWN:
        yield f"  and {len(rows) - SHOWN} more: --json or -o FILE has all"


def _agreement_line(row: Agreement) -> tuple[str, ...]:
    return (
        *(row.group, str(row.papers), str(row.machine), str(row.people), str(row.both)),
        *(str(row.precision), str(row.recall), str(row.f1), str(row.readers_f1), _share(row.accepted)),
    )


def _prevalence_line(row: Corrected) -> tuple[str, ...]:
    now = Estimate(value=row.corrected.value, lower=row.corrected.lower, upper=row.corrected.upper)
    return (row.construct, _share(row.found), _share(row.sensitivity), _share(row.specificity), str(now))


def _two(count: float) -> str:
    """A count, with two decimals where it has any: a reading of a paper that several have read counts in part."""
    return f"{round(count, 2):.12g}"


def _share(one: Share) -> str:
    return (
        f"{_two(one.k)} of {_two(one.n)} {Estimate(value=one.value, lower=one.bounds[0], upper=one.bounds[1])}"
        if one.n
        else "-"
    )


def _lines(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows under their heads, in columns as wide as what stands in them."""
    cells = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    yield from ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)
