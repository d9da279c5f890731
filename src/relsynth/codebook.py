"""A codebook: what is looked for, and when it counts.

    domain ─▶ construct ─▶ sub-construct        codes, a tree by ``parent``
    facets                                      what is said about a coded sentence
    lexicon                                     anchors and homonym masks, in cue syntax

A ``Codebook`` that exists is whole: its constructor refuses unknown parents,
types, levels, sources and the like, all of them in one go. Whether its cues
catch its own examples is a question for ``codebook_check``; how it is written
down, for ``formats.codebook_yaml``.

A code may *refine* an older one: it takes over part of what that code held.
``base_id`` leads back, so that papers coded with the older codebook can still
be compared. The shape is a pydantic model and not a dataclass because it comes
from people's files: every mistake is to be named with its place, at once.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, model_validator

from relsynth.codebook_parts import (
    Code,
    CodeCues,
    CodeId,
    Confusable,
    ConfusablePair,
    Cues,
    Domain,
    Facet,
    GapThresholds,
    Instrument,
    Key,
    Lexicon,
    NearMiss,
    Part,
    Source,
    Text,
)

__all__ = [
    "DRAFT",
    "LEVEL_FACET",
    "Code",
    "CodeCues",
    "CodeId",
    "Codebook",
    "Confusable",
    "ConfusablePair",
    "ContradictionError",
    "Cues",
    "Domain",
    "Facet",
    "GapThresholds",
    "Instrument",
    "Key",
    "Lexicon",
    "NearMiss",
    "Problem",
    "Source",
    "Text",
    "contradictions",
    "json_schema",
    "problems_of",
]

DRAFT: Mapping[str, str] = {"purpose": "to be checked, not to be used"}
"""Validation context of a codebook that may contradict itself, so that a check can tell all of it at once."""

LEVEL_FACET = "level"
"""The facet whose values the ``levels`` of a code are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something to mend; ``path`` leads there from the top, as in ``codes.3.cues.strong.2``."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class ContradictionError(ValueError):
    """Parts of a codebook do not fit each other; ``problems`` holds all of it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


class Codebook(Part):
    """Domains, codes and facets of one version of a codebook.

    Raises:
        ValidationError: something is malformed or contradicts the rest; ``problems_of``
            lists every problem with its path.
    """

    id: Text
    version: Text
    title: Text
    language: Text
    licence: Text
    description: Text
    unit_of_coding: dict[Key, Text]
    domains: tuple[Domain, ...]
    construct_types: tuple[Key, ...]
    lexicon: Lexicon = Lexicon()
    facets: dict[Key, Facet]
    sources: dict[Key, Source] = Field(default={})
    instruments: dict[Key, Instrument] = Field(default={})
    confusable_pairs: tuple[ConfusablePair, ...] = ()
    gap_thresholds: GapThresholds = GapThresholds()
    aliases: dict[Text, tuple[Text, ...]] = Field(default={})
    codes: tuple[Code, ...]

    @model_validator(mode="after")
    def _is_whole(self, info: ValidationInfo) -> Codebook:
        if info.context is not DRAFT and (found := contradictions(self)):
            raise ContradictionError(found)
        return self

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, hexadecimal: the order of codes counts, layout and comments do not."""
        content = self.model_dump(mode="json")
        for code in content["codes"]:
            if not code["replaces"]:  # a book from before there was this field keeps its digest
                del code["replaces"]
        if content["gap_thresholds"]["tau_barrier"] == GapThresholds().tau_barrier:
            del content["gap_thresholds"]["tau_barrier"]  # nor had it this one
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def _by_id(self) -> Mapping[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _constructs(self) -> Mapping[str, str]:
        return _ends({code.id: code.parent for code in self.codes})

    @cached_property
    def _bases(self) -> Mapping[str, str]:
        return _ends({code.id: code.refines for code in self.codes})

    @cached_property
    def _heirs(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code in self.codes:
            for former in code.replaces:
                found.setdefault(former, []).append(code.id)
        return {former: tuple(heirs) for former, heirs in found.items()}

    def heirs(self, code_id: str) -> tuple[str, ...]:
        """Codes that stand now for a code of this book or of an earlier one: itself, what replaces it, or none."""
        return (code_id,) if code_id in self._by_id else self._heirs.get(code_id, ())

    @property
    def constructs(self) -> tuple[Code, ...]:
        """Codes without a parent, in the order of the codebook: the rows of every table."""
        return tuple(code for code in self.codes if code.parent is None)

    def code(self, code_id: str) -> Code:
        """The code of that id.

        Raises:
            KeyError: the codebook has no such code.
        """
        return self._by_id[code_id]

    def construct_of(self, code_id: str) -> str:
        """Id of the construct that a code is counted under: itself, or its topmost parent."""
        return self._constructs[code_id]

    def with_construct(self, code_id: str) -> Codebook:
        """The same book with that code as a construct of its own, and no part of another's any more.

        Only for counting: it is another book, of another digest, that nobody coded with.
        """
        values = {name: getattr(self, name) for name in type(self).model_fields}
        alone = (code.model_copy(update={"parent": None}) if code.id == code_id else code for code in self.codes)
        return Codebook.model_construct(**values | {"codes": tuple(alone)})

    def domain_of(self, code_id: str) -> str:
        """Id of the domain of a code."""
        return self.code(code_id).domain

    def base_id(self, code_id: str) -> str:
        """Id of the older code that this one refines in the end, or its own."""
        return self._bases[code_id]


def contradictions(codebook: Codebook) -> tuple[Problem, ...]:
    """Return all in which a codebook contradicts itself: of a draft only, since no other exists."""
    return tuple(_contradictions(codebook))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a codebook file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Codebook.model_json_schema()}


def problems_of(error: ValidationError) -> tuple[Problem, ...]:
    """Every problem that made a codebook be refused, with the path to each."""
    return tuple(problem for entry in error.errors(include_url=False) for problem in _problems_in(entry))


def _problems_in(entry: Mapping[str, Any]) -> tuple[Problem, ...]:
    cause = entry.get("ctx", {}).get("error")
    if isinstance(cause, ContradictionError):
        return cause.problems
    path = ".".join(str(step) for step in entry["loc"])
    return (Problem(path=path, message=_MESSAGES.get(entry["type"], entry["msg"])),)


_MESSAGES = {"missing": "is missing", "extra_forbidden": "is not a field of a codebook here"}


def _ends(next_of: Mapping[str, str | None]) -> dict[str, str]:
    """Each id, and the end of the chain that starts there."""
    ends = {}
    for start in next_of:
        at = start
        while (following := next_of[at]) is not None:
            at = following
        ends[start] = at
    return ends


def _contradictions(codebook: Codebook) -> Iterator[Problem]:
    yield from _repeated("domains", [domain.id for domain in codebook.domains])
    yield from _repeated("codes", [code.id for code in codebook.codes])
    ids = frozenset(code.id for code in codebook.codes)  # once: another program's book may have thousands
    for number, code in enumerate(codebook.codes):
        yield from _misfits(f"codes.{number}", code, codebook, ids)
    yield from _circles(codebook.codes, "parent")
    yield from _circles(codebook.codes, "refines")
    for name, facet in codebook.facets.items():
        yield from _facet_misfits(f"facets.{name}", facet)
    yield from _pair_misfits(codebook)
    for name, targets in codebook.aliases.items():
        yield from _unsourced(f"aliases.{name}", targets, codebook.sources)


def _repeated(path: str, ids: Iterable[str]) -> Iterator[Problem]:
    counts = Counter(ids)
    yield from (Problem(path=path, message=f"{id_!r} is given {n} times") for id_, n in counts.items() if n > 1)


def _misfits(path: str, code: Code, codebook: Codebook, ids: frozenset[str]) -> Iterator[Problem]:
    """What a code names that the codebook does not have, whose codes have these ids."""
    levels = codebook.facets[LEVEL_FACET].values if LEVEL_FACET in codebook.facets else ()
    domains = [domain.id for domain in codebook.domains]
    yield from _unknown(f"{path}.id", [code.domain], domains, "domain")
    yield from _unknown(f"{path}.type", [code.type], codebook.construct_types, "construct type")
    yield from _unknown(f"{path}.levels", code.levels, levels, "level")
    yield from _unknown_codes(f"{path}.parent", [code.parent], codebook, ids)
    yield from _unknown_codes(f"{path}.refines", [code.refines], codebook, ids)
    for number, other in enumerate(code.confusable):
        yield from _unknown_codes(f"{path}.confusable.{number}.code", [other.code], codebook, ids)
    for number, miss in enumerate(code.near_misses):
        yield from _unknown_codes(f"{path}.near_misses.{number}.code", [miss.code], codebook, ids)
    yield from _unsourced(f"{path}.crosswalk", code.crosswalk, codebook.sources)
    for number, former in enumerate(code.replaces):
        if former in ids:
            yield Problem(path=f"{path}.replaces.{number}", message=f"{former!r} is a code here still")
    if code.parent and code.parent.split(".")[0] != code.domain:
        yield Problem(path=f"{path}.parent", message=f"{code.parent!r} is in another domain than {code.id!r}")


def _unknown(path: str, named: Iterable[str | None], known: Iterable[str], what: str) -> Iterator[Problem]:
    there = {None, *known}
    yield from (Problem(path=path, message=f"unknown {what} {name!r}") for name in named if name not in there)


def _unknown_codes(
    path: str, named: Iterable[str | None], codebook: Codebook, ids: frozenset[str]
) -> Iterator[Problem]:
    """As ``_unknown``; of a code that was renamed, merged or split, which codes came in its place."""
    for name in (one for one in named if one is not None and one not in ids):
        heirs = [code.id for code in codebook.codes if name in code.replaces]
        instead = f"; write {' or '.join(heirs)}, which came in its place" if heirs else ""
        yield Problem(path=path, message=f"unknown code {name!r}{instead}")


def _unsourced(path: str, links: Iterable[str], sources: Mapping[str, Source]) -> Iterator[Problem]:
    for number, link in enumerate(links):
        source, colon, construct = link.partition(":")
        if not (colon and construct.strip()):
            yield Problem(path=f"{path}.{number}", message=f"{link!r} is not of the form SOURCE:construct")
        elif source not in sources:
            yield Problem(path=f"{path}.{number}", message=f"unknown source {source!r}")


def _circles(codes: Iterable[Code], link: str) -> Iterator[Problem]:
    """Codes that are, over some steps, their own parent or refine themselves."""
    next_of = {code.id: getattr(code, link) for code in codes}
    for number, start in enumerate(next_of):
        seen, at = {start}, next_of[start]
        while at in next_of and at not in seen:
            seen.add(at)
            at = next_of[at]
        if at == start:
            yield Problem(path=f"codes.{number}.{link}", message=f"the {link} of {start!r} leads back to itself")


def _facet_misfits(path: str, facet: Facet) -> Iterator[Problem]:
    yield from _repeated(f"{path}.values", facet.values)
    yield from _unknown(f"{path}.default", [facet.default], facet.values, "value")
    yield from _unknown(f"{path}.rules", facet.rules, facet.values, "value")
    yield from _unknown(f"{path}.cues", facet.cues, facet.values, "value")
    for name, members in facet.groups.items():
        yield from _unknown(f"{path}.groups.{name}", members, facet.values, "value")
    if not (facet.values or facet.fields):
        yield Problem(path=path, message="has neither values nor fields")


def _pair_misfits(codebook: Codebook) -> Iterator[Problem]:
    ids = frozenset(code.id for code in codebook.codes)
    for number, rule in enumerate(codebook.confusable_pairs):
        yield from _unknown_codes(f"confusable_pairs.{number}.pair", rule.pair, codebook, ids)
        if len(set(rule.pair)) == 1:
            yield Problem(path=f"confusable_pairs.{number}.pair", message="the two codes are the same")
