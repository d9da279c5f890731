"""Whether studies say what partnering is for, before they report on it, and whether that fits what they implement.

"Up front" is title, keywords, aims and methods. A codebook of partnering knows of objectives of the implementation
only where it says that partnering goals are aligned with them: a study that names none of that may have had it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.evidence import Counts, explicitness
from relsynth.synthesis.statistics import wilson

Where = Literal["up front", "elsewhere", "none"]
Judged = Literal["yes", "lessons paper", "no sections", "no partnering"]

NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentRow:
    """Where the study of that number states partnering goals, and that they fit what is implemented.

    ``purposes`` are what the structures are for that it sets out up front, each with sentences that say so. Only a
    study that is judged (``judged`` is "yes") counts in a share.
    """

    study: int
    judged: Judged
    goals: Where
    alignment: Where
    purposes: Counts
    codings: tuple[int, ...]

    @property
    def states(self) -> str:
        """Which of the two it states anywhere."""
        stated = [name for name, where in (("goals", self.goals), ("alignment", self.alignment)) if where != "none"]
        return " and ".join(stated) or "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """Constructs that are looked for."""

    goals: frozenset[str]
    aligned: frozenset[str]
    structures: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``k`` of ``n`` studies, with the 95 % Wilson interval of the share."""

    what: str
    k: int
    n: int
    lower: float
    upper: float

    def __str__(self) -> str:
        if not self.n:
            return f"{self.what}: no study is judged"
        share, low, high = (f"{100 * value:.1f}" for value in (self.k / self.n, self.lower, self.upper))
        return f"{self.what}: {self.k} of {self.n} studies, {share} % (95 % interval {low} to {high})"


def alignment(
    corpus: Corpus, *, goals: Collection[str], aligned: Collection[str], structures: Collection[str]
) -> tuple[AlignmentRow, ...]:
    """Return a row for each study, in the order of the corpus.

    Args:
        goals: constructs by which partnering goals are stated.
        aligned: constructs by which they are said to fit the implementation.
        structures: constructs whose facet ``purpose`` says what a partnership is for.
    """
    own: dict[int, list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        own[segment.study].append(number)
    sought = _Sought(goals=frozenset(goals), aligned=frozenset(aligned), structures=frozenset(structures))
    return tuple(_row(corpus, study, own[study], sought) for study in range(corpus.n))


def shares(rows: Iterable[AlignmentRow]) -> tuple[Share, ...]:
    """Return how many of the studies that are judged state what, each with its interval."""
    judged = [row for row in rows if row.judged == "yes"]
    counts = {
        "partnering goals up front": sum(row.goals == "up front" for row in judged),
        "partnering goals anywhere": sum(row.goals != "none" for row in judged),
        "alignment anywhere": sum(row.alignment != "none" for row in judged),
        "goals and alignment": sum(row.states == "goals and alignment" for row in judged),
        "neither goals nor alignment": sum(row.states == "neither" for row in judged),
        "a purpose of a structure up front": sum(bool(row.purposes) for row in judged),
        "neither goals, nor alignment, nor a purpose": sum(
            row.states == "neither" and not row.purposes for row in judged
        ),
    }
    n = len(judged)
    return tuple(Share(what=what, k=k, n=n, lower=wilson(k, n)[0], upper=wilson(k, n)[1]) for what, k in counts.items())


def _row(corpus: Corpus, study: int, numbers: list[int], sought: _Sought) -> AlignmentRow:
    segments = corpus.segments
    own = [segments[number] for number in numbers]
    behind = [
        number
        for number in numbers
        if segments[number].construct in sought.goals | sought.aligned
        or (segments[number].construct in sought.structures and _purposes([segments[number]]))
    ]
    return AlignmentRow(
        study=study,
        judged=_judged(corpus, study, own),
        goals=_where([one for one in own if one.construct in sought.goals]),
        alignment=_where([one for one in own if one.construct in sought.aligned]),
        purposes=_purposes(one for one in own if one.construct in sought.structures),
        codings=tuple(number for number in behind if _counts(segments[number])),
    )


def _judged(corpus: Corpus, study: int, own: Iterable[Segment]) -> Judged:
    if corpus.studies[study].is_lessons_paper:
        return "lessons paper"
    if not corpus.studies[study].has_sections:
        return "no sections"
    return "yes" if any(one.coding.is_evidence for one in own) else "no partnering"


def _counts(segment: Segment) -> bool:
    """Whether it tells what the study itself did, saw or planned to do."""
    return segment.coding.is_evidence or segment.coding.facet("assertion") == ("planned",)


def _where(own: Iterable[Segment]) -> Where:
    counting = [one for one in own if _counts(one)]
    if not counting:
        return "none"
    return "up front" if explicitness(counting).startswith("a_priori") else "elsewhere"


def _purposes(own: Iterable[Segment]) -> Counts:
    """Purposes that are told up front, each with the sentences that tell it."""
    found = Counter(
        purpose
        for one in own
        if _counts(one) and explicitness([one]).startswith("a_priori")
        for purpose in one.coding.facet("purpose")
        if purpose != NOT_STATED
    )
    return tuple(sorted(found.items()))
