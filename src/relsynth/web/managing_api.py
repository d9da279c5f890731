"""What the manager's pages call: pairs of records decided together with others, and backups made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from relsynth import workflow
from relsynth.web.desk import now
from relsynth.web.visitors import Manager
from relsynth.workflow.as_json import plain
from relsynth.workflow.duplicates_desk import DuplicatesDesk, Meanwhile

MOST_SKIPPED = 10_000
Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
router = APIRouter(prefix="/api/managing", tags=["managing"])


class Asked(BaseModel):
    """Which pairs were left for another time."""

    model_config = ConfigDict(extra="forbid", strict=True)

    skipped: list[Annotated[list[Id], Field(min_length=2, max_length=2)]] = Field([], max_length=MOST_SKIPPED)

    @property
    def left(self) -> frozenset[tuple[str, str]]:
        """The pairs as they are compared."""
        return frozenset((pair[0], pair[1]) for pair in self.skipped)


class Decided(Asked):
    """What somebody says of a pair; ``anyway``: they have seen what another said of it meanwhile."""

    a: Id
    b: Id
    relation: Literal["duplicate", "version", "different"]
    anyway: bool = False


def _desk(request: Request) -> DuplicatesDesk:
    held: DuplicatesDesk = request.app.state.pairs
    return held


@router.post("/duplicates/next")
def next_pair(request: Request, _visitor: Manager, said: Asked) -> Any:
    """Show the pair to be decided now."""
    return {"shown": plain(_desk(request).next(skipped=said.left))}


@router.post("/duplicates/decide", responses={409: {"description": "Somebody else has judged the pair meanwhile."}})
def decide_pair(request: Request, visitor: Manager, said: Decided) -> Any:
    """Keep what the visitor says of a pair, and show the next."""
    done = _desk(request).decide(
        said.a, said.b, said.relation, coder=visitor.name, at=now(), skipped=said.left, anyway=said.anyway
    )
    if isinstance(done, Meanwhile):
        return JSONResponse({"error": str(done)} | plain(done), 409)
    return plain(done)


@router.post("/duplicates/undo")
def undo_pair(request: Request, visitor: Manager, said: Asked) -> Any:
    """Take the visitor's last answer back, and show its pair again."""
    return {"shown": plain(_desk(request).undo(coder=visitor.name, at=now(), skipped=said.left))}


@router.post("/duplicates/group")
def group(request: Request, _visitor: Manager) -> Any:
    """Group records into reports by what was said of pairs."""
    _desk(request).finish()
    with request.app.state.desk.project() as project:
        return plain(workflow.find_duplicates(project))


@router.post("/backups")
def back_up(request: Request, _visitor: Manager) -> Any:
    """Make a backup, and check it."""
    with request.app.state.desk.project() as project:
        made = workflow.back_up(project, at=now())
    return {"name": made.name, "at": made.at, "size": made.size, "digest": made.digest}
