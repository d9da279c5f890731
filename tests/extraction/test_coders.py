"""The coders that are installed, ours and those of others."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from invented import small_codebook
from relsynth.extraction import coders, lexicon_coder
from relsynth.extraction.proposals import CoderError, CoderSettings

BOOK = small_codebook()
SETTINGS = CoderSettings()


@pytest.fixture(autouse=True)
def _looked_for_anew() -> Iterator[None]:
    coders.installed.cache_clear()
    yield
    coders.installed.cache_clear()


def installed_as(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Let another package have a coder called ``reader``."""
    points = (EntryPoint(name="reader", value=value, group=coders.GROUP),)
    monkeypatch.setattr(coders, "entry_points", lambda **_wanted: points)


def test_ours_are_installed_by_name() -> None:
    assert {"combined", "language-model", "learned", "lexicon"} <= set(coders.installed())


def test_a_coder_is_made_under_the_name_that_was_foretold() -> None:
    made = coders.make("lexicon", BOOK, SETTINGS)
    assert made.name == coders.name_of("lexicon", BOOK, SETTINGS) == lexicon_coder.name_of(BOOK, SETTINGS)


def test_a_coder_of_another_package_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    installed_as(monkeypatch, "relsynth.extraction.lexicon_coder")
    assert coders.installed() == ("reader",)
    assert coders.make("reader", BOOK, SETTINGS).name.startswith("lexicon@")


def test_a_coder_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(CoderError, match=r"no coder 'reader' is installed; there are .*lexicon"):
        coders.name_of("reader", BOOK, SETTINGS)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        pytest.param("no_such_package.coder", "coder 'reader' cannot be loaded: No module named", id="no-module"),
        pytest.param("relsynth.errors", r"coder 'reader' \(relsynth.errors\) has no name_of", id="no-plug-in"),
    ],
)
def test_an_entry_point_that_names_no_coder(monkeypatch: pytest.MonkeyPatch, value: str, why: str) -> None:
    installed_as(monkeypatch, value)
    with pytest.raises(CoderError, match=why):
        coders.make("reader", BOOK, SETTINGS)
