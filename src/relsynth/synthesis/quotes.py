"""Key quotes: which sentences stand for a construct, by one rule that anybody can apply by hand.

Of the segments that are evidence: a person's before a machine's; then by section, results before methods before what
comes after the results before everything else; then those of 60 to 350 characters, which can be read by themselves
and printed; then the surer one; then the order of the papers. At most one of a study, three of a construct. What is
quoted is the paper's own text, whole and unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.documents import LATE_LABELS
from relsynth.synthesis.corpus import Corpus, Segment

SHORTEST, LONGEST = 60, 350  # characters of a sentence that can be read by itself and printed in a table
MOST = 3  # quotes of one construct
RULE = (
    f"Key quotes, by rule: evidence only; people's codings before the machine's, results before methods before later "
    f"sections before others, {SHORTEST} to {LONGEST} characters before shorter and longer ones, then the surer "
    f"coding; at most one of a study and {MOST} of a row. Verbatim."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a paper with where they stand; ``segment`` is the index of their segment in the corpus."""

    segment: int
    text: str
    section: str
    citation: str

    def __str__(self) -> str:
        return f"“{self.text}” [{self.citation}, {self.section.replace('_', ' ')}]"


def key_quotes(corpus: Corpus, numbers: Iterable[int], *, most: int = MOST) -> tuple[Quote, ...]:
    """Return the quotes that stand for some segments, the best first; what is no evidence is never quoted.

    Args:
        numbers: indexes of segments in the corpus.
    """
    ranked = sorted(
        (number for number in numbers if corpus.segments[number].coding.is_evidence), key=lambda n: _rank(corpus, n)
    )
    best: dict[int, int] = {}
    for number in ranked:
        best.setdefault(corpus.segments[number].study, number)
    return tuple(quote_of(corpus, number) for number in list(best.values())[:most])


def quote_of(corpus: Corpus, number: int) -> Quote:
    """Return the words of one segment."""
    segment = corpus.segments[number]
    return Quote(
        segment=number,
        text=words_of(corpus, segment),
        section=segment.section,
        citation=corpus.studies[segment.study].citation,
    )


def words_of(corpus: Corpus, segment: Segment) -> str:
    """Return the paper's own words of a segment."""
    span = segment.coding.span
    return corpus.documents[span.version].quote(span.start, span.end)


def citations(corpus: Corpus) -> tuple[str, ...]:
    """Return how each study is cited, in the order of the corpus."""
    return tuple(study.citation for study in corpus.studies)


def _rank(corpus: Corpus, number: int) -> tuple[bool, int, bool, float, int, str, int]:
    segment = corpus.segments[number]
    coding = segment.coding
    length = coding.span.end - coding.span.start
    return (
        coding.coder.kind == "machine",
        _turn_of(segment.section),
        not SHORTEST <= length <= LONGEST,
        -(1.0 if coding.score is None else coding.score),
        segment.study,
        coding.span.version,
        coding.span.start,
    )


def _turn_of(section: str) -> int:
    if section in ("results", "methods"):
        return ("results", "methods").index(section)
    return 2 if section in LATE_LABELS else 3
