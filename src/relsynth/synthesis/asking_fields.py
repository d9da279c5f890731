"""The fields of a query: what each asks for, the values that it may have, and what is refused with what is nearest.

Letters may be large or small, a ``*`` stands for any letters, and ``_`` for a blank. A code asks for those below it
too. A facet is a field by its own name; so is a characteristic of studies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.characteristics import allowed, canonical
from relsynth.codebook import Codebook
from relsynth.documents import LABELS, LATE_LABELS, UNCODED_LABELS
from relsynth.query import All, Any, Field, Not, Query, QueryError, Words, all_of, any_of, leaves
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import EXPLICITNESS

ASSERTION, EVIDENCE, ANYTHING = "assertion", "evidence", "any"
ALIASES: Mapping[str, str] = {"explicit": "explicitness", "income": "income_group", "outcome": "linked_outcome"}
"""Short names of fields."""

FIELDS: Mapping[str, str] = {
    "code": "a code, or one below it",
    "construct": "a code without a parent, and all below it",
    "domain": "a domain of the codebook",
    "section": "the section that it stands in, by label; also `early` (up to methods) and `late` (after results)",
    "explicitness": "how the study treats the construct; for short `explicit`",
    "coder": "who coded: a name, or a family of machine coders as `combined`",
    "kind": "`person` or `machine`",
    "coding": "a coding by its number, as tables name it",
    "paper": "a part of a paper's file name, citation or title",
    "year": "of the study: `2015`, `2015..2020`, `2015..`, `..2020`",
}
"""Fields that every project has; facets of its codebook and characteristics of studies come to these."""

INCOMES: Mapping[str, tuple[str, ...]] = {
    "lic": ("low income",),
    "lmic": ("low income", "lower middle income", "upper middle income"),
    "hic": ("high income",),
}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "early": LABELS[: LABELS.index("results")],
    "late": tuple(label for label in LABELS if label in LATE_LABELS),
}
NO_FIELD = frozenset({"section", "explicitness", "context"})
"""Facets of codebooks that are no facets of codings: they are told by place, or by study."""
SHOWN = 12  # values that an error lists
_YEAR = re.compile(r"[0-9]{0,4}")


class Values:
    """What the fields of a corpus may ask for; a dataset tells that in another way (``occurring``)."""

    def __init__(self, corpus: Corpus, told: Mapping[str, Sequence[tuple[str, ...]]] | None = None) -> None:
        """Know a corpus, and what is told of its studies: characteristic -> values by study."""
        self._corpus = corpus
        self._told = told or {}
        self._wanted: dict[Field, frozenset[str]] = {}

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of all fields, in the order in which they are told."""
        return tuple(dict.fromkeys((*FIELDS, *facets_of(self._corpus.codebook), *CHARACTERISTICS)))

    def check(self, query: Query) -> None:
        """Refuse what there is not.

        Raises:
            QueryError: names the nearest field or value.
        """
        for leaf in leaves(query):
            if isinstance(leaf, Field):
                self._require(leaf)
                self.of(leaf)

    def of(self, leaf: Field) -> frozenset[str]:
        """Every value that a field asks for, as codings and studies have them.

        Raises:
            QueryError: one of its values is none of the field's.
        """
        if leaf not in self._wanted:
            known = {} if leaf.name == "year" else self._known(leaf.name)
            columns = leaf.columns or (leaf.column,) * len(leaf.values)
            self._wanted[leaf] = frozenset(
                one
                for value, column in zip(leaf.values, columns, strict=True)
                for one in self._values(leaf.name, value, column, known)
            )
        return self._wanted[leaf]

    def _require(self, leaf: Field) -> None:
        if leaf.name not in self.fields:
            near = _nearest(leaf.name, (*self.fields, *ALIASES))
            raise QueryError(f"no field {leaf.name!r}; {near}", column=leaf.column)

    def _values(self, name: str, value: str, column: int, known: Mapping[str, Collection[str]]) -> Iterator[str]:
        if name == "year":
            _range(value, column)
            return
        plain = as_compared(canonical(name, value) or value if name in CHARACTERISTICS else value)
        found = [key for key in known if is_like(as_compared(key), plain)]
        if not found and self._is_open(name):
            found = [key for key in known if plain in as_compared(key)]
        elif not found:
            raise QueryError(f"{name} is never {value!r}; {_nearest(value, known)}", column=column)
        for key in found:
            yield from known[key]

    def _is_open(self, name: str) -> bool:
        """Whether a field's values are words of papers and people, so that none can be called wrong."""
        if name in CHARACTERISTICS:
            return allowed(name) is None
        return name == "paper" or (name not in FIELDS and not self._corpus.codebook.facets[name].values)

    def _known(self, name: str) -> Mapping[str, Collection[str]]:
        """What a value may be called -> values as codings, papers and studies have them."""
        if name in CHARACTERISTICS:
            return self._of_studies(name)
        told: Mapping[str, Callable[[], Mapping[str, Collection[str]]]] = {
            "code": lambda: self._below,
            "construct": lambda: {one.id: self._below[one.id] for one in self._corpus.codebook.constructs},
            "domain": self._domains,
            "section": lambda: {**_themselves(label for label in LABELS if label not in UNCODED_LABELS), **SECTIONS},
            "explicitness": lambda: _themselves(EXPLICITNESS),
            "coder": lambda: self._names_of_coders,
            "kind": lambda: _themselves(("person", "machine")),
            "coding": lambda: _themselves(self.numbers()),
            "paper": lambda: self._names_of_papers,
        }
        return told[name]() if name in told else self._of_facet(name)

    def _domains(self) -> Mapping[str, Collection[str]]:
        book = self._corpus.codebook
        return {one.id: tuple(code.id for code in book.codes if code.domain == one.id) for one in book.domains}

    def _of_facet(self, name: str) -> Mapping[str, Collection[str]]:
        facet = self._corpus.codebook.facets[name]
        groups = {group: values for group, values in facet.groups.items() if group not in facet.values}
        known = {**_themselves(facet.values or self.occurring(name)), **groups}
        return {**known, ANYTHING: (ANYTHING,), EVIDENCE: (EVIDENCE,)} if name == ASSERTION else known

    def occurring(self, facet: str) -> Sequence[str]:
        """Values of a facet that any coding has, sorted."""
        return sorted({value for one in self._corpus.segments for value in one.coding.facet(facet)})

    def _of_studies(self, name: str) -> Mapping[str, Collection[str]]:
        occurring = (value for values in self._told.get(name, ()) for value in values)
        known = _themselves(allowed(name) or dict.fromkeys(occurring))
        return {**known, **INCOMES} if name == "income_group" else known

    @cached_property
    def _below(self) -> Mapping[str, Collection[str]]:
        parents = {code.id: code.parent for code in self._corpus.codebook.codes}
        below: dict[str, list[str]] = {code: [] for code in parents}
        for code in parents:
            at: str | None = code
            while at is not None:
                below[at].append(code)
                at = parents[at]
        return below

    @cached_property
    def _names_of_coders(self) -> Mapping[str, Collection[str]]:
        names = self.coders()
        families = {name.split("@")[0]: tuple(n for n in names if n.startswith(f"{name.split('@')[0]}@"))
                    for name in names if "@" in name}  # fmt: skip
        return {**_themselves(names), **families}

    @cached_property
    def _names_of_papers(self) -> Mapping[str, Collection[str]]:
        return self.papers()

    def coders(self) -> Sequence[str]:
        """Names of all coders, sorted."""
        return sorted({segment.coding.coder.name for segment in self._corpus.segments})

    def numbers(self) -> Iterable[str]:
        """Numbers of all codings."""
        return (str(segment.coding.number) for segment in self._corpus.segments)

    def papers(self) -> Mapping[str, Collection[str]]:
        """What a paper may be called -> versions of the papers that are called so."""
        told: dict[str, list[str]] = {}
        for version, document in self._corpus.documents.items():
            for name in {document.name, document.short_citation, document.title or ""} - {""}:
                told.setdefault(name, []).append(version)
        return told


def facets_of(codebook: Codebook) -> tuple[str, ...]:
    """Facets of codings, in the order of the codebook."""
    return tuple(name for name in codebook.facets if name not in NO_FIELD)


def named(query: Query) -> Query:
    """The query with the full name of every field that it calls by a short one."""
    match query:
        case Field():
            return replace(query, name=ALIASES.get(query.name, query.name))
        case Not(part=part):
            return Not(part=named(part))
        case All(parts=parts):
            return all_of(map(named, parts))
        case Any(parts=parts):
            return any_of(map(named, parts))
        case Words():
            return query


def wanted_years(leaf: Field) -> Callable[[int | None], bool]:
    """Whether a year, or that there is none, is one that the field asks for.

    Raises:
        QueryError: a value is no year and no range of years.
    """
    columns = leaf.columns or (leaf.column,) * len(leaf.values)
    ranges = [_range(value, column) for value, column in zip(leaf.values, columns, strict=True)]
    return lambda year: year is not None and any(first <= year <= last for first, last in ranges)


def is_like(text: str, pattern: str) -> bool:
    """Whether a text is the pattern, in which ``*`` stands for any letters; in linear time, whatever the pattern.

    >>> is_like("STA.TRUST.COG", "STA.*TR*COG"), is_like("STA.TRUST", "STA")
    (True, False)
    """
    first, *inner = pattern.split("*")
    if not inner:
        return text == pattern
    last = inner.pop()
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in inner:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _range(value: str, column: int) -> tuple[int, int]:
    first, dots, last = value.partition("..")
    ends = (first, last) if dots else (first, first)
    if not any(ends) or not all(_YEAR.fullmatch(end) for end in ends):
        raise QueryError(f"{value!r} is no year; write 2015, 2015..2020, 2015.. or ..2020", column=column)
    years = int(ends[0] or 0), int(ends[1] or 9999)
    if years[0] > years[1]:
        raise QueryError(f"{value!r} ends before it begins; write {last}..{first}", column=column)
    return years


def as_compared(text: str) -> str:
    """A text as it is compared: small letters, and one blank for each blank or low line."""
    return " ".join(text.replace("_", " ").casefold().split())


def _themselves(values: Iterable[str]) -> dict[str, Collection[str]]:
    return {value: (value,) for value in values}


def _nearest(said: str, known: Iterable[str]) -> str:
    plain = {as_compared(name): name for name in known}
    if near := get_close_matches(as_compared(said), plain, n=3):
        return f"nearest is {' or '.join(plain[one] for one in near)}"
    listed = list(plain.values())
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return f"there are {', '.join(listed[:SHOWN])}{more}" if listed else "there is none"
