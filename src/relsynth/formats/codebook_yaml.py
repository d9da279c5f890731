"""Codebooks as people write them: YAML, read as text and nothing else (``plain_yaml``).

Every scalar is the text that stands there; the codebook's model decides what is a number. The line of every entry is
kept, so that each problem can be told with its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from relsynth.codebook import DRAFT, Codebook, Problem, problems_of
from relsynth.errors import CodebookError, InputError
from relsynth.formats.plain_yaml import line_of, read_plain


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
    try:
        return _read_once(source, draft)
    except (CodebookError, InputError):
        return _read(source, path, draft)  # told with where it came from


def located(problem: Problem, lines: Mapping[str, int]) -> str:
    """A problem with the line of its entry, or of the nearest entry around it."""
    return f"line {line_of(problem.path, lines)}: {problem}"


@lru_cache(maxsize=8)  # one process opens a project more than once, and ours takes half a second to read
def _read_once(source: str | bytes, draft: bool) -> tuple[Codebook, Mapping[str, int]]:  # noqa: FBT001 a key
    return _read(source, None, draft)


def _read(source: str | bytes, path: Path | None, draft: bool) -> tuple[Codebook, Mapping[str, int]]:  # noqa: FBT001
    content, lines = read_plain(source, what="codebook", path=path)
    try:
        return Codebook.model_validate(content, context=DRAFT if draft else None), lines
    except ValidationError as error:
        problems = sorted(problems_of(error), key=lambda problem: (line_of(problem.path, lines), problem))
        raise CodebookError([located(problem, lines) for problem in problems], path=path) from error
