"""Who asks is what relsynth.toml says, and no test of the network waits for a real service."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytest_httpserver import HTTPServer

from made_up_records import in_memory
from relsynth.project import Project
from relsynth.sources import Settings
from relsynth.workflow.connection import CACHE, connect, settings_of
from relsynth.workflow.track import untold


def asking(folder: Path, url: str) -> Project:
    project = in_memory()
    told = {"email": "ada@example.org", "openalex_key": "k1", "ncbi_key": "k2"}
    project.path = folder
    project.config = replace(project.config, fetch=told, base_urls={"crossref": url})
    return project


def test_the_settings_are_those_of_the_project(tmp_path: Path) -> None:
    with asking(tmp_path, "http://localhost:1/c") as project:
        assert settings_of(project) == Settings(
            email="ada@example.org", openalex_key="k1", ncbi_key="k2", base_urls={"crossref": "http://localhost:1/c"}
        )
    with in_memory() as unset:
        assert settings_of(unset) == Settings()


def test_what_is_looked_up_is_kept_beside_the_project(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_ordered_request("/c/works/x").respond_with_data(b"once")
    with asking(tmp_path, httpserver.url_for("/c")) as project:
        for _ in range(2):
            with connect(project, untold) as client:
                reply = client.look_up("crossref", "works/x")
            assert reply is not None
            assert reply.content == b"once"
    assert (tmp_path / CACHE).is_dir()
