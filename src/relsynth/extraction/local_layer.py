"""What a project has taught a coder: a layer over its proposals, in ``learned-FAMILY.json`` in the project's folder.

A coder's score is near the share of such proposals that *its* readers agreed with. A team may see a code more
narrowly, or more widely. For each code that people have judged often enough the layer moves the score s to
sigmoid(slope * logit(s) + bias), and has a threshold of its own; all other codes it leaves as they are.
``teaching`` fits it, and ``relsynth learn`` says whether it helped.

A coder says what else it could have proposed by having ``candidates`` and ``thresholds`` (``Teachable``): only so
may the layer let in what the coder alone would have left out. Of another coder it can only sort out.

A layer is of one coder and one codebook: over scores that mean something else it would be applied blindly, so that
with another codebook or a newer coder it is left out until the coder has learned again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, log
from pathlib import Path
from typing import Literal, Protocol, Self, runtime_checkable

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from relsynth.extraction.proposals import CoderError, Costly, Proposal, Proposer, Ranking, Reading

SAFE = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
"""Names of families that may be part of a file's name: none that leads out of the folder."""
FLOOR = 0.05
"""Score from which a coder shows its candidates to the layer: below, one in twenty would be right at most."""
SURE = 1e-3  # scores are taken as if no nearer to 0 and 1 than this
MOST_BIAS = 20.0  # log odds; the priors of ``teaching`` hold what is fitted far within
MOST_SLOPE = 10.0
MOST_ODDS = 30.0  # log odds, of which a score is 1 but for 1e-13


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

    bias: float = Field(ge=-MOST_BIAS, le=MOST_BIAS)
    threshold: float = Field(ge=0, le=1)
    judged: int = Field(ge=0)
    agreed: int = Field(ge=0)

    @model_validator(mode="after")
    def _agreed_of_judged(self) -> Self:
        if self.agreed > self.judged:
            raise ValueError(f"agreed is {self.agreed} of {self.judged} judged")
        return self


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

    @property
    def harmed(self) -> bool:
        """Whether the whole interval of the gain lies below 0."""
        return self.upper is not None and self.upper < 0


class Layer(_Part):
    """What a project has taught a coder; ``on`` says whether it is used.

    ``coder`` is the name of the coder as it was taught, without a layer; ``codebook`` its codebook's digest.
    """

    revision: Literal[1] = 1
    on: bool
    family: str
    coder: str
    codebook: str
    at: str
    slope: float = Field(gt=0, le=MOST_SLOPE)
    codes: dict[str, Lesson]
    trial: Trial

    @cached_property
    def digest(self) -> str:
        """First 8 hex digits of the SHA-256 of all that could change a coding, and of nothing else."""
        told = [self.revision, self.family, self.slope]
        told += [[code, one.bias, one.threshold] for code, one in sorted(self.codes.items())]
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()[:8]

    def is_of(self, codebook: str, coder: str) -> bool:
        """Whether it was taught to this coder, with the codebook of this digest."""
        return (self.codebook, self.coder) == (codebook, coder)

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
    odds = slope * log_odds(score) + bias
    return 1 / (1 + exp(-min(max(odds, -MOST_ODDS), MOST_ODDS)))


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


def load(folder: Path | None, family: str, *, codebook: str, coder: str) -> Layer | None:
    """The layer to use over a coder; None where there is none, it is off, or it belongs to another coder or codebook.

    Args:
        codebook: digest of the codebook that holds now.
        coder: name of the coder as it is now, without a layer.

    Raises:
        CoderError: the file cannot be read, or is no such layer.
    """
    layer = kept(folder, family)
    return layer if layer and layer.on and layer.is_of(codebook, coder) else None


def left_out(folder: Path | None, family: str, *, codebook: str, coder: str) -> str | None:
    """What to tell of a layer that is on and left out, since it belongs to another coder or codebook; mostly None.

    Raises:
        CoderError: the file cannot be read, or is no such layer.
    """
    layer = kept(folder, family)
    if layer is None or not layer.on or layer.is_of(codebook, coder):
        return None
    what = f"another codebook than {family} has now" if layer.codebook != codebook else f"{layer.coder}, not {coder}"
    return f"What {family} was taught belongs to {what}, and is left out; run `relsynth learn --coder {family}` again"


def file_of(family: str) -> str:
    """Name of the file that holds what a family of coders was taught.

    Raises:
        CoderError: the family's name cannot be part of a file's name.

    >>> file_of("lexicon")
    'learned-lexicon.json'
    """
    if not SAFE.fullmatch(family):
        raise CoderError(f"coder {family!r} cannot be taught: its name cannot be part of a file's name")
    return f"learned-{family}.json"


def kept(folder: Path | None, family: str) -> Layer | None:
    """The layer that a project's folder holds for a family of coders, on or off, whatever it belongs to.

    Raises:
        CoderError: the file cannot be read, or is no such layer.
    """
    if folder is None or not SAFE.fullmatch(family):  # a coder of such a name was never taught
        return None
    path = folder / file_of(family)
    if not path.exists():
        return None
    mend = f"delete the file to code without it, and run `relsynth learn --coder {family}` again"
    try:
        layer = Layer.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CoderError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise CoderError(f"{path}: {f'{where}: ' if where else ''}{first['msg']}; {mend}") from error
    if layer.family != family:
        raise CoderError(f"{path}: family: it is of {layer.family!r}; {mend}")
    return layer


def save(folder: Path, layer: Layer) -> Path:
    """Write a layer into a project's folder, in place of what the same family had learned before.

    Raises:
        CoderError: the file cannot be written.
    """
    path = folder / file_of(layer.family)
    beside = path.with_suffix(".json.new")
    try:
        beside.write_text(layer.model_dump_json(indent=1) + "\n", encoding="utf-8")
        beside.replace(path)  # whole, or not at all
    except OSError as error:
        raise CoderError(f"{path}: cannot be written ({error.strerror})") from error
    return path
