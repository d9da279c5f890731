"""The picture that answers "papers relegate partnering to lessons learned", as SVG: where each construct stands.

A bar for each construct: of the studies that have it, those that set out to look at it, those that report it as a
result, those that speak of it in passing, and those where it stands in the discussion or behind it only. Beside it
the odds that it stands late, against all other constructs, with their interval, on a scale of powers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, log10
from textwrap import wrap
from xml.sax.saxutils import escape

WIDTH = 1114.0  # px
LEFT, BAR, GAP, ODDS, RIGHT = 432.0, 330.0, 86.0, 226.0, 40.0  # px across: labels, bars, studies, odds, margin
TOP, ROW, HEAD, LINE = 40.0, 19.0, 64.0, 17.0  # px down: above the title, a row, legend and heads, a line of text
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
SIZE = 12.5  # px, of letters
INK, FAINT, GRID = "#222", "#555", "#ddd"
LETTERS = 58  # of a label
CHARACTERS = 163  # in a line of text
REACH = 2.0  # powers of ten that the scale of odds reaches to either side
ROOM = 20.0  # px that a number needs to stand in its bar

PLACES = (
    ("set_out", "set out to look at it", "#0b4f8a", "#fff"),
    ("result", "reports it as a result", "#6fa8d6", "#111"),
    ("elsewhere", "speaks of it in passing", "#dcdcdc", "#111"),
    ("late_only", "only in the discussion or behind it", "#c2571a", "#fff"),
)
"""Field of a bar, what it means, its colour, and that of the number in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Studies by where a construct stands, and its odds, NaN where undefined; ``is_total``: of several constructs."""

    label: str
    set_out: int
    result: int
    elsewhere: int
    late_only: int
    odds_ratio: float
    odds_lower: float
    odds_upper: float
    is_total: bool = False

    @property
    def k(self) -> int:
        """Studies that have it."""
        return self.set_out + self.result + self.elsewhere + self.late_only


def relegation_plot(bars: Sequence[Bar], *, title: str, said: Sequence[str], notes: Sequence[str]) -> str:
    """The picture as one SVG document, which names no file and runs nothing.

    Args:
        bars: from the top down; what no study has is not drawn.
        said: what the papers answer, in words, above the bars.
        notes: below the bars.
    """
    drawn = [bar for bar in bars if bar.k]
    above = [line for words in said for line in wrap(words, CHARACTERS)]
    below = [line for words in notes for line in wrap(words, CHARACTERS)]
    top = TOP + LINE * (len(above) + 0.5) + HEAD
    bottom = top + ROW * len(drawn)
    height = bottom + 34 + LINE * (len(below) + 1)
    lines = [*_head(height, title, above), *_legend(top), *_grid(top, bottom)]
    for number, bar in enumerate(drawn):
        lines += _bar(bar, top + ROW * number)
    lines += _texts(below, bottom + 52)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _head(height: float, title: str, above: Sequence[str]) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" aria-labelledby="relegation-title relegation-desc" '
        f'font-family="{FONT}" font-size="{SIZE}" fill="{INK}">'
    )
    yield f'<title id="relegation-title">{escape(title)}</title>'
    yield f'<desc id="relegation-desc">{escape(" ".join(above))}</desc>'
    yield '<rect width="100%" height="100%" fill="#fff"/>'
    yield f'<text x="16" y="{TOP - 12:.0f}" font-size="16" font-weight="bold">{escape(title)}</text>'
    yield from _texts(above, TOP + LINE / 2)


def _texts(lines: Sequence[str], top: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text x="16" y="{top + LINE * number:.1f}" fill="{FAINT}">{escape(line)}</text>'


def _legend(top: float) -> Iterator[str]:
    at = 16.0
    for _, meaning, colour, _ in PLACES:
        yield f'<rect x="{at:.0f}" y="{top - 57:.0f}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{at + 17:.0f}" y="{top - 46.5:.1f}">{meaning}</text>'
        at += 17 + 6.6 * len(meaning) + 22
    yield f'<text x="{LEFT:.0f}" y="{top - 8:.0f}" font-weight="bold">Studies that have it, by where it stands</text>'
    yield f'<text x="{LEFT + BAR + GAP - 12:.0f}" y="{top - 8:.0f}" font-weight="bold" text-anchor="end">k</text>'
    at, bold = LEFT + BAR + GAP + ODDS / 2, 'font-weight="bold" text-anchor="middle"'
    yield f'<text x="{at:.0f}" y="{top - 23:.0f}" {bold}>Odds of standing late</text>'
    yield f'<text x="{at:.0f}" y="{top - 8:.0f}" text-anchor="middle">against all others, 95 % interval</text>'


def _grid(top: float, bottom: float) -> Iterator[str]:
    for share in (0, 25, 50, 75, 100):
        at = LEFT + BAR * share / 100
        yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{bottom + 4:.1f}" stroke="{GRID}"/>'
        yield f'<text x="{at:.1f}" y="{bottom + 18:.1f}" text-anchor="middle" fill="{FAINT}">{share} %</text>'
    for power, label in ((-2, "1/100"), (-1, "1/10"), (0, "1"), (1, "10"), (2, "100")):
        at = _x(10.0**power)
        style = f'stroke="{FAINT}"' if power == 0 else f'stroke="{GRID}"'
        yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{bottom + 4:.1f}" {style}/>'
        yield f'<text x="{at:.1f}" y="{bottom + 18:.1f}" text-anchor="middle" fill="{FAINT}">{label}</text>'


def _x(odds: float) -> float:
    """Where odds stand in px; what is beyond the scale stands at its end."""
    power = max(-REACH, min(REACH, log10(odds) if odds > 0 else -REACH))
    return LEFT + BAR + GAP + (power + REACH) / (2 * REACH) * ODDS


def _bar(bar: Bar, top: float) -> Iterator[str]:
    base, weight = top + ROW - 5.5, ' font-weight="bold"' if bar.is_total else ""
    short = bar.label if len(bar.label) <= LETTERS else f"{bar.label[: LETTERS - 1].rstrip()}…"
    yield f"<g><title>{escape(_told(bar))}</title>"
    yield f'<text x="{LEFT - 8:.0f}" y="{base:.1f}" text-anchor="end"{weight}>{escape(short)}</text>'
    at = LEFT
    for field, _, colour, ink in PLACES:
        count: int = getattr(bar, field)
        width = BAR * count / bar.k
        if count:
            yield f'<rect x="{at:.1f}" y="{top + 2:.1f}" width="{width:.1f}" height="{ROW - 4:.1f}" fill="{colour}"/>'
        if width >= ROOM:
            inside = f'x="{at + width / 2:.1f}" text-anchor="middle" font-size="11" fill="{ink}"'
            yield f'<text y="{base:.1f}" {inside}>{count}</text>'
        at += width
    yield f'<text x="{LEFT + BAR + GAP - 12:.0f}" y="{base:.1f}" text-anchor="end"{weight}>{bar.k:,}</text>'
    yield from _odds(bar, top + ROW / 2)
    yield "</g>"


def _odds(bar: Bar, middle: float) -> Iterator[str]:
    if not isfinite(bar.odds_ratio):
        return
    if isfinite(bar.odds_lower) and isfinite(bar.odds_upper):
        ends = f'x1="{_x(bar.odds_lower):.1f}" x2="{_x(bar.odds_upper):.1f}"'
        yield f'<line {ends} y1="{middle:.1f}" y2="{middle:.1f}" stroke="{INK}" stroke-width="1.5"/>'
        yield f'<circle cx="{_x(bar.odds_ratio):.1f}" cy="{middle:.1f}" r="3.5" fill="{INK}"/>'
    else:
        yield f'<circle cx="{_x(bar.odds_ratio):.1f}" cy="{middle:.1f}" r="3" fill="#fff" stroke="{INK}"/>'


def _told(bar: Bar) -> str:
    """A bar in words."""
    counts = ", ".join(f"{getattr(bar, field)} {meaning}" for field, meaning, _, _ in PLACES)
    return f"{bar.label}: {bar.k}; {counts}"
