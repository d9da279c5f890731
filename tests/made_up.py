"""Small papers, a small codebook and projects, made up for the tests of what works on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from relsynth import workflow
from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Paragraph, Section, Span, document_id
from relsynth.project import Project, open_project

AT = "2026-01-01T00:00:00+00:00"
MACHINE = Coder(name="lexicon@0123456789ab.1", kind="machine")
ANA = Coder(name="Ana", kind="person")

SPANISH = (
    "# La confianza entre las vecinas\n\n## Resultados\n\nLas vecinas se reunieron cada semana con el equipo de la "
    "clínica, y con el tiempo aprendieron a confiar las unas en las otras para resolver los problemas del barrio.\n"
)
ABSTRACT_ONLY = (
    "Title: A bridge over the river\n\nAbstract\n\nThe partners met every month to settle who would pay for the "
    "bridge, and trust between them grew slowly over the years of the project.\n"
)


def code(id_: str, *strong: str, **others: Any) -> dict[str, Any]:
    """A code as a codebook file has it."""
    return {
        "id": id_,
        "label": id_.title(),
        "type": "state",
        "levels": ["system"],
        "definition": f"What the partners said of {' and '.join(strong)}.",
        "include": "This.",
        "exclude": "That.",
        "cues": {"strong": list(strong)},
        **others,
    }


SPOKEN_OF = "Whether the drivers, the nurses, the clinic, the villages and the van are thought to be in the right."
TRUST, TIES = code("STA.TRUST", "trust*"), code("NET.TIES", "ties")
LEGIT = code("STA.LEGIT", "legitima*", definition=SPOKEN_OF)
"""A code that no paper here carries, and whose definition many of their sentences resemble."""


def codebook(*codes: dict[str, Any], **others: Any) -> str:
    """A codebook file (JSON is YAML too)."""
    content = {
        "id": "small",
        "version": "1",
        "title": "A small codebook",
        "language": "en",
        "licence": "CC0-1.0",
        "description": "For tests.",
        "unit_of_coding": {"segment": "One sentence."},
        "domains": [{"id": "STA", "label": "States"}, {"id": "NET", "label": "Networks"}],
        "construct_types": ["state"],
        "facets": {
            "level": {"definition": "Between whom.", "values": ["interpersonal", "system"]},
            "role": {
                "definition": "What it did.",
                "values": ["barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"],
            },
            "assertion": {
                "definition": "Whether it is said to be so.",
                "values": [
                    *("affirmed", "negated", "hedged", "hypothetical"),
                    *("recommended", "planned", "reported_by_others"),
                ],
            },
        },
        "sources": {"OWN": {"cite": "Nobody, 2020"}},
        "codes": list(codes) or [TRUST, TIES, LEGIT],
        **others,
    }
    return json.dumps(content, indent=1)


def paper(number: int, *results: str) -> str:
    """A small paper in Markdown, unlike those of other numbers."""
    told = results or (
        f"Trust between the drivers and the clinic grew in year {number}.",
        f"Ties among the {number} villages were loose at first.",
        "The van was painted green.",
    )
    return (
        f"# Van number {number} on the hill road\n\n"
        "## Introduction\n\nThe villages on the hill have no clinic of their own, and the road to the town is long.\n\n"
        "## Methods\n\nWe asked the drivers and the nurses of the clinic to tell us what happened on each journey.\n\n"
        f"## Results\n\n{' '.join(told)}\n\n"
        "## Discussion\n\nThe drivers want to go on with the work, and the nurses would like to have a second van.\n"
    )


def write_papers(folder: Path, *numbers: int) -> Path:
    """A folder with a paper for each number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"van-{number:03}.md").write_text(paper(number), encoding="utf-8")
    return folder


def write_project(folder: Path, *codes: dict[str, Any]) -> Path:
    """A project with the small codebook, or with one of the codes given, the dictionary's coder, and no parser."""
    workflow.init(folder)
    (folder / "codebook.yaml").write_text(codebook(*codes), encoding="utf-8")
    settings = folder / "relsynth.toml"
    text = settings.read_text(encoding="utf-8").replace('coder = "combined"', 'coder = "lexicon"')
    settings.write_text(text.replace('parser = "auto"', 'parser = "none"'), encoding="utf-8")
    return folder


def coded_project(folder: Path, *numbers: int) -> Project:
    """An open project in which a paper for each number is read and coded."""
    project = open_project(write_project(folder / "review"))
    workflow.add_documents(project, [write_papers(folder / "papers", *numbers)], at=AT)
    workflow.code(project, at=AT)
    return project


def document(
    text: str = "Trust grew.\nTies held.", *, name: str = "a", reader: str = "md/1", **others: Any
) -> Document:
    """A document of one section, a paragraph a line; known by its name."""
    starts = [0, *(n + 1 for n, char in enumerate(text) if char == "\n")]
    return Document(
        id=document_id(name.encode()),
        name=name,
        format="markdown",
        text=text,
        paragraphs=tuple(
            Paragraph(start=start, end=start + len(line), section=0)
            for start, line in zip(starts, text.split("\n"), strict=True)
        ),
        sections=(Section(heading="Results", label="results", reason="heading"),),
        reader=reader,
        **others,
    )


def coding(of: Document, code: str = "STA.TRUST", *, coder: Coder = MACHINE, start: int = 0, end: int = 5) -> Coding:
    """A coding of the beginning of a document."""
    return Coding(span=Span(version=of.version, start=start, end=end), code=code, coder=coder)
