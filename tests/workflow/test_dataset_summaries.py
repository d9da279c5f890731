"""A dataset's figures come into a project with what they rest on, and can be made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from relsynth import open_project, workflow
from relsynth.bundled import example_papers
from relsynth.errors import InputError
from relsynth.workflow.dataset_summaries import summary_table

AT = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A dataset of one paper, and an empty project."""
    paper = example_papers() / "01-child-welfare-desks.xml"
    workflow.code_dataset(
        [paper], tmp_path / "d", machines=workflow.machines(jobs=1), coder="lexicon", parser="none", partition=5
    )
    workflow.init(tmp_path / "p")
    return tmp_path / "d", tmp_path / "p"


@pytest.mark.slow
def test_tables_are_written_logged_and_made_again(places: tuple[Path, Path]) -> None:
    dataset, folder = places
    with open_project(folder) as project:
        made = workflow.summarise_dataset(project, dataset, at=AT)
        assert made.files == tuple(
            f"literature/{name}.{form}" for name in ("evidence", "gaps", "profile") for form in ("csv", "md", "json")
        )
        assert str(made).startswith(f"1 study of {dataset} ({made.digest[:12]}) summarised:")
        (last,) = [one for one in project.store.outputs.all() if one.path == "literature/gaps.json"]
        assert last.basis["dataset"] == {"path": "../d", "digest": made.digest, "studies": 1}
        assert last.basis["coders"][0].startswith("lexicon@")
        assert [one.name for one in workflow.list_outputs(project).outputs][:1] == ["dataset summarise evidence"]
        assert workflow.reproduce(project).all_same
        with pytest.raises(InputError, match="no table 'studies'"):
            summary_table(project, "../d", "studies")
    said = json.loads((folder / "literature" / "evidence.json").read_text())
    assert said["rows"][0]["n"] == 1


@pytest.mark.slow
def test_another_folder_may_be_named(places: tuple[Path, Path], tmp_path: Path) -> None:
    dataset, folder = places
    with open_project(folder) as project:
        made = workflow.summarise_dataset(project, dataset, into=tmp_path / "out", at=AT)
    assert made.files[0] == "../out/evidence.csv"
    assert (tmp_path / "out" / "profile.md").is_file()
