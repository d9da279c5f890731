"""The metadata of an RO-Crate: what is in a packed project, who made it, with which software.

Source: RO-Crate Metadata Specification 1.1.3, https://w3id.org/ro/crate/1.1 (JSON-LD, flattened: one list of entities,
each with ``@id`` and ``@type``; the descriptor, the root data entity, files that the root has as parts; provenance as
CreateAction). What nobody told is told to be so, as the licence of the data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
SPDX = "https://spdx.org/licenses/"
UNTOLD = "#licence-not-told"
RELSYNTH = "#relsynth"

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateFile:
    """A file of a crate: its path in it with ``/``, what it is, its media type, bytes and SHA-256.

    ``licence`` is an SPDX id or a URL, None where it is not told.
    """

    path: str
    name: str
    media: str
    size: int
    digest: str
    description: str | None = None
    licence: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateAction:
    """How files came about: by which command, when, and with which version of relsynth."""

    number: int
    name: str
    at: str
    relsynth: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CratePaper:
    """A paper that was read: how it is cited, and its DOI where it is known."""

    citation: str
    title: str | None
    doi: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crate:
    """All that the metadata tell of. ``licence`` is of the data as a whole; ``machines`` are machine coders."""

    title: str
    description: str
    at: str
    licence: str | None
    relsynth: str
    files: tuple[CrateFile, ...]
    people: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    actions: tuple[CrateAction, ...] = ()
    papers: tuple[CratePaper, ...] = ()
    inputs: tuple[str, ...] = ()


def to_json_ld(crate: Crate) -> str:
    """The content of ``ro-crate-metadata.json``; the same crate gives the same text."""
    graph: dict[str, Entity] = {}
    for entity in _entities(crate):
        graph.setdefault(entity["@id"], entity)
    content = {"@context": CONTEXT, "@graph": list(graph.values())}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def file_id(path: str) -> str:
    """The ``@id`` of a file: its path, with signs that no URI has written as %XX (section 4.1)."""
    return quote(path, safe="/-._~!$&'()*+,;=@")


def _entities(crate: Crate) -> Iterator[Entity]:
    yield {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    yield _root(crate)
    yield from (_file(one) for one in crate.files)
    yield from ({"@id": _person(name), "@type": "Person", "name": name} for name in crate.people)
    yield {
        "@id": RELSYNTH,
        "@type": "SoftwareApplication",
        "name": "relsynth",
        "version": crate.relsynth,
        "softwareVersion": crate.relsynth,
    }
    for name in crate.machines:
        yield {"@id": _machine(name), "@type": "SoftwareApplication", "name": name, "description": "A machine coder."}
    yield from (_action(crate, action) for action in crate.actions)
    yield from (_paper(number, paper) for number, paper in enumerate(crate.papers, start=1))
    for licence in (crate.licence, *(one.licence for one in crate.files)):
        yield _licence(licence)


def _root(crate: Crate) -> Entity:
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": crate.title,
        "description": crate.description,
        "datePublished": crate.at,
        "license": {"@id": _licence_id(crate.licence)},
        "hasPart": [{"@id": file_id(one.path)} for one in crate.files],
    }
    if crate.people:
        root["author"] = [{"@id": _person(name)} for name in crate.people]
    if crate.papers:
        root["mentions"] = [{"@id": _paper_id(number, paper)} for number, paper in enumerate(crate.papers, start=1)]
    return root


def _file(of: CrateFile) -> Entity:
    entity: Entity = {
        "@id": file_id(of.path),
        "@type": "File",
        "name": of.name,
        "encodingFormat": of.media,
        "contentSize": str(of.size),
        "sha256": of.digest,
    }
    if of.description:
        entity["description"] = of.description
    if of.version:
        entity["version"] = of.version
    if of.licence:
        entity["license"] = {"@id": _licence_id(of.licence)}
    return entity


def _action(crate: Crate, of: CrateAction) -> Entity:
    action: Entity = {
        "@id": f"#output-{of.number}",
        "@type": "CreateAction",
        "name": f"relsynth {of.name}",
        "endTime": of.at,
        "instrument": {"@id": RELSYNTH},
        "object": [{"@id": file_id(path)} for path in crate.inputs],
        "result": [{"@id": file_id(path)} for path in of.results],
    }
    if of.relsynth != crate.relsynth:
        action["description"] = f"Written by relsynth {of.relsynth}."
    return action


def _paper(number: int, of: CratePaper) -> Entity:
    paper: Entity = {
        "@id": _paper_id(number, of),
        "@type": "ScholarlyArticle",
        "name": of.title or of.citation,
        "description": of.citation,
    }
    if of.doi:
        paper["identifier"] = f"https://doi.org/{of.doi}"
    return paper


def _licence(licence: str | None) -> Entity:
    if licence is None:
        return {
            "@id": UNTOLD,
            "@type": "CreativeWork",
            "name": "No licence told",
            "description": "The team has not said under which licence its data are; ask it before they are used again.",
        }
    return {"@id": _licence_id(licence), "@type": "CreativeWork", "name": licence, "identifier": licence}


def _licence_id(licence: str | None) -> str:
    if licence is None:
        return UNTOLD
    return licence if licence.startswith(("http://", "https://")) else f"{SPDX}{quote(licence)}"


def _person(name: str) -> str:
    return f"#person-{quote(name, safe='')}"


def _machine(name: str) -> str:
    return f"#coder-{quote(name, safe='')}"


def _paper_id(number: int, of: CratePaper) -> str:
    return f"https://doi.org/{quote(of.doi, safe='/:;()._-')}" if of.doi else f"#paper-{number}"
