"""Sentences on which people differ who coded them, side by side, and the codes that they put in place of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from relsynth.codebook import Codebook
from relsynth.documents import Document, Sentence
from relsynth.reports.tables import Table
from relsynth.synthesis.agreement import Fold
from relsynth.synthesis.double_coding import CodedPaper, confused
from relsynth.workflow.listing import counted, listing

NO_RULE = "no rule yet"
SHOWN = 3  # sentences of a pair that people are shown unasked
QUOTED = 160  # signs of a sentence that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What one coder put on a sentence; no codes, where nothing."""

    coder: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.coder}: {', '.join(self.codes) or 'nothing'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A sentence on which coders differ: ``[start, end)`` of the paper's text, and what each put there."""

    paper: str
    start: int
    end: int
    quote: str
    put: tuple[Put, ...]

    def __str__(self) -> str:
        quote = self.quote if len(self.quote) <= QUOTED else f"{self.quote[:QUOTED]}…"
        return f"{self.paper}: “{quote}”\n      {'; '.join(map(str, self.put))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedUp:
    """Two codes that coders put in place of each other, neither of them what the other put.

    ``rule`` is what the codebook says parts them; None where it says nothing yet.
    """

    codes: tuple[str, str]
    rule: str | None
    sentences: tuple[Difference, ...]

    def __str__(self) -> str:
        first, second = self.codes
        head = f"{first} and {second}: {counted(len(self.sentences), 'sentence')}; {self.rule or NO_RULE}"
        more = len(self.sentences) - SHOWN
        left = [f"and {more} more"] if more > 0 else []
        return "\n    ".join([head, *map(str, self.sentences[:SHOWN]), *left])


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAlone:
    """A code that one coder put on sentences and another put nothing there that could stand for it."""

    code: str
    sentences: tuple[Difference, ...]

    def __str__(self) -> str:
        return f"{self.code}: {counted(len(self.sentences), 'sentence')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All sentences on which coders differ, by pair of codes, those of most sentences first."""

    mixed_up: tuple[MixedUp, ...]
    alone: tuple[OneAlone, ...]
    sentences: tuple[Difference, ...]

    def __str__(self) -> str:
        lines = listing("Codes put in place of each other", self.mixed_up)
        return "\n".join([*lines, *listing("Coded by one, and by another not at all", self.alone)])


def differences(
    papers: Iterable[CodedPaper],
    documents: Mapping[str, tuple[Document, Sequence[Sentence]]],
    codebook: Codebook,
    fold: Fold,
) -> Differences:
    """Return where coders differ.

    Args:
        papers: as they are compared, their names the versions of ``documents``, with codes of the level of ``fold``.
        documents: each version's document, and its sentences.
    """
    rules = rules_of(codebook, fold)
    mixed: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    alone: dict[str, list[Difference]] = defaultdict(list)
    every: list[Difference] = []
    for version, number, told in confused(papers):
        document, sentences = documents[version]
        at = sentences[number]
        one = Difference(
            paper=document.name,
            start=at.start,
            end=at.end,
            quote=document.quote(at.start, at.end),
            put=tuple(Put(coder=who, codes=tuple(sorted(codes))) for who, codes in told),
        )
        every.append(one)
        pairs, singles = _in_place(told)
        for pair in pairs:
            mixed[pair].append(one)
        for code in singles:
            alone[code].append(one)
    return Differences(
        mixed_up=tuple(
            MixedUp(codes=pair, rule=rules.get(frozenset(pair)), sentences=tuple(found))
            for pair, found in sorted(mixed.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
        alone=tuple(
            OneAlone(code=code, sentences=tuple(found))
            for code, found in sorted(alone.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
        sentences=tuple(every),
    )


def rules_of(codebook: Codebook, fold: Fold) -> Mapping[frozenset[str], str]:
    """The codebook's rule for each pair of codes, or of what ``fold`` makes of them; its own list of pairs first."""
    listed = [(pair.pair, pair.rule) for pair in codebook.confusable_pairs]
    listed += [((code.id, other.code), other.rule) for code in codebook.codes for other in code.confusable]
    found: dict[frozenset[str], str] = {}
    for codes, rule in listed:
        pair = frozenset(map(fold, codes))
        if len(pair) > 1:
            found.setdefault(pair, rule)
    return found


def difference_table(found: Differences) -> Table:
    """A row for each sentence and coder."""
    return Table(
        title="Sentences on which coders differ",
        columns=("paper", "start", "end", "quote", "coder", "codes"),
        rows=tuple(
            (one.paper, one.start, one.end, one.quote, put.coder, "; ".join(put.codes))
            for one in found.sentences
            for put in one.put
        ),
    )


def _in_place(told: Sequence[tuple[str, frozenset[str]]]) -> tuple[set[tuple[str, str]], set[str]]:
    """Pairs of codes that two coders put in place of each other, and codes for which another has none."""
    pairs: set[tuple[str, str]] = set()
    singles: set[str] = set()
    for (_, one), (_, other) in combinations(told, 2):
        here = set(_pairs(one - other, other - one))
        pairs |= here
        if not here:
            singles |= one ^ other
    return pairs, singles


def _pairs(some: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one, other in product(some, others):
        yield (one, other) if one < other else (other, one)
