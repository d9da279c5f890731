"""The fields of a query: what each asks for, the values that it may have, and what is refused with what is nearest.

Letters may be large or small, a ``*`` stands for any letters, and ``_`` for a blank. A code asks for those below it
too. A facet is a field by its own name; so is a characteristic of studies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from relsynth.characteristics import allowed, canonical
from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.codebook import Codebook
from relsynth.documents import LABELS, LATE_LABELS, UNCODED_LABELS
from relsynth.query import Field, Query, QueryError, leaves
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import EXPLICITNESS

ASSERTION, EVIDENCE, ANYTHING = "assertion", "evidence", "any"
ALIASES: Mapping[str, str] = {"explicit": "explicitness", "income": "income_group", "outcome": "linked_outcome"}
"""Short names of fields."""

FIELDS: Mapping[str, str] = {
    "code": "a code, or one below it",
    "construct": "a code without a parent, and all below it",
    "domain": "a domain of the codebook",
    "section": "the section that it stands in, by label; also `early` (up to the methods) and `late` (behind the results)",
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


class Values:
    """What the fields of a corpus may ask for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
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
            known = self._known(leaf.name)
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
        plain = _plain(canonical(name, value) or value if name in CHARACTERISTICS else value)
        found = [key for key in known if is_like(_plain(key), plain)]
        if not found and self._is_open(name):
            found = [key for key in known if plain in _plain(key)]
        elif not found:
            raise QueryError(f"{name} is never {value!r}; {_nearest(value, known)}", column=column)
        for key in found:
            yield from known[key]

    def _is_open(self, name: str) -> bool:
        """Whether a field's values are words of papers and people, so that none can be called wrong."""
        if name in CHARACTERISTICS:
            return allowed(name) is None
        return name in ("paper", "coding") or (name not in FIELDS and not self._corpus.codebook.facets[name].values)

    def _known(self, name: str) -> Mapping[str, Collection[str]]:
        """What a value may be called -> values as codings, papers and studies have them."""
        book = self._corpus.codebook
        if name in ("code", "construct"):
            under = self._below if name == "code" else {one.id: self._below[one.id] for one in book.constructs}
            return under
        if name == "domain":
            return {one.id: tuple(code.id for code in book.codes if code.domain == one.id) for one in book.domains}
        if name == "section":
            return {**_themselves(label for label in LABELS if label not in UNCODED_LABELS), **SECTIONS}
        if name == "explicitness":
            return _themselves(EXPLICITNESS)
        if name == "kind":
            return _themselves(("person", "machine"))
        if name == "coder":
            return self._coders
        if name == "paper":
            return self._papers
        if name == "coding":
            return _themselves(str(segment.coding.number) for segment in self._corpus.segments)
        return self._of_facet(name) if name not in CHARACTERISTICS else self._of_studies(name)

    def _of_facet(self, name: str) -> Mapping[str, Collection[str]]:
        facet = self._corpus.codebook.facets[name]
        occurring = {value for one in self._corpus.segments for value in one.coding.facet(name)}
        groups = {group: values for group, values in facet.groups.items() if group not in facet.values}
        known = {**_themselves(dict.fromkeys((*facet.values, *sorted(occurring)))), **groups}
        return {**known, ANYTHING: (ANYTHING,), EVIDENCE: (EVIDENCE,)} if name == ASSERTION else known

    def _of_studies(self, name: str) -> Mapping[str, Collection[str]]:
        known = _themselves(allowed(name) or self._told.get(name, ()))
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
    def _coders(self) -> Mapping[str, Collection[str]]:
        names = sorted({segment.coding.coder.name for segment in self._corpus.segments})
        families = {name.split("@")[0]: tuple(n for n in names if n.startswith(f"{name.split('@')[0]}@"))
                    for name in names if "@" in name}  # fmt: skip
        return {**_themselves(names), **families}

    @cached_property
    def _papers(self) -> Mapping[str, Collection[str]]:
        told: dict[str, list[str]] = {}
        for version, document in self._corpus.documents.items():
            for name in {document.name, document.short_citation, document.title or ""} - {""}:
                told.setdefault(name, []).append(version)
        return told
