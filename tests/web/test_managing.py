"""The manager's pages: for managers alone, each with what it is for, none with a path of the machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.web.managing import SUBPLACES
from web.desks import AT, log_in, opened, team_folder

PAGES = ("", *(f"/{one}" for one in SUBPLACES[1:]))
EXPORT = "TY  - JOUR\nTI  - <img src=x onerror=alert(1)> of ferries\nAU  - Okafor, Ada\nPY  - 2020\nER  - \n"
EXPORT += "TY  - JOUR\nER  - \n"


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    made = team_folder(examples, tmp_path / "review")
    export = tmp_path / "<b>a & b.ris"
    export.write_text(EXPORT, encoding="utf-8")
    with open_project(made) as project:
        workflow.import_records(project, [export], at=AT)
    return made


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, team=True)) as found:
        yield found


@pytest.mark.parametrize("path", [*PAGES, "/flow.svg"])
def test_a_manager_sees_every_page_and_nobody_else_does(client: TestClient, folder: Path, path: str) -> None:
    log_in(client, "Cy")
    shown = client.get(f"/managing{path}")
    assert shown.status_code == 200, shown.text
    assert str(folder.parent) not in shown.text
    assert "<img src=x" not in shown.text
    assert "<b>a" not in shown.text
    log_in(client, "Ben")
    assert client.get(f"/managing{path}").status_code == 403


def test_unread_stretches_are_shown(client: TestClient) -> None:
    log_in(client, "Cy")
    shown = client.get("/managing/sources").text
    assert "line 6" in shown


def test_a_backup_comes_down_whole_and_no_other_file_does(client: TestClient, folder: Path) -> None:
    with open_project(folder) as project:
        made = workflow.back_up(project, at=AT)
    log_in(client, "Cy")
    with zipfile.ZipFile(BytesIO(client.get(f"/managing/backups/{made.name}").content)) as archive:
        assert "relsynth.db" in archive.namelist()
    for name in ("..%2Frelsynth.db", "other.zip", "%2Fetc%2Fpasswd"):
        assert client.get(f"/managing/backups/{name}").status_code in {404, 422}


def test_versions_of_the_codebook_are_compared(client: TestClient, folder: Path) -> None:
    with open_project(folder) as project:
        versions = workflow.codebook_versions(project).versions
    log_in(client, "Cy")
    assert versions[0].digest[:8] in client.get("/managing/codebook").text
    assert 'id="changes"' in client.get("/managing/codebook", params={"from": versions[0].digest}).text
    assert 'id="changes"' not in client.get("/managing/codebook", params={"from": "../../etc/passwd"}).text
