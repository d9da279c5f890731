"""Agreement on where a code begins and ends: Krippendorff's alpha for unitizing, with the matrix that it is made of.

A text is cut by each coder into units that have a code, and gaps that have none. Laid over each other, two coders'
cuttings share stretches of text. How long the stretches are on which one coder has this and another has that is the
matrix of coincidences: its diagonal is agreement, all else is not. Chance is what its margins would give if units were
put anywhere, whole as they are: of a unit no part can meet another part of itself, while gaps have no such unity.

Four figures are read from it: of all codes and gaps; of units against gaps, whatever their codes; of codes where both
have a unit; and of one code there. Several texts are one long one in which no unit runs on from one into the next;
where fewer coders have read a text, each pair of them weighs more, as with missing judgements in alpha elsewhere.

A coder who has several codes on the same words has a unit whose code is all of these together.

Source:
    Krippendorff, Mathet, Bouvry & Widlöcher (2016), doi 10.1007/s11135-015-0266-1, with its erratum
    (doi 10.1007/s11135-015-0289-7); Krippendorff (2019), Content Analysis, 4th ed., section 12.6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from relsynth.agreement.intervals import REPLICATES, Figure, figure_by_group
from relsynth.agreement.measures import Statistic
from relsynth.agreement.tables import Floats

NOTHING = "nothing"
"""What a gap is called."""
SHOWN = 8  # rows of a matrix that is printed, those of most text
_TOGETHER = " + "
_ALONE = "no text was read by two coders"
_ONE_VALUE = "one code only, or nothing, was used"
_APART = "coders have no words in common that both coded"

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Unit:
    """A stretch ``[start, end)`` of a text that a coder has put a code on."""

    start: int
    end: int
    code: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a unit must have 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuum:
    """A text of some length, in whatever is counted (characters, sentences), and the units of each who has read it."""

    length: int
    coders: tuple[tuple[Unit, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the matrix: the length of text on which one coder has ``one`` and another has ``other``."""

    one: str
    other: str
    observed: float
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coincidences:
    """How much text coders have this and that on.

    ``values`` are "nothing" and the codes, several on the same words as "A + B", each with its length (``lengths``).
    ``cells`` are those in which anything was observed, and the whole diagonal. ``observed`` is the length of text on
    which one coder has the row's value and another the column's, each pair of coders taken both ways and divided by
    how many other coders there are; ``expected`` is what chance gives with the same margins.
    """

    values: tuple[str, ...]
    lengths: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def confused(self) -> tuple[Cell, ...]:
        """Values that coders put in place of each other, the longest text first; the matrix is symmetric."""
        found = [cell for cell in self.cells if cell.one < cell.other and cell.observed]
        return tuple(sorted(found, key=lambda cell: (-cell.observed, cell.one, cell.other)))

    def __str__(self) -> str:
        longest = sorted(zip(self.lengths, self.values, strict=True), key=lambda one: (-one[0], one[1]))[:SHOWN]
        shown = [value for value in self.values if value in {name for _, name in longest}]
        observed = {(cell.one, cell.other): cell.observed for cell in self.cells}
        first = max(len(value) for value in shown)
        widths = [max(7, len(value)) for value in shown]
        lines = [" " * first + "".join(f"  {value:>{width}}" for value, width in zip(shown, widths, strict=True))]
        for row in shown:
            lengths = [_told(observed.get((row, column), 0.0)) for column in shown]
            told = "".join(f"  {one:>{width}}" for one, width in zip(lengths, widths, strict=True))
            lines.append(f"{row:<{first}}{told}")
        left = len(self.values) - len(shown)
        return "\n".join([*lines, *([f"and {left} more values, of less text"] if left else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class ByCode:
    """Agreement on one value where both coders have a unit; ``covered`` is the share of its text that this is."""

    value: str
    alpha: Figure
    covered: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unitizing:
    """The family of alpha for unitizing, and the matrix that it was read from.

    ``u_alpha`` is of codes and gaps; ``units_and_gaps`` (|u|alpha) of units against gaps; ``cu_alpha`` of the codes of
    text on which both have a unit; ``by_code`` ((k)cu-alpha) of each single code there; several on the same
    words are another value, which is in the matrix alone.
    """

    u_alpha: Figure
    units_and_gaps: Figure
    cu_alpha: Figure
    by_code: tuple[ByCode, ...]
    coincidences: Coincidences

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The three that are of all codes."""
        return self.u_alpha, self.units_and_gaps, self.cu_alpha


def unitizing(continua: Iterable[Continuum], *, seed: int = 0, replicates: int = REPLICATES) -> Unitizing:
    """Return how far coders agree on where codes begin and end, over texts that two or more have read.

    Intervals are of texts drawn with replacement.
    """
    texts = tuple(one for one in continua if len(one.coders) > 1)
    parts = _parts(texts)

    def told(name: str, statistic: Statistic, why: str) -> Figure:
        """A figure with its interval by text."""
        return figure_by_group(
            name,
            statistic,
            len(texts),
            why=_ALONE if not texts else why,
            seed=seed,
            replicates=replicates,
        )

    every = np.ones((1, len(texts)))
    return Unitizing(
        u_alpha=told("u-alpha", parts.u_alpha, _ONE_VALUE),
        units_and_gaps=told("|u|alpha", parts.units_and_gaps, _ONE_VALUE),
        cu_alpha=told("cu-alpha", parts.cu_alpha, _APART if not parts.shared.sum() else _ONE_VALUE),
        by_code=tuple(
            ByCode(
                value=value,
                alpha=told(f"(k)cu-alpha of {value}", partial(parts.of_code, value=place), _APART),
                covered=None if np.isnan(one := float(parts.covered(every, place)[0])) else one,
            )
            for place, value in enumerate(parts.values)
            if place and _TOGETHER not in value
        ),
        coincidences=parts.coincidences(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What each text adds to the matrix, by value: (texts, values), the gaps first, or (texts,).

    ``margins`` is the text that has the value; ``agreed`` where another has it too; ``whole`` the squares of its units,
    which cannot meet themselves, and for gaps their length. ``shared``, ``shared_whole`` are the same of text on which
    both have a unit. ``cells`` is the matrix itself, of all texts.
    """

    values: tuple[str, ...]
    margins: Floats
    agreed: Floats
    whole: Floats
    shared: Floats
    shared_whole: Floats
    cells: Mapping[tuple[int, int], float]

    def u_alpha(self, drawn: Floats) -> Floats:
        """Of all codes and gaps (2019, eq. 34)."""
        total = drawn @ self.margins.sum(axis=1)
        return _alpha(
            total - drawn @ self.agreed.sum(axis=1),
            total**2 - _squares(drawn, self.margins),
            total,
            drawn @ self.whole.sum(axis=1),
        )

    def units_and_gaps(self, drawn: Floats) -> Floats:
        """Of units against gaps (2019, eq. 35)."""
        total, gaps = drawn @ self.margins.sum(axis=1), drawn @ self.margins[:, 0]
        apart = 2 * (gaps - drawn @ self.agreed[:, 0])
        return _alpha(apart, 2 * gaps * (total - gaps), total, drawn @ self.whole.sum(axis=1))

    def cu_alpha(self, drawn: Floats) -> Floats:
        """Of codes, where both have a unit (2019, eq. 36 and 37)."""
        total = drawn @ self.shared.sum(axis=1)
        return _alpha(
            total - drawn @ self.agreed[:, 1:].sum(axis=1),
            total**2 - _squares(drawn, self.shared),
            total,
            drawn @ self.shared_whole.sum(axis=1),
        )

    def of_code(self, drawn: Floats, value: int) -> Floats:
        """Of one code, where both have a unit (2019, eq. 38)."""
        total, mine = drawn @ self.shared.sum(axis=1), drawn @ self.shared[:, value]
        apart = (mine - drawn @ self.agreed[:, value]) * (mine * total - drawn @ self.shared_whole[:, value])
        return 1 - _ratio(apart, mine**2 * (total - mine))

    def covered(self, drawn: Floats, value: int) -> Floats:
        """The share of a value's text on which others have a unit too."""
        return _ratio(drawn @ self.shared[:, value], drawn @ self.margins[:, value])

    def coincidences(self) -> Coincidences:
        """The matrix, with what chance gives (2019, eq. 32 and 33)."""
        margins, whole = self.margins.sum(axis=0), self.whole.sum(axis=0)
        total = margins.sum()
        within = total**2 - whole.sum()
        scale = total / within if within > 0 else 0.0
        diagonal = {(place, place): 0.0 for place in range(len(self.values))}
        return Coincidences(
            values=self.values,
            lengths=tuple(margins.tolist()),
            cells=tuple(
                Cell(
                    one=self.values[row],
                    other=self.values[column],
                    observed=length,
                    expected=float((margins[row] * margins[column] - (row == column) * whole[row]) * scale),
                )
                for (row, column), length in sorted((diagonal | dict(self.cells)).items())
            ),
        )


def _parts(texts: Sequence[Continuum]) -> _Parts:
    cut = [[_without_overlap(units, text.length) for units in text.coders] for text in texts]
    used = sorted({unit.code for text in cut for units in text for unit in units})
    number = {NOTHING: 0} | {code: place for place, code in enumerate(used, start=1)}
    tables = [np.zeros((len(texts), len(number))) for _ in range(5)]
    margins, agreed, whole, shared, shared_whole = tables
    cells: dict[tuple[int, int], float] = defaultdict(float)
    for place, (text, coders) in enumerate(zip(texts, cut, strict=True)):
        lengths, having, whose = _laid_over(text.length, coders, number)
        for coder, units in enumerate(coders):
            covered = np.array([unit.end - unit.start for unit in units], dtype=np.float64)
            codes = np.array([number[unit.code] for unit in units], dtype=np.int64)
            np.add.at(margins[place], codes, covered)
            np.add.at(whole[place], codes, covered**2)
            margins[place, 0] += text.length - covered.sum()
            whole[place, 0] += text.length - covered.sum()
            others = (np.delete(having, coder, axis=0) > 0).sum(axis=0) / (len(coders) - 1)
            in_unit = having[coder] > 0
            met = np.bincount(whose[coder][in_unit], weights=(lengths * others)[in_unit], minlength=len(units))
            np.add.at(shared[place], codes, met)
            np.add.at(shared_whole[place], codes, met**2)
        for (row, column), length in _coincident(lengths, having):
            cells[row, column] += length
            if row == column:
                agreed[place, row] += length
    return _Parts(
        values=tuple(number),
        margins=margins,
        agreed=agreed,
        whole=whole,
        shared=shared,
        shared_whole=shared_whole,
        cells=cells,
    )


def _without_overlap(units: Iterable[Unit], length: int) -> tuple[Unit, ...]:
    """A coder's units where none overlap: where several have the same words, these are a unit of all their codes.

    Raises:
        ValueError: a unit runs beyond the text.
    """
    given = sorted(set(units))
    if given and max(unit.end for unit in given) > length:
        raise ValueError(f"a unit ends at {max(unit.end for unit in given)}, beyond the text's {length}")
    if all(one.end <= other.start for one, other in pairwise(given)):
        return tuple(given)
    bounds = sorted({place for unit in given for place in (unit.start, unit.end)})
    found: list[tuple[Unit, frozenset[Unit]]] = []
    begun = 0
    open_units: list[Unit] = []
    for start, end in pairwise(bounds):
        while begun < len(given) and given[begun].start <= start:
            open_units.append(given[begun])
            begun += 1
        open_units = [unit for unit in open_units if unit.end > start]
        code = _TOGETHER.join(sorted({unit.code for unit in open_units}))
        here = frozenset(open_units)
        if not here:
            continue
        last = found[-1] if found else None
        # Units of one code that overlap are one unit; such as only touch stay two, as they were coded.
        if last and last[0].code == code and last[0].end == start and last[1] & here:
            found[-1] = (Unit(start=last[0].start, end=end, code=code), here)
        else:
            found.append((Unit(start=start, end=end, code=code), here))
    return tuple(unit for unit, _ in found)


def _laid_over(
    length: int, coders: Sequence[Sequence[Unit]], number: Mapping[str, int]
) -> tuple[Floats, Integers, list[Integers]]:
    """The stretches that all coders' bounds make: their lengths, the value and the unit of each coder there."""
    places = {0, length} | {place for units in coders for unit in units for place in (unit.start, unit.end)}
    bounds = np.array(sorted(places), dtype=np.int64)
    starts = bounds[:-1]
    having = np.zeros((len(coders), len(starts)), dtype=np.int64)
    whose: list[Integers] = []
    for coder, units in enumerate(coders):
        begins = np.array([unit.start for unit in units], dtype=np.int64)
        ends = np.array([unit.end for unit in units], dtype=np.int64)
        codes = np.array([number[unit.code] for unit in units], dtype=np.int64)
        at = np.searchsorted(begins, starts, side="right") - 1
        whose.append(at)
        if len(units):
            inside = (at >= 0) & (starts < ends[at])
            having[coder, inside] = codes[at[inside]]
    return np.diff(bounds).astype(np.float64), having, whose


def _coincident(lengths: Floats, having: Integers) -> Iterator[tuple[tuple[int, int], float]]:
    """Lengths by what one coder has and another, each pair both ways."""
    share = 1 / (len(having) - 1)
    for first, second in combinations(having, 2):
        pairs, kind = np.unique(np.stack([first, second]), axis=1, return_inverse=True)
        summed = np.bincount(kind.ravel(), weights=lengths) * share
        for (one, other), length in zip(pairs.T.tolist(), summed.tolist(), strict=True):
            yield (one, other), length
            yield (other, one), length


def _alpha(apart: Floats, by_chance: Floats, total: Floats, whole: Floats) -> Floats:
    """1 less observed disagreement over expected, of which ``by_chance`` is what margins alone would give."""
    return 1 - _ratio(apart * (total**2 - whole), by_chance * total)


def _squares(drawn: Floats, parts: Floats) -> Floats:
    """The sum of squares of the drawn texts' sums by value; values may be very many, texts are not."""
    out: Floats = ((drawn @ (parts @ parts.T)) * drawn).sum(axis=1)
    return out


def _ratio(part: Floats, whole: Floats) -> Floats:
    out: Floats = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)
    return out


def _told(length: float) -> str:
    return f"{length:,.0f}" if length >= 10 or length == int(length) else f"{length:.1f}"  # noqa: PLR2004
