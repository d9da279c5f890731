"""Pages of a paper's PDF, as they were printed, where its file is still the one that was read."""

from __future__ import annotations

from pathlib import Path

from relsynth.documents import document_id
from relsynth.errors import InputError
from relsynth.formats.pdf.picture import page_picture
from relsynth.project import Project
from relsynth.workflow.papers import paper_named

MAX_BYTES = 64 * 1024 * 1024  # as when papers are read


def paper_page(project: Project, paper: str, number: int) -> bytes:
    """Draw a page of a paper, counted from 1, as PNG.

    Raises:
        InputError: no paper is called so, its file is no PDF, is gone or is another one now, or has no such page.
    """
    document = paper_named(project, paper)
    name = project.store.papers.names()[document]
    if project.store.papers.current(document).format != "pdf":
        raise InputError(f"{name} was not read from a PDF; it has no pages to show")
    paths = [Path(file.path) for file in project.store.files() if file.document == document]
    source = next((found for path in paths if (found := _source(path)) and document_id(found) == document), None)
    if source is None:
        where = ", ".join(map(str, paths)) or "nowhere"
        raise InputError(f"the file of {name} ({where}) is gone, or is another one now; `relsynth add` reads it again")
    return page_picture(source, number)


def _source(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError:
        return None
