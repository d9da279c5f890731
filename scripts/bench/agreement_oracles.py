"""Agreement measured from the definitions, slowly, against what relsynth measures; and how long that takes.

Each measure here is written anew as loops over units and pairs, from the papers that ``relsynth.agreement.measures``
cites, and shares no line with it. Where it is undefined it is None.
"""

from __future__ import annotations

import random
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from itertools import combinations

from relsynth import agreement as ours
from relsynth.agreement import Ratings, Scale
from relsynth.agreement.unitizing import Unit
from relsynth.synthesis.double_coding import CodedPaper, by_code, on_sets, over_all

Rows = Sequence[Sequence[str | None]]
"""A row a unit, a place a coder; None where the coder did not judge."""
TOLERANCE = 1e-9
PEERS: tuple[tuple[Scale, str | None], ...] = (("nominal", None), ("linear", "linear"), ("quadratic", "quadratic"))
"""Our scales, and what sklearn calls them."""


def percent(rows: Rows) -> float | None:
    """Pairs of judgements that agree, by unit (Fleiss 1971)."""
    shares = []
    for row in rows:
        judged = [one for one in row if one is not None]
        pairs = [(a, b) for a, b in combinations(judged, 2)]
        if pairs:
            shares.append(sum(1 for a, b in pairs if a == b) / len(pairs))
    return sum(shares) / len(shares) if shares else None


def cohen(rows: Rows) -> float | None:
    """The mean of Cohen's kappa (1960) of each two coders for whom it is defined (Light 1971)."""
    found = []
    for first, second in combinations(range(len(rows[0]) if rows else 0), 2):
        both = [(row[first], row[second]) for row in rows if row[first] is not None and row[second] is not None]
        if not both:
            continue
        observed = sum(1 for a, b in both if a == b) / len(both)
        used = {one for pair in both for one in pair}
        chance = 0.0
        for category in used:
            chance += sum(1 for a, _ in both if a == category) * sum(1 for _, b in both if b == category)
        chance /= len(both) ** 2
        if len(used) > 1:
            found.append((observed - chance) / (1 - chance))
    return sum(found) / len(found) if found else None


def pabak(rows: Rows, categories: str) -> float | None:
    """Kappa with even chance (Brennan & Prediger 1981)."""
    observed = percent(rows)
    even = 1 / len(categories)
    return None if observed is None else (observed - even) / (1 - even)


def ac1(rows: Rows, categories: str) -> float | None:
    """Gwet's AC1 (2008), prevalence over units that anybody judged (2014, ch. 5)."""
    observed = percent(rows)
    if observed is None:
        return None
    units = [[one for one in row if one is not None] for row in rows]
    units = [unit for unit in units if unit]
    chance = 0.0
    for category in categories:
        share = sum(unit.count(category) / len(unit) for unit in units) / len(units)
        chance += share * (1 - share)
    chance /= len(categories) - 1
    return (observed - chance) / (1 - chance)


def alpha(rows: Rows, categories: str, *, ordinal: bool = False) -> float | None:
    """Krippendorff's alpha (2011) by pairs of values: within units, and of all values with all others."""
    units = [[one for one in row if one is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    values = [one for unit in units for one in unit]
    count = {category: values.count(category) for category in categories}

    def apart(one: str, other: str) -> float:
        if not ordinal:
            return 0.0 if one == other else 1.0
        low, high = sorted((categories.index(one), categories.index(other)))
        between = sum(count[categories[place]] for place in range(low, high + 1))
        return float((between - (count[categories[low]] + count[categories[high]]) / 2) ** 2)

    observed = 0.0
    for unit in units:
        for place, one in enumerate(unit):
            for other_place, other in enumerate(unit):
                if place != other_place:
                    observed += apart(one, other) / (len(unit) - 1)
    expected = 0.0
    for one in categories:
        for other in categories:
            expected += count[one] * count[other] * apart(one, other)
    if not values or expected == 0:
        return None
    return 1 - (observed / len(values)) / (expected / (len(values) * (len(values) - 1)))


def specific(rows: Rows, category: str, *, negated: bool = False) -> float | None:
    """How often another coder, too, has (or has not) the category, where one has (or has not)."""
    both = either = 0
    for row in rows:
        judged = [(one == category) != negated for one in row if one is not None]
        for place, one in enumerate(judged):
            for other_place, other in enumerate(judged):
                if place != other_place and one:
                    either += 1
                    both += other
    return both / either if either else None


def largest_error(tables: int, seed: int) -> tuple[int, float]:
    """Return how many figures were compared, and by how much the worst differs; infinite where only one is defined."""
    draw = random.Random(seed)
    compared, worst = 0, 0.0
    for _ in range(tables):
        categories, rows = _table(draw)
        table = Ratings(
            coders=tuple(str(place) for place in range(len(rows[0]))), categories=tuple(categories), rows=rows
        )
        for mine, theirs in _both(table, rows, categories):
            compared += 1
            worst = max(worst, _error(mine, theirs))
    return compared, worst


def _table(draw: random.Random) -> tuple[str, tuple[tuple[str | None, ...], ...]]:
    """A table of 2 to 5 coders and 2 to 6 categories, of which some are rare, and of which some places are empty."""
    categories = "abcdef"[: draw.randint(2, 6)]
    weights = [draw.random() ** 2 + 0.01 for _ in categories]
    coders, missing, alike = draw.randint(2, 5), draw.choice([0.0, 0.0, 0.1, 0.4]), draw.random()
    rows = []
    for _ in range(draw.randint(1, 40)):
        true = draw.choices(categories, weights)[0]
        said = [true if draw.random() < alike else draw.choices(categories, weights)[0] for _ in range(coders)]
        rows.append(tuple(None if draw.random() < missing else one for one in said))
    return categories, tuple(rows)


def _both(table: Ratings, rows: Rows, categories: str) -> list[tuple[float | None, float | None]]:
    found = [
        (ours.percent(table), percent(rows)),
        (ours.cohen_kappa(table), cohen(rows)),
        (ours.pabak(table), pabak(rows, categories)),
        (ours.gwet_ac(table), ac1(rows, categories)),
        (ours.krippendorff_alpha(table), alpha(rows, categories)),
        (ours.krippendorff_alpha(table, scale="ordinal"), alpha(rows, categories, ordinal=True)),
        (ours.positive_agreement(table, "a"), specific(rows, "a")),
        (ours.negative_agreement(table, "a"), specific(rows, "a", negated=True)),
    ]
    if len(table.coders) == 2:
        found += [
            (ours.cohen_kappa(table, scale=scale), _sklearn(rows, categories, weights)) for scale, weights in PEERS
        ]
    return found


def _sklearn(rows: Rows, categories: str, weights: str | None) -> float | None:
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 a peer, and not needed for the rest

    both = [row for row in rows if None not in row]
    if len({one for row in both for one in row}) < 2:
        return None
    one, other = zip(*both, strict=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(cohen_kappa_score(one, other, labels=list(categories), weights=weights))


def _error(mine: float | None, theirs: float | None) -> float:
    if mine is None or theirs is None:
        return 0.0 if mine is theirs else float("inf")
    return abs(mine - theirs)


# -- how long it takes -------------------------------------------------------------------------


def papers_of(
    codings: int, *, papers: int = 200, sentences: int = 200, codes: int = 70, seed: int = 1
) -> list[CodedPaper]:
    """Made-up papers that two people have coded, with so many codings in all: some codes are rare, most sentences have
    one, and seven of ten codings of one are the other's.
    """
    draw = random.Random(seed)
    names = [f"C.C{number:02}" for number in range(codes)]
    weights = [1 / (rank + 1) for rank in range(codes)]
    each = codings // papers // 2
    made = []
    for number in range(papers):
        said: list[set[tuple[int, str]]] = []
        for _ in range(2):
            before = sorted(said[0]) if said else []
            own: set[tuple[int, str]] = set()
            while len(own) < each:
                again = before and draw.random() < 0.7
                own.add(draw.choice(before) if again else (draw.randrange(sentences), draw.choices(names, weights)[0]))
            said.append(own)
        made.append(_coded(f"p{number}", sentences, dict(zip(("ana", "ben"), said, strict=True))))
    return made


def _coded(name: str, sentences: int, said: dict[str, set[tuple[int, str]]]) -> CodedPaper:
    return CodedPaper(
        name=name,
        sentences=sentences,
        length=sentences * 120,
        readers=tuple((who, frozenset(pairs)) for who, pairs in said.items()),
        units=tuple(
            (who, tuple(sorted(Unit(start=at * 120, end=at * 120 + 119, code=code) for at, code in pairs)))
            for who, pairs in said.items()
        ),
    )


def cpu_seconds(papers: list[CodedPaper], *measured: Callable[[list[CodedPaper]], object]) -> float:
    """CPU seconds of what the verb calculates of papers that are read."""
    begun = time.process_time()
    for of in measured:
        of(papers)
    return time.process_time() - begun


def codings_100k() -> float:
    """CPU seconds for every figure of 70 codes, and of all of them together, with intervals: 100,000 codings."""
    return cpu_seconds(papers_of(100_000), by_code, over_all)


def sets_of_100k() -> float:
    """CPU seconds for alpha on sets of codes by MASI and Jaccard, with intervals, of the same papers."""
    return cpu_seconds(papers_of(100_000), on_sets)


def main() -> int:
    """Print how far we are from the definitions, and how long 100,000 codings take; 1 where either fails."""
    compared, worst = largest_error(10_000, seed=1)
    papers = papers_of(100_000)
    print(f"10,000 tables, {compared:,} figures, largest difference {worst:.2e}")
    for of in (by_code, over_all, on_sets):
        print(f"{of.__name__}: {cpu_seconds(papers, of):.2f} s of CPU for 100,000 codings")
    return int(worst > TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
