"""How far the machine has coded a project's papers: what a person asks before having it code the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from relsynth.project import Project
from relsynth.workflow.listing import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSoFar:
    """Papers in scope, how many of them no machine has coded as they are now, and how many each coder coded last."""

    papers: int
    uncoded: int
    by: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        told = [f"{counted(self.papers, 'paper')}, {self.uncoded} not coded"]
        return "\n".join([*told, *(f"{coder}: {counted(count, 'paper')}" for coder, count in self.by)])


def coded_so_far(project: Project) -> CodedSoFar:
    """Tell which machine has coded how many papers, without reading a codebook or making a coder ready."""
    latest = project.store.current_coders()
    coders = [latest.get(one.version) for one in project.store.documents() if not one.out_of_scope]
    by = Counter(coder for coder in coders if coder is not None)
    return CodedSoFar(papers=len(coders), uncoded=coders.count(None), by=tuple(sorted(by.items())))
