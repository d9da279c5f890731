"""A query over a dataset: the project's own query language, made into a condition in SQL.

Fields, values and refusals are the core's (``synthesis.asking_fields``), and so is what a query means
(``synthesis.asking``): where it does not ask how a thing is said, it asks for evidence, and all that is asked has to
hold of one and the same coding. Words, characteristics of studies and numbers of codings are not in a dataset, and are
refused, not passed over. What is asked comes into statements as parameters alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any as Anything

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.datasets.duck import Dataset
from relsynth.datasets.index import HOW_EXPLICIT
from relsynth.datasets.schema import FACETS
from relsynth.query import All, Any, Field, Not, Query, QueryError, Words, leaves
from relsynth.synthesis.asking import asks_how_said, asks_of_codings
from relsynth.synthesis.asking_fields import (
    ANYTHING,
    ASSERTION,
    EVIDENCE,
    Values,
    as_compared,
    facets_of,
    is_like,
    wanted_years,
)
from relsynth.synthesis.corpus import Corpus

CODES = ("code", "construct", "domain")


class DatasetValues(Values):
    """What fields may ask for in a dataset; papers are looked up by ``Asking``, which need not read a million names."""

    def __init__(self, dataset: Dataset) -> None:
        """Know a dataset by its codebook; what it holds is looked up when it is asked for."""
        super().__init__(Corpus(codebook=dataset.codebook, studies=(), segments=(), documents={}, left_out=()))
        self._dataset = dataset

    def occurring(self, facet: str) -> Sequence[str]:
        """Values of a facet that any coding has, sorted."""
        found = self._dataset.rows(f"SELECT DISTINCT unnest({FACET_COLUMNS[facet]}) AS value FROM segments ORDER BY 1")
        return [value for (value,) in found]

    def coders(self) -> Sequence[str]:
        """Names of all coders, sorted."""
        return self._dataset.scope.coders

    def check(self, query: Query) -> None:
        """Refuse what there is not, and what a dataset does not hold.

        Raises:
            QueryError: says so, with the column.
        """
        for leaf in leaves(query):
            if isinstance(leaf, Words):
                raise QueryError(
                    "a dataset has coded sentences and no texts: words cannot be asked for", column=leaf.column
                )
            if leaf.name in CHARACTERISTICS or leaf.name == "coding":
                raise QueryError(f"a dataset does not hold {leaf.name!r}; a project does", column=leaf.column)
            if leaf.name in facets_of(self._dataset.codebook) and leaf.name not in FACET_COLUMNS:
                raise QueryError(f"a dataset has no column for the facet {leaf.name!r}", column=leaf.column)
        super().check(query)


_TURN = count()
FACET_COLUMNS: Mapping[str, str] = {name: name for name in FACETS}
"""Facet -> its column; only what stands here comes into a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a query found: codings, studies that have any, and those of them that have evidence among these."""

    segments: int
    studies: int
    by_evidence: int


@dataclass(slots=True)
class Asking:
    """A query that was asked; ``found`` is the table of the codings that are as it says, drawn from the index once.

    Raises:
        QueryError: it asks for what there is not.
    """

    dataset: Dataset
    query: Query
    values: Values = field(init=False)
    parameters: dict[str, Anything] = field(init=False, default_factory=dict)
    found: str = field(init=False)

    def __post_init__(self) -> None:
        self.values = DatasetValues(self.dataset)
        self.values.check(self.query)
        self.found = f"found_{next(_TURN)}"
        condition = f"{'true' if asks_how_said(self.query) else 'is_evidence'} AND {self._holds(self.query)}"
        self.rows(
            f"""
            CREATE TEMP TABLE {self.found} AS
            SELECT segments.rowid AS turn, n, paper, start, "end", code, is_evidence
            FROM segments JOIN studies USING (n) WHERE {condition}
            """
        )

    @property
    def is_of_places(self) -> bool:
        """Whether it asks for no coding, so that studies are found by where and what they are alone."""
        return not asks_of_codings(self.query)

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that it asks by."""
        return frozenset(leaf.name for leaf in leaves(self.query) if isinstance(leaf, Field))

    def count(self) -> Count:
        """How much there is of what was asked."""
        ((segments, studies, by_evidence),) = self.rows(
            f"SELECT count(*), count(DISTINCT n), count(DISTINCT n) FILTER (is_evidence) FROM {self.found}"
        )
        return Count(segments=segments, studies=studies, by_evidence=by_evidence)

    def studies(self, *, limit: int, offset: int) -> tuple[tuple[int, ...], int]:
        """A page of the studies that were found, and how many they are; by place where no coding is asked for."""
        among = f"{PLACES} WHERE {self._holds(self.query)}" if self.is_of_places else self.found
        found = f"SELECT DISTINCT n FROM {among}"
        ((many,),) = self.rows(f"SELECT count(*) FROM ({found})")
        page = self.rows(f"{found} ORDER BY n LIMIT {limit:d} OFFSET {offset:d}")
        return tuple(n for (n,) in page), many

    def rows(self, statement: str, more: Mapping[str, Anything] | None = None) -> list[Anything]:
        """Rows of a statement with the parameters that it names."""
        given = {**self.parameters, **(more or {})}
        return self.dataset.rows(statement, {name: value for name, value in given.items() if f"${name}" in statement})

    def _holds(self, query: Query) -> str:
        match query:
            case Not(part=part):
                return f"NOT {self._holds(part)}"
            case All(parts=parts):
                return f"({' AND '.join(map(self._holds, parts))})"
            case Any(parts=parts):
                return f"({' OR '.join(map(self._holds, parts))})"
            case Field():
                return f"coalesce({self._field(query)}, false)"
        raise QueryError("asks for words, which a dataset does not have")

    def _field(self, leaf: Field) -> str:
        if leaf.name == "year":
            holds = wanted_years(leaf)
            years = self.dataset.rows("SELECT DISTINCT year FROM studies")
            return f"list_contains({self._given([year for (year,) in years if holds(year)])}::INTEGER[], year)"
        if leaf.name == "paper":
            return f"paper IN (SELECT unnest({self._given(self._papers(leaf))}::INTEGER[]))"
        wanted = sorted(self.values.of(leaf))
        given = self._given(wanted)
        if leaf.name == "kind":
            return f"list_contains({given}::VARCHAR[], 'machine')"
        if leaf.name == "explicitness":
            told = f"SELECT n, construct FROM incidence WHERE list_contains({given}::VARCHAR[], {HOW_EXPLICIT})"
            return f"(n, construct) IN ({told})"
        if leaf.name in WHOLE:
            return WHOLE[leaf.name](given)
        return self._facet(leaf.name, wanted, given)

    def _facet(self, name: str, wanted: Collection[str], given: str) -> str:
        if name == ASSERTION and ANYTHING in wanted:
            return "true"
        holds = f"list_has_any({FACET_COLUMNS[name]}, {given}::VARCHAR[])"
        return f"({holds} OR is_evidence)" if name == ASSERTION and EVIDENCE in wanted else holds

    def _given(self, values: Sequence[Anything]) -> str:
        name = f"asked_{len(self.parameters):04d}"  # so that none is the beginning of another
        self.parameters[name] = list(values)
        return f"${name}"

    def _papers(self, leaf: Field) -> list[int]:
        """Papers that are called so: by file name, citation or title, whole with ``*``, or else in part."""
        found: set[int] = set()
        for value in leaf.values:
            said = as_compared(value)
            whole = {paper for paper, name in self._called(_like(said)) if is_like(name, said)}
            found |= whole or {paper for paper, name in self._called(f"%{_escaped(said)}%") if said in name}
        return sorted(found)

    def _called(self, like: str) -> Iterator[tuple[int, str]]:
        """Papers and what they are called, as it is compared: by a pattern of SQL, and all in letters beyond ASCII."""
        for column in ("name", "citation", "title"):
            for paper, name in self.dataset.rows(_CALLED.format(column=column), {"like": like}):
                yield paper, as_compared(name)


PLACES = """(
    SELECT n, paper, unnest(labels)::label AS section, studies.year AS year, false AS is_evidence
    FROM papers JOIN studies USING (study)
)"""
WHOLE: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(CODES, lambda given: f"list_contains({given}::code[], code)"),
    "section": lambda given: f"list_contains({given}::label[], section)",
    "coder": lambda given: f"list_contains({given}::VARCHAR[], coder)",
}
"""Fields of one value -> the condition that it is among those asked for."""

_CALLED = """
    SELECT paper, {column} FROM papers
    WHERE {column} <> '' AND (NOT regexp_full_match({column}, '[ -~]*')
        OR trim(regexp_replace(lower(replace({column}, '_', ' ')), ' +', ' ', 'g')) LIKE $like ESCAPE '\\')
"""


def _like(said: str) -> str:
    return "%".join(_escaped(piece) for piece in said.split("*"))


def _escaped(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
