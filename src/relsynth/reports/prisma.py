"""The PRISMA 2020 flow diagram as SVG, laid out as its template for databases, registers and other methods.

A string of our own: no font is measured, so widths of letters are those of Helvetica (Adobe Font Metrics, 1/1000 em)
with some air for the fonts that stand in for it. Boxes grow with what they say; a box of what is not yet decided is
dashed, and is drawn only where there is any. Template: Page et al. 2021, doi 10.1136/bmj.n71, figure 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from relsynth.screening.flow import Flow, Method, Pathway

SIZE, LEADING = 13.0, 17.0  # px, of letters and from line to line
PAD = 9.0  # px between a box and its words
BOX, GAP = 290.0, 44.0  # px, the width of a box and between a box and the one beside it
BAR, MARGIN = 34.0, 16.0  # px, the width of a bar of a phase and what is left around all
BETWEEN, DOWN = 36.0, 34.0  # px between the two columns and from row to row
INDENT = 12.0  # px, of a reason or name in a list
AIR = 1.12  # a stand-in for Helvetica is up to this much wider
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

TITLES = (
    "Identification of studies via databases and registers",
    "Identification of studies via other methods",
)
METHODS: tuple[tuple[Method, str], ...] = (
    ("database", "Databases"),
    ("register", "Registers"),
    ("website", "Websites"),
    ("organisation", "Organisations"),
    ("citations", "Citation searching"),
    ("other", "Other methods"),
)
PHASES = ("Identification", "Screening", "Included")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a box, and how far it is indented, in px."""

    text: str
    indent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box where it stands, in px, with its lines; ``pending`` where it holds what is not yet decided."""

    x: float
    y: float
    height: float
    lines: tuple[Line, ...]
    pending: bool = False

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.y + self.height / 2


Words = tuple[tuple[str, int], ...]
"""Lines before they are wrapped, each with how deep it stands in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one column says in one row: the box on the way down, what leaves beside it, what is not yet decided."""

    main: Words = ()
    beside: Words = ()
    pending: Words = ()


def to_svg(flow: Flow) -> str:
    """The diagram as one SVG document, which names no file and runs nothing.

    Its title and description say in words what the boxes say, for those who do not see them.
    """
    columns = [_rows(flow.searched, searched=True, skipped=flow.skipped)]
    if flow.others.records:
        columns.append(_rows(flow.others, searched=False, skipped=flow.skipped))
    width = MARGIN * 2 + BAR + GAP / 2 + len(columns) * (2 * BOX + GAP) + (len(columns) - 1) * BETWEEN
    drawn, bottom = _diagram(flow, columns)
    notes = [line for note in flow.notes for line in _wrapped(note, width - 2 * MARGIN)]
    foot = [_text(MARGIN, bottom + LEADING * (n + 1), note) for n, note in enumerate(notes)]
    height = bottom + MARGIN + LEADING * len(notes)
    return "\n".join([*_head(flow, width, height), *drawn, *foot, "</svg>"]) + "\n"


def _head(flow: Flow, width: float, height: float) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="prisma-title prisma-desc" '
        f'font-family="{FONT}" font-size="{SIZE:.0f}" fill="#111">'
    )
    yield '<title id="prisma-title">PRISMA 2020 flow diagram</title>'
    yield f'<desc id="prisma-desc">{_safe(str(flow))}</desc>'
    yield (
        '<defs><marker id="prisma-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#111"/></marker></defs>'
    )
    yield '<rect width="100%" height="100%" fill="#fff"/>'


# -- what the boxes say ------------------------------------------------------------------------


def _rows(pathway: Pathway, *, searched: bool, skipped: bool) -> tuple[Row, ...]:
    """The four rows above the last; other methods have a box of PRISMA's template only, or ours where it is needed."""
    p = pathway
    removed = _removed(p) if searched or p.removed else ()
    screened = "Records, titles and abstracts not screened" if skipped else "Records screened"
    second = Row(main=(_n(screened, p.screened),), beside=(_n("Records excluded", p.excluded),))
    excluded: Words = (_n("Reports excluded", p.excluded_full_text),)
    if p.reasons:
        excluded = (("Reports excluded:", 0), *(_n(reason, n, deep=1) for reason, n in p.reasons))
    return (
        Row(
            main=_identified(p, searched=searched),
            beside=removed,
            pending=_pending((("records to screen", p.to_screen),)),
        ),
        second if searched or p.excluded else Row(),
        Row(
            main=(_n("Reports sought for retrieval", p.sought),),
            beside=(_n("Reports not retrieved", p.not_retrieved),),
            pending=_pending((("reports to retrieve", p.to_retrieve), ("reports to assess", p.to_assess))),
        ),
        Row(main=(_n("Reports assessed for eligibility", p.assessed),), beside=excluded),
    )


def _identified(pathway: Pathway, *, searched: bool) -> Words:
    """Records by method, and by name where there is more to tell than the method."""
    always = {"database", "register"} if searched else {"website", "organisation", "citations"}
    lines: list[tuple[str, int]] = [("Records identified from:", 0)]
    for method, label in METHODS:
        found = [one for one in pathway.identified if one.method == method]
        if found or method in always:
            lines.append(_n(label, pathway.found_by(method), deep=1))
        lines += [_n(one.name, one.n + one.unreadable, deep=2) for one in found]
    return tuple(lines)


def _removed(pathway: Pathway) -> Words:
    return (
        ("Records removed before screening:", 0),
        _n("Duplicate records removed", pathway.duplicates, deep=1),
        _n("Records marked as ineligible by automation tools", pathway.automation, deep=1),
        _n("Records removed for other reasons", pathway.other_reasons, deep=1),
    )


def _pending(told: Iterable[tuple[str, int]]) -> Words:
    some = tuple(_n(label[0].upper() + label[1:], n, deep=1) for label, n in told if n)
    return (("Not yet decided:", 0), *some) if some else ()


def _n(label: str, n: int, *, deep: int = 0) -> tuple[str, int]:
    return f"{label} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n:,})", deep


# -- where they stand --------------------------------------------------------------------------


def _diagram(flow: Flow, columns: Sequence[tuple[Row, ...]]) -> tuple[list[str], float]:
    """Everything drawn, and where it ends."""
    left = [MARGIN + BAR + GAP / 2 + n * (2 * BOX + GAP + BETWEEN) for n in range(len(columns))]
    drawn, y = _titles(left)
    tops, bottoms = [], []
    mains: list[list[Box]] = [[] for _ in columns]
    for rows in zip(*columns, strict=True):
        placed = [_placed(row, x, y) for row, x in zip(rows, left, strict=True)]
        for n, boxes in enumerate(placed):
            drawn += _row_drawn(rows[n], boxes)
            mains[n] += boxes[:1] if rows[n].main else []
        tops.append(y)
        bottoms.append(max(box.y + box.height for boxes in placed for box in boxes))
        y = bottoms[-1] + DOWN
    words = (_n("Studies included in review", flow.studies), _n("Reports of included studies", flow.reports))
    included = _box(words, left[0], y)
    drawn += [*_box_drawn(included), *_down(mains, included)]
    ends = (tops[0], bottoms[0]), (tops[1], bottoms[-1]), (included.y, included.y + included.height)
    for phase, (top, bottom) in zip(PHASES, ends, strict=True):
        drawn += _bar(phase, top, bottom)
    return drawn, included.y + included.height + MARGIN


def _placed(row: Row, x: float, y: float) -> list[Box]:
    """The boxes of a column's row: the main one first, those beside it below each other."""
    boxes = [_box(row.main, x, y)] if row.main else []
    aside = y
    for words, pending in ((row.beside, False), (row.pending, True)):
        if words:
            boxes.append(_box(words, x + BOX + GAP, aside, pending=pending))
            aside += boxes[-1].height + PAD
    return boxes


def _box(words: Words, x: float, y: float, *, pending: bool = False) -> Box:
    lines = tuple(
        Line(text=part, indent=deep * INDENT + (INDENT if n else 0.0) * (deep > 0))
        for text, deep in words
        for n, part in enumerate(_wrapped(text, BOX - 2 * PAD - (deep + 1) * INDENT))
    )
    return Box(x=x, y=y, height=len(lines) * LEADING + 2 * PAD, lines=lines, pending=pending)


def _wrapped(text: str, width: float) -> list[str]:
    """A text in lines no wider than some px; a word that is wider is broken."""
    lines: list[str] = []
    for word in re.split(r"[ \t\r\n]+", text.strip()):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _width(joined) <= width:
            lines[-1] = joined
            continue
        lines += _broken(word, width)
    return lines


def _broken(word: str, width: float) -> Iterator[str]:
    part = ""
    for letter in word:
        if part and _width(part + letter) > width:
            yield part
            part = ""
        part += letter
    yield part


def _width(text: str) -> float:
    """How wide a text is, in px, in Helvetica or what stands in for it."""
    return sum(map(_letter, text)) * AIR * SIZE / 1000


def _letter(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    return next((width for letters, width in _WIDTHS if plain in letters), 600)


_WIDTHS = (
    ("'ijl", 222),
    (" \N{NO-BREAK SPACE}!,./:;I[]ft\\|", 278),
    ("()-r`", 333),
    ("cksvxyzJ", 500),
    ("0123456789abdeghnopqu_$#?L", 556),
    ("+<=>~FTZ", 611),
    ("ABEKPSVXY&", 667),
    ("CDHNRUw", 722),
    ("GOQ", 778),
    ("mM%", 889),
    ("W@", 1015),
)
"""Letters and their width in Helvetica, 1/1000 em, rounded up to that of the widest beside them."""


# -- drawn -------------------------------------------------------------------------------------


def _titles(left: Sequence[float]) -> tuple[list[str], float]:
    """The bars over the columns, and where what is under them begins."""
    height = LEADING + 2 * PAD
    drawn = []
    for title, x in zip(TITLES, left, strict=False):
        drawn.append(
            _rect(x, MARGIN, 2 * BOX + GAP, height, fill="#ffd166" if title == TITLES[0] else "#d9dce1", round_=6)
        )
        middle = x + BOX + GAP / 2
        drawn.append(
            f'<text x="{middle:.0f}" y="{MARGIN + PAD + SIZE:.0f}" text-anchor="middle" '
            f'font-weight="bold">{_safe(title)}</text>'
        )
    return drawn, MARGIN + height + DOWN / 2


def _row_drawn(row: Row, boxes: Sequence[Box]) -> Iterator[str]:
    """A row's boxes, and the arrows from its main box to what leaves beside it."""
    for box in boxes:
        yield from _box_drawn(box)
    main = boxes[0] if row.main else None
    if main is None:
        return
    end = main.x + BOX
    trunk = end + GAP / 2
    for box in boxes[1:]:
        dashes = ' stroke-dasharray="5 4"' if box.pending else ""
        at = main.middle
        if box.y <= at <= box.y + box.height:
            yield _arrow(f"M{end:.1f} {at:.1f} H{box.x:.1f}", dashes)
        else:
            yield _arrow(f"M{end:.1f} {at:.1f} H{trunk:.1f} V{box.middle:.1f} H{box.x:.1f}", dashes)


def _down(mains: Sequence[Sequence[Box]], included: Box) -> Iterator[str]:
    """Arrows down each column; that of other methods turns to the box of what is included."""
    for boxes in mains:
        for above, below in pairwise(boxes):
            yield _arrow(f"M{above.x + BOX / 2:.1f} {above.y + above.height:.1f} V{below.y:.1f}")
    for number, boxes in enumerate(mains):
        last = boxes[-1]
        start = f"M{last.x + BOX / 2:.1f} {last.y + last.height:.1f}"
        if number == 0:
            yield _arrow(f"{start} V{included.y:.1f}")
        else:
            yield _arrow(f"{start} V{included.middle:.1f} H{included.x + BOX:.1f}")


def _box_drawn(box: Box) -> Iterator[str]:
    dashes = ' stroke-dasharray="5 4"' if box.pending else ""
    yield _rect(
        box.x, box.y, BOX, box.height, fill="#fff8e1" if box.pending else "#fff", stroke=f'stroke="#111"{dashes}'
    )
    for n, line in enumerate(box.lines):
        yield _text(box.x + PAD + line.indent, box.y + PAD + SIZE + n * LEADING, line.text)


def _bar(phase: str, top: float, bottom: float) -> Iterator[str]:
    """A bar of a phase, its name from bottom to top; a bar is as long as its name at least."""
    need = _width(phase) + 2 * PAD
    short = max(0.0, need - (bottom - top)) / 2
    top, bottom = top - short, bottom + short
    x, y = MARGIN + BAR / 2, (top + bottom) / 2
    yield _rect(MARGIN, top, BAR, bottom - top, fill="#bcd7ef", round_=6)
    yield (
        f'<text x="{x:.1f}" y="{y:.1f}" transform="rotate(-90 {x:.1f} {y:.1f})" text-anchor="middle" '
        f'dominant-baseline="central" font-weight="bold">{phase}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "", round_: int = 0) -> str:
    rounded = f' rx="{round_}"' if round_ else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" {stroke}{rounded}/>'


def _arrow(path: str, dashes: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="#111" marker-end="url(#prisma-arrow)"{dashes}/>'


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    """A text as XML may have it: escaped, without the characters that XML forbids."""
    return escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text))
