"""Strategies: what somebody did about partnering, study by study, specified as far as the coding tells.

The terms are those in which implementation strategies are named and specified: actor, action, target, temporality,
dose, outcome and justification; function, determinant addressed and service outcome as later tables add them. What no
facet tells stays empty: it was not found, which is not to say that the study left it out.

Source:
    Proctor, Powell & McMillen (2013), Implement Sci 8:139, doi 10.1186/1748-5908-8-139; outcomes after Proctor et al.
    (2011), Adm Policy Ment Health 38:65-76; columns as in the tables of Bunger et al. (2024).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.matching import AGAINST, is_strategy, matches
from relsynth.synthesis.quotes import Quote, key_quotes

UNTOLD = frozenset({"not_stated", "none", "unnamed"})
"""Values of facets that say that nothing is said."""

SERVICE = frozenset({"service_access_quality", "equity_outcome", "effectiveness_client"})
"""Values of ``linked_outcome`` that are outcomes for services and clients; after Proctor et al. (2011)."""
OTHER = frozenset({"partnership_outcome_only", "stated_goal"})
"""Those that are neither; all the rest are outcomes of implementation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyRow:
    """A construct that a study acts on; ``study`` is an index in the corpus, and ``action`` its best quote.

    ``determinants`` are constructs that are barriers in the same sentence or paragraph, or the same construct as a
    barrier elsewhere in the study. Everything else holds values of facets, in the order in which the paper has them.
    """

    study: int
    construct: str
    label: str
    domain: str
    actors: tuple[str, ...]
    action: Quote
    targets: tuple[str, ...]
    levels: tuple[str, ...]
    functions: tuple[str, ...]
    phases: tuple[str, ...]
    lifecycle: tuple[str, ...]
    doses: tuple[str, ...]
    determinants: tuple[str, ...]
    implementation_outcomes: tuple[str, ...]
    service_outcomes: tuple[str, ...]
    other_outcomes: tuple[str, ...]
    directions: tuple[str, ...]
    sections: tuple[str, ...]
    codings: tuple[int, ...]


def strategies(corpus: Corpus) -> tuple[StrategyRow, ...]:
    """Return a row for each study and construct that it acts on: by study, then in the order of the codebook."""
    behind: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        if is_strategy(corpus, segment):
            behind[segment.study, segment.construct].append(number)
    order = {code.id: turn for turn, code in enumerate(corpus.codebook.constructs)}
    against: dict[tuple[int, str], list[str]] = defaultdict(list)
    for match in matches(corpus, "barrier"):
        if match.nearness in AGAINST:
            against[match.study, match.strategy].append(match.construct)
    keys = sorted(behind, key=lambda key: (key[0], order[key[1]]))
    return tuple(_row(corpus, key, behind[key], against[key]) for key in keys)


def _row(corpus: Corpus, key: tuple[int, str], numbers: list[int], determinants: Iterable[str]) -> StrategyRow:
    study, construct = key
    numbers.sort(key=lambda number: (corpus.segments[number].coding.span.version, corpus.segments[number].coding.span))
    code = corpus.codebook.code(construct)
    outcomes = _values(corpus, numbers, "linked_outcome")
    (action,) = key_quotes(corpus, numbers, most=1)
    return StrategyRow(
        study=study,
        construct=construct,
        label=code.label,
        domain=code.domain,
        actors=_values(corpus, numbers, "actor"),
        action=action,
        targets=_values(corpus, numbers, "dyad"),
        levels=_values(corpus, numbers, "level"),
        functions=_values(corpus, numbers, "purpose"),
        phases=_values(corpus, numbers, "phase"),
        lifecycle=_values(corpus, numbers, "lifecycle"),
        doses=_values(corpus, numbers, "amount"),
        determinants=tuple(determinants),
        implementation_outcomes=tuple(one for one in outcomes if one not in SERVICE | OTHER),
        service_outcomes=tuple(one for one in outcomes if one in SERVICE),
        other_outcomes=tuple(one for one in outcomes if one in OTHER),
        directions=_values(corpus, numbers, "direction"),
        sections=tuple(dict.fromkeys(corpus.segments[number].section for number in numbers)),
        codings=tuple(numbers),
    )


def _values(corpus: Corpus, numbers: Iterable[int], facet: str) -> tuple[str, ...]:
    said = (value for number in numbers for value in corpus.segments[number].coding.facet(facet))
    return tuple(dict.fromkeys(value for value in said if value not in UNTOLD))
