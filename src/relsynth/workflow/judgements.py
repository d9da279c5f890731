"""What people have said of each paper's codings: alone, or with the machine's before their eyes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.project import Project
from relsynth.synthesis.agreement import is_assisted
from relsynth.workflow.import_codings import last_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """People's last words on one paper: ``alone`` by reader, ``shown`` the rest, rejections among it.

    What was found in a search for one code (``relsynth gaps search``), or in the residue, is among ``shown``: who read
    the sentences that were listed has not read the paper.
    """

    document: Document
    alone: Mapping[str, tuple[Coding, ...]]
    shown: tuple[Coding, ...]

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Every coding of a person, rejections left out."""
        own = (coding for codings in self.alone.values() for coding in codings)
        return (*own, *(coding for coding in self.shown if coding.verdict == "code"))

    @property
    def rejected(self) -> tuple[Coding, ...]:
        """Every rejection."""
        return tuple(coding for coding in self.shown if coding.verdict == "reject")


def judgements(project: Project) -> tuple[Judgements, ...]:
    """People's words on each paper that is counted, papers by name; codes unknown to the codebook are passed over."""
    known = {code.id for code in project.codebook.codes}
    said: dict[str, list[Coding]] = defaultdict(list)
    for coding in last_words(project.store.codings()).values():
        if coding.code in known:
            said[coding.span.version].append(coding)
    documents = (document for document in project.store.documents() if not document.out_of_scope)
    return tuple(_of(document, said[document.version]) for document in documents if said[document.version])


def _of(document: Document, said: Iterable[Coding]) -> Judgements:
    alone: dict[str, list[Coding]] = defaultdict(list)
    shown: list[Coding] = []
    for coding in said:
        if is_assisted(coding):
            shown.append(coding)
        else:
            alone[coding.coder.name].append(coding)
    return Judgements(
        document=document,
        alone={name: tuple(codings) for name, codings in sorted(alone.items())},
        shown=tuple(shown),
    )
