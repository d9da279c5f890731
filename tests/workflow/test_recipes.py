"""A recipe is drawn from a project or from what comes along, and refuses coders that send text away."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth import open_project
from relsynth.extraction.proposals import CoderError
from relsynth.workflow import init
from relsynth.workflow.recipes import codebook_of, recipe_of


def test_a_project_lends_its_codebook(tmp_path: Path) -> None:
    init(tmp_path / "p")
    path = tmp_path / "p" / "codebook.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    with open_project(tmp_path / "p") as project:
        lent = recipe_of(project, coder="lexicon", parser="none")
        assert codebook_of(lent).digest == project.codebook.digest
    assert lent.codebook.endswith("# mine\n")


def test_a_coder_that_sends_text_away_is_refused() -> None:
    with pytest.raises(CoderError, match="sends text"):
        recipe_of(None, coder="language-model")


def test_the_parser_is_part_of_the_coder_s_name() -> None:
    assert "+" not in recipe_of(None, coder="lexicon", parser="none").coder_name
