"""What screening would cost on a set whose labels are known: a replay in the order of the ranking.

The set is any export with records of which a value tells whether they were included: a column of a table, or a tag.
No project is needed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from relsynth.errors import InputError
from relsynth.formats import format_of_records
from relsynth.formats.screening_labels import WORDS
from relsynth.records import Record
from relsynth.screening.decisions import GOES_ON
from relsynth.screening.protocol import Rule
from relsynth.workflow.listing import counted
from relsynth.workflow.screening_ranking import text_of

LABELS = ("included", "label_included", "asreview_label", "label")
"""What the value that tells of inclusion is called; of several the first counts."""
SHARES = (0.05, 0.10, 0.20, 0.50)
"""Shares of the set after which recall is told, as in the literature on screening."""
RULES: tuple[Rule, ...] = ("hypergeometric", "consecutive", "safe", "knee")
TARGET, CONFIDENCE = 0.95, 0.95  # of the test, as a protocol has them where it does not say otherwise
CHECKS = 1000  # times that rules are asked during a replay, at most: each asking costs as much as the set is long


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedAt:
    """Where a stopping rule would have ended the reading, and the recall there; all is read where it never would."""

    rule: Rule
    read: int
    recall: float

    def __str__(self) -> str:
        return f"{self.rule}: after {self.read}, recall {self.recall:.3f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """How a replay went.

    ``priors`` relevant and irrelevant records were known beforehand. ``loss``, ``ndcg`` and ``wss95`` are as
    ``screening.measures`` has them; ``recall`` is told after each share of the set in ``SHARES``; ``first`` is the
    place of the first relevant record, from 1. ``unlabelled`` records were left out.
    """

    records: int
    relevant: int
    unlabelled: int
    priors: int
    seed: int
    loss: float
    ndcg: float
    wss95: float
    first: int
    recall: tuple[tuple[float, float], ...]
    stopping: tuple[StoppedAt, ...]

    def __str__(self) -> str:
        known = f", {self.priors} of them known beforehand" if self.priors else ""
        left_out = f"; {self.unlabelled} without a label left out" if self.unlabelled else ""
        lines = [
            f"{counted(self.records, 'record')}, {self.relevant} relevant{known}{left_out}",
            f"loss {self.loss:.3f}, NDCG {self.ndcg:.3f}, WSS@95 {self.wss95:.3f}",
            "recall " + ", ".join(f"{found:.3f} at {100 * share:.0f} %" for share, found in self.recall),
            f"first relevant record: {self.first}",
            "reading would have stopped",
        ]
        return "\n".join([*lines, *(f"  {stopped}" for stopped in self.stopping)])


def simulate_screening(path: Path, *, protocol: str = "", seed: int = 0) -> Simulation:
    """Read a labelled set in the order of the ranking, learning from each label as it comes.

    Args:
        path: an export in any format read here.
        protocol: what is looked for, in words; without them a relevant and an irrelevant record, drawn by ``seed``,
            are known beforehand, since there is nothing else to rank by.

    Raises:
        InputError: the file cannot be read, or has not at least two records of either label.
        FormatError: no installed format recognises it.
    """
    from relsynth.screening import measures  # noqa: PLC0415 numpy and scipy, which --help need not load
    from relsynth.screening.ranking import Ranker  # noqa: PLC0415
    from relsynth.screening.simulating import simulate  # noqa: PLC0415

    records, labels, unlabelled = _labelled(path)
    query = protocol.strip()
    priors = () if query else _priors(labels, seed)
    ranker = Ranker.of([text_of(record) for record in records], query=query, seed=seed)
    replayed = simulate(ranker, labels, priors=priors)
    found, curve = replayed.found, measures.recall_curve(replayed.found)
    return Simulation(
        records=len(labels),
        relevant=sum(labels),
        unlabelled=unlabelled,
        priors=len(priors),
        seed=seed,
        loss=measures.loss(found),
        ndcg=measures.ndcg(found),
        wss95=measures.wss(found),
        first=found.index(True) + 1,
        recall=tuple((share, _at(curve, share)) for share in SHARES),
        stopping=tuple(_stopped(found, rule) for rule in RULES),
    )


def _labelled(path: Path) -> tuple[list[Record], list[bool], int]:
    """Records with a label, their labels, and how many records have none."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    read = format_of_records(source, path_name=path.name).read_records(source)
    records = [one for one in read if isinstance(one, Record)]
    told = [(record, label) for record in records if (label := _label(record)) is not None]
    labels = [label for _, label in told]
    if min(labels.count(True), labels.count(False)) < 2:  # noqa: PLR2004 one of either may be known beforehand
        raise InputError(
            f"has {labels.count(True)} records labelled 1 and {labels.count(False)} labelled 0; a set needs two of "
            f"either, in a column called {' or '.join(LABELS)}",
            path=path,
        )
    return [record for record, _ in told], labels, len(records) - len(told)


def _label(record: Record) -> bool | None:
    said = {name.casefold(): value for name, value in reversed(record.extra)}
    value = next((said[name] for name in LABELS if name in said), "")
    verdict = WORDS.get(value.strip().casefold())
    return None if verdict is None else verdict in GOES_ON


def _priors(labels: Sequence[bool], seed: int) -> tuple[int, int]:
    draw = random.Random(seed)
    relevant, irrelevant = (
        draw.choice([row for row, label in enumerate(labels) if label == wanted]) for wanted in (True, False)
    )
    return relevant, irrelevant


def _at(curve: Sequence[float], share: float) -> float:
    """The recall after a share of the records, in whole records."""
    read = int(share * len(curve))
    return curve[read - 1] if read else 0.0


def _stopped(found: Sequence[bool], rule: Rule) -> StoppedAt:
    read = next((read for read in _asked(len(found)) if _stops(found[:read], rule, len(found))), len(found))
    return StoppedAt(rule=rule, read=read, recall=sum(found[:read]) / sum(found))


def _asked(records: int) -> Iterator[int]:
    """After how many records the rules are asked."""
    yield from range(1, records, max(1, records // CHECKS))


def _stops(found: Sequence[bool], rule: Rule, total: int) -> bool:
    from relsynth.screening import stopping  # noqa: PLC0415

    if rule == "hypergeometric":  # what ``advice`` says, without its forecast, which costs a hundred times as much
        return stopping.missed(found, total=total, target=TARGET) < 1 - CONFIDENCE
    return stopping.advice(found, total=total, rule=rule).stops
