"""Cues compiled to an automaton over words, and found in a text.

Cues (their syntax: ``relsynth.cues``) are matched word by word, without regard to
case, and never across a comma or bracket unless the cue has a gap or a comma there.
No regular expression is made from a cue, so matching takes time in proportion to the
text whatever a codebook holds (``(a+)+$`` in a peer's codebook costs it seconds a sentence).

Words are looked up once per distinct spelling; cues that start alike are walked
together, by a deterministic automaton that is built lazily as texts need it
(the idea of RE2: Cox 2010, Regular Expression Matching in the Wild).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import combinations, islice
from typing import Generic, TypeVar

from relsynth.cues import GAP, NUMBER, Step, parse_cue

Key = TypeVar("Key", bound=Hashable)

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&|[,;:.!?()\[\]{}…]")
_BREAKS = frozenset(",;:.!?()[]{}…")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """A cue found in a text: ``text[start:end]`` in code points, and the cue's key."""

    start: int
    end: int
    key: Key


class Lexicon(Generic[Key]):
    """Many cues, found in one walk over a text.

    Args:
        cues: cue text and any hashable key that says whose cue it is.

    Raises:
        CueError: a cue has unbalanced brackets, no word, or too many variants.

    >>> Lexicon([("trust*", "STA.TRUST")]).find("They trusted us.")
    [Hit(start=5, end=12, key='STA.TRUST')]
    """

    def __init__(self, cues: Iterable[tuple[str, Key]]) -> None:
        root = _Node[Key]()
        patterns = _Patterns()
        for cue, key in cues:
            _grow(root, parse_cue(cue), key, patterns)
        self._words = _Words(_States[Key]().of([root]), patterns)

    def find(self, text: str) -> list[Hit[Key]]:
        """Every place where a cue stands, shortest first at each start; sorted by start."""
        words = self._words
        entries = list(map(words.__getitem__, _TOKEN.findall(text)))
        entries.append(words.nothing)
        present: frozenset[int] | None = None
        found: set[tuple[int, int, Key]] = set()
        for first, entry in enumerate(entries):
            start = entry.start
            if start is None:
                continue
            if not start.keys and start.next_words.isdisjoint(entries[first + 1].numbers):  # as most do
                if not start.gaps:
                    continue
                present = present or frozenset().union(*[each.numbers for each in entries])
                if start.beyond.isdisjoint(present):
                    continue
            found.update((first, last, key) for last, keys in _walk(entries, first, start) for key in keys)
        if not found:
            return []
        shortest: dict[tuple[int, Key], int] = {}
        for first, last, key in found:
            shortest[first, key] = min(last, shortest.get((first, key), last))
        places = _places(text, {index for (first, _), last in shortest.items() for index in (first, last)})
        hits = [Hit(places[first][0], places[last][1], key) for (first, key), last in shortest.items()]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, str(hit.key)))


def _places(text: str, wanted: set[int]) -> dict[int, tuple[int, int]]:
    """Offsets of the tokens of these indexes."""
    tokens = islice(_TOKEN.finditer(text), max(wanted) + 1)
    return {index: match.span() for index, match in enumerate(tokens) if index in wanted}


class _Node(Generic[Key]):
    """A state of one cue: next words, next words after a gap, and the cues that end here."""

    __slots__ = ("gaps", "keys", "next")

    def __init__(self) -> None:
        self.next: dict[int, list[_Node[Key]]] = {}
        self.gaps: list[tuple[int, _Node[Key]]] = []
        self.keys: list[Key] = []


class _Patterns(dict[str, int]):
    """Word patterns numbered in order of appearance."""

    def __missing__(self, pattern: str) -> int:
        self[pattern] = number = len(self)
        return number


def _grow(root: _Node[Key], steps: tuple[Step, ...], key: Key, patterns: _Patterns) -> None:
    ends = [root]
    for step in steps:
        at_first = [root] if root in ends else []  # a gap is between words: none where all before it is left out
        start = ends if step.gap is None else [_after_gap(ends, step.gap), *at_first]
        target: _Node[Key] = _Node()
        for variant in step.variants:
            _lay(start, variant, target, patterns)
        skipped = {id(node): node for node in [*start, *ends]} if () in step.variants else {}
        ends = [target, *skipped.values()]
    for end in ends:
        if end is not root:
            end.keys.append(key)


def _after_gap(ends: list[_Node[Key]], gap: int) -> _Node[Key]:
    node: _Node[Key] = _Node()
    for end in ends:
        end.gaps.append((gap, node))
    return node


def _lay(start: list[_Node[Key]], variant: tuple[str, ...], target: _Node[Key], patterns: _Patterns) -> None:
    """Lay a path of words from every start to the target."""
    at = start
    for position, word in enumerate(variant):
        if distance := GAP.fullmatch(word):
            at = [_after_gap(at, int(distance[1]))]
            continue
        node = target if position == len(variant) - 1 else _Node[Key]()
        _lay_word(at, word.split("-"), node, patterns)
        at = [node]


def _lay_word(start: list[_Node[Key]], pieces: list[str], target: _Node[Key], patterns: _Patterns) -> None:
    """Lay the ways to write a hyphenated word: each hyphen as a break between words, or as nothing."""
    places: list[list[_Node[Key]]] = [start, *([_Node[Key]()] for _ in pieces[1:]), [target]]
    for first, last in combinations(range(len(places)), 2):
        number = patterns["".join(pieces[first:last])]
        for node in places[first]:
            node.next.setdefault(number, []).extend(places[last])


class _State(Generic[Key]):
    """Several cues' states walked together; steps are worked out when first needed."""

    __slots__ = ("_next", "_states", "_steps", "beyond", "gaps", "keys", "next_words")

    def __init__(self, nodes: Iterable[_Node[Key]], states: _States[Key]) -> None:
        following: dict[int, list[_Node[Key]]] = {}
        reach: dict[int, list[_Node[Key]]] = {}
        keys: list[Key] = []
        for node in nodes:
            keys += node.keys
            for number, targets in node.next.items():
                following.setdefault(number, []).extend(targets)
            for gap, target in node.gaps:
                reach.setdefault(gap, []).append(target)
        self.keys = tuple(keys)
        self.gaps = tuple((gap, states.of(targets)) for gap, targets in reach.items())
        self._next = following
        self.next_words = following.keys()
        self.beyond = frozenset(number for _, state in self.gaps for number in state.next_words)
        self._states = states
        self._steps: dict[tuple[int, ...], _State[Key]] = {}

    def step(self, numbers: tuple[int, ...]) -> _State[Key] | None:
        """The state after a word that fits these patterns, or None."""
        if self.next_words.isdisjoint(numbers):
            return None
        fitting = tuple(number for number in numbers if number in self._next)
        if fitting not in self._steps:
            self._steps[fitting] = self._states.of(node for number in fitting for node in self._next[number])
        return self._steps[fitting]


class _States(Generic[Key]):
    """Every state once, whichever words led there: else gaps would multiply them."""

    def __init__(self) -> None:
        self._known: dict[frozenset[int], _State[Key]] = {}

    def of(self, nodes: Iterable[_Node[Key]]) -> _State[Key]:
        """The state in which these nodes are walked together."""
        together = {id(node): node for node in nodes}
        known = frozenset(together)
        if known not in self._known:
            self._known[known] = _State(together.values(), self)
        return self._known[known]


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Key]):
    """What a token is to the lexicon: the patterns it fits, and the state it starts."""

    numbers: tuple[int, ...]
    start: _State[Key] | None
    is_break: bool = False


class _Words(dict[str, _Entry[Key]], Generic[Key]):
    """Token -> entry, worked out once for each spelling."""

    def __init__(self, root: _State[Key], patterns: _Patterns) -> None:
        super().__init__()
        self._root = root
        self._exact: dict[str, int] = {}
        self._by_prefix: dict[str, list[tuple[str, int]]] = {}
        for pattern, number in patterns.items():
            prefix = re.split(r"[*?]", pattern, maxsplit=1)[0]
            if prefix == pattern:
                self._exact[pattern] = number
            else:
                self._by_prefix.setdefault(prefix, []).append((pattern, number))
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})
        self.nothing: _Entry[Key] = _Entry((), None)

    def __missing__(self, token: str) -> _Entry[Key]:
        word = token.lower().replace("’", "'")
        self[token] = entry = self._entry(token) if word == token else self[word]
        return entry

    def _entry(self, word: str) -> _Entry[Key]:
        if word in _BREAKS:
            return _Entry((), None, is_break=True)
        numbers = {*self._numbers(word)}
        if word.endswith("'s"):
            numbers.update(self._numbers(word[:-2]))
        fitting = tuple(sorted(numbers))
        return _Entry(fitting, self._root.step(fitting)) if fitting else self.nothing

    def _numbers(self, word: str) -> Iterator[int]:
        if word in self._exact:
            yield self._exact[word]
        if NUMBER in self._exact and word.isdigit():
            yield self._exact[NUMBER]
        for end in self._lengths:
            if end > len(word):
                break
            for pattern, number in self._by_prefix.get(word[:end], ()):
                if (len(pattern) == end + 1 and pattern.endswith("*")) or fnmatchcase(word, pattern):
                    yield number


def _walk(entries: list[_Entry[Key]], first: int, start: _State[Key]) -> Iterator[tuple[int, tuple[Key, ...]]]:
    """Index of the last token, and the keys, of every cue that starts at ``first``."""
    todo = [(start, first)]
    seen: set[tuple[int, int]] = set()
    while todo:
        state, at = todo.pop()
        if (id(state), at) in seen:
            continue
        seen.add((id(state), at))
        if state.keys:
            yield at, state.keys
        if at + 1 < len(entries) and (after := state.step(entries[at + 1].numbers)) is not None:
            todo.append((after, at + 1))
        for gap, beyond in state.gaps:
            todo.extend(_beyond(entries, at, gap, beyond))


def _beyond(entries: list[_Entry[Key]], at: int, gap: int, state: _State[Key]) -> Iterator[tuple[_State[Key], int]]:
    """States reached by a word at most ``gap`` words further on; punctuation is no word."""
    words = 0
    for index in range(at + 1, len(entries)):
        entry = entries[index]
        if entry.is_break:
            continue
        if entry.numbers and (after := state.step(entry.numbers)):
            yield after, index
        words += 1
        if words > gap:
            return
