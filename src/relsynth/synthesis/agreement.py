"""Machine against people, and people against each other, on the same papers.

The unit is a pair of sentence and code: a coding counts for each sentence that it shares half or more of the
shorter one's text with. Two kinds of people's judgements are kept apart, since they measure different things.

* What a person coded **alone** is a reading of the paper: what they did not code, they did not see there. A paper
  with such a coding counts as read by that person, whole; only there can be told what the machine misses.
* What a person **decided** with the machine's coding before their eyes (accept, reject, change, or a code put beside)
  says how often the machine is right where it speaks. Of what it passes over in silence it says nothing, and it is
  kinder to the machine than a reading alone would be.

Bounds of F1 are of a bootstrap by paper. Of precision and recall they are the wider of that and of Wilson's
interval: sentences of one paper are not independent, and in a few papers the bootstrap sees too little spread.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from math import isnan, nan
from operator import attrgetter

import numpy as np

from relsynth.coding import Coding, is_same_place
from relsynth.documents import LABELS, Sentence, Span
from relsynth.synthesis.prevalence import Share
from relsynth.synthesis.statistics import Floats, bootstrap, wilson

Pair = tuple[int, str]
"""A sentence's number in its paper, and a code."""
Pairs = frozenset[Pair]
Counts = tuple[int, int, int]
"""Pairs of both, of the first alone, of the second alone."""
Fold = Callable[[str], str]
"""A code as a coarser level has it: its construct, its domain."""
_Reading = tuple[frozenset[str], frozenset[str], float]
"""Constructs that the machine has, that a reader has, and the weight of the reading."""

_END = attrgetter("end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a code of a sentence that the machine had coded so."""

    person: str
    sentence: int
    code: str
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPaper:
    """A paper that people have judged.

    ``sections`` has the label of each sentence's section; ``readers`` what each person coded who read it alone.
    """

    name: str
    register: str
    sections: tuple[str, ...]
    machine: Pairs
    readers: tuple[tuple[str, Pairs], ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its 95 % interval; NaN where it is undefined, or where there is one paper only."""

    value: float = nan
    lower: float = nan
    upper: float = nan

    def __str__(self) -> str:
        if isnan(self.value):
            return "-"
        return f"{self.value:.2f}" + ("" if isnan(self.lower) else f" [{self.lower:.2f}, {self.upper:.2f}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the machine and people agree on one group of pairs.

    ``papers`` were read by a person alone; the counts are of pairs, each reading of a paper on its own. ``twice`` were
    read by two or more: ``readers_f1`` is theirs with each other, ``machine_f1_twice`` the machine's with them there.
    ``accepted`` is the share of the machine's codings that people accepted, of those that they decided on.
    """

    group: str
    papers: int
    machine: int
    people: int
    both: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    twice: int
    readers_f1: Estimate
    machine_f1_twice: Estimate
    accepted: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """On how many sentences the machine put one code and a person another, neither of them what the other put."""

    machine: str
    person: str
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether the machine finds a construct in the studies where a reader does, and in none where no reader does."""

    construct: str
    sensitivity: Share
    specificity: Share


def is_assisted(coding: Coding) -> bool:
    """Whether a person judged a coding or a list of sentences that was shown to them, and did not read alone.

    A rejection is of something that was shown; of other codings the ``reason`` tells, which those coded alone have not.
    """
    return coding.verdict == "reject" or coding.reason is not None


def sentences_of(span: Span, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Numbers of the sentences of its document, given in their order, that a span stands for."""
    found = []
    for number in range(bisect_right(sentences, span.start, key=_END), len(sentences)):
        one = sentences[number]
        if one.start >= span.end:
            break
        if is_same_place(span, Span(version=span.version, start=one.start, end=one.end)):
            found.append(number)
    return tuple(found)


def folded(papers: Iterable[JudgedPaper], fold: Fold) -> tuple[JudgedPaper, ...]:
    """The papers with coarser codes; of a person's decisions on codes that become one, an acceptance stands."""
    return tuple(
        replace(
            paper,
            machine=_folded(paper.machine, fold),
            readers=tuple((name, _folded(pairs, fold)) for name, pairs in paper.readers),
            decisions=_decided(paper.decisions, fold),
        )
        for paper in papers
    )


def within(papers: Iterable[JudgedPaper], is_in: Callable[[JudgedPaper, Pair], bool]) -> tuple[JudgedPaper, ...]:
    """The papers with none but some of their pairs."""
    return tuple(
        replace(
            paper,
            machine=frozenset(pair for pair in paper.machine if is_in(paper, pair)),
            readers=tuple((who, frozenset(p for p in pairs if is_in(paper, p))) for who, pairs in paper.readers),
            decisions=tuple(one for one in paper.decisions if is_in(paper, (one.sentence, one.code))),
        )
        for paper in papers
    )


def by_paper(papers: Iterable[JudgedPaper]) -> tuple[JudgedPaper, ...]:
    """The papers as if each were one sentence, so that a pair says whether a code is anywhere in it."""
    return tuple(
        replace(
            paper,
            machine=frozenset((0, code) for _, code in paper.machine),
            readers=tuple((who, frozenset((0, code) for _, code in pairs)) for who, pairs in paper.readers),
            decisions=(),
        )
        for paper in papers
    )


def groups(papers: Sequence[JudgedPaper], by: str) -> Iterator[tuple[str, tuple[JudgedPaper, ...]]]:
    """The papers by ``register``, ``section``, or code, of whatever level their codes are; each group with its name."""
    if by == "register":
        for register in sorted({paper.register for paper in papers}):
            yield register, tuple(paper for paper in papers if paper.register == register)
    elif by == "section":
        used = {label for paper in papers for label in paper.sections}
        for label in (label for label in LABELS if label in used):
            yield label, within(papers, partial(_stands_in, label))
    else:
        for code in sorted({code for paper in papers for _, code in _every_pair(paper)}):
            yield code, within(papers, partial(_has_code, code))


def agreement(group: str, papers: Sequence[JudgedPaper]) -> Agreement:
    """Compare the machine with people, and people with each other, in a group of papers or pairs."""
    read = [paper for paper in papers if paper.readers]
    twice = [paper for paper in read if len(paper.readers) > 1]
    counts = [_machine_counts(paper) for paper in read]
    both, machine_only, people_only = (sum(column) for column in zip((0, 0, 0), *counts, strict=True))
    decisions = [one for paper in papers for one in paper.decisions]
    return Agreement(
        group=group,
        papers=len(read),
        machine=both + machine_only,
        people=both + people_only,
        both=both,
        precision=_share(counts, (0, 1)),
        recall=_share(counts, (0, 2)),
        f1=f1(counts),
        twice=len(twice),
        readers_f1=f1([_reader_counts(paper) for paper in twice]),
        machine_f1_twice=f1([_machine_counts(paper) for paper in twice]),
        accepted=Share(k=sum(one.accepted for one in decisions), n=len(decisions)),
    )


def f1(counts: Sequence[Counts]) -> Estimate:
    """F1 of pooled pairs with a bootstrap interval, from counts by paper; NaN where nobody coded anything."""
    both, first, second = (sum(column) for column in zip((0, 0, 0), *counts, strict=True))
    if not both + first + second:
        return Estimate()
    lower, upper = bootstrap(_f1_of(counts), len(counts))
    return Estimate(value=2 * both / (2 * both + first + second), lower=lower, upper=upper)


def gain(before: Sequence[Counts], after: Sequence[Counts]) -> Estimate:
    """By how much F1 rose, papers paired: each resample is of the same papers before and after."""
    of_before, of_after = _f1_of(before), _f1_of(after)
    lower, upper = bootstrap(lambda weights: of_after(weights) - of_before(weights), len(before))
    return Estimate(value=f1(after).value - f1(before).value, lower=lower, upper=upper)


def confusions(papers: Iterable[JudgedPaper]) -> tuple[Confusion, ...]:
    """Codes that machine and people put in place of one another, the most frequent first.

    A sentence that two people have read counts once for each.
    """
    counts = Counter(
        (ours, theirs)
        for paper in papers
        for _, pairs in paper.readers
        for sentence, extra in _by_sentence(paper.machine - pairs).items()
        for ours in extra
        for theirs in _by_sentence(pairs - paper.machine).get(sentence, ())
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(machine=ours, person=theirs, sentences=n) for (ours, theirs), n in ordered)


def presence(
    papers: Iterable[JudgedPaper], constructs: Iterable[str], study_of: Callable[[str], str] | None = None
) -> tuple[Presence, ...]:
    """Sensitivity and specificity by study, for each construct; the papers' codes are constructs.

    A study has what any of its papers has. It is taken by reader, the machine held to the papers that the reader has
    read. Of a study that two have read, either reading counts half: where they differ, half of the study has it.

    Args:
        study_of: the study of a paper, by the paper's name; each paper is its own where it is not given.
    """
    readers: dict[str, dict[str, list[tuple[Pairs, Pairs]]]] = defaultdict(lambda: defaultdict(list))
    for number, paper in enumerate(papers):
        study = study_of(paper.name) if study_of else str(number)
        for who, pairs in paper.readers:
            readers[study][who].append((paper.machine, pairs))
    readings = [
        (_codes(machine for machine, _ in read), _codes(pairs for _, pairs in read), 1 / len(by_reader))
        for by_reader in readers.values()
        for read in by_reader.values()
    ]
    return tuple(_presence(construct, readings) for construct in constructs)


def _codes(papers: Iterable[Pairs]) -> frozenset[str]:
    return frozenset(code for pairs in papers for _, code in pairs)


def _presence(construct: str, readings: Sequence[_Reading]) -> Presence:
    having = [(construct in machine, weight) for machine, reader, weight in readings if construct in reader]
    lacking = [(construct not in machine, weight) for machine, reader, weight in readings if construct not in reader]
    return Presence(construct=construct, sensitivity=_right(having), specificity=_right(lacking))


def _right(answers: Sequence[tuple[bool, float]]) -> Share:
    return Share(k=sum(weight for right, weight in answers if right), n=sum(weight for _, weight in answers))


def _folded(pairs: Pairs, fold: Fold) -> Pairs:
    return frozenset((sentence, fold(code)) for sentence, code in pairs)


def _decided(decisions: Iterable[Decision], fold: Fold) -> tuple[Decision, ...]:
    told: dict[tuple[str, int, str], bool] = {}
    for one in decisions:
        place = (one.person, one.sentence, fold(one.code))
        told[place] = told.get(place, False) or one.accepted
    return tuple(
        Decision(person=person, sentence=sentence, code=code, accepted=accepted)
        for (person, sentence, code), accepted in told.items()
    )


def _counts(a: Pairs, b: Pairs) -> Counts:
    return len(a & b), len(a - b), len(b - a)


def _machine_counts(paper: JudgedPaper) -> Counts:
    return _added(_counts(paper.machine, pairs) for _, pairs in paper.readers)


def _reader_counts(paper: JudgedPaper) -> Counts:
    return _added(_counts(a, b) for (_, a), (_, b) in combinations(paper.readers, 2))


def _added(counts: Iterable[Counts]) -> Counts:
    both, first, second = (sum(column) for column in zip((0, 0, 0), *counts, strict=True))
    return both, first, second


def _by_sentence(pairs: Pairs) -> Mapping[int, list[str]]:
    codes: dict[int, list[str]] = defaultdict(list)
    for sentence, code in pairs:
        codes[sentence].append(code)
    return codes


def _share(counts: Sequence[Counts], of: tuple[int, int]) -> Estimate:
    """The share of the first of two counts in both together."""
    k, rest = (sum(one[index] for one in counts) for index in of)
    if not k + rest:
        return Estimate()
    table = np.array(counts, dtype=np.float64)[:, list(of)]

    def share(weights: Floats) -> Floats:
        part, other = (weights @ table).T
        return _divided(part, part + other)

    bounds = [*wilson(k, k + rest), *(one for one in bootstrap(share, len(counts)) if not isnan(one))]
    return Estimate(value=k / (k + rest), lower=min(bounds), upper=max(bounds))


def _f1_of(counts: Sequence[Counts]) -> Callable[[Floats], Floats]:
    table = np.array([*counts], dtype=np.float64).reshape(-1, 3)

    def statistic(weights: Floats) -> Floats:
        both, first, second = (weights @ table).T
        return _divided(2 * both, 2 * both + first + second)

    return statistic


def _divided(part: Floats, whole: Floats) -> Floats:
    out: Floats = np.divide(part, whole, out=np.full_like(whole, nan), where=whole > 0)
    return out


def _stands_in(label: str, paper: JudgedPaper, pair: Pair) -> bool:
    return paper.sections[pair[0]] == label


def _has_code(code: str, _: JudgedPaper, pair: Pair) -> bool:
    return pair[1] == code


def _every_pair(paper: JudgedPaper) -> Iterator[Pair]:
    yield from paper.machine
    for _, pairs in paper.readers:
        yield from pairs
    yield from ((one.sentence, one.code) for one in paper.decisions)
