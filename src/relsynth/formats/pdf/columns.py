"""In which order the lines of a page are read.

The file draws most pages in the order in which they are read, and knows better than any
geometry where a box belongs. Where its order jumps back up within a column, it does not,
and the page is cut into columns instead: what runs across both parts what stands above
from what stands below.

Source: the recursive cut is Nagy and Seth (1984), "Hierarchical representation of
optically scanned documents" (XY-cut).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from relsynth.formats.pdf.lines import Line, Type

FAR = 3.0
"""Of its size: a step down a column that is larger parts two runs of lines."""

DEEPEST_CUT = 12
"""Cuts within cuts; no page of a paper needs more than five."""

MUCH = 150
"""Characters of a run that may tell that the order of a page is wrong."""

Run = tuple[Line, ...]


def in_reading_order(lines: Sequence[Line], body: Type) -> list[Run]:
    """The lines of one page in runs, each down one column, as they are read."""
    runs = list(_runs(lines))
    if _jumps_back([run for run in runs if _is_text(run, body)]):
        return _cut(runs)
    return runs


def _runs(lines: Iterable[Line]) -> Iterable[Run]:
    """Stretches of lines that go down one column."""
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line):
            yield tuple(run)
            run = []
        run.append(line)
    if run:
        yield tuple(run)


def _goes_on(above: Line, below: Line) -> bool:
    step = above.base - below.base
    overlaps = below.left < above.right and above.left < below.right
    return overlaps and 0.2 * below.size < step < FAR * max(above.size, below.size)


def _is_text(run: Run, body: Type) -> bool:
    return sum(len(line.text) for line in run if body.is_as_large(line)) > MUCH


def _jumps_back(runs: Sequence[Run]) -> bool:
    """Whether a run stands in the column of an earlier one, and above it."""
    return any(
        _share_column(earlier, later) and later[-1].base > earlier[0].base
        for place, later in enumerate(runs)
        for earlier in runs[:place]
    )


def _share_column(one: Run, other: Run) -> bool:
    left, right = _sides(one)
    start, end = _sides(other)
    return min(right, end) - max(left, start) > 0.5 * min(right - left, end - start)


def _sides(run: Run) -> tuple[float, float]:
    return min(line.left for line in run), max(line.right for line in run)


def _cut(runs: Sequence[Run], depth: int = 0) -> list[Run]:
    """The runs, cut across where white runs across, else between columns, and so on."""
    if len(runs) == 1 or depth > DEEPEST_CUT:
        return sorted(runs, key=lambda run: -run[0].base)
    for parts in (_columns(runs), _bands(runs)):
        if len(parts) > 1:
            return [run for part in parts for run in _cut(part, depth + 1)]
    return sorted(runs, key=lambda run: (-round(run[0].base), run[0].left))


def _columns(runs: Sequence[Run]) -> list[list[Run]]:
    return _parted(sorted(runs, key=lambda run: _sides(run)[0]), _sides)


def _bands(runs: Sequence[Run]) -> list[list[Run]]:
    return _parted(sorted(runs, key=lambda run: -run[0].base), lambda run: (-run[0].base - run[0].size, -run[-1].base))


def _parted(runs: Sequence[Run], extent: Callable[[Run], tuple[float, float]]) -> list[list[Run]]:
    """Parts that do not overlap along one direction; the runs come sorted by where they begin."""
    parts: list[list[Run]] = []
    reach = float("-inf")
    for run in runs:
        start, end = extent(run)
        if parts and start < reach:
            parts[-1].append(run)
        else:
            parts.append([run])
        reach = max(reach, end)
    return parts
