"""A coding: a code put on a span by a coder, with what was said about it.

Codings are appended, never changed. What holds now is decided by ``current``:
the latest run of each machine coder over the latest version of a document, and
every person's codings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relsynth.documents import Span

Facets = tuple[tuple[str, tuple[str, ...]], ...]
"""Facet name -> values, as sorted pairs so that a coding can be hashed and compared."""

EVIDENCE = frozenset({"affirmed", "negated", "hedged"})
"""Assertions that report on the study itself; all others are shown apart (domain.md, B)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Who codes: a person, or a machine whose name ends in what it was built from.

    ``name`` is ``lexicon@<codebook digest>`` for the dictionary coder, with
    ``+<model>-<version>`` where a parser helped; a person's is their name.
    """

    name: str
    kind: Literal["person", "machine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A code on a span. ``cue`` is the codebook's cue that fired, ``cue_start`` and
    ``cue_end`` its place in the same text; a person's coding has none.
    """

    span: Span
    code: str
    coder: Coder
    facets: Facets = ()
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    score: float | None = None

    def facet(self, name: str) -> tuple[str, ...]:
        """Values of one facet, empty where it was not coded."""
        return dict(self.facets).get(name, ())

    @property
    def is_evidence(self) -> bool:
        """Whether the sentence reports what this study saw, or saw lacking.

        Recommended, hypothetical, planned and cited claims never count, whatever
        else the same sentence asserts.
        """
        assertion = frozenset(self.facet("assertion"))
        return bool(assertion) and assertion <= EVIDENCE

    @property
    def is_lack(self) -> bool:
        """Whether the construct is reported as absent: studied, yet never counted as present."""
        return self.is_evidence and "negated" in self.facet("assertion")
