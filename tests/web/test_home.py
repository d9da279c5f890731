"""The first page: what waits for whoever looks, each a link away, and no more than they may see."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from relsynth import open_project, workflow
from relsynth.web import Desk
from web.desks import AT, log_in, opened, team_folder


def test_a_coder_sees_what_they_began_and_nothing_of_managing(examples: Path, tmp_path: Path) -> None:
    folder = team_folder(examples, tmp_path / "review")
    with open_project(folder) as project:
        document, name = min(project.store.papers.names().items(), key=lambda one: one[1])
        workflow.start_work(project, name, coder="Ana", at=AT)
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Ana")
        shown = client.get("/").text
        assert f"Go on with {name}" in shown
        assert quote(document, safe="") in shown
        assert 'id="settling-title"' not in shown
        assert 'id="news"' not in shown
        log_in(client, "Cy")
        shown = client.get("/").text
        assert "Go on with" not in shown.partition("home-words")[0]
        assert 'id="settling-title"' in shown
        assert 'id="news"' in shown
