"""What the codings come to as a whole: which constructs travel together, and whether more papers bring more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Cell as TableCell
from relsynth.reports.tables import Table
from relsynth.synthesis.accumulation import Cell, accumulate
from relsynth.synthesis.cooccurrence import LEAST_JOINT, Association, associations
from relsynth.synthesis.corpus import Corpus
from relsynth.workflow.evidence_tables import numbers_of
from relsynth.workflow.findings import NUMBERS
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import footing, load_corpus

CELLS: tuple[Cell, ...] = get_args(Cell)
PAIR_COLUMNS = (
    *("first", "second", "n", "a", "b", "both", "share", "npmi", "odds_ratio", "lower", "upper", "jaccard", "p", "q"),
    *("studies", "codings"),
)
SATURATION_COLUMNS = ("studies", "expected", "new")
PAIRS = (
    "a, b and both count studies with evidence for the first, the second, and both. npmi: -1 never together, 0 as "
    "chance has it, 1 never apart. Odds ratio with 0.5 added to each cell, 95 % interval; p: Fisher's exact test, "
    "one-sided; q: Benjamini and Hochberg, over all pairs that were looked at."
)
TOGETHER = "Reported in the same studies is not the one because of the other; long papers report more of everything."
CURVE = (
    "expected: cells that so many of the studies show on average, over all ways to choose them (exact, by study); new: "
    "what the last of them adds. Chao2 bounds from below how many cells there are, seen and unseen."
)
CLOSED = (
    "A closed codebook has no more than its own codes: a curve that flattens near that number tells of the codebook, "
    "not of the field. What the codebook misses is for `relsynth residue` to show."
)


def cooccurrence(project: Project, *, fdr: float = 0.1, least: int = LEAST_JOINT) -> Table:
    """Pairs of constructs that the same studies report, more often than chance has it, the surest first.

    Args:
        fdr: the share of false findings that is put up with among all pairs listed, over 0 and at most 1.
        least: studies that must have both before a pair is looked at, 1 or more.

    Raises:
        InputError: a limit is out of range.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    if not 0 < fdr <= 1:
        raise InputError(f"--fdr is {fdr:g}; it is a share, over 0 and at most 1")
    if least < 1:
        raise InputError(f"--least is {least}; it is a number of studies, 1 or more")
    corpus = load_corpus(project)
    looked_at = associations(corpus, least=least)
    kept = [pair for pair in looked_at if pair.q <= fdr]
    numbers = _by_construct(corpus)
    found = (
        f"{counted(len(looked_at), 'pair')} looked at, with {least} studies or more that have both; "
        f"{len(kept)} with q <= {fdr:g}. Codes that the codebook calls unspecific are left out."
    )
    return Table(
        title="Constructs that travel together",
        columns=PAIR_COLUMNS,
        rows=tuple(_pair(corpus, pair, numbers) for pair in kept),
        notes=(found, PAIRS, TOGETHER, *footing(project, corpus), NUMBERS),
    )


def saturation(project: Project, *, cells: Sequence[str] = ("code", "role")) -> Table:
    """How many cells of constructs and facets 1, 2, … of the studies show, and what ten more would bring.

    Args:
        cells: what makes a cell, one or more of ``CELLS``.

    Raises:
        InputError: there is no such part of a cell, or it is given twice.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    wanted = _cells(cells)
    corpus = load_corpus(project)
    made = accumulate(corpus, wanted)
    steps = zip((0.0, *made.curve), made.curve, strict=False)
    told = (
        f"{counted(made.studies, 'study', 'studies')} show {made.seen} of {made.possible} possible cells of "
        f"{' and '.join(wanted)}; {made.once} in one study only, {made.twice} in two. Chao2: {made.chao2:.1f} or more; "
        f"{_covered(made.coverage)}."
    )
    more = f"Ten studies more are to be expected to bring {made.next_ten:.1f} new cells, were they like these."
    return Table(
        title=f"Saturation: cells of {' and '.join(wanted)} by studies",
        columns=SATURATION_COLUMNS,
        rows=tuple((number, now, now - before) for number, (before, now) in enumerate(steps, 1)),
        notes=(told, more, CURVE, CLOSED, *footing(project, corpus)),
    )


def _covered(coverage: float | None) -> str:
    if coverage is None:
        return "coverage cannot be told from one study"
    return f"coverage {coverage:.0%} (share of what studies report that has been seen)"


def _cells(said: Sequence[str]) -> tuple[Cell, ...]:
    wanted = tuple(cell for cell in CELLS if cell in said)
    if unknown := [cell for cell in said if cell not in CELLS]:
        raise InputError(f"no part of a cell is called {unknown[0]!r}; there are {', '.join(CELLS)}")
    if not wanted or len(wanted) != len(said):
        raise InputError(f"--cell needs one or more of {', '.join(CELLS)}, each once, with commas between them")
    return tuple(cell for name in said for cell in CELLS if cell == name)


def _by_construct(corpus: Corpus) -> Mapping[str, list[int]]:
    own: dict[str, list[int]] = {construct.id: [] for construct in corpus.codebook.constructs}
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence:
            own[segment.construct].append(number)
    return own


def _pair(corpus: Corpus, pair: Association, numbers: Mapping[str, Sequence[int]]) -> tuple[TableCell, ...]:
    first, second = ({corpus.segments[n].study for n in numbers[code]} for code in (pair.first, pair.second))
    both = sorted(first & second)
    own = sorted(n for code in (pair.first, pair.second) for n in numbers[code] if corpus.segments[n].study in both)
    return (
        *(pair.first, pair.second, pair.n, pair.a, pair.b, pair.both, pair.both / pair.n, pair.npmi, pair.odds_ratio),
        *(pair.lower, pair.upper, pair.jaccard, pair.p, pair.q),
        "; ".join(corpus.studies[study].citation for study in both),
        numbers_of(corpus, own),
    )
