"""The packages that relsynth stands on: their versions, licences and inventory, and what a release checks."""

from __future__ import annotations

import json
import re
import sys
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[1]


def load() -> ModuleType:
    spec = util.spec_from_file_location("relsynth_packages_script", HOUSE / "scripts" / "packages.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


script = load()


@pytest.fixture(scope="module")
def found() -> tuple[Any, ...]:
    return tuple(script.packages())


def test_the_inventory_names_what_is_needed_at_the_version_that_is_tested(found: tuple[Any, ...]) -> None:
    inventory = json.loads(script.inventory(found))
    components = {one["name"]: one for one in inventory["components"]}
    assert {"lxml", "pydantic-core", "pypdfium2", "spacy", "starlette"} <= set(components)
    assert components["lxml"]["scope"] == "required"
    assert components["httpx2"]["scope"] == "optional"
    assert components["pytest"]["scope"] == "excluded"
    pinned = script.pinned((HOUSE / "constraints.txt").read_text(encoding="utf-8"))
    assert {name: one["version"] for name, one in components.items()} == {name: pinned[name] for name in components}
    assert {one["purl"] for one in components.values()} == {f"pkg:pypi/{name}@{pinned[name]}" for name in components}


def test_the_inventory_is_the_same_at_every_run(found: tuple[Any, ...]) -> None:
    first = script.inventory(found)
    assert first == script.inventory(script.packages())
    assert not {"serialNumber", "timestamp"} & set(re.findall(r'"(\w+)":', first))
    names = [one["name"] for one in json.loads(first)["components"]]
    assert names == sorted(set(names))


def test_every_licence_is_allowed_or_has_its_reason(found: tuple[Any, ...]) -> None:
    assert script.refused(found) == []
    assert set(script.EXCEPTIONS) <= {one.name for one in found}
    shipped = {one.name for one in found if not one.is_tool}
    assert shipped & set(script.EXCEPTIONS) == {"certifi", "tqdm"}


def test_a_licence_that_is_not_allowed_is_refused() -> None:
    copyleft = script.Package(name="x", version="1", licence="MIT AND GPL-3.0-only", extras=())
    assert script.refused([copyleft]) == ["x: MIT AND GPL-3.0-only"]
    with pytest.raises(script.PackageError, match="no licence that is known"):
        script.licence_of("a-package-that-is-nowhere")


def test_the_page_of_licences_is_fresh(found: tuple[Any, ...]) -> None:
    assert script.PAGE.read_text(encoding="utf-8") == script.page(found)


def test_constraints_name_versions_and_no_place_to_get_them() -> None:
    lines = (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line and not re.fullmatch(r"#.*|[a-z0-9.-]+==[\w.+!]+( ; [^/]+)?", line)]
    everywhere = ["constraints.txt", "pyproject.toml", ".ci/run", ".github/workflows/release.yml", "scripts/setup.py"]
    address = re.compile(r"index-url|find-links|--trusted-host|repository-url")
    assert not [name for name in everywhere if address.search((HOUSE / name).read_text(encoding="utf-8"))]


def test_a_release_is_checked_before_it_is_made() -> None:
    said = (HOUSE / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    steps = [
        ".ci/run",
        "pip-audit",
        "python -m build",
        "twine check",
        "scripts/packages.py sbom",
        "gh-action-pypi-publish",
    ]
    places = [said.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    assert "id-token: write" in said
    assert "password:" not in said
