"""The order in which a stage is read: learned in the background, while a person reads.

The ranking is trained on what was decided when a report was handed out, and used for the next one: it lags one
decision behind, so that nobody waits for it and everybody's order can be told from the history. Where many share one
ranking it may lag further: whoever asks takes what was learned last, and does not wait for what is being learned.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from relsynth.codebook import Codebook
from relsynth.project import Project
from relsynth.records import Record
from relsynth.screening.protocol import Protocol
from relsynth.studies import merge
from relsynth.version import __version__
from relsynth.workflow.connection import CACHE

if TYPE_CHECKING:
    from relsynth.screening.decisions import Stage
    from relsynth.screening.ranking import Ranked, Ranker, Term

DIGEST_BYTES = 32  # of SHA-256
ONE_AT_A_TIME = Lock()  # sessions of one process: a fit silences warnings, which is of the process and not of a thread
REST = 4  # times as long as it learned, where many share a ranking: they want the processor too
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Order:
    """Reports, the one to be read first at the front, and why each stands where it does."""

    reports: tuple[str, ...]
    ranked: Ranked
    rows: Mapping[str, int]

    def terms(self, report: str) -> tuple[Term, ...]:
        """Words of a report that speak for it (weight above 0) or against; none of a report that is not ranked."""
        return self.ranked.terms(self.rows[report]) if report in self.rows else ()


class Ranking:
    """The ranking of a session, or of several that take turns. It holds a thread: close it."""

    def __init__(self, ranker: Ranker, reports: Sequence[str], *, waits: bool = True) -> None:
        """Begin with what the ranking says before it has learned anything.

        Args:
            waits: for what is being learned; else what was learned before is used meanwhile.
        """
        self._waits = waits
        self._ranker = ranker
        self._reports = tuple(reports)
        self._rows = {report: row for row, report in enumerate(self._reports)}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ranking")
        self._labels: Mapping[str, bool] = {}
        self._training: Future[Order] | None = None
        self._rests_until = 0.0
        self.cold = self._order({})
        self._latest = self.cold
        self.cold_places = {report: place for place, report in enumerate(self.cold.reports)}

    def train(self, labels: Mapping[str, bool]) -> None:
        """Begin to learn from what was decided, where that is other than what was learned last."""
        self.latest()
        if not self._is_ready() or labels == self._labels:
            return  # what is not learned now is learned when the next one asks
        self._labels = dict(labels)
        self._training = self._thread.submit(self._order, self._labels)

    def latest(self) -> Order:
        """The order learned last; waits until it is, where it is to."""
        if self._training is not None and self._is_ready():
            self._latest = self._training.result()
            self._training = None
        return self._latest

    def _is_ready(self) -> bool:
        """Whether nothing is being learned, and learning has rested for long enough where nobody waits for it."""
        if self._waits:
            return True
        if self._training is not None:
            return self._training.done()
        return time.monotonic() >= self._rests_until

    def close(self) -> None:
        """Wait for the thread, and let it go."""
        self._thread.shutdown()

    def _order(self, labels: Mapping[str, bool]) -> Order:
        began = time.monotonic()
        with ONE_AT_A_TIME:
            ranked = self._ranker.rank({self._rows[report]: label for report, label in labels.items()})
        order = Order(tuple(self._reports[row] for row in ranked.order.tolist()), ranked, self._rows)
        now = time.monotonic()
        self._rests_until = now + REST * (now - began)
        return order


def query_of(protocol: Protocol, codebook: Codebook | None) -> str:
    """The words to rank by before anybody has decided: the protocol's, else the labels and cues of the codebook.

    Of a cue in cue syntax its words count ("trust*" is "trust"), of the codebook's only strong ones.
    """
    if protocol.text or codebook is None:
        return protocol.text
    said = (text for code in codebook.codes for text in (code.label, *code.cues.strong))
    return " ".join(dict.fromkeys(word for text in said for word in _WORD.findall(text)))


def text_of(record: Record) -> str:
    """What a record is ranked by: title, abstract and keywords."""
    return "\n".join(filter(None, (record.title, record.abstract, "; ".join(record.keywords))))


def open_ranking(
    project: Project, stage: Stage, members: Mapping[str, tuple[str, ...]], *, waits: bool = True
) -> Ranking:
    """The ranking of the reports of a stage, its features from the project's cache where they were made before.

    Args:
        members: report -> its records, in the order in which reports came.
        waits: as ``Ranking`` has it.
    """
    protocol = project.config.protocol
    query = query_of(protocol, None if protocol.text else project.codebook)
    made_of = _digest(__version__, query, str(protocol.seed), *(id for ids in members.values() for id in ("", *ids)))
    path = project.path / CACHE / f"screening-{stage}.ranker"
    ranker = _cached(path, made_of, reports=len(members))
    if ranker is None:
        from relsynth.screening.ranking import Ranker  # noqa: PLC0415 scipy and scikit-learn, which --help need not load

        ranker = Ranker.of(_texts(project, members), query=query, seed=protocol.seed)
        _keep(path, made_of, ranker.packed())
    return Ranking(ranker, list(members), waits=waits)


def _texts(project: Project, members: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    records = project.store.catalogue.records()
    return (text_of(merge({id: records[id] for id in ids}).record) for ids in members.values())


def _cached(path: Path, made_of: bytes, *, reports: int) -> Ranker | None:
    """A ranker that was kept; None where there is none, or its file is broken, or of other texts or another query.

    Whoever hands a project on can write a file whose digests are right: places outside a matrix would be read unasked.
    """
    from relsynth.screening.ranking import Ranker  # noqa: PLC0415

    try:
        held = path.read_bytes()
    except OSError:
        return None
    head, packed = held[: 2 * DIGEST_BYTES], held[2 * DIGEST_BYTES :]
    if head != made_of + hashlib.sha256(packed).digest():
        return None
    try:
        ranker = Ranker.unpacked(packed)
        for matrix in (ranker.features.matrix, ranker.features.answering):
            matrix.check_format(full_check=True)
    except (ValueError, KeyError, IndexError):  # packed by a version whose features were others, or by nobody's
        return None
    rows = {ranker.features.matrix.shape[0], ranker.features.answering.shape[0], len(ranker.features.answer)}
    return ranker if rows == {reports} else None


def _keep(path: Path, made_of: bytes, packed: bytes) -> None:
    """Keep a ranker, whole or not at all; where it cannot be written, it is made anew each time."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(made_of + hashlib.sha256(packed).digest() + packed)
        os.replace(part, path)  # noqa: PTH105 Path.replace is the same; this says that it is atomic


def _digest(*said: str) -> bytes:
    whole = hashlib.sha256()
    for text in said:
        whole.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return whole.digest()
