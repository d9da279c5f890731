"""A coding: a code put on a span by a coder, with what was said about it.

Codings are appended, never changed. What holds now is decided by the store: the last run of a
machine over the latest version of a document, and every person's codings. Of these ``standing``
leaves those that count: where a person has judged a code of a sentence, the machine's says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from relsynth.documents import Span

Verdict = Literal["code", "reject"]
Facets = tuple[tuple[str, tuple[str, ...]], ...]
"""Facet name -> values, as sorted pairs so that a coding can be hashed and compared."""

EVIDENCE = frozenset({"affirmed", "negated", "hedged"})
"""Assertions that report on the study itself; all others are shown apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Who codes: a person, or a machine whose name ends in what it was built from.

    ``name`` is ``lexicon@<codebook digest>`` for the dictionary coder, with
    ``+<model>-<version>`` where a parser helped; a person's is their name.
    """

    name: str
    kind: Literal["person", "machine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a facet has a value: the codebook's cue, the words or the rule that gave it, and the place of the
    document that it was seen at, which may be a neighbour's; without a place, what no word tells ("learned 0.83").
    """

    facet: str
    value: str
    cue: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A code on a span. ``cue`` is the codebook's cue that fired, or the words that tell, ``cue_start`` and
    ``cue_end`` its place in the same text; ``reason`` says in words why a machine coded so, ``score`` how
    surely, from 0 to 1; ``grounds`` why its facets have their values. Of a person's coding ``reason`` says with
    what before their eyes they coded, where that was not the paper alone; it may be a rejection: this code, they
    say, does not hold here (``verdict`` is ``reject``).

    The last five are what the store tells of a coding that it keeps: its number; when it was made, with which codebook
    (its digest) and in which round; and the numbers of the codings that it ``settles``, which are those that
    an adjudicator saw to differ. Two codings that say the same are equal, whatever the store tells of them.
    """

    span: Span
    code: str
    coder: Coder
    facets: Facets = ()
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    score: float | None = None
    reason: str | None = None
    grounds: tuple[Ground, ...] = ()
    verdict: Verdict = "code"
    number: int | None = field(default=None, compare=False)
    at: str | None = field(default=None, compare=False)
    codebook: str | None = field(default=None, compare=False)
    round: str | None = field(default=None, compare=False)
    settles: tuple[int, ...] = field(default=(), compare=False)
    _values: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _is_evidence: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        values = dict(self.facets)  # looked up once: tables of large reviews ask millions of times
        assertion = values.get("assertion", ())
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_is_evidence", self.verdict == "code" and EVIDENCE.issuperset(assertion or ("",)))

    def facet(self, name: str) -> tuple[str, ...]:
        """Values of one facet, empty where it was not coded."""
        return self._values.get(name, ())

    @property
    def is_evidence(self) -> bool:
        """Whether the sentence reports what this study saw, or saw lacking.

        Recommended, hypothetical, planned and cited claims never count, whatever
        else the same sentence asserts.
        """
        return self._is_evidence

    @property
    def is_lack(self) -> bool:
        """Whether the construct is reported as absent: studied, yet never counted as present."""
        return self.is_evidence and "negated" in self.facet("assertion")


def standing(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings that count, in their order: people's last words, and the machine's that no person has judged.

    ``codings`` come as the store gives them: what was said of a code at a place stands in the order in which it was
    said. A person's later word on a code replaces their own earlier one on the very same place, and nobody else's.
    A person's coding or rejection of a code stands above a machine's of the same code wherever the two
    share half or more of the shorter one's text. What an adjudicator has settled stands as they settled it, and the
    codings that differed no longer. Rejections themselves are no codings, and are left out.
    """
    made = tuple(codings)
    settled = frozenset(number for coding in made for number in coding.settles)
    judged: dict[tuple[str, str], list[Span]] = defaultdict(list)
    last: dict[tuple[str, Span, str], int] = {}
    for turn, coding in enumerate(made):
        if coding.coder.kind == "person":
            judged[coding.span.version, coding.code].append(coding.span)
            last[coding.coder.name, coding.span, coding.code] = turn
    return tuple(
        coding
        for turn, coding in enumerate(made)
        if coding.verdict == "code"
        and coding.number not in settled
        and (
            last[coding.coder.name, coding.span, coding.code] == turn
            if coding.coder.kind == "person"
            else not any(is_same_place(coding.span, span) for span in judged[coding.span.version, coding.code])
        )
    )


def is_same_place(a: Span, b: Span) -> bool:
    """Whether two spans of one version share half or more of the shorter one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return a.version == b.version and 2 * shared >= min(a.end - a.start, b.end - b.start)
