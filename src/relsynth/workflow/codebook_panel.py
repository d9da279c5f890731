"""The codebook as a coder reads it beside a paper: what each code means, when it holds, what it is mixed up with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from relsynth.codebook import Code, Codebook
from relsynth.codebook_parts import Facet
from relsynth.extraction.amounts import AMOUNT
from relsynth.project import Project
from relsynth.workflow.decisions import OF_PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedUp:
    """Another code, and the rule that tells the two apart."""

    code: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThis:
    """A sentence that looks like the code and is not, why, and the right code, if there is one."""

    text: str
    why: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelCode:
    """A code for a coder's eyes; ``depth`` counts the codes above it."""

    id: str
    label: str
    domain: str
    depth: int
    definition: str | None
    include: str | None
    exclude: str | None
    synonyms: tuple[str, ...]
    examples: tuple[str, ...]
    not_this: tuple[NotThis, ...]
    mixed_up: tuple[MixedUp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFacet:
    """What else may be said of a coding: one of ``values``, several where ``multi``, any words where ``free``."""

    id: str
    definition: str
    values: tuple[str, ...]
    rules: Mapping[str, str]
    multi: bool
    free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPanel:
    """The codebook of a project: its domains in order with their labels, the codes as a tree laid flat, the facets."""

    title: str
    version: str
    domains: tuple[tuple[str, str], ...]
    codes: tuple[PanelCode, ...]
    facets: tuple[PanelFacet, ...]


def codebook_panel(project: Project) -> CodebookPanel:
    """Show the codebook to coders.

    Raises:
        CodebookError: it cannot be used.
    """
    book = project.codebook
    mixed = _mixed_up(book)
    return CodebookPanel(
        title=book.title,
        version=book.version,
        domains=tuple((domain.id, domain.label) for domain in book.domains),
        codes=tuple(_code(one, depth, mixed) for one, depth in _tree(book)),
        facets=tuple(_facet(name, one) for name, one in book.facets.items() if name not in OF_PLACES),
    )


def _tree(book: Codebook) -> list[tuple[Code, int]]:
    """Codes by domain, each followed by its parts."""
    parts: dict[str | None, list[Code]] = defaultdict(list)
    for code in book.codes:
        parts[code.parent].append(code)
    order = {domain.id: place for place, domain in enumerate(book.domains)}
    waiting = [(code, 0) for code in sorted(parts[None], key=lambda one: order[one.domain])]
    laid: list[tuple[Code, int]] = []
    while waiting:
        code, depth = waiting.pop(0)
        laid.append((code, depth))
        waiting[:0] = [(part, depth + 1) for part in parts[code.id]]
    return laid


def _mixed_up(book: Codebook) -> Mapping[str, tuple[MixedUp, ...]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for pair in book.confusable_pairs:
        for one, other in (pair.pair, reversed(pair.pair)):
            found[one][other] = pair.rule
    for code in book.codes:
        found[code.id] |= {one.code: one.rule for one in code.confusable}
    return {code: tuple(MixedUp(code=one, rule=rule) for one, rule in rules.items()) for code, rules in found.items()}


def _code(code: Code, depth: int, mixed: Mapping[str, tuple[MixedUp, ...]]) -> PanelCode:
    return PanelCode(
        id=code.id,
        label=code.label,
        domain=code.domain,
        depth=depth,
        definition=code.definition,
        include=code.include,
        exclude=code.exclude,
        synonyms=code.synonyms,
        examples=(*code.examples, *code.examples_journal),
        not_this=tuple(NotThis(text=one.text, why=one.why, code=one.code) for one in code.near_misses),
        mixed_up=mixed.get(code.id, ()),
    )


def _facet(name: str, facet: Facet) -> PanelFacet:
    return PanelFacet(
        id=name,
        definition=facet.definition,
        values=facet.values,
        rules=dict(facet.rules),
        multi=facet.multi,
        free=not facet.values or name == AMOUNT,
    )
