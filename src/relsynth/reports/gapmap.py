"""The evidence-gap map as one page that can be kept, printed and sent.

Every number on the page is a count of studies, and the codings behind it travel
inside the page: the script counts them again for whatever the reader asks, and
the table written here is what remains where scripts are off. The two must agree,
so a page whose figures its own codings do not bear out is refused.

What is embedded, and how, is in ``gapmap_data``. No request leaves the page; its
policy allows one style and one script, both by their digest.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from relsynth.reports.gapmap_data import BLOCK, embed, page_data, page_texts
from relsynth.reports.gapmap_page import CELLS, GapMapPage, Tally, count_studies, find_problems

SHADES = (0.05, 0.10, 0.20, 0.40)
"""Shares of studies above which the shade deepens. Five shades, unevenly wide: most
constructs lie under a fifth, and more steps than five are not told apart in print."""
SCRIPTS = ("gapmap_data.js", "gapmap_counts.js", "gapmap_page.js", "gapmap_saving.js")
CELL_LABELS = dict(
    zip(CELLS, ("Studies", "Barriers and facilitators", "Coded by people", "Only in late sections"), strict=True)
)
OFTEN_ASKED = ("role", "level")
"""Facets whose filters are in sight at once; the others are behind a fold."""

PROBLEMS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Studies with evidence in one cell, how many of them report only its lack, and the shade (0 is none)."""

    k: int
    lack: int
    shade: int


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
    texts, quotes = page_texts(page)
    return environment.from_string(_asset("gapmap.html.j2")).render(
        page=page,
        policy=content_policy(style=style, script=script),
        style=style,
        script=script,
        data=embed(page_data(page) | {"shades": SHADES, "block": BLOCK, "texts": len(texts)}),
        quotes=embed(quotes),
        blocks=[embed(texts[at : at + BLOCK]) for at in range(0, len(texts), BLOCK)],
        shades=SHADES,
        cells=CELL_LABELS,
        often=OFTEN_ASKED,
        cell=lambda kind, row, section="": _cell(tally, kind, row, section, page.n),
    )


def page_policy() -> str:
    """The policy of every page, for a server that sends it as a header, too."""
    return content_policy(style=_asset("gapmap.css"), script=_script())


def content_policy(*, style: str, script: str) -> str:
    """Return the Content-Security-Policy that lets this style and this script work, and nothing else.

    Trusted types are required and none is allowed, so that a browser which knows
    them refuses any text that is to be parsed as markup.
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


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
    """All files in one block, so that their names are theirs alone and one digest covers them."""
    body = "\n".join(map(_asset, SCRIPTS))
    return f"'use strict';\n{{\n{body}}}\n"


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
