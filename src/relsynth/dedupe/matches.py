"""What is said of two records: by the machine, by a person, and of all those that are one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

REVISION = "dedupe/1"
"""Raised whenever keys, rules or weights change, so that projects compare their records again."""

Relation = Literal["duplicate", "version", "unsure"]
"""``duplicate``: two records of one report. ``version``: of two reports that belong together (a preprint and
its article, an article and its correction). ``unsure``: a person must say."""

Verdict = Literal["duplicate", "version", "different"]
"""What a person can say of two records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two records that belong together, or may.

    ``a`` and ``b`` are record ids, ``a < b``, so that a pair exists once. ``rule`` is the name of the
    rule that decided (``RULES``), ``score`` the probability, 0 to 1, that the two are one report.
    """

    a: str
    b: str
    relation: Relation
    rule: str
    score: float

    def __post_init__(self) -> None:
        if self.relation not in get_args(Relation):
            raise ValueError(f"a match is one of {', '.join(get_args(Relation))}, not {self.relation!r}")
        if not self.a < self.b:
            raise ValueError(f"a match names two records in order, not {self.a!r}, {self.b!r}")
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score is 0 to 1, not {self.score}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person said of two records; ``a < b``."""

    a: str
    b: str
    relation: Verdict
    coder: str

    def __post_init__(self) -> None:
        if self.relation not in get_args(Verdict):
            raise ValueError(f"a judgement is one of {', '.join(get_args(Verdict))}, not {self.relation!r}")
        if not self.a < self.b:
            raise ValueError(f"a judgement names two records in order, not {self.a!r}, {self.b!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Records that are one report.

    ``members`` are sorted, at least one; ``matches`` and ``judgements`` are those that joined them, sorted by
    pair, one fewer than the members in all; ``versions`` the ids of groups that are other versions of it, sorted.
    """

    members: tuple[str, ...]
    matches: tuple[Match, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    versions: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The first member, by which other groups refer to this one."""
        return self.members[0]
