"""Gaps: what no study carries, few carry, or is known in one way only.

A gap that rests on machine coding alone reads "not found by the machine" and is
never firm. It becomes "not reported" once a person has searched the top-ranked
sentences of exactly these papers for the code; it is firm when, beyond that, the
upper bound of the prevalence lies under the floor. Absence in text is not absence
in practice.

A kind whose facet, code or characteristic a corpus does not have is not judged (``not_judged`` says which).

Kinds, thresholds and guards are our own rules (docs/explanation/gaps.md).

Source:
    Reasons A to D: Robinson et al. (2011), J Clin Epidemiol 64:1325-1330.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from relsynth.codebook import LEVEL_FACET, Codebook, GapThresholds
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.determinants import evidence_by_construct
from relsynth.synthesis.evidence import LINKED, MEASURED, tabulate
from relsynth.synthesis.gaps import amounts, barriers, disputes, places, spread, studies, uses
from relsynth.synthesis.gaps.claims import KINDS, OF_STUDIES, REST, ROBINSON, WEIGHT, Axis, Gap, GapKind, Standing
from relsynth.synthesis.gaps.looks import CorpusLook, Look, look_at, shows_place
from relsynth.synthesis.gaps.places import late_odds
from relsynth.synthesis.matching import answered

__all__ = [
    "KINDS",
    "OF_STUDIES",
    "REST",
    "ROBINSON",
    "WEIGHT",
    "Axis",
    "Gap",
    "GapKind",
    "Standing",
    "find",
    "find_under",
    "late_odds",
    "not_judged",
    "relegated",
    "shows_place",
    "with_odds",
    "worst_first",
]

OF_CONSTRUCT: tuple[Callable[[Look], Iterator[Gap]], ...] = (
    amounts.absent,
    amounts.thin,
    places.relegated_only,
    uses.unmeasured,
    uses.unlinked,
    spread.one_level,
    spread.one_setting,
    disputes.contradictory,
    barriers.unaddressed_barrier,
)
"""Each kind of gap that a construct can have, in the order of docs/explanation/gaps.md."""


def find(
    corpus: Corpus,
    *,
    thresholds: GapThresholds,
    searched: Collection[str] = (),
    axes: tuple[Axis, ...] = (),
    odds: bool = True,
) -> tuple[Gap, ...]:
    """Every gap of the corpus, worst first; an unspecific code is nobody's gap.

    Args:
        searched: constructs whose top-ranked sentences a person has read in exactly
            these papers (guard c).
        axes: what studies were like (setting, income group, partners), where it is known.
        odds: whether the odds of late placement are told, which takes a bootstrap for each relegated construct.
    """
    (found,) = find_under(corpus, (thresholds,), searched=searched, axes=axes)
    return _with_odds(corpus, found) if odds else found


def find_under(
    corpus: Corpus,
    settings: Iterable[GapThresholds],
    *,
    searched: Collection[str] = (),
    axes: tuple[Axis, ...] = (),
) -> tuple[tuple[Gap, ...], ...]:
    """The gaps under each setting of the thresholds, without odds; what no threshold touches is looked up once."""
    looks, partnering = tuple(_looks(corpus, searched, axes)), studies.partnering_in(corpus)
    return tuple(_under(corpus, thresholds, looks, partnering) for thresholds in settings)


def not_judged(codebook: Codebook, *, axes: tuple[Axis, ...] = ()) -> tuple[tuple[GapKind, str], ...]:
    """Kinds that nothing here can be judged by, with what is missing."""
    facets, constructs = codebook.facets, {code.id for code in codebook.constructs}
    needed: tuple[tuple[GapKind, str, bool], ...] = (
        ("unmeasured", f"facet {MEASURED}", MEASURED in facets),
        ("unlinked", f"facet {LINKED}", LINKED in facets),
        ("one_level", f"facet {LEVEL_FACET}", LEVEL_FACET in facets),
        ("one_setting", "settings of studies", any(own for axis in axes for own in axis.values)),
        ("contradictory", "facet valence or role", bool({"valence", "role"} & {*facets})),
        ("unaddressed_barrier", "facet role", "role" in facets),
        ("goal_less", f"code {' or '.join(sorted(studies.GOALS))}", bool(studies.GOALS & constructs)),
        ("praise_only", f"code {studies.PRAISE}", studies.PRAISE in constructs),
    )
    return tuple((kind, what) for kind, what, is_there in needed if not is_there)


def worst_first(looks: Iterable[Look], of_studies: Iterable[Gap]) -> tuple[Gap, ...]:
    """Every gap of some constructs, and those of studies beside them, worst first; without odds."""
    found = [gap for look in looks for kind in OF_CONSTRUCT for gap in kind(look)]
    return tuple(sorted([*found, *of_studies], key=lambda gap: (-gap.severity, gap.construct)))


def _under(
    corpus: Corpus, thresholds: GapThresholds, looks: tuple[CorpusLook, ...], partnering: studies.Partnering
) -> tuple[Gap, ...]:
    axes = looks[0].axes if looks else ()
    directions = disputes.directions(corpus, thresholds=thresholds, axes=axes)
    set_so = (replace(look, thresholds=thresholds, directions=directions[look.row.construct]) for look in looks)
    goal_less = studies.goal_less(corpus, thresholds, partnering)
    return worst_first(set_so, (*goal_less, *studies.praise_only(corpus, thresholds, partnering)))


def _looks(corpus: Corpus, searched: Collection[str], axes: tuple[Axis, ...]) -> Iterator[CorpusLook]:
    behind = evidence_by_construct(corpus)
    barrier = {one.construct: one for one in answered(corpus, "barrier")}
    for row in tabulate(corpus):
        if not corpus.codebook.code(row.construct).unspecific:
            yield look_at(
                corpus,
                row,
                behind.get(row.construct, ()),
                searched=row.construct in searched,
                axes=axes,
                barrier=barrier.get(row.construct),
            )


def _with_odds(corpus: Corpus, found: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return with_odds(found, late_odds(corpus, relegated(found)))


def relegated(found: Iterable[Gap]) -> frozenset[str]:
    """Constructs whose odds of late placement are to be told."""
    return frozenset(gap.construct for gap in found if gap.kind == "relegated_only")


def with_odds(found: Iterable[Gap], odds: Mapping[str, tuple[float, float, float]]) -> tuple[Gap, ...]:
    """Gaps with the odds of late placement where they tell of it."""
    return tuple(
        replace(
            gap, odds_ratio=odds[gap.construct][0], odds_lower=odds[gap.construct][1], odds_upper=odds[gap.construct][2]
        )
        if gap.kind == "relegated_only"
        else gap
        for gap in found
    )
