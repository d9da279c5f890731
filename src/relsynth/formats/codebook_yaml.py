"""Codebooks as people write them: YAML, read as text and nothing else.

Every scalar is the text that stands there; the codebook's model decides what is
a number. So ``no`` is a word, ``12:30`` a time of day and version ``1.10`` not
1.1, whichever edition of YAML a person learned. Of YAML's machinery only what a
codebook needs is let in: no anchors or aliases (a few lines of them unfold to
gigabytes), no tags (they name classes to build), one document, no key twice.

The line of every entry is kept, so that each problem can be told with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamStartEvent,
)

from relsynth.codebook import DRAFT, Codebook, Problem, problems_of
from relsynth.errors import CodebookError, InputError

MAX_BYTES = 5_000_000  # ours has 0.3 million
MAX_DEPTH = 12  # ours has 6
NOTHING = frozenset({"", "~", "null"})

Lines = dict[str, int]


def read_codebook(source: str | bytes, *, path: Path | None = None) -> Codebook:
    """Return the codebook that a YAML text holds.

    Args:
        source: the text, or its UTF-8 bytes.
        path: where it came from, for messages.

    Raises:
        InputError: it is not YAML, or more of YAML than a codebook may use.
        CodebookError: fields are missing, unknown or contradict each other; all of it, with lines.
    """
    return read_with_lines(source, path=path)[0]


def read_with_lines(
    source: str | bytes, *, path: Path | None = None, draft: bool = False
) -> tuple[Codebook, Mapping[str, int]]:
    """Return the codebook, and the line (from 1) of each entry by its path, as in ``codes.3.cues.strong.2``.

    Args:
        draft: the codebook is to be checked and not used; what contradicts itself is left to the check.

    Raises:
        InputError, CodebookError: as ``read_codebook``.
    """
    content, lines = _parsed(_text(source, path), path)
    try:
        return Codebook.model_validate(content, context=DRAFT if draft else None), lines
    except ValidationError as error:
        problems = sorted(problems_of(error), key=lambda problem: (_line_of(problem, lines), problem))
        raise CodebookError([located(problem, lines) for problem in problems], path=path) from error


def located(problem: Problem, lines: Mapping[str, int]) -> str:
    """A problem with the line of its entry, or of the nearest entry around it."""
    return f"line {_line_of(problem, lines)}: {problem}"


def _line_of(problem: Problem, lines: Mapping[str, int]) -> int:
    steps = problem.path.split(".")
    around = (".".join(steps[:depth]) for depth in range(len(steps), 0, -1))
    return next((lines[path] for path in around if path in lines), 1)


def _text(source: str | bytes, path: Path | None) -> str:
    if len(source) > MAX_BYTES:
        raise InputError(f"a codebook of more than {MAX_BYTES:,} bytes is not read", path=path)
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}; save it as UTF-8", path=path) from error


def _parsed(text: str, path: Path | None) -> tuple[Any, Lines]:
    """Plain dicts, lists and texts, and the line of each."""
    reader = _Reader(text)
    try:
        return reader.document(), reader.lines
    except _RefusedError as error:
        raise InputError(error.message, path=path, line=error.line) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(f"not YAML: {error.problem}", path=path, line=mark.line + 1 if mark else None) from error
    except YAMLError as error:
        raise InputError(f"not YAML: {' '.join(str(error).split())}", path=path) from error


class _RefusedError(Exception):
    def __init__(self, message: str, event: Event) -> None:
        self.message = message
        self.line: int = event.start_mark.line + 1
        super().__init__(message)


class _Reader:
    """Walks the parser's events once; built by hand so that nothing is constructed unseen."""

    def __init__(self, text: str) -> None:
        self.lines: Lines = {}
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)

    def document(self) -> Any:
        self._expect(StreamStartEvent)
        if not isinstance(event := next(self._events), DocumentStartEvent):
            raise _RefusedError("the file is empty", event)
        content = self._value(next(self._events), ())
        self._expect(DocumentEndEvent)
        if isinstance(event := next(self._events), DocumentStartEvent):
            raise _RefusedError("a second document begins here; a codebook is one", event)
        return content

    def _expect(self, kind: type[Event]) -> None:
        event = next(self._events)
        if not isinstance(event, kind):
            raise _RefusedError(f"{kind.__name__} expected", event)

    def _value(self, event: Event, path: tuple[str, ...]) -> Any:
        _refuse_machinery(event, path)
        self.lines.setdefault(".".join(path), event.start_mark.line + 1)
        if isinstance(event, ScalarEvent):
            return None if event.value in NOTHING and not event.style else event.value
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        return self._sequence(path)

    def _mapping(self, path: tuple[str, ...]) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise _RefusedError("a key must be a word", event)
            _refuse_machinery(event, path)
            if event.value in entries:
                raise _RefusedError(f"key {event.value!r} is given twice", event)
            below = (*path, event.value)
            self.lines[".".join(below)] = event.start_mark.line + 1
            entries[event.value] = self._value(next(self._events), below)
        return entries

    def _sequence(self, path: tuple[str, ...]) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._value(event, (*path, str(len(items)))))
        return items


def _refuse_machinery(event: Event, path: tuple[str, ...]) -> None:
    if not isinstance(event, NodeEvent) or event.anchor is not None:
        raise _RefusedError(
            "anchors and aliases (& and *) are not read in a codebook; quote a text that begins so", event
        )
    if getattr(event, "tag", None) is not None:
        raise _RefusedError("tags (!) are not read in a codebook; quote a text that begins so", event)
    if len(path) > MAX_DEPTH:
        raise _RefusedError(f"nested more than {MAX_DEPTH} deep", event)
