"""Quotes as they stood when they were given, and where they stand now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, document
from made_up_forms import charting_project
from relsynth.documents import Span
from relsynth.project import Project
from relsynth.workflow.quotes import Quoted, quote_shown

OLD = document("Trust between the drivers and the clinic grew.\nTies held among the villages on the hill.")
MOVED = document(f"A new line.\n{OLD.text}")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with charting_project(tmp_path) as opened:
        opened.store.add_document(OLD, at=AT)
        yield opened


@pytest.mark.parametrize(
    ("now", "section"),
    [
        pytest.param(OLD, "results", id="the-same-text"),
        pytest.param(MOVED, "results", id="moved"),
        pytest.param(replace(OLD, text=OLD.text.replace("Trust", "Faith")), None, id="gone"),
    ],
)
def test_a_quote_is_shown_as_it_stood(project: Project, now: object, section: str | None) -> None:
    shown = quote_shown(project, now, Span(version=OLD.version, start=0, end=45))  # type: ignore[arg-type]
    assert replace(shown, start=None, end=None) == Quoted(
        text="Trust between the drivers and the clinic grew", paper="a", section=section
    )
    assert (shown.start is None) == (section is None)
    assert shown.start is None or now.text[shown.start : shown.end] == shown.text  # type: ignore[attr-defined]
    assert str(shown).endswith(f"[{section or 'not in the paper as it is read now'}]")
