"""Who interacts with whom, as a picture (SVG) and as a graph that other programs read (GraphML).

Kinds of actors stand on a circle that is wide enough for each name to have a line of its own, so that none covers
another; the line between two is as wide as studies report them to relate. Each stands beside the one that it relates
to most among those left, which keeps the strongest lines short and out of the middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

LEAST_RADIUS, LINE, TOP = 225.0, 17.0, 92.0  # px: of the circle, a line of text, above the topmost name
LETTER = 7.1  # px, about the width of one
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
SIZE = 13.0  # px, of letters
INK, FAINT, TIE, DOT = "#222", "#555", "#0b4f8a", "#c2571a"
THICKEST, THINNEST, LARGEST = 9.0, 0.8, 10.0  # px: ties, and the circle of the actor that most studies name
RING = 4.0  # px, the widest ring of a kind that relates to its own
BEND = 0.35  # how far a tie keeps from the middle of the circle; 0 is through the middle
MOST = 40  # ties that a picture can carry
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
UNSAID = frozenset(range(0x20)) - {0x9, 0xA, 0xD}  # what XML 1.0 has no letter for


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two kinds of actors, the same one twice where a kind relates to its own, and how many studies say so."""

    a: str
    b: str
    studies: int
    constructs: tuple[tuple[str, int], ...] = ()
    codings: tuple[str, ...] = ()


def network_plot(
    actors: Mapping[str, int], ties: Sequence[Tie], *, title: str, notes: Sequence[str] = (), most: int = MOST
) -> str:
    """The picture as one SVG document, which names no file and runs nothing.

    Args:
        actors: kind -> studies that name it; those without a drawn tie are left to the notes.
        ties: all there are; only the ``most`` that most studies report are drawn, which the picture says.
    """
    drawn = sorted(ties, key=lambda tie: (-tie.studies, tie.a, tie.b))[:most]
    order = _order(drawn)
    radius = _radius(len(order))
    half = radius + LARGEST + 24 + LETTER * max([30, *(len(_label(name, actors)) for name in order)])
    left = f"{len(drawn)} of {len(ties)} ties are drawn, the strongest." if len(drawn) < len(ties) else ""
    alone = sorted(set(actors) - set(order))
    unseen = f"Named, and in no tie that is drawn: {', '.join(map(_words, alone))}." if alone else ""
    below = [line for words in (left, unseen, *notes) for line in wrap(words, int(2 * (half - 16) / (LETTER - 1)))]
    bottom = TOP + 2 * radius + 48
    middle = half, TOP + radius
    places = {name: _place(turn, len(order), middle, radius) for turn, name in enumerate(order)}
    lines = [*_head(2 * half, bottom + LINE * (len(below) + 2), title, drawn), *_scale(drawn, bottom)]
    lines += [*_ties(drawn, places, middle), *_actors(actors, drawn, places, middle)]
    lines += [
        f'<text x="16" y="{bottom + 26 + LINE * n:.1f}" fill="{FAINT}" font-size="12">{_text(line)}</text>'
        for n, line in enumerate(below)
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def to_graphml(actors: Mapping[str, int], ties: Sequence[Tie], *, notes: Sequence[str] = ()) -> str:
    """The network as GraphML: an undirected graph, weights are studies; what it rests on as its description.

    Source:
        The GraphML primer, graphml.graphdrawing.org: keys declared before use, ids unique.
    """
    names = sorted({*actors, *(side for tie in ties for side in (tie.a, tie.b))})
    ids = {name: f"n{number}" for number, name in enumerate(names)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<graphml xmlns="{GRAPHML}">', *_keys()]
    lines.append('  <graph id="interactions" edgedefault="undirected">')
    lines.append(f"    <desc>{_text(' '.join(notes))}</desc>")
    for name in names:
        lines.append(f"    <node id={quoteattr(ids[name])}>")
        lines += [_datum("label", _words(name)), _datum("kind", name), _datum("studies", actors.get(name, 0))]
        lines.append("    </node>")
    for number, tie in enumerate(ties):
        lines.append(f'    <edge id="e{number}" source="{ids[tie.a]}" target="{ids[tie.b]}">')
        counts = "; ".join(f"{name} {count}" for name, count in tie.constructs)
        lines += [_datum("weight", tie.studies), _datum("constructs", counts)]
        lines += [_datum("codings", " ".join(tie.codings)), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


def _keys() -> Iterator[str]:
    keys = (
        ("label", "node", "string"),
        ("kind", "node", "string"),
        ("studies", "node", "int"),
        ("weight", "edge", "int"),
        ("constructs", "edge", "string"),
        ("codings", "edge", "string"),
    )
    for name, on, type_ in keys:
        yield f'  <key id="{name}" for="{on}" attr.name="{name}" attr.type="{type_}"/>'


def _datum(key: str, value: object) -> str:
    return f'      <data key="{key}">{_text(str(value))}</data>'


def _text(words: str) -> str:
    return escape("".join(char for char in words if ord(char) not in UNSAID))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _label(name: str, actors: Mapping[str, int]) -> str:
    return f"{_words(name)} {actors.get(name, 0)}"


Point = tuple[float, float]


def _order(ties: Sequence[Tie]) -> list[str]:
    """Actors around the circle: the best connected first, then always the one closest to the last."""
    between: dict[str, dict[str, int]] = {}
    for tie in ties:
        between.setdefault(tie.a, {})[tie.b] = tie.studies
        between.setdefault(tie.b, {})[tie.a] = tie.studies
    degree = {name: sum(others.values()) for name, others in between.items()}
    left = sorted(degree, key=lambda name: (-degree[name], name))
    made = left[:1]
    left = left[1:]
    while left:
        last = between[made[-1]]
        made.append(max(left, key=lambda name: (last.get(name, 0), degree[name], [-ord(char) for char in name])))
        left.remove(made[-1])
    return made


def _slots(count: int) -> int:
    """Places on the circle: an even number, so that none is at its very top or bottom."""
    return max(4, count + count % 2)


def _radius(count: int) -> float:
    """So large that any two names on one side are a line apart; the first two of them are the closest."""
    slots = _slots(count)
    return max(LEAST_RADIUS, LINE / (cos(pi / slots) - cos(3 * pi / slots)))


def _place(turn: int, count: int, middle: Point, radius: float) -> Point:
    angle = 2 * pi * (turn + 0.5) / _slots(count)
    return middle[0] + radius * sin(angle), middle[1] - radius * cos(angle)


def _head(width: float, height: float, title: str, ties: Sequence[Tie]) -> Iterator[str]:
    told = "; ".join(f"{_words(tie.a)} and {_words(tie.b)}, {tie.studies}" for tie in ties)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="network-title network-desc" '
        f'font-family="{FONT}" font-size="{SIZE:.0f}" fill="{INK}">'
    )
    yield f'<title id="network-title">{_text(title)}</title>'
    yield f'<desc id="network-desc">Studies that report two kinds to relate: {_text(told) or "none"}</desc>'
    yield '<rect width="100%" height="100%" fill="#fff"/>'
    yield f'<text x="16" y="28" font-size="16" font-weight="bold">{_text(title)}</text>'
    yield f'<text x="16" y="48" fill="{FAINT}">Beside a name: studies that name it.</text>'
    yield f'<text x="16" y="65" fill="{FAINT}">A ring: studies in which a kind relates to its own.</text>'


def _scale(ties: Sequence[Tie], y: float) -> Iterator[str]:
    """Which width is how many studies."""
    if not ties:
        return
    most, least = max(tie.studies for tie in ties), min(tie.studies for tie in ties)
    x = 16.0
    for studies in dict.fromkeys((least, (least + most) // 2, most)):
        style = f'stroke="{TIE}" stroke-width="{_wide(studies, most):.1f}"'
        words = f"{studies} {'study' if studies == 1 else 'studies'}"
        yield f'<line x1="{x:.0f}" x2="{x + 34:.0f}" y1="{y - 4:.1f}" y2="{y - 4:.1f}" {style}/>'
        yield f'<text x="{x + 42:.0f}" y="{y:.1f}" fill="{FAINT}">{words}</text>'
        x += 60 + LETTER * len(words)


def _wide(studies: int, most: int, widest: float = THICKEST) -> float:
    return max(THINNEST, widest * studies / most)


def _ties(ties: Sequence[Tie], places: Mapping[str, Point], middle: Point) -> Iterator[str]:
    """The weakest first, so that the strongest lie on top."""
    most = max((tie.studies for tie in ties), default=1)
    for tie in reversed(ties):
        if tie.a == tie.b:
            continue
        (x, y), (x2, y2) = places[tie.a], places[tie.b]
        at = tuple(m + BEND * ((one + other) / 2 - m) for m, one, other in zip(middle, (x, y), (x2, y2), strict=True))
        style = f'stroke="{TIE}" stroke-width="{_wide(tie.studies, most):.1f}" '
        style += f'opacity="{0.25 + 0.5 * tie.studies / most:.2f}"'
        path = f"M{x:.1f} {y:.1f} Q{at[0]:.1f} {at[1]:.1f} {x2:.1f} {y2:.1f}"
        yield f'<path d="{path}" fill="none" stroke-linecap="round" {style}>{_told(tie)}</path>'


def _told(tie: Tie) -> str:
    studies = f"{tie.studies} {'study' if tie.studies == 1 else 'studies'}"
    return f"<title>{_text(_words(tie.a))} – {_text(_words(tie.b))}: {studies}</title>"


def _actors(
    actors: Mapping[str, int], ties: Sequence[Tie], places: Mapping[str, Point], middle: Point
) -> Iterator[str]:
    most_named = max((actors.get(name, 0) for name in places), default=1) or 1
    most = max((tie.studies for tie in ties), default=1)
    own = {tie.a: tie for tie in ties if tie.a == tie.b}
    for name, (x, y) in places.items():
        radius = 3 + (LARGEST - 3) * sqrt(actors.get(name, 0) / most_named)
        if tie := own.get(name):
            style = f'fill="#fff" stroke="{TIE}" stroke-width="{_wide(tie.studies, most, RING):.1f}"'
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius + 4:.1f}" {style}>{_told(tie)}</circle>'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{DOT}"/>'
        away = LARGEST + 10
        anchor, beside = ("end", x - away) if x < middle[0] else ("start", x + away)
        yield (
            f'<text x="{beside:.1f}" y="{y + 4.5:.1f}" text-anchor="{anchor}">{_text(_words(name))} '
            f'<tspan fill="{FAINT}" font-size="11">{actors.get(name, 0)}</tspan></text>'
        )
