"""The rules of the house that no linter knows (docs/architecture.md, "The floors, enforced").

A rule lists all that breaks it, so that one run shows all there is to mend.
"""

from __future__ import annotations

import ast
import inspect
import re
import sqlite3
import subprocess
import sys
import tomllib
import typing
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from relsynth import errors

HOUSE = Path(__file__).resolve().parents[1]
SOURCE = HOUSE / "src" / "relsynth"
TESTS = HOUSE / "tests"
REFERENCE = HOUSE / "docs" / "reference"
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
SCRIPTS = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((HOUSE / "scripts").rglob("*.py"))}

LONGEST_MODULE = 400  # lines
LONGEST_FUNCTION = 60  # lines
NO_NOUN_OF_THE_FIELD = frozenset({"base", "common", "core", "helpers", "manager", "misc", "utils"})
HEAVY = frozenset({"lxml", "numpy", "pandas", "sklearn", "spacy", "sqlite_utils"})

TESTS_OF_THE_WHOLE = frozenset(
    {
        *("test_bench", "test_corpus", "test_docs", "test_findings_answers", "test_formats_agree", "test_house"),
        *("test_never_lost", "test_review", "test_several_at_once", "test_twenty_questions"),
        *(
            "web/test_api_schema",
            "web/test_axe_everywhere",
            "web/test_every_route",
            "web/test_papers_keys_browser",
            "web/test_hostile_text",
        ),
        "web/test_proxied",
        *("test_fuzz", "test_hazards"),
        *("test_faults", "test_kills", "test_methods", "test_notebooks", "test_packages", "test_security"),
    }
)
MODULES_WITHOUT_A_TEST: frozenset[str] = frozenset()  # may shrink, never grow


def name_of(path: Path) -> str:
    """Dotted name of a module, as it is imported."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def assert_none(breaches: Iterable[str]) -> None:
    """Fail with a line for each breach of a rule."""
    listed = sorted(breaches)
    assert not listed, "\n  ".join([f"{len(listed)} in breach of the rule:", *listed])


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


# -- modules and functions


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, *SCRIPTS]}
    assert_none(f"{place_of(path)}: {n} lines" for path, n in lines.items() if n > LONGEST_MODULE)


def test_no_function_is_too_long_to_be_read_at_once() -> None:
    assert_none(
        f"{place_of(path)}:{function.lineno} {function.name}"
        for path, tree in [*MODULES.items(), *SCRIPTS.items()]
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    )


def test_every_module_is_named_by_a_noun_of_the_field() -> None:
    assert_none(place_of(path) for path in MODULES if NO_NOUN_OF_THE_FIELD & set(name_of(path).split(".")))


def test_nothing_is_printed_from_within() -> None:
    assert_none(
        f"{place_of(path)}:{node.lineno}"
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


# -- a test for every module, and a module for every test


def twins_of(module: Path) -> tuple[Path, ...]:
    """Where the test of a module may stand; a package's own, beside the package or within it."""
    inside = module.relative_to(SOURCE)
    if module.name != "__init__.py":
        return (TESTS / inside.parent / f"test_{inside.stem}.py",)
    package = module.parent.name
    return (TESTS / inside.parent.parent / f"test_{package}.py", TESTS / inside.parent / f"test_{package}.py")


def test_every_module_with_code_has_its_test() -> None:
    with_code = [
        path
        for path, tree in MODULES.items()
        if any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in tree.body)
    ]
    untested = {name_of(path) for path in with_code if not any(test.is_file() for test in twins_of(path))}
    assert_none(untested - MODULES_WITHOUT_A_TEST)
    assert_none(f"{name} has a test now: take it off the list" for name in MODULES_WITHOUT_A_TEST - untested)


def test_every_test_has_its_module() -> None:
    expected = {test for module in MODULES for test in twins_of(module)}
    in_browser = {test.with_stem(f"{test.stem}_browser") for test in expected}
    of_the_whole = {TESTS / f"{stem}.py" for stem in TESTS_OF_THE_WHOLE}
    strays = set(TESTS.rglob("test_*.py")) - expected - in_browser - of_the_whole
    assert_none(map(place_of, strays))


# -- public names


def test_public_names_are_sorted_and_exist() -> None:
    def in_order(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)

    for path, tree in MODULES.items():
        if "__all__" not in {target.id for target in ast.walk(tree) if isinstance(target, ast.Name)}:
            continue
        module = import_module(name_of(path))
        assert list(module.__all__) == sorted(set(module.__all__), key=in_order), name_of(path)
        assert_none(f"{name_of(path)}.{name}" for name in module.__all__ if not hasattr(module, name))


# -- the command line


def commands() -> dict[str, typing.Any]:
    """Every command that does something, by all of its words: ``relsynth codebook show``."""
    from typer.main import get_command

    from relsynth.cli import app

    def leaves(words: str, command: typing.Any) -> Iterator[tuple[str, typing.Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield words, command
            return
        for name, one in inner.items():
            yield from leaves(f"{words} {name}", one)

    return dict(leaves("relsynth", get_command(app)))


def test_every_command_and_option_says_what_it_is_for() -> None:
    found = commands()
    assert_none(words for words, command in found.items() if not command.help)
    assert_none(
        f"{words}: {option.name}" for words, command in found.items() for option in command.params if not option.help
    )


def test_every_command_stands_in_the_reference() -> None:
    reference = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    assert_none(words for words in commands() if not re.search(rf"{re.escape(words)}(?![\w-])", reference))


def test_every_verb_has_a_command() -> None:
    workflow = import_module("relsynth.workflow")
    verbs = {name for name in workflow.__all__ if inspect.isfunction(getattr(workflow, name))}
    face = [tree for path, tree in MODULES.items() if name_of(path).split(".")[:2] == ["relsynth", "cli"]]
    called = {node.attr for tree in face for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    called |= {node.id for tree in face for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert verbs, "workflow.__all__ names no function"
    assert_none(verbs - called)


@pytest.mark.parametrize("module", ["relsynth", "relsynth.cli"])
def test_what_every_call_imports_is_light(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({set(HEAVY)} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert_none(done.stdout.split())


# -- the reference names everything there is


def assert_in_reference(names: set[str]) -> None:
    assert names, "found nothing that could be looked up"
    reference = "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md")))
    assert_none(name for name in names if f"`{name}`" not in reference)


def test_the_reference_names_every_config_key() -> None:
    unset = re.compile(r"^# (?=\w+ = )", re.MULTILINE)  # the template shows a key left to its default behind a "#"
    template = tomllib.loads(unset.sub("", import_module("relsynth.config").TEMPLATE.format(title='""')))
    tables = {f"{name}.{key}" for name, table in template.items() if isinstance(table, dict) for key in table}
    assert_in_reference(tables | {name for name, value in template.items() if not isinstance(value, dict)})


def test_the_reference_names_every_table(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from relsynth.cli import app

    made = CliRunner().invoke(app, ["init", str(tmp_path / "review")])
    assert made.exit_code == 0, made.output
    (database,) = (tmp_path / "review").glob("*.db")
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    assert_in_reference({name for (name,) in tables if not name.startswith(("sqlite_", "_"))})


def test_the_reference_names_every_error() -> None:
    classes = {name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)}
    assert_in_reference(classes)


def test_the_reference_names_every_format() -> None:
    assert_in_reference({entry.name for entry in entry_points(group="relsynth.formats")})
