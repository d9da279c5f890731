"""The protocol: what is asked, what makes a record eligible, and who screens what.

Read from ``[protocol]`` and ``[screening]`` of ``relsynth.toml`` by ``relsynth.config``.

Source: the terms: PRISMA-P 2015 (Moher et al., doi 10.1186/2046-4053-4-1), items 8 (eligibility) and 11b (selection).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from relsynth.screening.decisions import STAGES, Stage

Kind = Literal["include", "exclude"]
Mode = Literal["single", "double", "sample"]
"""One coder a record; two; or one, and two of a random sample."""
Rule = Literal["hypergeometric", "consecutive", "safe", "knee"]

IN_WHOLE = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A criterion of eligibility; ``id`` is what decisions name, as in ``E2``."""

    id: str
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    """How one stage is screened: by how many, of which share two (mode ``sample``), and by whom.

    No ``screeners`` named means anybody.
    """

    mode: Mode = "double"
    sample: float = 0.2
    screeners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What the team agreed on before it screened.

    ``audit`` is the share of records handed out at random instead of by rank. ``target`` and ``confidence`` are of the
    stopping rule. ``speaks_for`` and ``speaks_against`` are words that people want to see marked.
    """

    question: str | None = None
    criteria: tuple[Criterion, ...] = ()
    plans: Mapping[Stage, StagePlan] = field(default_factory=lambda: {stage: StagePlan() for stage in STAGES})
    audit: float = 0.05
    seed: int = 0
    rule: Rule = "hypergeometric"
    target: float = 0.95
    confidence: float = 0.95
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)

    def criterion(self, id: str) -> Criterion | None:
        """The criterion of an id, written in whatever case; None where there is none."""
        return next((one for one in self.criteria if one.id.casefold() == id.casefold()), None)

    @property
    def text(self) -> str:
        """What the protocol says is wanted, as the words to rank by before anybody has decided."""
        return "\n".join([self.question or "", *(one.text for one in self.criteria if one.kind == "include")]).strip()

    def wanted(self, record: str, stage: Stage) -> int:
        """How many coders are to decide a record at a stage; the sample is drawn by the seed, alike everywhere."""
        plan = self.plans[stage]
        if plan.mode == "sample":
            return 2 if share_of(f"{self.seed} {stage} {record}") < plan.sample else 1
        return 2 if plan.mode == "double" else 1


def share_of(name: str) -> float:
    """A number from 0 to below 1 that any machine draws alike for a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / IN_WHOLE
