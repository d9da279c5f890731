"""Projects that are screened, and decisions in short, for the tests of what becomes of them."""

from __future__ import annotations

from pathlib import Path

from made_up import AT
from made_up_records import ris
from relsynth.config import Config
from relsynth.project import Project
from relsynth.records import Record
from relsynth.screening.decisions import Decision, Stage, Verdict
from relsynth.screening.protocol import Criterion, Protocol
from relsynth.store import Store
from relsynth.workflow.sources import add_source

TA: Stage = "title_abstract"
FT: Stage = "full_text"
PROTOCOL = Protocol(
    question="Who keeps the ferry, and with whom?",
    criteria=(
        Criterion(id="I1", text="Two harbours or more", kind="include"),
        Criterion(id="E1", text="No ferry", kind="exclude"),
        Criterion(id="E2", text="No study", kind="exclude"),
    ),
)
SHORT: dict[str, Verdict] = {"in": "include", "out": "exclude", "maybe": "maybe"}


def screening_project(folder: Path, *records: Record, protocol: Protocol = PROTOCOL) -> Project:
    """A project on disk with records, of which nothing is decided."""
    folder.mkdir(parents=True, exist_ok=True)
    project = Project(folder, Config(protocol=protocol), Store.open(folder / "relsynth.db"))
    if records:
        add_source(project, ris(*records), name="a.ris", at=AT)
    return project


def decide(
    project: Project,
    said: str,
    *,
    stage: Stage = "title_abstract",
    note: str | None = None,
    tags: tuple[str, ...] = (),
    at: str = AT,
) -> None:
    """Append decisions from a line such as ``Ana 0 in, Ben 3 out E1, Cat! 0 in``.

    Numbers are of records in the order of coming, from 0; ``!`` adjudicates.
    """
    ids = list(project.store.catalogue.dois())
    with project.store.atomic():
        for one in filter(None, said.split(", ")):
            coder, number, verdict, *criterion = one.split()
            project.store.screening.add(
                [
                    Decision(
                        record=ids[int(number)],
                        stage=stage,
                        verdict=SHORT[verdict],
                        coder=coder.rstrip("!"),
                        adjudicates=coder.endswith("!"),
                        criterion=criterion[0] if criterion else None,
                        note=note,
                        tags=tags,
                        at=at,
                    )
                ]
            )
