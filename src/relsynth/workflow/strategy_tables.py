"""Tables of what was done about partnering: strategies, and the barriers that they are reported against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.matching import NEARNESS, Answered, Role, answered, is_reported, is_strategy
from relsynth.synthesis.quotes import RULE, citations, key_quotes
from relsynth.synthesis.strategies import StrategyRow, strategies
from relsynth.workflow.evidence_tables import BETWEEN, named, numbers_of, quoted
from relsynth.workflow.findings import NOT_FOUND, NOT_REPORTED, NUMBERS
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import footing, load_corpus, searched_in

STRATEGY_COLUMNS = (
    *(
        "study",
        "year",
        "doi",
        "construct",
        "label",
        "actors",
        "action",
        "action_section",
        "target",
        "level",
        "function",
    ),
    *("temporality", "lifecycle", "dose", "determinant", "mechanism", "implementation_outcome", "service_outcome"),
    *("other_outcome", "direction", "sections", "codings"),
)
MATRIX_COLUMNS = ("construct", "label", "domain", "n", "k", "met", "unmet", "standing", "unmet_studies", "codings")
"""Behind them the barrier by strategy matrix has a column for each strategy, by the id of its construct."""
MATCH_COLUMNS = (
    *("construct", "label", "k", "strategy", "strategy_label", "against_k", "same_sentence", "same_paragraph"),
    *("same_construct", "elsewhere", "studies", "quotes", "strategy_quotes", "codings"),
)
UNMATCHED_COLUMNS = (
    *("construct", "label", "k", "unmet", "study", "year", "doi", "other_strategies", "met_elsewhere", "standing"),
    *("quotes", "codings"),
)

What = Literal["barriers", "facilitators"]
ROLES: Mapping[What, Role] = {"barriers": "barrier", "facilitators": "facilitator"}
REPORTED_HOW: Mapping[Role, str] = {"barrier": "against", "facilitator": "with"}
"""A strategy is reported against what hinders, and with what helps."""

SPECIFIED = (
    "Terms after Proctor, Powell & McMillen (2013), Implement Sci 8:139, as far as facets tell: actors and target (who "
    "relates to whom) as coded, action: a key quote, function: purpose, temporality: phase, dose: amount, determinant: "
    "barriers that the strategy is reported against, outcomes that the same segment or one nearby is tied to. Empty: "
    "not found, which is not to say that the study left it out; mechanism is for people to fill in."
)
TAKEN = (
    "A strategy is evidence with the role strategy, and not said to be lacking; unspecific mentions of partnering are "
    "left out: {}."
)
REPORTED = (
    "Reported against: told in the same sentence or paragraph, or acting on the same construct (or the strategy that "
    "the codebook pairs with it) in the same study; the nearest counts. A strategy elsewhere in the study is shown "
    "apart, and does not count. Told beside each other, not shown to have helped."
)


def strategies_table(project: Project) -> Table:
    """A row for each study and construct that it acts on, in the terms in which strategies are specified."""
    corpus = load_corpus(project)
    cited = citations(corpus)
    return Table(
        title="Partnering strategies, specified",
        columns=STRATEGY_COLUMNS,
        rows=tuple(_strategy_cells(corpus, cited, row) for row in strategies(corpus)),
        notes=(*footing(project, corpus), SPECIFIED, _taken(corpus), REPORTED, RULE, NUMBERS),
    )


def barrier_strategy_table(project: Project) -> Table:
    """A row for each reported barrier, a column for each strategy: in how many studies it is reported against it."""
    corpus = load_corpus(project)
    rows = answered(corpus, "barrier")
    found = {match.strategy for row in rows for match in row.matches}
    columns = tuple(code.id for code in corpus.codebook.constructs if code.id in found)
    cited, searched = citations(corpus), searched_in(project, corpus)
    least = project.thresholds.k_barrier
    return Table(
        title="Barriers by strategies",
        columns=(*MATRIX_COLUMNS, *columns),
        rows=tuple(
            _matrix_cells(corpus, cited, row, columns, least=least, absent=_absent(corpus, row, searched))
            for row in rows
        ),
        notes=(
            *footing(project, corpus),
            "k studies report the barrier; met: with a strategy against it, unmet: without. A cell counts studies; "
            f"0 where the strategy is reported beside the barrier in none. Unaddressed: k >= {least} and met = 0.",
            *_no_determinants(corpus, "barrier"),
            *(REPORTED, _taken(corpus), NUMBERS),
        ),
    )


def match_strategies(project: Project, what: What = "barriers", *, unmatched: bool = False) -> Table:
    """Barriers or facilitators with the strategies reported against them; or those against which none is reported.

    A row is a construct and a strategy; with ``unmatched`` a construct and a study that reports it and no strategy.

    Raises:
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    role = ROLES[what]
    corpus = load_corpus(project)
    rows = answered(corpus, role)
    cited, searched = citations(corpus), searched_in(project, corpus)
    title = f"{what.capitalize()} {'without' if unmatched else 'and'} strategies reported {REPORTED_HOW[role]} them"
    return Table(
        title=title,
        columns=UNMATCHED_COLUMNS if unmatched else MATCH_COLUMNS,
        rows=tuple(
            cells
            for row in rows
            for cells in (
                _unmatched_rows(corpus, cited, row, _absent(corpus, row, searched))
                if unmatched
                else _matched_rows(corpus, cited, row)
            )
        ),
        notes=(
            *(*footing(project, corpus), _totals(rows, role), *_no_determinants(corpus, role)),
            *(REPORTED, _taken(corpus), RULE, NUMBERS),
        ),
    )


def _strategy_cells(corpus: Corpus, cited: tuple[str, ...], row: StrategyRow) -> tuple[Cell, ...]:
    study = corpus.studies[row.study]
    return (
        *(cited[row.study], study.year, study.doi, row.construct, row.label, _listed(row.actors)),
        *(row.action.text, row.action.section),
        *map(_listed, (row.targets, row.levels, row.functions, row.phases, row.lifecycle, row.doses, row.determinants)),
        None,
        *map(_listed, (row.implementation_outcomes, row.service_outcomes, row.other_outcomes, row.directions)),
        *(_listed(row.sections), numbers_of(corpus, row.codings)),
    )


def _matrix_cells(
    corpus: Corpus, cited: tuple[str, ...], row: Answered, columns: tuple[str, ...], *, least: int, absent: str
) -> tuple[Cell, ...]:
    return (
        *(row.construct, row.label, row.domain, row.n, row.k, len(row.met), len(row.unmet)),
        _standing(row, least, absent),
        named(cited, row.unmet),
        numbers_of(corpus, row.codings),
        *(len(row.against.get(strategy, ())) for strategy in columns),
    )


def _matched_rows(corpus: Corpus, cited: tuple[str, ...], row: Answered) -> Iterator[tuple[Cell, ...]]:
    order = {code.id: turn for turn, code in enumerate(corpus.codebook.constructs)}
    found = row.against
    for strategy in sorted(found, key=lambda one: (-len(found[one]), order[one])):
        nearest = Counter(match.nearness for match in row.matches if match.strategy == strategy)
        told = [number for match in found[strategy] for number in match.codings]
        acts = [number for match in found[strategy] for number in match.acts]
        yield (
            *(row.construct, row.label, row.k, strategy, corpus.codebook.code(strategy).label, len(found[strategy])),
            *(nearest[nearness] for nearness in NEARNESS),
            named(cited, tuple(match.study for match in found[strategy])),
            *(quoted(key_quotes(corpus, told)), quoted(key_quotes(corpus, acts)), numbers_of(corpus, [*told, *acts])),
        )


def _unmatched_rows(corpus: Corpus, cited: tuple[str, ...], row: Answered, absent: str) -> Iterator[tuple[Cell, ...]]:
    for number in row.unmet:
        study = corpus.studies[number]
        told = [coding for coding in row.codings if corpus.segments[coding].study == number]
        others = sum(match.study == number for match in row.matches)
        yield (
            *(row.construct, row.label, row.k, len(row.unmet), cited[number], study.year, study.doi),
            *(others, len(row.met), f"strategy against it: {absent}"),
            *(quoted(key_quotes(corpus, told)), numbers_of(corpus, told)),
        )


def _absent(corpus: Corpus, row: Answered, searched: Collection[str]) -> str:
    """What a missing strategy may be called, as of gaps: "not reported" needs people's codings, and their search."""
    by_people = all(corpus.segments[number].coding.coder.kind == "person" for number in row.codings)
    return NOT_REPORTED if by_people and row.construct in searched else NOT_FOUND


def _standing(row: Answered, least: int, absent: str) -> str:
    if row.met:
        return "met in some studies" if row.unmet else "met in every study"
    flag = "unaddressed" if row.k >= least else f"unaddressed in fewer than {least} studies"
    return f"{flag}: {absent}"


def _taken(corpus: Corpus) -> str:
    left = sum(
        "strategy" in segment.coding.facet("role") and segment.coding.is_evidence and not is_strategy(corpus, segment)
        for segment in corpus.segments
    )
    return TAKEN.format(counted(left, "coding"))


def _no_determinants(corpus: Corpus, role: Role) -> tuple[str, ...]:
    """Which codes stand in the role and are left out, since they name nothing that a strategy could meet."""
    told = [one for one in corpus.segments if role in one.coding.facet("role") and one.coding.is_evidence]
    left = Counter(one.construct for one in told if not is_reported(corpus, one, role))
    if not left:
        return ()
    codes = ", ".join(f"{construct} ({count})" for construct, count in sorted(left.items()))
    return (
        f"Left out: {counted(left.total(), 'coding')} as {role}s of unspecific codes, of outcomes and links to them, "
        f"which are no determinants: {codes}.",
    )


def _totals(rows: tuple[Answered, ...], role: Role) -> str:
    pairs, met = sum(row.k for row in rows), sum(len(row.met) for row in rows)
    never = [row for row in rows if not row.met]
    return (
        f"{counted(len(rows), 'construct')} reported as {role}s, {counted(pairs, 'time')} over all studies: {met} with "
        f"a strategy reported {REPORTED_HOW[role]} them, {pairs - met} without; "
        f"{counted(len(never), 'construct')} without one in any study."
    )


def _listed(values: tuple[str, ...]) -> str | None:
    return BETWEEN.join(values) or None
