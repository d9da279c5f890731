"""What every coder is: a document in, proposals out.

A coder proposes which code stands where, how surely, and why. What else a sentence says
(assertion, role, level, actors) is found for all coders alike, in the pipeline. A coder of
your own is a module with the two functions of ``CoderPlugin``, named in the entry point
group ``relsynth.coders``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from relsynth.codebook import Codebook
from relsynth.documents import UNCODED_LABELS, Document, Sentence
from relsynth.errors import RelsynthError
from relsynth.extraction.sentences import sentences


class CoderError(RelsynthError):
    """A coder is not installed, not set up, or proposes what cannot stand."""


@dataclass(frozen=True)
class Reading:
    """A document cut into sentences; ``coded_sentences`` are those that may be coded, without back matter."""

    document: Document
    sentences: tuple[Sentence, ...]

    def text(self, sentence: Sentence) -> str:
        """The words of a sentence."""
        return self.document.text[sentence.start : sentence.end]

    def label(self, sentence: Sentence) -> str:
        """Label of the section that a sentence stands in."""
        document = self.document
        return document.sections[document.paragraphs[sentence.paragraph].section].label

    @cached_property
    def codable(self) -> tuple[Sentence, ...]:
        """The sentences that may be coded: none of acknowledgements, contributions or references."""
        return tuple(one for one in self.sentences if self.label(one) not in UNCODED_LABELS)


def read(document: Document) -> Reading:
    """Cut a document into sentences."""
    return Reading(document, tuple(sentences(document)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A code for ``[start, end)`` of a document: one sentence, or a few of one paragraph.

    ``score`` is from 0 to 1, and near the share of such proposals that a reader agrees with;
    ``reason`` says in words why. ``cue`` is the codebook's cue that fired, or the words that
    tell, at ``[cue_start, cue_end)`` of the document; ``names_lack`` where the cue itself means
    that the construct is lacking. ``facets`` is what the coder itself says of the sentence, ``likely``
    how likely it holds each value of a facet; the pipeline weighs both with what it finds.
    """

    start: int
    end: int
    code: str
    score: float
    reason: str
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    names_lack: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    likely: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderSettings:
    """What a project hands to a coder: its folder, where a coder may keep what it learned or was answered,
    and the coder's own table of ``relsynth.toml``.
    """

    folder: Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


class Proposer(Protocol):
    """A coder made for one codebook."""

    @property
    def name(self) -> str:
        """``family@…``; whatever could change a proposal changes it."""

    def propose(self, reading: Reading) -> Iterable[Proposal]:
        """Proposals for a document, in any order, each code at most once a span."""


@runtime_checkable
class Costly(Protocol):
    """A proposer that sends text away, or costs something: what, is told before and after."""

    def foretell(self, readings: Iterable[Reading]) -> str:
        """What coding some papers is going to cost; ``CoderError`` where nobody has agreed to it."""

    def account(self) -> str:
        """What it came to."""


@runtime_checkable
class Ranking(Protocol):
    """A proposer that can put all sentences in order, for people who want to miss nothing."""

    def rank(self, reading: Reading) -> Sequence[float]:
        """One number for each codable sentence: the higher, the likelier a reader codes it at all."""


@runtime_checkable
class CoderPlugin(Protocol):
    """What an entry point of ``relsynth.coders`` names: a module, or any object, with these two."""

    def name_of(self, codebook: Codebook, settings: CoderSettings) -> str:
        """Name that ``proposer`` would have, without loading anything heavy."""

    def proposer(self, codebook: Codebook, settings: CoderSettings) -> Proposer:
        """Make the coder ready; ``CoderError`` says what is missing."""
