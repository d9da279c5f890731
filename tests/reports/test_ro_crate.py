"""The metadata of a crate hold to what RO-Crate 1.1 requires (sections 2, 3 and 4 of its specification)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.ro_crate import Crate, CrateAction, CrateFile, CratePaper, file_id, to_json_ld

AT = "2026-01-01T00:00:00+00:00"


def _file(path: str, **others: Any) -> CrateFile:
    return CrateFile(path=path, name=path, media="text/csv", size=3, digest="0" * 64, **others)


def _crate(**others: Any) -> Crate:
    made: dict[str, Any] = {
        "title": "T",
        "description": "D",
        "at": AT,
        "licence": None,
        "relsynth": "1",
        "files": (_file("relsynth.db"),),
    }
    return Crate(**{**made, **others})


FULL = _crate(
    licence="CC-BY-4.0",
    files=(_file("relsynth.db"), _file("a b/ü.csv", licence="CC0-1.0", version="2")),
    people=("Ana Ito", "Ben"),
    machines=("lexicon@1",),
    actions=(CrateAction(number=1, name="table evidence", at=AT, relsynth="0", results=("a b/ü.csv",)),),
    papers=(
        CratePaper(citation="Ito (2020)", title="Vans", doi="10.1/a"),
        CratePaper(citation="Ito (2020)", title="Vans again", doi="10.1/a"),
        CratePaper(citation="Ben (2021)", title=None, doi=None),
    ),
    inputs=("relsynth.db",),
)


def entities(text: str) -> dict[str, dict[str, Any]]:
    """Every entity by its id, all that the specification requires of any crate having been checked."""
    content = json.loads(text)
    assert content["@context"] == "https://w3id.org/ro/crate/1.1/context"
    graph = content["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph), "ids are unique"
    assert all(entity["@type"] for entity in graph)
    descriptor = found["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"]["@id"].startswith("https://w3id.org/ro/crate/1.1")
    root = found["./"]
    assert root["@type"] == "Dataset"
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    files = {id_ for id_, entity in found.items() if entity["@type"] == "File"}
    assert {part["@id"] for part in root["hasPart"]} == files, "every file is a part of the root"
    assert set(_references(graph)) <= found.keys() | {"https://w3id.org/ro/crate/1.1"}, (
        "flat: all that is named is there"
    )
    return found


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return [value["@id"]]
        return [one for inner in value.values() for one in _references(inner)]
    return [one for inner in value for one in _references(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("crate", [_crate(), FULL], ids=["smallest", "full"])
def test_a_crate_has_all_that_is_required(crate: Crate) -> None:
    assert entities(to_json_ld(crate))


def test_what_made_a_file_and_who_worked_on_it_is_told() -> None:
    found = entities(to_json_ld(FULL))
    assert found["#output-1"]["result"] == [{"@id": "a%20b/%C3%BC.csv"}]
    assert found["#output-1"]["description"] == "Written by relsynth 0."
    assert found["./"]["author"] == [{"@id": "#person-Ana%20Ito"}, {"@id": "#person-Ben"}]
    assert found["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}
    assert found["a%20b/%C3%BC.csv"]["contentSize"] == "3"
    assert {"https://doi.org/10.1/a", "#paper-3", "#relsynth", "#coder-lexicon%401"} <= found.keys()


def test_a_licence_that_nobody_told_is_told_to_be_so() -> None:
    found = entities(to_json_ld(_crate()))
    assert found[found["./"]["license"]["@id"]]["name"] == "No licence told"


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3), st.text(max_size=8))
def test_names_of_any_kind_make_a_crate(names: list[str], title: str) -> None:
    names = [name.encode("utf-8", "replace").decode() for name in names]
    files = tuple(_file(f"papers/{number}-{name}") for number, name in enumerate(names))
    found = entities(to_json_ld(_crate(title=title, files=files, people=tuple(dict.fromkeys(names)))))
    assert {unquote(file_id(one.path)) for one in files} == {one.path for one in files}
    assert len(found) >= len(files)
