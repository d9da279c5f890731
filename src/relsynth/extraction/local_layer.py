"""What a project has taught a coder: a layer over its proposals, in ``learned.json`` in the project's folder.

A coder's score is near the share of such proposals that *its* readers agreed with. A team may see a code more
narrowly, or more widely. For each code that people have judged often enough the layer moves the score s to
sigmoid(slope * logit(s) + bias), and has a threshold of its own; all other codes it leaves as they are.
``teaching`` fits it, and ``relsynth learn`` says whether it helped.

A coder says what else it could have proposed by having ``candidates`` and ``thresholds`` (``Teachable``): only so
may the layer let in what the coder alone would have left out. Of another coder it can only sort out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, log
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from relsynth.extraction.proposals import CoderError, Costly, Proposal, Proposer, Ranking, Reading

FILE = "learned.json"
FLOOR = 0.05
"""Score from which a coder shows its candidates to the layer: below, one in twenty would be right at most."""
SURE = 1e-3  # scores are taken as if no nearer to 0 and 1 than this


@runtime_checkable
class Teachable(Protocol):
    """A proposer that shows what it would propose at lower thresholds."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """Code -> the score from which it is proposed; 0 for a code that is not there."""

    def candidates(self, reading: Reading) -> Iterable[Proposal]:
        """All that has a score of ``FLOOR`` or more; what ``propose`` gives is among it, with the same scores."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lesson(_Part):
    """What was learned of one code, from how many judgements; ``agreed`` of them were for it."""

    bias: float = Field(allow_inf_nan=False)
    threshold: float = Field(ge=0, le=1)
    judged: int = Field(ge=0)
    agreed: int = Field(ge=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Precision, recall and F1 on what people have judged; None where undefined."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The layer tried on papers it was not taught with: F1 rose by ``gain``, with its 95 % interval."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    papers: int
    judgements: int
    folds: int
    before: Figures
    after: Figures
    gain: float
    lower: float | None
    upper: float | None

    @property
    def helped(self) -> bool:
        """Whether the whole interval of the gain lies above 0."""
        return self.lower is not None and self.lower > 0


class Layer(_Part):
    """What a project has taught the coders of one family; ``on`` says whether it is used."""

    revision: Literal[1] = 1
    on: bool
    family: str
    coder: str
    codebook: str
    at: str
    slope: float = Field(allow_inf_nan=False)
    codes: dict[str, Lesson]
    trial: Trial

    @cached_property
    def digest(self) -> str:
        """First 8 hex digits of the SHA-256 of all that could change a coding, and of nothing else."""
        told = [self.revision, self.family, self.slope]
        told += [[code, one.bias, one.threshold] for code, one in sorted(self.codes.items())]
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()[:8]

    def score(self, code: str, score: float) -> float:
        """The score as the project has taught it; as it was where the code was not judged often enough."""
        lesson = self.codes.get(code)
        return recalibrated(score, slope=self.slope, bias=lesson.bias) if lesson else score

    def apply(self, proposals: Iterable[Proposal], thresholds: Mapping[str, float]) -> Iterator[Proposal]:
        """The proposals that reach their threshold: the layer's, or for a code it does not know the coder's own."""
        for one in proposals:
            lesson = self.codes.get(one.code)
            if lesson is None:
                if one.score >= thresholds.get(one.code, 0.0):
                    yield one
            elif (score := self.score(one.code, one.score)) >= lesson.threshold:
                yield replace(one, score=score, reason=f"{one.reason}; {lesson.agreed} of {lesson.judged} agreed here")


class Taught:
    """A proposer under the layer of its project; what it costs and how it ranks is as it was."""

    def __init__(self, proposer: Proposer, layer: Layer) -> None:
        self._proposer = proposer
        self._layer = layer
        self.name = taught_name(proposer.name, layer)
        if isinstance(proposer, Costly):  # a layer is what its proposer is, and nothing that it is not
            self.foretell, self.account = proposer.foretell, proposer.account
        if isinstance(proposer, Ranking):
            self.rank = proposer.rank

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """What the layer lets through."""
        return self._layer.apply(candidates(self._proposer, reading), thresholds(self._proposer))


def recalibrated(score: float, *, slope: float, bias: float) -> float:
    """Move a score on the scale of log odds.

    >>> recalibrated(0.3, slope=1.0, bias=0.0)
    0.3
    >>> round(recalibrated(0.3, slope=1.0, bias=1.0), 3)
    0.538
    """
    if slope == 1 and bias == 0:
        return score
    return 1 / (1 + exp(-(slope * log_odds(score) + bias)))


def log_odds(score: float) -> float:
    """Log odds of a score, of none so sure that they would be infinite."""
    cut = min(max(score, SURE), 1 - SURE)
    return log(cut / (1 - cut))


def candidates(proposer: Proposer, reading: Reading) -> Iterable[Proposal]:
    """All that a proposer shows, below its thresholds too where it can."""
    return proposer.candidates(reading) if isinstance(proposer, Teachable) else proposer.propose(reading)


def thresholds(proposer: Proposer) -> Mapping[str, float]:
    """The thresholds that a proposer applies itself."""
    return proposer.thresholds if isinstance(proposer, Teachable) else {}


def taught_name(name: str, layer: Layer) -> str:
    """Name of a coder under a layer: ``combined@0123456789ab.1.t0f1e2d3c``."""
    return f"{name}.t{layer.digest}"


def load(folder: Path | None, family: str) -> Layer | None:
    """The layer of a project for a family of coders; None where there is none, or it is off.

    Raises:
        CoderError: the file cannot be read, or is no such layer.
    """
    layer = kept(folder)
    return layer if layer and layer.on and layer.family == family else None


def kept(folder: Path | None) -> Layer | None:
    """The layer that a project's folder holds, on or off, for whatever family.

    Raises:
        CoderError: the file cannot be read, or is no such layer.
    """
    path = folder / FILE if folder else None
    if path is None or not path.exists():
        return None
    mend = "run `relsynth learn` again, or delete the file to code without it"
    try:
        return Layer.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CoderError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise CoderError(f"{path}: {f'{where}: ' if where else ''}{first['msg']}; {mend}") from error


def save(folder: Path, layer: Layer) -> Path:
    """Write a layer into a project's folder, in place of what was learned before.

    Raises:
        CoderError: the file cannot be written.
    """
    path = folder / FILE
    beside = path.with_suffix(".json.new")
    try:
        beside.write_text(layer.model_dump_json(indent=1) + "\n", encoding="utf-8")
        beside.replace(path)  # whole, or not at all
    except OSError as error:
        raise CoderError(f"{path}: cannot be written ({error.strerror})") from error
    return path
