"""The page of methods and their sources says what the docstrings say."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[1]


def load() -> Any:
    spec = util.spec_from_file_location("relsynth_methods_script", HOUSE / "scripts" / "methods.py")
    assert spec
    assert spec.loader
    made = sys.modules[spec.name] = util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


script = load()


def test_the_page_is_fresh() -> None:
    page = script.written(tuple(script.methods()))
    assert script.PAGE.read_text(encoding="utf-8") == page, "run scripts/methods.py"


def test_every_method_is_told_in_a_line_with_its_source() -> None:
    found = tuple(script.methods())
    assert len(found) > 100
    assert [one.place for one in found if not (one.does.strip() and one.source.strip())] == []
    assert [one.room for one in found if one.room and one.room not in script.ROOMS] == []


@pytest.mark.parametrize(
    ("docstring", "source"),
    [
        pytest.param("Do it.\n\nSource: RFC 4180.\n", "RFC 4180.", id="in-a-line"),
        pytest.param("Do it.\n\nSource:\n    Gwet (2014),\n    ch. 3.\n", "Gwet (2014),\n    ch. 3.", id="below"),
        pytest.param("Do it.\n\nSources: a; b.\n\nMore.", "a; b.", id="several"),
        pytest.param("Do it.\n\nSource:\n    A.\n\n>>> 1 + 1\n2", "A.", id="an-example-after-it"),
    ],
)
def test_a_source_is_a_paragraph_of_a_docstring(docstring: str, source: str) -> None:
    assert script.SAID.search(docstring)[1] == source


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("as A, doi 10.1000/x.", "As A, [doi 10.1000/x](https://doi.org/10.1000/x).", id="doi"),
        pytest.param("B, doi 10.1000/9(3)-V.", "B, [doi 10.1000/9(3)-V](https://doi.org/10.1000/9(3)-V).", id="bows"),
        pytest.param("see https://a.org/b.", "See <https://a.org/b>.", id="address"),
        pytest.param("``a|b``", r"`a\|b`", id="signs"),
    ],
)
def test_a_cell_links_what_it_names(text: str, cell: str) -> None:
    assert script.cell(text) == cell
