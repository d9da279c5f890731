"""How a project asks services on the network: who it says it is, and where it keeps what it looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from relsynth import sources
from relsynth.project import Project
from relsynth.sources import Settings
from relsynth.workflow.track import Tell

if TYPE_CHECKING:
    from relsynth.sources.client import Client

CACHE = ".cache"  # folder in the project for look-ups; may be deleted at any time

Connect = Callable[[Project, Tell], "Client"]
"""Opens a client for a project, to be used in a ``with``; what a service is waited for is told."""


def connect(project: Project, tell: Tell) -> Client:
    """Open a client as relsynth.toml says.

    Raises:
        FormatError: the libraries that speak HTTP are not installed.
    """
    return sources.open_client(settings_of(project), cache=project.path / CACHE, tell=tell)


def settings_of(project: Project) -> Settings:
    """Who asks, as relsynth.toml says."""
    told = project.config.fetch
    return Settings(
        email=told.get("email"),
        openalex_key=told.get("openalex_key"),
        ncbi_key=told.get("ncbi_key"),
        base_urls=project.config.base_urls,
    )
