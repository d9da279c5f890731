"""Files that are offered, one by one or by the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.errors import InputError
from relsynth.workflow.files import files_in, require_paths


def test_of_a_folder_all_files_are_taken_but_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", ".hidden.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in files_in([tmp_path, tmp_path / ".hidden.md"])] == ["a.md", "b.md", ".hidden.md"]


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert require_paths([tmp_path]) == (tmp_path,)
    with pytest.raises(InputError, match="no such file or folder"):
        require_paths([tmp_path, tmp_path / "nowhere"])
