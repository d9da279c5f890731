"""The cue syntax of a codebook, compiled to an automaton over words.

A cue is a phrase as a person would write it down for a colleague:

    collaborat*             any ending of the word
    organi?ation            ``?`` is exactly one letter
    (build*|built) trust    one of several; ``(the |)`` may be left out
    partner* ~3 agreed      at most three words between
    cross-sector            a hyphen is a hyphen, a dash, a space or nothing
    # percent               ``#`` is a number

Cues are matched word by word, without regard to case, and never across a comma
or bracket unless the cue has a gap or a comma there. No regular expression is
made from a cue, so matching takes time in proportion to the text whatever a
codebook holds (``(a+)+$`` in a peer's codebook costs it seconds a sentence).

Words are looked up once per distinct spelling; cues that start alike are walked
together, by a deterministic automaton that is built lazily as texts need it
(the idea of RE2: Cox 2010, Regular Expression Matching in the Wild).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Generic, TypeVar

MAX_GAP = 20  # words; a longer reach is another sentence's business
MAX_GAPS = 4  # in one cue
MAX_VARIANTS = 5000  # spellings of one stretch of a cue between two spaces

Key = TypeVar("Key", bound=Hashable)

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&|[,;:.!?()\[\]{}…]")
_BREAKS = frozenset(",;:.!?()[]{}…")
_GAP = re.compile(r"~(\d+)")
_NUMBER = "#"


class CueError(ValueError):
    """A cue that cannot be compiled; the message says why."""


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
    """

    def __init__(self, cues: Iterable[tuple[str, Key]]) -> None:
        root = _Node[Key]()
        patterns = _Patterns()
        for cue, key in cues:
            _grow(root, parse_cue(cue), key, patterns)
        self._words = _Words(_State([root]), patterns)

    def find(self, text: str) -> list[Hit[Key]]:
        """Every place where a cue stands, shortest first at each start; sorted by start."""
        words = self._words
        entries = [words[token] for token in _TOKEN.findall(text)]
        entries.append(words.nothing)
        found = {
            (first, last, key)
            for first, entry in enumerate(entries)
            if entry.start is not None and entry.start.may_end_or_go_on(entries[first + 1].numbers)
            for last, keys in _walk(entries, first, entry.start)
            for key in keys
        }
        if not found:
            return []
        places = [match.span() for match in _TOKEN.finditer(text)]
        shortest: dict[tuple[int, Key], int] = {}
        for first, last, key in found:
            shortest[first, key] = min(last, shortest.get((first, key), last))
        hits = [Hit(places[first][0], places[last][1], key) for (first, key), last in shortest.items()]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, str(hit.key)))


def parse_cue(cue: str) -> tuple[Step, ...]:
    """Compile a cue to steps, each a set of alternatives and how far it may stand from the one before.

    Raises:
        CueError: with the reason, in words.
    """
    _check_balance(cue)
    steps: list[Step] = []
    gap: int | None = None
    for part in _parts(cue):
        distance = _GAP.fullmatch(part)
        if distance:
            gap = _gap(int(distance[1]), cue)
            continue
        variants = frozenset(_words_of(spelling) for spelling in _spellings(part, cue))
        steps.append(Step(variants=variants, gap=gap))
        gap = None
    if gap is not None or (steps and steps[0].gap is not None):
        raise CueError(f"a gap needs words on both sides: {cue!r}")
    if not any(word for step in steps for variant in step.variants for word in variant):
        raise CueError(f"no word in cue {cue!r}")
    if all(() in step.variants for step in steps):
        raise CueError(f"every part of cue {cue!r} may be left out")
    if sum(step.gap is not None for step in steps) > MAX_GAPS:
        raise CueError(f"more than {MAX_GAPS} gaps in cue {cue!r}")
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a cue between two spaces: its variants, each a sequence of word patterns.

    ``gap`` is the number of words that may stand before it, None where it must follow at once.
    A pattern that ends in a comma lets punctuation stand after it.
    """

    variants: frozenset[tuple[str, ...]]
    gap: int | None


# -- reading a cue ---------------------------------------------------------------------------


def _check_balance(cue: str) -> None:
    depth = 0
    for sign in cue:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    if depth:
        raise CueError(f"unbalanced brackets in cue {cue!r}")
    strange = re.search(r"[\[\]{}+^$\\<>]", cue)
    if strange:
        raise CueError(f"{strange[0]!r} is not cue syntax in {cue!r}")


def _gap(words: int, cue: str) -> int:
    if words > MAX_GAP:
        raise CueError(f"a gap of {words} words in cue {cue!r}; at most {MAX_GAP}")
    return words


def _parts(cue: str) -> Iterator[str]:
    """Stretches between spaces that stand outside brackets."""
    depth, part = 0, ""
    for sign in cue:
        depth += (sign == "(") - (sign == ")")
        if sign.isspace() and depth == 0:
            if part:
                yield part
            part = ""
        else:
            part += sign
    if part:
        yield part


def _spellings(part: str, cue: str) -> list[str]:
    """A part with its alternatives written out."""
    spellings = [""]
    at = 0
    while at < len(part):
        if part[at] == "(":
            close = _closing(part, at)
            options = [s for option in _options(part[at + 1 : close]) for s in _spellings(option, cue)]
            at = close + 1
        else:
            options = [part[at]]
            at += 1
        spellings = [spelling + option for spelling in spellings for option in options]
        if len(spellings) > MAX_VARIANTS:
            raise CueError(
                f"more than {MAX_VARIANTS} spellings in one part of cue {cue!r}; put a space or ~0 between its groups"
            )
    return spellings


def _closing(part: str, at: int) -> int:
    depth = 0
    for index in range(at, len(part)):
        depth += (part[index] == "(") - (part[index] == ")")
        if depth == 0:
            return index
    raise CueError(f"unbalanced brackets in {part!r}")


def _options(group: str) -> list[str]:
    options, depth = [""], 0
    for sign in group:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            options.append("")
        else:
            options[-1] += sign
    return options


def _words_of(spelling: str) -> tuple[str, ...]:
    """Word patterns of a spelling, lower case; hyphens stay for ``_unhyphenated``."""
    return tuple(match[0] for match in re.finditer(r"~\d+|[\w*?'’#&-]+,?", spelling.lower()) if match[0].strip("-,"))


# -- the automaton ---------------------------------------------------------------------------


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
        start = ends if step.gap is None else [_after_gap(ends, step.gap)]
        target: _Node[Key] = _Node()
        skippable = False
        for variant in step.variants:
            if variant:
                _lay(start, variant, target, patterns)
            else:
                skippable = True
        ends = [target, *(ends if skippable else ())]
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
    for words in _unhyphenated(variant):
        at = start
        for position, word in enumerate(words):
            distance = _GAP.fullmatch(word)
            if distance:
                at = [_after_gap(at, int(distance[1]))]
                continue
            last = position == len(words) - 1
            node = target if last else _Node[Key]()
            number = patterns[word.rstrip(",")]
            for each in at:
                each.next.setdefault(number, []).append(node)
            at = [_after_gap([node], 0)] if word.endswith(",") and not last else [node]


def _unhyphenated(variant: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All ways to write a variant: each hyphen as a break between words, or as nothing."""
    ways: list[tuple[str, ...]] = [()]
    for word in variant:
        pieces = [piece for piece in word.split("-") if piece]
        spelled = [tuple(pieces)] if len(pieces) == 1 else [tuple(pieces), ("".join(pieces),)]
        ways = [way + choice for way in ways for choice in spelled]
    return ways


class _State(Generic[Key]):
    """Several cues' states walked together; steps are worked out when first needed."""

    __slots__ = ("_is_open", "_next", "_steps", "gaps", "keys")

    def __init__(self, nodes: Iterable[_Node[Key]]) -> None:
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
        self.gaps = tuple((gap, _State(targets)) for gap, targets in reach.items())
        self._is_open = bool(self.keys or self.gaps)
        self._next = following
        self._steps: dict[tuple[int, ...], _State[Key]] = {}

    def may_end_or_go_on(self, numbers: tuple[int, ...]) -> bool:
        """Whether a cue ends here, has a gap here, or goes on with such a word: most do not."""
        return self._is_open or not self._next.keys().isdisjoint(numbers)

    def step(self, numbers: tuple[int, ...]) -> _State[Key] | None:
        """The state after a word that fits these patterns, or None."""
        if self._next.keys().isdisjoint(numbers):
            return None
        fitting = tuple(number for number in numbers if number in self._next)
        if fitting not in self._steps:
            nodes = {id(node): node for number in fitting for node in self._next[number]}
            self._steps[fitting] = _State(nodes.values())
        return self._steps[fitting]


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
        if _NUMBER in self._exact and word.isdigit():
            yield self._exact[_NUMBER]
        for end in range(len(word) + 1):
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
