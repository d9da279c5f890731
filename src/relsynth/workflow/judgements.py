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

    What a person read alone stays their reading, whatever they decide later with codings before their eyes: only what
    they code alone again changes it. So one person may have a word in both on the same place and code.

    What was found in a search for one code (``relsynth gaps search``), or in the residue, is among ``shown``: who read
    the sentences that were listed has not read the paper. What an adjudicator settled is there as well: they had
    what others said before their eyes.
    """

    document: Document
    alone: Mapping[str, tuple[Coding, ...]]
    shown: tuple[Coding, ...]

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Every coding of a person, once, as they decided on it last; rejections, and what they reject, left out.

        So is what an adjudicator has settled: as they settled it, it is there.
        """
        decided = last_words(self.shown)
        settled = {number for coding in self.shown for number in coding.settles}
        own = (
            coding
            for codings in self.alone.values()
            for said, coding in last_words(codings).items()
            if said not in decided and coding.number not in settled
        )
        shown = (coding for coding in self.shown if coding.verdict == "code" and coding.number not in settled)
        return (*own, *shown)

    @property
    def rejected(self) -> tuple[Coding, ...]:
        """Every rejection."""
        return tuple(coding for coding in self.shown if coding.verdict == "reject")


def judgements(project: Project) -> tuple[Judgements, ...]:
    """People's words on each paper that is counted, papers by name; codes unknown to the codebook are passed over."""
    known = {code.id for code in project.codebook.codes}
    said: dict[str, list[Coding]] = defaultdict(list)
    for coding in project.codings():
        if coding.code in known:
            said[coding.span.version].append(coding)
    documents = (document for document in project.store.documents() if not document.out_of_scope)
    judged = (_of(document, said[document.version]) for document in documents)
    return tuple(one for one in judged if one.alone or one.shown)


def _of(document: Document, said: Iterable[Coding]) -> Judgements:
    shown: list[Coding] = []
    unaided: list[Coding] = []
    for coding in said:
        (shown if is_assisted(coding) else unaided).append(coding)
    alone: dict[str, list[Coding]] = defaultdict(list)
    for coding in last_words(unaided).values():
        alone[coding.coder.name].append(coding)
    return Judgements(
        document=document,
        alone={name: tuple(codings) for name, codings in sorted(alone.items())},
        shown=tuple(last_words(shown).values()),
    )
