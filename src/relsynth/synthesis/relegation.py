"""Where papers speak of partnering: set out, reported, or left to the end.

The essay this project grew from says that partnering is relegated to "lessons learned" and to passing comments in the
discussion. That can be read in three ways, and each is held against its own figure, with its interval: that papers
speak of partnering at the end only; that what they say of a single construct stands at the end only; that they speak
of it more densely at the end than in their results. Lessons papers, where everything is a lesson, and papers without
sections that could be labelled are left out, and told apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from relsynth.documents import LABELS, LATE_LABELS
from relsynth.synthesis.corpus import Corpus, Study
from relsynth.synthesis.evidence import EXPLICITNESS, Counts, explicitness_by, is_own
from relsynth.synthesis.gaps import late_odds, shows_place
from relsynth.synthesis.profile import RATIO, ProfileRow, profile
from relsynth.synthesis.statistics import Floats, bootstrap, wilson

Judgement = Literal["supported", "not supported", "cannot tell"]

GROUPS: Mapping[str, frozenset[str]] = {
    "front": frozenset({"title", "abstract", "keywords", "introduction", "aims"}),
    "methods": frozenset({"methods"}),
    "results": frozenset({"results"}),
    "late": LATE_LABELS,
}
"""Sections as densities are told; what could not be labelled is in none of them."""

EVERYTHING, WITH_PLAIN, PAIRS = "all constructs", "all constructs, plain partnering too", "each construct of each study"
MOST = 0.5  # "usually", and "most", are more than one half


@dataclass(frozen=True, slots=True, kw_only=True)
class Relegation:
    """Where one construct stands, or all of them (``construct`` is None; ``label`` says which).

    ``n`` studies are judged by section, ``k`` of them have it (of the row of pairs, ``k`` counts pairs of study and
    construct): in ``late_only`` all of its evidence stands in the discussion or behind it; of the others ``set_out``
    set out to look at it (title, keywords, aims, methods), ``result`` report it as a result, ``elsewhere`` speak of
    it in passing. ``lower`` and ``upper`` bound the share of ``late_only``: Wilson for studies, bootstrap by study for
    pairs. ``odds_ratio`` sets late placement against all other constructs; ``position`` is the mean place in the
    paper, 0 its beginning and 1 its end, of study means; ``density`` is sentences per 1,000 words. ``lessons`` and
    ``unsectioned`` studies have it, too, and are in none of these figures. ``codings`` are the segments of the ``k``.
    """

    construct: str | None
    label: str
    domain: str | None
    n: int
    k: int
    late_only: int
    share: float | None
    lower: float
    upper: float
    set_out: int
    result: int
    elsewhere: int
    explicitness: Counts
    sections: Counts
    odds_ratio: float = math.nan
    odds_lower: float = math.nan
    odds_upper: float = math.nan
    position: float | None = None
    density: tuple[tuple[str, float], ...] = ()
    lessons: int = 0
    unsectioned: int = 0
    codings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read the claim, and what the papers say to it."""

    claim: str
    judgement: Judgement
    figures: str

    def __str__(self) -> str:
        return f"{self.claim}: {self.judgement} ({self.figures})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What may be said of "papers relegate partnering to lessons learned": over its first two readings."""

    judgement: Judgement
    readings: tuple[Reading, ...]


def relegation(corpus: Corpus, *, k_rel: int = 3) -> tuple[Relegation, ...]:
    """Return a row for all constructs, with and without plain partnering, one for pairs, and one for each construct.

    Args:
        k_rel: studies that have to have a construct before its odds are told: of one study, drawn again or not, the
            bootstrap knows nothing.
    """
    said, words = _said(corpus), _words(corpus)
    specific = [said[code.id] for code in corpus.codebook.constructs if not code.unspecific]
    total = _row(corpus, None, EVERYTHING, _together(specific), words)
    plain = _row(corpus, None, WITH_PLAIN, _together(said.values()), words)
    singles = [
        replace(_row(corpus, code.id, code.label, said[code.id], words), domain=code.domain)
        for code in corpus.codebook.constructs
    ]
    odds = late_odds(corpus, {str(row.construct) for row in singles if row.k >= k_rel})
    told = [_with_odds(row, odds.get(str(row.construct))) for row in singles]
    return (total, _pairs(corpus, specific, total), plain, *told)


def _with_odds(row: Relegation, odds: tuple[float, float, float] | None) -> Relegation:
    if odds is None:
        return row
    return replace(row, odds_ratio=odds[0], odds_lower=odds[1], odds_upper=odds[2])


def sections_of(corpus: Corpus, construct: str | None = None) -> tuple[ProfileRow, ...]:
    """Return density by section, of one construct or of all that are not unspecific, in studies judged by section."""
    plain = {code.id for code in corpus.codebook.constructs if code.unspecific}
    kept = tuple(
        segment
        for segment in corpus.segments
        if (segment.construct == construct if construct else segment.construct not in plain)
    )
    studies = tuple(one if shows_place(one) else replace(one, has_sections=False) for one in corpus.studies)
    return profile(replace(corpus, segments=kept, studies=studies))


def verdict(rows: Sequence[Relegation], sections: Iterable[ProfileRow], *, n_min: int) -> Verdict:
    """Return what the papers say to the claim.

    A reading is supported where its whole interval lies above one half (of densities: above 1), not supported where
    all of it lies at or below; else, and with fewer than ``n_min`` studies, it cannot be told. The claim itself is
    supported with the first reading, not supported where neither of the first two is, and cannot be told otherwise.
    """
    total = next(row for row in rows if row.label == EVERYTHING)
    pairs = next(row for row in rows if row.label == PAIRS)
    ratio = next((row for row in sections if row.section == RATIO), None)
    enough = total.k >= n_min
    whole = Reading(
        claim="Most papers speak of partnering only in the discussion or behind it",
        judgement=_judged(total.lower, total.upper, MOST, enough=enough),
        figures=_figures(total, "studies"),
    )
    single = Reading(
        claim="Most of what papers say of a construct stands only there",
        judgement=_judged(pairs.lower, pairs.upper, MOST, enough=enough),
        figures=_figures(pairs, "pairs of study and construct"),
    )
    dense = Reading(
        claim="Papers speak of partnering more densely there than in their results",
        judgement=_judged(ratio.lower, ratio.upper, 1.0, enough=enough) if ratio else "cannot tell",
        figures=_ratio_figures(ratio),
    )
    return Verdict(judgement=_overall(whole.judgement, single.judgement), readings=(whole, single, dense))


def _overall(whole: Judgement, single: Judgement) -> Judgement:
    if whole == "supported":
        return "supported"
    return "not supported" if whole == single == "not supported" else "cannot tell"


def _judged(lower: float, upper: float, least: float, *, enough: bool) -> Judgement:
    if not enough or math.isnan(lower) or math.isnan(upper):
        return "cannot tell"
    if lower > least:
        return "supported"
    return "not supported" if upper <= least else "cannot tell"


def _ratio_figures(ratio: ProfileRow | None) -> str:
    if ratio is None:
        return "no sentence in results, or no late section"
    if math.isnan(ratio.lower):
        return f"ratio {ratio.density:.2f}, no interval"
    upper = "no upper bound" if math.isinf(ratio.upper) else f"{ratio.upper:.2f}"
    return f"ratio {ratio.density:.2f}, 95 % interval {ratio.lower:.2f} to {upper}"


def _figures(row: Relegation, unit: str) -> str:
    if not row.k:
        return f"none of {row.n} studies speaks of it"
    bounds = "no interval" if math.isnan(row.lower) else f"95 % interval {100 * row.lower:.1f} to {100 * row.upper:.1f}"
    return f"{row.late_only} of {row.k} {unit}, {100 * row.late_only / row.k:.1f} %, {bounds}"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a study says of a construct or of several: labels of its own claims, planned ones too, and its evidence."""

    own: frozenset[str]
    evidence: tuple[int, ...]

    def place(self, corpus: Corpus) -> str:
        """One place in the study; what all stands late is late, whatever was planned."""
        if all(corpus.segments[number].is_late for number in self.evidence):
            return "late_only"
        how = explicitness_by(self.own)
        return "set_out" if how.startswith("a_priori") else "result" if how == "emergent_result" else "elsewhere"


Said = Mapping[int, _Said]
"""Study -> what it says; only studies that have evidence."""


def _said(corpus: Corpus) -> dict[str, Said]:
    """Construct -> what each study that has evidence says of it."""
    own: dict[tuple[str, int], set[str]] = defaultdict(set)
    evidence: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        pair = segment.construct, segment.study
        if is_own(segment):
            own[pair].add(segment.section)
        if segment.coding.is_evidence:
            evidence[pair].append(number)
    found: dict[str, dict[int, _Said]] = {construct.id: {} for construct in corpus.codebook.constructs}
    for (construct, study), numbers in evidence.items():
        found[construct][study] = _Said(own=frozenset(own[construct, study]), evidence=tuple(numbers))
    return dict(found)


def _together(found: Iterable[Said]) -> Said:
    own: dict[int, set[str]] = defaultdict(set)
    evidence: dict[int, list[int]] = defaultdict(list)
    for said in found:
        for study, one in said.items():
            own[study] |= one.own
            evidence[study] += one.evidence
    return {study: _Said(own=frozenset(own[study]), evidence=tuple(sorted(evidence[study]))) for study in evidence}


def _row(corpus: Corpus, construct: str | None, label: str, said: Said, words: Mapping[str, int]) -> Relegation:
    judged = {study: one for study, one in said.items() if shows_place(corpus.studies[study])}
    places = Counter(one.place(corpus) for one in judged.values())
    k, late = len(judged), places["late_only"]
    lower, upper = wilson(late, k)
    return Relegation(
        construct=construct,
        label=label,
        domain=None,
        n=sum(shows_place(study) for study in corpus.studies),
        k=k,
        late_only=late,
        share=late / k if k else None,
        lower=lower,
        upper=upper,
        set_out=places["set_out"],
        result=places["result"],
        elsewhere=places["elsewhere"],
        explicitness=_classes(judged.values()),
        sections=_sections(corpus, judged),
        position=_position(corpus, judged.values()),
        density=_density(corpus, judged.values(), words),
        lessons=sum(corpus.studies[study].is_lessons_paper for study in said),
        unsectioned=sum(_is_unsectioned(corpus.studies[study]) for study in said),
        codings=tuple(sorted(number for one in judged.values() for number in one.evidence)),
    )


def _is_unsectioned(study: Study) -> bool:
    return not (study.has_sections or study.is_lessons_paper)


def _in_order(counts: Mapping[str, int], order: Iterable[str]) -> Counts:
    return tuple((name, counts[name]) for name in order if counts.get(name))


def _classes(judged: Iterable[_Said]) -> Counts:
    return _in_order(Counter(explicitness_by(one.own) for one in judged), EXPLICITNESS)


def _sections(corpus: Corpus, judged: Said) -> Counts:
    pairs = {(corpus.segments[number].section, study) for study, one in judged.items() for number in one.evidence}
    return _in_order(Counter(section for section, _ in pairs), LABELS)


def _position(corpus: Corpus, judged: Iterable[_Said]) -> float | None:
    means = [sum(_at(corpus, number) for number in one.evidence) / len(one.evidence) for one in judged]
    return sum(means) / len(means) if means else None


def _at(corpus: Corpus, number: int) -> float:
    span = corpus.segments[number].coding.span
    return span.start / len(corpus.documents[span.version].text)


def _density(corpus: Corpus, judged: Iterable[_Said], words: Mapping[str, int]) -> tuple[tuple[str, float], ...]:
    """Sentences with evidence per 1,000 words, in all studies that are judged by section."""
    segments = [corpus.segments[number] for one in judged for number in one.evidence]
    coded = Counter(section for section, *_ in {(one.section, one.study, one.coding.span) for one in segments})
    return tuple(
        (name, 1000 * sum(coded[label] for label in labels) / all_words)
        for name, labels in GROUPS.items()
        if (all_words := sum(words.get(label, 0) for label in labels))
    )


def _words(corpus: Corpus) -> Mapping[str, int]:
    """Words by section label, in all studies that are judged by section."""
    words: Counter[str] = Counter()
    for study in corpus.studies:
        if shows_place(study):
            for label, count in study.words:
                words[label] += count
    return words


def _pairs(corpus: Corpus, specific: Iterable[Said], total: Relegation) -> Relegation:
    """All pairs of study and construct as one row; drawn again by study, whose pairs are not independent."""
    pairs = [
        (study, one, one.place(corpus))
        for said in specific
        for study, one in said.items()
        if shows_place(corpus.studies[study])
    ]
    counts = np.zeros((corpus.n, 2))
    for study, _, place in pairs:
        counts[study] += (place == "late_only", 1)

    def share(weights: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            late, every = (weights @ counts).T
            values: Floats = late / every
        return values

    lower, upper = bootstrap(share, corpus.n)
    found = Counter(place for _, _, place in pairs)
    return Relegation(
        construct=None,
        label=PAIRS,
        domain=None,
        n=total.n,
        k=len(pairs),
        late_only=found["late_only"],
        share=found["late_only"] / len(pairs) if pairs else None,
        lower=lower,
        upper=upper,
        set_out=found["set_out"],
        result=found["result"],
        elsewhere=found["elsewhere"],
        explicitness=_classes(one for _, one, _ in pairs),
        sections=(),
        codings=total.codings,
    )
