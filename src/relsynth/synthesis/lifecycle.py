"""What happens to relations in a study: begun, deepened, kept up, judged, ended; and between whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import Counts
from relsynth.synthesis.statistics import wilson

STAGE, LEVEL, NOT_STATED = "lifecycle", "level", "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleRow:
    """A stage at a level, or at any (``level`` is None): ``k`` of ``n`` studies report it."""

    stage: str
    level: str | None
    n: int
    k: int
    lower: float
    upper: float
    barrier: int
    facilitator: int
    strategy: int
    constructs: Counts
    codings: tuple[int, ...]


def lifecycle(corpus: Corpus, construct: str | None = None) -> tuple[LifecycleRow, ...]:
    """Return stages by levels, in the codebook's order, each stage first at any level; what nobody reports, too.

    A coding that names neither is under "not_stated".
    """
    stages, levels = _values(corpus, STAGE), _values(corpus, LEVEL)
    cells: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence and construct in (None, segment.construct):
            for stage in segment.coding.facet(STAGE) or (NOT_STATED,):
                for level in (None, *(segment.coding.facet(LEVEL) or (NOT_STATED,))):
                    cells[stage, level].append(number)
    return tuple(_row(corpus, stage, level, cells[stage, level]) for stage in stages for level in (None, *levels))


def _values(corpus: Corpus, facet: str) -> tuple[str, ...]:
    known = corpus.codebook.facets[facet].values if facet in corpus.codebook.facets else ()
    return (*(value for value in known if value != NOT_STATED), NOT_STATED)


def _row(corpus: Corpus, stage: str, level: str | None, numbers: Iterable[int]) -> LifecycleRow:
    codings = tuple(numbers)
    own = [corpus.segments[number] for number in codings]
    studies = {one.study for one in own}
    roles = {(role, one.study) for one in own for role in one.coding.facet("role")}
    by_role = Counter(role for role, _ in roles)
    counts = Counter(construct for construct, _ in {(one.construct, one.study) for one in own})
    lower, upper = wilson(len(studies), corpus.n)
    return LifecycleRow(
        stage=stage,
        level=level,
        n=corpus.n,
        k=len(studies),
        lower=lower,
        upper=upper,
        barrier=by_role["barrier"],
        facilitator=by_role["facilitator"],
        strategy=by_role["strategy"],
        constructs=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        codings=codings,
    )
