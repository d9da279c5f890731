from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from relsynth.web.places import passing, placeless, without_places


def test_what_is_in_the_project_is_named_as_the_team_knows_it(tmp_path: Path) -> None:
    assert without_places(f"{tmp_path}/papers/a.pdf: is damaged", tmp_path) == "papers/a.pdf: is damaged"
    assert without_places(f"{tmp_path}: no records yet", tmp_path) == "no records yet"
    assert without_places(f"look into {tmp_path} again", tmp_path) == "look into the project's folder again"


def test_a_folder_is_known_by_a_link_to_it_too(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    link = tmp_path / "link"
    link.symlink_to(there)
    assert without_places(f"{there}/a and {link}/b", link) == "a and b"


def test_a_folder_that_one_is_in_changes_no_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert without_places("see ./a, and so on./ There is more.", Path()) == "see ./a, and so on./ There is more."
    assert without_places(f"{tmp_path}/a: is damaged", Path()) == "a: is damaged"


def test_what_passes_through_is_named_as_it_was_sent(tmp_path: Path) -> None:
    with passing() as folder:
        assert folder.is_relative_to(tempfile.gettempdir())
        assert without_places(f"{folder}/a.ris: line 3", tmp_path) == "a.ris: line 3"
        told = {"failed": [{"path": f"{folder}/a.ris", "read": 3}], "note": f"said of {tmp_path}/b"}
    assert not folder.exists()
    assert placeless(told, tmp_path) == {"failed": [{"path": "a.ris", "read": 3}], "note": f"said of {tmp_path}/b"}


def test_a_path_outside_of_the_project_is_told_by_its_last_part(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "review", tmp_path / "secret" / "a.pdf"
    told = {"unread": [{"path": str(elsewhere), "reason": "is damaged"}, {"path": str(folder / "b.pdf")}]}
    assert placeless(told, folder) == {"unread": [{"path": "a.pdf", "reason": "is damaged"}, {"path": "b.pdf"}]}
