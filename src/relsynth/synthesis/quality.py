"""Level and quality of partnering: claimed in words, or measured, and with what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import Counts
from relsynth.synthesis.statistics import wilson

MEASURED = "measured"
HOW: tuple[str, ...] = ("instrument_named", "study_items", "network_data")
"""Ways of measuring; ``qualitative_only`` is a judgement of its own, and no measure."""
QUALITATIVE = "qualitative_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRow:
    """A construct: ``k`` of ``n`` studies report it; all counts are of studies.

    Each of the ``k`` is in one of ``measured`` (with an instrument, items of its own or network data), ``qualitative``
    (looked into in words alone) or ``claimed`` (nothing is said of how it is known). ``how`` counts ways of measuring;
    ``instruments`` those that the measuring studies name, for whatever they measured with them. ``positive`` and
    ``negative`` are by the facet valence; ``parts`` are the construct's own codes.
    """

    construct: str
    label: str
    domain: str
    n: int
    k: int
    claimed: int
    qualitative: int
    measured: int
    lower: float
    upper: float
    how: Counts
    instruments: Counts
    positive: int
    negative: int
    parts: Counts
    codings: tuple[int, ...]


def quality(
    corpus: Corpus, constructs: Iterable[str], *, instruments: Mapping[int, tuple[str, ...]]
) -> tuple[QualityRow, ...]:
    """Return a row for each construct.

    Args:
        instruments: study -> instruments that it names anywhere.
    """
    behind: dict[str, list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence:
            behind[segment.construct].append(number)
    return tuple(_row(corpus, construct, behind[construct], instruments) for construct in constructs)


def _row(corpus: Corpus, construct: str, numbers: list[int], instruments: Mapping[int, tuple[str, ...]]) -> QualityRow:
    own = [corpus.segments[number] for number in numbers]
    studies = {one.study for one in own}
    ways = {(value, one.study) for one in own for value in one.coding.facet(MEASURED)}
    measured = {study for way, study in ways if way in HOW}
    qualitative = {study for way, study in ways if way == QUALITATIVE} - measured
    signs = {(sign, one.study) for one in own for value in one.coding.facet("valence") if (sign := _sign(value))}
    named = Counter(name for study in measured for name in instruments.get(study, ()))
    code = corpus.codebook.code(construct)
    lower, upper = wilson(len(measured), len(studies))
    return QualityRow(
        construct=construct,
        label=code.label,
        domain=code.domain,
        n=corpus.n,
        k=len(studies),
        claimed=len(studies - measured - qualitative),
        qualitative=len(qualitative),
        measured=len(measured),
        lower=lower,
        upper=upper,
        how=_counts(way for way, _ in ways if way in HOW),
        instruments=tuple(sorted(named.items(), key=lambda item: (-item[1], item[0]))),
        positive=sum(sign > 0 for sign, _ in signs),
        negative=sum(sign < 0 for sign, _ in signs),
        parts=_counts(code for code, _ in {(one.coding.code, one.study) for one in own}),
        codings=tuple(numbers),
    )


def _counts(names: Iterable[str]) -> Counts:
    return tuple(sorted(Counter(names).items()))


def _sign(valence: str) -> int:
    """1 for good, -1 for bad, 0 for neither; what is mixed is neither."""
    if valence in ("1", "2"):
        return 1
    return -1 if valence in ("-1", "-2") else 0
