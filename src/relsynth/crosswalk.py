"""Crosswalk: which codes stand for which construct of which framework, and what has no code at all.

A code names what it draws on (``crosswalk: [SOURCE:construct]``); a framework's file says what the source is called,
which constructs it has, and how a code stands to each. So both directions can be read: from a code to the frameworks,
and from a framework to its codes, its constructs without one among them. The codebook has the last word on its own
links: what only a file says is passed over, but for the codes that it names under ``also``.

Construct names are facts; what they mean is in the publications, and nothing of it stands here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field

from relsynth.codebook import Codebook, CodeId, Key, Problem, Source, Text
from relsynth.codebook_parts import Part

Standing = Literal["same", "broader", "narrower", "part", "related"]
"""How a code stands to a construct: the same; it holds more, or less; they overlap; or no more is said of it."""
STANDINGS: tuple[Standing, ...] = get_args(Standing)
Scope = Literal["outline", "linked"]


class Construct(Part):
    """A construct of a framework, under a short label of ours.

    ``codes``: those that link to it, and how each stands to it; ``links``: how their links call it, where it is not by
    the label. ``also``: codes that fit it and do not link to it.
    """

    label: Text
    codes: dict[CodeId, Standing] = Field(default={})
    also: dict[CodeId, Standing] = Field(default={})
    links: tuple[Text, ...] = ()


class Framework(Part):
    """A framework, an instrument or a paper that codes draw on.

    ``id`` is its key among a codebook's sources. Of an ``outline``, all constructs are listed that we are sure of, so
    that what has no code can be told; of what is ``linked``, those only that codes link to.
    """

    id: Key
    name: Text
    cite: Text
    doi: Text | None = None
    url: Text | None = None
    year: int | None = Field(default=None, ge=1800, le=2200)
    version: Text | None = None
    scope: Scope = "linked"
    note: Text | None = None
    constructs: tuple[Construct, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """A code, and how it stands to a construct; ``is_linked`` where the code itself says that it draws on it."""

    code: str
    how: Standing
    is_linked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkRow:
    """A construct, and the codes that stand for it, in the order of the codebook: none where there is none."""

    framework: str
    construct: str
    codes: tuple[Correspondence, ...]


def outlined(codebook: Codebook, frameworks: Iterable[Framework]) -> tuple[Framework, ...]:
    """Return a framework for each of a codebook's sources, in its order: the file's, or one of what it cites alone."""
    kept = {framework.id: framework for framework in frameworks}
    return tuple(kept.get(key) or _cited(key, source) for key, source in codebook.sources.items())


def rows_of(codebook: Codebook, framework: Framework) -> tuple[CrosswalkRow, ...]:
    """Return the constructs of a framework with their codes, and then what codes link to beyond these."""
    links = _links(codebook).get(framework.id, {})
    order = {code.id: number for number, code in enumerate(codebook.codes)}
    rows = [_row(framework, construct, links, order) for construct in framework.constructs]
    named = {name for construct in framework.constructs for name in _names(construct)}
    beyond = [Construct(label=link) for link in links if link not in named]
    return (*rows, *(_row(framework, construct, links, order) for construct in beyond))


def disagreements(codebook: Codebook, frameworks: Iterable[Framework]) -> tuple[Problem, ...]:
    """Return where a codebook's links and the frameworks' files do not say the same, in either direction."""
    return tuple(_disagreements(codebook, tuple(frameworks)))


def _cited(key: str, source: Source) -> Framework:
    return Framework(id=key, name=key, cite=source.cite, doi=source.doi, url=source.url, constructs=())


def _links(codebook: Codebook) -> Mapping[str, Mapping[str, list[str]]]:
    """Source -> what is linked to -> codes, in the order of the codebook."""
    links: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for code in codebook.codes:
        for link in code.crosswalk:
            source, _, construct = link.partition(":")
            links[source].setdefault(construct.strip(), []).append(code.id)
    return links


def _names(construct: Construct) -> tuple[str, ...]:
    return construct.label, *construct.links


def _row(
    framework: Framework, construct: Construct, links: Mapping[str, list[str]], order: Mapping[str, int]
) -> CrosswalkRow:
    linked = {code for name in _names(construct) for code in links.get(name, ())}
    also = {code: how for code, how in construct.also.items() if code in order and code not in linked}
    found = [Correspondence(code=code, how=construct.codes.get(code, "related")) for code in linked]
    found += [Correspondence(code=code, how=how, is_linked=False) for code, how in also.items()]
    return CrosswalkRow(
        framework=framework.id,
        construct=construct.label,
        codes=tuple(sorted(found, key=lambda one: order[one.code])),
    )


def _disagreements(codebook: Codebook, frameworks: tuple[Framework, ...]) -> Iterator[Problem]:
    links = _links(codebook)
    ids = {code.id for code in codebook.codes}
    files = {framework.id: framework for framework in frameworks}
    for key, source in codebook.sources.items():
        if key not in files:
            yield Problem(path=key, message="is a source of the codebook and has no file")
        elif (file := files[key]) and (file.cite, file.doi, file.url) != (source.cite, source.doi, source.url):
            yield Problem(path=key, message="is cited otherwise in the codebook")
    for key, framework in files.items():
        if key not in codebook.sources:
            yield Problem(path=key, message="is no source of the codebook")
        yield from _misfits(framework, links.get(key, {}), ids)


def _misfits(framework: Framework, links: Mapping[str, list[str]], ids: set[str]) -> Iterator[Problem]:
    named: set[str] = set()
    for construct in framework.constructs:
        path = f"{framework.id}.{construct.label}"
        linking = {code for name in _names(construct) for code in links.get(name, ())}
        yield from (
            Problem(path=path, message=f"{code} does not link to it") for code in sorted({*construct.codes} - linking)
        )
        yield from (Problem(path=path, message=f"{code} links to it") for code in sorted(linking - {*construct.codes}))
        yield from (Problem(path=path, message=f"no code {code}") for code in sorted({*construct.also} - ids))
        yield from (
            Problem(path=path, message=f"{code} links to it already") for code in sorted(linking & {*construct.also})
        )
        yield from (
            Problem(path=path, message=f"nothing links to {name!r}") for name in construct.links if name not in links
        )
        if construct.label in named:
            yield Problem(path=path, message="is listed twice")
        named.add(construct.label)
    called = named.union(*(construct.links for construct in framework.constructs))
    yield from (
        Problem(path=framework.id, message=f"has no construct {link!r}") for link in links if link not in called
    )
