from __future__ import annotations

import shutil
from pathlib import Path

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
