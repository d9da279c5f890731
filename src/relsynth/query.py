r"""What is asked of coded papers, in words: ``code:STA.TRUST* role:barrier -section:late "over the years"``.

    query = all { "or" all }
    all   = part { part }
    part  = "-" part | "(" query ")" | field ":" value { "," value } | words
    value = words = what has no blank, quote, comma, bracket or colon in it | '"' anything '"'

Side by side means and; commas and ``or`` mean or; ``-`` means not. In quotes, ``\"`` is a quote and ``\\`` a
backslash. Read by hand: five rules need no library, and an error is to say the column and what would have done. What
fields there are, and what their values mean, is for those who hold the papers (``synthesis.asking``).

``str`` of a query is a query that means the same, and is read as the very same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from relsynth.errors import RelsynthError

LONGEST = 5000  # characters: more is no question of a person
DEEPEST = 50  # brackets and signs within each other
ANY_OF, ALL_OF = "or", "and"
TEXT = "text"
"""The field that asks for words: ``text:"over the years"`` is the same as the words in quotes alone."""

_BARE = re.compile(r'[^\s"(),:]+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LONE = re.compile("[\ud800-\udfff]")


class QueryError(RelsynthError):
    """A query cannot be read, or asks for what there is not; ``column`` counts from 1, None where it is all of it."""

    def __init__(self, message: str, *, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column

    def __str__(self) -> str:
        return f"query, column {self.column}: {self.message}" if self.column else f"query: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One of the values holds; ``column`` is where it stands in the query, and ``columns`` where each value does."""

    name: str
    values: tuple[str, ...]
    column: int = field(default=1, compare=False)
    columns: tuple[int, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.name}:{','.join(map(_spelt, self.values))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words stand there, one behind the other; with a ``*`` at the end, words that begin like the last one."""

    text: str
    column: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return _spelt(self.text, is_word=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part does not hold."""

    part: Query

    def __str__(self) -> str:
        return f"-{_inner(self.part)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds; of two parts or more, none of which is an All."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(map(_inner, self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """One part holds at least; of two parts or more, none of which is an Any."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " or ".join(str(part) for part in self.parts)


Query: TypeAlias = Field | Words | Not | All | Any


def parse(text: str) -> Query:
    """Return what a text asks for.

    Raises:
        QueryError: with the column, and what would have done.

    >>> str(parse('code:STA.TRUST*,STA.RESPECT  (role:barrier OR "hard to trust") -section:late'))
    'code:STA.TRUST*,STA.RESPECT (role:barrier or "hard to trust") -section:late'
    """
    if len(text) > LONGEST:
        raise QueryError(f"is {len(text)} characters long; {LONGEST} are the most")
    if lone := _LONE.search(text):
        raise QueryError("holds half a character", column=lone.start() + 1)
    reading = _Reading(text)
    if reading.is_done:
        raise QueryError("asks for nothing; try code:STA.TRUST, or words of the papers")
    query = reading.any_of()
    if not reading.is_done:
        raise reading.refusal('a ")" without its "("')
    return query


def all_of(parts: Iterable[Query]) -> Query:
    """Return a query for all of the parts: one of them alone, if it is alone."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(parts=tuple(flat))


def any_of(parts: Iterable[Query]) -> Query:
    """Return a query for any of the parts: one of them alone, if it is alone."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Any) else (part,))]
    return flat[0] if len(flat) == 1 else Any(parts=tuple(flat))


def leaves(query: Query) -> Iterator[Field | Words]:
    """Every field and every words of a query, as they stand in it."""
    match query:
        case Not(part=part):
            yield from leaves(part)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Field() | Words():
            yield query


class _Reading:
    """A query that is read, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._skip()

    @property
    def is_done(self) -> bool:
        return self._at == len(self._text)

    def refusal(self, message: str, at: int | None = None) -> QueryError:
        return QueryError(message, column=(self._at if at is None else at) + 1)

    def any_of(self) -> Query:
        parts = [self._all_of()]
        while self._take_word(ANY_OF):
            parts.append(self._all_of())
        return any_of(parts)

    def _all_of(self) -> Query:
        parts = [self._part()]
        while not (self.is_done or self._text[self._at] == ")" or self._is_word(ANY_OF)):
            self._take_word(ALL_OF)
            parts.append(self._part())
        return all_of(parts)

    def _part(self) -> Query:
        if self.is_done or self._text[self._at] == ")" or self._is_word(ANY_OF):
            raise self.refusal('something is missing here; words such as "or" are asked for in quotes')
        if self._depth == DEEPEST:
            raise self.refusal(f"more than {DEEPEST} brackets and signs within each other")
        self._depth += 1
        part = self._signed()
        self._depth -= 1
        return part

    def _signed(self) -> Query:
        if self._take("-"):
            return Not(part=self._part())
        if self._take("("):
            opened = self._at - 1
            inside = self.any_of()
            if not self._take(")"):
                raise self.refusal('a "(" without its ")"', opened)
            return inside
        return self._field_or_words()

    def _field_or_words(self) -> Query:
        column = self._at + 1
        said, is_quoted = self._value("a field or words are")
        if is_quoted or not self._take(":"):
            return self._words(said, column)
        values, columns = [], []
        while True:
            columns.append(self._at + 1)
            values.append(self._value(f"a value of {said} is")[0])
            if not self._take(","):
                break
        self._skip()
        name = said.casefold()
        if name == TEXT:
            return any_of(self._words(value, at) for value, at in zip(values, columns, strict=True))
        return Field(name=name, values=tuple(values), column=column, columns=tuple(columns))

    def _words(self, said: str, column: int) -> Words:
        self._skip()
        text = " ".join(said.split())
        if not any(sign.isalnum() for sign in text):
            raise QueryError(f"no word in {said!r}", column=column)
        return Words(text=text, column=column)

    def _value(self, what: str) -> tuple[str, bool]:
        """What stands next, without blanks before or behind it; and whether it stands in quotes."""
        if self._text.startswith('"', self._at):
            quoted = _QUOTED.match(self._text, self._at)
            if quoted is None:
                raise self.refusal("a quote without its end")
            said, end = _ESCAPED.sub(r"\1", quoted[1]).strip(), quoted.end()
        else:
            bare = _BARE.match(self._text, self._at)
            said, end = (bare[0], bare.end()) if bare is not None else ("", self._at)
        if not said:
            raise self.refusal(f"{what} missing here")
        is_quoted = self._text[self._at] == '"'
        self._at = end
        return said, is_quoted

    def _take(self, sign: str) -> bool:
        taken = self._text.startswith(sign, self._at)
        if taken:
            self._at += 1
            if sign in "()-":
                self._skip()
        return taken

    def _is_word(self, word: str) -> bool:
        found = _BARE.match(self._text, self._at)
        return found is not None and found[0].casefold() == word and not self._text.startswith(":", found.end())

    def _take_word(self, word: str) -> bool:
        is_there = self._is_word(word)
        if is_there:
            self._at += len(word)
            self._skip()
        return is_there

    def _skip(self) -> None:
        while not self.is_done and self._text[self._at].isspace():
            self._at += 1


def _inner(part: Query) -> str:
    return f"({part})" if isinstance(part, All | Any) else str(part)


def _spelt(text: str, *, is_word: bool = False) -> str:
    """A value as a query has it, in quotes where it has to be."""
    is_sign = is_word and (text.startswith("-") or text.casefold() in (ANY_OF, ALL_OF))
    if _BARE.fullmatch(text) and not is_sign:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
