"""What travels inside the page of the gap map: axes, codings by column, and each text once.

Columns of numbers are read in a fraction of the time that a list for each coding takes, and 200,000 codings are to be
on view within two seconds. So a coding is a place in each column. What an axis says of it is the number of a *set* of
values, as few sets are ever used; neighbouring codings share sentences, so texts are embedded once and referred to by
number, in blocks of their own behind the script, which draws the grid before the browser has come to them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Literal

from relsynth.reports.gapmap_page import (
    CONSTRUCT,
    DOMAIN,
    GapMapPage,
    MapCoding,
    MapConstruct,
    MapFacet,
    MapFramework,
    MapStudy,
    facets_of,
)

Kind = Literal["coding", "study", "code"]
"""What an axis says something of."""
TEXTS = ("quote", "before", "after", "path", "place", "cue")
BLOCK = 4096
"""Texts that are parsed at a time: few enough to take no longer than a frame."""
EVIDENCE, LACK, PERSON = 1, 2, 4
"""Flags of a coding."""


def embed(value: object) -> str:
    """Return JSON that no HTML parser can end or misread inside a script element.

    It is ASCII, which browsers keep in half the memory and read in two thirds of the time.
    """
    text = json.dumps(value, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def page_texts(page: GapMapPage) -> tuple[list[str], dict[str, object]]:
    """Return every text of the codings, once, and for each coding the number of each of its texts; by study."""
    texts: dict[str, int] = {}
    codings = by_study(page)
    said = [[texts.setdefault(text, len(texts)) for text in _texts_of(coding)] for coding in codings]
    columns = {name: [each[at] for each in said] for at, name in enumerate(TEXTS)}
    return list(texts), {"mark": [coding.mark or 0 for coding in codings], **columns}


def page_data(page: GapMapPage) -> dict[str, object]:
    """Return all else that the page embeds; a coding is one place in each column of ``codings``, by study."""
    codings = by_study(page)
    codes = list(dict.fromkeys((coding.construct, coding.code) for coding in codings))
    return {
        "n": page.n,
        "about": _about(page),
        "domains": page.domains,
        "constructs": [_construct(construct) for construct in page.constructs],
        "late": page.late,
        "studies": [_study(study) for study in page.studies],
        "codes": [code for _, code in codes],
        "axes": [
            *_codebook_axes(page, codes),
            *(_axis(facet, "coding", (facets_of(one).get(facet.id, ()) for one in codings)) for facet in page.facets),
            *(
                _axis(facet, "study", (dict(study.facets).get(facet.id, ()) for study in page.studies))
                for facet in page.characteristics
            ),
            *(_framework_axis(framework, codes) for framework in page.frameworks),
        ],
        "codings": _columns(codings, codes),
        **({"papers_at": page.papers_at} if page.papers_at else {}),
    }


def by_study(page: GapMapPage) -> list[MapCoding]:
    """Codings as they are embedded: a study's in one stretch, so that it is counted once in a cell."""
    return sorted(page.codings, key=lambda coding: coding.study)


def _about(page: GapMapPage) -> dict[str, object]:
    """What every file that is saved from the page says of where it comes from."""
    left = ", ".join(f"{count} {reason}" for reason, count in page.left_out) or "none"
    return {
        "title": page.title,
        "made": f"relsynth {page.version}, {page.generated}",
        "codebook": page.codebook,
        "coders": page.coders,
        "scope": f"{page.n} studies of {page.papers} papers; left out of every n: {left}",
        "notes": page.notes,
    }


def _construct(construct: MapConstruct) -> dict[str, object]:
    return asdict(construct) | {"gaps": [asdict(gap) | {"name": gap.name} for gap in construct.gaps]}


def _study(study: MapStudy) -> dict[str, object]:
    return {name: value for name, value in asdict(study).items() if name != "facets"}


def _axis(facet: MapFacet, kind: Kind, said: Iterable[tuple[str, ...]]) -> dict[str, object]:
    order = {value: number for number, (value, _) in enumerate(facet.values)}
    values: list[dict[str, object]] = [{"id": value, "label": label} for value, label in facet.values]
    of = (tuple(order[value] for value in each) for each in said)
    return _made(facet.id, facet.label, kind, values, of) | {"missing": facet.missing}


def _codebook_axes(page: GapMapPage, codes: list[tuple[str, str]]) -> Iterable[dict[str, object]]:
    constructs = {construct.id: (at, construct.domain) for at, construct in enumerate(page.constructs)}
    domains = {domain: at for at, (domain, _) in enumerate(page.domains)}
    values: list[dict[str, object]] = [{"id": one.id, "label": one.label} for one in page.constructs]
    yield _made(CONSTRUCT, "Construct", "code", values, ((constructs[own][0],) for own, _ in codes))
    values = [{"id": domain, "label": label} for domain, label in page.domains]
    yield _made(DOMAIN, "Domain", "code", values, ((domains[constructs[own][1]],) for own, _ in codes))


def _framework_axis(framework: MapFramework, codes: list[tuple[str, str]]) -> dict[str, object]:
    values = [
        {"id": str(at), "label": one.label, "definition": one.definition, "codeless": not one.codes}
        for at, one in enumerate(framework.constructs)
    ]
    standing = [frozenset(one.codes) for one in framework.constructs]
    said = (tuple(at for at, own in enumerate(standing) if code in own) for _, code in codes)
    return _made(framework.id, framework.label, "code", values, said) | {"missing": "Elsewhere"}


def _made(
    id: str, label: str, kind: Kind, values: list[dict[str, object]], said: Iterable[tuple[int, ...]]
) -> dict[str, object]:
    sets: dict[tuple[int, ...], int] = {}
    of = [sets.setdefault(each, len(sets)) for each in said]
    return {"id": id, "label": label, "kind": kind, "values": values, "sets": list(sets), "of": of}


def _texts_of(coding: MapCoding) -> tuple[str, ...]:
    return coding.quote, coding.before, coding.after, coding.path, coding.place, coding.cue or ""


def _columns(codings: list[MapCoding], codes: list[tuple[str, str]]) -> dict[str, list[int]]:
    number = {code: at for at, code in enumerate(codes)}
    return {
        "code": [number[coding.construct, coding.code] for coding in codings],
        "study": [coding.study for coding in codings],
        "flags": [
            EVIDENCE * coding.evidence + LACK * coding.lack + PERSON * (coding.coder == "person") for coding in codings
        ],
    }
