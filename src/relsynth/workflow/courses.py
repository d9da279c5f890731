"""How partnering goes over time: the course of a partnership, and of the literature on it."""

from __future__ import annotations

from relsynth.project import Project
from relsynth.synthesis import lifecycle as lifecycles
from relsynth.synthesis import trends as trending
from relsynth.synthesis.gaps import shows_place
from relsynth.workflow.findings import Finding, answer, counting, fields_of, require_facet, studied
from relsynth.workflow.listing import counted

CFIR_2022 = 2022
"""The year in which CFIR was updated and gave relations a place of their own: doi 10.1186/s13012-022-01245-0."""
LIFECYCLE_COLUMNS = (
    *("stage", "level", "n", "k", "lower", "upper", "barrier", "facilitator", "strategy", "constructs", "codings"),
)
TREND_COLUMNS = (*("period", "n", "explicit", "result", "passing", "none", "share", "lower", "upper", "codings"),)
ANY = "any"


def lifecycle(project: Project, *, code: str | None = None) -> Finding:
    """Tell which stages of a relation papers report (foster, grow, maintain, evaluate, end), and at which level.

    Raises:
        InputError: the codebook has no such code, or no facet that tells stages.
    """
    require_facet(project, lifecycles.STAGE)
    corpus = studied(project, code)
    title = "Lifecycle of relations, by level"
    table = answer(
        project,
        corpus,
        [fields_of(row, level=row.level or ANY) for row in lifecycles.lifecycle(corpus, code)],
        LIFECYCLE_COLUMNS,
        title=f"{title}: {project.codebook.code(code).label}" if code else title,
        notes=(
            *counting(project, code),
            "k: studies with evidence of the stage at the level. not_stated: studies with evidence of which a sentence "
            "does not tell it; a study may be in several rows. Most sentences tell no stage.",
        ),
    )
    return Finding(table=table)


def trends(project: Project, *, code: str | None = None, split: int = CFIR_2022) -> Finding:
    """Tell by year of publication how many papers set out to look at partnering, and how many mention it in passing.

    Args:
        split: a year; rows for all up to it and all after it follow the years.

    Raises:
        InputError: the codebook has no such code.
    """
    corpus = studied(project, code)
    left = sum(not shows_place(study) for study in corpus.studies)
    title = "Explicit and passing treatment, by year"
    table = answer(
        project,
        corpus,
        [
            fields_of(row, share=row.explicit / row.n if row.n else None)
            for row in trending.trends(corpus, code, split=split)
        ],
        TREND_COLUMNS,
        title=f"{title}: {project.codebook.code(code).label}" if code else title,
        notes=(
            *counting(project, code),
            "explicit: studies with partnering in title, keywords, aims or methods; result: in their results, and not "
            "there; passing: only elsewhere; none: nothing found by the coders. Plain partnering, which says nothing "
            "in particular, is left out unless it is asked for. lower, upper: 95 % Wilson interval of explicit / n.",
            f"{counted(left, 'study', 'studies')}, lessons papers or without sections that could be labelled, "
            f"{'is' if left == 1 else 'are'} left out of this table. A year with few studies says little.",
        ),
    )
    return Finding(table=table)
