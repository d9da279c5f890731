"""What an evidence-gap map shows, as values, and what makes one contradict itself.

Rows and columns are *axes*. A facet says something of a coding, a characteristic of a study, a framework puts codes
under its own constructs; the codebook's constructs and domains are axes that every map has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

CONSTRUCT, DOMAIN, SECTION = "construct", "domain", "section"
CELLS = ("count", "balance", "confidence", "relegation")
"""What a cell may show: studies, barriers against facilitators, who coded it, what is left to late sections."""
RESERVED = frozenset(
    {CONSTRUCT, DOMAIN, "rows", "cols", "cell", "count", "coder", "from", "to", "q", "gaps", "row", "col"}
)
"""Names with a meaning of their own in the page's address, which no facet and no characteristic may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacet:
    """An axis: a facet of codings or a characteristic of studies, its values as (id, label) in the order of the grid.

    ``missing`` is what the cell of those says that have no value: not coded, not found, not answered.
    """

    id: str
    label: str
    values: tuple[tuple[str, str], ...]
    missing: str = "Not coded"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCrossing:
    """A framework's construct, the codes that stand for it and what is below them; none where the codebook has none."""

    label: str
    definition: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFramework:
    """A framework as an axis: a coding stands under each construct that its code stands for."""

    id: str
    label: str
    constructs: tuple[MapCrossing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGap:
    """A gap and the figures it rests on. ``firm`` only where a person has searched.

    ``wording`` is what may be claimed: "not found by the machine", or what a person's
    search allows. ``lower`` and ``upper`` are the Wilson interval of k of n, as shares.
    """

    kind: str
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
    """What is counted. ``lessons_paper``: the whole paper is lessons learned, so nothing in it is relegated.

    ``sectioned`` is False where no section was recognised: where something stands in such a study tells nothing.
    ``facets`` are its characteristics, those of the page alone.
    """

    citation: str
    title: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    lessons_paper: bool = False
    sectioned: bool = True
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()


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
    facet is the section; ``late`` are the sections that something is relegated to.
    ``view`` is what the reader sees first: "rows", "cols" and "cell", as in the address.
    ``papers_at`` is where a server has the papers, whose places lead there; a page that is kept has none.
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
    characteristics: tuple[MapFacet, ...] = ()
    frameworks: tuple[MapFramework, ...] = ()
    late: tuple[str, ...] = ()
    view: tuple[tuple[str, str], ...] = ()
    papers_at: str | None = None

    @property
    def axes(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """What rows and columns may be: groups of (id, label), in the order of the page's lists."""
        groups = (
            ("Codebook", ((CONSTRUCT, "Construct"), (DOMAIN, "Domain"))),
            ("Facets", tuple((facet.id, facet.label) for facet in self.facets)),
            ("Studies", tuple((facet.id, facet.label) for facet in self.characteristics)),
            ("Frameworks", tuple((one.id, one.label) for one in self.frameworks)),
        )
        return tuple(group for group in groups if group[1])

    @property
    def first(self) -> dict[str, str]:
        """What the reader sees first, with what is usual where nothing is asked."""
        return {"rows": CONSTRUCT, "cols": SECTION, "cell": CELLS[0]} | dict(self.view)


Tally = Mapping[tuple[str, str, str], Mapping[int, bool]]
"""("construct" or "domain", its id, section or "" for anywhere) -> study -> whether it reports presence."""


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
    yield from _axis_problems(page)
    domains = {domain for domain, _ in page.domains}
    for construct in page.constructs:
        if construct.domain not in domains:
            yield f"{construct.id}: unknown domain {construct.domain!r}"
        counted = len(tally.get(("construct", construct.id, ""), ()))
        if counted != construct.k:
            yield f"{construct.id}: k is {construct.k}, its codings give {counted}"
    constructs = {construct.id for construct in page.constructs}
    values = {facet.id: {value for value, _ in facet.values} for facet in page.facets}
    for number, study in enumerate(page.studies):
        yield from _study_problems(number, study, page.characteristics)
    for coding in page.codings:
        yield from _coding_problems(coding, constructs=constructs, values=values, studies=len(page.studies))


def _axis_problems(page: GapMapPage) -> Iterator[str]:
    ids = Counter(id for _, axes in page.axes for id, _ in axes)
    yield from (f"{id}: {times} axes are called so" for id, times in ids.items() if times > 1)
    taken = RESERVED & {facet.id for facet in (*page.facets, *page.characteristics)}
    yield from (f"{id}: no facet may be called so" for id in sorted(taken))
    first = page.first
    yield from (f"view: no {name} {first[name]!r}" for name in ("rows", "cols") if first[name] not in ids)
    if first["cell"] not in CELLS:
        yield f"view: no cell {first['cell']!r}"
    sections = {section for section, _ in page.facets[0].values}
    yield from (f"late: unknown section {section!r}" for section in page.late if section not in sections)


def _study_problems(number: int, study: MapStudy, characteristics: tuple[MapFacet, ...]) -> Iterator[str]:
    values = {facet.id: {value for value, _ in facet.values} for facet in characteristics}
    for name, said in study.facets:
        if unknown := set(said) - values.get(name, set()):
            yield f"study {number}: unknown {name} {', '.join(sorted(unknown))!r}"


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
    for facet, coded in facets_of(coding).items():
        unknown = set(coded) - values.get(facet, set(coded))
        if unknown:
            yield f"{coding.place}: unknown {facet} {', '.join(sorted(unknown))!r}"


def facets_of(coding: MapCoding) -> dict[str, tuple[str, ...]]:
    """Facets of a coding, its section among them."""
    return dict(coding.facets) | {"section": (coding.section,)}
