"""Whether constructs help or hinder, and what explains that studies disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import groupby

from relsynth.characteristics import FIELDS
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.valence import ALL, ValenceRow, explains
from relsynth.synthesis.valence import valence as rows_of
from relsynth.workflow.evidence_tables import RATING, numbers_of
from relsynth.workflow.findings import NUMBERS, counting, strata, studied
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import footing

COLUMNS = tuple(field.name for field in fields(ValenceRow))


def valence(project: Project, *, code: str | None = None, stratify: Sequence[str] = ()) -> Table:
    """How many studies say that a construct helps, hinders, or both; for all studies and by stratum.

    Args:
        code: a construct, or a part of one, which is then counted alone; where it is not given, every construct that a
            study reports.
        stratify: facets of codings (``level``, ``phase``) and characteristics of studies (``setting``, ``country``).

    Raises:
        InputError: there is no such code, facet or characteristic.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    facets = [name for name in stratify if name not in FIELDS]
    if unknown := [name for name in facets if name not in project.codebook.facets]:
        raise InputError(
            f"cannot stratify by {unknown[0]!r}; there are the facets {', '.join(project.codebook.facets)}, and the "
            f"characteristics {', '.join(FIELDS)}"
        )
    corpus = studied(project, code)
    of = [strata(project, corpus, name) for name in stratify if name in FIELDS]
    found = rows_of(
        corpus,
        {code} if code else {one.id for one in corpus.codebook.constructs},
        facets=facets,
        kinds={one.field: one.kinds for one in of},
        thresholds=project.thresholds,
    )
    kept = found if code else tuple(row for row in found if row.k)
    return Table(
        title=f"Valence of {corpus.codebook.code(code).label}" if code else "Valence of constructs",
        columns=COLUMNS,
        rows=tuple(_cells(corpus, row) for row in kept),
        notes=(
            *counting(project, code),
            *_answers(kept, stratify),
            *footing(project, corpus),
            _rule(project),
            RATING,
            *(one.note for one in of),
            NUMBERS,
        ),
    )


def _cells(corpus: Corpus, row: ValenceRow) -> tuple[Cell, ...]:
    return (*(getattr(row, column) for column in COLUMNS[:-1]), numbers_of(corpus, row.codings))


def _answers(rows: Iterable[ValenceRow], stratify: Iterable[str]) -> Iterable[str]:
    """For each construct on which studies disagree, whether a stratification explains it, in words."""
    for construct, of in groupby(rows, key=lambda row: row.construct):
        own = tuple(of)
        for name in stratify:
            verdict = explains(row for row in own if row.by in (ALL, name))
            if verdict != "nothing to explain":
                yield f"{construct}: studies disagree. By {name.replace('_', ' ')}: {verdict}."
        if (whole := own[0]).verdict == "contradictory" and whole.by_lack:
            yield (
                f"{construct}: of {counted(whole.negative, 'study', 'studies')} that say it hinders, {whole.by_lack} "
                "with nothing but its lack, which does not contradict those that say it helps."
            )


def _rule(project: Project) -> str:
    limits = project.thresholds
    return (
        "A study counts once, by its net rating there. against: share of the smaller side among studies that take one. "
        "by_lack: of negative, studies in which nothing but its lack hinders. "
        f"Contradictory: against >= {limits.tau_contra:g} with {limits.k_contra} or more such studies. A "
        "stratification explains it where two strata or more have so many, none of these is contradictory, and they "
        "lean to different sides: a pattern in what is reported, no cause."
    )
