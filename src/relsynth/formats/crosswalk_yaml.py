"""Files of frameworks, with which the crosswalk is made: YAML, read with the guards of codebooks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import ValidationError

from relsynth.codebook import Problem, problems_of
from relsynth.crosswalk import Framework
from relsynth.errors import CodebookError, InputError
from relsynth.formats.plain_yaml import line_of, read_plain

SUFFIXES = (".yaml", ".yml")


def read_framework(source: str | bytes, *, path: Path | None = None) -> Framework:
    """Return the framework that a YAML text tells of.

    Raises:
        InputError: it is not YAML, or more of YAML than such a file may use.
        CodebookError: fields are missing or unknown, or a code is none; all of it, with lines.
    """
    content, lines = read_plain(source, what="crosswalk", path=path)
    try:
        return Framework.model_validate(content)
    except ValidationError as error:
        problems = sorted(problems_of(error), key=lambda problem: (line_of(problem.path, lines), problem))
        raise CodebookError([_located(problem, lines) for problem in problems], path=path) from error


def read_frameworks(folder: Path, *, among: Collection[str] | None = None) -> tuple[Framework, ...]:
    """Return the frameworks of a folder, by the names of their files; none where there is no such folder.

    Args:
        folder: where they are; what is no YAML is passed over.
        among: names of files, without ending, that alone are read; all where it is None.

    Raises:
        InputError, CodebookError: as ``read_framework``; two files are of one framework, or one cannot be opened.
    """
    found: dict[str, Framework] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in SUFFIXES and (among is None or path.stem in among):
            framework = read_framework(_content(path), path=path)
            if framework.id in found:
                raise InputError(f"{framework.id} has another file beside this; keep one of them", path=path)
            found[framework.id] = framework
    return tuple(found.values())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error


def _located(problem: Problem, lines: Mapping[str, int]) -> str:
    return f"line {line_of(problem.path, lines)}: {problem}"
