"""The forms that a table is written in, each found by its name, which is the ending of its files too.

Forms of text can be shown on a screen; a workbook and a Word document are files. Their libraries are imported when
they are needed: they cost start-up time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from relsynth.reports.tables import WRITERS, Table

TEXT = ("csv", "md", "json", "html", "tex")
FILE = ("xlsx", "docx")
"""Forms that no screen can show."""
FORMS = (*TEXT, *FILE)


def form_of(path: PurePath) -> str | None:
    """The form that a file's name tells, or None."""
    ending = path.suffix.removeprefix(".").lower()
    return ending if ending in FORMS else None


def to_bytes(table: Table, form: str) -> bytes:
    """A table in one of ``FORMS``; of text in UTF-8, with the line ends of its form.

    Raises:
        ValueError: a workbook has no room for all its rows.
    """
    if form in FILE:
        return _FILES[form](table)
    return to_text(table, form).encode("utf-8", "replace")


def to_text(table: Table, form: str) -> str:
    """A table in one of the forms of ``TEXT``."""
    return _TEXTS[form](table)


def _latex(table: Table) -> str:
    from relsynth.reports.table_latex import to_latex  # noqa: PLC0415

    return to_latex(table)


def _html(table: Table) -> str:
    from relsynth.reports.report_html import to_page  # noqa: PLC0415

    return to_page(table)


def _workbook(table: Table) -> bytes:
    from relsynth.reports.workbook import to_workbook  # noqa: PLC0415

    return to_workbook(table)


def _docx(table: Table) -> bytes:
    from relsynth.reports.table_docx import to_docx  # noqa: PLC0415

    return to_docx(table)


_TEXTS: Mapping[str, Callable[[Table], str]] = {**WRITERS, "html": _html, "tex": _latex}
_FILES: Mapping[str, Callable[[Table], bytes]] = {"xlsx": _workbook, "docx": _docx}
