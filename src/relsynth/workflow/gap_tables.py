"""Gaps as tables: every gap with what it rests on, and what becomes of it under other thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan

from relsynth.codebook import Codebook, GapThresholds
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import tabulate
from relsynth.synthesis.gaps import OF_STUDIES, Axis, Gap, GapKind, disputes, not_judged, shows_place
from relsynth.synthesis.gaps.instruments import instruments_for
from relsynth.synthesis.gaps.sensitivity import FACTOR, Held
from relsynth.synthesis.prevalence import UNKNOWN
from relsynth.workflow.corrections import Corrections, corrections
from relsynth.workflow.listing import counted

GAP_COLUMNS = (
    *("construct", "label", "domain", "kind", "standing", "n", "k", "value", "lower", "upper", "threshold"),
    *("robinson", "underpowered", "severity", "odds_ratio", "odds_lower", "odds_upper"),
    *("axis", "counts", "hill", "detail", "corrected", "corrected_lower", "corrected_upper", "correction"),
    *("studies", "codings"),
)
INSTRUMENTS = "instruments"
SENSITIVITY_COLUMNS = ("construct", "label", "kind", "axis", "tight", "default", "loose", "holds")

NAMED_STUDIES: frozenset[GapKind] = OF_STUDIES | {"unaddressed_barrier"}
SORTED = "Severity is a key to sort by, not a finding. A gap is firm only after a person has searched for it."
WORDS = (
    "'Not found by the machine': nobody but the machine has looked. 'Not reported': a person has, in exactly these "
    "papers. A gap of the kind 'absent' may be either; that something was lacking in practice is evidence, and no gap."
)
FACETS = (
    "What a facet or a characteristic says is the machine's where no person coded it: that no measure or link "
    "was found does not show that there is none in the paper."
)
NEARNESS = (
    "Unaddressed: no strategy in the barrier's sentence or paragraph, on the same construct, or on one that the "
    "codebook pairs with it, in the same study. Reported together is not used against."
)
SETTINGS = (
    f"Tight thresholds leave gaps 1/{FACTOR:g} of the room of the default, loose ones {FACTOR:g} times; studies needed "
    f"before anything is judged are {FACTOR:g} times and 1/{FACTOR:g} of the default. Cells are the "
    "share; empty: not called."
)


def gaps_table(
    project: Project,
    corpus: Corpus,
    found: Sequence[Gap],
    notes: tuple[str, ...],
    *,
    axes: tuple[Axis, ...],
    instruments: bool = False,
) -> Table:
    """Gaps, in their order, with the corrected prevalence of their constructs and what is behind them.

    Args:
        instruments: whether the codebook's instruments for what is unmeasured are named in a column more.
    """
    known = corrections(project, tabulate(corpus))
    return Table(
        title="Gaps",
        columns=(*GAP_COLUMNS, *((INSTRUMENTS,) if instruments else ())),
        rows=tuple(_cells(corpus, gap, known, instruments=instruments) for gap in found),
        notes=(*notes, *guards(project, corpus, axes), *known.notes, SORTED),
    )


def sensitivity_table(held: Iterable[Held], notes: tuple[str, ...]) -> Table:
    """Each gap under tight, default and loose thresholds."""
    return Table(
        title="Gaps under other thresholds",
        columns=SENSITIVITY_COLUMNS,
        rows=tuple(tuple(getattr(one, column) for column in SENSITIVITY_COLUMNS) for one in held),
        notes=(*notes, SETTINGS),
    )


def guards(project: Project, corpus: Corpus, axes: tuple[Axis, ...]) -> tuple[str, ...]:
    """What has to be known to read gaps: words, thresholds, what was left out or not judged."""
    thresholds = project.thresholds
    return guards_of(
        corpus.codebook,
        thresholds,
        disputes.parted(disputes.directions(corpus, thresholds=thresholds, axes=axes)),
        lessons=sum(study.is_lessons_paper for study in corpus.studies),
        unsectioned=sum(not shows_place(study) and not study.is_lessons_paper for study in corpus.studies),
        abstracts=dict(corpus.left_out).get("abstract only", 0),
        axes=axes,
    )


def guards_of(
    codebook: Codebook,
    thresholds: GapThresholds,
    parted: Iterable[disputes.Parted],
    *,
    lessons: int,
    unsectioned: int,
    abstracts: int,
    axes: tuple[Axis, ...] = (),
) -> tuple[str, ...]:
    """What has to be known to read gaps, of studies that are counted already; ``abstracts`` are papers."""
    missing = [f"{kind} (no {what})" for kind, what in not_judged(codebook, axes=axes)]
    apart = [f"{one.construct} ({one.positive} for, {one.negative} against; by {one.by})" for one in parted]
    return (
        WORDS,
        FACETS,
        NEARNESS,
        f"Left out of relegated_only and goal_less: {counted(lessons, 'lessons paper')}, and "
        f"{counted(unsectioned, 'study', 'studies')} without a section that could be labelled.",
        f"Abstracts alone can be neither relegated nor unmeasured: {abstracts} left out of every n.",
        f"Thresholds: {', '.join(f'{name} {value:g}' for name, value in thresholds.model_dump().items())}.",
        *((f"Not judged: {'; '.join(missing)}.",) if missing else ()),
        *((f"Opposite directions that something parts, and so no gap: {'; '.join(apart)}.",) if apart else ()),
    )


def _cells(corpus: Corpus, gap: Gap, known: Corrections, *, instruments: bool) -> tuple[Cell, ...]:
    correction = known.by_construct.get(gap.construct)
    prevalence = correction.prevalence if correction else UNKNOWN
    cells: dict[str, Cell] = {
        "standing": gap.claim,
        "counts": dict(gap.counts) or None,
        "detail": gap.detail or None,
        "corrected": _known(prevalence.value),
        "corrected_lower": _known(prevalence.lower),
        "corrected_upper": _known(prevalence.upper),
        "correction": correction.basis if correction else None,
        "studies": _citations(corpus, gap),
        "codings": None if gap.kind in OF_STUDIES else numbers_of(corpus, gap.codings),
        INSTRUMENTS: "; ".join(suggested(corpus, gap)) or None,
    }
    columns = (*GAP_COLUMNS, *((INSTRUMENTS,) if instruments else ()))
    return tuple(cells[column] if column in cells else getattr(gap, column) for column in columns)


def _known(figure: float) -> float | None:
    """A figure, or None where it is undefined."""
    return None if isnan(figure) else figure


def suggested(corpus: Corpus, gap: Gap) -> tuple[str, ...]:
    """The codebook's instruments for a construct that hardly any study measures; none for other gaps."""
    return instruments_for(corpus.codebook, gap.construct) if gap.kind == "unmeasured" else ()


def _citations(corpus: Corpus, gap: Gap) -> str | None:
    if gap.kind not in NAMED_STUDIES:
        return None
    return "; ".join(sorted(corpus.studies[study].citation for study in gap.studies)) or None


def numbers_of(corpus: Corpus, codings: Iterable[int]) -> str | None:
    """Numbers of the codings behind a gap in the project, or their places where they have none."""
    made = (corpus.segments[number].coding for number in codings)
    return (
        " ".join(
            str(one.number) if one.number is not None else f"{one.span.version}:{one.span.start}-{one.span.end}"
            for one in made
        )
        or None
    )
