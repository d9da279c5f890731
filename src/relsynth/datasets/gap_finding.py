"""Gaps of a dataset: SQL counts what each kind asks for, the core calls the gap and words it.

What a person would have to add is not in a dataset: nobody has searched in it, so that nothing is "not reported", and
what studies were like is not known, so that one setting cannot be judged (``not_judged``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from relsynth.codebook import GapThresholds
from relsynth.datasets.counting import evidence_rows, odds_counts
from relsynth.datasets.duck import Dataset
from relsynth.datasets.index import LATE
from relsynth.synthesis.evidence import EvidenceRow
from relsynth.synthesis.gaps import Gap, disputes, relegated, with_odds, worst_first
from relsynth.synthesis.gaps.looks import Barrier, CountedLook, Some
from relsynth.synthesis.gaps.places import odds_of
from relsynth.synthesis.gaps.richness import NEAR, has_sentences
from relsynth.synthesis.gaps.studies import MARKERS, PRAISE, Counted, goal_less_of, goals_in, praise_only_of
from relsynth.synthesis.valence import ALL, Signs, ValenceRow, counted_row

Directions = Mapping[str, tuple[ValenceRow, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGaps:
    """Gaps, worst first; the rows and directions that they were called by."""

    gaps: tuple[Gap, ...]
    rows: tuple[EvidenceRow, ...]
    directions: Directions


def find_gaps(dataset: Dataset, thresholds: GapThresholds) -> FoundGaps:
    """Every gap of the dataset, worst first; an unspecific code is nobody's gap."""
    book = dataset.codebook
    rows = evidence_rows(dataset)
    directions = _directions(dataset, rows, thresholds)
    hindering, places = barriers(dataset), _places(dataset)
    facets = {name: tuple(facet.values) for name, facet in book.facets.items()}
    wanted = [row for row in rows if not book.code(row.construct).unspecific]
    rich = _rich(dataset, {row.construct for row in wanted if row.k})
    looks = (
        CountedLook(
            row=row,
            searched=False,
            facets=facets,
            barrier=hindering.get(row.construct),
            thresholds=thresholds,
            directions=directions[row.construct],
            rich=row.construct in rich,
            judged=places.get(row.construct, (0, 0, 0))[0],
            late_only=places.get(row.construct, (0, 0, 0))[1],
            silent=places.get(row.construct, (0, 0, 0))[2],
        )
        for row in wanted
    )
    found = worst_first(looks, _of_studies(dataset, thresholds))
    late = relegated(found)
    every = odds_counts(dataset, None) if late else None
    odds = {
        construct: odds_of(odds_counts(dataset, construct), every) for construct in sorted(late) if every is not None
    }
    return FoundGaps(gaps=with_odds(found, odds), rows=rows, directions=directions)


def _places(dataset: Dataset) -> Mapping[str, tuple[int, int, int]]:
    """Construct -> studies that can be judged by place, those of them late only, and studies that tell no level."""
    found = dataset.rows(
        f"""
        SELECT construct::VARCHAR, count(*) FILTER (sections AND NOT lessons),
            count(*) FILTER (sections AND NOT lessons AND places & ~{LATE} = 0), count(*) FILTER (NOT levelled)
        FROM incidence JOIN studies USING (n) WHERE segments > 0 GROUP BY construct
        """
    )
    return {construct: (judged, late, silent) for construct, judged, late, silent in found}


def _rich(dataset: Dataset, constructs: Collection[str]) -> frozenset[str]:
    """Constructs of which any study says more than a sentence."""
    told = {construct for (construct,) in dataset.rows("SELECT construct FROM rich")}
    left = sorted({*constructs} - told)
    if not left:
        return frozenset(told)
    words = dataset.rows(_WORDS, {"left": left})
    following = dataset.rows(_FOLLOWING, {"left": left})
    return frozenset(
        told | {construct for construct, quote in words if has_sentences(quote)} | {one for (one,) in following}
    )


_WORDS = """
    SELECT DISTINCT construct, quote FROM codings_read SEMI JOIN papers USING (document, partition)
    WHERE is_evidence AND list_contains($left, construct)
"""
_FOLLOWING = f"""
    WITH own AS (SELECT * FROM segments WHERE is_evidence AND list_contains($left, construct::VARCHAR))
    SELECT DISTINCT one.construct::VARCHAR FROM own AS one JOIN own AS next
        ON next.n = one.n AND next.construct = one.construct AND next.paper = one.paper
    WHERE next.start - one."end" BETWEEN 0 AND least({NEAR}, one.blanks_behind)
"""


def _directions(dataset: Dataset, rows: tuple[EvidenceRow, ...], thresholds: GapThresholds) -> Directions:
    """As ``disputes.directions``; in strata, studies without a direction are not counted."""
    codes = {row.construct: dataset.codebook.code(row.construct) for row in rows}
    signs = {
        (construct, facet, value): Signs(positive=positive, negative=negative, by_lack=by_lack, mixed=mixed)
        for construct, facet, value, positive, negative, by_lack, mixed in dataset.rows(_SIGNS)
    }
    found: dict[str, list[ValenceRow]] = {}
    for row in rows:
        told = signs.get((row.construct, ALL, ALL), Signs())
        found[row.construct] = [counted_row(codes[row.construct], (ALL, ALL), told, k=row.k, thresholds=thresholds)]
    opposed = {construct for construct, (row,) in found.items() if row.verdict == "contradictory"}
    strata = [facet for facet in disputes.FACETS if facet in dataset.codebook.facets]
    for (construct, facet, value), told in signs.items():
        if construct in opposed and facet in strata:
            k = told.positive + told.negative + told.mixed
            found[construct].append(counted_row(codes[construct], (facet, value), told, k=k, thresholds=thresholds))
    return {construct: tuple(own) for construct, own in found.items()}


_SIGNS = """
    SELECT construct, facet, value, positive, negative, by_lack, mixed FROM signs ORDER BY construct, facet, value
"""


def barriers(dataset: Dataset) -> Mapping[str, Barrier]:
    """Constructs that studies report as barriers, and how many report a strategy against them (``matching``)."""
    found = dataset.rows("SELECT construct, k, met, elsewhere FROM barriers")
    return {construct: Barrier(k=k, met=met, elsewhere=elsewhere) for construct, k, met, elsewhere in found}


def _of_studies(dataset: Dataset, thresholds: GapThresholds) -> tuple[Gap, ...]:
    goals, n = goals_in(dataset.codebook), dataset.scope.n
    ((every, judged, without, praising),) = dataset.rows(
        f"""
        WITH told AS (
            SELECT n, bool_or(partnering) AS partners,
                bool_or(list_contains($goals, construct::VARCHAR) AND own & ~{LATE} <> 0) AS states,
                bool_or(partnering AND construct = $praise) AS praises,
                bool_or(partnering AND NOT list_contains($beside, construct::VARCHAR)) AS says_more
            FROM incidence GROUP BY n
        )
        SELECT count(*), count(*) FILTER (sections AND NOT lessons),
            count(*) FILTER (sections AND NOT lessons AND NOT states), count(*) FILTER (praises AND NOT says_more)
        FROM told JOIN studies USING (n) WHERE partners
        """,
        {"goals": sorted(goals), "praise": PRAISE, "beside": [PRAISE, *sorted(MARKERS)]},
    )
    goal_less = Counted(n=judged, left=every - judged, some=Some(k=without), of=n)
    praise_only = Counted(n=every, some=Some(k=praising), of=n)
    return (
        *goal_less_of(goals, goal_less, thresholds),
        *praise_only_of(dataset.codebook, praise_only, thresholds),
    )
