"""Are relations left to the end of the paper? The table, the picture, and the verdict in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from relsynth.project import Project
from relsynth.reports.relegation_plot import Bar, relegation_plot
from relsynth.reports.tables import Table
from relsynth.synthesis import relegation as placing
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.gaps import shows_place
from relsynth.synthesis.profile import ProfileRow
from relsynth.synthesis.relegation import Relegation, Verdict
from relsynth.workflow.findings import Finding, answer, counting, fields_of, studied
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import provenance

CLAIM = 'The claim: papers relegate partnering to "lessons learned" and to what follows the results'
COLUMNS = (
    *("construct", "label", "n", "k", "late_only", "share", "lower", "upper", "set_out", "result", "elsewhere"),
    *("odds_ratio", "odds_lower", "odds_upper", "position", "density_front", "density_methods", "density_results"),
    *("density_late", "explicitness", "sections", "lessons", "unsectioned", "codings"),
)
SECTION_COLUMNS = ("section", "studies", "words", "sentences", "density", "lower", "upper")
READ = (
    "Of the k studies that have a construct, late_only have it in the discussion or behind it only; the others set out "
    "to look at it (title, keywords, aims, methods), report it as a result, or speak of it elsewhere, in passing.",
    "Intervals: Wilson for studies; bootstrap by study for pairs and for the odds of standing late against all other "
    "constructs (0.5 added to each cell), which are told where enough studies have it (k_rel). Position: 0 is the "
    "beginning of a paper, 1 its end. Density: coded sentences per 1,000 words; front is title, abstract, keywords, "
    "introduction and aims.",
)
LIMITS = (
    "What stands in a section that could not be labelled counts as not late. Machines find less of what is told as a "
    "story, and lessons are told so: the share that stands late is rather too low than too high.",
    "That a construct stands in methods or results shows that it was looked at, not how well.",
)


def relegation(project: Project, *, code: str | None = None) -> Finding:
    """Tell where papers speak of partnering, or of one construct, with the verdict on the claim in words.

    Without a code, a row for each construct and the picture; with one, its densities section by section.

    Raises:
        InputError: the codebook has no such code.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    corpus = studied(project, code)
    rows = placing.relegation(corpus, k_rel=project.thresholds.k_rel)
    if code is not None:
        return Finding(table=_by_section(project, corpus, code, rows))
    told = placing.verdict(rows, placing.sections_of(corpus), n_min=project.thresholds.n_min)
    return Finding(
        table=_table(project, corpus, rows, told),
        said=_said(told),
        picture=_picture(project, corpus, rows, told),
    )


def _said(told: Verdict) -> tuple[str, ...]:
    return (f"{CLAIM}: {told.judgement} by what was coded here.", *(f"{reading}." for reading in told.readings))


def _left(corpus: Corpus) -> str:
    lessons = sum(study.is_lessons_paper for study in corpus.studies)
    bare = sum(not (shows_place(study) or study.is_lessons_paper) for study in corpus.studies)
    are = "is" if lessons + bare == 1 else "are"
    return (
        f"{counted(lessons, 'lessons paper')} and {counted(bare, 'study', 'studies')} without a section that could be "
        f"labelled {are} in no n and k here; the columns lessons and unsectioned say how many of them have a construct."
    )


def _table(project: Project, corpus: Corpus, rows: Sequence[Relegation], told: Verdict) -> Table:
    return answer(
        project,
        corpus,
        [_told(row) for row in rows],
        COLUMNS,
        title="Where papers speak of partnering",
        notes=(*_said(told), _strict(corpus, rows), *READ, *LIMITS, _left(corpus)),
    )


def _told(row: Relegation) -> dict[str, object]:
    """A row with its densities as columns; sections that no paper has have none."""
    densities = dict(row.density)
    return fields_of(row, **{f"density_{group}": densities.get(group) for group in placing.GROUPS})


def _strict(corpus: Corpus, rows: Sequence[Relegation]) -> str:
    """How much rests on sections without a label."""
    total = next(row for row in rows if row.label == placing.EVERYTHING)
    coded = {(one.coding.span, one.section) for one in (corpus.segments[number] for number in total.codings)}
    other = sum(section == "other" for _, section in coded)
    share = 100 * other / len(coded) if coded else 0.0
    return f"{other} of {len(coded)} coded sentences, {share:.0f} %, stand in sections without a label."


def _by_section(project: Project, corpus: Corpus, construct: str, rows: Sequence[Relegation]) -> Table:
    own = next(row for row in rows if row.construct == construct)
    sections: tuple[ProfileRow, ...] = placing.sections_of(corpus, construct)
    return answer(
        project,
        corpus,
        map(fields_of, sections),
        SECTION_COLUMNS,
        title=f"Where papers speak of {own.label} ({construct})",
        notes=(_one(own), *counting(project, construct), READ[1], *LIMITS, _left(corpus)),
    )


def _one(row: Relegation) -> str:
    if not row.k:
        return f"None of {counted(row.n, 'study', 'studies')} that are judged by section has it."
    odds = (
        "no odds can be told"
        if math.isnan(row.odds_lower)
        else f"odds of standing late {row.odds_ratio:.2f} (95 % interval {row.odds_lower:.2f} to {row.odds_upper:.2f})"
    )
    return (
        f"Of {counted(row.k, 'study', 'studies')} that have it, {row.late_only} have it in the discussion or behind it "
        f"only ({100 * row.late_only / row.k:.0f} %, 95 % interval {100 * row.lower:.0f} to {100 * row.upper:.0f}), "
        f"{row.set_out} set out to look at it, {row.result} report it as a result, {row.elsewhere} speak of it in "
        f"passing; {odds} against all other constructs."
    )


def _picture(project: Project, corpus: Corpus, rows: Sequence[Relegation], told: Verdict) -> str:
    totals, singles = [row for row in rows if not row.construct], [row for row in rows if row.construct]
    unseen = sum(not row.k for row in singles)
    least = project.thresholds.k_rel
    ordered = sorted(singles, key=lambda row: (row.k < least, -(row.share or 0.0), -row.k, row.label))
    notes = (
        f"Odds are told of constructs that {least} studies or more have; the others stand last. A hollow point has no "
        f"interval. Not drawn: {counted(unseen, 'construct')} not found in these studies. {_left(corpus)}",
        LIMITS[0],
        f"{corpus.statement} {provenance(project, corpus)}",
    )
    return relegation_plot(
        [_bar(row) for row in (*totals, *ordered)],
        title="Do papers leave partnering to the end?",
        said=_said(told),
        notes=notes,
    )


def _bar(row: Relegation) -> Bar:
    return Bar(
        label=row.label,
        set_out=row.set_out,
        result=row.result,
        elsewhere=row.elsewhere,
        late_only=row.late_only,
        odds_ratio=row.odds_ratio,
        odds_lower=row.odds_lower,
        odds_upper=row.odds_upper,
        is_total=row.construct is None,
    )
