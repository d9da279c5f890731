"""How far people agree who coded the same papers: by code, over all codes, on sets of codes, on where they begin.

A unit is a sentence and a code, or a paper and a code: coded or not, by each who has read the paper. Nearly all units
are alike, in that nobody put the code there, so that they are counted and never listed: what is held is how many units
of each paper have each pattern of coders.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from relsynth.agreement import Agreement, Figure
from relsynth.agreement.intervals import agreement_of, figure_by_group
from relsynth.agreement.sets import Codes, SetRows, set_agreement
from relsynth.agreement.tables import Floats, counted
from relsynth.agreement.unitizing import Continuum, Unit, Unitizing, unitizing
from relsynth.errors import InputError
from relsynth.synthesis.agreement import Fold, Pairs

CODED, NOT_CODED = "coded", "not coded"
MOST_CODERS = 62  # of one corpus: who coded what is a bit each of a whole number
_NO_SPAN = "nobody coded it"

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPaper:
    """A paper and what each who has read it coded: ``readers`` by sentence, ``units`` word for word.

    ``sentences`` is how many it has, ``length`` how many characters. Who is among the readers and coded nothing, saw
    nothing there.
    """

    name: str
    sentences: int
    length: int
    readers: tuple[tuple[str, Pairs], ...]
    units: tuple[tuple[str, tuple[Unit, ...]], ...]


def folded(papers: Iterable[CodedPaper], fold: Fold) -> tuple[CodedPaper, ...]:
    """The papers with coarser codes."""
    return tuple(
        replace(
            paper,
            readers=tuple((who, frozenset((at, fold(code)) for at, code in pairs)) for who, pairs in paper.readers),
            units=tuple(
                (who, tuple(sorted({replace(unit, code=fold(unit.code)) for unit in units})))
                for who, units in paper.units
            ),
        )
        for paper in papers
    )


def as_wholes(papers: Iterable[CodedPaper]) -> tuple[CodedPaper, ...]:
    """The papers as if each were one sentence, so that a unit is a paper and a code."""
    return tuple(
        replace(
            paper,
            sentences=1,
            readers=tuple((who, frozenset((0, code) for _, code in pairs)) for who, pairs in paper.readers),
        )
        for paper in papers
    )


def by_code(papers: Sequence[CodedPaper]) -> tuple[tuple[str, Agreement], ...]:
    """Every measure of each code that anybody used in papers that two or more have read, codes by name."""
    read = _read_twice(papers)
    codes = _codes(read)
    patterns = _Patterns(read, codes)
    return tuple((code, patterns.agreement([place])) for place, code in enumerate(codes))


def over_all(papers: Sequence[CodedPaper]) -> Agreement:
    """Every measure of all codes together: each unit and code that anybody used is judged once."""
    read = _read_twice(papers)
    codes = _codes(read)
    return _Patterns(read, codes).agreement(range(len(codes)))


def on_sets(papers: Sequence[CodedPaper]) -> Agreement:
    """How near the sets of codes are that coders put on each sentence."""
    read = _read_twice(papers)
    coders = _coders(read)
    number: dict[Codes, int] = {frozenset(): 0}
    rows: list[tuple[int, ...]] = []
    group: list[int] = []
    times: list[int] = []
    for place, paper in enumerate(read):
        nothing = tuple(0 if who in dict(paper.readers) else -1 for who in coders)
        here = _sets_of(paper, coders, nothing, number)
        here[nothing] += paper.sentences - here.total()
        for row, units in here.items():
            rows.append(row)
            group.append(place)
            times.append(units)
    return set_agreement(
        SetRows(
            sets=tuple(number),
            codes=np.array(rows, dtype=np.int64).reshape(len(rows), len(coders)),
            group=np.array(group, dtype=np.int64),
            times=np.array(times, dtype=np.float64),
            groups=len(read),
        )
    )


def on_spans(papers: Sequence[CodedPaper], code: str | None = None) -> tuple[Figure, ...]:
    """F1 of spans, of one code or of all: such as are the very same, and such as share half of the shorter one."""
    read = _read_twice(papers)
    counts = np.array([_matched(paper, code) for paper in read], dtype=np.float64).reshape(len(read), 3)

    def told(name: str, column: int) -> Figure:
        def share(drawn: Floats) -> Floats:
            matched, every = drawn @ counts[:, column], drawn @ counts[:, 2]
            out: Floats = np.divide(matched, every, out=np.full(len(drawn), np.nan), where=every > 0)
            return out

        return figure_by_group(name, share, len(read), why=_NO_SPAN)

    return told("F1 of spans, the same", 0), told("F1 of spans, by half", 1)


def on_places(papers: Sequence[CodedPaper], code: str | None = None) -> Unitizing:
    """Alpha for unitizing in characters: of one code against nothing, or of all codes."""
    return unitizing(
        Continuum(
            length=paper.length,
            coders=tuple(tuple(unit for unit in units if code in (None, unit.code)) for _, units in paper.units),
        )
        for paper in _read_twice(papers)
    )


def used_codes(papers: Sequence[CodedPaper]) -> tuple[str, ...]:
    """Codes that anybody used in papers that two or more have read, by name."""
    return _codes(_read_twice(papers))


def _read_twice(papers: Iterable[CodedPaper]) -> tuple[CodedPaper, ...]:
    return tuple(paper for paper in papers if len(paper.readers) > 1)


def _coders(papers: Iterable[CodedPaper]) -> tuple[str, ...]:
    return tuple(sorted({who for paper in papers for who, _ in paper.readers}))


def _codes(papers: Iterable[CodedPaper]) -> tuple[str, ...]:
    found = {code for paper in papers for _, pairs in paper.readers for _, code in pairs}
    return tuple(sorted(found | {unit.code for paper in papers for _, units in paper.units for unit in units}))


def _sets_of(
    paper: CodedPaper, coders: Sequence[str], nothing: tuple[int, ...], number: dict[Codes, int]
) -> Counter[tuple[int, ...]]:
    """How many sentences of a paper have which sets by coder; new sets are given the next number."""
    said: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    column = {who: place for place, who in enumerate(coders)}
    for who, pairs in paper.readers:
        for sentence, code in pairs:
            said[sentence][column[who]].append(code)
    found: Counter[tuple[int, ...]] = Counter()
    for by_coder in said.values():
        row = list(nothing)
        for place, codes in by_coder.items():
            row[place] = number.setdefault(frozenset(codes), len(number))
        found[tuple(row)] += 1
    return found


def _matched(paper: CodedPaper, code: str | None) -> tuple[int, int, int]:
    """Spans that another coder has too, exactly and by half, and all, over all pairs of coders, both ways."""
    same = half = every = 0
    sorted_out = [_by_code_of(units, code) for _, units in paper.units]
    for one, other in combinations(sorted_out, 2):
        for mine, others in ((one, other), (other, one)):
            for name, spans in mine.items():
                theirs = others.get(name, [])
                every += len(spans)
                same += len({*spans} & {*theirs})
                half += sum(any(_shares_half(span, their) for their in theirs) for span in spans)
    return same, half, every


def _by_code_of(units: Iterable[Unit], code: str | None) -> Mapping[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for unit in units:
        if code in (None, unit.code):
            found[unit.code].append((unit.start, unit.end))
    return found


def _shares_half(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """As ``coding.is_same_place``."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= min(one[1] - one[0], other[1] - other[0])


class _Patterns:
    """How many units of each paper and code have which pattern: who has read the paper, and who put the code there."""

    def __init__(self, papers: Sequence[CodedPaper], codes: Sequence[str]) -> None:
        coders = _coders(papers)
        if len(coders) > MOST_CODERS:
            raise InputError(
                f"{len(coders)} people have read these papers; agreement is told of {MOST_CODERS} at most: name some"
            )
        bit = {who: 1 << place for place, who in enumerate(coders)}
        self._coders = len(coders)
        self._readers = np.array([sum(bit[who] for who, _ in paper.readers) for paper in papers], dtype=np.int64)
        self._units = np.array([paper.sentences for paper in papers], dtype=np.int64)
        code, paper, mask, units = _masks(papers, codes, bit, self._units)
        order = np.argsort(code, kind="stable")
        self._paper, self._mask, self._times = paper[order], mask[order], units[order]
        self._bounds = np.searchsorted(code[order], np.arange(len(codes) + 1))

    def agreement(self, codes: Sequence[int]) -> Agreement:
        """Every measure of the codes of these numbers, together."""
        entries = [np.arange(self._bounds[code], self._bounds[code + 1]) for code in codes]
        at = np.concatenate([np.array([], dtype=np.int64), *entries])
        every = np.arange(len(self._units))
        coded = np.bincount(self._paper[at], weights=self._times[at], minlength=len(every))
        paper = np.concatenate([self._paper[at], every])
        mask = np.concatenate([self._mask[at], np.zeros(len(every), dtype=np.int64)])
        times = np.concatenate([self._times[at], len(codes) * self._units - coded])
        patterns, kind = np.unique(np.stack([self._readers[paper], mask]), axis=1, return_inverse=True)
        spread = np.zeros((len(every), patterns.shape[1]))
        np.add.at(spread, (paper, kind.ravel()), times)
        bits = np.arange(self._coders)
        has_read, has_coded = ((patterns[row][:, None] >> bits) & 1 for row in (0, 1))
        rows = counted((CODED, NOT_CODED), np.where(has_read == 0, -1, 1 - has_coded), spread)
        return agreement_of(rows, positive=CODED)


def _masks(
    papers: Sequence[CodedPaper], codes: Sequence[str], bit: Mapping[str, int], units: Integers
) -> tuple[Integers, Integers, Integers, Integers]:
    """Code, paper, who coded (a bit each), and on how many units: of units on which anybody did."""
    first = np.concatenate([[0], np.cumsum(units)])
    every = int(first[-1])
    number = {code: place for place, code in enumerate(codes)}
    keys: list[int] = []
    bits: list[int] = []
    for begun, paper in zip(first.tolist(), papers, strict=False):
        for who, pairs in paper.readers:
            keys += [number[code] * every + begun + sentence for sentence, code in pairs]
            bits += [bit[who]] * len(pairs)
    places, kind = np.unique(np.array(keys, dtype=np.int64), return_inverse=True)
    mask = np.zeros(len(places), dtype=np.int64)
    np.bitwise_or.at(mask, kind, np.array(bits, dtype=np.int64))
    code, unit = np.divmod(places, max(1, every))
    paper_of = np.searchsorted(first, unit, side="right") - 1
    alike, times = np.unique(np.stack([code, paper_of, mask]), axis=1, return_counts=True)
    return alike[0], alike[1], alike[2], times


def confused(papers: Iterable[CodedPaper]) -> Iterator[tuple[str, int, tuple[tuple[str, Codes], ...]]]:
    """Sentences on which two coders differ: the paper's name, the sentence's number, and who put what there."""
    for paper in papers:
        said: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for who, pairs in paper.readers:
            for sentence, code in pairs:
                said[sentence][who].add(code)
        for sentence, by_coder in sorted(said.items()):
            told = tuple((who, frozenset(by_coder.get(who, ()))) for who, _ in paper.readers)
            if len({codes for _, codes in told}) > 1:
                yield paper.name, sentence, told
