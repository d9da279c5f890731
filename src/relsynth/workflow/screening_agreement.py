"""How far coders agree at a stage, on the reports that two or more of them decided blind to each other.

Agreement is measured on what each said alone (``screening.independent``), never on what they came to afterwards. Two
verdicts agree where the table of outcomes has no conflict for them: by title and abstract a doubt is as good as an
inclusion, for either way the full text is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from relsynth.agreement import Agreement, Figure, Ratings, agreement
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Stage, Verdict
from relsynth.screening.independent import independent
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.screening_outcomes import Said, state_of, works_of
from relsynth.workflow.screening_shown import STAGE_NAMES
from relsynth.workflow.screening_stage import reports_at, standing_of

COUNTS_AS: Mapping[Stage, Mapping[Verdict, Verdict]] = {
    "title_abstract": {"include": "include", "exclude": "exclude", "maybe": "include"},
    "full_text": {"include": "include", "exclude": "exclude", "maybe": "maybe"},
}
"""What a verdict is to agreement: as in ``decisions.AGREED``."""
CATEGORIES: Mapping[Stage, tuple[Verdict, ...]] = {
    "title_abstract": ("include", "exclude"),
    "full_text": ("include", "maybe", "exclude"),
}
"""What verdicts there are to agree by; chance depends on how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """Two coders on the reports that both decided: ``agreed`` of ``reports``, and every measure with its interval.

    ``other_reasons`` of the reports that both exclude are excluded for another reason by each.
    """

    first: str
    second: str
    reports: int
    agreed: int
    figures: tuple[Figure, ...]
    other_reasons: int = 0

    def __str__(self) -> str:
        share = f"{100 * self.agreed / self.reports:.0f} %" if self.reports else "-"
        told = f"{self.first} and {self.second}: {self.agreed} of {counted(self.reports, 'report')} ({share})"
        told += f"; {self.other_reasons} excluded for two reasons" if self.other_reasons else ""
        return "\n".join([told, *(f"    {figure}" for figure in self.figures)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A report of which coders, each alone, did not say the same."""

    report: str
    citation: str
    title: str | None
    said: tuple[Said, ...]

    def __str__(self) -> str:
        told = "; ".join(map(str, self.said))
        return f"{self.report}  {self.citation}  {self.title or 'untitled'}  [{told}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAgreement:
    """How far coders agree at a stage; ``reports`` were decided by two or more of them.

    ``figures`` are of all coders together, also where they read different reports.
    """

    stage: Stage
    coders: tuple[str, ...]
    reports: int
    figures: tuple[Figure, ...]
    pairs: tuple[PairAgreement, ...]
    disagreements: tuple[Disagreement, ...]

    def __str__(self) -> str:
        at = STAGE_NAMES[self.stage]
        if not self.reports:
            return f"No report was decided by two coders at {at}, so there is no agreement to be told."
        told = f"{counted(self.reports, 'report')} decided by two or more of {len(self.coders)} coders"
        lines = [f"Agreement at {at}: {told}", *(f"  {pair}" for pair in self.pairs)]
        if len(self.pairs) > 1:
            lines += ["  All coders:", *(f"    {figure}" for figure in self.figures)]
        return "\n".join([*lines, *listing("They differ on", self.disagreements)])


def screening_agreement(project: Project, stage: Stage) -> ScreeningAgreement:
    """Tell how far coders agree at a stage, pair by pair, and list the reports on which they do not."""
    reports = reports_at(project, stage)
    standing = standing_of(project, stage, reports.report_of)
    alone = {report: independent(standing.decisions(report)) for report in reports.members}
    twice = {report: given for report, given in alone.items() if len(given) > 1}
    ratings = ratings_of(twice, stage)
    differing = [report for report, given in twice.items() if _differ(given, stage)]
    states = (state_of(one, reports.members[one], twice[one], wanted=len(twice[one])) for one in differing)
    works = works_of(project, states)
    return ScreeningAgreement(
        stage=stage,
        coders=tuple(ratings),
        reports=len(twice),
        figures=_measured(ratings, stage).figures if twice else (),
        pairs=tuple(_pairs(twice, ratings, stage)),
        disagreements=tuple(
            Disagreement(
                report=report,
                citation=works[report].short_citation,
                title=works[report].title,
                said=tuple(map(Said.of, twice[report])),
            )
            for report in differing
        ),
    )


def ratings_of(alone: Mapping[str, Iterable[Decision]], stage: Stage) -> dict[str, tuple[Verdict | None, ...]]:
    """Coder, by name -> one verdict for each report, as ``COUNTS_AS``; None where the coder did not decide it."""
    given = [{one.coder: COUNTS_AS[stage][one.verdict] for one in decisions} for decisions in alone.values()]
    coders = sorted({coder for said in given for coder in said})
    return {coder: tuple(said.get(coder) for said in given) for coder in coders}


def _measured(ratings: Mapping[str, Sequence[Verdict | None]], stage: Stage) -> Agreement:
    """Every measure of some coders' verdicts; positive are inclusions."""
    rows = tuple(zip(*ratings.values(), strict=True))
    table = Ratings(coders=tuple(ratings), categories=CATEGORIES[stage], rows=rows)
    return agreement(table, positive="include")


def _pairs(
    alone: Mapping[str, Iterable[Decision]], ratings: Mapping[str, Sequence[Verdict | None]], stage: Stage
) -> Iterator[PairAgreement]:
    """Every two coders who have a report in common."""
    for first, second in combinations(ratings, 2):
        both = [(a, b) for a, b in zip(ratings[first], ratings[second], strict=True) if a and b]
        if both:
            yield PairAgreement(
                first=first,
                second=second,
                reports=len(both),
                agreed=sum(a == b for a, b in both),
                figures=_measured({first: [a for a, _ in both], second: [b for _, b in both]}, stage).figures,
                other_reasons=sum(_other_reasons(given, first, second) for given in alone.values()),
            )


def _differ(given: Iterable[Decision], stage: Stage) -> bool:
    decisions = tuple(given)
    if len({COUNTS_AS[stage][one.verdict] for one in decisions}) > 1:
        return True
    coders = [one.coder for one in decisions]
    return stage == "full_text" and any(_other_reasons(decisions, a, b) for a, b in combinations(coders, 2))


def _other_reasons(given: Iterable[Decision], first: str, second: str) -> bool:
    """Whether two coders exclude a report, each for a reason of their own."""
    named = {one.coder: one.criterion for one in given if one.verdict == "exclude" and one.criterion}
    return first in named and second in named and named[first] != named[second]
