"""The plan of a dataset: which inputs make up which partition, a line each, only ever added to.

What stands in it is settled: a partition that was begun is finished with the same inputs, and what has been planned
once is not planned again, under whatever name it is offered. A line that a crash cut short is no line.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from relsynth.errors import ProjectError
from relsynth.scaling.inputs import Columns, Input, loaded

PLAN = "plan.jsonl"
PARTITION = 200  # papers: minutes of work, so that a partition that is lost costs minutes
PARTITION_BYTES = 64 << 20  # what travels with a task, and is held for each worker
KNOWN = 12  # bytes of a digest by which a million inputs are told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A partition as it was planned."""

    key: str
    inputs: tuple[Input, ...]


def partitions(inputs: Iterable[Input], recipe: str, *, most: int = PARTITION) -> Iterator[Planned]:
    """Cut inputs into partitions, in their order: so many inputs, or so many bytes, whichever comes first."""
    held: list[Input] = []
    size = 0
    for one in inputs:
        if held and (len(held) >= most or size + one.size > PARTITION_BYTES):
            yield _planned(held, recipe)
            held, size = [], 0
        held.append(one)
        size += one.size
    if held:
        yield _planned(held, recipe)


def add(folder: Path, planned: Iterable[Planned]) -> int:
    """Write partitions behind those that are planned; return how many.

    Raises:
        ProjectError: the plan cannot be written.
    """
    path, count = folder / PLAN, 0
    try:
        _mended(path)
        with path.open("a", encoding="utf-8") as plan:
            for one in planned:
                plan.write(json.dumps({"key": one.key, "inputs": [_said(given) for given in one.inputs]}) + "\n")
                count += 1
            plan.flush()
            os.fsync(plan.fileno())
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return count


def read(folder: Path) -> Iterator[Planned]:
    """The partitions that are planned, in order; none where nothing is.

    Raises:
        ProjectError: a line is damaged.
    """
    path = folder / PLAN
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as plan:
        for number, line in enumerate(plan, start=1):
            if not line.endswith("\n"):
                return  # cut short
            try:
                said = json.loads(line)
                yield Planned(key=said["key"], inputs=tuple(Input(**given) for given in said["inputs"]))
            except (ValueError, KeyError, TypeError) as error:
                raise ProjectError(f"{path}: line {number} is damaged ({error}); code into a new folder") from error


def filled(planned: Iterable[Planned], *, columns: Columns | None = None) -> Iterator[Planned]:
    """Partitions with the bytes of what travels, one at a time; an archive is gone through once for all of them."""
    begun: deque[Planned] = deque()

    def inputs() -> Iterator[Input]:
        for one in planned:
            begun.append(one)
            yield from one.inputs

    stream = loaded(inputs(), columns=columns)
    for first in stream:
        one = begun.popleft()
        yield Planned(key=one.key, inputs=(first, *islice(stream, len(one.inputs) - 1)))


def new(inputs: Iterable[Input], known: set[bytes]) -> Iterator[Input]:
    """The inputs whose content is not known yet; what is yielded is known from then on."""
    for one in inputs:
        if (mark := marked(one)) not in known:
            known.add(mark)
            yield one


def marked(one: Input) -> bytes:
    """A few bytes by which an input's content is told from all others."""
    return bytes.fromhex(one.digest)[:KNOWN]


def _planned(inputs: Iterable[Input], recipe: str) -> Planned:
    given = tuple(inputs)
    digest = hashlib.sha256(recipe.encode())
    for one in given:
        digest.update(f"\n{one.digest} {one.source}".encode())
    return Planned(key=digest.hexdigest()[:24], inputs=given)


def _said(one: Input) -> dict[str, Any]:
    """An input's fields, less those that say nothing."""
    said = {name: getattr(one, name) for name in ("kind", "path", "size", "digest", "member", "turn", "refused")}
    return {name: value for name, value in said.items() if value or name in ("size", "digest")}


def _mended(path: Path) -> None:
    """Take away a last line that was cut short."""
    if not path.is_file():
        return
    with path.open("rb+") as plan:
        whole = plan.seek(0, os.SEEK_END)
        while whole:
            plan.seek(whole - 1)
            if plan.read(1) == b"\n":
                break
            whole -= 1
        plan.truncate(whole)
