"""Every table of the evidence by its name, with what may be chosen of it: a code, a characteristic, an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.synthesis.gaps import KINDS
from relsynth.workflow.all_tables import ALL_TABLES, FINDINGS, tabulate
from relsynth.workflow.contexts import context, equity
from relsynth.workflow.courses import lifecycle, trends
from relsynth.workflow.coverage import coverage
from relsynth.workflow.crosswalk import list_frameworks
from relsynth.workflow.evidence_held import Look
from relsynth.workflow.findings import Finding
from relsynth.workflow.gaps import list_gaps
from relsynth.workflow.goals import alignment, quality
from relsynth.workflow.interactions import network
from relsynth.workflow.links import links, necessity
from relsynth.workflow.patterns import cooccurrence, saturation
from relsynth.workflow.relegation import relegation
from relsynth.workflow.valence import valence

Option = Literal["code", "by", "outcome", "framework", "kind", "stratify", "split"]
Given = Mapping[str, str]
"""Options that somebody chose, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a table: what may be chosen, as (value, label), and what is."""

    name: Option
    choices: tuple[tuple[str, str], ...]
    chosen: str


def _coded(verb: Callable[..., Finding]) -> Callable[[Project, Given], Finding]:
    return lambda project, given: verb(project, code=given.get("code"))


def _table(verb: Callable[..., Table], *options: str) -> Callable[[Project, Given], Finding]:
    return lambda project, given: Finding(
        table=verb(project, **{name: given[name] for name in options if name in given})
    )


def _by_kind(project: Project, given: Given) -> Finding:
    if kind := given.get("kind"):
        return Finding(table=list_gaps(project, kinds=[kind]).table)
    return Finding(table=tabulate(project, "gaps"))


def _valence(project: Project, given: Given) -> Finding:
    by = given.get("stratify")
    return Finding(table=valence(project, code=given.get("code"), stratify=(by,) if by else ()))


def _trends(project: Project, given: Given) -> Finding:
    split = {"split": int(given["split"])} if "split" in given else {}
    return trends(project, code=given.get("code"), **split)


def _by_stratum(verb: Callable[..., Finding]) -> Callable[[Project, Given], Finding]:
    return lambda project, given: verb(project, **({"by": given["by"]} if "by" in given else {}))


FINDING_PAGES: Mapping[str, tuple[Callable[[Project, Given], Finding], tuple[Option, ...]]] = {
    "relegation": (_coded(relegation), ("code",)),
    "context": (_by_stratum(context), ("by",)),
    "alignment": (lambda project, _: alignment(project), ()),
    "network": (_coded(network), ("code",)),
    "links": (_coded(links), ("code",)),
    "necessity": (lambda project, given: necessity(project, outcome=given["outcome"]), ("outcome",)),
    "quality": (lambda project, _: quality(project), ()),
    "equity": (_by_stratum(equity), ("by",)),
    "lifecycle": (_coded(lifecycle), ("code",)),
    "trends": (_trends, ("code", "split")),
    "valence": (_valence, ("code", "stratify")),
    "coverage": (_table(coverage, "framework"), ("framework",)),
    "cooccurrence": (_table(cooccurrence), ()),
    "saturation": (_table(saturation), ()),
}
"""Answers to questions, by their names: what makes each, and what may be chosen."""
NEEDED: frozenset[Option] = frozenset({"outcome", "framework"})
"""Options without which there is no answer: the first choice holds where nothing is chosen."""


def options_of(look: Look, name: str, given: Given) -> tuple[Choice, ...]:
    """What may be chosen of a table, and what is chosen.

    Raises:
        InputError: there is no such table, or no such choice.
    """
    _require_name(name)
    wanted = ("kind",) if name == "gaps" else FINDING_PAGES[name][1] if name in FINDING_PAGES else ()
    return tuple(_choice(look, option, given.get(option, "")) for option in wanted)


def finding_of(look: Look, name: str, given: Given) -> Finding:
    """A table with what was chosen, as the command line would write it.

    Raises:
        InputError: there is no such table or choice, or the codebook has nothing that it is told from.
    """
    chosen: dict[str, str] = {one.name: one.chosen for one in options_of(look, name, given) if one.chosen}

    def make() -> Finding:
        if name == "gaps":
            return _by_kind(look.project, chosen)
        if name in FINDING_PAGES:
            return FINDING_PAGES[name][0](look.project, chosen)
        return Finding(table=tabulate(look.project, name))

    return look.moment.made(("table", name, *sorted(chosen.items())), make)


def table_names() -> tuple[str, ...]:
    """The tables, without the answers to questions."""
    return ALL_TABLES


def finding_names() -> tuple[str, ...]:
    """The answers to questions, those of a report first."""
    return (*FINDINGS, *(name for name in FINDING_PAGES if name not in FINDINGS))


# -- what may be chosen ------------------------------------------------------------


def _require_name(name: str) -> None:
    if name not in FINDING_PAGES and name not in ALL_TABLES:
        raise InputError(f"no table {name!r}; there are {', '.join((*ALL_TABLES, *FINDING_PAGES))}")


def _choice(look: Look, option: Option, chosen: str) -> Choice:
    choices = _choices(look, option)
    if not chosen and option in NEEDED:
        if not choices:
            raise InputError(f"the codebook has nothing to choose as {option}")
        chosen = choices[0][0]
    if chosen and chosen not in (known := [value for value, _ in choices]):
        raise InputError(f"no {option} {chosen!r}; there are {', '.join(known)}")
    return Choice(name=option, choices=choices, chosen=chosen)


def _choices(look: Look, option: Option) -> tuple[tuple[str, str], ...]:
    book = look.project.codebook
    if option == "code":
        return tuple((one.id, f"{one.label} ({one.id})") for one in book.codes)
    if option == "outcome":
        values = book.facets["linked_outcome"].values if "linked_outcome" in book.facets else ()
        return tuple((one, _said(one)) for one in values if one != "none")
    if option == "framework":
        return tuple((one.id, one.name) for one in list_frameworks(look.project))
    if option == "kind":
        return tuple((one, _said(one)) for one in KINDS)
    if option == "split":
        years = {study.year for study in look.moment.corpus.studies if study.year}
        return tuple((str(year), str(year)) for year in sorted(years))
    facets = [name for name in ("level", "phase") if name in book.facets] if option == "stratify" else []
    return tuple((one, _said(one)) for one in (*facets, *CHARACTERISTICS))


def _said(name: str) -> str:
    return name.replace("_", " ")
