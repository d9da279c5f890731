"""YAML as people write it: read as text and nothing else, with the line of every entry.

Every scalar is the text that stands there; who asks for it decides what is a number. So ``no`` is a word, ``12:30`` a
time of day and version ``1.10`` not 1.1, whichever edition of YAML a person learned. Of YAML's machinery only what
people's files need is let in: no anchors or aliases (a few lines of them unfold to gigabytes), no tags (they name
classes to build), one document, no key twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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

from relsynth.errors import InputError

MAX_BYTES = 5_000_000  # our codebook has 0.3 million
MAX_DEPTH = 12  # our codebook has 6
NOTHING = frozenset({"", "~", "null"})

Lines = dict[str, int]


def read_plain(source: str | bytes, *, what: str, path: Path | None = None) -> tuple[Any, Lines]:
    """Return the dicts, lists, texts and Nones of a YAML text, and the line (from 1) of each entry by its path.

    Args:
        source: the text, or its UTF-8 bytes.
        what: what is read, for messages, as in "codebook".
        path: where it came from, for messages. A path of an entry is as in ``codes.3.cues.strong.2``.

    Raises:
        InputError: it is not YAML, or uses more of YAML than is let in.
    """
    return _parsed(_text(source, what, path), what, path)


def line_of(path: str, lines: Mapping[str, int]) -> int:
    """Return the line of an entry, or of the nearest around it that is there."""
    steps = path.split(".")
    around = (".".join(steps[:depth]) for depth in range(len(steps), 0, -1))
    return next((lines[each] for each in around if each in lines), 1)


def _text(source: str | bytes, what: str, path: Path | None) -> str:
    if len(source) > MAX_BYTES:
        raise InputError(f"a {what} of more than {MAX_BYTES:,} bytes is not read", path=path)
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}; save it as UTF-8", path=path) from error


def _parsed(text: str, what: str, path: Path | None) -> tuple[Any, Lines]:
    reader = _Reader(text, what)
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

    def __init__(self, text: str, what: str) -> None:
        self.lines: Lines = {}
        self._what = what
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)

    def document(self) -> Any:
        """The one document of the text."""
        self._expect(StreamStartEvent)
        if not isinstance(event := next(self._events), DocumentStartEvent):
            raise _RefusedError("the file is empty", event)
        content = self._value(next(self._events), ())
        self._expect(DocumentEndEvent)
        if isinstance(event := next(self._events), DocumentStartEvent):
            raise _RefusedError(f"a second document begins here; a {self._what} is one", event)
        return content

    def _expect(self, kind: type[Event]) -> None:
        event = next(self._events)
        if not isinstance(event, kind):
            raise _RefusedError(f"{kind.__name__} expected", event)

    def _value(self, event: Event, path: tuple[str, ...]) -> Any:
        _refuse_machinery(event, path, self._what)
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
            _refuse_machinery(event, path, self._what)
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


def _refuse_machinery(event: Event, path: tuple[str, ...], what: str) -> None:
    if not isinstance(event, NodeEvent) or event.anchor is not None:
        raise _RefusedError(
            f"anchors and aliases (& and *) are not read in a {what}; quote a text that begins so", event
        )
    if getattr(event, "tag", None) is not None:
        raise _RefusedError(f"tags (!) are not read in a {what}; quote a text that begins so", event)
    if len(path) > MAX_DEPTH:
        raise _RefusedError(f"nested more than {MAX_DEPTH} deep", event)
