"""Inputs that broke a reader once, found by damaging whole ones (scripts/bench/reliability_hostile.py), tried for good.

A folder of ``tests/fuzz`` for each door, a file for each finding; a few inputs damaged anew stand beside them.
"""

from __future__ import annotations

import random
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

TESTS = Path(__file__).resolve().parent
BENCH = TESTS.parent / "scripts" / "bench"
FOUND = sorted(path for path in (TESTS / "fuzz").glob("*/*") if path.is_file())
SECONDS = 20
EACH = 15  # inputs of each door


def of_bench(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


for _name in ("records_laws", "records_fuzz", "fuzz_entries"):
    of_bench(_name)
hostile = of_bench("reliability_hostile")
DOORS = hostile.doors()


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.timeout(SECONDS)
def test_what_broke_a_reader_once_is_answered_or_refused(path: Path) -> None:
    assert hostile.fault(DOORS[path.parent.name].enter, path.read_bytes()) is None


@pytest.mark.parametrize("name", DOORS)
def test_a_whole_input_is_taken(name: str) -> None:
    seeds = DOORS[name].seeds
    assert seeds
    for source in seeds.values():
        DOORS[name].enter(source)  # raises where it refuses


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.timeout(10 * SECONDS)
def test_a_damaged_input_is_answered_or_refused(name: str) -> None:
    door = DOORS[name]
    inputs = (hostile.damaged(door, random.Random(f"test {name} {number}")) for number in range(EACH))
    assert [what for source in inputs if (what := hostile.fault(door.enter, source))] == []


def test_a_fault_is_seen_and_its_input_made_small() -> None:
    def breaking(source: bytes) -> None:
        if b"x" in source:
            raise KeyError("x")

    source = b"a" * 500 + b"x" + b"b" * 500
    shown = hostile.fault(breaking, source)
    assert shown.startswith("KeyError")
    assert hostile.smaller(breaking, source, shown) == b"x"
    assert hostile.fault(breaking, b"a") is None
