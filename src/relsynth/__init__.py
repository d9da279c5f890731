"""relsynth: from a folder of papers to an evidence-gap map of partnering.

>>> import relsynth
>>> with relsynth.open_project("review") as project:  # doctest: +SKIP
...     relsynth.workflow.add_documents(project, [Path("papers")], at="2026-01-01T00:00:00Z")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relsynth.version import __version__

if TYPE_CHECKING:
    from relsynth import workflow
    from relsynth.errors import RelsynthError
    from relsynth.project import Project, open_project
    from relsynth.workflow.frames import frames

__all__ = ["Project", "RelsynthError", "__version__", "frames", "open_project", "workflow"]

_ROOMS = {"Project": "project", "open_project": "project", "RelsynthError": "errors", "frames": "workflow.frames"}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that ``relsynth --help`` stays quick."""
    from importlib import import_module  # noqa: PLC0415

    if name == "workflow":
        return import_module("relsynth.workflow")
    if name in _ROOMS:
        return getattr(import_module(f"relsynth.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'relsynth' has no attribute {name!r}")
