"""Findings to be appraised: a construct in a role, and what bears on how far it can be trusted.

A finding is as small as the coding lets it be: "trust, as a barrier". What is gathered for each prepares a judgement by
GRADE-CERQual on its four components, and makes none.

Source:
    Components and what they ask: Lewin et al. (2018), Implement Sci 13(Suppl 1):2, doi 10.1186/s13012-017-0688-3. A
    rich study has a segment with an instance (docs/explanation/gaps.md, thin).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.determinants import evidence_by_construct, studies_in
from relsynth.synthesis.quotes import Quote, key_quotes
from relsynth.synthesis.statistics import wilson

ROLES = ("barrier", "facilitator", "strategy", "goal", "outcome")
"""Roles in which something is found of a construct; a mere mention is no finding."""
OPPOSITE = {"barrier": "facilitator", "facilitator": "barrier"}
SENTENCES = 2  # of evidence, that make a study rich by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A construct in a role, with the studies that report it, as indexes in the corpus, ascending.

    ``rich`` studies have two sentences or more, an amount, or a participant's words; ``segments`` is the median of
    segments in a study. ``opposed`` other studies say the opposite only, ``torn`` studies say both; ``late_only``
    studies say it behind the results only; ``lessons`` studies are lessons papers. ``codings`` are its segments.
    """

    construct: str
    label: str
    domain: str
    role: str
    n: int
    studies: tuple[int, ...]
    lower: float
    upper: float
    segments: float
    rich: tuple[int, ...]
    opposed: tuple[int, ...]
    torn: tuple[int, ...]
    late_only: tuple[int, ...]
    lessons: tuple[int, ...]
    levels: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]
    codings: tuple[int, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """What speaks against the finding, or for caution, in words."""
        told = (
            (len(self.studies) == 1, "one study"),
            (bool(self.opposed), f"other studies say the opposite: {len(self.opposed)}"),
            (bool(self.torn), f"says both: {len(self.torn)}"),
            (bool(self.late_only), f"behind the results only: {len(self.late_only)}"),
            (bool(self.lessons), f"lessons papers: {len(self.lessons)}"),
            (not self.rich, "no rich study"),
            (len(self.studies) > 1 and len(self.levels) == 1, "one level only"),
        )
        return tuple(words for holds, words in told if holds)


def findings(corpus: Corpus, *, roles: Iterable[str] = ROLES) -> tuple[Finding, ...]:
    """Return every finding that a study has, as in the codebook, then by role; none of unspecific codes."""
    behind = evidence_by_construct(corpus)
    return tuple(
        _finding(corpus, code.id, role, in_role, behind[code.id])
        for code in corpus.codebook.constructs
        if code.id in behind and not code.unspecific
        for role in roles
        if (in_role := [n for n in behind[code.id] if role in corpus.segments[n].coding.facet("role")])
    )


def _finding(corpus: Corpus, construct: str, role: str, numbers: list[int], every: list[int]) -> Finding:
    own = [corpus.segments[number] for number in numbers]
    by_study: dict[int, list[Segment]] = defaultdict(list)
    for segment in own:
        by_study[segment.study].append(segment)
    against = studies_in(
        corpus.segments[n] for n in every if OPPOSITE.get(role) in corpus.segments[n].coding.facet("role")
    )
    lower, upper = wilson(len(by_study), corpus.n)
    code = corpus.codebook.code(construct)
    placed = {study for study in by_study if corpus.studies[study].has_sections}
    lessons = {study for study in by_study if corpus.studies[study].is_lessons_paper}
    late = {study for study, said in by_study.items() if all(segment.is_late for segment in said)}
    return Finding(
        construct=construct,
        label=code.label,
        domain=code.domain,
        role=role,
        n=corpus.n,
        studies=tuple(sorted(by_study)),
        lower=lower,
        upper=upper,
        segments=float(median(len(said) for said in by_study.values())),
        rich=tuple(sorted(study for study, said in by_study.items() if _is_rich(corpus, said))),
        opposed=tuple(sorted(against - by_study.keys())),
        torn=tuple(sorted(against & by_study.keys())),
        late_only=tuple(sorted(late & placed - lessons)),
        lessons=tuple(sorted(lessons)),
        levels=_levels(corpus, own),
        quotes=key_quotes(corpus, numbers),
        codings=tuple(numbers),
    )


def _is_rich(corpus: Corpus, segments: list[Segment]) -> bool:
    return len({segment.coding.span for segment in segments}) >= SENTENCES or any(
        segment.coding.facet("amount") or _is_spoken(corpus, segment) for segment in segments
    )


def _is_spoken(corpus: Corpus, segment: Segment) -> bool:
    span = segment.coding.span
    return corpus.documents[span.version].is_spoken(span.start, span.end)


def _levels(corpus: Corpus, segments: list[Segment]) -> tuple[tuple[str, int], ...]:
    pairs = {(level, segment.study) for segment in segments for level in segment.coding.facet("level")}
    counts = Counter(level for level, _ in pairs)
    order = corpus.codebook.facets["level"].values
    return tuple((level, counts[level]) for level in order if counts[level])
