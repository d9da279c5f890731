"""The evidence-gap map as one page that can be kept, printed and sent.

Every number on the page is a count of studies, and the codings behind it travel
inside the page: the script counts them again for whatever the reader asks, and
the table written here is what remains where scripts are off. The two must agree,
so a page whose figures its own codings do not bear out is refused.

Texts are embedded once each and referred to by index, since neighbouring codings
share sentences: 20,000 codings stay within a few megabytes. No request leaves
the page; its policy allows one style and one script, both by their digest.
"""

from __future__ import annotations

import json
from base64 import b64encode
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from jinja2 import Environment, StrictUndefined

SHADES = (0.05, 0.10, 0.20, 0.40)
"""Shares of studies above which the shade deepens. Five shades, unevenly wide: most
constructs lie under a fifth, and more steps than five are not told apart in print."""

PROBLEMS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacet:
    """A way to lay out the columns: values as (id, label), in the codebook's order."""

    id: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGap:
    """A gap and the figures it rests on. ``firm`` only where a person has searched.

    ``wording`` is what may be claimed: "not found by the machine", or what a person's
    search allows. ``lower`` and ``upper`` are the Wilson interval of k of n, as shares.
    """

    kind: Literal["absent", "thin", "relegated_only"]
    wording: str
    firm: bool
    k: int
    n: int
    lower: float
    upper: float
    threshold: str

    @property
    def name(self) -> str:
        """The gap in words, as its badge has them."""
        return f"{self.kind.replace('_', ' ')}: {self.wording}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConstruct:
    """A row. ``k`` counts the studies with evidence, lack included; the interval is of k of n."""

    id: str
    label: str
    domain: str
    definition: str
    k: int
    lower: float
    upper: float
    gaps: tuple[MapGap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStudy:
    """What is counted. ``lessons_paper``: the whole paper is lessons learned, so nothing in it is relegated."""

    citation: str
    title: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    lessons_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCoding:
    """A code on a quote, with the sentences around it.

    ``construct`` is the row it counts in, ``code`` the code itself; ``study`` is an
    index into the page's studies. ``mark`` is the cue's place in the quote, half-open,
    in code points. ``facets`` the page does not list are not shown.
    """

    construct: str
    code: str
    study: int
    section: str
    path: str
    quote: str
    place: str
    evidence: bool
    coder: Literal["person", "machine"]
    before: str = ""
    after: str = ""
    lack: bool = False
    mark: tuple[int, int] | None = None
    cue: str | None = None
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMapPage:
    """All that the page shows.

    ``studies`` are the ``n`` in scope, with or without codings; ``papers`` counts all
    papers read, ``left_out`` those of them that no n includes, by reason. The first
    facet is the section.
    """

    title: str
    generated: str
    version: str
    codebook: str
    coders: tuple[str, ...]
    n: int
    papers: int
    left_out: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    domains: tuple[tuple[str, str], ...]
    facets: tuple[MapFacet, ...]
    constructs: tuple[MapConstruct, ...]
    studies: tuple[MapStudy, ...]
    codings: tuple[MapCoding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Studies with evidence in one cell, how many of them report only its lack, and the shade (0 is none)."""

    k: int
    lack: int
    shade: int


Tally = Mapping[tuple[str, str, str], Mapping[int, bool]]
"""("construct" or "domain", its id, section or "" for anywhere) -> study -> whether it reports presence."""


def render(page: GapMapPage) -> str:
    """Return the page as HTML.

    Raises:
        ValueError: the page contradicts itself; the first few problems are named.
    """
    tally = count_studies(page)
    problems = tuple(find_problems(page, tally))
    if problems:
        more = f"; and {len(problems) - PROBLEMS_SHOWN} more" if len(problems) > PROBLEMS_SHOWN else ""
        raise ValueError("; ".join(problems[:PROBLEMS_SHOWN]) + more)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    style, script = _asset("gapmap.css"), _script()
    return environment.from_string(_asset("gapmap.html.j2")).render(
        page=page,
        policy=content_policy(style=style, script=script),
        style=style,
        script=script,
        data=embed(_data(page)),
        shades=SHADES,
        cell=lambda kind, row, section="": _cell(tally, kind, row, section, page.n),
    )


def count_studies(page: GapMapPage) -> Tally:
    """Count evidence by construct and by domain, a study once in each cell."""
    tally: defaultdict[tuple[str, str, str], dict[int, bool]] = defaultdict(dict)
    domains = {construct.id: construct.domain for construct in page.constructs}
    for coding in page.codings:
        if not coding.evidence:
            continue
        for row in (("construct", coding.construct), ("domain", domains.get(coding.construct, ""))):
            for section in ("", coding.section):
                studies = tally[(*row, section)]
                studies[coding.study] = studies.get(coding.study, False) or not coding.lack
    return tally


def find_problems(page: GapMapPage, tally: Tally) -> Iterator[str]:
    """Yield what the page says against itself, a line each."""
    if not page.facets or page.facets[0].id != "section":
        yield "the first facet must be the section"
        return
    if page.n != len(page.studies):
        yield f"n is {page.n}, the page lists {len(page.studies)} studies"
    domains = {domain for domain, _ in page.domains}
    for construct in page.constructs:
        if construct.domain not in domains:
            yield f"{construct.id}: unknown domain {construct.domain!r}"
        counted = len(tally.get(("construct", construct.id, ""), ()))
        if counted != construct.k:
            yield f"{construct.id}: k is {construct.k}, its codings give {counted}"
    constructs = {construct.id for construct in page.constructs}
    values = {facet.id: {value for value, _ in facet.values} for facet in page.facets}
    for coding in page.codings:
        yield from _coding_problems(coding, constructs=constructs, values=values, studies=len(page.studies))


def _coding_problems(
    coding: MapCoding, *, constructs: set[str], values: Mapping[str, set[str]], studies: int
) -> Iterator[str]:
    if coding.construct not in constructs:
        yield f"{coding.place}: unknown construct {coding.construct!r}"
    if not 0 <= coding.study < studies:
        yield f"{coding.place}: no study {coding.study}"
    start, end = coding.mark or (0, len(coding.quote))
    if not 0 <= start <= end <= len(coding.quote):
        yield f"{coding.place}: mark {start}-{end} lies outside its quote"
    for facet, coded in _facets(coding).items():
        unknown = set(coded) - values.get(facet, set(coded))
        if unknown:
            yield f"{coding.place}: unknown {facet} {', '.join(sorted(unknown))!r}"


def content_policy(*, style: str, script: str) -> str:
    """Return the Content-Security-Policy that lets this style and this script work, and nothing else.

    Trusted types are required and none is allowed, so that a browser which knows
    them refuses any text that is to be parsed as markup.
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def embed(value: object) -> str:
    """Return JSON that no HTML parser can end or misread inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def _data(page: GapMapPage) -> dict[str, object]:
    texts: dict[str, int] = {}
    rows = _coding_rows(page, texts)
    return {
        "n": page.n,
        "shades": SHADES,
        "domains": page.domains,
        "facets": [asdict(facet) for facet in page.facets],
        "constructs": [_construct(construct) for construct in page.constructs],
        "studies": [asdict(study) for study in page.studies],
        "codings": rows,
        "texts": list(texts),
    }


def _construct(construct: MapConstruct) -> dict[str, object]:
    return asdict(construct) | {"gaps": [asdict(gap) | {"name": gap.name} for gap in construct.gaps]}


def _coding_rows(page: GapMapPage, texts: dict[str, int]) -> list[list[object]]:
    """Return codings as rows whose order the script knows, adding what they say to ``texts``."""
    constructs = {construct.id: index for index, construct in enumerate(page.constructs)}
    columns = [(facet.id, {value: index for index, (value, _) in enumerate(facet.values)}) for facet in page.facets]
    rows: list[list[object]] = []
    for coding in page.codings:
        said = (coding.code, coding.quote, coding.before, coding.after, coding.path, coding.place, coding.cue or "")
        coded = _facets(coding)
        rows.append(
            [
                constructs[coding.construct],
                coding.study,
                coding.evidence + 2 * coding.lack + 4 * (coding.coder == "person"),
                *(texts.setdefault(text, len(texts)) for text in said),
                coding.mark or 0,
                *([index[value] for value in coded.get(facet, ())] or 0 for facet, index in columns),
            ]
        )
    return rows


def _facets(coding: MapCoding) -> dict[str, tuple[str, ...]]:
    return dict(coding.facets) | {"section": (coding.section,)}


def _cell(tally: Tally, kind: str, row: str, section: str, n: int) -> Cell:
    studies = tally.get((kind, row, section), {})
    share = len(studies) / n if n else 0.0
    return Cell(
        k=len(studies),
        lack=sum(not present for present in studies.values()),
        shade=1 + bisect_left(SHADES, share) if studies else 0,
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _script() -> str:
    """Both files in one block, so that their names are theirs alone and one digest covers them."""
    return f"'use strict';\n{{\n{_asset('gapmap_counts.js')}\n{_asset('gapmap_page.js')}}}\n"


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
