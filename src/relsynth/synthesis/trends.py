"""Whether papers come to treat partnering explicitly: shares of studies by year, and before and after a given one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus, Segment, Study
from relsynth.synthesis.evidence import explicitness
from relsynth.synthesis.gaps import shows_place
from relsynth.synthesis.statistics import wilson

NO_YEAR = "no year"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """Studies of a year or of some years: ``n``, each in one of the four that follow.

    ``explicit`` set out to look at partnering (title, keywords, aims, methods), ``result`` report it as a result,
    ``passing`` mention it, ``none`` report nothing of it; ``lower`` and ``upper`` bound explicit / n.
    """

    period: str
    n: int
    explicit: int
    result: int
    passing: int
    none: int
    lower: float
    upper: float
    codings: tuple[int, ...]


def trends(corpus: Corpus, construct: str | None = None, *, split: int | None = None) -> tuple[TrendRow, ...]:
    """Return a row for each year, one for studies without one, and with ``split`` two for up to it and after it.

    By all constructs that are not unspecific, or by one. Only studies in which a section means something are judged.
    """
    plain = {code.id for code in corpus.codebook.constructs if code.unspecific}
    own: dict[int, list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        if segment.construct == construct if construct else segment.construct not in plain:
            own[segment.study].append(number)
    judged = [number for number, study in enumerate(corpus.studies) if shows_place(study)]
    periods = _periods([corpus.studies[number] for number in judged], split)
    return tuple(
        _row(corpus, name, {number: own[number] for number in judged if is_in(corpus.studies[number])})
        for name, is_in in periods
    )


def _periods(studies: list[Study], split: int | None) -> list[tuple[str, Callable[[Study], bool]]]:
    years = sorted({study.year for study in studies if study.year is not None})
    made: list[tuple[str, Callable[[Study], bool]]] = [(str(year), _in_year(year)) for year in years]
    if any(study.year is None for study in studies):
        made.append((NO_YEAR, _in_year(None)))
    if split is not None:
        made += [(f"up to {split}", _up_to(split)), (f"after {split}", _after(split))]
    return made


def _in_year(year: int | None) -> Callable[[Study], bool]:
    return lambda study: study.year == year


def _up_to(year: int) -> Callable[[Study], bool]:
    return lambda study: study.year is not None and study.year <= year


def _after(year: int) -> Callable[[Study], bool]:
    return lambda study: study.year is not None and study.year > year


def _row(corpus: Corpus, period: str, studies: dict[int, list[int]]) -> TrendRow:
    found = Counter(_how([corpus.segments[number] for number in numbers]) for numbers in studies.values())
    lower, upper = wilson(found["explicit"], len(studies))
    return TrendRow(
        period=period,
        n=len(studies),
        explicit=found["explicit"],
        result=found["result"],
        passing=found["passing"],
        none=found["none"],
        lower=lower,
        upper=upper,
        codings=tuple(n for numbers in studies.values() for n in numbers if corpus.segments[n].coding.is_evidence),
    )


def _how(own: list[Segment]) -> str:
    if not any(segment.coding.is_evidence for segment in own):
        return "none"
    how = explicitness(own)
    return "explicit" if how.startswith("a_priori") else "result" if how == "emergent_result" else "passing"
