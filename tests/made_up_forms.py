"""A small form, and projects that have it, for the tests of charting."""

from __future__ import annotations

from pathlib import Path

from made_up import AT, paper, write_papers, write_project
from relsynth import workflow
from relsynth.project import Project, open_project

FORM = """
[forms.charting]
title = "What it is like"

[forms.charting.fields.country]
ask = "Where?"
propose = "country"

[forms.charting.fields.design]
ask = "Which kind?"
answer = "choice"
choices = ["case study", "survey", "trial"]
quote = true
propose = "design"

[forms.charting.fields.weeks]
ask = "For how long?"
answer = "number"
unit = "weeks"

[forms.charting.fields.who]
ask = "Who took part?"
answer = "choices"
choices = ["drivers", "nurses", "patients"]
required = false
"""
APPRAISAL = """
[forms.appraisal]
title = "Trust"
coders = 1
blind = false

[forms.appraisal.fields.worry]
ask = "How worried?"
answer = "choice"
choices = ["little", "some", "much"]
ordered = true
"""
QUOTE = "We asked the drivers and the nurses of the clinic"
"""Words that stand in every paper of the project."""


def with_forms(folder: Path, toml: str = FORM) -> Path:
    """A project's folder, with forms in its settings."""
    settings = folder / "relsynth.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + toml, encoding="utf-8")
    return folder


def charting_project(folder: Path, *numbers: int, toml: str = FORM) -> Project:
    """An open project with the form, a paper for each number, and one that says where it was and what: kenya."""
    papers = write_papers(folder / "papers", *numbers)
    text = paper(99).replace("# Van number 99 on the hill road", "# A case study of vans in rural Kenya")
    (papers / "kenya.md").write_text(text, encoding="utf-8")
    project = open_project(with_forms(write_project(folder / "review"), toml))
    workflow.add_documents(project, [papers], at=AT)
    return project
