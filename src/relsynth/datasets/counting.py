"""The evidence table, gaps and section profile of a dataset: SQL counts, the core judges.

Each count here is what the core makes of segments in memory (``synthesis.evidence``, ``synthesis.gaps``), and tests
hold the two against each other; verdicts, intervals and thresholds are the core's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from relsynth.codebook import LEVEL_FACET, Code
from relsynth.datasets.duck import Dataset
from relsynth.datasets.index import OF_EVIDENCE
from relsynth.documents import LABELS
from relsynth.synthesis.evidence import APART, LINKED, MEASURED, Counts, EvidenceRow, in_order
from relsynth.synthesis.evidence import EXPLICITNESS as EXPLICIT
from relsynth.synthesis.profile import PROFILED, ProfileRow, profile_of
from relsynth.synthesis.statistics import Floats, wilson


def evidence_rows(dataset: Dataset) -> tuple[EvidenceRow, ...]:
    """One row for each construct of the codebook, in its order, zeros too; ``codings`` are none."""
    counts = {row[0]: row for row in dataset.rows("SELECT * FROM counted")}
    used: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for construct, facet, value, studies in dataset.rows("SELECT construct, facet, value, studies FROM valued"):
        used[construct, facet][value] = studies
    return tuple(_row(dataset, code, counts.get(code.id), used) for code in dataset.codebook.constructs)


def profile_rows(dataset: Dataset) -> tuple[ProfileRow, ...]:
    """Coded sentences by section, per 1,000 words, of studies with sections."""
    found = dataset.arrays("SELECT * FROM lengths ORDER BY n")
    words, coded = (np.column_stack([_filled(found[f"{of}_{label}"]) for label in PROFILED]) for of in ("w", "c"))
    return profile_of(words, coded)


def odds_counts(dataset: Dataset, construct: str | None) -> Floats:
    """Late and early segments of evidence by study, of a construct or of all; zero where place tells nothing."""
    found = dataset.arrays(
        """
        SELECT n, sum(late)::INTEGER AS late, sum(segments - late)::INTEGER AS early
        FROM incidence JOIN studies USING (n)
        WHERE sections AND NOT lessons AND (construct = $construct OR $construct IS NULL) GROUP BY n
        """,
        {"construct": construct},
    )
    counts = np.zeros((dataset.scope.n, 2))
    counts[found["n"], 0], counts[found["n"], 1] = found["late"], found["early"]
    return counts


def _filled(column: Any) -> Floats:
    """A column with 0 where nothing stands."""
    return np.ma.filled(column, 0).astype(np.float64)


_Row = tuple[str, int, int, int, int, int, list[int], list[int], int, list[int], list[int]]


def _row(
    dataset: Dataset, code: Code, counts: _Row | None, used: Mapping[tuple[str, str], Mapping[str, int]]
) -> EvidenceRow:
    empty: _Row = (code.id, 0, 0, 0, 0, 0, [0] * 4, [0] * 4, 0, [0] * len(LABELS), [0] * len(EXPLICIT))
    _, k, present, barrier, facilitator, mixed, of_evidence, apart, segments, places, explicit = counts or empty
    n = dataset.scope.n
    lower, upper = wilson(k, n)

    def by_value(facet: str) -> Counts:
        values = dataset.codebook.facets[facet].values if facet in dataset.codebook.facets else ()
        return in_order(used.get((code.id, facet), {}), values)

    return EvidenceRow(
        construct=code.id,
        label=code.label,
        domain=code.domain,
        n=n,
        k=k,
        lower=lower,
        upper=upper,
        present=present,
        lack_only=k - present,
        barrier=barrier,
        facilitator=facilitator,
        mixed=mixed,
        **dict(zip(OF_EVIDENCE, of_evidence, strict=True)),
        measures=by_value(MEASURED),
        linked_outcomes=by_value(LINKED),
        sections=_told(LABELS, places),
        levels=by_value(LEVEL_FACET),
        explicitness=_told(EXPLICIT, explicit),
        segments=segments,
        **dict(zip(APART, apart, strict=True)),
        codings=(),
    )


def _told(names: Iterable[str], counts: Iterable[int]) -> Counts:
    return tuple((name, count) for name, count in zip(names, counts, strict=True) if count)
