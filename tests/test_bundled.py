"""What comes with relsynth is where it says, in a checkout as in a wheel."""

from __future__ import annotations

import pytest

from relsynth.bundled import bundled, default_codebook, example_papers


def test_the_default_codebook_is_there() -> None:
    assert default_codebook().is_file()
    assert default_codebook().parent == bundled("codebook")


def test_the_example_papers_are_there_with_what_they_should_give() -> None:
    names = {path.name for path in example_papers().iterdir()}
    assert {"README.md", "expected.csv"} <= names
    assert {path.suffix for path in example_papers().iterdir()} >= {".xml", ".md", ".txt"}


@pytest.mark.parametrize("name", ["codebook", "corpus"])
def test_a_bundled_folder_is_a_folder(name: str) -> None:
    assert bundled(name).is_dir()
    assert bundled(name).name == name
