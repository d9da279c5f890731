"""Projects that are screened at a desk, for the tests of its pages; records and people are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from made_up_records import record, write_export
from relsynth import open_project, workflow

AT = "2026-03-01T10:00:00+00:00"
CRITERIA = """[protocol.include]
I1 = "Two harbours or more"
[protocol.exclude]
E1 = "No ferry"
E2 = "No study"
"""
SETTINGS = """[protocol]
question = "Do ferry partners keep ledgers in harbours?"
{criteria}
[screening]
audit = 0
speaks_for = ["rain", "peopl*"]
speaks_against = ["wrote"]
[screening.title_abstract]
mode = "{mode}"
"""


def screened(folder: Path, *, records: int = 12, mode: str = "single", criteria: str = CRITERIA, **others: Any) -> Path:
    """A project folder with records to be screened; ``others`` replace fields of the first record."""
    workflow.init(folder)
    settings = folder / "relsynth.toml"
    head = settings.read_text(encoding="utf-8").partition("[protocol]")[0]
    settings.write_text(head + SETTINGS.format(criteria=criteria, mode=mode), encoding="utf-8")
    made = [record(number, title=f"{NAMES[number]} of the harbour and its ferry") for number in range(records)]
    made[0] = record(0, **({"title": f"{NAMES[0]} of the harbour and its ferry"} | others))
    export = write_export(folder / "a.ris", *made)
    with open_project(folder) as project:
        workflow.import_records(project, [export], at=AT)
    return folder


NAMES = (
    *("Ledgers", "Bells", "Herons", "Ovens", "Apprentices", "Choirs"),
    *("Lanterns", "Nets", "Ropes", "Kitchens", "Winters", "Tides"),
)
