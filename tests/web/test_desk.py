from __future__ import annotations

import shutil
from pathlib import Path

from relsynth import open_project
from relsynth.web import Desk


def test_an_open_project_is_taken_up_again_until_its_settings_change(examples: Path, tmp_path: Path) -> None:
    desk = Desk(folder=Path(shutil.copytree(examples, tmp_path / "review")))
    with desk.project() as first:
        pass
    with desk.project() as again, desk.project() as other:
        assert (again is first, other is first) == (True, False)
    settings = tmp_path / "review" / "relsynth.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with desk.project() as later:
        assert later is not first
    desk.close()


def test_a_desk_that_is_warm_has_read_the_codebook_once_for_all(examples: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(examples, tmp_path / "review"))
    desk = Desk(folder=folder)
    desk.warm()
    with desk.project() as first, desk.project() as other, open_project(folder) as third:
        assert first.codebook is other.codebook is third.codebook
    desk.close()
    (folder / "codebook.yaml").write_text("no codebook", encoding="utf-8")
    desk.warm()  # what is wrong with it is told to who needs it
    desk.close()
