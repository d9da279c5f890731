"""Papers by the names that people call them, and people by theirs."""

from __future__ import annotations

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coders import is_machine
from relsynth.workflow.duplicates import named

LISTED = 8  # papers that a message names


def paper_named(project: Project, name: str) -> str:
    """Id of the paper of that name, or whose name or id alone begins so.

    Raises:
        InputError: there is none, or several.
    """
    names = project.store.papers.names()
    found = [id for id, own in names.items() if name in (own, id)]
    found = found or [id for id, own in names.items() if name and (own.startswith(name) or id.startswith(name))]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"no paper is called {name!r}; `relsynth papers` lists them")
    listed = ", ".join(f"{names[id]} ({id})" for id in found[:LISTED])
    more = f" and {len(found) - LISTED} more" if len(found) > LISTED else ""
    raise InputError(f"{len(found)} papers are called {name!r}, or begin so: {listed}{more}; give one whole, or its id")


def person_named(coder: str) -> str:
    """A person's name, without space around it.

    Raises:
        InputError: there is none, or it is a machine's.
    """
    if is_machine(coder):
        raise InputError(f"{coder!r} is no person's name")
    return named(coder)
