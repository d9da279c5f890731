"""Places on which codings of one paper differ: what belongs together, and what of it is a difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from relsynth.coding import Coding, is_same_place
from relsynth.documents import Sentence
from relsynth.synthesis.agreement import sentences_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A place on which ``coders`` differ: what was ``said`` there, oldest first, by those of them who said something.

    One of the coders who is not among those said nothing, though they have read the paper.
    """

    said: tuple[Coding, ...]
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Codings and rejections of one code that stand on the same words, and their sentences."""

    code: str
    said: tuple[Coding, ...]
    sentences: frozenset[int]

    @property
    def having(self) -> frozenset[str]:
        """Who put the code there."""
        return frozenset(coding.coder.name for coding in self.said if coding.verdict == "code")


def differing(
    words: Iterable[Coding], *, readers: Collection[str], settled: Collection[int], sentences: Sequence[Sentence]
) -> tuple[Differing, ...]:
    """Return the places on which people's words on one paper differ, and that hold something that is not settled yet.

    Args:
        words: the last words of each on a code at a place, of one paper; rejections among them.
        readers: who has read the paper, so that they would have coded what they saw.
        settled: numbers of what was settled before; it is told again where something was said there since.
    """
    groups = [group for group in _groups(words, sentences) if _is_open(group, readers, settled)]
    return tuple(
        Differing(
            said=tuple(sorted((one for group in together for one in group.said), key=lambda one: one.number or 0)),
            coders=tuple(sorted({*readers, *(one.coder.name for group in together for one in group.said)})),
        )
        for together in _in_place_of_each_other(groups)
    )


def _groups(words: Iterable[Coding], sentences: Sequence[Sentence]) -> list[_Group]:
    by_code: dict[str, list[tuple[Coding, frozenset[int]]]] = defaultdict(list)
    for coding in words:
        by_code[coding.code].append((coding, frozenset(sentences_of(coding.span, sentences))))
    return [
        _Group(
            code=code,
            said=tuple(coding for coding, _ in together),
            sentences=frozenset[int]().union(*(numbers for _, numbers in together)),
        )
        for code, said in by_code.items()
        for together in _connected(said, _is_near)
    ]


def _is_near(one: tuple[Coding, frozenset[int]], other: tuple[Coding, frozenset[int]]) -> bool:
    return bool(one[1] & other[1]) or is_same_place(one[0].span, other[0].span)


def _is_open(group: _Group, readers: Collection[str], settled: Collection[int]) -> bool:
    if not group.having or all(coding.number in settled for coding in group.said):
        return False
    rejected = any(coding.verdict == "reject" for coding in group.said)
    return rejected or bool({*readers} - group.having) or _facets_differ(group.said)


def _facets_differ(said: Iterable[Coding]) -> bool:
    """Whether two coders gave a facet other values; what only one has told is no difference."""
    given: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in said:
        for name, values in coding.facets:
            given[name][coding.coder.name].update(values)
    return any(len({frozenset(values) for values in by_coder.values()}) > 1 for by_coder in given.values())


def _in_place_of_each_other(groups: Sequence[_Group]) -> list[list[_Group]]:
    """Groups of other codes on one sentence go together where nobody has put both: one stands for the other."""

    def instead(one: _Group, other: _Group) -> bool:
        return one.code != other.code and bool(one.sentences & other.sentences) and not one.having & other.having

    return _connected(groups, instead)


def _connected(items: Sequence[T], belong: Callable[[T, T], bool]) -> list[list[T]]:
    """Items by what belongs together, over however many steps."""
    group = list(range(len(items)))
    for first, second in combinations(range(len(items)), 2):
        if group[first] != group[second] and belong(items[first], items[second]):
            left, right = group[second], group[first]
            group = [right if one == left else one for one in group]
    return [[item for item, own in zip(items, group, strict=True) if own == one] for one in dict.fromkeys(group)]
