"""The recall plot as SVG: how many relevant records were found by how many read, and how many there may be in all.

A string of our own, light, readable from 600 px on, and told in words to those who do not see it. The band is where
the number of relevant records lies at the confidence of the stopping rule; a curve that runs flat into a thin band
has found what there is, one that still climbs, or a band that is high, says to read on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10

from relsynth.screening.stopping import RecallCurve

WIDTH, HEIGHT = 600.0, 380.0  # px
LEFT, RIGHT, TOP, BOTTOM = 62.0, 26.0, 44.0, 54.0  # px around the plot
SIZE = 13.0  # px, of letters
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, FAINT, GRID = "#222", "#555", "#e4e4e4"
CURVE, BAND, EDGE = "#0b4f8a", "#fbe9b7", "#b8860b"

TICKS = 5  # about so many on an axis
ROOM = 1.18  # height of the axis over what it shows, so that a label has its place above the band
_TIMES = 2  # an axis reaches no further than so many times what was found ...
_LEAST = 10  # ... or so far, lest a wide band press the curve flat


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axes:
    """Where a number of records read, and of relevant ones, stands in px."""

    total: int
    top: float

    def x(self, read: float) -> float:
        return LEFT + read / max(1, self.total) * (WIDTH - LEFT - RIGHT)

    def y(self, relevant: float) -> float:
        return HEIGHT - BOTTOM - min(1.0, relevant / self.top) * (HEIGHT - TOP - BOTTOM)


def recall_plot(curve: RecallCurve, *, stopped: int | None = None) -> str:
    """The plot as one SVG document, which names no file and runs nothing.

    Args:
        stopped: how many records had been read when the team stopped, where it did.

    Raises:
        ValueError: the team stopped after more records than were read.
    """
    if stopped is not None and stopped > curve.read:
        raise ValueError(f"stopped after {stopped} records where {curve.read} were read")
    shown = max(1, min(curve.most, max(_LEAST, _TIMES * curve.relevant)))
    axes = _Axes(total=curve.total, top=shown * ROOM)
    drawn = [*_band(curve, axes), *_grid(axes), *_line(curve, axes), *_here(curve, axes, stopped), *_said(curve, axes)]
    return "\n".join([*_head(curve, stopped), *drawn, "</svg>"]) + "\n"


def _head(curve: RecallCurve, stopped: int | None) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{HEIGHT:.0f}" '
        f'viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-labelledby="recall-title recall-desc" '
        f'font-family="{FONT}" font-size="{SIZE:.0f}" fill="{INK}">'
    )
    yield '<title id="recall-title">Relevant records found, by records read</title>'
    yield f'<desc id="recall-desc">{_told(curve, stopped)}</desc>'
    yield '<rect width="100%" height="100%" fill="#fff"/>'


def _told(curve: RecallCurve, stopped: int | None) -> str:
    """What the plot shows, in words."""
    said = [f"{curve.read:,} of {curve.total:,} records were read, {curve.relevant:,} of them relevant."]
    halves = [(curve.relevant + 1) // 2, curve.relevant]
    if curve.relevant > 1:
        at = [next(read for read, found in curve.points if found >= half) for half in halves]
        said.append(f"Half of these were found by record {at[0]:,}, the last one at record {at[1]:,}.")
    said.append(f"{_in_all(curve)}.")
    if stopped is not None:
        said.append(f"Reading was stopped after {stopped:,}.")
    return " ".join(said)


def _band(curve: RecallCurve, axes: _Axes) -> Iterator[str]:
    low, high = axes.y(curve.relevant), axes.y(curve.most)
    across = f'x1="{axes.x(0):.1f}" x2="{axes.x(curve.total):.1f}"'
    if curve.most > curve.relevant:
        size = f'width="{axes.x(curve.total) - axes.x(0):.1f}" height="{low - high:.1f}"'
        yield f'<rect x="{axes.x(0):.1f}" y="{high:.1f}" {size} fill="{BAND}"/>'
    cut_off = curve.most > axes.top
    for edge in dict.fromkeys([low] if cut_off else [low, high]):
        yield f'<line {across} y1="{edge:.1f}" y2="{edge:.1f}" stroke="{EDGE}" stroke-dasharray="4 3"/>'


def _grid(axes: _Axes) -> Iterator[str]:
    """Both axes with their ticks and names."""
    left, right, base = axes.x(0), WIDTH - RIGHT, axes.y(0)
    for tick in _ticks(axes.top):
        at = axes.y(tick)
        if tick:
            yield f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{at:.1f}" y2="{at:.1f}" stroke="{GRID}" opacity=".8"/>'
        yield f'<text x="{left - 8:.1f}" y="{at + 4.5:.1f}" text-anchor="end">{tick:,}</text>'
    for tick in _ticks(axes.total):
        at = axes.x(tick)
        yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{base:.1f}" y2="{base + 5:.1f}" stroke="{INK}"/>'
        yield f'<text x="{at:.1f}" y="{base + 20:.1f}" text-anchor="middle">{tick:,}</text>'
    yield f'<path d="M{left:.1f} {TOP:.1f} V{base:.1f} H{right:.1f}" fill="none" stroke="{INK}"/>'
    yield f'<text x="{(left + right) / 2:.1f}" y="{HEIGHT - 12:.1f}" text-anchor="middle">Records read</text>'
    yield f'<text x="10" y="{TOP - 18:.1f}" font-weight="bold">Relevant records found</text>'


def _ticks(top: float) -> range:
    """Whole numbers from 0 to the top, in steps of 1, 2 or 5 and their tens."""
    rough = max(1.0, top / TICKS)
    ten = 10 ** int(log10(rough))
    step = next(ten * times for times in (1, 2, 5, 10) if ten * times >= rough)
    return range(0, int(top) + 1, step)


def _line(curve: RecallCurve, axes: _Axes) -> Iterator[str]:
    steps = " ".join(f"H{axes.x(read):.1f} V{axes.y(found):.1f}" for read, found in curve.points[1:])
    start = f"M{axes.x(0):.1f} {axes.y(0):.1f}"
    yield f'<path d="{start} {steps}" fill="none" stroke="{CURVE}" stroke-width="2.5" stroke-linejoin="round"/>'


def _here(curve: RecallCurve, axes: _Axes, stopped: int | None) -> Iterator[str]:
    """How far was read, and where the team stopped if it read on."""
    yield from _mark(axes, curve.points[-1], f"{curve.read:,} read, {curve.relevant:,} relevant", line=2)
    yield f'<circle cx="{axes.x(curve.read):.1f}" cy="{axes.y(curve.relevant):.1f}" r="4.5" fill="{CURVE}"/>'
    if stopped is not None:
        here = stopped == curve.read
        found = max(found for read, found in curve.points if read <= stopped)
        words = "reading stopped here" if here else f"stopped at {stopped:,}"
        yield from _mark(axes, (stopped, found), words, line=1)


def _mark(axes: _Axes, point: tuple[int, int], words: str, *, line: int) -> Iterator[str]:
    """A line down to the axis; its words stand in the free corner below the curve, ``line`` lines above the axis."""
    read, found = point
    at, top, base = axes.x(read), axes.y(found), axes.y(0)
    before = read > axes.total / 2
    anchor, beside = ("end", at - 7) if before else ("start", at + 7)
    yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{base:.1f}" stroke="{FAINT}" stroke-dasharray="2 3"/>'
    yield (
        f'<text x="{beside:.1f}" y="{base + 10 - 20 * line:.1f}" text-anchor="{anchor}" '
        f'stroke="#fff" stroke-width="3" paint-order="stroke">{words}</text>'
    )


def _said(curve: RecallCurve, axes: _Axes) -> Iterator[str]:
    """What the band means: above it, or in it where it is cut off by the top of the plot."""
    above = axes.y(curve.most) - 8
    yield f'<text x="{WIDTH - RIGHT - 8:.1f}" y="{max(above, TOP + 18):.1f}" text-anchor="end">{_in_all(curve)}</text>'


def _in_all(curve: RecallCurve) -> str:
    if curve.read == curve.total:
        return f"{curve.relevant:,} relevant in all"
    confidence = f"{100 * curve.confidence:.4g} % confidence"
    if curve.most == curve.relevant:
        return f"{curve.relevant:,} relevant in all, at {confidence}"
    share = f", {100 * curve.relevant // curve.most} % or more found" if curve.relevant else ""
    return f"{curve.relevant:,} to {curve.most:,} relevant in all, at {confidence}{share}"
