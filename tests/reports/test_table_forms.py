"""The forms of a table: each by its name, found by the ending of a file, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.reports.table_forms import FILE, FORMS, TEXT, form_of, to_bytes, to_text
from relsynth.reports.tables import WRITERS, Table

TABLE = Table(title="Vans", columns=("paper", "k"), rows=(("van-001", 3), ("\ud800", None)), notes=("n = 1",))


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_written_in_every_form_and_the_same_each_time(form: str) -> None:
    assert to_bytes(TABLE, form) == to_bytes(TABLE, form)
    assert form in TEXT or to_bytes(TABLE, form).startswith(b"PK")


@pytest.mark.parametrize("form", TEXT)
def test_what_is_shown_on_a_screen_is_what_a_file_holds(form: str) -> None:
    assert to_text(TABLE, form).encode("utf-8", "replace") == to_bytes(TABLE, form)
    assert "van-001" in to_text(TABLE, form)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *(pytest.param(f"table.{form}", form, id=form) for form in FORMS),
        pytest.param("TABLE.XLSX", "xlsx", id="upper-case"),
        pytest.param("table.v2.csv", "csv", id="two-endings"),
        pytest.param("table.xls", None, id="old-workbook"),
        pytest.param("table", None, id="none"),
    ],
)
def test_a_files_name_tells_its_form(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form


def test_forms_of_text_and_of_files_are_all_forms_and_those_of_old_are_among_them() -> None:
    assert (*TEXT, *FILE) == FORMS
    assert set(WRITERS) <= set(TEXT)
